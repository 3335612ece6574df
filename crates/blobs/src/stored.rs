//! The storage as its users see it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::Stream;

use crate::blob::Blob;
use crate::check::Checked;
use crate::error::Error;
use crate::folder::Folder;
use crate::key::BlobKey;
use crate::small::Small;
use crate::url::{self, OpenError};

/// A blob that is in, and survives a power cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Where to find it.
    pub key: BlobKey,
    /// Bytes.
    pub size: u64,
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// CRC-32 (IEEE) of the bytes, as ZIP wants it.
    pub crc32: u32,
}

/// The storage. Cheap to clone; every clone is the same storage.
#[derive(Debug, Clone)]
pub struct Blobs {
    place: Place,
    small: Arc<Small>,
}

/// Where blobs lie. One variant for each kind of storage; users of [`Blobs`] do not tell them apart.
#[derive(Debug, Clone)]
enum Place {
    Folder(Folder),
}

impl Blobs {
    /// Opens the storage that `AJAR_STORAGE_URL` names: `file:` and a folder, relative to the working directory or
    /// absolute. Makes the folder (mode 0700) where it is not there yet, and tries whether it can be written to.
    ///
    /// # Errors
    /// [`OpenError`], whose text names the setting and what to mend.
    pub fn open_url(url: &str) -> Result<Self, OpenError> {
        let path = url::folder(url)?;
        Self::open_folder(&path).map_err(|error| OpenError::Unusable { path, error })
    }

    /// Opens a folder; see [`Blobs::open_url`].
    ///
    /// # Errors
    /// Whatever the system says, with the path.
    pub fn open_folder(path: &Path) -> io::Result<Self> {
        Ok(Self { place: Place::Folder(Folder::open(path)?), small: Arc::default() })
    }

    /// Stores what the stream gives, under a fresh key. When this returns, the bytes are on the disk under their key;
    /// when it fails or is dropped, nothing is there but, after a kill, a temporary file for
    /// [`sweep_temporary`](Self::sweep_temporary). Hashing and writing happen off the async threads, a mebibyte at a
    /// time, while the stream goes on.
    ///
    /// # Errors
    /// [`Error::TooLarge`] past `limit` bytes, [`Error::Sender`] when the stream fails, [`Error::Exists`] when the
    /// key is not fresh, otherwise what the storage says.
    pub async fn put<S>(&self, key: BlobKey, stream: S, limit: Option<u64>) -> Result<Stored, Error>
    where
        S: Stream<Item = io::Result<Bytes>> + Send,
    {
        match &self.place {
            Place::Folder(folder) => folder.put(key, stream, limit).await,
        }
    }

    /// Stores a copy of a file, under a fresh key; otherwise like [`put`](Self::put). The file stays as it is.
    ///
    /// # Errors
    /// [`Error::Sender`] when the file cannot be read, otherwise as for [`put`](Self::put).
    pub async fn put_file(&self, key: BlobKey, path: &Path, limit: Option<u64>) -> Result<Stored, Error> {
        match &self.place {
            Place::Folder(folder) => folder.put_file(key, path, limit).await,
        }
    }

    /// Opens a blob. It can be read to its end even when it is deleted meanwhile.
    ///
    /// # Errors
    /// [`Error::Missing`], otherwise what the storage says.
    pub async fn open(&self, key: BlobKey) -> Result<Blob, Error> {
        match self.small.get(key) {
            Some(bytes) => Ok(Blob::in_memory(bytes)),
            None => Ok(self.open_stored(key).await?.kept_in(key, self.small.clone())),
        }
    }

    /// A small blob that was read as a whole of late, and is still in memory.
    #[must_use]
    pub fn recall(&self, key: BlobKey) -> Option<Bytes> {
        self.small.get(key)
    }

    /// Opens a blob where it lies, whatever is in memory.
    pub(crate) async fn open_stored(&self, key: BlobKey) -> Result<Blob, Error> {
        match &self.place {
            Place::Folder(folder) => folder.open_blob(key).await,
        }
    }

    /// How many bytes a blob has.
    ///
    /// # Errors
    /// [`Error::Missing`], otherwise what the storage says.
    pub async fn size(&self, key: BlobKey) -> Result<u64, Error> {
        match &self.place {
            Place::Folder(folder) => folder.size(key).await,
        }
    }

    /// Whether there is such a blob.
    ///
    /// # Errors
    /// What the storage says, unless that is "no".
    pub async fn exists(&self, key: BlobKey) -> Result<bool, Error> {
        match self.size(key).await {
            Ok(_) => Ok(true),
            Err(Error::Missing(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Reads a whole blob of at most `limit` bytes into memory.
    ///
    /// # Errors
    /// [`Error::TooLarge`] before anything is read, [`Error::Missing`], otherwise what the storage says.
    pub async fn read_all(&self, key: BlobKey, limit: u64) -> Result<Bytes, Error> {
        let blob = self.open(key).await?;
        match usize::try_from(blob.size()) {
            Ok(size) if blob.size() <= limit => blob.read_at(0, size).await,
            _ => Err(Error::TooLarge { limit }),
        }
    }

    /// Deletes a blob; whether there was one. Who has it open reads on.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn delete(&self, key: BlobKey) -> Result<bool, Error> {
        self.small.forget(key);
        match &self.place {
            Place::Folder(folder) => folder.delete(key).await,
        }
    }

    /// Copies a blob to another storage, under the same key; what was read, with its hashes.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none here, [`Error::Sender`] when it can't be read, [`Error::Exists`] when the
    /// other storage has one, otherwise what that one says.
    pub async fn copy_to(&self, other: &Blobs, key: BlobKey) -> Result<Stored, Error> {
        crate::copy::copy(self, other, key).await
    }

    /// The keys of all blobs, in no particular order. What comes or goes meanwhile may be among them or not.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn keys(&self) -> Result<Vec<BlobKey>, Error> {
        match &self.place {
            Place::Folder(folder) => folder.keys().await,
        }
    }

    /// Where a blob lies as a file, for programs that want one; `None` where blobs are not files. The file may be
    /// missing, and must not be written to.
    #[must_use]
    pub fn local_path(&self, key: BlobKey) -> Option<PathBuf> {
        match &self.place {
            Place::Folder(folder) => Some(folder.path_of(key)),
        }
    }

    /// Reads a blob and compares it with what is remembered of it.
    ///
    /// # Errors
    /// What the storage says, unless that is that the blob is missing.
    pub async fn check(&self, key: BlobKey, size: u64, sha256: [u8; 32]) -> Result<Checked, Error> {
        crate::check::check(self, key, size, sha256).await
    }

    /// Removes what puts left behind that were killed: temporary files last written to before `older_than`. A put
    /// under way writes, so a few hours ago is a safe choice. Returns how many there were.
    ///
    /// # Errors
    /// What the storage says about the first one that could not be removed; the others are still tried.
    pub async fn sweep_temporary(&self, older_than: SystemTime) -> Result<u64, Error> {
        match &self.place {
            Place::Folder(folder) => folder.sweep_temporary(older_than).await,
        }
    }
}
