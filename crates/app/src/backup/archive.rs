//! A backup as one tar file, which takes the place of the one before in one step.

use super::{FILES, MANIFEST, Manifest, TableSum, at, file::FileOfRow, sync_folder, target::Kept};
use crate::{Outcome, Refusal};
use blobs::{Blob, BlobKey, Blobs};
use domain::Timestamp;
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Seek, SeekFrom, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// Headers and entries begin at multiples of this.
const BLOCK: u64 = 512;
/// How much of a file is read at a time.
const STEP: u64 = 1 << 20;

/// A backup that is being written into a tar file.
pub(crate) struct Archive {
    path: PathBuf,
    part: PathBuf,
    file: File,
    moment: Timestamp,
    entry: Option<Entry>,
    /// Several rows may name the same file.
    held: HashSet<BlobKey>,
    is_done: bool,
}

/// What was broken off leaves nothing behind; only a kill does, and the next backup takes that over.
impl Drop for Archive {
    fn drop(&mut self) {
        if !self.is_done {
            // It is in nobody's way where it can't be removed.
            let _ = fs::remove_file(&self.part);
        }
    }
}

/// What is being written into the file.
struct Entry {
    name: String,
    header_at: u64,
    size: u64,
    sha256: Sha256,
    rows: u64,
}

impl Archive {
    pub fn begin(path: &Path, moment: Timestamp) -> Outcome<Self> {
        let Some(name) = path.file_name() else {
            return Err(Refusal::conflict("no-backup", format!("{} is no name of a file", path.display())));
        };
        let part = path.with_file_name(format!(".{}.part", name.display()));
        let file = open(&part).map_err(Refusal::internal)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let detail = format!("another backup is just being written to {}", path.display());
                return Err(Refusal::conflict("backup-under-way", detail));
            }
            Err(TryLockError::Error(error)) => return Err(Refusal::internal(at(&part)(error))),
        }
        // What one that was killed left behind.
        file.set_len(0).map_err(at(&part)).map_err(Refusal::internal)?;
        Ok(Self { path: path.to_owned(), part, file, moment, entry: None, held: HashSet::new(), is_done: false })
    }

    pub fn begin_table(&mut self, table: &str) -> Outcome<()> {
        self.open(format!("{}/{table}.jsonl", Manifest::records_of(self.moment)))
    }

    pub fn add(&mut self, text: &[u8], rows: usize) -> Outcome<()> {
        self.append(text)?;
        if let Some(entry) = &mut self.entry {
            entry.rows += rows as u64;
        }
        Ok(())
    }

    pub fn end_table(&mut self) -> Outcome<TableSum> {
        let (rows, sha256) = self.close()?;
        Ok(TableSum { rows, sha256: hex::encode(sha256) })
    }

    pub async fn keep(&mut self, blobs: &Blobs, file: &FileOfRow) -> Outcome<Kept> {
        if !self.held.insert(file.key) {
            return Ok(Kept::Known);
        }
        let blob = match blobs.open(file.key).await {
            Err(blobs::Error::Missing(_)) => return Ok(Kept::Missing),
            opened => opened?,
        };
        self.open(format!("{FILES}/{}", file.key))?;
        self.copy(&blob).await?;
        let (_, sha256) = self.close()?;
        Ok(if blob.size() == file.size && sha256 == file.sha256 { Kept::Copied } else { Kept::Damaged })
    }

    async fn copy(&mut self, blob: &Blob) -> Outcome<()> {
        blob.ahead(0, blob.size());
        let mut done = 0;
        while done < blob.size() {
            let len = (blob.size() - done).min(STEP);
            // At most a step, so it is a length in memory.
            let bytes = blob.read_at(done, usize::try_from(len).map_err(Refusal::internal)?).await?;
            self.append(&bytes)?;
            done += len;
        }
        Ok(())
    }

    pub fn finish(mut self, manifest: &Manifest) -> Outcome<()> {
        let text = serde_json::to_vec_pretty(manifest).map_err(Refusal::internal)?;
        self.open(MANIFEST.to_owned())?;
        self.append(&text)?;
        self.close()?;
        self.commit().map_err(at(&self.path)).map_err(Refusal::internal)
    }

    /// The end of a tar file is two empty blocks.
    fn commit(&mut self) -> io::Result<()> {
        self.file.write_all(&[0; 2 * BLOCK as usize])?;
        self.file.sync_all()?;
        fs::rename(&self.part, &self.path)?;
        self.is_done = true;
        sync_folder(self.path.parent().unwrap_or(Path::new(".")))
    }

    /// Begins an entry. How long it becomes is not known yet, so that its header is written at its end.
    fn open(&mut self, name: String) -> Outcome<()> {
        let begun = self.file.stream_position().and_then(|at| {
            self.file.write_all(&[0; BLOCK as usize])?;
            Ok(at)
        });
        let header_at = begun.map_err(at(&self.part)).map_err(Refusal::internal)?;
        self.entry = Some(Entry { name, header_at, size: 0, sha256: Sha256::new(), rows: 0 });
        Ok(())
    }

    fn append(&mut self, bytes: &[u8]) -> Outcome<()> {
        let Some(entry) = &mut self.entry else { return Err(Refusal::internal("bytes without an entry")) };
        self.file.write_all(bytes).map_err(at(&self.part)).map_err(Refusal::internal)?;
        entry.size += bytes.len() as u64;
        entry.sha256.update(bytes);
        Ok(())
    }

    /// Ends an entry; how many rows it has, and its hash.
    fn close(&mut self) -> Outcome<(u64, [u8; 32])> {
        let entry = self.entry.take().ok_or_else(|| Refusal::internal("an end without an entry"))?;
        self.write_header(&entry).map_err(at(&self.part)).map_err(Refusal::internal)?;
        Ok((entry.rows, entry.sha256.finalize().into()))
    }

    fn write_header(&mut self, entry: &Entry) -> io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_path(&entry.name)?;
        header.set_size(entry.size);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.moment.seconds()).unwrap_or(0));
        header.set_cksum();
        let padding = entry.size.next_multiple_of(BLOCK) - entry.size;
        self.file.write_all(&[0; BLOCK as usize][..usize::try_from(padding).unwrap_or(0)])?;
        self.file.seek(SeekFrom::Start(entry.header_at))?;
        self.file.write_all(header.as_bytes())?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

/// Opens without emptying: another one may be writing.
fn open(part: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false).mode(0o600).open(part).map_err(at(part))
}
