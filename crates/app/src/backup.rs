//! A backup as it lies on a disk, the same for every engine and every storage:
//!
//! ```text
//! backup.json             what it is, and the hashes of the records; written last, so that half a backup has none
//! records/MOMENT/         one file a table, one JSON object a row
//! files/ab/cdef…          the files, by their keys
//! ```
//!
//! Either as a folder, which the next backup brings up to date, or as one tar file of the same.

mod archive;
mod file;
mod folder;
mod manifest;
mod source;
mod target;

pub use manifest::{FileFault, Manifest};

pub(crate) use file::FileOfRow;
pub(crate) use manifest::{FORMAT, Missing, TableSum};
pub(crate) use source::{Source, damaged};
pub(crate) use target::{Kept, Target};

use std::{io, path::Path};

/// The name of what says what a backup is.
const MANIFEST: &str = "backup.json";
/// Where the records lie in it.
const RECORDS: &str = "records";
/// Where the files lie in it.
const FILES: &str = "files";

/// Somebody who looks on while much is read or written.
pub trait Onlooker {
    /// So many bytes are to come.
    fn expects(&self, bytes: u64);
    /// So many more are done.
    fn did(&self, bytes: u64);
}

/// Whether there is a backup already, or something that looks like one.
pub(crate) fn is_there(path: &Path) -> bool {
    path.is_file() || path.join(MANIFEST).exists()
}

/// Puts the path to what the system said, as the system does not.
fn at(path: &Path) -> impl FnOnce(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Sees to it that the names in a folder outlive a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    std::fs::File::open(path).and_then(|folder| folder.sync_all()).map_err(at(path))
}
