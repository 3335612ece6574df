//! What an operator wants to know of the records at a glance. Every number is read along an index and stops at
//! [`MOST`], so that asking costs as little with a hundred million rows as with a hundred.

use crate::{
    Engine, Result, Run, Store,
    sql::{Pair, Single, all, args, one},
};
use domain::{RequestStatus, Timestamp};
use std::sync::atomic::{AtomicU64, Ordering};

/// No further is counted.
pub const MOST: u64 = 100_000;

/// How work of one kind stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// How much waits or is being done.
    pub waiting: u64,
    /// Since when the oldest of it is due that nobody has taken up; none where nothing is late.
    pub due_since: Option<Timestamp>,
    /// How much was given up, and stays to be seen.
    pub given_up: u64,
}

/// How work of one kind stands.
pub async fn queue(db: &impl Run, kind: &str, now: Timestamp) -> Result<Queue> {
    let sql = "SELECT COUNT(*) AS value FROM \
               (SELECT id FROM outbox WHERE failed_at IS NULL AND kind = $1 LIMIT $2) AS counted";
    let waiting = one(db, sql, args![kind, MOST]).await?.map_or(0, |Single(count)| count);
    // What is leased is due when its lease has run out.
    let sql = "SELECT run_at AS value FROM outbox WHERE failed_at IS NULL AND kind = $1 AND run_at <= $2 \
               ORDER BY run_at, id LIMIT 1";
    let due_since = one(db, sql, args![kind, now]).await?.map(|Single(since)| since);
    let sql = "SELECT COUNT(*) AS value FROM \
               (SELECT id FROM outbox WHERE failed_at IS NOT NULL AND kind = $1 LIMIT $2) AS counted";
    let given_up = one(db, sql, args![kind, MOST]).await?.map_or(0, |Single(count)| count);
    Ok(Queue { waiting, due_since, given_up })
}

/// How many requests there are in each state that any is in.
pub async fn requests(db: &impl Run) -> Result<Vec<(RequestStatus, u64)>> {
    let sql = "SELECT status AS one, CAST(SUM(count) AS BIGINT) AS other FROM request_counts GROUP BY status";
    let rows: Vec<Pair<RequestStatus, u64>> = all(db, sql, vec![]).await?;
    Ok(rows.into_iter().map(|Pair(status, count)| (status, count)).collect())
}

/// Since when the oldest request waits that nobody has decided.
pub async fn pending_since(db: &impl Run) -> Result<Option<Timestamp>> {
    let sql = "SELECT created_at AS value FROM requests WHERE status = $1 ORDER BY created_at, id LIMIT 1";
    Ok(one(db, sql, args![RequestStatus::Pending]).await?.map(|Single(since)| since))
}

/// How many uploads are under way: neither done nor forgotten.
pub async fn uploads(db: &impl Run) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM (SELECT id FROM uploads WHERE asset_id IS NULL LIMIT $1) AS counted";
    Ok(one(db, sql, args![MOST]).await?.map_or(0, |Single(count)| count))
}

/// The connections of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool {
    /// What they are for: `write`, `read` or `feed`.
    pub name: &'static str,
    /// How many there are.
    pub open: u64,
    /// How many of them nobody uses at the moment.
    pub idle: u64,
    /// How many there may be.
    pub most: u64,
}

impl Store {
    /// The connections of this process.
    pub fn pools(&self) -> [Pool; 3] {
        let inner = &self.inner;
        [("write", &inner.writer), ("read", &inner.reader), ("feed", &inner.feed)].map(|(name, connection)| {
            let (open, idle, most) = match self.engine() {
                Engine::Sqlite => {
                    let pool = connection.get_sqlite_connection_pool();
                    (pool.size(), pool.num_idle(), pool.options().get_max_connections())
                }
                Engine::Postgres => {
                    let pool = connection.get_postgres_connection_pool();
                    (pool.size(), pool.num_idle(), pool.options().get_max_connections())
                }
            };
            let idle = u64::try_from(idle).unwrap_or(u64::MAX);
            // The two are read one after the other.
            Pool { name, open: open.into(), idle: idle.min(open.into()), most: most.into() }
        })
    }
}

/// What went wrong with the records since the process began. An error is made from what the engine says without anything
/// else at hand, so this belongs to the process and not to a store.
#[derive(Debug)]
pub(crate) struct Troubles {
    silent: AtomicU64,
    failed: AtomicU64,
    conflicts: AtomicU64,
}

pub(crate) static TROUBLES: Troubles =
    Troubles { silent: AtomicU64::new(0), failed: AtomicU64::new(0), conflicts: AtomicU64::new(0) };

impl Troubles {
    /// The database did not answer.
    pub fn silence(&self) {
        self.silent.fetch_add(1, Ordering::Relaxed);
    }

    /// The database did not do what it was asked.
    pub fn failure(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }

    /// A transaction is made again because of another.
    pub fn conflict(&self) {
        self.conflicts.fetch_add(1, Ordering::Relaxed);
    }
}

/// How often the database did not answer, how often it did not do what it was asked, and how often a transaction was made
/// again because of another, since this process began.
pub fn troubles() -> (u64, u64, u64) {
    let Troubles { silent, failed, conflicts } = &TROUBLES;
    let [silent, failed, conflicts] = [silent, failed, conflicts].map(|count| count.load(Ordering::Relaxed));
    (silent, failed, conflicts)
}
