//! The outbox: background work, enqueued in the transaction that makes it necessary.

use crate::{
    Engine, Error, Result, Run, Table, Tx, installation,
    sql::{Single, all, args, execute, from_row, one},
};
use domain::{JobId, StrokeId, Timestamp};
use serde::Serialize;

/// A piece of work that this process has leased.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// What it is about, as JSON; ids only.
    pub payload: String,
    /// How often it was begun, this time included.
    pub attempts: u32,
    /// When it was enqueued.
    pub created_at: Timestamp,
}

from_row!(Job { id, kind, payload, attempts, created_at });

const INSERT: &str = "INSERT INTO outbox (id, kind, payload, created_at, run_at, attempts)";

/// Enqueues work to be begun at `run_at`.
pub async fn enqueue(
    tx: &Tx,
    kind: &str,
    payload: &impl Serialize,
    now: Timestamp,
    run_at: Timestamp,
) -> Result<JobId> {
    let id = JobId(tx.id(Table::Outbox).await?);
    tx.insert_later("outbox", INSERT, [args![id, kind, json(payload)?, now, run_at, 0i64]]);
    Ok(id)
}

/// Enqueues work that belongs to a stroke: until it is begun, whoever made the stroke may [take it back](take_back).
pub async fn enqueue_with_stroke(
    tx: &Tx,
    kind: &str,
    payload: &impl Serialize,
    now: Timestamp,
    run_at: Timestamp,
    stroke: StrokeId,
) -> Result<JobId> {
    const HEAD: &str = "INSERT INTO outbox (id, kind, payload, created_at, run_at, attempts, stroke_id)";
    let id = JobId(tx.id(Table::Outbox).await?);
    tx.insert_later("outbox", HEAD, [args![id, kind, json(payload)?, now, run_at, 0i64, stroke]]);
    Ok(id)
}

/// How much work of a stroke nobody has begun.
pub async fn of_stroke(db: &impl Run, stroke: StrokeId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM outbox WHERE stroke_id = $1 AND attempts = 0 AND lease IS NULL";
    Ok(one(db, sql, args![stroke]).await?.map_or(0, |Single(count)| count))
}

/// Begins the work of a stroke that nobody has begun at `run_at` only.
pub async fn put_off(tx: &Tx, stroke: StrokeId, run_at: Timestamp) -> Result<()> {
    let sql = "UPDATE outbox SET run_at = $2 WHERE stroke_id = $1 AND attempts = 0 AND lease IS NULL";
    execute(tx, sql, args![stroke, run_at]).await?;
    Ok(())
}

/// Has work of one kind begun at `now` that waits for a later moment: the one of this id, and that whose payload ends with
/// `part`. How much that was.
pub async fn hasten(tx: &Tx, kind: &str, job: JobId, part: &str, now: Timestamp) -> Result<u64> {
    let sql = "UPDATE outbox SET run_at = $4 WHERE failed_at IS NULL AND lease IS NULL AND kind = $1 \
               AND (id = $2 OR payload LIKE $3)";
    execute(tx, sql, args![kind, job, format!("%{part}"), now]).await
}

/// Takes the work of a stroke back that nobody has begun; how much that was.
pub async fn take_back(tx: &Tx, stroke: StrokeId) -> Result<u64> {
    let sql = "DELETE FROM outbox WHERE stroke_id = $1 AND attempts = 0 AND lease IS NULL";
    execute(tx, sql, args![stroke]).await
}

/// Enqueues many pieces of work of one kind, to be begun now.
pub async fn enqueue_many(tx: &Tx, kind: &str, payloads: &[impl Serialize], now: Timestamp) -> Result<()> {
    let ids = tx.ids(Table::Outbox, payloads.len()).await?;
    let mut rows = Vec::with_capacity(payloads.len());
    for (id, payload) in ids.zip(payloads) {
        rows.push(args![id, kind, json(payload)?, now, now, 0i64]);
    }
    tx.insert_later("outbox", INSERT, rows);
    Ok(())
}

fn json(payload: &impl Serialize) -> Result<String> {
    serde_json::to_string(payload).map_err(|error| Error::Unreadable(error.to_string()))
}

/// Leases up to `most` pieces of work of one kind that are due. Who does not finish or release one by `until` loses it to another.
pub async fn lease(
    store: &crate::Store,
    kind: &str,
    holder: &str,
    most: u32,
    now: Timestamp,
    until: Timestamp,
) -> Result<Vec<Job>> {
    // SQLite has one writer, so nobody can be skipped there. PostgreSQL may run a sub-select more than once, and then lock
    // more than its LIMIT; it runs a WITH that locks exactly once.
    let skip = if store.engine() == Engine::Postgres { " FOR UPDATE SKIP LOCKED" } else { "" };
    let sql = format!(
        "WITH due AS (SELECT id FROM outbox WHERE failed_at IS NULL AND kind = $5 AND run_at <= $3 \
         AND NOT EXISTS (SELECT 1 FROM installation WHERE name = $6) ORDER BY run_at, id LIMIT $4{skip}) \
         UPDATE outbox SET lease = $1, run_at = $2, attempts = attempts + 1 WHERE id IN (SELECT id FROM due) \
         RETURNING id, kind, payload, attempts, created_at"
    );
    let mut jobs: Vec<Job> =
        crate::write!(store, |tx| all(tx, &sql, args![holder, until, now, most, kind, held(kind)]).await)?;
    jobs.sort_by_key(|job| (job.created_at, job.id));
    Ok(jobs)
}

/// Whether work of one kind is due; reading only, so that an idle worker writes nothing.
pub async fn is_due(db: &impl Run, kind: &str, now: Timestamp) -> Result<bool> {
    let sql = "SELECT id AS value FROM outbox WHERE failed_at IS NULL AND kind = $2 AND run_at <= $1 \
               AND NOT EXISTS (SELECT 1 FROM installation WHERE name = $3) ORDER BY run_at, id LIMIT 1";
    Ok(one::<_, Single<i64>>(db, sql, args![now, kind, held(kind)]).await?.is_some())
}

/// Under which name the installation keeps that work of one kind is held back, and since when.
fn held(kind: &str) -> String {
    format!("held.{kind}")
}

/// Holds work of one kind back, everywhere, until it is [released](release): nobody leases any.
pub async fn hold(tx: &Tx, kind: &str, now: Timestamp) -> Result<()> {
    installation::set(tx, &held(kind), &now.micros().to_string()).await
}

/// Since when work of one kind is held back.
pub async fn held_since(db: &impl Run, kind: &str) -> Result<Option<Timestamp>> {
    let since = installation::value(db, &held(kind)).await?;
    Ok(since.map(|since| Timestamp::from_micros(since.parse().unwrap_or(0))))
}

/// Holds work of one kind back no longer. What waited counts as enqueued now: how long it was held is no reason to give it
/// up at its first failure.
pub async fn release(tx: &Tx, kind: &str, now: Timestamp) -> Result<()> {
    let sql = "UPDATE outbox SET created_at = $2, attempts = 0 WHERE failed_at IS NULL AND kind = $1";
    execute(tx, sql, args![kind, now]).await?;
    execute(tx, "DELETE FROM installation WHERE name = $1", args![held(kind)]).await?;
    Ok(())
}

/// How much work of one kind waits.
pub async fn waiting(db: &impl Run, kind: &str) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM outbox WHERE failed_at IS NULL AND kind = $1";
    Ok(one(db, sql, args![kind]).await?.map_or(0, |Single(count)| count))
}

/// Drops work of one kind that was enqueued before a moment and waits; how much there was.
pub async fn drop_older(tx: &Tx, kind: &str, before: Timestamp) -> Result<u64> {
    let sql = "DELETE FROM outbox WHERE failed_at IS NULL AND kind = $1 AND created_at < $2";
    execute(tx, sql, args![kind, before]).await
}

/// Whether work of the same kind waits that was enqueued before `job`, since `since`, and whose payload has `part` in it.
/// What was given up keeps nobody back.
pub async fn waits_before(db: &impl Run, job: &Job, part: &str, since: Timestamp) -> Result<bool> {
    let sql = "SELECT id AS value FROM outbox WHERE failed_at IS NULL AND kind = $1 AND created_at >= $2 \
               AND (created_at < $3 OR (created_at = $3 AND id < $4)) AND payload LIKE $5 LIMIT 1";
    let like = format!("%{part}%");
    Ok(one::<_, Single<i64>>(db, sql, args![&job.kind, since, job.created_at, job.id, like]).await?.is_some())
}

/// Work that `holder` still holds is done: it goes. Whether it did hold it.
pub async fn finish(tx: &Tx, job: JobId, holder: &str) -> Result<bool> {
    Ok(execute(tx, "DELETE FROM outbox WHERE id = $1 AND lease = $2", args![job, holder]).await? > 0)
}

/// Work failed for the moment: it is begun again at `run_at`.
pub async fn postpone(tx: &Tx, job: JobId, holder: &str, run_at: Timestamp, error: &str) -> Result<()> {
    let sql = "UPDATE outbox SET run_at = $3, last_error = $4, lease = NULL WHERE id = $1 AND lease = $2";
    execute(tx, sql, args![job, holder, run_at, error]).await?;
    Ok(())
}

/// Work failed for good: it stays to be seen, and is not begun again.
pub async fn give_up(tx: &Tx, job: JobId, holder: &str, now: Timestamp, error: &str) -> Result<()> {
    let sql = "UPDATE outbox SET failed_at = $3, last_error = $4, lease = NULL WHERE id = $1 AND lease = $2";
    execute(tx, sql, args![job, holder, now, error]).await?;
    Ok(())
}

/// How much work waits, and how much was given up.
pub async fn counts(db: &impl Run) -> Result<(u64, u64)> {
    let sql = "SELECT COUNT(*) AS value FROM outbox WHERE failed_at IS NULL";
    let waiting = one::<_, Single<u64>>(db, sql, vec![]).await?;
    let failed =
        one::<_, Single<u64>>(db, "SELECT COUNT(*) AS value FROM outbox WHERE failed_at IS NOT NULL", vec![]).await?;
    Ok((waiting.map_or(0, |Single(count)| count), failed.map_or(0, |Single(count)| count)))
}
