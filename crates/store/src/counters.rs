//! Counters of limits, for all nodes together. A bucket is a keyed hash, never an address.

use crate::{
    Result, Run, Tx,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, execute, from_row, insert_many, one},
};
use domain::Timestamp;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

fn window_start(now: Timestamp, window: Duration) -> i64 {
    let micros = i64::try_from(window.as_micros()).unwrap_or(i64::MAX).max(1);
    now.micros().div_euclid(micros) * micros
}

/// Counts one more in the present window; how many it has now.
pub async fn count(tx: &Tx, bucket: &str, window: Duration, now: Timestamp) -> Result<u64> {
    let sql = "INSERT INTO counters (bucket, window_start, count) VALUES ($1, $2, 1) \
               ON CONFLICT (bucket, window_start) DO UPDATE SET count = counters.count + 1 RETURNING count AS value";
    let row = one(tx, sql, args![bucket, window_start(now, window)]).await?;
    Ok(row.map_or(0, |Single(count)| count))
}

/// How many came within the last `window`: the present one and the share of the one before that still counts.
pub async fn recent(db: &impl Run, bucket: &str, window: Duration, now: Timestamp) -> Result<u64> {
    let start = window_start(now, window);
    let length = length(window);
    let rows: Vec<Pair<i64, i64>> = all(
        db,
        "SELECT window_start AS one, count AS other FROM counters WHERE bucket = $1 AND window_start IN ($2, $3)",
        args![bucket, start, start - length],
    )
    .await?;
    let of = |window: i64| rows.iter().find(|Pair(start, _)| *start == window).map_or(0, |Pair(_, count)| *count);
    Ok(weighted(of(start), of(start - length), start, length, now))
}

fn length(window: Duration) -> i64 {
    i64::try_from(window.as_micros()).unwrap_or(i64::MAX).max(1)
}

/// The present window, and the share of the one before that still counts.
fn weighted(present: i64, before: i64, start: i64, length: i64, now: Timestamp) -> u64 {
    // Seconds keep the products far below the limits of 64 bits.
    let seconds = |micros: i64| micros / 1_000_000;
    let whole = seconds(length).max(1);
    let passed = seconds(now.micros() - start);
    u64::try_from(present + before * (whole - passed) / whole).unwrap_or(0)
}

/// The counters that a transaction looks at: read at once, counted in memory, written at once.
#[derive(Debug)]
pub struct Tally {
    now: Timestamp,
    read: HashMap<(String, i64), i64>,
    added: BTreeMap<(String, i64), i64>,
}

impl Tally {
    /// Reads the counters of these buckets, each with its window.
    pub async fn read(tx: &Tx, buckets: &[(String, Duration)], now: Timestamp) -> Result<Self> {
        let mut read = HashMap::new();
        let names: BTreeSet<&String> = buckets.iter().map(|(bucket, _)| bucket).collect();
        let names: Vec<&String> = names.into_iter().collect();
        let longest = buckets.iter().map(|(_, window)| *window).max().unwrap_or_default();
        let oldest = window_start(now, longest) - length(longest);
        for chunk in names.chunks(LIST_CHUNK) {
            let mut query = Query::new("SELECT bucket, window_start, count FROM counters WHERE window_start >= ");
            query.push("? AND bucket IN ", args![oldest]);
            query.push_list(chunk.iter().copied());
            let rows: Vec<Counter> = query.all(tx).await?;
            read.extend(rows.into_iter().map(|row| ((row.bucket, row.window_start), row.count)));
        }
        Ok(Self { now, read, added: BTreeMap::new() })
    }

    /// How many came within the last `window`, what was counted here among them.
    pub fn recent(&self, bucket: &str, window: Duration) -> u64 {
        let (start, length) = (window_start(self.now, window), length(window));
        let of = |start: i64| {
            let key = (bucket.to_owned(), start);
            self.read.get(&key).copied().unwrap_or(0) + self.added.get(&key).copied().unwrap_or(0)
        };
        weighted(of(start), of(start - length), start, length, self.now)
    }

    /// Counts one more in the present window.
    pub fn count(&mut self, bucket: &str, window: Duration) {
        *self.added.entry((bucket.to_owned(), window_start(self.now, window))).or_default() += 1;
    }

    /// Writes what was counted.
    pub async fn write(self, tx: &Tx) -> Result<()> {
        let rows = self.added.into_iter().map(|((bucket, start), count)| args![bucket, start, count]).collect();
        let tail = "ON CONFLICT (bucket, window_start) DO UPDATE SET count = counters.count + excluded.count";
        insert_many(tx, "INSERT INTO counters (bucket, window_start, count)", tail, rows).await?;
        Ok(())
    }
}

struct Counter {
    bucket: String,
    window_start: i64,
    count: i64,
}

from_row!(Counter { bucket, window_start, count });

/// Forgets windows that ended before `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM counters WHERE window_start < $1", args![before]).await?;
    Ok(())
}
