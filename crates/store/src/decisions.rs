//! Decisions: acts of approving or denying. The primary key of `item_decisions` keeps it to one for an item.

use crate::{
    Error, Result, Run, Table, Tx,
    requests::set_item_status,
    sql::{Single, all, args, execute, from_row, insert_many, one},
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

/// The requests that were approved because this grant covers them.
pub async fn requests_through(db: &impl Run, grant: GrantId) -> Result<Vec<RequestId>> {
    let sql = "SELECT DISTINCT request_id AS value FROM decisions WHERE through_grant_id = $1 ORDER BY request_id";
    let rows = all(db, sql, args![grant]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// The grants of other requests by which this one lives.
pub async fn grants_through(db: &impl Run, request: RequestId) -> Result<Vec<GrantId>> {
    let sql = "SELECT DISTINCT through_grant_id AS value FROM decisions WHERE request_id = $1 AND through_grant_id IS NOT NULL \
               ORDER BY through_grant_id";
    let rows = all(db, sql, args![request]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// Remembers a decision on these items and sets their status. An item that has a decision, or that waits for none any
/// more, is refused as [`Error::Taken`].
pub async fn insert(tx: &Tx, decision: &NewDecision, items: &[ItemId], now: Timestamp) -> Result<DecisionId> {
    let id = DecisionId(tx.id(Table::Decisions).await?);
    let sql = "INSERT INTO decisions (id, request_id, verdict, user_id, whole, message, expires_at, through_grant_id, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let NewDecision { request_id, verdict, user_id, whole, message, expires_at, through_grant_id } = decision;
    execute(tx, sql, args![id, *request_id, *verdict, *user_id, *whole, message, *expires_at, *through_grant_id, now])
        .await?;
    let rows = items.iter().map(|item| args![*item, id]).collect();
    insert_many(tx, "INSERT INTO item_decisions (item_id, decision_id)", "", rows).await?;
    let waited = set_item_status(tx, items, ItemStatus::Pending, verdict.item_status()).await?;
    if usize::try_from(waited) != Ok(items.len()) {
        return Err(Error::Taken("request_items.status: an item waits for no decision".into()));
    }
    Ok(id)
}
