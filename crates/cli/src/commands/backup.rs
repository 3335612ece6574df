//! `ajar backup`.

use super::progress::Progress;
use crate::{args::Backup, config::Config, failure::Failure, out};
use app::{App, back_up};
use indicatif::HumanBytes;
use std::path::Path;

/// Backs everything up. Files that are not as they should be are named, and do not keep the others out.
pub async fn run(config: &Config, app: &App, backup: Backup) -> Result<(), Failure> {
    beside_the_files(config, &backup.target)?;
    let progress = Progress::begin();
    let done = back_up::back_up(app, &backup.target, &progress).await;
    progress.end();
    let done = done?;
    for fault in &done.faults {
        out::note(format!("error: {fault}"));
    }
    let (files, bytes) = (done.manifest.files, HumanBytes(done.manifest.bytes));
    let rows: u64 = done.manifest.tables.values().map(|table| table.rows).sum();
    out::note(format!(
        "in {}: {rows} records, {files} files ({bytes}), {} of them copied now",
        out::path(&backup.target),
        done.copied
    ));
    if done.faults.is_empty() {
        return Ok(());
    }
    out::note("the files named above are not in the backup as they should be; everything else is");
    Err(Failure::told())
}

/// A backup among the files that it is made of would be taken for some of them.
fn beside_the_files(config: &Config, target: &Path) -> Result<(), Failure> {
    let Some(storage) = config.storage_url.strip_prefix("file:") else { return Ok(()) };
    let storage = std::fs::canonicalize(storage.trim_start_matches("//")).ok();
    let place = if target.is_dir() { Some(target) } else { target.parent() };
    let place = place.map(|place| if place.as_os_str().is_empty() { Path::new(".") } else { place });
    let place = place.and_then(|place| std::fs::canonicalize(place).ok());
    match (storage, place) {
        (Some(storage), Some(place)) if place.starts_with(&storage) => {
            let place = out::path(target);
            Err(Failure::failed(format!("{place} lies among the files of AJAR_STORAGE_URL; name a place beside them")))
        }
        _ => Ok(()),
    }
}
