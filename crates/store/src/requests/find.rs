//! Finding requests, and taking hold of them.

use super::{COLUMNS, Request};
use crate::{
    Result, Run, Tx,
    grants::Subject,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, execute, from_row, one},
    terms::Owner,
};
use domain::*;

/// One request.
pub async fn by_id(db: &impl Run, id: RequestId) -> Result<Option<Request>> {
    one(db, &format!("SELECT {COLUMNS} FROM requests r WHERE r.id = $1"), args![id]).await
}

/// The request of this reference.
pub async fn by_reference(db: &impl Run, reference: &str) -> Result<Option<Request>> {
    one(db, &format!("SELECT {COLUMNS} FROM requests r WHERE r.reference = $1"), args![reference]).await
}

/// These requests, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[RequestId]) -> Result<Vec<Request>> {
    let mut requests = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM requests r WHERE r.id IN "));
        query.push_list(chunk.iter().copied());
        requests.extend(query.all(db).await?);
    }
    Ok(requests)
}

/// Takes hold of a request until the transaction ends: whoever else wants to change it waits. The request as it is now.
pub async fn hold(tx: &Tx, id: RequestId) -> Result<Option<Request>> {
    execute(tx, "UPDATE requests SET version = version + 1 WHERE id = $1", args![id]).await?;
    by_id(tx, id).await
}

/// Takes hold of several requests; those that are there, as they are now.
pub async fn hold_all(tx: &Tx, ids: &[RequestId]) -> Result<Vec<Request>> {
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE requests SET version = version + 1 WHERE id IN ");
        query.push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    by_ids(tx, ids).await
}

/// Who asked.
#[derive(Debug, Clone, Copy)]
pub struct Asker {
    /// For which request.
    pub id: RequestId,
    /// The external user, where it is one.
    pub external_user_id: Option<ExternalUserId>,
    /// The user, where it is one.
    pub user_id: Option<UserId>,
}

from_row!(Asker { id, external_user_id, user_id });

/// Who asked for these, in no particular order.
pub async fn requesters(db: &impl Run, ids: &[RequestId]) -> Result<Vec<Asker>> {
    let mut found = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT id, external_user_id, user_id FROM requests WHERE id IN ");
        query.push_list(chunk.iter().copied());
        found.extend(query.all::<_, Asker>(db).await?);
    }
    Ok(found)
}

/// The ids of the pending requests at a place of these requesters, oldest first.
pub async fn pending_of(tx: &Tx, externals: &[ExternalUserId], users: &[UserId]) -> Result<Vec<RequestId>> {
    let mut found = Vec::new();
    let pending =
        "SELECT id AS value FROM requests WHERE status = 'pending' AND (portal_id IS NOT NULL OR kit_id IS NOT NULL)";
    for chunk in externals.chunks(LIST_CHUNK) {
        let mut query = Query::new(pending);
        query.push(" AND external_user_id IN ", vec![]).push_list(chunk.iter().copied());
        found.extend(query.all::<_, Single<RequestId>>(tx).await?);
    }
    for chunk in users.chunks(LIST_CHUNK) {
        let mut query = Query::new(pending);
        query.push(" AND user_id IN ", vec![]).push_list(chunk.iter().copied());
        found.extend(query.all::<_, Single<RequestId>>(tx).await?);
    }
    let mut found: Vec<RequestId> = found.into_iter().map(|Single(id)| id).collect();
    found.sort_unstable();
    Ok(found)
}

/// The ids of the requests of a user that wait for a decision, at a place or without one, oldest first.
pub async fn pending_of_user(db: &impl Run, user: UserId) -> Result<Vec<RequestId>> {
    let sql = "SELECT id AS value FROM requests WHERE user_id = $1 AND status = 'pending' ORDER BY id";
    let rows = all(db, sql, args![user]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// The pending requests that wait for a place: those for the whole of it, which end with it, and those for assets under its
/// policy. They number at most `most`, oldest first.
pub async fn waiting_for(db: &impl Run, of: Owner, most: u32) -> Result<Vec<(RequestId, RequestScope)>> {
    let ((column, id), word) = (of.column(), of.word());
    let sql = format!(
        "SELECT id AS one, scope AS other FROM requests WHERE {column} = $1 AND status = 'pending' \
         AND (scope = '{word}' OR policy_of = '{word}') ORDER BY id LIMIT $2"
    );
    let found: Vec<Pair<RequestId, RequestScope>> = all(db, &sql, args![id, most]).await?;
    Ok(found.into_iter().map(|Pair(id, scope)| (id, scope)).collect())
}

/// How many of them there are: for the whole of it, and for assets.
pub async fn count_waiting_for(db: &impl Run, of: Owner) -> Result<(u64, u64)> {
    let ((column, id), word) = (of.column(), of.word());
    let sql = format!(
        "SELECT COALESCE(SUM(CASE WHEN scope = 'assets' THEN 0 ELSE 1 END), 0) AS one, \
         COALESCE(SUM(CASE WHEN scope = 'assets' THEN 1 ELSE 0 END), 0) AS other FROM requests \
         WHERE {column} = $1 AND status = 'pending' AND (scope = '{word}' OR policy_of = '{word}')"
    );
    Ok(one(db, &sql, args![id]).await?.map_or((0, 0), |Pair(whole, assets)| (whole, assets)))
}

/// The newest requests of an external user.
pub async fn of_external_user(db: &impl Run, user: ExternalUserId, most: u32) -> Result<Vec<Request>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM requests r WHERE r.external_user_id = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT $2"
    );
    all(db, &sql, args![user, most]).await
}

/// The responsibles chosen in these requests.
pub async fn chosen_responsibles(db: &impl Run, requests: &[RequestId]) -> Result<Vec<(RequestId, UserId)>> {
    let mut chosen = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query =
            Query::new("SELECT request_id AS one, user_id AS other FROM request_responsibles WHERE request_id IN ");
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY request_id, user_id", vec![]);
        let rows: Vec<Pair<RequestId, UserId>> = query.all(db).await?;
        chosen.extend(rows.into_iter().map(|Pair(request, user)| (request, user)));
    }
    Ok(chosen)
}

/// How many requests there are in this state.
pub async fn count(db: &impl Run, status: RequestStatus) -> Result<u64> {
    let row = one(db, "SELECT COUNT(*) AS value FROM requests WHERE status = $1", args![status]).await?;
    Ok(row.map_or(0, |Single(count)| count))
}

/// How many requests each of these external users made, and when the last one came.
pub async fn asked_by(
    db: &impl Run,
    users: &[ExternalUserId],
) -> Result<std::collections::HashMap<ExternalUserId, (u64, Timestamp)>> {
    struct Asked(ExternalUserId, u64, Timestamp);
    impl crate::sql::FromRow for Asked {
        fn from_row(row: &crate::sql::Row) -> Result<Self> {
            Ok(Asked(row.get("user_id")?, row.get("asked")?, row.get("last")?))
        }
    }
    let mut asked = std::collections::HashMap::new();
    for chunk in users.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT external_user_id AS user_id, COUNT(*) AS asked, MAX(created_at) AS last FROM requests WHERE external_user_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.push(" GROUP BY external_user_id", vec![]);
        let rows: Vec<Asked> = query.all(db).await?;
        asked.extend(rows.into_iter().map(|Asked(user, count, last)| (user, (count, last))));
    }
    Ok(asked)
}

/// How many requests of a requester stand in which state.
pub async fn statuses_of(db: &impl Run, requester: Subject) -> Result<Vec<(RequestStatus, u64)>> {
    let (column, id) = match requester {
        Subject::ExternalUser(id) => ("external_user_id", id.0),
        Subject::User(id) => ("user_id", id.0),
        // A browser asks in somebody's name.
        Subject::Browser(_) => return Ok(Vec::new()),
    };
    let sql = format!(
        "SELECT status AS one, COUNT(*) AS other FROM requests WHERE {column} = $1 GROUP BY status ORDER BY status"
    );
    let found: Vec<Pair<RequestStatus, u64>> = all(db, &sql, args![id]).await?;
    Ok(found.into_iter().map(|Pair(status, count)| (status, count)).collect())
}
