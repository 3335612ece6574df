//! `ajar import`: files, folders, archives and buckets become assets.

mod sheet;
mod tell;
mod walk;
mod zipped;

use crate::{args::Import, config::Config, failure::Failure};
use app::{
    App, Outcome, Refusal,
    import_asset::{self, Destination, Item, Row, Taken},
};
use blobs::Elsewhere;
use domain::{FolderId, KitId};
use futures_util::{StreamExt, stream};
use std::{collections::HashMap, pin::pin, sync::Arc};
use tell::Teller;
use tokio::sync::Mutex;
use walk::{Found, Origin, Walk};

/// So many files are on their way in at once, and written down together where they are there together: a commit is waited
/// for by all of them.
const AT_ONCE: usize = 16;

/// Imports what was named. One file that fails does not keep the others out.
pub async fn run(config: &Config, app: &App, import: Import) -> Result<(), Failure> {
    let walk = walk(config, &import).await;
    let sheet = import.metadata.as_deref().map(sheet::read).transpose()?;
    let rows = sheet::rows(import.metadata.as_deref(), sheet.as_ref(), &walk)?;
    let kit = match &import.kit {
        Some(slug) => Some(super::places::kit_of_slug(app, slug).await?),
        None => None,
    };
    let mut teller = Teller::new(&walk, import.json, import.dry_run);
    for (path, fault) in &walk.faults {
        teller.failed(path, fault);
    }
    for note in &walk.notes {
        teller.note(note);
    }
    let base = import.folder.clone().unwrap_or_default();
    let places = Places { app: app.clone(), base, flat: import.flat, known: Mutex::default() };
    let all = walk.files.iter().zip(&rows).map(|(found, row)| (found, *row));
    if import.dry_run {
        for (found, row) in all {
            teller.would(found, &places.of(found, row))?;
        }
    } else {
        bring_in(app, all.collect(), Arc::new(places), kit, &mut teller).await?;
    }
    teller.end(walk.hidden)
}

async fn walk(config: &Config, import: &Import) -> Walk {
    let mut walk = Walk::beside(&config.data, &config.storage_url);
    for path in &import.paths {
        let is_archive = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("zip"));
        match path.to_str().filter(|address| Elsewhere::is_named_by(address)) {
            Some(address) => walk.list(address).await,
            None if import.unpack && is_archive && path.is_file() => walk.unpack(path),
            None => walk.take(path),
        }
    }
    walk
}

/// Takes the bytes of several files in at a time, and writes down what is there, in the order of the files.
async fn bring_in(
    app: &App,
    all: Vec<(&Found, Option<&Row>)>,
    places: Arc<Places>,
    kit: Option<KitId>,
    teller: &mut Teller,
) -> Result<(), Failure> {
    // Each on its own: what waits for its turn here must not stand in the middle of a transaction meanwhile.
    let taking = stream::iter(all).map(|(found, row)| {
        let task = tokio::spawn(take(places.clone(), found.clone(), row.cloned(), kit));
        async move { (found, task.await.unwrap_or_else(|error| Err(Refusal::internal(error)))) }
    });
    let mut batches = pin!(taking.buffered(AT_ONCE).ready_chunks(AT_ONCE));
    while let Some(batch) = batches.next().await {
        let (mut files, mut taken) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
        for (found, outcome) in batch {
            match outcome {
                Ok(one) => {
                    files.push(found);
                    taken.push(one);
                }
                Err(refusal) => teller.failed(&found.shown, &tell::reason(&refusal, &found.shown)),
            }
        }
        for (found, outcome) in files.into_iter().zip(import_asset::record(app, taken).await) {
            match outcome {
                Ok(imported) => teller.done(found, &imported)?,
                Err(refusal) => teller.failed(&found.shown, &tell::reason(&refusal, &found.shown)),
            }
        }
    }
    Ok(())
}

async fn take(places: Arc<Places>, found: Found, row: Option<Row>, kit: Option<KitId>) -> Outcome<Taken> {
    let app = &places.app;
    let folder = places.made(&places.of(&found, row.as_ref())).await?;
    let name = found.name().to_owned();
    let (title, about) = row.map(|row| (row.title, row.about)).unwrap_or_default();
    let item = Item { name, title, about, to: Destination { folder, kit } };
    match &found.origin {
        Origin::File => import_asset::take_file(app, &found.shown, item).await,
        Origin::Member(archive, index) => import_asset::take_bytes(app, archive.read(*index), found.size, item).await,
        Origin::Object(elsewhere, listed) => {
            import_asset::take_bytes(app, elsewhere.read(listed).blocks(), found.size, item).await
        }
    }
}

/// The folders that files go to.
struct Places {
    app: App,
    /// What they lie below; empty: nothing.
    base: String,
    flat: bool,
    known: Mutex<HashMap<String, Option<FolderId>>>,
}

impl Places {
    /// The folder of a file, with slashes between the names: as the table says, or as it lay, below the one that was named.
    fn of(&self, found: &Found, row: Option<&Row>) -> String {
        let own = match row.and_then(|row| row.folder.as_deref()) {
            Some(said) => said,
            None if self.flat => "",
            None => found.folder(),
        };
        [self.base.as_str(), own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    }

    /// The folder itself, made where it is missing.
    async fn made(&self, path: &str) -> Outcome<Option<FolderId>> {
        let mut known = self.known.lock().await;
        if let Some(folder) = known.get(path) {
            return Ok(*folder);
        }
        let folder = import_asset::folder_of_path(&self.app, path).await?;
        known.insert(path.to_owned(), folder);
        Ok(folder)
    }
}
