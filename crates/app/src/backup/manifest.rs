//! What a backup says of itself.

use super::RECORDS;
use crate::{Outcome, Refusal};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format that this version writes, and the newest that it reads.
pub(crate) const FORMAT: u32 = 1;

/// What a backup says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// How it is laid out.
    pub format: u32,
    /// The version of Ajar that made it.
    pub ajar: String,
    /// The number of the last migration that its records have seen.
    pub migration: i64,
    /// The moment that the records are of.
    pub moment: Timestamp,
    /// The folder in which the records lie.
    pub records: String,
    /// What each table holds.
    pub tables: BTreeMap<String, TableSum>,
    /// How many files there are.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
    /// The files that could not be kept as they should be.
    pub missing: Vec<Missing>,
}

/// What a table holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of its lines, lower-case hex.
    pub sha256: String,
}

/// What was wrong with a file when the backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FileFault {
    /// It was not there.
    Missing,
    /// It had other bytes than it should; those are kept.
    Damaged,
    /// It was made from another one and had just been replaced: nobody misses it.
    Superseded,
}

/// A file that could not be kept as it should be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Missing {
    /// Its key.
    pub key: String,
    /// The row that names it, in words.
    pub row: String,
    /// What was wrong.
    pub fault: FileFault,
}

impl Manifest {
    /// The folder of the records of a moment.
    pub(crate) fn records_of(moment: Timestamp) -> String {
        format!("{RECORDS}/{}", moment.micros())
    }

    /// Reads one; refuses what is of a later kind than this version knows.
    pub(super) fn read(text: &[u8]) -> Outcome<Self> {
        #[derive(Deserialize)]
        struct Kind {
            format: u32,
            ajar: String,
        }
        let no_backup = |error: serde_json::Error| {
            Refusal::conflict("no-backup", format!("backup.json can't be read ({error}): this is no backup"))
        };
        let Kind { format, ajar } = serde_json::from_slice(text).map_err(no_backup)?;
        if format > FORMAT {
            let detail = format!(
                "the backup was made by Ajar {ajar} in format {format}; this version reads up to format {FORMAT}: restore it with a newer one"
            );
            return Err(Refusal::conflict("newer-backup", detail));
        }
        let manifest: Self = serde_json::from_slice(text).map_err(no_backup)?;
        let newest = store::newest_migration();
        if manifest.migration > newest {
            let detail = format!(
                "the backup was made by Ajar {ajar} with migration {}; this version knows migrations up to {newest}: restore it with a newer one",
                manifest.migration
            );
            return Err(Refusal::conflict("newer-backup", detail));
        }
        // It becomes a path.
        let of_moment = manifest.records.strip_prefix(RECORDS).and_then(|rest| rest.strip_prefix('/'));
        if of_moment.is_none_or(|moment| moment.is_empty() || !moment.bytes().all(|byte| byte.is_ascii_digit())) {
            let detail = format!("backup.json names a folder of records that can't be: {:?}", manifest.records);
            return Err(Refusal::conflict("no-backup", detail));
        }
        Ok(manifest)
    }
}
