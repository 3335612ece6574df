//! The outbox as its installation's keepers see it: what waits, what failed and why, and what they do about it.

use crate::{
    Result, Run, Tx,
    sql::{Pair, all, args, execute, from_row, one},
};
use domain::{JobId, Timestamp};

/// A piece of work as it lies in the outbox.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Its id.
    pub id: JobId,
    /// What it is about, as JSON; ids only.
    pub payload: String,
    /// How often it was begun.
    pub attempts: u32,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it is begun next.
    pub run_at: Timestamp,
    /// When it was given up.
    pub failed_at: Option<Timestamp>,
    /// Why it failed the last time.
    pub last_error: Option<String>,
}

from_row!(Queued { id, payload, attempts, created_at, run_at, failed_at, last_error });

const COLUMNS: &str = "id, payload, attempts, created_at, run_at, failed_at, last_error";

/// How much work there is of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// It waits for its turn, or for another try.
    pub waiting: u64,
    /// It waits for another try.
    pub failing: u64,
    /// It is not tried any more.
    pub given_up: u64,
}

/// How much work there is of one kind.
pub async fn counts(db: &impl Run, kind: &str) -> Result<Counts> {
    let waiting = crate::outbox::waiting(db, kind).await?;
    let sql = "SELECT COALESCE(SUM(CASE WHEN failed_at IS NULL THEN 1 ELSE 0 END), 0) AS one, \
               COALESCE(SUM(CASE WHEN failed_at IS NULL THEN 0 ELSE 1 END), 0) AS other \
               FROM outbox WHERE kind = $1 AND last_error IS NOT NULL";
    let Pair(failing, given_up) = one(db, sql, args![kind]).await?.unwrap_or(Pair(0, 0));
    Ok(Counts { waiting, failing, given_up })
}

/// The newest work of one kind that failed: for the moment, or for good.
pub async fn troubled(db: &impl Run, kind: &str, most: u32) -> Result<Vec<Queued>> {
    let sql =
        format!("SELECT {COLUMNS} FROM outbox WHERE kind = $1 AND last_error IS NOT NULL ORDER BY id DESC LIMIT $2");
    all(db, &sql, args![kind, most]).await
}

/// One piece of work of a kind, while it is in the outbox.
pub async fn by_id(db: &impl Run, kind: &str, id: JobId) -> Result<Option<Queued>> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE kind = $1 AND id = $2");
    one(db, &sql, args![kind, id]).await
}

/// Takes work up again at once that failed; whether it did. What was given up counts as enqueued now, so that its first
/// failure does not end it again.
pub async fn take_up(tx: &Tx, kind: &str, id: JobId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE outbox SET created_at = CASE WHEN failed_at IS NULL THEN created_at ELSE $3 END, \
               failed_at = NULL, attempts = 0, run_at = $3 \
               WHERE kind = $1 AND id = $2 AND last_error IS NOT NULL AND lease IS NULL";
    Ok(execute(tx, sql, args![kind, id, now]).await? > 0)
}

/// Drops work that failed; whether it did.
pub async fn drop_failed(tx: &Tx, kind: &str, id: JobId) -> Result<bool> {
    let sql = "DELETE FROM outbox WHERE kind = $1 AND id = $2 AND last_error IS NOT NULL AND lease IS NULL";
    Ok(execute(tx, sql, args![kind, id]).await? > 0)
}
