//! Restoring a backup into an installation that holds nothing yet: everything is checked before anything is written, files
//! come first, and the records in one transaction, so that there is either nothing or all of it.

use crate::{
    App, Outcome, Refusal,
    backup::{FileFault, FileOfRow, Manifest, Onlooker, Source, damaged},
    notify::{MAIL, PREVIEW},
};
use blobs::BlobKey;
use bytes::Bytes;
use futures_util::stream;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    io::{self, BufRead, BufReader, Read},
    path::Path,
    time::{Duration, SystemTime},
};
use store::{
    Tx,
    backup::{self, KEPT, Kept, Line, Writer},
    outbox,
    webhooks::WEBHOOK,
};

/// How much is read at a time.
const BLOCK: usize = 1 << 20;
/// How many rows are written at a time.
const STEP: usize = 1_000;

/// What was restored.
#[derive(Debug, Clone)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// How many mails wait until they are released.
    pub held: u64,
    /// The rows whose file is not in the backup as it should be, in words.
    pub faults: Vec<String>,
}

/// Restores what lies at `from`. Nobody else may use the installation meanwhile.
pub async fn restore(app: &App, from: &Path, onlooker: &dyn Onlooker) -> Outcome<Restored> {
    let source = Source::open(from)?;
    let manifest = source.manifest()?;
    is_empty(app).await?;
    let named = records(&source, &manifest)?;
    let known = faults_of(&manifest);
    let files: Vec<&FileOfRow> = unique(&named).filter(|file| !known.contains_key(&file.key)).collect();
    let bytes: u64 = files.iter().map(|file| file.size).sum();
    onlooker.expects(bytes.saturating_mul(2));
    for file in &files {
        verify(&source, file, onlooker)?;
    }
    // Nobody else writes here: whatever is half-written was left by a try that was killed.
    app.blobs.sweep_temporary(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::from(u32::MAX))).await?;
    for file in &files {
        put(app, &source, file).await?;
        onlooker.did(file.size);
    }
    for file in unique(&named).filter(|file| known.get(&file.key) == Some(&FileFault::Damaged)) {
        put_as_it_is(app, &source, file).await?;
    }
    let held = write(app, &source, &manifest, &known).await?;
    let told = manifest.missing.iter().filter(|missing| missing.fault != FileFault::Superseded);
    let faults = told.map(|missing| match missing.fault {
        FileFault::Damaged => {
            format!("{}: its file had other bytes than it should when the backup was made", missing.row)
        }
        _ => format!("{}: its file was missing when the backup was made", missing.row),
    });
    Ok(Restored { faults: faults.collect(), manifest, held })
}

async fn is_empty(app: &App) -> Outcome<()> {
    match backup::is_empty(&app.store).await? {
        true => Ok(()),
        false => Err(not_empty()),
    }
}

fn not_empty() -> Refusal {
    let detail = "there are records here already, and a backup is restored only where there are none: \
                  name another AJAR_DATA folder or another database";
    Refusal::conflict("not-empty", detail)
}

fn faults_of(manifest: &Manifest) -> HashMap<BlobKey, FileFault> {
    manifest.missing.iter().filter_map(|missing| Some((missing.key.parse().ok()?, missing.fault))).collect()
}

/// Each file once, whatever names it.
fn unique(files: &[FileOfRow]) -> impl Iterator<Item = &FileOfRow> {
    let mut seen = HashSet::new();
    files.iter().filter(move |file| seen.insert(file.key))
}

/// Reads all records, compares them with what the backup says of them, and gives the files that they name.
fn records(source: &Source, manifest: &Manifest) -> Outcome<Vec<FileOfRow>> {
    let mut files = Vec::new();
    for (name, sum) in &manifest.tables {
        let Some(table) = backup::table(name) else {
            return Err(damaged(&format!("this version knows no table {name}")));
        };
        let mut sha256 = Sha256::new();
        let mut rows = 0;
        each_line(source, manifest, table, |text, line| {
            sha256.update(text);
            rows += 1;
            files.extend(FileOfRow::of(table, &line).and_then(Result::ok));
            Ok(())
        })?;
        if rows != sum.rows || hex::encode(sha256.finalize()) != sum.sha256 {
            return Err(damaged(&format!("the records of {name} are not those that were written")));
        }
    }
    Ok(files)
}

/// Goes through the rows of a table, each as it stands and as it is read.
fn each_line(
    source: &Source,
    manifest: &Manifest,
    table: &Kept,
    mut act: impl FnMut(&[u8], Line) -> Outcome<()>,
) -> Outcome<()> {
    let mut lines = BufReader::new(source.table(manifest, table.name)?);
    let mut text = Vec::new();
    while lines.read_until(b'\n', &mut text).map_err(Refusal::internal)? > 0 {
        let line = serde_json::from_slice(&text);
        act(&text, line.map_err(|error| damaged(&format!("a row of {} can't be read ({error})", table.name)))?)?;
        text.clear();
    }
    Ok(())
}

/// Compares a file with what the records say of it.
fn verify(source: &Source, file: &FileOfRow, onlooker: &dyn Onlooker) -> Outcome<()> {
    let Some(mut part) = source.file(file.key)? else {
        return Err(damaged(&format!("{}: {} is not in it", file.row(), file.key)));
    };
    let (mut sha256, mut block) = (Sha256::new(), vec![0; BLOCK]);
    let is_as_long = part.limit() == file.size;
    loop {
        let read = part.read(&mut block).map_err(Refusal::internal)?;
        if read == 0 {
            break;
        }
        sha256.update(&block[..read]);
        onlooker.did(read as u64);
    }
    if !is_as_long || <[u8; 32]>::from(sha256.finalize()) != file.sha256 {
        return Err(damaged(&format!("{}: {} has other bytes than it had", file.row(), file.key)));
    }
    Ok(())
}

/// Puts a file where it belongs, unless an earlier try, which was killed, has done so.
async fn put(app: &App, source: &Source, file: &FileOfRow) -> Outcome<()> {
    let sound = app.blobs.check(file.key, file.size, file.sha256).await?;
    if sound == blobs::Checked::Sound {
        return Ok(());
    }
    let put = put_as_it_is(app, source, file).await?;
    match put {
        Some(sha256) if sha256 == file.sha256 => Ok(()),
        // It was as it should be a moment ago.
        _ => Err(damaged(&format!("{}: {} changed while it was read", file.row(), file.key))),
    }
}

/// Puts a file where it belongs; its hash, if there is one.
async fn put_as_it_is(app: &App, source: &Source, file: &FileOfRow) -> Outcome<Option<[u8; 32]>> {
    let Some(mut part) = source.file(file.key)? else { return Ok(None) };
    app.blobs.delete(file.key).await?;
    let blocks = std::iter::from_fn(move || {
        let mut block = vec![0; BLOCK];
        match part.read(&mut block) {
            Ok(0) => None,
            Ok(read) => {
                block.truncate(read);
                Some(Ok::<_, io::Error>(Bytes::from(block)))
            }
            Err(error) => Some(Err(error)),
        }
    });
    Ok(Some(app.blobs.put(file.key, stream::iter(blocks), None).await?.sha256))
}

/// Writes all records in one transaction; how many mails are held. They are read from the backup within it, since they may
/// be more than memory holds: nobody else waits for the records here, and a second try reads the same.
async fn write(app: &App, source: &Source, manifest: &Manifest, known: &HashMap<BlobKey, FileFault>) -> Outcome<u64> {
    store::write!(app.store, |tx| {
        if !backup::is_empty(tx).await? {
            return Err(not_empty());
        }
        let taken = backup::clear(tx).await?;
        let mut without_pictures = BTreeSet::new();
        for table in KEPT.iter().filter(|table| manifest.tables.contains_key(table.name)) {
            write_table(tx, source, manifest, table, |line| is_kept(table, line, known, &mut without_pictures)).await?;
        }
        Writer::finish(tx, &taken).await?;
        let now = app.now();
        for version in &without_pictures {
            outbox::enqueue(tx, PREVIEW, &json!({"version": version}), now, now).await?;
        }
        outbox::hold(tx, MAIL, now).await?;
        outbox::hold(tx, WEBHOOK, now).await?;
        Ok(outbox::waiting(tx, MAIL).await?)
    })
}

/// Whether a row is restored: one that names a picture which is not in the backup is not, since pictures are made again.
/// The versions that lack some are gathered.
fn is_kept(
    table: &'static Kept,
    line: &Line,
    known: &HashMap<BlobKey, FileFault>,
    without_pictures: &mut BTreeSet<i64>,
) -> bool {
    let Some(Ok(file)) = FileOfRow::of(table, line) else { return true };
    let is_there = !matches!(known.get(&file.key), Some(FileFault::Missing | FileFault::Superseded));
    if is_there || file.is_original() {
        return true;
    }
    if table.name == "previews" {
        without_pictures.extend(line.get("version_id").and_then(serde_json::Value::as_i64));
    }
    false
}

async fn write_table(
    tx: &Tx,
    source: &Source,
    manifest: &Manifest,
    table: &'static Kept,
    mut is_kept: impl FnMut(&Line) -> bool,
) -> Outcome<()> {
    let mut writer = Writer::of(tx, table).await?;
    let mut lines = BufReader::new(source.table(manifest, table.name)?).lines();
    loop {
        let mut some = Vec::with_capacity(STEP);
        for text in lines.by_ref().take(STEP) {
            let text = text.map_err(Refusal::internal)?;
            some.push(serde_json::from_str::<Line>(&text).map_err(Refusal::internal)?);
        }
        if some.is_empty() {
            return Ok(writer.end(tx).await?);
        }
        some.retain(&mut is_kept);
        writer.write(tx, some).await?;
    }
}
