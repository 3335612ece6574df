//! Requests with what belongs to them, for rules that `domain` knows.

use super::{Fault, MOST};
use crate::{
    Result, Run,
    sql::{FromRow, Pair, Row, all, args},
};
use domain::{ItemStatus, RequestId, RequestStatus, Timestamp};
use std::collections::HashMap;

/// A request with the states of its items.
#[derive(Debug, Clone)]
pub struct RequestState {
    /// Its id.
    pub id: RequestId,
    /// Its own state.
    pub status: RequestStatus,
    /// Those of its items.
    pub items: Vec<ItemStatus>,
}

impl FromRow for RequestState {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.get("id")?, status: row.get("status")?, items: vec![] })
    }
}

/// How many requests are read at once.
const STEP: usize = 5_000;

/// Some requests after an id; none at the end.
pub async fn request_states(db: &impl Run, after: RequestId) -> Result<Vec<RequestState>> {
    let sql = format!("SELECT id, status FROM requests WHERE id > $1 ORDER BY id LIMIT {STEP}");
    let mut requests: Vec<RequestState> = all(db, &sql, args![after]).await?;
    let Some(last) = requests.last().map(|request| request.id) else { return Ok(vec![]) };
    let sql = "SELECT request_id AS one, status AS other FROM request_items WHERE request_id > $1 AND request_id <= $2";
    let items: Vec<Pair<RequestId, ItemStatus>> = all(db, sql, args![after, last]).await?;
    let mut of_request: HashMap<RequestId, Vec<ItemStatus>> = HashMap::new();
    for Pair(request, status) in items {
        of_request.entry(request).or_default().push(status);
    }
    for request in &mut requests {
        request.items = of_request.remove(&request.id).unwrap_or_default();
    }
    Ok(requests)
}

/// Grants that stand open now though nothing of their request does.
pub async fn live_grants(db: &impl Run, now: Timestamp) -> Result<Vec<Fault>> {
    let sql = format!(
        "SELECT CAST(g.id AS TEXT) AS one, r.status || ' (requests ' || CAST(r.id AS TEXT) || ')' AS other FROM grants g \
         JOIN requests r ON r.id = g.request_id WHERE g.revoked_at IS NULL AND (g.expires_at IS NULL OR g.expires_at > $1) \
         AND r.status IN ('revoked', 'denied', 'cancelled', 'expired') ORDER BY g.id LIMIT {MOST}"
    );
    let rows: Vec<Pair<String, String>> = all(db, &sql, args![now]).await?;
    let fault = |Pair(id, request): Pair<String, String>| Fault {
        table: "grants",
        id,
        what: format!("it stands open, though its request is {request}"),
    };
    Ok(rows.into_iter().map(fault).collect())
}
