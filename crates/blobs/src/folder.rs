//! Blobs in a folder, each a file as it came: `ab/cdef…` for what is in, `.incoming/` for what is on its way.

mod list;
mod pending;
mod put;
mod sweep;

use std::fs::{self, DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::blob::Blob;
use crate::error::{Error, at_path};
use crate::key::BlobKey;

/// On the same file system as the blobs, so that a rename is one step; no key can be called like this.
const INCOMING: &str = ".incoming";

/// Nobody else on the machine has any business here.
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: Arc<Path>,
    /// By the first byte of the key: whether this process has seen to it that the shelf outlives a power cut. That it
    /// is there says too little: whoever made it may not have come to the end of that.
    durable: Arc<[AtomicBool; 256]>,
}

impl Folder {
    pub fn open(path: &Path) -> io::Result<Self> {
        // Whoever changes the working directory later must not move the storage.
        let root = std::path::absolute(path)?;
        let incoming = root.join(INCOMING);
        make_folders(&incoming).map_err(at_path(&incoming))?;
        try_writing(&incoming)?;
        // The word for the root itself is kept above it, in a folder that may belong to somebody else.
        drop(root.parent().map(sync_folder));
        Ok(Self { root: root.into(), durable: Arc::new([const { AtomicBool::new(false) }; 256]) })
    }

    /// The shelf of a key, made if need be, and on the disk.
    fn durable_shelf(&self, key: BlobKey) -> io::Result<PathBuf> {
        let shelf = self.root.join(key.shelf());
        let durable = &self.durable[usize::from(key.shelf_number())];
        if !durable.load(Ordering::Acquire) || !shelf.try_exists()? {
            make_folders(&shelf).map_err(at_path(&shelf))?;
            sync_folder(&self.root)?;
            durable.store(true, Ordering::Release);
        }
        Ok(shelf)
    }

    pub fn path_of(&self, key: BlobKey) -> PathBuf {
        self.root.join(key.shelf()).join(key.rest())
    }

    fn temporary_path_of(&self, key: BlobKey) -> PathBuf {
        self.incoming().join(format!("{}{}.part", key.shelf(), key.rest()))
    }

    fn incoming(&self) -> PathBuf {
        self.root.join(INCOMING)
    }

    /// Opening happens on the async thread: a look into the system's cache costs less than another thread would.
    pub async fn open_blob(&self, key: BlobKey) -> Result<Blob, Error> {
        // Lets others run when somebody opens thousands in a row.
        tokio::task::coop::consume_budget().await;
        let opened = File::open(self.path_of(key)).and_then(Blob::new);
        opened.map_err(|error| Error::of_blob(key, error))
    }

    pub async fn size(&self, key: BlobKey) -> Result<u64, Error> {
        tokio::task::coop::consume_budget().await;
        let metadata = fs::metadata(self.path_of(key)).map_err(|error| Error::of_blob(key, error))?;
        Ok(metadata.len())
    }

    pub async fn delete(&self, key: BlobKey) -> Result<(), Error> {
        let path = self.path_of(key);
        // Freeing the blocks of a large file takes its time.
        let removed = tokio::task::spawn_blocking(move || remove_if_there(&path));
        removed.await.map_err(Error::of_thread)?.map_err(Error::of_storage).map(|_| ())
    }
}

/// Makes a folder and those above it, for this user only; those that are there stay as they are.
fn make_folders(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(path)
}

/// Better to learn at the start that nothing can be written than at the first upload. Nodes that start together may
/// share the file.
fn try_writing(incoming: &Path) -> io::Result<()> {
    let probe = incoming.join("probe.part");
    fs::write(&probe, b"").map_err(at_path(&probe))?;
    remove_if_there(&probe).map(|_| ())
}

fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path).and_then(|folder| folder.sync_all()).map_err(at_path(path))
}

/// Removes a file; whether there was one.
fn remove_if_there(path: &Path) -> io::Result<bool> {
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(at_path(path)(error)),
    }
}
