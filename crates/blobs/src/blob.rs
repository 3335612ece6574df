//! A blob that is open for reading.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};

use crate::error::Error;

/// Below this many bytes a read happens where it is asked for: the thread it would be sent to costs more than the copy.
/// So does any read of a blob that is no larger than this.
pub const INLINE: usize = 256 * 1024;

/// An open blob. Cheap to clone; readable until the last clone is gone, even when it is deleted.
#[derive(Debug, Clone)]
pub struct Blob {
    file: Arc<File>,
    size: u64,
}

impl Blob {
    pub(crate) fn new(file: File) -> io::Result<Self> {
        let size = file.metadata()?.len();
        Ok(Self { file: Arc::new(file), size })
    }

    /// Bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Reads exactly `len` bytes at `offset`.
    ///
    /// # Errors
    /// [`Error::Io`] of the kind `UnexpectedEof` when the blob ends before, otherwise what the storage says.
    pub async fn read_at(&self, offset: u64, len: usize) -> Result<Bytes, Error> {
        self.within(offset, len)?;
        if self.is_inline(len) {
            return read(&self.file, offset, len).map_err(Error::of_storage);
        }
        let file = self.file.clone();
        let read = tokio::task::spawn_blocking(move || read(&file, offset, len));
        read.await.map_err(Error::of_thread)?.map_err(Error::of_storage)
    }

    /// Reads exactly `len` bytes at `offset` to the end of `buffer`, without a copy between where `len` is small.
    /// After an error the buffer is as it was.
    ///
    /// # Errors
    /// As for [`read_at`](Self::read_at).
    pub async fn append_at(&self, offset: u64, len: usize, buffer: &mut BytesMut) -> Result<(), Error> {
        if !self.is_inline(len) {
            buffer.extend_from_slice(&self.read_at(offset, len).await?);
            return Ok(());
        }
        self.within(offset, len)?;
        let before = buffer.len();
        buffer.resize(before + len, 0);
        self.file.read_exact_at(&mut buffer[before..], offset).map_err(|error| {
            buffer.truncate(before);
            Error::of_storage(error)
        })
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

fn read(file: &File, offset: u64, len: usize) -> io::Result<Bytes> {
    let mut buffer = BytesMut::zeroed(len);
    file.read_exact_at(&mut buffer, offset)?;
    Ok(buffer.freeze())
}
