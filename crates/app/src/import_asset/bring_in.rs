//! What the command line brings in: the bytes of many files at once, and one commit for those that are there. Safe to
//! repeat: the same file in the same place is the asset that stands there.

use super::{Destination, Entry, Imported, fresh_key, insert, join, look_at, over, own_name, unstorable};
use crate::{App, Outcome, Refusal, edit_asset::AssetDraft};
use blobs::Stored;
use bytes::Bytes;
use domain::{AssetId, text};
use futures_util::Stream;
use sha2::{Digest, Sha256};
use std::{fs::File, io, io::Read, path::Path};
use store::{Tx, assets};

/// How much is read at a time.
const BLOCK: usize = 1 << 20;

/// A file that is to come in.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// Its name.
    pub name: String,
    /// What it is called; by what it says itself, or by its name, where left out.
    pub title: Option<String>,
    /// What is said of it; what it says itself counts where left out.
    pub about: AssetDraft,
    /// Where it goes.
    pub to: Destination,
}

/// A file whose bytes are in, and whose record is not.
pub struct Taken {
    what: What,
    to: Destination,
}

enum What {
    /// These bytes are in.
    Bytes(Box<(Stored, Entry)>),
    /// It stands there already: nothing had to be brought in.
    Known(AssetId),
}

/// Takes a file of this machine in.
pub async fn take_file(app: &App, path: &Path, item: Item) -> Outcome<Taken> {
    // To send a file costs more than to read it.
    if app.blobs.at_once() > 1
        && let Some(known) = known(app, path, &item).await?
    {
        return Ok(Taken { what: What::Known(known), to: item.to });
    }
    let stored = app.blobs.put_file(fresh_key(app), path, None).await.map_err(unstorable)?;
    looked_at(app, stored, item).await
}

/// Takes bytes in that come from elsewhere, at most `limit` of them.
pub async fn take_bytes<S>(app: &App, bytes: S, limit: u64, item: Item) -> Outcome<Taken>
where
    S: Stream<Item = io::Result<Bytes>> + Send,
{
    let stored = app.blobs.put(fresh_key(app), bytes, Some(limit)).await.map_err(unstorable)?;
    looked_at(app, stored, item).await
}

async fn looked_at(app: &App, stored: Stored, item: Item) -> Outcome<Taken> {
    let Item { name, title, about, to } = item;
    let (version, caption) = look_at(app, &stored, own_name(&name), None).await?;
    let title = title.as_deref().and_then(text::line);
    let entry = Entry { version, title, about: over(about, &caption), caption_title: caption.title };
    Ok(Taken { what: What::Bytes(Box::new((stored, entry))), to })
}

/// The asset that a file is already, without bringing it in.
async fn known(app: &App, path: &Path, item: &Item) -> Outcome<Option<AssetId>> {
    let path = path.to_owned();
    let hashed = tokio::task::spawn_blocking(move || hashed(&path)).await.map_err(Refusal::internal)?;
    let (sha256, size) = hashed.map_err(Refusal::internal)?;
    let found = assets::by_content(&app.store, item.to.folder, &own_name(&item.name), &sha256, size).await?;
    Ok(found.map(|asset| asset.id))
}

fn hashed(path: &Path) -> io::Result<(String, u64)> {
    let (mut file, mut sha256) = (File::open(path)?, Sha256::new());
    let (mut block, mut size) = (vec![0; BLOCK], 0);
    loop {
        match file.read(&mut block) {
            Ok(0) => return Ok((hex::encode(sha256.finalize()), size)),
            Ok(read) => {
                sha256.update(&block[..read]);
                size += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Writes down what was taken in, in this order and in one commit; what became of each.
pub async fn record(app: &App, taken: Vec<Taken>) -> Vec<Outcome<Imported>> {
    let together: Outcome<Vec<Imported>> = store::write!(app.store, |tx| {
        let mut all = Vec::with_capacity(taken.len());
        for one in &taken {
            all.push(write(app, tx, one).await?);
        }
        Ok(all)
    });
    let outcomes = match together {
        Ok(all) => all.into_iter().map(Ok).collect(),
        Err(refusal) if taken.len() == 1 => vec![Err(refusal)],
        // One of them spoils it for the others: each on its own.
        Err(_) => {
            let mut outcomes = Vec::with_capacity(taken.len());
            for one in &taken {
                outcomes.push(store::write!(app.store, |tx| write(app, tx, one).await));
            }
            outcomes
        }
    };
    for (one, outcome) in taken.iter().zip(&outcomes) {
        // The bytes that no record names go again; what stands there already has its own.
        if let What::Bytes(bytes) = &one.what
            && !matches!(outcome, Ok(Imported::Added(_)))
            && let Err(error) = app.blobs.delete(bytes.0.key).await
        {
            tracing::warn!(%error, "bytes without a record could not be removed");
        }
    }
    outcomes
}

async fn write(app: &App, tx: &Tx, taken: &Taken) -> Outcome<Imported> {
    let to = taken.to;
    let imported = match &taken.what {
        What::Known(id) => Imported::Known(*id),
        What::Bytes(bytes) => {
            let version = &bytes.1.version;
            let known = assets::by_content(tx, to.folder, &version.filename, &version.sha256, version.size).await?;
            match known {
                Some(asset) => Imported::Known(asset.id),
                None => Imported::Added(insert(app, tx, &bytes.1, to.folder).await?),
            }
        }
    };
    join(tx, to.kit, imported.id()).await?;
    Ok(imported)
}
