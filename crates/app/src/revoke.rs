//! Revoking: taking away what a request opened, or a single grant. It counts from the next byte range on.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    decide_request::{BULK_CHUNK, BulkResult, bulk_result, named, requesters},
    list_requests::Filter,
    notify::{self, Letter, Recipient},
    said,
    show_request::{RequestView, authorise, show_made},
    submit::about,
};
use domain::{request::status_of, *};
use store::{
    Tx, decisions, events,
    events::NewEvent,
    grants::{self, GrantRecord, Subject},
    requests::{self, Change, Item},
    users::User,
};

/// A user revokes what a request opened; the request as it is then.
pub async fn revoke_request(
    app: &App,
    viewer: &Viewer,
    id: RequestId,
    message: Option<String>,
) -> Outcome<RequestView> {
    let user = viewer.signed_in()?;
    let message = checked(message)?;
    store::write!(app.store, |tx| {
        let ended = revoke_one(app, tx, user, id, &message).await?;
        tell(app, tx, ended).await
    })?;
    show_made(app, id).await
}

fn checked(message: Option<String>) -> Outcome<Option<String>> {
    let message = message.as_deref().and_then(text::message);
    if message.as_ref().is_some_and(|message| message.chars().count() > text::LONGEST_MESSAGE) {
        let fault = Fault::said("/message", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE);
        return Err(Refusal::Invalid(vec![fault]));
    }
    Ok(message)
}

/// What ended for whom: one mail.
type Ended = (Recipient, RequestId, Vec<GrantId>);

/// Enqueues one mail for each requester, with all that ended.
async fn tell(app: &App, tx: &Tx, ended: Vec<Ended>) -> Outcome<()> {
    let mut mails: Vec<(Recipient, Vec<RequestId>, Vec<GrantId>)> = Vec::new();
    for (to, request, grants) in ended {
        match mails.iter_mut().find(|(known, ..)| *known == to) {
            Some((_, requests, all)) => {
                requests.push(request);
                all.extend(grants);
            }
            None => mails.push((to, vec![request], grants)),
        }
    }
    for (to, requests, grants) in mails {
        notify::enqueue(app, tx, &Letter::AccessRevoked { to, requests, grants }).await?;
    }
    Ok(())
}

/// A user revokes what many requests opened: one mail for each requester.
pub async fn revoke_many(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    message: Option<String>,
) -> Outcome<Vec<BulkResult>> {
    let user = viewer.signed_in()?;
    let message = checked(message)?;
    let ids = named(app, user, ids, filter).await?;
    let mut results = Vec::with_capacity(ids.len());
    // As with decisions: a mail is enqueued with the last request of its requester.
    let mut later = requesters(app, &ids).await?;
    let mut waiting: Vec<Ended> = Vec::new();
    for chunk in ids.chunks(BULK_CHUNK) {
        later.drain(..chunk.len().min(later.len()));
        let (chunk_results, still) = store::write!(app.store, |tx| {
            let mut chunk_results = Vec::new();
            let mut ended = waiting.clone();
            for id in chunk {
                let outcome = revoke_one(app, tx, user, *id, &message).await;
                chunk_results.push(bulk_result(tx, *id, outcome, &mut ended).await?);
            }
            let waits = |(to, ..): &Ended| later.iter().any(|waiting| waiting.as_ref() == Some(to));
            let (still, due): (Vec<_>, Vec<_>) = ended.into_iter().partition(waits);
            tell(app, tx, due).await?;
            Ok::<_, Refusal>((chunk_results, still))
        })?;
        results.extend(chunk_results);
        waiting = still;
    }
    Ok(results)
}

async fn revoke_one(app: &App, tx: &Tx, user: &User, id: RequestId, message: &Option<String>) -> Outcome<Vec<Ended>> {
    let request = requests::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    let items = requests::items(tx, &[id]).await?;
    let decidable = authorise(app, user, &request, &items).await?;
    if decidable.is_empty() {
        return Err(Refusal::forbidden("not-responsible", "Only who may decide a request may revoke what it opened."));
    }
    let mut granted = grants::of_requests(tx, &[id]).await?;
    for grant in decisions::grants_through(tx, id).await? {
        granted.extend(grants::by_id(tx, grant).await?);
    }
    granted.retain(|grant| grant.is_live(app.now()));
    // In folder mode each responsible takes away what is theirs; the whole only who may decide every item.
    let may_all = decidable.len() == items.len();
    let theirs = |grant: &GrantRecord| match grant.scope {
        GrantScope::Asset(asset) => {
            items.iter().any(|item| item.asset_id == Some(asset) && decidable.contains(&item.id))
        }
        _ => may_all,
    };
    granted.retain(|grant| theirs(grant));
    if granted.is_empty() {
        return Err(Refusal::conflict(
            "nothing-granted",
            "There is nothing to revoke: this request opens nothing now.",
        ));
    }
    take_away(app, tx, user, &granted, message).await
}

/// A manager, an admin or who may decide its request revokes one grant.
pub async fn revoke_grant(app: &App, viewer: &Viewer, id: GrantId) -> Outcome<()> {
    let user = viewer.signed_in()?;
    store::write!(app.store, |tx| {
        let grant = grants::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        let request = requests::hold(tx, grant.request_id).await?.ok_or(Refusal::NotFound)?;
        let items = requests::items(tx, &[request.id]).await?;
        let decidable = authorise(app, user, &request, &items).await?;
        let theirs = match grant.scope {
            GrantScope::Asset(asset) => {
                items.iter().any(|item| item.asset_id == Some(asset) && decidable.contains(&item.id))
                    || decidable.len() == items.len()
            }
            _ => decidable.len() == items.len(),
        };
        if !theirs {
            return Err(Refusal::forbidden("not-responsible", "Somebody else is responsible for this."));
        }
        // Revoking what is revoked changes nothing, and DELETE may be repeated.
        let grant = grants::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        if grant.revoked_at.is_some() {
            return Ok(());
        }
        let ended = take_away(app, tx, user, &[grant], &None).await?;
        tell(app, tx, ended).await
    })
}

/// Takes grants away, and with them the approval of the items that lived by them.
async fn take_away(
    app: &App,
    tx: &Tx,
    user: &User,
    granted: &[GrantRecord],
    message: &Option<String>,
) -> Outcome<Vec<Ended>> {
    let now = app.now();
    let ids: Vec<GrantId> = granted.iter().map(|grant| grant.id).collect();
    grants::revoke(tx, &ids, Some(user.id), now).await?;
    let mut touched: Vec<RequestId> = Vec::new();
    for grant in granted {
        touched.push(grant.request_id);
        touched.extend(decisions::requests_through(tx, grant.id).await?);
        let event = NewEvent { user_id: Some(user.id), grant_id: Some(grant.id), ..scoped(tx, grant).await? };
        events::record(tx, "grant.revoked", &event, now).await?;
    }
    touched.sort_unstable();
    touched.dedup();
    for id in &touched {
        settle(app, tx, user, *id, message).await?;
    }
    let mut ended = Vec::new();
    for request in touched.iter().filter(|id| granted.iter().any(|grant| grant.request_id == **id)) {
        let of_request: Vec<&GrantRecord> = granted.iter().filter(|grant| grant.request_id == *request).collect();
        // What a policy gave to a browser went to nobody's address: an unproven one is not written to.
        let to = of_request.iter().find_map(|grant| match grant.subject {
            Subject::ExternalUser(id) => Some(Recipient::ExternalUser(id)),
            Subject::User(id) => Some(Recipient::User(id)),
            Subject::Browser(_) => None,
        });
        if let Some(to) = to {
            let grants = of_request.iter().map(|grant| grant.id).collect();
            ended.push((to, *request, grants));
        }
    }
    Ok(ended)
}

async fn scoped(tx: &Tx, grant: &GrantRecord) -> Outcome<NewEvent> {
    let request = requests::by_id(tx, grant.request_id).await?.ok_or(Refusal::NotFound)?;
    let asset_id = match grant.scope {
        GrantScope::Asset(asset) => Some(asset),
        _ => None,
    };
    Ok(NewEvent { asset_id, ..about(&request) })
}

/// What is left of a request when grants went: approved items that no live grant covers any more are revoked, and with
/// the last live grant the request is.
async fn settle(app: &App, tx: &Tx, user: &User, id: RequestId, message: &Option<String>) -> Outcome<()> {
    let request = requests::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    let items = requests::items(tx, &[id]).await?;
    let mut live = grants::of_requests(tx, &[id]).await?;
    for grant in decisions::grants_through(tx, id).await? {
        live.extend(grants::by_id(tx, grant).await?);
    }
    live.retain(|grant| grant.is_live(app.now()));
    let covered = |item: &Item| {
        live.iter().any(|grant| match (grant.scope, item.asset_id) {
            (GrantScope::Asset(granted), Some(asset)) => granted == asset,
            (GrantScope::Asset(_), None) => false,
            _ => true,
        })
    };
    let gone: Vec<ItemId> =
        items.iter().filter(|item| item.status == ItemStatus::Approved && !covered(item)).map(|item| item.id).collect();
    requests::set_item_status(tx, &gone, ItemStatus::Approved, ItemStatus::Revoked).await?;
    let items = requests::items(tx, &[id]).await?;
    let status = status_of(items.iter().map(|item| item.status));
    let ended = live.is_empty() && status != RequestStatus::Pending;
    let change = Change {
        status: Some(if ended {
            RequestStatus::Revoked
        } else if live.is_empty() {
            status
        } else {
            keep(request.status, status)
        }),
        decision: None,
        revoked: live.is_empty().then(|| (app.now(), Some(user.id), message.clone())),
    };
    requests::change(tx, id, &change).await?;
    Ok(())
}

/// A request of which something is left stays what it was decided to be.
fn keep(before: RequestStatus, now: RequestStatus) -> RequestStatus {
    match before {
        RequestStatus::Approved | RequestStatus::PartiallyApproved => before,
        _ => now,
    }
}
