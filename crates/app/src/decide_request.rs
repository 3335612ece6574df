//! Deciding a download request: all of what is pending, or some items of it.

mod round;

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    list_requests::{Filter, seen_by},
    notify::{self, Leaves, Letter, Recipient},
    refusal::Faults,
    said,
    show_request::{RequestView, show_made},
    undo,
};
use domain::*;
use round::Round;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{
    Tx, request_list,
    requests::{self, Asker, Item, Request},
    users::User,
};

/// A decision as it was made.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Approve or deny.
    pub verdict: Verdict,
    /// What is said to the requester.
    pub message: Option<String>,
    /// The assets it is about; `None`: every pending item that the decider may decide.
    pub assets: Option<Vec<AssetId>>,
    /// Until when what is approved may be downloaded; `None`: until it is revoked.
    pub expires_at: Option<Timestamp>,
}

/// The most requests that one call may decide.
pub const MOST_AT_ONCE: usize = 10_000;

fn check(app: &App, decision: &mut Decision, mut faults: Faults) -> Outcome<()> {
    decision.message = decision.message.as_deref().and_then(text::message);
    if decision.message.as_ref().is_some_and(|message| message.chars().count() > text::LONGEST_MESSAGE) {
        faults.add(Fault::said("/message", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE));
    }
    if decision.expires_at.is_some_and(|end| end <= app.now()) {
        faults.add(Fault::said("/expiresAt", &said::EXPIRY_PAST));
    }
    if decision.verdict == Verdict::Deny && decision.expires_at.is_some() {
        faults.add(Fault::said("/expiresAt", &said::EXPIRY_OF_DENIAL));
    }
    if decision.assets.as_ref().is_some_and(Vec::is_empty) {
        faults.add(Fault::at(
            "/mediaIds",
            "Name at least one asset, or leave this out to decide everything that is pending.",
        ));
    }
    faults.check()
}

/// A user decides a request in the pages; the request as it is then. Until its mails leave it may be [undone](undo).
pub async fn decide(app: &App, viewer: &Viewer, id: RequestId, decision: Decision) -> Outcome<RequestView> {
    decide_one(app, viewer, id, decision, Faults::default(), true).await
}

/// A program decides a request, for good: its mails leave at once. With the faults that reading the decision found already.
pub async fn decide_with(
    app: &App,
    viewer: &Viewer,
    id: RequestId,
    decision: Decision,
    faults: Faults,
) -> Outcome<RequestView> {
    decide_one(app, viewer, id, decision, faults, false).await
}

async fn decide_one(
    app: &App,
    viewer: &Viewer,
    id: RequestId,
    mut decision: Decision,
    faults: Faults,
    may_undo: bool,
) -> Outcome<RequestView> {
    let user = viewer.signed_in()?;
    check(app, &mut decision, faults)?;
    store::write!(app.store, |tx| {
        let leaves = match may_undo {
            true => undo::begin(app, tx, user, decision.verdict).await?,
            false => Leaves::AtOnce,
        };
        let alone = HashSet::new();
        let mut round = Round::begin(app, tx, user, &decision, leaves, &[id], &alone).await?;
        let mails = round.decide(id).await?;
        let made = round.end().await?;
        tell_requesters(app, tx, mails, leaves).await?;
        undo::add(app, tx, leaves, 1, &made, 0).await
    })?;
    show_made(app, id).await
}

/// What became of one request of a bulk call.
#[derive(Debug, Clone)]
pub struct BulkResult {
    /// The request.
    pub id: RequestId,
    /// Its status afterwards; none where the caller may not know it.
    pub status: Option<RequestStatus>,
    /// Why nothing was done to it, where nothing was.
    pub code: Option<&'static str>,
}

/// The requests that a bulk call is about: the named ones, or those of a filter.
pub(crate) async fn named(
    app: &App,
    user: &User,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
) -> Outcome<Vec<RequestId>> {
    let ids = match (ids, filter) {
        (Some(mut ids), None) => {
            let mut seen = HashSet::new();
            ids.retain(|id| seen.insert(*id));
            ids
        }
        (None, Some(filter)) => {
            let most = u32::try_from(MOST_AT_ONCE + 1).unwrap_or(u32::MAX);
            request_list::ids(&app.store, seen_by(user), &filter, most).await?
        }
        _ => return Err(Refusal::invalid("/ids", "Name the requests either by `ids` or by `filter`.")),
    };
    if ids.len() > MOST_AT_ONCE {
        let detail = format!("At most {MOST_AT_ONCE} requests can be handled at once; narrow the choice.");
        return Err(Refusal::invalid("/ids", detail));
    }
    Ok(ids)
}

/// How many requests one transaction of a bulk call takes, so that others get their turn in between.
pub(crate) const BULK_CHUNK: usize = 500;

/// A user decides many requests in the pages: of each, every pending item that they may decide, or none. One mail for each
/// requester. Until the mails leave it may be [undone](undo), all of it.
pub async fn decide_many(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    decision: Decision,
) -> Outcome<Vec<BulkResult>> {
    decide_all(app, viewer, ids, filter, decision, Faults::default(), true).await
}

/// A program does the same, for good: the mails leave at once. With the faults that reading the decision found already.
pub async fn decide_many_with(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    decision: Decision,
    faults: Faults,
) -> Outcome<Vec<BulkResult>> {
    decide_all(app, viewer, ids, filter, decision, faults, false).await
}

async fn decide_all(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    mut decision: Decision,
    faults: Faults,
    may_undo: bool,
) -> Outcome<Vec<BulkResult>> {
    let user = viewer.signed_in()?;
    check(app, &mut decision, faults)?;
    let ids = named(app, user, ids, filter).await?;
    let mut results = Vec::with_capacity(ids.len());
    // The mails wait for the last decision, so that each requester gets one; they are enqueued with the last chunk, and
    // with each chunk before it those of requesters who appear in no later one.
    let last = last_turns(app, &ids).await?;
    let mut made: Vec<(Recipient, DecisionId)> = Vec::new();
    let mut earlier: HashSet<DecisionId> = HashSet::new();
    let mut leaves = (!may_undo).then_some(Leaves::AtOnce);
    for chunk in ids.chunks(BULK_CHUNK) {
        let end = results.len() + chunk.len();
        let (chunk_results, decisions, waiting, left) = store::write!(app.store, |tx| {
            let leaves = match leaves {
                Some(leaves) => leaves,
                None => undo::begin(app, tx, user, decision.verdict).await?,
            };
            let waited = undo::waiting(tx, leaves).await?;
            let mut round = Round::begin(app, tx, user, &decision, leaves, chunk, &earlier).await?;
            let (mut outcomes, mut mails) = (Vec::with_capacity(chunk.len()), made.clone());
            for id in chunk {
                outcomes.push((*id, code_of(round.decide(*id).await, &mut mails)?));
            }
            let chunk_results =
                outcomes.into_iter().map(|(id, code)| BulkResult { id, status: round.status(id), code });
            let chunk_results: Vec<BulkResult> = chunk_results.collect();
            let decisions = round.end().await?;
            let waits = |to: &Recipient| last.get(to).is_some_and(|turn| *turn >= end);
            let (waiting, due): (Vec<_>, Vec<_>) = mails.into_iter().partition(|(to, _)| waits(to));
            tell_requesters(app, tx, due, leaves).await?;
            let decided = chunk_results.iter().filter(|result| result.code.is_none()).count() as u64;
            undo::add(app, tx, leaves, decided, &decisions, waited).await?;
            Ok::<_, Refusal>((chunk_results, decisions, waiting, leaves))
        })?;
        results.extend(chunk_results);
        earlier.extend(decisions);
        (made, leaves) = (waiting, Some(left));
    }
    Ok(results)
}

/// At which of these requests each requester has their last turn.
pub(crate) async fn last_turns(app: &App, ids: &[RequestId]) -> Outcome<HashMap<Recipient, usize>> {
    let of: HashMap<RequestId, Recipient> = requests::requesters(&app.store, ids)
        .await?
        .into_iter()
        .filter_map(|Asker { id, external_user_id, user_id }| {
            let external = external_user_id.map(Recipient::ExternalUser);
            Some((id, external.or(user_id.map(Recipient::User))?))
        })
        .collect();
    Ok(ids.iter().enumerate().filter_map(|(turn, id)| Some((*of.get(id)?, turn))).collect())
}

/// Why nothing was done to a request of a bulk call, where nothing was; what was done is added to `made`.
pub(crate) fn code_of<M>(outcome: Outcome<Vec<M>>, made: &mut Vec<M>) -> Outcome<Option<&'static str>> {
    match outcome {
        Ok(done) => {
            made.extend(done);
            Ok(None)
        }
        Err(Refusal::NotFound) => Ok(Some("not-found")),
        Err(Refusal::AlreadyDecided { .. }) => Ok(Some("already-decided")),
        Err(Refusal::Conflict { code, .. } | Refusal::Forbidden { code, .. }) => Ok(Some(code)),
        Err(error) => Err(error),
    }
}

/// The items that a decision is about: pending, named (or all), and the decider's to decide.
pub(crate) fn choose(
    request: &Request,
    items: &[Item],
    decider: UserId,
    decidable: &BTreeSet<ItemId>,
    decision: &Decision,
) -> Outcome<Vec<ItemId>> {
    let mut about: Vec<&Item> = items.iter().collect();
    if let Some(assets) = &decision.assets {
        let mut faults = Faults::default();
        for (index, asset) in assets.iter().enumerate() {
            if !items.iter().any(|item| item.asset_id == Some(*asset)) {
                faults.add(Fault::at(format!("/mediaIds/{index}"), "This asset is not asked for in the request."));
            }
        }
        faults.check()?;
        about.retain(|item| item.asset_id.is_some_and(|asset| assets.contains(&asset)));
    }
    let named = decision.assets.is_some();
    let mine: Vec<&Item> = about.into_iter().filter(|item| named || decidable.contains(&item.id)).collect();
    if mine.is_empty() || mine.iter().any(|item| !decidable.contains(&item.id)) {
        return Err(if request.user_id == Some(decider) {
            Refusal::forbidden_as(&said::OWN_REQUEST)
        } else {
            Refusal::forbidden_as(&said::NOT_RESPONSIBLE)
        });
    }
    let pending: Vec<ItemId> =
        mine.iter().filter(|item| item.status == ItemStatus::Pending).map(|item| item.id).collect();
    if pending.is_empty() {
        return Err(already_decided(request, &mine));
    }
    Ok(pending)
}

/// Who decided, and when: the latest decision on these items. The name is filled in where the answer is given.
fn already_decided(request: &Request, items: &[&Item]) -> Refusal {
    let latest = items.iter().filter(|item| item.decision_id.is_some()).max_by_key(|item| item.decided_at);
    match latest {
        Some(item) => {
            Refusal::AlreadyDecided { by: item.decided_by.map(|id| (id.0, String::new())), at: item.decided_at }
        }
        None => Refusal::conflict(
            "not-pending",
            format!("There is nothing left to decide: the request is {}.", request.status),
        ),
    }
}

/// Enqueues one mail for each requester, with all that was decided.
async fn tell_requesters(app: &App, tx: &Tx, made: Vec<(Recipient, DecisionId)>, leaves: Leaves) -> Outcome<()> {
    for (to, decisions) in by_recipient(made) {
        notify::enqueue_to_leave(app, tx, &Letter::RequestDecided { to, decisions }, leaves).await?;
    }
    Ok(())
}

/// What belongs to each recipient, in the order in which they first come.
pub(crate) fn by_recipient<M>(made: Vec<(Recipient, M)>) -> Vec<(Recipient, Vec<M>)> {
    let mut places: HashMap<Recipient, usize> = HashMap::new();
    let mut grouped: Vec<(Recipient, Vec<M>)> = Vec::new();
    for (to, one) in made {
        let place = *places.entry(to).or_insert(grouped.len());
        match grouped.get_mut(place) {
            Some((_, all)) => all.push(one),
            None => grouped.push((to, vec![one])),
        }
    }
    grouped
}

/// Fills in the name of who decided, for the one who is told that it was decided before.
pub async fn name_the_decider(app: &App, refusal: Refusal) -> Refusal {
    let Refusal::AlreadyDecided { by: Some((id, _)), at } = &refusal else { return refusal };
    match store::users::by_ids(&app.store, &[UserId(*id)]).await {
        Ok(users) => {
            let name = users.first().map(User::name).unwrap_or_default();
            Refusal::AlreadyDecided { by: Some((*id, name)), at: *at }
        }
        Err(error) => error.into(),
    }
}
