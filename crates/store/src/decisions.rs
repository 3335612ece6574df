//! Decisions: acts of approving or denying. The primary key of `item_decisions` keeps it to one for an item.

use crate::{
    Result, Table, Tx,
    sql::{args, execute, insert_many},
};
use domain::{DecisionId, ItemId, RequestId, Timestamp, UserId, Verdict};

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
}

/// Remembers a decision on these items and sets their status. An item that has a decision is refused as
/// [`crate::Error::Taken`].
pub async fn insert(tx: &Tx, decision: &NewDecision, items: &[ItemId], now: Timestamp) -> Result<DecisionId> {
    let id = DecisionId(tx.id(Table::Decisions).await?);
    let sql = "INSERT INTO decisions (id, request_id, verdict, user_id, whole, message, expires_at, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let NewDecision { request_id, verdict, user_id, whole, message, expires_at } = decision;
    execute(tx, sql, args![id, *request_id, *verdict, *user_id, *whole, message, *expires_at, now]).await?;
    let rows = items.iter().map(|item| args![*item, id]).collect();
    insert_many(tx, "INSERT INTO item_decisions (item_id, decision_id)", "", rows).await?;
    crate::requests::set_item_status(tx, items, domain::ItemStatus::Pending, verdict.item_status()).await?;
    Ok(id)
}
