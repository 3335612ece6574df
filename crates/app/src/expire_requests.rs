//! Requests that nobody decides in time expire, where the installation says after how long. Nobody is left without a word: who
//! asked is told and may ask again, and who was asked to decide is told that they need not.

use crate::{
    App, Outcome,
    decide_request::by_recipient,
    notify::{self, Letter, Recipient, requester_of},
    submit::{Memo, about},
};
use domain::{request::status_of, *};
use store::{
    Tx, events, open_asks,
    requests::{self, Change, Item},
    retention,
};

/// How many expire in one transaction.
const CHUNK: u32 = 200;

/// Lets requests expire that have waited for longer than the settings allow.
pub(crate) async fn expire(app: &App) -> Outcome<()> {
    let Some(longest) = app.in_force().requests_expire_after else { return Ok(()) };
    let before = app.now().minus(longest);
    loop {
        let expired = store::write!(app.store, |tx| expire_some(app, tx, before).await)?;
        if expired < CHUNK as usize {
            return Ok(());
        }
    }
}

/// What is pending of the oldest requests that were made before a moment expires; what was decided stays. How many there were.
async fn expire_some(app: &App, tx: &Tx, before: Timestamp) -> Outcome<usize> {
    let ids = retention::waiting_since(tx, before, CHUNK).await?;
    let held = requests::hold_all(tx, &ids).await?;
    let items = requests::items(tx, &ids).await?;
    let pending = items.iter().filter(|item| item.status == ItemStatus::Pending).map(|item| item.id);
    let pending: Vec<ItemId> = pending.collect();
    requests::set_item_status(tx, &pending, ItemStatus::Pending, ItemStatus::Expired).await?;
    let (mut memo, mut told, mut excused) = (Memo::default(), Vec::new(), Vec::new());
    for request in &held {
        let own: Vec<Item> = items.iter().filter(|item| item.request_id == request.id).cloned().collect();
        let status = status_of(own.iter().map(|item| match item.status {
            ItemStatus::Pending => ItemStatus::Expired,
            decided => decided,
        }));
        requests::change(tx, request.id, &Change { status: Some(status), ..Change::default() }).await?;
        events::record(tx, "request.expired", &about(request), app.now()).await?;
        for user in memo.notified(tx, request, &own).await?.iter() {
            excused.push((Recipient::User(user.id), (user.id, request.id)));
        }
        told.extend(requester_of(request).map(|to| (to, request.id)));
    }
    open_asks::release(tx, &ids).await?;
    for (to, requests) in by_recipient(told) {
        notify::enqueue(app, tx, &Letter::RequestExpired { to, requests }).await?;
    }
    for (_, theirs) in by_recipient(excused) {
        let Some((to, _)) = theirs.first().copied() else { continue };
        let requests = theirs.into_iter().map(|(_, request)| request).collect();
        notify::enqueue(app, tx, &Letter::RequestsRanOut { to, requests }).await?;
    }
    Ok(ids.len())
}
