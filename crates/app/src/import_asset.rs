//! Bringing assets in: bytes first, then the record; safe to repeat.

mod bring_in;
mod sheet;

pub use bring_in::{Item, Taken, record, take_bytes, take_file};
pub use sheet::{COLUMNS, Row, Sheet, SheetFault};

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_asset::{self, AssetDraft, describe, put},
    edit_kit,
    idempotency::{self, Idempotency},
    make_folders,
    notify::PREVIEW,
    refusal::Faults,
};
use bytes::Bytes;
use caption::Caption;
use domain::*;
use futures_util::Stream;
use serde_json::json;
use std::{io, path::Path};
use store::{
    Tx,
    assets::{self, Asset, NewVersion},
    events::{self, NewEvent},
    folders, kits, outbox,
};

/// Where an asset goes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Destination {
    /// The folder.
    pub folder: Option<FolderId>,
    /// The kit whose last section it joins.
    pub kit: Option<KitId>,
}

/// What became of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Imported {
    /// A new asset.
    Added(AssetId),
    /// The same file stands there already, from an import before.
    Known(AssetId),
}

impl Imported {
    /// The asset.
    pub fn id(&self) -> AssetId {
        match self {
            Imported::Added(id) | Imported::Known(id) => *id,
        }
    }
}

/// Imports a file of this machine.
pub async fn import_file(
    app: &App,
    path: &Path,
    name: &str,
    title: Option<&str>,
    to: Destination,
) -> Outcome<Imported> {
    let item = Item { name: name.to_owned(), title: title.map(str::to_owned), about: AssetDraft::default(), to };
    let taken = take_file(app, path, item).await?;
    let mut outcomes = record(app, vec![taken]).await;
    outcomes.pop().unwrap_or_else(|| Err(Refusal::internal("an import that came to no end")))
}

/// Bytes that were taken in and have no record yet.
#[derive(Debug)]
pub struct Received(blobs::Stored);

/// Takes the bytes of an upload in, from a manager. They need a record by [`add`], or go by [`discard`].
pub async fn receive<S>(app: &App, viewer: &Viewer, bytes: S) -> Outcome<Received>
where
    S: Stream<Item = io::Result<Bytes>> + Send,
{
    viewer.manager()?;
    Ok(Received(app.blobs.put(fresh_key(app), bytes, None).await.map_err(not_taken)?))
}

/// The assets that have the same bytes as these, if there are any.
pub async fn same(app: &App, received: &Received) -> Outcome<Vec<Asset>> {
    let Received(stored) = received;
    Ok(assets::by_bytes(&app.store, &hex::encode(stored.sha256), stored.size).await?)
}

/// Throws bytes without a record away.
pub async fn discard(app: &App, received: Received) {
    if let Err(error) = app.blobs.delete(received.0.key).await {
        tracing::warn!(%error, "bytes without a record could not be removed");
    }
}

/// What an uploaded file is to be.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// The file's name.
    pub name: String,
    /// What it is called; made of the file's name where left out.
    pub title: Option<String>,
    /// What is said of it: description, licence, credit.
    pub about: AssetDraft,
    /// The folder it goes into.
    pub folder: Option<FolderId>,
    /// The kit whose last section it joins.
    pub kit: Option<KitId>,
    /// The `Idempotency-Key` that came along.
    pub key: Option<String>,
}

/// A manager makes an asset of an upload. Unlike an import it makes a new one each time, unless the key says otherwise.
pub async fn add(app: &App, viewer: &Viewer, received: Received, upload: Upload, faults: Faults) -> Outcome<Asset> {
    let key = received.0.key;
    let outcome = add_stored(app, viewer, received.0, upload, faults).await;
    if !matches!(&outcome, Ok(asset) if asset.blob_key == key.to_string())
        && let Err(error) = app.blobs.delete(key).await
    {
        tracing::warn!(%error, "bytes without a record could not be removed");
    }
    outcome
}

async fn add_stored(
    app: &App,
    viewer: &Viewer,
    stored: blobs::Stored,
    upload: Upload,
    mut faults: Faults,
) -> Outcome<Asset> {
    let by = viewer.manager()?.id;
    let sha256 = hex::encode(stored.sha256);
    let key = match &upload.key {
        Some(key) => {
            let Upload { name, title, folder, kit, .. } = &upload;
            let said = format!("{sha256} {name:?} {title:?} {folder:?} {kit:?}");
            Some(Idempotency::new(key, said.as_bytes())?)
        }
        None => None,
    };
    let (key, earlier) = idempotency::of_maker(app, Some(by), "POST /api/dam/medias", key).await?;
    if let Some(id) = earlier {
        return assets::by_id(&app.store, AssetId(id)).await?.ok_or(Refusal::NotFound);
    }
    if let Some(folder) = upload.folder
        && folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    if let Some(kit) = upload.kit
        && kits::by_id(&app.store, kit).await?.is_none()
    {
        faults.add(Fault::at("/kitId", "There is no such kit."));
    }
    let about = describe(&upload.about, &mut faults);
    let given = upload.title.as_deref().and_then(text::line).and_then(|title| edit_kit::title(&mut faults, &title));
    faults.check()?;
    let filename = own_name(&upload.name);
    let (version, caption) = look_at(app, &stored, filename, Some(by)).await?;
    let entry = Entry { version, title: given, about: over(about, &caption), caption_title: caption.title };
    let outcome = store::write!(app.store, |tx| {
        let id = insert(app, tx, &entry, upload.folder).await?;
        join(tx, upload.kit, id).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        Ok::<_, Refusal>(id)
    });
    let id = match outcome {
        Err(error) => AssetId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?),
        Ok(id) => id,
    };
    assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)
}

pub(crate) fn fresh_key(app: &App) -> blobs::BlobKey {
    blobs::BlobKey::from_bits(app.random_bytes())
}

pub(crate) fn unstorable(error: blobs::Error) -> Refusal {
    match error {
        blobs::Error::TooLarge { limit } => Refusal::invalid("", format!("At most {limit} bytes are taken.")),
        // What is put away is read from the storage itself.
        blobs::Error::Sender(cut) if cut.kind() == io::ErrorKind::TimedOut => Refusal::Unavailable(Box::new(cut)),
        other => other.into(),
    }
}

/// The same of what somebody sends: who hangs up half-way broke nothing here.
pub(crate) fn not_taken(error: blobs::Error) -> Refusal {
    match error {
        cut @ blobs::Error::Sender(_) => Refusal::BrokenOff(Box::new(cut)),
        other => unstorable(other),
    }
}

/// The file's own name: its last part, on one line; never empty.
pub(crate) fn own_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    text::line(last).unwrap_or_else(|| "file".to_owned())
}

/// The title that a file's name suggests: without its ending, underscores as blanks.
fn suggested_title(name: &str) -> String {
    let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().replace('_', " "));
    stem.as_deref().and_then(text::line).unwrap_or_else(|| name.to_owned())
}

/// The beginning of a file, at most so many bytes.
async fn head(app: &App, stored: &blobs::Stored, most: usize) -> Outcome<Bytes> {
    let blob = app.blobs.open_sized(stored.key, stored.size).await?;
    let length = usize::try_from(blob.size()).unwrap_or(usize::MAX).min(most);
    Ok(if length == 0 { Bytes::new() } else { blob.read_at(0, length).await? })
}

/// What the bytes say, where they say something; else what the name says.
async fn content_type(app: &App, stored: &blobs::Stored, name: &str) -> Outcome<String> {
    let start = head(app, stored, preview::Kind::SNIFF_LEN).await?;
    let sniffed = preview::Kind::sniff(&start).and_then(|kind| kind.media_type(&start));
    let by_name = mime_guess::from_path(name).first_raw().unwrap_or("application/octet-stream");
    // A name that promises what the bytes are not is not believed.
    let promised = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/avif", "image/svg+xml"]
        .contains(&by_name)
        || by_name == "application/pdf";
    Ok(sniffed.unwrap_or(if promised { "application/octet-stream" } else { by_name }).to_owned())
}

/// What becomes a version of these bytes, and what they say of themselves.
pub(crate) async fn look_at(
    app: &App,
    stored: &blobs::Stored,
    filename: String,
    by: Option<UserId>,
) -> Outcome<(NewVersion, Caption)> {
    let content_type = content_type(app, stored, &filename).await?;
    let caption = match content_type.starts_with("image/") {
        true => caption::read(&head(app, stored, caption::HEAD).await?),
        false => Caption::default(),
    };
    let version = NewVersion {
        content_type,
        filename,
        blob_key: stored.key.to_string(),
        size: stored.size,
        sha256: hex::encode(stored.sha256),
        crc32: stored.crc32,
        by,
        has_position: caption.has_position,
    };
    Ok((version, caption))
}

/// What is said of an asset, and where nothing is, what the file itself says, as far as it fits.
pub(crate) fn over(said: AssetDraft, caption: &Caption) -> AssetDraft {
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let line = |text: &str| text::line(&cut(text, 500)).unwrap_or_default();
    let description = || text::message(&cut(&caption.description, text::LONGEST_MESSAGE)).unwrap_or_default();
    let tags = || {
        let fitting = caption.tags.iter().map(String::as_str).filter(|tag| tag.chars().count() <= 60);
        edit_asset::tags(fitting.take(100))
    };
    let made_on = || if edit_asset::is_day(&caption.made_on) { caption.made_on.clone() } else { String::new() };
    AssetDraft {
        description: Some(said.description.unwrap_or_else(description)),
        licence: Some(said.licence.unwrap_or_else(|| line(&caption.licence))),
        credit: Some(said.credit.unwrap_or_else(|| line(&caption.credit))),
        tags: Some(said.tags.unwrap_or_else(tags)),
        made_on: Some(said.made_on.unwrap_or_else(made_on)),
        ..said
    }
}

/// An asset to be.
pub(crate) struct Entry {
    /// Its first version.
    pub version: NewVersion,
    /// What somebody calls it.
    pub title: Option<String>,
    /// What is said of it.
    pub about: AssetDraft,
    /// What the file calls itself.
    pub caption_title: String,
}

impl Entry {
    /// What it is called: as somebody says, or the file itself, or its name.
    fn title(&self) -> String {
        let own = || text::line(&self.caption_title.chars().take(200).collect::<String>());
        self.title.clone().or_else(own).unwrap_or_else(|| suggested_title(&self.version.filename))
    }
}

pub(crate) async fn insert(app: &App, tx: &Tx, entry: &Entry, folder: Option<FolderId>) -> Outcome<AssetId> {
    let now = app.now();
    let id = assets::insert(tx, folder, &entry.title(), &entry.version, now).await?;
    let plain = assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
    let mut asset = plain.clone();
    put(entry.about.clone(), &mut asset);
    if asset != plain {
        assets::update(tx, &asset, now).await?;
    }
    make_pictures(app, tx, asset.version_id).await?;
    let event = NewEvent { asset_id: Some(id), user_id: entry.version.by, ..NewEvent::default() };
    events::record(tx, "asset.added", &event, now).await?;
    Ok(id)
}

/// Has pictures made of a version, in the background.
pub async fn make_pictures(app: &App, tx: &Tx, version: VersionId) -> Outcome<()> {
    let now = app.now();
    outbox::enqueue(tx, PREVIEW, &json!({"version": version}), now, now).await?;
    Ok(())
}

/// Puts an asset at the end of a kit's last section, unless it stands in the kit already.
async fn join(tx: &Tx, kit: Option<KitId>, asset: AssetId) -> Outcome<()> {
    let Some(kit) = kit else { return Ok(()) };
    if kits::has_asset(tx, kit, asset).await? {
        return Ok(());
    }
    let section = match kits::sections(tx, kit).await?.last() {
        Some(section) => section.id,
        None => kits::insert_section(tx, kit, "", "").await?,
    };
    Ok(kits::add_assets(tx, kit, section, &[asset]).await?)
}

/// The folder of this path (`Press/2026`), made where it is missing.
pub async fn folder_of_path(app: &App, path: &str) -> Outcome<Option<FolderId>> {
    let names: Vec<String> = path.split('/').filter_map(text::line).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    store::write!(app.store, |tx| make_folders::below(app, tx, None, &names, None).await)
}

/// A manager replaces the content of an asset; where they say which version of the asset they saw, only of that one. The
/// earlier contents stay.
pub async fn replace_content<S>(
    app: &App,
    viewer: &Viewer,
    id: AssetId,
    name: Option<&str>,
    bytes: S,
    seen: Option<String>,
) -> Outcome<Asset>
where
    S: Stream<Item = io::Result<Bytes>> + Send,
{
    let user = viewer.manager()?.id;
    let before = assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let stored = app.blobs.put(fresh_key(app), bytes, None).await.map_err(not_taken)?;
    let filename = name.map_or(before.filename, own_name);
    let (version, _) = look_at(app, &stored, filename, Some(user)).await?;
    let replaced = store::write!(app.store, |tx| {
        let now = app.now();
        let present = assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        edit_kit::check_seen(seen.as_ref(), || edit_asset::version(&present))?;
        assets::replace_content(tx, id, &version, now).await?;
        let asset = assets::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        make_pictures(app, tx, asset.version_id).await?;
        let event = NewEvent { asset_id: Some(id), user_id: Some(user), ..NewEvent::default() };
        events::record(tx, "asset.replaced", &event, now).await?;
        Ok(asset)
    });
    // Where the records broke off it is not known whether they name these bytes.
    if matches!(replaced, Err(Refusal::Conflict { .. } | Refusal::NotFound)) {
        discard(app, Received(stored)).await;
    }
    replaced
}
