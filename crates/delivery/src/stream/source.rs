//! What the caller provides: where bytes are stored is not this crate's business.

use std::fs::File;
use std::future::Future;
use std::io;
use std::sync::Arc;

use bytes::Bytes;

/// A place in which members lie, such as a folder or a bucket.
pub trait Source: Send + Sync + 'static {
    /// What stands for a member: the `T` of [`crate::zip::Plan`].
    type Key: Send + Sync + 'static;
    /// A member that is open.
    type Reader: Reader;

    /// Opens a member. From then on it can be read, whatever happens to its name.
    fn open(&self, key: &Self::Key) -> impl Future<Output = io::Result<Self::Reader>> + Send;

    /// How many members are worth asking for at a time: one where they are at hand, many where each answer takes its way.
    fn at_once(&self) -> usize {
        1
    }

    /// How many bytes a member has, without keeping it open.
    fn size(&self, key: &Self::Key) -> impl Future<Output = io::Result<u64>> + Send {
        async move { Ok(self.open(key).await?.size()) }
    }
}

/// Bytes that are open for reading.
pub trait Reader: Send + Sync + 'static {
    /// How many there are.
    fn size(&self) -> u64;

    /// Reads exactly `len` bytes at `offset`; fewer are an error of the kind `UnexpectedEof`.
    fn read_at(&self, offset: u64, len: usize) -> impl Future<Output = io::Result<Bytes>> + Send;

    /// Hears that `len` bytes at `offset` are going to be read, one stretch after the other. Worth an implementation where
    /// they are not at hand and may be on their way from now on.
    fn ahead(&self, offset: u64, len: u64) {
        let _ = (offset, len);
    }

    /// The file in which `len` bytes at `offset` lie, at the same offset, where they can be had at once: the system may then
    /// send them itself, without a copy of ours. `None` has them read.
    fn lend(&self, offset: u64, len: usize) -> Option<Arc<File>> {
        let _ = (offset, len);
        None
    }

    /// Fills `buffer` with what lies at `offset`; otherwise like [`read_at`](Self::read_at). Worth an implementation of its
    /// own where that saves a copy.
    fn read_into(&self, offset: u64, buffer: &mut [u8]) -> impl Future<Output = io::Result<()>> + Send {
        async move {
            let bytes = self.read_at(offset, buffer.len()).await?;
            if bytes.len() != buffer.len() {
                let text = format!("{} bytes where {} were asked for", bytes.len(), buffer.len());
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, text));
            }
            buffer.copy_from_slice(&bytes);
            Ok(())
        }
    }
}

/// A way out that takes bytes of files as they lie, such as a connection on which the system sends them itself.
pub trait Outlet: std::fmt::Debug + Send + Sync {
    /// Takes note of `len` bytes at `offset`, and gives as many to be handed on in their place. The order counts: they are
    /// sent when, and only when, what was given arrives where bytes are written.
    fn take(&self, file: Arc<File>, offset: u64, len: usize) -> Bytes;
}
