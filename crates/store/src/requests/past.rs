//! Requests with all that became of them, many at once, as rows that nobody has to change any more: for installations that
//! begin with a past, such as the large demo.
//!
//! What follows from the rest is worked out here, so that it can't be said wrong: the state of each item and of the request,
//! what stands open, and what is kept count of.

use super::{FIRST_VERSION, NewRequest, Origin, counts, next_id, searched_in, write_items, write_responsibles};
use crate::{
    Error, Result, Table, Tx,
    decisions::{self, NewDecision},
    events::NewEvent,
    grants::{self, Given, Subject},
    insight::tallies,
    open_asks::{self, Asker},
    requests::Item,
    search::{self, Indexed},
    sql::args,
};
use domain::{request::status_of, *};

/// A request and what became of it.
#[derive(Debug, Clone)]
pub struct Story {
    /// The request.
    pub request: NewRequest,
    /// When it came.
    pub at: Timestamp,
    /// Whose the grants are that it was given.
    pub subject: Subject,
    /// The decisions, in the order in which they were made.
    pub acts: Vec<Act>,
    /// How it ended after them, if it did.
    pub end: Option<End>,
}

/// One decision.
#[derive(Debug, Clone)]
pub struct Act {
    /// What it says.
    pub verdict: Verdict,
    /// Who made it; none: the policy.
    pub by: Option<UserId>,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub message: Option<String>,
    /// Until when what it approves may be downloaded.
    pub expires_at: Option<Timestamp>,
    /// What it is about: which of the items of the request, from 0. No item is decided twice.
    pub items: Vec<usize>,
    /// What it opens.
    pub opens: Vec<GrantScope>,
}

/// How a request ended.
#[derive(Debug, Clone)]
pub enum End {
    /// Whoever asked asks no more.
    Withdrawn(Timestamp),
    /// What it opened was taken away.
    Revoked {
        /// When.
        at: Timestamp,
        /// By whom.
        by: UserId,
        /// What was said.
        message: Option<String>,
    },
}

/// A story as it was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// The request.
    pub id: RequestId,
    /// Where it stands.
    pub status: RequestStatus,
    /// What the history has to say of it: when, what, and about what. To be [recorded](crate::events::record) in the order of
    /// time, among everything else that happened.
    pub history: Vec<(Timestamp, &'static str, NewEvent)>,
}

impl Story {
    /// The states of the items in the end.
    fn states(&self) -> Result<Vec<ItemStatus>> {
        let mut states = vec![ItemStatus::Pending; self.request.items.len()];
        for act in &self.acts {
            for item in &act.items {
                match states.get_mut(*item) {
                    Some(state) if *state == ItemStatus::Pending => *state = act.verdict.item_status(),
                    _ => return Err(Error::Taken("request_items.status: an item waits for no decision".into())),
                }
            }
        }
        let (from, to) = match self.end {
            Some(End::Withdrawn(_)) => (ItemStatus::Pending, ItemStatus::Cancelled),
            Some(End::Revoked { .. }) => (ItemStatus::Approved, ItemStatus::Revoked),
            None => return Ok(states),
        };
        states.iter_mut().filter(|state| **state == from).for_each(|state| *state = to);
        Ok(states)
    }

    /// An event about it.
    fn about(&self, id: RequestId) -> NewEvent {
        let place = self.request.place;
        NewEvent {
            external_user_id: self.request.external_user_id,
            requester_user_id: self.request.user_id,
            browser_id: self.request.browser_id,
            request_id: Some(id),
            portal_id: place.and_then(Place::portal),
            kit_id: place.and_then(Place::kit),
            ..NewEvent::default()
        }
    }

    /// The assets of these items.
    fn assets(&self, items: &[usize]) -> Vec<AssetId> {
        items.iter().filter_map(|item| self.request.items.get(*item)?.0).collect()
    }
}

/// Writes a story down. What its asker has under review at its place already is refused as [`Error::Taken`].
pub async fn write(tx: &Tx, story: &Story) -> Result<Written> {
    let id = next_id(tx).await?;
    let states = story.states()?;
    let status = status_of(states.iter().copied());
    write_request(tx, id, story, status);
    let ids = tx.ids(Table::RequestItems, states.len()).await?;
    let asked = story.request.items.iter().zip(&states);
    let items: Vec<Item> = ids
        .zip(asked)
        .map(|(item, ((asset, folder), state))| Item {
            status: *state,
            ..Item::waiting(ItemId(item), id, *asset, *folder)
        })
        .collect();
    write_items(tx, &items, status, story.at);
    write_responsibles(tx, id, &story.request.responsibles, status, story.at);
    claim(tx, id, story, &items).await?;
    let asked = items.iter().filter_map(|item| item.asset_id).collect();
    let mut history = vec![(story.at, "request.created", NewEvent { assets: asked, ..story.about(id) })];
    let mut granted = Vec::new();
    for act in &story.acts {
        granted.extend(write_act(tx, id, story, act, &items).await?);
        let kind = match act.verdict {
            Verdict::Approve => "decision.approved",
            Verdict::Deny => "decision.denied",
        };
        // The history of what a policy lets in names no assets beside those that were asked for.
        let assets = if act.by.is_some() { story.assets(&act.items) } else { vec![] };
        history.push((act.at, kind, NewEvent { user_id: act.by, assets, ..story.about(id) }));
    }
    match &story.end {
        Some(End::Withdrawn(at)) => history.push((*at, "request.withdrawn", story.about(id))),
        Some(End::Revoked { at, by, .. }) => history.extend(granted.into_iter().map(|(grant, scope)| {
            let asset_id = if let GrantScope::Asset(asset) = scope { Some(asset) } else { None };
            let event = NewEvent { user_id: Some(*by), grant_id: Some(grant), asset_id, ..story.about(id) };
            (*at, "grant.revoked", event)
        })),
        None => {}
    }
    Ok(Written { id, status, history })
}

fn write_request(tx: &Tx, id: RequestId, story: &Story, status: RequestStatus) {
    const HEAD: &str = "INSERT INTO requests (id, reference, origin, status, external_user_id, user_id, browser_id, portal_id, \
                        kit_id, scope, policy, policy_of, routing, routes_external, reason, answers, terms_id, search, language, \
                        message, created_at, decided_at, decided_by, expires_at, revoked_at, revoked_by, revocation_message, \
                        version)";
    let Story { request, at, acts, end, .. } = story;
    let (portal, kit) = (request.place.and_then(Place::portal), request.place.and_then(Place::kit));
    let last = acts.last();
    let expires_at = acts.iter().filter_map(|act| act.expires_at).next_back();
    let (revoked_at, revoked_by, revocation_message) = match end {
        Some(End::Revoked { at, by, message }) => (Some(*at), Some(*by), message.as_deref()),
        _ => (None, None, None),
    };
    // Everybody who changed it raised it by one.
    let changes = acts.len() + usize::from(end.is_some());
    let version = FIRST_VERSION + i64::try_from(changes).unwrap_or(0);
    let search = searched_in(request.reason.as_deref(), &request.answers);
    let row = args![
        id,
        &request.reference,
        request.origin,
        status,
        request.external_user_id,
        request.user_id,
        request.browser_id,
        portal,
        kit,
        request.scope,
        request.policy,
        request.policy_of,
        request.routing,
        request.routes_external(),
        &request.reason,
        &request.answers,
        request.terms_id,
        &search,
        request.language,
        last.and_then(|act| act.message.as_deref()),
        *at,
        last.map(|act| act.at),
        last.and_then(|act| act.by),
        expires_at,
        revoked_at,
        revoked_by,
        revocation_message,
        version
    ];
    tx.insert_later("requests", HEAD, [row]);
    search::added(tx, Indexed::Requests, id.0, &search);
    counts::add(tx, (portal, kit, status), 1);
    tallies::asked(tx, request, *at);
}

/// What is under review by form is claimed, so that it can't be asked for a second time.
async fn claim(tx: &Tx, id: RequestId, story: &Story, items: &[Item]) -> Result<()> {
    let request = &story.request;
    let asker = request.external_user_id.map(Asker::External).or(request.user_id.map(Asker::User));
    let (Origin::Form, Some(asker), Some(place)) = (request.origin, asker, request.place) else { return Ok(()) };
    let pending = items.iter().filter(|item| item.status == ItemStatus::Pending);
    let pending: Vec<Option<AssetId>> = pending.map(|item| item.asset_id).collect();
    let claimed = open_asks::claim(tx, asker, place, &pending, id).await?;
    match claimed.len() == pending.len() {
        true => Ok(()),
        false => Err(Error::Taken("open_asks: this is under review already".into())),
    }
}

/// Writes a decision with what it opens.
async fn write_act(
    tx: &Tx,
    id: RequestId,
    story: &Story,
    act: &Act,
    items: &[Item],
) -> Result<Vec<(GrantId, GrantScope)>> {
    let row = NewDecision {
        request_id: id,
        verdict: act.verdict,
        user_id: act.by,
        whole: true,
        message: act.message.clone(),
        expires_at: act.expires_at,
        through_grant_id: None,
    };
    let decided: Vec<ItemId> = act.items.iter().filter_map(|item| items.get(*item)).map(|item| item.id).collect();
    let decision = decisions::remember(tx, &row, &decided, act.at).await?;
    let revoked = match story.end {
        Some(End::Revoked { at, by, .. }) => Some((at, by)),
        _ => None,
    };
    let given =
        Given { request: id, decision, subject: story.subject, expires_at: act.expires_at, at: act.at, revoked };
    let grants = grants::give(tx, &given, &act.opens).await?;
    Ok(grants.into_iter().zip(act.opens.iter().copied()).collect())
}
