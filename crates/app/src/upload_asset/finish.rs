//! From parts to a file, and from the file to an asset.

use super::{Duplicates, Standing, Upload, UploadView, discard, same};
use crate::{
    App, Outcome, Refusal,
    edit_asset::AssetDraft,
    import_asset::{Entry, fresh_key, insert, look_at, over, unstorable},
    make_folders,
};
use blobs::{BlobKey, Stored};
use bytes::Bytes;
use domain::*;
use futures_util::{Stream, stream};
use std::io;
use store::{
    Tx, folders,
    uploads::{self, Part},
};

/// How much is read at a time while parts are put together.
const BLOCK: u64 = 1 << 20;

/// Goes on with an upload that is all here, as far as it goes.
pub(super) async fn finish(app: &App, upload: Upload) -> Outcome<UploadView> {
    let upload = match upload.blob_key {
        Some(_) => upload,
        None => put_together(app, upload).await?,
    };
    if let Some(asset) = upload.asset_id {
        return Ok(UploadView { upload, standing: Standing::Done(asset) });
    }
    let same = same(app, &upload).await?;
    let choice = Duplicates::parse(&upload.duplicates).unwrap_or_default();
    match (same.first(), choice) {
        (Some(_), Duplicates::Ask) => Ok(UploadView { upload, standing: Standing::Duplicate(same) }),
        (Some(known), Duplicates::Skip) => {
            let taken = store::write!(app.store, |tx| {
                let taken = uploads::take_file(tx, upload.id).await?;
                if taken {
                    uploads::settle(tx, upload.id, known.id).await?;
                }
                Ok::<_, Refusal>(taken)
            })?;
            if taken {
                discard(app, &Vec::from_iter(upload.blob_key.clone())).await;
            }
            as_it_is(app, upload.id).await
        }
        _ => {
            add(app, &upload).await?;
            as_it_is(app, upload.id).await
        }
    }
}

/// An upload that became something, by whomever.
async fn as_it_is(app: &App, id: UploadId) -> Outcome<UploadView> {
    let upload = uploads::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    let standing = upload.asset_id.map_or(Standing::Receiving, Standing::Done);
    Ok(UploadView { upload, standing })
}

fn unreadable() -> Refusal {
    Refusal::internal("an upload with an unreadable key")
}

/// Makes one file of the parts. A single one is the file already.
async fn put_together(app: &App, upload: Upload) -> Outcome<Upload> {
    let parts = uploads::parts(&app.store, upload.id).await?;
    let whole = match parts.as_slice() {
        [only] if only.size == upload.size => only.clone(),
        several => {
            let mut keys = Vec::with_capacity(several.len());
            for part in several {
                keys.push((part.blob_key.parse().map_err(|_| unreadable())?, part.size));
            }
            let stored = match app.blobs.put(fresh_key(app), read(app, keys), None).await {
                Ok(stored) => stored,
                Err(error) => return made_meanwhile(app, upload.id).await?.ok_or_else(|| unstorable(error)),
            };
            Part {
                start: 0,
                size: stored.size,
                blob_key: stored.key.to_string(),
                sha256: hex::encode(stored.sha256),
                crc32: stored.crc32,
            }
        }
    };
    let old = store::write!(app.store, |tx| Ok::<_, Refusal>(uploads::put_together(tx, upload.id, &whole).await?));
    let is_a_part = parts.iter().any(|part| part.blob_key == whole.blob_key);
    match old {
        Ok(Some(old)) => {
            let useless: Vec<String> = old.into_iter().filter(|key| *key != whole.blob_key).collect();
            discard(app, &useless).await;
        }
        // Somebody else was at it too: theirs counts, or it was ended.
        other => {
            if !is_a_part {
                discard(app, &[whole.blob_key]).await;
            }
            other?;
        }
    }
    uploads::by_id(&app.store, upload.id).await?.ok_or(Refusal::NotFound)
}

/// The upload where its parts are gone because somebody else put them together.
async fn made_meanwhile(app: &App, id: UploadId) -> Outcome<Option<Upload>> {
    let upload = uploads::by_id(&app.store, id).await?;
    Ok(upload.filter(|upload| upload.blob_key.is_some() || upload.asset_id.is_some()))
}

/// The bytes of parts, one after the other.
fn read(app: &App, parts: Vec<(BlobKey, u64)>) -> impl Stream<Item = io::Result<Bytes>> + Send {
    let app = app.clone();
    let start = (parts.into_iter(), None::<(blobs::Blob, u64)>);
    stream::try_unfold(start, move |(mut parts, mut open)| {
        let app = app.clone();
        async move {
            loop {
                if let Some((blob, at)) = &mut open
                    && *at < blob.size()
                {
                    let length = (blob.size() - *at).min(BLOCK);
                    let bytes = blob.read_at(*at, usize::try_from(length).unwrap_or(usize::MAX)).await?;
                    *at += length;
                    return Ok(Some((bytes, (parts, open))));
                }
                let Some((key, size)) = parts.next() else { return Ok(None) };
                let blob = app.blobs.open(key).await?;
                if blob.size() != size {
                    return Err(io::Error::other("a part of an upload is not as long as it was"));
                }
                blob.ahead(0, size);
                open = Some((blob, 0));
            }
        }
    })
}

/// Makes an asset of the file, unless somebody else did.
async fn add(app: &App, upload: &Upload) -> Outcome<()> {
    let key = upload.blob_key.as_deref().and_then(|key| key.parse().ok()).ok_or_else(unreadable)?;
    let sha256 = crate::download::digest(upload.sha256.as_deref().unwrap_or_default())?;
    let stored = Stored { key, size: upload.size, sha256, crc32: upload.crc32.unwrap_or_default() };
    let (version, caption) = look_at(app, &stored, upload.filename.clone(), Some(upload.user_id)).await?;
    let about = over(AssetDraft::default(), &caption);
    let entry = Entry { version, title: None, about, caption_title: caption.title };
    store::write!(app.store, |tx| {
        // Of two that finish the same upload one makes an asset.
        if uploads::take_file(tx, upload.id).await? {
            let folder = folder(app, tx, upload).await?;
            let asset = insert(app, tx, &entry, folder).await?;
            uploads::settle(tx, upload.id, asset).await?;
        }
        Ok(())
    })
}

/// The folder it goes into: what it was dropped with is made below the one that was chosen, where it is missing.
async fn folder(app: &App, tx: &Tx, upload: &Upload) -> Outcome<Option<FolderId>> {
    let chosen = match upload.folder_id {
        // It may have been taken away since.
        Some(id) => folders::by_id(tx, id).await?.map(|folder| folder.id),
        None => None,
    };
    let names: Vec<&str> = upload.path.split('/').filter(|name| !name.is_empty()).collect();
    make_folders::below(app, tx, chosen, &names, Some(upload.user_id)).await
}
