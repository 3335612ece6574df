//! Revoking: taking away what a request opened, or a single grant. It counts from the next byte range on.

mod round;

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    decide_request::{BULK_CHUNK, BulkResult, by_recipient, code_of, last_turns, named},
    list_requests::Filter,
    notify::{self, Letter, Recipient},
    said,
    show_request::{RequestView, show_made},
};
use domain::*;
use round::Round;
pub(crate) use round::revocable;
use std::collections::BTreeSet;
use store::{
    Tx,
    grants::{self, GrantRecord},
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
        let mut round = Round::begin(app, tx, user, &message, &[id]).await?;
        let ended = round.revoke(id).await?;
        round.end().await?;
        tell(app, tx, ended).await
    })?;
    show_made(app, id).await
}

pub(crate) fn checked(message: Option<String>) -> Outcome<Option<String>> {
    let message = message.as_deref().and_then(text::message);
    if message.as_ref().is_some_and(|message| message.chars().count() > text::LONGEST_MESSAGE) {
        let fault = Fault::said("/message", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE);
        return Err(Refusal::Invalid(vec![fault]));
    }
    Ok(message)
}

/// What ended for whom: a request and its grants.
type Ended = (Recipient, (RequestId, Vec<GrantId>));

/// Enqueues one mail for each requester, with all that ended.
async fn tell(app: &App, tx: &Tx, ended: Vec<Ended>) -> Outcome<()> {
    for (to, ended) in by_recipient(ended) {
        let (requests, grants): (Vec<RequestId>, Vec<Vec<GrantId>>) = ended.into_iter().unzip();
        notify::enqueue(app, tx, &Letter::AccessRevoked { to, requests, grants: grants.concat() }).await?;
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
    let last = last_turns(app, &ids).await?;
    let mut waiting: Vec<Ended> = Vec::new();
    for chunk in ids.chunks(BULK_CHUNK) {
        let end = results.len() + chunk.len();
        let (chunk_results, still) = store::write!(app.store, |tx| {
            let mut round = Round::begin(app, tx, user, &message, chunk).await?;
            let (mut outcomes, mut ended) = (Vec::with_capacity(chunk.len()), waiting.clone());
            for id in chunk {
                outcomes.push((*id, code_of(round.revoke(*id).await, &mut ended)?));
            }
            let chunk_results =
                outcomes.into_iter().map(|(id, code)| BulkResult { id, status: round.status(id), code });
            let chunk_results: Vec<BulkResult> = chunk_results.collect();
            round.end().await?;
            let waits = |(to, _): &Ended| last.get(to).is_some_and(|turn| *turn >= end);
            let (still, due): (Vec<_>, Vec<_>) = ended.into_iter().partition(waits);
            tell(app, tx, due).await?;
            Ok::<_, Refusal>((chunk_results, still))
        })?;
        results.extend(chunk_results);
        waiting = still;
    }
    Ok(results)
}

/// Ends grants whose place goes, within the transaction that takes it away; their people are told.
pub(crate) async fn end_grants(
    app: &App,
    tx: &Tx,
    user: &User,
    message: &Option<String>,
    ending: &[GrantRecord],
) -> Outcome<()> {
    let requests: BTreeSet<RequestId> = ending.iter().map(|grant| grant.request_id).collect();
    let requests: Vec<RequestId> = requests.into_iter().collect();
    let mut round = Round::begin(app, tx, user, message, &requests).await?;
    let ended = round.take_away(ending).await?;
    round.end().await?;
    tell(app, tx, ended).await
}

/// A manager, an admin or who may decide its request revokes one grant.
pub async fn revoke_grant(app: &App, viewer: &Viewer, id: GrantId) -> Outcome<()> {
    let user = viewer.signed_in()?;
    store::write!(app.store, |tx| {
        let grant = grants::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        let mut round = Round::begin(app, tx, user, &None, &[grant.request_id]).await?;
        let ended = round.revoke_grant(&grant).await?;
        round.end().await?;
        tell(app, tx, ended).await
    })
}
