//! Backing an installation up while it runs: the records of one moment, and every file that they name.

use crate::{
    App, Outcome, Refusal,
    backup::{self, FORMAT, FileFault, FileOfRow, Kept, Manifest, Missing, Onlooker, TableSum, Target},
};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};
use store::backup::{self as records, KEPT, Reader};

/// What became of a backup.
#[derive(Debug, Clone)]
pub struct BackedUp {
    /// What it says of itself.
    pub manifest: Manifest,
    /// How many files were copied; the others were there already.
    pub copied: u64,
    /// The rows whose file is not in it as it should be, in words. The backup holds all the rest.
    pub faults: Vec<String>,
}

/// Files before and after a step of the copying.
#[derive(Default)]
struct Tally {
    copied: u64,
    files: u64,
    bytes: u64,
    missing: Vec<Missing>,
    faults: Vec<String>,
}

/// Backs everything up: into the folder `to`, or where that is none, into one tar file of this name.
pub async fn back_up(app: &App, to: &Path, onlooker: &dyn Onlooker) -> Outcome<BackedUp> {
    is_worth_it(app, to).await?;
    let moment = app.now();
    let mut target = Target::begin(to, moment).await?;
    let mut tally = Tally::default();
    let (tables, files) = write_records(app, &mut target, &mut tally).await?;
    onlooker.expects(files.iter().map(|file| file.size).sum());
    let mut wanted = HashSet::with_capacity(files.len());
    for file in &files {
        wanted.insert(file.key);
        let kept = target.keep(&app.blobs, file).await?;
        note(app, &mut tally, file, kept).await?;
        onlooker.did(file.size);
    }
    let Tally { copied, files, bytes, missing, faults } = tally;
    let manifest = Manifest {
        format: FORMAT,
        ajar: env!("CARGO_PKG_VERSION").into(),
        migration: store::newest_migration(),
        moment,
        records: Manifest::records_of(moment),
        tables,
        files,
        bytes,
        missing,
    };
    target.finish(&manifest, &wanted).await?;
    Ok(BackedUp { manifest, copied, faults })
}

/// Whoever names the wrong installation has an empty one made, which must not take the place of a backup.
async fn is_worth_it(app: &App, to: &Path) -> Outcome<()> {
    if !backup::is_there(to) || !records::is_empty(&app.store).await? {
        return Ok(());
    }
    let detail = format!(
        "there are no records here, and {} holds a backup: is this the right AJAR_DATA, or AJAR_DATABASE_URL?",
        to.display()
    );
    Err(Refusal::conflict("nothing-to-back-up", detail))
}

/// Writes the records of one moment; what each table holds, and the files that they name.
async fn write_records(
    app: &App,
    target: &mut Target,
    tally: &mut Tally,
) -> Outcome<(BTreeMap<String, TableSum>, Vec<FileOfRow>)> {
    let (mut tables, mut files) = (BTreeMap::new(), Vec::new());
    let snapshot = app.store.snapshot().await?;
    for table in KEPT {
        target.begin_table(table.name)?;
        let mut reader = Reader::of(&snapshot, table).await?;
        loop {
            let lines = reader.next(&snapshot).await?;
            if lines.is_empty() {
                break;
            }
            target.add(&lines)?;
            for line in &lines {
                match FileOfRow::of(table, line) {
                    Some(Ok(file)) => files.push(file),
                    Some(Err(wrong)) => tally.faults.push(format!("{} {}: {wrong}", table.name, table.name_of(line))),
                    None => {}
                }
            }
        }
        tables.insert(table.name.to_owned(), target.end_table()?);
    }
    Ok((tables, files))
}

/// Notes what became of a file. What was made from another one may be replaced while the backup is made, and so be gone
/// together with its row; everything else that is not as it should be is somebody's loss.
async fn note(app: &App, tally: &mut Tally, file: &FileOfRow, kept: Kept) -> Outcome<()> {
    let fault = match kept {
        Kept::Copied | Kept::Known => {
            tally.copied += u64::from(kept == Kept::Copied);
            (tally.files, tally.bytes) = (tally.files + 1, tally.bytes + file.size);
            return Ok(());
        }
        Kept::Damaged => FileFault::Damaged,
        Kept::Missing if records::is_referred_to(&app.store, file.table, &file.key.to_string()).await? => {
            FileFault::Missing
        }
        Kept::Missing if file.is_original() => FileFault::Missing,
        Kept::Missing => FileFault::Superseded,
    };
    match fault {
        FileFault::Missing => tally.faults.push(format!("{} {}: {} is missing", file.table, file.id, file.words())),
        FileFault::Damaged => {
            tally.faults.push(format!("{} {}: {} has other bytes than it had", file.table, file.id, file.words()));
        }
        FileFault::Superseded => {}
    }
    tally.missing.push(Missing { key: file.key.to_string(), row: file.row(), fault });
    Ok(())
}
