//! Uploading an asset so that a broken connection, a restart or a killed process loses little: what came is kept in parts, the
//! parts become one file when the last one is there, and the file becomes an asset as any import does.
//!
//! The records decide how far an upload is: of two that send the same bytes, one is told no. What is all there and became
//! nothing yet, because whoever was at it has died, is gone on with by whoever asks next, or by housekeeping.

mod finish;
mod incoming;

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    idempotency::{self, Idempotency},
    import_asset,
    refusal::Faults,
    settings::UPLOAD_LIFETIME,
};
use bytes::Bytes;
use domain::*;
use futures_util::Stream;
use std::{io, time::Duration};
use store::{
    assets::{self, Asset},
    folders,
    uploads::{self, NewUpload},
};

pub use incoming::{Checksum, Taken};
pub use store::uploads::Upload;

/// The largest file that is taken: what a client says it is going to send is no reason to believe it.
pub const LARGEST: u64 = 1 << 40;
/// How many uploads a user may have open at once.
const MOST_OPEN: u64 = 10_000;
/// The most folders within one another that a file may be dropped with.
const DEEPEST: usize = 30;

/// What is done where the same bytes are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Duplicates {
    /// Another asset is made.
    #[default]
    Keep,
    /// None is made; the upload becomes the one that is there.
    Skip,
    /// The upload waits for an answer.
    Ask,
}

impl Duplicates {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Duplicates::Keep => "keep",
            Duplicates::Skip => "skip",
            Duplicates::Ask => "ask",
        }
    }

    /// The one of a word.
    pub fn parse(word: &str) -> Option<Self> {
        [Duplicates::Keep, Duplicates::Skip, Duplicates::Ask].into_iter().find(|one| one.word() == word)
    }
}

/// A file that is to come.
#[derive(Debug, Clone, Default)]
pub struct UploadDraft {
    /// Its name.
    pub filename: String,
    /// The folders it was dropped with, with slashes between them.
    pub path: String,
    /// How many bytes it has.
    pub size: u64,
    /// The folder it goes into; below it, where there is a path.
    pub folder: Option<FolderId>,
    /// What is done where the same bytes are there already.
    pub duplicates: Duplicates,
    /// The key under which the call that begins it may be repeated.
    pub once: Option<Idempotency>,
}

/// A manager begins an upload.
pub async fn begin(app: &App, viewer: &Viewer, draft: UploadDraft, mut faults: Faults) -> Outcome<Upload> {
    let by = viewer.manager()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(by), "POST /api/dam/uploads", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return by_id(app, by, UploadId(id)).await;
    }
    if draft.size > LARGEST {
        faults.add(Fault::at("/size", format!("At most {LARGEST} bytes are taken.")));
    }
    if let Some(folder) = draft.folder
        && folders::by_id(&app.store, folder).await?.is_none()
    {
        faults.add(Fault::at("/folderId", "There is no such folder."));
    }
    let names: Vec<String> = names(&draft.path);
    if names.len() > DEEPEST {
        faults.add(Fault::at("/path", format!("At most {DEEPEST} folders within one another are made.")));
    }
    faults.check()?;
    if uploads::open_of(&app.store, by).await? >= MOST_OPEN {
        let detail = "You have too many uploads open. Finish or end some of them first.";
        return Err(Refusal::conflict("too-many-uploads", detail));
    }
    let upload = NewUpload {
        user_id: by,
        filename: import_asset::own_name(&draft.filename),
        path: names.join("/"),
        folder_id: draft.folder,
        duplicates: draft.duplicates.word().to_owned(),
        size: draft.size,
    };
    let outcome = store::write!(app.store, |tx| {
        let id = uploads::insert(tx, &upload, app.now(), app.now().plus(UPLOAD_LIFETIME)).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        Ok::<_, Refusal>(id)
    });
    let id = match outcome {
        Err(error) => UploadId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?),
        Ok(id) => id,
    };
    by_id(app, by, id).await
}

/// The names of a path, without what would lead out of it.
fn names(path: &str) -> Vec<String> {
    path.split(['/', '\\']).filter_map(text::line).filter(|name| name != "." && name != "..").collect()
}

async fn by_id(app: &App, user: UserId, id: UploadId) -> Outcome<Upload> {
    let found = uploads::by_id(&app.store, id).await?;
    // An upload is nobody else's, not even an admin's.
    found.filter(|upload| upload.user_id == user && app.now() < upload.expires_at).ok_or(Refusal::NotFound)
}

/// What became of an upload.
#[derive(Debug, Clone)]
pub enum Standing {
    /// Bytes are missing.
    Receiving,
    /// All is here, and the same bytes are there already: the user is asked.
    Duplicate(Vec<Asset>),
    /// It is this asset now, or the one that was there.
    Done(AssetId),
}

/// An upload and what became of it.
#[derive(Debug, Clone)]
pub struct UploadView {
    /// The upload.
    pub upload: Upload,
    /// What became of it.
    pub standing: Standing,
}

/// One's own upload. What is all here and became nothing yet is gone on with first.
pub async fn show(app: &App, viewer: &Viewer, id: UploadId) -> Outcome<UploadView> {
    let upload = by_id(app, viewer.manager()?.id, id).await?;
    stand(app, upload).await
}

/// Goes on with what is all here, on its own: a caller that hangs up stops nothing.
async fn stand(app: &App, upload: Upload) -> Outcome<UploadView> {
    if upload.asset_id.is_none() && upload.received == upload.size {
        let app = app.clone();
        let finishing = tokio::spawn(async move { finish::finish(&app, upload).await });
        return finishing.await.map_err(Refusal::internal)?;
    }
    let standing = upload.asset_id.map_or(Standing::Receiving, Standing::Done);
    Ok(UploadView { upload, standing })
}

/// Takes bytes of one's own upload in, from where it stands; what came before a break is kept. Where a checksum came along,
/// all of it counts or nothing.
pub async fn receive<S>(
    app: &App,
    viewer: &Viewer,
    id: UploadId,
    offset: u64,
    bytes: S,
    checksum: Option<Checksum>,
) -> Outcome<(Taken, UploadView)>
where
    S: Stream<Item = io::Result<Bytes>> + Send + 'static,
{
    let by = viewer.manager()?.id;
    let upload = by_id(app, by, id).await?;
    if upload.received != offset {
        let detail = format!("The upload stands at byte {}; go on from there.", upload.received);
        return Err(Refusal::conflict("wrong-offset", detail));
    }
    // On its own: where the connection breaks, the server lets go of whoever waits for the answer, and what came has to be
    // put away first.
    let taking = {
        let app = app.clone();
        tokio::spawn(async move { incoming::take(&app, &upload, bytes, checksum).await })
    };
    let taken = taking.await.map_err(Refusal::internal)??;
    let view = stand(app, by_id(app, by, id).await?).await?;
    Ok((taken, view))
}

/// Answers the question what is to be done with an upload whose bytes are there already.
pub async fn decide(app: &App, viewer: &Viewer, id: UploadId, keeps: bool) -> Outcome<UploadView> {
    let view = show(app, viewer, id).await?;
    if !matches!(view.standing, Standing::Duplicate(_)) {
        return Err(Refusal::conflict("no-duplicate", "Nothing is to be decided about this upload."));
    }
    let choice = if keeps { Duplicates::Keep } else { Duplicates::Skip };
    store::write!(app.store, |tx| Ok::<_, Refusal>(uploads::choose(tx, id, choice.word()).await?))?;
    show(app, viewer, id).await
}

/// Ends one's own upload; what is there of it goes. An asset that it became stays.
pub async fn end(app: &App, viewer: &Viewer, id: UploadId) -> Outcome<()> {
    let upload = by_id(app, viewer.manager()?.id, id).await?;
    forget(app, upload.id).await
}

async fn forget(app: &App, id: UploadId) -> Outcome<()> {
    let keys = store::write!(app.store, |tx| Ok::<_, Refusal>(uploads::delete(tx, id).await?))?;
    discard(app, &keys).await;
    Ok(())
}

/// Removes files that no record names any more.
async fn discard(app: &App, keys: &[String]) {
    for key in keys.iter().filter_map(|key| key.parse().ok()) {
        if let Err(error) = app.blobs.delete(key).await {
            tracing::warn!(%error, "a part of an upload could not be removed");
        }
    }
}

/// Finishes what was left lying, and forgets what nobody went on with.
pub(crate) async fn tidy(app: &App) -> Outcome<()> {
    const MOST_AT_ONCE: u32 = 500;
    // Whoever got the last byte is at it for a while.
    const AT_IT: Duration = Duration::from_secs(10 * 60);
    let expiring = app.now().plus(UPLOAD_LIFETIME).minus(AT_IT);
    for upload in uploads::left_lying(&app.store, expiring).await? {
        let id = upload.id.0;
        if let Err(error) = finish::finish(app, upload).await {
            tracing::warn!(upload.id = id, %error, "an upload that is all here can't be finished; it is tried again later");
        }
    }
    for id in uploads::over(&app.store, app.now(), MOST_AT_ONCE).await? {
        forget(app, id).await?;
    }
    Ok(())
}

/// The assets with the same bytes as an upload that is all here.
async fn same(app: &App, upload: &Upload) -> Outcome<Vec<Asset>> {
    match &upload.sha256 {
        Some(sha256) => Ok(assets::by_bytes(&app.store, sha256, upload.size).await?),
        None => Ok(vec![]),
    }
}
