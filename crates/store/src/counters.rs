//! Counters of limits, for all nodes together. A bucket is a keyed hash, never an address.

use crate::{
    Result, Run, Tx,
    sql::{Pair, Single, all, args, execute, one},
};
use domain::Timestamp;
use std::time::Duration;

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
    let length = i64::try_from(window.as_micros()).unwrap_or(i64::MAX).max(1);
    // Seconds keep the products far below the limits of 64 bits.
    let seconds = |micros: i64| micros / 1_000_000;
    let rows: Vec<Pair<i64, i64>> = all(
        db,
        "SELECT window_start AS one, count AS other FROM counters WHERE bucket = $1 AND window_start IN ($2, $3)",
        args![bucket, start, start - length],
    )
    .await?;
    let passed = seconds(now.micros() - start);
    let whole = seconds(length).max(1);
    let weighted: i64 = rows
        .iter()
        .map(|Pair(window, count)| if *window == start { *count } else { count * (whole - passed) / whole })
        .sum();
    Ok(u64::try_from(weighted).unwrap_or(0))
}

/// Forgets windows that ended before `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM counters WHERE window_start < $1", args![before]).await?;
    Ok(())
}
