//! Decisions: acts of approving or denying. The primary key of `item_decisions` keeps it to one for an item.

use crate::{
    Error, Result, Run, Table, Tx,
    requests::set_item_status,
    sql::{LIST_CHUNK, Pair, Query, args, from_row, one},
};
use domain::{DecisionId, GrantId, ItemId, ItemStatus, RequestId, Timestamp, UserId, Verdict};

/// A decision to remember.
#[derive(Debug, Clone)]
pub struct NewDecision {
    /// About which request.
    pub request_id: RequestId,
    /// What it says.
    pub verdict: Verdict,
    /// Who made it; none: the policy.
    pub user_id: Option<UserId>,
    /// Whether the decider may decide all that the whole would open.
    pub whole: bool,
    /// What was said with it.
    pub message: Option<String>,
    /// Until when what it approves may be downloaded.
    pub expires_at: Option<Timestamp>,
    /// The grant of another request that covers what it approves.
    pub through_grant_id: Option<GrantId>,
}

/// A decision as remembered.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// About which request.
    pub request_id: RequestId,
    /// What it says.
    pub verdict: Verdict,
    /// Who made it; none: the policy.
    pub user_id: Option<UserId>,
    /// What was said with it.
    pub message: Option<String>,
    /// Until when what it approves may be downloaded.
    pub expires_at: Option<Timestamp>,
    /// When.
    pub created_at: Timestamp,
}

from_row!(Decision { id, request_id, verdict, user_id, message, expires_at, created_at });

/// One decision.
pub async fn by_id(db: &impl Run, id: DecisionId) -> Result<Option<Decision>> {
    let sql = "SELECT id, request_id, verdict, user_id, message, expires_at, created_at FROM decisions WHERE id = $1";
    one(db, sql, args![id]).await
}

/// The requests that were approved because one of these grants covers them, each with the grant.
pub async fn requests_through(db: &impl Run, grants: &[GrantId]) -> Result<Vec<(GrantId, RequestId)>> {
    let mut found = Vec::new();
    for chunk in grants.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT DISTINCT through_grant_id AS one, request_id AS other FROM decisions WHERE through_grant_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY through_grant_id, request_id", vec![]);
        found.extend(
            query.all::<_, Pair<GrantId, RequestId>>(db).await?.into_iter().map(|Pair(one, other)| (one, other)),
        );
    }
    Ok(found)
}

/// The grants of other requests by which these live, each with the request.
pub async fn grants_through(db: &impl Run, requests: &[RequestId]) -> Result<Vec<(RequestId, GrantId)>> {
    let mut found = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT DISTINCT request_id AS one, through_grant_id AS other FROM decisions WHERE through_grant_id IS NOT NULL \
             AND request_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY request_id, through_grant_id", vec![]);
        found.extend(
            query.all::<_, Pair<RequestId, GrantId>>(db).await?.into_iter().map(|Pair(one, other)| (one, other)),
        );
    }
    Ok(found)
}

/// Remembers a decision on these items and sets their status. An item that has a decision, or that waits for none any
/// more, is refused as [`Error::Taken`].
pub async fn insert(tx: &Tx, decision: &NewDecision, items: &[ItemId], now: Timestamp) -> Result<DecisionId> {
    let id = remember(tx, decision, items, now).await?;
    settle(tx, items, decision.verdict).await?;
    Ok(id)
}

/// Sets the status of items that were decided, of however many decisions with this verdict. One that waits for no
/// decision any more is refused as [`Error::Taken`].
pub async fn settle(tx: &Tx, items: &[ItemId], verdict: Verdict) -> Result<()> {
    let waited = set_item_status(tx, items, ItemStatus::Pending, verdict.item_status()).await?;
    if usize::try_from(waited) != Ok(items.len()) {
        return Err(Error::Taken("request_items.status: an item waits for no decision".into()));
    }
    Ok(())
}

/// Remembers a decision on these items, whose status is to be [settled](settle) with those of others.
pub async fn remember(tx: &Tx, decision: &NewDecision, items: &[ItemId], now: Timestamp) -> Result<DecisionId> {
    let id = DecisionId(tx.id(Table::Decisions).await?);
    let head = "INSERT INTO decisions (id, request_id, verdict, user_id, whole, message, expires_at, through_grant_id, created_at)";
    let NewDecision { request_id, verdict, user_id, whole, message, expires_at, through_grant_id } = decision;
    let row = args![id, *request_id, *verdict, *user_id, *whole, message, *expires_at, *through_grant_id, now];
    tx.insert_later("decisions", head, [row]);
    let rows = items.iter().map(|item| args![*item, id]);
    tx.insert_later("item_decisions", "INSERT INTO item_decisions (item_id, decision_id)", rows);
    Ok(id)
}
