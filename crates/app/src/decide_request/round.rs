//! A round of decisions: requests that are decided in one transaction. They are read together, decided one after the other
//! in memory, by the rules and as if each were alone, and written together.

use super::{Decision, choose};
use crate::{
    App, Outcome, Refusal,
    notify::{self, Leaves, Recipient, requester_of},
    responsibles::{Deciders, may_decide_whole},
    submit::{Memo, about},
};
use domain::{
    grant::{ApprovedItem, DecidedRequest},
    request::status_of,
    *,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use store::{
    Tx,
    decisions::{self, NewDecision},
    events::{self, NewEvent},
    grants::{self, Subject},
    open_asks,
    requests::{self, Change, Item, Request},
    users::User,
};

/// A request as it stands in the round.
struct Case {
    request: Request,
    items: Vec<Item>,
}

/// Requests that are decided in one transaction.
pub(super) struct Round<'a> {
    app: &'a App,
    tx: &'a Tx,
    user: &'a User,
    decision: &'a Decision,
    /// When the mails leave that tell of it.
    leaves: Leaves,
    /// The one moment of everything that belongs to it.
    at: Timestamp,
    cases: HashMap<RequestId, Case>,
    /// The pending requests of each requester at each place, oldest first.
    beside: HashMap<(Recipient, Place), Vec<RequestId>>,
    deciders: Deciders,
    memo: Memo,
    /// Every decision that was made.
    made: Vec<DecisionId>,
    /// Those that were made before it in the same stroke.
    earlier: &'a HashSet<DecisionId>,
    /// What is to be written at the end.
    settled: Vec<ItemId>,
    changes: BTreeMap<RequestId, Change>,
}

impl<'a> Round<'a> {
    /// Takes hold of the requests, and of those that an approval of theirs may cover.
    pub async fn begin(
        app: &'a App,
        tx: &'a Tx,
        user: &'a User,
        decision: &'a Decision,
        leaves: Leaves,
        ids: &[RequestId],
        earlier: &'a HashSet<DecisionId>,
    ) -> Outcome<Round<'a>> {
        let mut rows = requests::hold_all(tx, ids).await?;
        if decision.verdict == Verdict::Approve {
            let externals: BTreeSet<ExternalUserId> = rows.iter().filter_map(|row| row.external_user_id).collect();
            let users: BTreeSet<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
            let (externals, users): (Vec<_>, Vec<_>) = (externals.into_iter().collect(), users.into_iter().collect());
            let held: BTreeSet<RequestId> = rows.iter().map(|row| row.id).collect();
            let mut others = requests::pending_of(tx, &externals, &users).await?;
            others.retain(|id| !held.contains(id));
            rows.extend(requests::hold_all(tx, &others).await?);
        }
        rows.sort_unstable_by_key(|row| row.id);
        let held: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
        let deciders = Deciders::of(tx, user, &rows).await?;
        let mut beside: HashMap<(Recipient, Place), Vec<RequestId>> = HashMap::new();
        let mut cases: HashMap<RequestId, Case> = HashMap::with_capacity(rows.len());
        for request in rows {
            if let (RequestStatus::Pending, Some(key)) = (request.status, requester_of(&request).zip(request.place())) {
                beside.entry(key).or_default().push(request.id);
            }
            cases.insert(request.id, Case { request, items: vec![] });
        }
        for item in requests::items(tx, &held).await? {
            if let Some(case) = cases.get_mut(&item.request_id) {
                case.items.push(item);
            }
        }
        let (made, settled, changes) = (Vec::new(), Vec::new(), BTreeMap::new());
        Ok(Round {
            app,
            tx,
            user,
            decision,
            leaves,
            at: app.now(),
            cases,
            beside,
            deciders,
            memo: Memo::default(),
            made,
            earlier,
            settled,
            changes,
        })
    }

    /// The state of a request as it is by now; none where the decider may not know of it.
    pub fn status(&self, id: RequestId) -> Option<RequestStatus> {
        let Case { request, items } = self.cases.get(&id)?;
        self.deciders.decidable(request, items).is_ok().then_some(request.status)
    }

    /// Decides one request; the decisions that its requester has to be told of. What is refused changes nothing.
    pub async fn decide(&mut self, id: RequestId) -> Outcome<Vec<(Recipient, DecisionId)>> {
        let Case { request, items } = self.cases.get(&id).ok_or(Refusal::NotFound)?;
        let decidable = self.deciders.decidable(request, items)?;
        let chosen = match choose(request, items, self.user.id, &decidable, self.decision) {
            // What another one of the same stroke opened has decided this one too, and is told of with that.
            Err(Refusal::AlreadyDecided { .. }) if self.is_covered(items) => return Ok(vec![]),
            chosen => chosen?,
        };
        let decider = self.deciders.of_request(request);
        let whole = may_decide_whole(self.app, self.tx, &decider, request).await?;
        let row = NewDecision {
            request_id: id,
            verdict: self.decision.verdict,
            user_id: Some(self.user.id),
            whole,
            message: self.decision.message.clone(),
            expires_at: self.decision.expires_at,
            through_grant_id: None,
        };
        let made = self.remember(row, &chosen).await?;
        let granted = match self.decision.verdict {
            Verdict::Approve => self.grant(id, &chosen, made).await?,
            Verdict::Deny => vec![],
        };
        self.settle(id, &[made], self.decision.message.clone()).await?;
        let mut decisions = vec![made];
        decisions.extend(self.decide_covered(id, &granted).await?);
        let to = self.cases.get(&id).and_then(|case| requester_of(&case.request));
        Ok(decisions.into_iter().filter_map(|decision| Some((to?, decision))).collect())
    }

    /// Whether this stroke has decided some of these items, in this round or in one before.
    fn is_covered(&self, items: &[Item]) -> bool {
        let mut decisions = items.iter().filter_map(|item| item.decision_id);
        decisions.any(|decision| self.made.contains(&decision) || self.earlier.contains(&decision))
    }

    /// Remembers a decision on items, here and in the records.
    async fn remember(&mut self, row: NewDecision, chosen: &[ItemId]) -> Outcome<DecisionId> {
        let made = decisions::remember(self.tx, &row, chosen, self.at).await?;
        self.made.push(made);
        self.settled.extend(chosen);
        let items = self.cases.get_mut(&row.request_id).map(|case| case.items.as_mut_slice()).unwrap_or_default();
        for item in items.iter_mut().filter(|item| chosen.contains(&item.id)) {
            item.status = row.verdict.item_status();
            item.decision_id = Some(made);
            item.decided_by = row.user_id;
            item.decided_at = Some(self.at);
            item.message = row.message.clone();
            item.whole = Some(i64::from(row.whole));
        }
        Ok(made)
    }

    /// Gives the grants that an approval makes.
    async fn grant(
        &mut self,
        id: RequestId,
        chosen: &[ItemId],
        decision: DecisionId,
    ) -> Outcome<Vec<(GrantId, GrantScope)>> {
        let Some(Case { request, items }) = self.cases.get(&id) else { return Ok(vec![]) };
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
        let expires_at = self.decision.expires_at;
        let ids = grants::insert(self.tx, id, decision, subject, &scopes, expires_at, self.at).await?;
        Ok(ids.into_iter().zip(scopes).collect())
    }

    /// What decisions make of a request: its state, its history, and who hears of it.
    async fn settle(&mut self, id: RequestId, made: &[DecisionId], message: Option<String>) -> Outcome<()> {
        let Some(case) = self.cases.get_mut(&id) else { return Ok(()) };
        let request = &mut case.request;
        request.status = status_of(case.items.iter().map(|item| item.status));
        request.expires_at = self.decision.expires_at.or(request.expires_at);
        let change = Change {
            status: Some(request.status),
            decision: Some((self.at, Some(self.user.id), message, request.expires_at)),
            revoked: None,
        };
        self.changes.insert(id, change);
        let kind = match self.decision.verdict {
            Verdict::Approve => "decision.approved",
            Verdict::Deny => "decision.denied",
        };
        let decided = case.items.iter().filter(|item| item.decision_id.is_some_and(|id| made.contains(&id)));
        let mut event = NewEvent {
            user_id: Some(self.user.id),
            assets: decided.filter_map(|item| item.asset_id).collect(),
            ..about(request)
        };
        // What is undone is told from what stands by this.
        if let Leaves::WithStroke(stroke) = self.leaves {
            event.data.insert("strokeId".into(), stroke.0.into());
        }
        events::record(self.tx, kind, &event, self.at).await?;
        if request.status != RequestStatus::Pending {
            let by = Some(self.user.id);
            let memo = &mut self.memo;
            notify::tell_handled(self.app, self.tx, request, &case.items, by, self.leaves, memo).await?;
        }
        Ok(())
    }

    /// A grant that also covers other pending requests of the same requester and place decides those too, in the same
    /// mail.
    async fn decide_covered(&mut self, id: RequestId, granted: &[(GrantId, GrantScope)]) -> Outcome<Vec<DecisionId>> {
        let Some(Case { request, .. }) = self.cases.get(&id) else { return Ok(vec![]) };
        let Some(place) = request.place().filter(|_| !granted.is_empty()) else { return Ok(vec![]) };
        let source = request.policy_source();
        let Some(to) = requester_of(request) else { return Ok(vec![]) };
        let others = self.beside.get(&(to, place)).cloned().unwrap_or_default();
        let mut made = Vec::new();
        for other in others.into_iter().filter(|other| *other != id) {
            let before = made.len();
            for (grant, scope) in granted {
                let covers = |item: &&Item| match item.asset_id {
                    Some(asset) => scope.covers(asset, place, source),
                    None => scope.covers_place(place, source),
                };
                let items = self.cases.get(&other).map(|case| case.items.as_slice()).unwrap_or_default();
                let pending = items.iter().filter(|item| item.status == ItemStatus::Pending).filter(covers);
                let covered: Vec<ItemId> = pending.map(|item| item.id).collect();
                if covered.is_empty() {
                    continue;
                }
                let row = NewDecision {
                    request_id: other,
                    verdict: Verdict::Approve,
                    user_id: Some(self.user.id),
                    whole: false,
                    message: None,
                    expires_at: self.decision.expires_at,
                    through_grant_id: Some(*grant),
                };
                made.push(self.remember(row, &covered).await?);
            }
            if made.len() > before {
                self.settle(other, &made[before..], None).await?;
            }
        }
        Ok(made)
    }

    /// Writes what the round made of its requests; every decision that was made.
    pub async fn end(self) -> Outcome<Vec<DecisionId>> {
        decisions::settle(self.tx, &self.settled, self.decision.verdict).await?;
        let ids: Vec<RequestId> = self.changes.keys().copied().collect();
        let mut alike: HashMap<Change, Vec<RequestId>> = HashMap::new();
        for (id, change) in self.changes {
            alike.entry(change).or_default().push(id);
        }
        for (change, ids) in alike {
            requests::change_all(self.tx, &ids, &change).await?;
        }
        open_asks::release(self.tx, &ids).await?;
        Ok(self.made)
    }
}
