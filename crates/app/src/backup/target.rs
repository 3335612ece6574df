//! Where a backup goes: a folder or a tar file.

use super::{Manifest, archive::Archive, file::FileOfRow, folder::Folder};
use crate::Outcome;
use blobs::{BlobKey, Blobs};
use domain::Timestamp;
use std::{collections::HashSet, path::Path};
use store::backup::Line;

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// It was copied as it should be.
    Copied,
    /// It was there already.
    Known,
    /// It was copied, and has other bytes than it should.
    Damaged,
    /// It is not there.
    Missing,
}

/// A backup that is being written.
pub(crate) enum Target {
    Folder(Folder),
    Archive(Archive),
}

impl Target {
    /// Begins a backup at `path`: in a folder that is there, or whose name ends in a slash; else in one file.
    pub async fn begin(path: &Path, moment: Timestamp) -> Outcome<Self> {
        if path.is_dir() || path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Ok(Target::Folder(Folder::begin(path, moment).await?));
        }
        Ok(Target::Archive(Archive::begin(path, moment)?))
    }

    /// Begins the lines of a table.
    pub fn begin_table(&mut self, table: &str) -> Outcome<()> {
        match self {
            Target::Folder(folder) => folder.begin_table(table),
            Target::Archive(archive) => archive.begin_table(table),
        }
    }

    /// Adds rows to the table that was begun.
    pub fn add(&mut self, lines: &[Line]) -> Outcome<()> {
        let mut text = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut text, line).map_err(crate::Refusal::internal)?;
            text.push(b'\n');
        }
        match self {
            Target::Folder(folder) => folder.add(&text, lines.len()),
            Target::Archive(archive) => archive.add(&text, lines.len()),
        }
    }

    /// Ends the table that was begun; what it holds.
    pub fn end_table(&mut self) -> Outcome<super::TableSum> {
        match self {
            Target::Folder(folder) => folder.end_table(),
            Target::Archive(archive) => archive.end_table(),
        }
    }

    /// Keeps a file.
    pub async fn keep(&mut self, blobs: &Blobs, file: &FileOfRow) -> Outcome<Kept> {
        match self {
            Target::Folder(folder) => folder.keep(blobs, file).await,
            Target::Archive(archive) => archive.keep(blobs, file).await,
        }
    }

    /// Puts the new backup in the place of the one before; from the files of that one only `wanted` stay.
    pub async fn finish(self, manifest: &Manifest, wanted: &HashSet<BlobKey>) -> Outcome<()> {
        match self {
            Target::Folder(folder) => folder.finish(manifest, wanted).await,
            Target::Archive(archive) => archive.finish(manifest),
        }
    }
}
