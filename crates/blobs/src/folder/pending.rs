//! A blob on its way in: a temporary file that becomes a blob in one step, or goes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::{FILE_MODE, Folder, sync_folder};
use crate::digest::Tally;
use crate::error::{Error, at_path};
use crate::key::BlobKey;
use crate::stored::Stored;

/// How far a put has come. Shared between the future that may be dropped at any moment and the thread that writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// A temporary file.
    Writing,
    /// The file has its final name, but the caller does not know yet.
    Renamed,
    /// The caller has been told: it is theirs now.
    Told,
    /// The caller has gone.
    Abandoned,
}

/// Held by the future. Dropping it before [`tell`](Self::tell) removes whatever is there: a blob that nobody was
/// told of would lie there for ever.
pub(super) struct Pending {
    paths: Arc<Paths>,
}

struct Paths {
    key: BlobKey,
    temporary: PathBuf,
    folder: Folder,
    blob: PathBuf,
    stage: Mutex<Stage>,
}

/// Held by whoever writes, on whatever thread.
pub(super) struct Writer {
    paths: Arc<Paths>,
    file: File,
    tally: Tally,
}

impl Pending {
    /// Begins a put. A second one of the same key is refused, even while the first is under way.
    pub fn begin(folder: &Folder, key: BlobKey) -> Result<(Self, Writer), Error> {
        let blob = folder.path_of(key);
        let paths = Arc::new(Paths {
            key,
            temporary: folder.temporary_path_of(key),
            folder: folder.clone(),
            blob,
            stage: Mutex::new(Stage::Writing),
        });
        let opened = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(&paths.temporary);
        let file = opened.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::Exists(key),
            _ => Error::of_storage(at_path(&paths.temporary)(error)),
        })?;
        let pending = Self { paths: paths.clone() };
        // Looked at after the temporary file is there: whoever put the blob has removed theirs before we made ours, or
        // we would not have been able to.
        if paths.blob.try_exists().map_err(Error::of_storage)? {
            return Err(Error::Exists(key));
        }
        Ok((pending, Writer { paths, file, tally: Tally::default() }))
    }

    /// The caller learns of the blob with the next breath; from here on it is not removed.
    pub fn tell(self) {
        self.paths.set(Stage::Told);
    }

    /// Whether the future is still there, for a thread that works for it.
    pub fn witness(&self) -> impl Fn() -> bool + Send + 'static {
        let paths = self.paths.clone();
        move || paths.stage() != Stage::Abandoned
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        let mut stage = self.paths.stage.lock().unwrap_or_else(PoisonError::into_inner);
        // A file that cannot be removed here is left to the sweep; there is nobody to tell.
        match *stage {
            Stage::Told => return,
            Stage::Renamed => drop(fs::remove_file(&self.paths.blob)),
            Stage::Writing | Stage::Abandoned => drop(fs::remove_file(&self.paths.temporary)),
        }
        *stage = Stage::Abandoned;
    }
}

impl Writer {
    /// Writes and hashes.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let written = self.file.write_all(bytes).map_err(at_path(&self.paths.temporary));
        written.map_err(Error::of_storage)?;
        self.tally.add(bytes);
        Ok(())
    }

    /// Makes the file a blob that survives a power cut: first its bytes, then its name, then the folders' word for it.
    pub fn finish(self) -> Result<Stored, Error> {
        let Self { paths, file, tally } = self;
        file.sync_all().map_err(at_path(&paths.temporary)).map_err(Error::of_storage)?;
        drop(file);
        let shelf = paths.folder.durable_shelf(paths.key).map_err(Error::of_storage)?;
        paths.rename().map_err(Error::of_storage)?;
        sync_folder(&shelf).map_err(Error::of_storage)?;
        Ok(tally.finish(paths.key))
    }
}

impl Paths {
    fn stage(&self) -> Stage {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, stage: Stage) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }

    /// Under the lock, so that the file is either renamed or abandoned, and whoever abandons it knows its name.
    fn rename(&self) -> io::Result<()> {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if *stage == Stage::Abandoned {
            return Err(io::Error::other("the put was abandoned"));
        }
        fs::rename(&self.temporary, &self.blob).map_err(at_path(&self.blob))?;
        *stage = Stage::Renamed;
        Ok(())
    }
}
