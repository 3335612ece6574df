//! The storage as its users see it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::Stream;

use crate::blob::Blob;
use crate::bucket::{AT_ONCE, Bucket};
use crate::check::Checked;
use crate::error::Error;
use crate::folder::Folder;
use crate::key::BlobKey;
use crate::local::LocalFile;
use crate::small::Small;
use crate::url::{OpenError, Storage};

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
    Bucket(Bucket),
}

impl Blobs {
    /// Opens the storage that `AJAR_STORAGE_URL` names, and tries whether it can be written to: `file:` and a folder,
    /// relative to the working directory or absolute, which is made (mode 0700) where it is not there yet; or
    /// `s3://bucket/prefix?endpoint=…&region=…`, with credentials by the usual AWS variables.
    ///
    /// # Errors
    /// [`OpenError`], whose text names the setting and what to mend. A bucket that does not answer is given up within half
    /// a minute.
    pub async fn open_url(url: &str) -> Result<Self, OpenError> {
        match Storage::named(url)? {
            Storage::Folder(path) => Self::open_folder(&path).map_err(|error| OpenError::Unusable { path, error }),
            Storage::Bucket(address) => {
                let bucket = Bucket::at(&address).map_err(|why| OpenError::out_of_reach(&address, why))?;
                bucket.try_writing().await.map_err(|error| OpenError::out_of_reach(&address, error.reason()))?;
                Ok(Self::in_bucket(bucket))
            }
        }
    }

    pub(crate) fn in_bucket(bucket: Bucket) -> Self {
        Self { place: Place::Bucket(bucket), small: Arc::default() }
    }

    /// Opens a folder; see [`Blobs::open_url`].
    ///
    /// # Errors
    /// Whatever the system says, with the path.
    pub fn open_folder(path: &Path) -> io::Result<Self> {
        Ok(Self { place: Place::Folder(Folder::open(path)?), small: Arc::default() })
    }

    /// How many blobs are worth asking for at a time: one where they are here, many where each answer takes its way.
    #[must_use]
    pub fn at_once(&self) -> usize {
        match &self.place {
            Place::Folder(_) => 1,
            Place::Bucket(_) => AT_ONCE,
        }
    }

    /// Stores what the stream gives, under a fresh key. When this returns, the bytes are on the disk under their key, or
    /// the bucket has said that it has them; when it fails or is dropped, nothing is there but, after a kill, something
    /// half done for [`sweep_temporary`](Self::sweep_temporary). Hashing and writing happen off the async threads while
    /// the stream goes on.
    ///
    /// # Errors
    /// [`Error::TooLarge`] past `limit` bytes, [`Error::Sender`] when the stream fails, [`Error::Exists`] when the
    /// key is not fresh and the storage can tell, otherwise what the storage says.
    pub async fn put<S>(&self, key: BlobKey, stream: S, limit: Option<u64>) -> Result<Stored, Error>
    where
        S: Stream<Item = io::Result<Bytes>> + Send,
    {
        match &self.place {
            Place::Folder(folder) => folder.put(key, stream, limit).await,
            Place::Bucket(bucket) => Box::pin(bucket.put(key, stream, limit)).await,
        }
    }

    /// Stores a copy of a file, under a fresh key; otherwise like [`put`](Self::put). The file stays as it is.
    ///
    /// # Errors
    /// [`Error::Sender`] when the file cannot be read, otherwise as for [`put`](Self::put).
    pub async fn put_file(&self, key: BlobKey, path: &Path, limit: Option<u64>) -> Result<Stored, Error> {
        match &self.place {
            Place::Folder(folder) => folder.put_file(key, path, limit).await,
            Place::Bucket(bucket) => Box::pin(bucket.put_file(key, path, limit)).await,
        }
    }

    /// Opens a blob. In a folder it can be read to its end even when it is deleted meanwhile; in a bucket, what was asked
    /// for before.
    ///
    /// # Errors
    /// [`Error::Missing`], otherwise what the storage says.
    pub async fn open(&self, key: BlobKey) -> Result<Blob, Error> {
        match self.small.get(key) {
            Some(bytes) => Ok(Blob::in_memory(bytes)),
            None => Ok(self.open_stored(key).await?.kept_in(key, self.small.clone())),
        }
    }

    /// Opens a blob of which the size is known, without a question more than reading it takes: what is not there, or has
    /// another size, may fail only then. For those who [looked](Self::size) before.
    ///
    /// # Errors
    /// As for [`open`](Self::open).
    pub async fn open_sized(&self, key: BlobKey, size: u64) -> Result<Blob, Error> {
        match (&self.place, self.small.get(key)) {
            (Place::Bucket(bucket), None) => Ok(bucket.open_sized(key, size).kept_in(key, self.small.clone())),
            _ => self.open(key).await,
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
            Place::Bucket(bucket) => Box::pin(bucket.open_blob(key)).await,
        }
    }

    /// How many bytes a blob has.
    ///
    /// # Errors
    /// [`Error::Missing`], otherwise what the storage says.
    pub async fn size(&self, key: BlobKey) -> Result<u64, Error> {
        match &self.place {
            Place::Folder(folder) => folder.size(key).await,
            Place::Bucket(bucket) => Box::pin(bucket.size(key)).await,
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

    /// Deletes a blob, if there is one. Who has it open reads on, as [`open`](Self::open) says.
    ///
    /// # Errors
    /// What the storage says.
    pub async fn delete(&self, key: BlobKey) -> Result<(), Error> {
        self.small.forget(key);
        match &self.place {
            Place::Folder(folder) => folder.delete(key).await,
            Place::Bucket(bucket) => bucket.delete(key).await,
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
            Place::Bucket(bucket) => bucket.keys().await,
        }
    }

    /// Where a blob lies as a file; `None` where blobs are not files. The file may be missing, and must not be written to.
    #[must_use]
    pub fn local_path(&self, key: BlobKey) -> Option<PathBuf> {
        match &self.place {
            Place::Folder(folder) => Some(folder.path_of(key)),
            Place::Bucket(_) => None,
        }
    }

    /// A blob as a file, for programs that want one: itself, or a copy of at most `limit` bytes.
    ///
    /// # Errors
    /// Where blobs are not files: [`Error::TooLarge`] before anything is fetched, [`Error::Missing`], otherwise what the
    /// storage says.
    pub async fn as_file(&self, key: BlobKey, limit: u64) -> Result<LocalFile, Error> {
        if let Some(path) = self.local_path(key) {
            return Ok(LocalFile::at(path));
        }
        let blob = self.open(key).await?;
        crate::error::within(Some(limit), blob.size())?;
        LocalFile::fetch(&blob).await
    }

    /// Reads a blob and compares it with what is remembered of it.
    ///
    /// # Errors
    /// What the storage says, unless that is that the blob is missing.
    pub async fn check(&self, key: BlobKey, size: u64, sha256: [u8; 32]) -> Result<Checked, Error> {
        crate::check::check(self, key, size, sha256).await
    }

    /// Removes what puts left behind that were killed: temporary files last written to before `older_than`, and in a bucket
    /// the parts of what was begun before then. A day ago is a safe choice. Returns how many there were.
    ///
    /// # Errors
    /// What the storage says about the first one that could not be removed; the others are still tried.
    pub async fn sweep_temporary(&self, older_than: SystemTime) -> Result<u64, Error> {
        match &self.place {
            Place::Folder(folder) => folder.sweep_temporary(older_than).await,
            Place::Bucket(bucket) => bucket.sweep_temporary(older_than).await,
        }
    }
}
