//! A round of revocations: what requests opened is taken away in one transaction. They are read together with whatever
//! lives by the same grants, revoked one after the other in memory, and written together.

use super::Ended;
use crate::{App, Outcome, Refusal, notify::Recipient, responsibles::Deciders, submit::about};
use domain::{request::status_of, *};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{
    Tx, decisions,
    events::{self, NewEvent},
    grants::{self, GrantRecord, Subject},
    requests::{self, Change, Item, Request},
    users::User,
};

/// A request as it stands in the round.
struct Case {
    request: Request,
    items: Vec<Item>,
    /// The grants by which it lives: its own, and those of others that cover it.
    grants: Vec<GrantId>,
}

/// Requests of which something is taken away in one transaction.
pub(super) struct Round<'a> {
    tx: &'a Tx,
    user: &'a User,
    message: &'a Option<String>,
    at: Timestamp,
    cases: BTreeMap<RequestId, Case>,
    grants: HashMap<GrantId, GrantRecord>,
    /// The requests that live by each grant.
    lives_by: HashMap<GrantId, Vec<RequestId>>,
    deciders: Deciders,
    /// What is to be written at the end.
    revoked: Vec<GrantId>,
    gone: Vec<ItemId>,
    changes: BTreeMap<RequestId, Change>,
}

impl<'a> Round<'a> {
    /// Takes hold of the requests, and of those that live by the same grants.
    pub async fn begin(
        app: &'a App,
        tx: &'a Tx,
        user: &'a User,
        message: &'a Option<String>,
        ids: &[RequestId],
    ) -> Outcome<Round<'a>> {
        let mut rows = requests::hold_all(tx, ids).await?;
        let mut known: BTreeSet<GrantId> = grants::of_requests(tx, ids).await?.iter().map(|grant| grant.id).collect();
        known.extend(decisions::grants_through(tx, ids).await?.into_iter().map(|(_, grant)| grant));
        let known: Vec<GrantId> = known.into_iter().collect();
        let mut others: BTreeSet<RequestId> =
            grants::by_ids(tx, &known).await?.iter().map(|grant| grant.request_id).collect();
        others.extend(decisions::requests_through(tx, &known).await?.into_iter().map(|(_, request)| request));
        for row in &rows {
            others.remove(&row.id);
        }
        rows.extend(requests::hold_all(tx, &others.into_iter().collect::<Vec<_>>()).await?);
        let deciders = Deciders::of(tx, user, &rows).await?;
        let held: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
        let case = |request: Request| (request.id, Case { request, items: vec![], grants: vec![] });
        let mut cases: BTreeMap<RequestId, Case> = rows.into_iter().map(case).collect();
        for item in requests::items(tx, &held).await? {
            if let Some(case) = cases.get_mut(&item.request_id) {
                case.items.push(item);
            }
        }
        let mut grants: HashMap<GrantId, GrantRecord> = HashMap::new();
        for grant in grants::of_requests(tx, &held).await? {
            cases.get_mut(&grant.request_id).into_iter().for_each(|case| case.grants.push(grant.id));
            grants.insert(grant.id, grant);
        }
        let through = decisions::grants_through(tx, &held).await?;
        let beside: BTreeSet<GrantId> = through.iter().map(|(_, grant)| *grant).collect();
        for grant in grants::by_ids(tx, &beside.into_iter().collect::<Vec<_>>()).await? {
            grants.insert(grant.id, grant);
        }
        for (request, grant) in through {
            cases.get_mut(&request).into_iter().for_each(|case| case.grants.push(grant));
        }
        let mut lives_by: HashMap<GrantId, Vec<RequestId>> = HashMap::new();
        for (id, case) in &cases {
            for grant in &case.grants {
                lives_by.entry(*grant).or_default().push(*id);
            }
        }
        let (revoked, gone, changes, at) = (vec![], vec![], BTreeMap::new(), app.now());
        Ok(Round { tx, user, message, at, cases, grants, lives_by, deciders, revoked, gone, changes })
    }

    /// The state of a request as it is by now; none where who revokes may not know of it.
    pub fn status(&self, id: RequestId) -> Option<RequestStatus> {
        let case = self.cases.get(&id)?;
        self.deciders.decidable(&case.request, &case.items).is_ok().then_some(case.request.status)
    }

    fn live_grants(&self, case: &Case) -> Vec<GrantRecord> {
        let live = case.grants.iter().filter_map(|id| self.grants.get(id)).filter(|grant| grant.is_live(self.at));
        live.cloned().collect()
    }

    /// Takes away what a request opened; what ended for whom. What is refused changes nothing.
    pub async fn revoke(&mut self, id: RequestId) -> Outcome<Vec<Ended>> {
        let case = self.cases.get(&id).ok_or(Refusal::NotFound)?;
        let decidable = self.deciders.decidable(&case.request, &case.items)?;
        let live = self.live_grants(case);
        // What another one of the same stroke lived by and lost was this one's too, and is told of with that.
        if live.is_empty() && self.changes.contains_key(&id) {
            return Ok(vec![]);
        }
        let granted = revocable(&case.items, &decidable, live)?;
        self.take_away(&granted).await
    }

    /// Takes one grant away. Revoking what is revoked changes nothing: DELETE may be repeated.
    pub async fn revoke_grant(&mut self, grant: &GrantRecord) -> Outcome<Vec<Ended>> {
        let case = self.cases.get(&grant.request_id).ok_or(Refusal::NotFound)?;
        let decidable = self.deciders.decidable(&case.request, &case.items)?;
        let may_all = decidable.len() == case.items.len();
        let theirs = match grant.scope {
            GrantScope::Asset(asset) => {
                may_all || case.items.iter().any(|item| item.asset_id == Some(asset) && decidable.contains(&item.id))
            }
            _ => may_all,
        };
        if !theirs {
            return Err(Refusal::forbidden("not-responsible", "Somebody else is responsible for this."));
        }
        match self.grants.get(&grant.id).filter(|grant| grant.revoked_at.is_none()).cloned() {
            Some(grant) => self.take_away(&[grant]).await,
            None => Ok(vec![]),
        }
    }

    /// Takes grants away, and with them the approval of the items that lived by them.
    pub async fn take_away(&mut self, granted: &[GrantRecord]) -> Outcome<Vec<Ended>> {
        for grant in granted {
            self.revoked.push(grant.id);
            self.grants.entry(grant.id).and_modify(|grant| grant.revoked_at = Some(self.at));
            let asset_id = match grant.scope {
                GrantScope::Asset(asset) => Some(asset),
                _ => None,
            };
            let Some(of) = self.cases.get(&grant.request_id) else { continue };
            let user_id = Some(self.user.id);
            let event = NewEvent { user_id, grant_id: Some(grant.id), asset_id, ..about(&of.request) };
            events::record(self.tx, "grant.revoked", &event, self.at).await?;
        }
        let by_them = granted.iter().filter_map(|grant| self.lives_by.get(&grant.id)).flatten();
        let touched: BTreeSet<RequestId> = by_them.copied().collect();
        for id in &touched {
            self.settle(*id);
        }
        let mut ended = Vec::new();
        for request in touched {
            let of_request: Vec<&GrantRecord> = granted.iter().filter(|grant| grant.request_id == request).collect();
            // What a policy gave to a browser went to nobody's address: an unproven one is not written to.
            let to = of_request.iter().find_map(|grant| match grant.subject {
                Subject::ExternalUser(id) => Some(Recipient::ExternalUser(id)),
                Subject::User(id) => Some(Recipient::User(id)),
                Subject::Browser(_) => None,
            });
            ended.extend(to.map(|to| (to, (request, of_request.iter().map(|grant| grant.id).collect()))));
        }
        Ok(ended)
    }

    /// What is left of a request when grants went: approved items that no live grant covers any more are revoked, and
    /// with the last live grant the request is.
    fn settle(&mut self, id: RequestId) {
        let Some(live) = self.cases.get(&id).map(|case| self.live_grants(case)) else { return };
        let Some(Case { request, items, .. }) = self.cases.get_mut(&id) else { return };
        let covered = |item: &Item| {
            live.iter().any(|grant| match (grant.scope, item.asset_id) {
                (GrantScope::Asset(granted), Some(asset)) => granted == asset,
                (GrantScope::Asset(_), None) => false,
                _ => true,
            })
        };
        for item in items.iter_mut().filter(|item| item.status == ItemStatus::Approved && !covered(item)) {
            item.status = ItemStatus::Revoked;
            self.gone.push(item.id);
        }
        let status = status_of(items.iter().map(|item| item.status));
        let is_over = live.is_empty() && status != RequestStatus::Pending;
        request.status = if is_over {
            RequestStatus::Revoked
        } else if live.is_empty() {
            status
        } else {
            keep(request.status, status)
        };
        let revoked = live.is_empty().then(|| (self.at, Some(self.user.id), self.message.clone()));
        self.changes.insert(id, Change { status: Some(request.status), decision: None, revoked });
    }

    /// Writes what the round took away.
    pub async fn end(self) -> Outcome<()> {
        grants::revoke(self.tx, &self.revoked, Some(self.user.id), self.at).await?;
        requests::set_item_status(self.tx, &self.gone, ItemStatus::Approved, ItemStatus::Revoked).await?;
        let mut alike: HashMap<Change, Vec<RequestId>> = HashMap::new();
        for (id, change) in self.changes {
            alike.entry(change).or_default().push(id);
        }
        for (change, ids) in alike {
            requests::change_all(self.tx, &ids, &change).await?;
        }
        Ok(())
    }
}

/// What somebody may take away who may decide these items of a request, of the live grants by which it lives; refused where
/// that is nothing.
pub(crate) fn revocable(
    items: &[Item],
    decidable: &BTreeSet<ItemId>,
    mut live: Vec<GrantRecord>,
) -> Outcome<Vec<GrantRecord>> {
    if decidable.is_empty() {
        let detail = "Only who may decide a request may revoke what it opened.";
        return Err(Refusal::forbidden("not-responsible", detail));
    }
    // In folder mode each responsible takes away what is theirs; the whole only who may decide every item.
    let may_all = decidable.len() == items.len();
    live.retain(|grant| match grant.scope {
        GrantScope::Asset(asset) => {
            items.iter().any(|item| item.asset_id == Some(asset) && decidable.contains(&item.id))
        }
        _ => may_all,
    });
    if live.is_empty() {
        let detail = "There is nothing to revoke: this request opens nothing now.";
        return Err(Refusal::conflict("nothing-granted", detail));
    }
    Ok(live)
}

/// A request of which something is left stays what it was decided to be.
fn keep(before: RequestStatus, now: RequestStatus) -> RequestStatus {
    match before {
        RequestStatus::Approved | RequestStatus::PartiallyApproved => before,
        _ => now,
    }
}
