//! Requests of which a user hears together, in one mail that goes out at a set moment.

use crate::{
    Result, Run, Tx,
    sql::{Single, all, args, execute, insert_many, one},
};
use domain::{RequestId, Timestamp, UserId};

/// Adds requests to the mail of a user that goes out then; whether they are the first in it.
pub async fn add(tx: &Tx, user: UserId, due: Timestamp, requests: &[RequestId]) -> Result<bool> {
    let sql = "SELECT request_id AS value FROM digest_requests WHERE user_id = $1 AND due_at = $2 LIMIT 1";
    let is_first = one::<_, Single<RequestId>>(tx, sql, args![user, due]).await?.is_none();
    let rows = requests.iter().map(|request| args![user, due, *request]).collect();
    let head = "INSERT INTO digest_requests (user_id, due_at, request_id)";
    // They name requests that may be written in this transaction.
    tx.flush_for("requests").await?;
    insert_many(tx, head, "ON CONFLICT DO NOTHING", rows).await?;
    Ok(is_first)
}

/// The requests in the mail of a user that goes out then, in the order in which they came.
pub async fn requests(db: &impl Run, user: UserId, due: Timestamp) -> Result<Vec<RequestId>> {
    let sql = "SELECT request_id AS value FROM digest_requests WHERE user_id = $1 AND due_at = $2 ORDER BY request_id";
    let rows = all(db, sql, args![user, due]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// Forgets the mails that were due before `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM digest_requests WHERE due_at < $1", args![before]).await?;
    Ok(())
}
