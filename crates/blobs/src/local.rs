//! A blob as a file of this machine, for programs that want one.

use std::path::{Path, PathBuf};
use std::pin::pin;

use futures_util::StreamExt;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;
use tokio::task::spawn_blocking;

use crate::blob::Blob;
use crate::error::Error;

/// A file with the bytes of a blob. Where blobs are no files it is a copy in the system's folder for temporary files, which
/// goes with this.
#[derive(Debug)]
pub struct LocalFile {
    path: PathBuf,
    _copy: Option<TempPath>,
}

impl LocalFile {
    /// Where it is. It must not be written to, and may be missing where blobs are files.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The blob itself.
    pub(crate) fn at(path: PathBuf) -> Self {
        Self { path, _copy: None }
    }

    /// A copy.
    pub(crate) async fn fetch(blob: &Blob) -> Result<Self, Error> {
        let made = spawn_blocking(NamedTempFile::new).await.map_err(Error::of_thread)?;
        let (file, path) = made.map_err(Error::of_storage)?.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        let mut blocks = pin!(blob.blocks());
        while let Some(block) = blocks.next().await {
            let block = block.map_err(of_blob)?;
            file.write_all(&block).await.map_err(Error::of_storage)?;
        }
        file.flush().await.map_err(Error::of_storage)?;
        Ok(Self { path: path.to_path_buf(), _copy: Some(path) })
    }
}

/// The storage's own error, taken out of what streams carry.
fn of_blob(error: std::io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => error,
        Err(error) => Error::Io(error),
    }
}
