//! What becomes of requests.

use super::{PolicyOf, Request, counts};
use crate::{
    Result, Tx,
    sql::{LIST_CHUNK, Query, args, execute},
};
use domain::*;

/// When and by whom (none: the policy) a request was decided, what was said, until when it counts.
pub type Decided = (Timestamp, Option<UserId>, Option<String>, Option<Timestamp>);

/// What changes on a request when it is decided, withdrawn or revoked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Change {
    /// Its new state.
    pub status: Option<RequestStatus>,
    /// How it was decided.
    pub decision: Option<Decided>,
    /// When and by whom the last of its grants was revoked, and what was said.
    pub revoked: Option<(Timestamp, Option<UserId>, Option<String>)>,
}

/// Changes a request that this transaction holds.
pub async fn change(tx: &Tx, id: RequestId, change: &Change) -> Result<()> {
    change_all(tx, &[id], change).await
}

/// Makes one user the responsible of a request that this transaction holds, whoever was before.
pub async fn pass_on(tx: &Tx, request: &Request, to: UserId) -> Result<()> {
    execute(tx, "DELETE FROM request_responsibles WHERE request_id = $1", args![request.id]).await?;
    let sql =
        "INSERT INTO request_responsibles (request_id, user_id, asked_at, request_status) VALUES ($1, $2, $3, $4)";
    execute(tx, sql, args![request.id, to, request.created_at, request.status]).await?;
    let sql = "UPDATE requests SET routing = $2, routes_external = 0 WHERE id = $1";
    execute(tx, sql, args![request.id, Routing::Chosen]).await?;
    Ok(())
}

/// What was last decided about requests that this transaction holds was undone: they are in this state again, and were last
/// decided so, if ever.
pub async fn reopen(tx: &Tx, ids: &[RequestId], status: RequestStatus, last: Option<Decided>) -> Result<()> {
    change_all(tx, ids, &Change { status: Some(status), ..Change::default() }).await?;
    let at = last.as_ref().map(|(at, ..)| *at);
    let (by, message, expires_at) = last.map_or((None, None, None), |(_, by, message, end)| (by, message, end));
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE requests SET decided_at = ");
        query.push("?, decided_by = ?, message = ?, expires_at = ? WHERE id IN ", args![at, by, &message, expires_at]);
        query.push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    Ok(())
}

/// Changes requests that this transaction holds, all alike.
pub async fn change_all(tx: &Tx, ids: &[RequestId], change: &Change) -> Result<()> {
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    if let Some(status) = change.status {
        counts::move_to(tx, ids, status).await?;
        columns.push("status = ?");
        values.extend(args![status]);
    }
    if let Some((at, by, message, expires_at)) = &change.decision {
        columns.push("decided_at = ?, decided_by = ?, message = ?, expires_at = ?");
        values.extend(args![*at, *by, message, *expires_at]);
    }
    if let Some((at, by, message)) = &change.revoked {
        columns.push("revoked_at = ?, revoked_by = ?, revocation_message = ?");
        values.extend(args![*at, *by, message]);
    }
    if columns.is_empty() {
        return Ok(());
    }
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE requests SET ");
        query.push(&columns.join(", "), values.clone());
        query.push(" WHERE id IN ", vec![]).push_list(chunk.iter().copied());
        query.execute(tx).await?;
        let Some(status) = change.status else { continue };
        // Lists are read by these, state by state.
        for table in ["request_items", "request_responsibles"] {
            let mut query = Query::new(&format!("UPDATE {table} SET request_status = "));
            query.push("? WHERE request_id IN ", args![status]).push_list(chunk.iter().copied());
            query.execute(tx).await?;
        }
    }
    Ok(())
}

/// Says that no place's policy counts any more for requests that this transaction holds: what is approved is granted asset
/// by asset.
pub async fn let_go(tx: &Tx, ids: &[RequestId]) -> Result<()> {
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE requests SET policy_of = ");
        query.push("? WHERE id IN ", args![PolicyOf::Nobody]).push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    Ok(())
}
