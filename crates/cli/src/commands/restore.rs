//! `ajar restore`.

use super::progress::Progress;
use crate::{args::Restore, failure::Failure, out};
use app::{App, held_mails, restore};
use std::path::Path;

/// Restores a backup, or lets go of the mails that are held back since.
pub async fn run(app: &App, command: Restore) -> Result<(), Failure> {
    match command.source {
        Some(source) => from(app, &source).await,
        None if command.release => release(app).await,
        None => discard(app).await,
    }
}

async fn from(app: &App, source: &Path) -> Result<(), Failure> {
    let progress = Progress::begin();
    let done = restore::restore(app, source, &progress).await;
    progress.end();
    let done = done?;
    for fault in &done.faults {
        out::note(format!("warning: {fault}"));
    }
    let rows: u64 = done.manifest.tables.values().map(|table| table.rows).sum();
    out::note(format!("restored as of {}: {rows} records, {} files", done.manifest.moment, done.manifest.files));
    out::note(format!(
        "mails are held back (waiting: {}): `ajar restore --release` sends them, `ajar restore --discard` drops them",
        done.held
    ));
    Ok(())
}

async fn release(app: &App) -> Result<(), Failure> {
    match held_mails::release(app).await? {
        Some(held) => out::note(format!("mails go out again (waiting: {})", held.waiting)),
        None => out::note("no mails are held back"),
    }
    Ok(())
}

async fn discard(app: &App) -> Result<(), Failure> {
    match held_mails::discard(app).await? {
        Some(dropped) => out::note(format!("mails go out again (dropped: {dropped})")),
        None => out::note("no mails are held back"),
    }
    Ok(())
}
