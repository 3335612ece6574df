//! Deciding a download request: all of what is pending, or some items of it.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    list_requests::{Filter, seen_by},
    notify::{self, Letter, requester_of},
    refusal::Faults,
    responsibles::{self, may_decide_item, may_decide_whole},
    said,
    show_request::{RequestView, authorise, show_made},
    submit::about,
};
use domain::{
    grant::{ApprovedItem, DecidedRequest},
    request::status_of,
    *,
};
use store::{
    Tx,
    decisions::{self, NewDecision},
    events::{self, NewEvent},
    grants::{self, Subject},
    open_asks, request_list,
    requests::{self, Change, Item, Request},
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

/// A user decides a request; the request as it is then.
pub async fn decide(app: &App, viewer: &Viewer, id: RequestId, decision: Decision) -> Outcome<RequestView> {
    decide_with(app, viewer, id, decision, Faults::default()).await
}

/// The same, with the faults that reading the decision found already.
pub async fn decide_with(
    app: &App,
    viewer: &Viewer,
    id: RequestId,
    mut decision: Decision,
    faults: Faults,
) -> Outcome<RequestView> {
    let user = viewer.signed_in()?;
    check(app, &mut decision, faults)?;
    store::write!(app.store, |tx| {
        let made = decide_one(app, tx, user, id, &decision).await?;
        tell_requester(app, tx, made).await
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
            let mut seen = std::collections::HashSet::new();
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
pub(crate) const BULK_CHUNK: usize = 100;

/// A user decides many requests: of each, every pending item that they may decide, or none. One mail for each requester.
pub async fn decide_many(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    decision: Decision,
) -> Outcome<Vec<BulkResult>> {
    decide_many_with(app, viewer, ids, filter, decision, Faults::default()).await
}

/// The same, with the faults that reading the decision found already.
pub async fn decide_many_with(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    mut decision: Decision,
    faults: Faults,
) -> Outcome<Vec<BulkResult>> {
    let user = viewer.signed_in()?;
    check(app, &mut decision, faults)?;
    let ids = named(app, user, ids, filter).await?;
    let mut results = Vec::with_capacity(ids.len());
    // The mails wait for the last decision, so that each requester gets one; they are enqueued with the last chunk, and
    // with each chunk before it those of requesters who appear in no later one.
    let mut later = requesters(app, &ids).await?;
    let mut made: Vec<(notify::Recipient, DecisionId)> = Vec::new();
    for chunk in ids.chunks(BULK_CHUNK) {
        later.drain(..chunk.len().min(later.len()));
        let (chunk_results, waiting) = store::write!(app.store, |tx| {
            let mut chunk_results = Vec::new();
            let mut mails = made.clone();
            for id in chunk {
                let outcome = decide_one(app, tx, user, *id, &decision).await;
                chunk_results.push(bulk_result(tx, *id, outcome, &mut mails).await?);
            }
            let waits = |to: &notify::Recipient| later.iter().any(|waiting| waiting.as_ref() == Some(to));
            let (waiting, due): (Vec<_>, Vec<_>) = mails.into_iter().partition(|(to, _)| waits(to));
            tell_requester(app, tx, due).await?;
            Ok::<_, Refusal>((chunk_results, waiting))
        })?;
        results.extend(chunk_results);
        made = waiting;
    }
    Ok(results)
}

pub(crate) async fn requesters(app: &App, ids: &[RequestId]) -> Outcome<Vec<Option<notify::Recipient>>> {
    let rows = requests::by_ids(&app.store, ids).await?;
    let of: std::collections::HashMap<RequestId, Option<notify::Recipient>> =
        rows.iter().map(|row| (row.id, requester_of(row))).collect();
    Ok(ids.iter().map(|id| of.get(id).copied().flatten()).collect())
}

pub(crate) async fn bulk_result<M>(
    tx: &Tx,
    id: RequestId,
    outcome: Outcome<Vec<M>>,
    mails: &mut Vec<M>,
) -> Outcome<BulkResult> {
    let code = match outcome {
        Ok(made) => {
            mails.extend(made);
            None
        }
        Err(Refusal::NotFound) => return Ok(BulkResult { id, status: None, code: Some("not-found") }),
        Err(Refusal::AlreadyDecided { .. }) => Some("already-decided"),
        Err(Refusal::Conflict { code, .. } | Refusal::Forbidden { code, .. }) => Some(code),
        Err(error) => return Err(error),
    };
    let status = requests::by_id(tx, id).await?.map(|request| request.status);
    Ok(BulkResult { id, status, code })
}

/// An act of deciding: who, what, and the one moment of everything that belongs to it.
#[derive(Clone, Copy)]
struct Act<'a> {
    user: &'a User,
    decision: &'a Decision,
    at: Timestamp,
}

/// Decides one request inside a transaction; the decisions that its requester has to be told of.
async fn decide_one(
    app: &App,
    tx: &Tx,
    user: &User,
    id: RequestId,
    decision: &Decision,
) -> Outcome<Vec<(notify::Recipient, DecisionId)>> {
    let request = requests::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    let items = requests::items(tx, &[id]).await?;
    authorise(app, user, &request, &items).await?;
    let decider = responsibles::decider(tx, user, &request).await?;
    let chosen = choose(&request, &items, &decider, decision)?;
    let whole = may_decide_whole(app, tx, &decider, &request).await?;
    let row = NewDecision {
        request_id: id,
        verdict: decision.verdict,
        user_id: Some(user.id),
        whole,
        message: decision.message.clone(),
        expires_at: decision.expires_at,
        through_grant_id: None,
    };
    let act = Act { user, decision, at: app.now() };
    let made = decisions::insert(tx, &row, &chosen, act.at).await?;
    let items = requests::items(tx, &[id]).await?;
    let granted = match decision.verdict {
        Verdict::Approve => grant(tx, act, &request, &items, &chosen, made).await?,
        Verdict::Deny => vec![],
    };
    settle(app, tx, act, &request, &items, &[made]).await?;
    let mut told = Vec::new();
    told.extend(requester_of(&request).map(|to| (to, made)));
    for other in decide_covered(app, tx, act, &request, &granted).await? {
        told.extend(requester_of(&request).map(|to| (to, other)));
    }
    Ok(told)
}

/// The items that a decision is about: pending, named (or all), and the decider's to decide.
fn choose(request: &Request, items: &[Item], decider: &Decider, decision: &Decision) -> Outcome<Vec<ItemId>> {
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
    let mine: Vec<&Item> = about.into_iter().filter(|item| named || may_decide_item(decider, request, item)).collect();
    if mine.is_empty() || mine.iter().any(|item| !may_decide_item(decider, request, item)) {
        return Err(if request.user_id == Some(decider.user) {
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

/// Gives the grants that an approval makes.
async fn grant(
    tx: &Tx,
    act: Act<'_>,
    request: &Request,
    items: &[Item],
    chosen: &[ItemId],
    decision: DecisionId,
) -> Outcome<Vec<(GrantId, GrantScope)>> {
    let subject = match (request.external_user_id, request.user_id) {
        (Some(id), _) => Subject::ExternalUser(id),
        (None, Some(id)) => Subject::User(id),
        (None, None) => return Err(Refusal::internal("a request without a requester")),
    };
    let standing: Vec<&Item> = items.iter().filter(|item| item.status != ItemStatus::Cancelled).collect();
    let approved: Vec<ApprovedItem> = standing
        .iter()
        .filter(|item| item.status == ItemStatus::Approved)
        .map(|item| ApprovedItem { asset: item.asset_id, by_one_who_may_decide_all: item.whole == Some(1) })
        .collect();
    let newly: Vec<AssetId> =
        items.iter().filter(|item| chosen.contains(&item.id)).filter_map(|item| item.asset_id).collect();
    let decided = DecidedRequest {
        scope: request.scope,
        policy: request.policy,
        source: request.policy_source(),
        everything_approved: approved.len() == standing.len(),
        approved: &approved,
        newly_approved: &newly,
    };
    let scopes = grants_of_decision(&decided);
    let ids = grants::insert(tx, request.id, decision, subject, &scopes, act.decision.expires_at, act.at).await?;
    Ok(ids.into_iter().zip(scopes).collect())
}

/// What the decision makes of the request: its state, its history, and who hears of it.
async fn settle(
    app: &App,
    tx: &Tx,
    act: Act<'_>,
    request: &Request,
    items: &[Item],
    made: &[DecisionId],
) -> Outcome<()> {
    let Act { user, decision, at: now } = act;
    let status = status_of(items.iter().map(|item| item.status));
    let change = Change {
        status: Some(status),
        decision: Some((now, Some(user.id), decision.message.clone(), decision.expires_at.or(request.expires_at))),
        revoked: None,
    };
    requests::change(tx, request.id, &change).await?;
    open_asks::release(tx, request.id).await?;
    let kind = match decision.verdict {
        Verdict::Approve => "decision.approved",
        Verdict::Deny => "decision.denied",
    };
    let decided = items.iter().filter(|item| item.decision_id.is_some_and(|id| made.contains(&id)));
    let event = NewEvent {
        user_id: Some(user.id),
        assets: decided.filter_map(|item| item.asset_id).collect(),
        ..about(request)
    };
    events::record(tx, kind, &event, now).await?;
    if status != RequestStatus::Pending {
        notify::tell_handled(app, tx, request, items, Some(user.id)).await?;
    }
    Ok(())
}

/// A grant that also covers other pending requests of the same requester and place decides those too, in the same mail.
async fn decide_covered(
    app: &App,
    tx: &Tx,
    act: Act<'_>,
    request: &Request,
    granted: &[(GrantId, GrantScope)],
) -> Outcome<Vec<DecisionId>> {
    let Some(place) = request.place().filter(|_| !granted.is_empty()) else { return Ok(vec![]) };
    let source = request.policy_source();
    let mut made = Vec::new();
    for other in requests::pending_beside(tx, request).await? {
        let Some(other) = requests::hold(tx, other.id).await? else { continue };
        let items = requests::items(tx, &[other.id]).await?;
        let before = made.len();
        for (grant, scope) in granted {
            let covers = |item: &&Item| match item.asset_id {
                Some(asset) => scope.covers(asset, place, source),
                None => scope.covers_place(place, source),
            };
            let pending = items.iter().filter(|item| item.status == ItemStatus::Pending).filter(covers);
            let covered: Vec<ItemId> = pending.map(|item| item.id).collect();
            if covered.is_empty() {
                continue;
            }
            let row = NewDecision {
                request_id: other.id,
                verdict: Verdict::Approve,
                user_id: Some(act.user.id),
                whole: false,
                message: None,
                expires_at: act.decision.expires_at,
                through_grant_id: Some(*grant),
            };
            made.push(decisions::insert(tx, &row, &covered, act.at).await?);
        }
        if made.len() > before {
            let after = requests::items(tx, &[other.id]).await?;
            let silent = Decision { message: None, ..act.decision.clone() };
            settle(app, tx, Act { decision: &silent, ..act }, &other, &after, &made[before..]).await?;
        }
    }
    Ok(made)
}

/// Enqueues one mail for each requester, with all that was decided.
async fn tell_requester(app: &App, tx: &Tx, made: Vec<(notify::Recipient, DecisionId)>) -> Outcome<()> {
    let mut mails: Vec<(notify::Recipient, Vec<DecisionId>)> = Vec::new();
    for (to, decision) in made {
        match mails.iter_mut().find(|(known, _)| *known == to) {
            Some((_, decisions)) => decisions.push(decision),
            None => mails.push((to, vec![decision])),
        }
    }
    for (to, decisions) in mails {
        notify::enqueue(app, tx, &Letter::RequestDecided { to, decisions }).await?;
    }
    Ok(())
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
