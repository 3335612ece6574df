//! What deciding or revoking many requests would do, before it is done. It reads only; what happens then is up to the rules
//! that count at that moment.

use crate::{
    App, Outcome, Viewer,
    decide_request::{BULK_CHUNK, Decision, choose, code_of, named},
    list_requests::Filter,
    notify::{Recipient, requester_of},
    responsibles::Deciders,
    revoke::revocable,
};
use domain::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{
    decisions,
    grants::{self, GrantRecord},
    requests::{self, Item},
};

/// What is done to many requests at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// They are decided.
    Decide(Verdict),
    /// What they opened is taken away.
    Revoke,
}

/// What would be done.
#[derive(Debug, Clone, Default)]
pub struct Outlook {
    /// To these requests, oldest first.
    pub requests: Vec<RequestId>,
    /// Of so many requesters.
    pub requesters: u64,
    /// With so many assets.
    pub assets: u64,
    /// And so many whole places.
    pub places: u64,
    /// How many would be left as they are, by the code that says why.
    pub left: BTreeMap<&'static str, u64>,
}

/// What an act of the viewer would do to many requests, the named ones or those of a filter.
pub async fn foresee(
    app: &App,
    viewer: &Viewer,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    act: Act,
) -> Outcome<Outlook> {
    let user = viewer.signed_in()?;
    let ids = named(app, user, ids, filter).await?;
    let (mut outlook, mut requesters) = (Outlook::default(), HashSet::<Recipient>::new());
    for chunk in ids.chunks(BULK_CHUNK) {
        let mut rows = requests::by_ids(&app.store, chunk).await?;
        rows.sort_unstable_by_key(|row| (row.created_at, row.id));
        let deciders = Deciders::of(&app.store, user, &rows).await?;
        let mut items: HashMap<RequestId, Vec<Item>> = HashMap::new();
        for item in requests::items(&app.store, chunk).await? {
            items.entry(item.request_id).or_default().push(item);
        }
        let mut live = match act {
            Act::Revoke => live_grants(app, chunk).await?,
            Act::Decide(_) => HashMap::new(),
        };
        let missing = chunk.len().saturating_sub(rows.len()) as u64;
        if missing > 0 {
            *outlook.left.entry("not-found").or_default() += missing;
        }
        for request in &rows {
            let items = items.remove(&request.id).unwrap_or_default();
            let decidable = deciders.decidable(request, &items);
            let touched = decidable.and_then(|decidable| match act {
                Act::Decide(verdict) => {
                    let decision = Decision { verdict, message: None, assets: None, expires_at: None };
                    choose(request, &items, user.id, &decidable, &decision)
                }
                Act::Revoke => {
                    revocable(&items, &decidable, live.remove(&request.id).unwrap_or_default())?;
                    let approved = items.iter().filter(|item| item.status == ItemStatus::Approved);
                    Ok(approved.map(|item| item.id).collect())
                }
            });
            let mut touches: Vec<ItemId> = Vec::new();
            match code_of(touched, &mut touches)? {
                Some(code) => *outlook.left.entry(code).or_default() += 1,
                None => {
                    outlook.requests.push(request.id);
                    let touches: BTreeSet<ItemId> = touches.into_iter().collect();
                    let touched = items.iter().filter(|item| touches.contains(&item.id));
                    let (assets, places): (Vec<&Item>, Vec<&Item>) = touched.partition(|item| item.asset_id.is_some());
                    outlook.assets += assets.len() as u64;
                    outlook.places += places.len() as u64;
                    requesters.extend(requester_of(request));
                }
            }
        }
    }
    outlook.requesters = requesters.len() as u64;
    Ok(outlook)
}

/// The live grants by which each request lives: its own, and those of others that cover it.
async fn live_grants(app: &App, ids: &[RequestId]) -> Outcome<HashMap<RequestId, Vec<GrantRecord>>> {
    let (now, mut live) = (app.now(), HashMap::<RequestId, Vec<GrantRecord>>::new());
    for grant in grants::of_requests(&app.store, ids).await?.into_iter().filter(|grant| grant.is_live(now)) {
        live.entry(grant.request_id).or_default().push(grant);
    }
    let through = decisions::grants_through(&app.store, ids).await?;
    let beside: Vec<GrantId> = through.iter().map(|(_, grant)| *grant).collect();
    let beside: HashMap<GrantId, GrantRecord> =
        grants::by_ids(&app.store, &beside).await?.into_iter().map(|grant| (grant.id, grant)).collect();
    for (request, grant) in through {
        let grant = beside.get(&grant).filter(|grant| grant.is_live(now)).cloned();
        live.entry(request).or_default().extend(grant);
    }
    Ok(live)
}
