//! A backup as a folder, which the next one brings up to date. Until `backup.json` is replaced, in one step, the records of
//! the backup before are the ones that count.

use super::{FILES, MANIFEST, Manifest, RECORDS, TableSum, at, file::FileOfRow, sync_folder, target::Kept};
use crate::{Outcome, Refusal};
use blobs::{BlobKey, Blobs};
use domain::Timestamp;
use sha2::{Digest, Sha256};
use std::{
    collections::HashSet,
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

const LOCK: &str = ".lock";
const UNFINISHED: &str = "backup.json.part";

/// A backup that is being written into a folder.
pub(crate) struct Folder {
    root: PathBuf,
    records: PathBuf,
    files: Blobs,
    table: Option<Table>,
    _lock: File,
}

/// A table that is being written.
struct Table {
    path: PathBuf,
    out: BufWriter<File>,
    sha256: Sha256,
    rows: u64,
}

impl Folder {
    pub async fn begin(root: &Path, moment: Timestamp) -> Outcome<Self> {
        make_folder(root).map_err(Refusal::internal)?;
        is_ours(root)?;
        let lock = lock(root)?;
        let records = root.join(Manifest::records_of(moment));
        make_folder(&records).map_err(Refusal::internal)?;
        let files = Blobs::open_folder(&root.join(FILES)).map_err(Refusal::internal)?;
        // Nobody else writes here, so that whatever is half-written was left by one that was killed.
        files.sweep_temporary(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX))).await?;
        Ok(Self { root: root.to_owned(), records, files, table: None, _lock: lock })
    }

    pub fn begin_table(&mut self, table: &str) -> Outcome<()> {
        let path = self.records.join(format!("{table}.jsonl"));
        let out = BufWriter::new(private_file(&path).map_err(Refusal::internal)?);
        self.table = Some(Table { path, out, sha256: Sha256::new(), rows: 0 });
        Ok(())
    }

    pub fn add(&mut self, text: &[u8], rows: usize) -> Outcome<()> {
        let Some(table) = &mut self.table else { return Err(no_table()) };
        table.out.write_all(text).map_err(at(&table.path)).map_err(Refusal::internal)?;
        table.sha256.update(text);
        table.rows += rows as u64;
        Ok(())
    }

    pub fn end_table(&mut self) -> Outcome<TableSum> {
        let Table { path, out, sha256, rows } = self.table.take().ok_or_else(no_table)?;
        let written = out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all());
        written.map_err(at(&path)).map_err(Refusal::internal)?;
        Ok(TableSum { rows, sha256: hex::encode(sha256.finalize()) })
    }

    pub async fn keep(&mut self, blobs: &Blobs, file: &FileOfRow) -> Outcome<Kept> {
        match self.files.size(file.key).await {
            Ok(size) if size == file.size => return Ok(Kept::Known),
            Ok(_) => self.files.delete(file.key).await?,
            Err(blobs::Error::Missing(_)) => {}
            Err(error) => return Err(error.into()),
        }
        match blobs.copy_to(&self.files, file.key).await {
            Ok(copied) if copied.size == file.size && copied.sha256 == file.sha256 => Ok(Kept::Copied),
            Ok(_) => Ok(Kept::Damaged),
            Err(blobs::Error::Missing(_)) => Ok(Kept::Missing),
            Err(error) => Err(error.into()),
        }
    }

    pub async fn finish(self, manifest: &Manifest, wanted: &HashSet<BlobKey>) -> Outcome<()> {
        let kept = self.commit(manifest).map_err(Refusal::internal)?;
        // From here on the new one counts, and what only the old one needed can go.
        for key in self.files.keys().await?.into_iter().filter(|key| !wanted.contains(key)) {
            self.files.delete(key).await?;
        }
        remove_others(&kept).map_err(Refusal::internal)
    }

    /// Writes the manifest in one step; the folder of its records.
    fn commit(&self, manifest: &Manifest) -> io::Result<PathBuf> {
        for folder in [&self.records, &self.root.join(RECORDS), &self.root.join(FILES), &self.root] {
            sync_folder(folder)?;
        }
        let part = self.root.join(UNFINISHED);
        let text = serde_json::to_vec_pretty(manifest)?;
        let mut file = private_file(&part)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(at(&part))?;
        fs::rename(&part, self.root.join(MANIFEST)).map_err(at(&part))?;
        sync_folder(&self.root)?;
        Ok(self.records.clone())
    }
}

fn no_table() -> Refusal {
    Refusal::internal("rows without a table")
}

/// For its owner alone: records hold addresses and hashes.
fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(at(path))
}

fn private_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).map_err(at(path))
}

/// What is no longer referred to is removed from here, so that it must not be anybody else's.
fn is_ours(root: &Path) -> Outcome<()> {
    let entries = fs::read_dir(root).map_err(at(root)).map_err(Refusal::internal)?;
    for entry in entries {
        let name = entry.map_err(Refusal::internal)?.file_name();
        if ![MANIFEST, UNFINISHED, RECORDS, FILES, LOCK].iter().any(|ours| name == *ours) {
            let detail = format!(
                "{} holds {}, which is no part of a backup: name an empty folder, or one with a backup in it",
                root.display(),
                name.display()
            );
            return Err(Refusal::conflict("no-backup", detail));
        }
    }
    Ok(())
}

/// Two that write at once would remove each other's files. The lock goes with the process, however that ends.
fn lock(root: &Path) -> Outcome<File> {
    let path = root.join(LOCK);
    let file = private_file(&path).map_err(Refusal::internal)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(fs::TryLockError::WouldBlock) => {
            let detail = format!("another backup is just being written into {}", root.display());
            Err(Refusal::conflict("backup-under-way", detail))
        }
        Err(fs::TryLockError::Error(error)) => Err(Refusal::internal(at(&path)(error))),
    }
}

/// Removes the records of other moments than the one that counts.
fn remove_others(kept: &Path) -> io::Result<()> {
    let Some(all) = kept.parent() else { return Ok(()) };
    for entry in fs::read_dir(all).map_err(at(all))? {
        let path = entry?.path();
        if path != kept {
            fs::remove_dir_all(&path).map_err(at(&path))?;
        }
    }
    Ok(())
}
