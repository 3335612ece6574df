//! Undoing what was decided in the pages: it counts at once, its mails wait ten seconds, and until they leave its decider may
//! take it out again. Of the one who sends them and the one who undoes, the database lets one through.

use crate::{
    App, Outcome, Refusal, Viewer, history, notify::Leaves, said, said::Words, settings::UNDO_FOR, submit::about,
};
use domain::*;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    time::Duration,
};
use store::{
    Tx, decisions,
    events::{self, NewEvent},
    insight,
    open_asks::{self, Asker},
    outbox,
    requests::{self, Item, Origin, Request},
    strokes,
    users::User,
};

/// What may be undone.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The stroke that it was.
    pub stroke: StrokeId,
    /// What was decided.
    pub verdict: Verdict,
    /// About how many requests.
    pub requests: u64,
    /// How long its mails still wait.
    pub left: Duration,
}

/// What the viewer last decided, while it may be undone.
pub async fn offered(app: &App, viewer: &Viewer) -> Outcome<Option<Offer>> {
    let (user, now) = (viewer.signed_in()?, app.now());
    Ok(strokes::latest(&app.store, user.id, now).await?.map(|stroke| offer(&stroke, now)))
}

/// What the viewer last decided about this request, while it may be undone.
pub async fn offered_about(app: &App, viewer: &Viewer, request: RequestId) -> Outcome<Option<Offer>> {
    let (user, now) = (viewer.signed_in()?, app.now());
    let stroke = strokes::latest_about(&app.store, user.id, request, now).await?;
    Ok(stroke.map(|stroke| offer(&stroke, now)))
}

fn offer(stroke: &strokes::Stroke, now: Timestamp) -> Offer {
    Offer {
        stroke: stroke.id,
        verdict: stroke.verdict,
        requests: u64::try_from(stroke.requests).unwrap_or(0),
        left: stroke.leaves_at.since(now),
    }
}

/// Begins a stroke: what is decided with it may be undone for a while.
pub(crate) async fn begin(app: &App, tx: &Tx, user: &User, verdict: Verdict) -> Outcome<Leaves> {
    Ok(Leaves::WithStroke(strokes::begin(tx, user.id, verdict, app.now()).await?))
}

/// How many mails wait with a stroke.
pub(crate) async fn waiting(tx: &Tx, leaves: Leaves) -> Outcome<u64> {
    Ok(match leaves {
        Leaves::AtOnce => 0,
        Leaves::WithStroke(stroke) => outbox::of_stroke(tx, stroke).await?,
    })
}

/// Adds what a transaction decided to its stroke: so many requests, where so many mails waited before. From now on all its mails
/// wait for as long as it may be undone.
pub(crate) async fn add(
    app: &App,
    tx: &Tx,
    leaves: Leaves,
    requests: u64,
    made: &[DecisionId],
    waited: u64,
) -> Outcome<()> {
    let Leaves::WithStroke(stroke) = leaves else { return Ok(()) };
    let mails = outbox::of_stroke(tx, stroke).await?.saturating_sub(waited);
    Ok(strokes::add(tx, stroke, requests, made, mails, app.now().plus(UNDO_FOR)).await?)
}

/// Who decided undoes it: everything is as if they had not. The requests that wait again.
pub async fn undo(app: &App, viewer: &Viewer, id: StrokeId) -> Outcome<Vec<RequestId>> {
    let user = viewer.signed_in()?;
    store::write!(app.store, |tx| {
        let stroke = strokes::by_id(tx, id).await?.filter(|stroke| stroke.user_id == user.id);
        let stroke = stroke.ok_or_else(|| refused(&said::UNDO_TOO_LATE))?;
        if i64::try_from(outbox::take_back(tx, id).await?) != Ok(stroke.mails) {
            return Err(refused(&said::UNDO_TOO_LATE));
        }
        let made = strokes::decisions(tx, id).await?;
        let ids: BTreeSet<RequestId> = made.iter().map(|(_, request)| *request).collect();
        let ids: Vec<RequestId> = ids.into_iter().collect();
        let rows = requests::hold_all(tx, &ids).await?;
        if strokes::is_built_upon(tx, &stroke).await? {
            return Err(refused(&said::UNDO_BUILT_UPON));
        }
        let made: HashSet<DecisionId> = made.into_iter().map(|(decision, _)| decision).collect();
        let mut undone: BTreeMap<RequestId, Vec<Item>> = BTreeMap::new();
        for item in requests::items(tx, &ids).await? {
            if item.decision_id.is_some_and(|decision| made.contains(&decision)) {
                undone.entry(item.request_id).or_default().push(item);
            }
        }
        strokes::take_out(tx, id).await?;
        reopen(tx, &ids).await?;
        for request in &rows {
            let items = undone.remove(&request.id).unwrap_or_default();
            ask_again(tx, request, &items).await?;
            let assets = items.iter().filter_map(|item| item.asset_id).collect();
            let mut event = NewEvent { user_id: Some(user.id), assets, ..about(request) };
            event.data.insert("strokeId".into(), id.0.into());
            events::record(tx, "decision.undone", &event, app.now()).await?;
        }
        for event in events::decisions_since(tx, &ids, stroke.created_at).await? {
            if history::id_in(&event, "strokeId") == Some(id.0) {
                insight::uncount(tx, &event).await?;
            }
        }
        Ok(ids)
    })
}

fn refused(words: &Words) -> Refusal {
    Refusal::conflict(words.code, words.english)
}

/// Requests of which items wait again: pending, and last decided as it was before, if ever.
async fn reopen(tx: &Tx, ids: &[RequestId]) -> Outcome<()> {
    let mut last: BTreeMap<RequestId, (Timestamp, DecisionId)> = BTreeMap::new();
    for item in requests::items(tx, ids).await? {
        if let Some(decided) = item.decided_at.zip(item.decision_id) {
            let latest = last.entry(item.request_id).or_insert(decided);
            *latest = decided.max(*latest);
        }
    }
    let fresh: Vec<RequestId> = ids.iter().filter(|id| !last.contains_key(id)).copied().collect();
    requests::reopen(tx, &fresh, RequestStatus::Pending, None).await?;
    for (id, (_, decision)) in last {
        let decision = decisions::by_id(tx, decision).await?;
        let decided = decision.map(|made| (made.created_at, made.user_id, made.message, made.expires_at));
        requests::reopen(tx, &[id], RequestStatus::Pending, decided).await?;
    }
    Ok(())
}

/// What was asked by form counts as under review again, so that asking for it once more makes no second request.
async fn ask_again(tx: &Tx, request: &Request, items: &[Item]) -> Outcome<()> {
    let asker = match (request.external_user_id, request.user_id) {
        (Some(id), _) => Asker::External(id),
        (None, Some(id)) => Asker::User(id),
        (None, None) => return Ok(()),
    };
    let Some(place) = request.place().filter(|_| request.origin == Origin::Form) else { return Ok(()) };
    let asked: Vec<Option<AssetId>> = match request.scope {
        RequestScope::Assets => items.iter().map(|item| item.asset_id).collect(),
        RequestScope::Kit | RequestScope::Portal => vec![None],
    };
    // Where they asked anew in between, that request keeps it.
    open_asks::claim(tx, asker, place, &asked, request.id).await?;
    Ok(())
}
