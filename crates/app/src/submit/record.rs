//! Writing a request down, whoever asks: route, items, history, and the decision where the policy makes it.

use crate::{App, Outcome, form::Filled, place::Spot, responsibles, secret::reference};
use domain::{place::PolicySource, *};
use std::sync::Arc;
use store::{
    Tx, decisions,
    decisions::NewDecision,
    events,
    events::NewEvent,
    grants::{self, Subject},
    languages,
    requests::{self, Change, Item, NewRequest, Origin, PolicyOf, Request},
    users::User,
};
use words::Language;

/// Who asks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Requester {
    External(ExternalUserId),
    User(UserId),
}

/// Who asks, through which door, why, and whom they want to decide.
#[derive(Debug, Clone)]
pub(super) struct Ask<'a> {
    pub origin: Origin,
    pub requester: Requester,
    pub reason: &'a Option<String>,
    pub chosen: &'a [UserId],
    /// The language they ask in, in which they are answered.
    pub language: Option<Language>,
}

/// What a transaction has looked up that is the same for all requests that it writes.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    folder_mode: Option<bool>,
    for_external_users: Option<Arc<[User]>>,
}

impl Memo {
    async fn is_folder_mode(&mut self, app: &App, tx: &Tx) -> Outcome<bool> {
        if let Some(known) = self.folder_mode {
            return Ok(known);
        }
        let found = responsibles::is_folder_mode(app, tx).await?;
        self.folder_mode = Some(found);
        Ok(found)
    }

    /// Who is notified of a request; looked up once for all requesters without a login that nobody was chosen for.
    pub async fn notified(&mut self, tx: &Tx, request: &Request, items: &[Item]) -> Outcome<Arc<[User]>> {
        let is_usual = request.routing == Routing::External && request.user_id.is_none();
        if let Some(known) = self.for_external_users.as_ref().filter(|_| is_usual) {
            return Ok(known.clone());
        }
        let found: Arc<[User]> = responsibles::to_notify(tx, request, items).await?.into();
        if is_usual {
            self.for_external_users = Some(found.clone());
        }
        Ok(found)
    }
}

/// What is asked for, where.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    pub place: Option<Place>,
    pub scope: RequestScope,
    pub policy: Policy,
    pub source: Option<PolicySource>,
    /// The assets; empty where the whole place is asked for.
    pub assets: Vec<AssetId>,
    /// What was answered and accepted.
    pub filled: Filled,
}

impl Wish {
    /// Asking for these assets (none: everything) at a place where `policy` counts.
    pub fn at(spot: &Spot, policy: (Policy, PolicySource), assets: Vec<AssetId>) -> Self {
        let scope = if assets.is_empty() { spot.whole_scope() } else { RequestScope::Assets };
        Self {
            place: Some(spot.place),
            scope,
            policy: policy.0,
            source: Some(policy.1),
            assets,
            filled: Filled::default(),
        }
    }

    /// What the grant of the whole would be.
    pub fn whole(&self) -> Option<GrantScope> {
        self.source.map(|source| match source {
            PolicySource::Kit(kit) => GrantScope::Kit(kit),
            PolicySource::Portal(portal) => GrantScope::Portal(portal),
        })
    }
}

/// Writes a pending request down.
pub(super) async fn record(
    app: &App,
    tx: &Tx,
    id: RequestId,
    ask: &Ask<'_>,
    wish: &Wish,
    memo: &mut Memo,
) -> Outcome<(Request, Vec<Item>)> {
    let Ask { origin, requester, reason, chosen, language } = ask.clone();
    let mut assets: Vec<Option<AssetId>> = wish.assets.iter().copied().map(Some).collect();
    if assets.is_empty() {
        assets = whole_items(app, tx, wish, chosen, memo).await?;
    }
    let named: Vec<AssetId> = assets.iter().copied().flatten().collect();
    let folder_mode = chosen.is_empty() && memo.is_folder_mode(app, tx).await?;
    let routed = responsibles::route(tx, chosen, &named, folder_mode).await?;
    let (external_user_id, user_id) = match requester {
        Requester::External(id) => (Some(id), None),
        Requester::User(id) => (None, Some(id)),
    };
    let row = NewRequest {
        reference: reference(app),
        origin,
        external_user_id,
        user_id,
        browser_id: None,
        place: wish.place,
        scope: wish.scope,
        policy: wish.policy,
        policy_of: match wish.source {
            Some(PolicySource::Kit(_)) => PolicyOf::Kit,
            Some(PolicySource::Portal(_)) => PolicyOf::Portal,
            None => PolicyOf::Nobody,
        },
        routing: if wish.policy.needs_decision() { routed.routing } else { Routing::Policy },
        reason: reason.clone(),
        answers: wish.filled.answers.clone(),
        terms_id: wish.filled.terms,
        items: assets
            .into_iter()
            .map(|asset| (asset, asset.and_then(|asset| routed.folders.get(&asset).copied())))
            .collect(),
        responsibles: chosen.to_vec(),
        language,
    };
    let (request, items) = requests::insert(tx, id, &row, app.now()).await?;
    if let (Requester::External(user), Some(language)) = (requester, language) {
        languages::set_first(tx, user, language).await?;
    }
    let mut event = NewEvent { assets: named, ..about(&request) };
    if let Some(terms) = request.terms_id {
        event.data.insert("termsId".into(), terms.0.into());
    }
    events::record(tx, "request.created", &event, app.now()).await?;
    Ok((request, items))
}

/// An ask for a whole place is one item without an asset; in folder mode its present assets become items, so that each
/// responsible can decide theirs.
async fn whole_items(
    app: &App,
    tx: &Tx,
    wish: &Wish,
    chosen: &[UserId],
    memo: &mut Memo,
) -> Outcome<Vec<Option<AssetId>>> {
    if !wish.policy.needs_decision() || !chosen.is_empty() || !memo.is_folder_mode(app, tx).await? {
        return Ok(vec![None]);
    }
    let kits = match wish.place {
        Some(Place::Kit(kit) | Place::PortalKit(_, kit)) => vec![kit],
        Some(Place::Portal(portal)) => {
            store::kits::of_portal(tx, portal).await?.into_iter().map(|kit| kit.id).collect()
        }
        None => vec![],
    };
    let mut assets = Vec::new();
    for kit in kits {
        for (_, asset) in store::kits::assets(tx, kit).await? {
            if !assets.contains(&Some(asset)) {
                assets.push(Some(asset));
            }
        }
    }
    Ok(if assets.is_empty() { vec![None] } else { assets })
}

/// An event about a request: who asked, for what place.
pub(crate) fn about(request: &Request) -> NewEvent {
    NewEvent {
        external_user_id: request.external_user_id,
        requester_user_id: request.user_id,
        browser_id: request.browser_id,
        request_id: Some(request.id),
        portal_id: request.portal_id,
        kit_id: request.kit_id,
        ..NewEvent::default()
    }
}

/// The policy approves a request at once: everything asked for, for `subject`.
pub(super) async fn approve_by_policy(
    app: &App,
    tx: &Tx,
    request: &Request,
    items: &[Item],
    subject: Subject,
    scope: &[GrantScope],
) -> Outcome<DecisionId> {
    let now = app.now();
    let decision = NewDecision {
        request_id: request.id,
        verdict: Verdict::Approve,
        user_id: None,
        whole: true,
        message: None,
        expires_at: None,
        through_grant_id: None,
    };
    let ids: Vec<ItemId> = items.iter().map(|item| item.id).collect();
    let decision = decisions::insert(tx, &decision, &ids, now).await?;
    grants::insert(tx, request.id, decision, subject, scope, None, now).await?;
    let change =
        Change { status: Some(RequestStatus::Approved), decision: Some((now, None, None, None)), revoked: None };
    requests::change(tx, request.id, &change).await?;
    events::record(tx, "decision.approved", &about(request), now).await?;
    Ok(decision)
}
