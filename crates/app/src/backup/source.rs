//! A backup that is read: a folder or a tar file, by the same names.

use super::{FILES, MANIFEST, Manifest, at};
use crate::{Outcome, Refusal};
use blobs::BlobKey;
use std::{
    collections::HashMap,
    fs::File,
    io::{self, Read, Seek, SeekFrom, Take},
    path::{Path, PathBuf},
};

/// A backup that is read.
pub(crate) enum Source {
    Folder(PathBuf),
    /// Where each entry begins, and how long it is: they lie in the file as they are.
    Archive {
        path: PathBuf,
        entries: HashMap<String, (u64, u64)>,
    },
}

impl Source {
    pub fn open(path: &Path) -> Outcome<Self> {
        if path.is_dir() {
            return Ok(Source::Folder(path.to_owned()));
        }
        let entries = index(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Refusal::conflict("no-backup", format!("there is no {}", path.display())),
            _ => Refusal::conflict("no-backup", format!("{} is no whole backup: {error}", path.display())),
        })?;
        Ok(Source::Archive { path: path.to_owned(), entries })
    }

    /// What it says of itself.
    pub fn manifest(&self) -> Outcome<Manifest> {
        let Some(mut part) = self.part(MANIFEST)? else {
            let detail = "there is no backup.json in it: it is no backup, or one that was never finished";
            return Err(Refusal::conflict("no-backup", detail));
        };
        let mut text = Vec::new();
        part.read_to_end(&mut text).map_err(Refusal::internal)?;
        Manifest::read(&text)
    }

    /// The lines of a table.
    pub fn table(&self, manifest: &Manifest, table: &str) -> Outcome<Take<File>> {
        let part = self.part(&format!("{}/{table}.jsonl", manifest.records))?;
        part.ok_or_else(|| damaged(&format!("the records of {table} are not there")))
    }

    /// A file, where it is there.
    pub fn file(&self, key: BlobKey) -> Outcome<Option<Take<File>>> {
        self.part(&format!("{FILES}/{key}"))
    }

    /// A part of it, where it is there; as long as its [limit](Take::limit).
    fn part(&self, name: &str) -> Outcome<Option<Take<File>>> {
        let opened = match self {
            Source::Folder(root) => {
                let path = root.join(name);
                File::open(&path).and_then(|file| Ok(Some((file.metadata()?.len(), file)))).map_err(at(&path))
            }
            Source::Archive { path, entries } => match entries.get(name) {
                Some((begin, size)) => within(path, *begin).map(|file| Some((*size, file))).map_err(at(path)),
                None => Ok(None),
            },
        };
        match opened {
            Ok(part) => Ok(part.map(|(size, file)| file.take(size))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Refusal::internal(error)),
        }
    }
}

/// What a backup is told that is not what it says it is.
pub(crate) fn damaged(what: &str) -> Refusal {
    Refusal::conflict("damaged-backup", format!("the backup is damaged: {what}; nothing was restored"))
}

fn within(path: &Path, begin: u64) -> io::Result<File> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(begin))?;
    Ok(file)
}

/// Where everything in a tar file lies. One that ends too early is an error.
fn index(path: &Path) -> io::Result<HashMap<String, (u64, u64)>> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut entries = HashMap::new();
    for entry in tar::Archive::new(file).entries_with_seek()? {
        let entry = entry?;
        let (begin, size) = (entry.raw_file_position(), entry.size());
        if begin.saturating_add(size) > len {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends too early"));
        }
        entries.insert(entry.path()?.to_string_lossy().into_owned(), (begin, size));
    }
    Ok(entries)
}
