//! Deleting assets, with a way back for thirty days; and what that does to requests that wait for them.

use crate::{
    App, Outcome, Refusal, Viewer,
    decide_request::by_recipient,
    edit_asset::version,
    edit_kit::check_seen,
    notify::{self, Leaves, Letter, requester_of},
    refusal::Faults,
    settings::TRASH_LIFETIME,
    submit::{Memo, about},
};
use domain::{request::status_of, *};
use std::collections::HashMap;
use store::{
    Tx,
    assets::{self, Asset},
    events::{self, NewEvent},
    open_asks,
    requests::{self, Change, Item},
    trash, users,
};

/// The most assets that one call deletes or brings back.
pub const MOST: usize = 1_000;

fn checked(assets: &[AssetId]) -> Outcome<Vec<AssetId>> {
    let mut ids = assets.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut faults = Faults::default();
    if ids.is_empty() {
        faults.add(crate::Fault::at("/mediaIds", "Choose the assets first."));
    }
    if ids.len() > MOST {
        faults.add(crate::Fault::at("/mediaIds", format!("At most {MOST} assets at once.")));
    }
    faults.check()?;
    Ok(ids)
}

/// A manager deletes assets: they are gone from every page at once, and out of what is asked for; those that were there.
pub async fn delete(app: &App, viewer: &Viewer, assets: &[AssetId]) -> Outcome<Vec<AssetId>> {
    let by = viewer.manager()?.id;
    let ids = checked(assets)?;
    store::write!(app.store, |tx| put_in_trash(app, tx, &ids, by).await)
}

async fn put_in_trash(app: &App, tx: &Tx, ids: &[AssetId], by: UserId) -> Outcome<Vec<AssetId>> {
    let gone = trash::put_in(tx, ids, by, app.now()).await?;
    for asset in &gone {
        let event = NewEvent { asset_id: Some(*asset), user_id: Some(by), ..NewEvent::default() };
        events::record(tx, "asset.deleted", &event, app.now()).await?;
    }
    take_out(app, tx, &gone, by).await?;
    Ok(gone)
}

/// A manager deletes one asset; where they say which version of it they saw, only that one.
pub async fn delete_one(app: &App, viewer: &Viewer, asset: AssetId, seen: Option<String>) -> Outcome<()> {
    let by = viewer.manager()?.id;
    store::write!(app.store, |tx| {
        let present = assets::by_id(tx, asset).await?.ok_or(Refusal::NotFound)?;
        check_seen(seen.as_ref(), || version(&present))?;
        put_in_trash(app, tx, &[asset], by).await.map(drop)
    })
}

/// Takes assets that were deleted out of what is asked for. A request that has nothing left to decide comes to rest.
async fn take_out(app: &App, tx: &Tx, gone: &[AssetId], by: UserId) -> Outcome<()> {
    let (mut memo, mut told) = (Memo::default(), Vec::new());
    for id in trash::awaited_by(tx, gone).await? {
        let Some(request) = requests::hold(tx, id).await? else { continue };
        let before = requests::items(tx, &[id]).await?;
        let is_gone = |item: &&Item| {
            item.status == ItemStatus::Pending && item.asset_id.is_some_and(|asset| gone.contains(&asset))
        };
        let out: Vec<ItemId> = before.iter().filter(is_gone).map(|item| item.id).collect();
        // Somebody was faster, before the request was held.
        if out.is_empty() {
            continue;
        }
        requests::set_item_status(tx, &out, ItemStatus::Pending, ItemStatus::Cancelled).await?;
        let after = requests::items(tx, &[id]).await?;
        let status = status_of(after.iter().map(|item| item.status));
        if status != request.status {
            // What was decided of it before keeps its own message.
            let decision = (status == RequestStatus::Cancelled).then(|| (app.now(), Some(by), None, None));
            requests::change(tx, id, &Change { status: Some(status), decision, ..Change::default() }).await?;
        }
        open_asks::release(tx, &[id]).await?;
        if status == RequestStatus::Pending {
            continue;
        }
        notify::tell_handled(app, tx, &request, &before, Some(by), Leaves::AtOnce, &mut memo).await?;
        if status == RequestStatus::Cancelled {
            let event = NewEvent { user_id: Some(by), ..about(&request) };
            events::record(tx, "request.cancelled", &event, app.now()).await?;
            told.extend(requester_of(&request).map(|to| (to, id)));
        }
    }
    for (to, requests) in by_recipient(told) {
        notify::enqueue(app, tx, &Letter::RequestClosed { to, requests }).await?;
    }
    Ok(())
}

/// A manager brings deleted assets back; those that could be. They lie, stand and count where they did.
pub async fn restore(app: &App, viewer: &Viewer, assets: &[AssetId]) -> Outcome<Vec<AssetId>> {
    let by = viewer.manager()?.id;
    let ids = checked(assets)?;
    store::write!(app.store, |tx| {
        let back = trash::take_out(tx, &ids, app.now()).await?;
        for asset in &back {
            let event = NewEvent { asset_id: Some(*asset), user_id: Some(by), ..NewEvent::default() };
            events::record(tx, "asset.restored", &event, app.now()).await?;
        }
        Ok(back)
    })
}

/// A deleted asset that can come back.
#[derive(Debug, Clone)]
pub struct Deleted {
    /// The asset.
    pub asset: Asset,
    /// When it was deleted.
    pub at: Timestamp,
    /// By whom.
    pub by: Option<String>,
    /// Until when it can come back.
    pub until: Timestamp,
}

/// Where the next page of what was deleted begins.
pub type Cursor = (Timestamp, AssetId);

/// A page of what can come back, to managers: latest first, where the next page begins, how many there are in all.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    before: Option<Cursor>,
    size: u32,
) -> Outcome<(Vec<Deleted>, Option<Cursor>, u64)> {
    viewer.manager()?;
    let mut rows = trash::list(&app.store, before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| (row.at, row.id));
    let people: Vec<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
    let names: HashMap<UserId, String> =
        users::by_ids(&app.store, &people).await?.into_iter().map(|user| (user.id, user.name())).collect();
    let mut deleted = Vec::with_capacity(rows.len());
    for row in rows {
        // Brought back meanwhile.
        let Some(asset) = trash::by_id(&app.store, row.id).await? else { continue };
        let by = row.user_id.and_then(|id| names.get(&id).cloned());
        deleted.push(Deleted { asset, at: row.at, by, until: row.at.plus(TRASH_LIFETIME) });
    }
    Ok((deleted, next, trash::count(&app.store).await?))
}

/// Lets go what was deleted long ago, with its files.
pub(crate) async fn let_go(app: &App) -> Outcome<()> {
    const MOST_AT_ONCE: u32 = 200;
    let over = trash::over(&app.store, app.now().minus(TRASH_LIFETIME), MOST_AT_ONCE).await?;
    for asset in over {
        let keys = store::write!(app.store, |tx| Ok::<_, Refusal>(trash::let_go(tx, asset).await?))?;
        for key in keys.iter().filter_map(|key| key.parse().ok()) {
            app.blobs.delete(key).await?;
        }
    }
    Ok(())
}
