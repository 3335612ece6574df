//! A blob that is open for reading.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, stream};

use crate::bucket::Object;
use crate::cached;
use crate::error::Error;
use crate::key::BlobKey;
use crate::small::Small;

/// Where the system cannot tell whether bytes are in memory, reads of fewer bytes than this, and any read of a blob that
/// is no larger, happen where they are asked for: the thread they would be sent to costs more than the copy.
pub const INLINE: usize = 256 * 1024;

/// How much is read at a time by those who read all.
const BLOCK: u64 = 1 << 20;

/// An open blob. Cheap to clone; in a folder it is readable until the last clone is gone, even when it is deleted.
#[derive(Debug, Clone)]
pub struct Blob {
    bytes: Source,
    size: u64,
    /// Where a small one is kept once it is read, and under which key.
    keep: Option<(BlobKey, Arc<Small>)>,
}

#[derive(Debug, Clone)]
enum Source {
    File(Arc<File>),
    Memory(Bytes),
    Object(Arc<Object>),
}

impl Blob {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        Ok(Self { bytes: Source::File(Arc::new(file)), size, keep: None })
    }

    /// Bytes that lie in no storage.
    #[must_use]
    pub fn in_memory(bytes: Bytes) -> Self {
        Self { size: bytes.len() as u64, bytes: Source::Memory(bytes), keep: None }
    }

    pub(crate) fn of_object(object: Object) -> Self {
        Self { size: object.size(), bytes: Source::Object(Arc::new(object)), keep: None }
    }

    pub(crate) fn kept_in(self, key: BlobKey, small: Arc<Small>) -> Self {
        Self { keep: Some((key, small)), ..self }
    }

    /// Bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Says that `len` bytes at `offset` are going to be read, one stretch after the other. Where they are elsewhere, they are
    /// on their way from now on, on one connection; where they are here, nothing happens.
    pub fn ahead(&self, offset: u64, len: u64) {
        if let Source::Object(object) = &self.bytes {
            object.ahead(offset, len);
        }
    }

    /// Reads exactly `len` bytes at `offset`. What is in memory is copied at once; what has to come from the disk is
    /// waited for on a thread of its own.
    ///
    /// # Errors
    /// [`Error::Io`] of the kind `UnexpectedEof` when the blob ends before, otherwise what the storage says.
    pub async fn read_at(&self, offset: u64, len: usize) -> Result<Bytes, Error> {
        self.within(offset, len)?;
        let bytes = match &self.bytes {
            // Within the bytes, so that both ends are lengths in memory.
            Source::Memory(bytes) => {
                let start = usize::try_from(offset).map_err(|_| Error::Io(io::ErrorKind::UnexpectedEof.into()))?;
                return Ok(bytes.slice(start..start + len));
            }
            Source::File(file) => self.read_file(file, offset, len).await?,
            // Boxed, so that who reads a file carries nothing for the way elsewhere.
            Source::Object(object) => Box::pin(object.read_at(offset, len)).await?,
        };
        if let Some((key, small)) = &self.keep
            && len as u64 == self.size
        {
            small.keep(*key, &bytes);
        }
        Ok(bytes)
    }

    async fn read_file(&self, file: &Arc<File>, offset: u64, len: usize) -> Result<Bytes, Error> {
        let mut buffer = BytesMut::zeroed(len);
        if self.read_here(file, offset, &mut buffer).map_err(Error::of_storage)? {
            return Ok(buffer.freeze());
        }
        let file = file.clone();
        let read = tokio::task::spawn_blocking(move || {
            file.read_exact_at(&mut buffer, offset)?;
            Ok(buffer.freeze())
        });
        read.await.map_err(Error::of_thread)?.map_err(Error::of_storage)
    }

    /// All of it, in blocks, one after the other; it ends with the first error.
    pub fn blocks(&self) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
        self.ahead(0, self.size);
        stream::try_unfold((self.clone(), 0), |(blob, at)| async move {
            // At most a block, so it is a length in memory.
            let len = usize::try_from((blob.size - at).min(BLOCK)).unwrap_or(0);
            if len == 0 {
                return Ok::<_, io::Error>(None);
            }
            let bytes = blob.read_at(at, len).await?;
            Ok(Some((bytes, (blob, at + len as u64))))
        })
    }

    /// Fills `buffer` with what lies at `offset`, without a copy between where it is in memory. After an error nobody knows
    /// what the buffer holds.
    ///
    /// # Errors
    /// As for [`read_at`](Self::read_at).
    pub async fn read_into(&self, offset: u64, buffer: &mut [u8]) -> Result<(), Error> {
        self.within(offset, buffer.len())?;
        if let Source::File(file) = &self.bytes
            && self.read_here(file, offset, buffer).map_err(Error::of_storage)?
        {
            return Ok(());
        }
        if let Source::Object(object) = &self.bytes {
            return Box::pin(object.read_into(offset, buffer)).await;
        }
        buffer.copy_from_slice(&self.read_at(offset, buffer.len()).await?);
        Ok(())
    }

    /// The file in which `len` bytes at `offset` lie, where they are in the system's memory: what sends them from there waits
    /// for no disk.
    #[must_use]
    pub fn lend(&self, offset: u64, len: usize) -> Option<Arc<File>> {
        let Source::File(file) = &self.bytes else { return None };
        let is_there = self.within(offset, len).is_ok() && cached::all(file, offset, len as u64);
        is_there.then(|| file.clone())
    }

    /// Fills the buffer without another thread, if that will not keep this one waiting; whether it did.
    fn read_here(&self, file: &File, offset: u64, buffer: &mut [u8]) -> io::Result<bool> {
        match cached::read(file, offset, buffer) {
            Some(read) => Ok(read == buffer.len()),
            None if self.is_inline(buffer.len()) => file.read_exact_at(buffer, offset).map(|()| true),
            None => Ok(false),
        }
    }

    fn is_inline(&self, len: usize) -> bool {
        len < INLINE || self.size <= INLINE as u64
    }

    /// Before memory is asked for: no number from outside may ask for more than there is.
    fn within(&self, offset: u64, len: usize) -> Result<(), Error> {
        if offset.checked_add(len as u64).is_some_and(|end| end <= self.size) {
            return Ok(());
        }
        let text = format!("{len} bytes at {offset} of a blob of {}", self.size);
        Err(Error::Io(io::Error::new(io::ErrorKind::UnexpectedEof, text)))
    }
}
