//! How long people take to decide.

use super::Scope;
use crate::{
    Result, Run,
    sql::{Pair, Query, Single, args},
};

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Where one stretch of time ends and the next begins, in microseconds. The first begins at nothing, the last never ends.
const ENDS: [i64; 9] = [MINUTE, 10 * MINUTE, HOUR, 4 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 30 * DAY];

/// How long decisions took, from asking to the last of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speed {
    /// How many requests were decided by people.
    pub decided: u64,
    /// How many took less than so many seconds (none: any longer time), and more than the row before says.
    pub within: Vec<(Option<i64>, u64)>,
    /// Half of them took at most so many seconds.
    pub median: Option<i64>,
    /// Nine of ten took at most so many seconds.
    pub ninetieth: Option<i64>,
}

/// How long the decisions of these days took.
pub async fn speed(db: &impl Run, scope: Scope) -> Result<Speed> {
    let parts: Vec<String> =
        ENDS.iter().enumerate().map(|(part, end)| format!("WHEN {TOOK} < {end} THEN {part}")).collect();
    let last = ENDS.len();
    let mut query = Query::new(&format!(
        "SELECT CAST(CASE {} ELSE {last} END AS BIGINT) AS one, COUNT(*) AS other",
        parts.join(" ")
    ));
    decided(&mut query, scope);
    query.push(" GROUP BY 1", vec![]);
    let mut counts = vec![0; ENDS.len() + 1];
    for Pair(part, count) in query.all(db).await? {
        let part: u64 = part;
        if let Some(place) = usize::try_from(part).ok().and_then(|part| counts.get_mut(part)) {
            *place = count;
        }
    }
    let total: u64 = counts.iter().sum();
    let ends = ENDS.iter().map(|end| Some(end / SECOND)).chain([None]);
    let (half, ninth) = (total.div_ceil(2), (total * 9).div_ceil(10));
    let (median, ninetieth) = tokio::try_join!(ranked(db, scope, &counts, half), ranked(db, scope, &counts, ninth))?;
    Ok(Speed { decided: total, median, ninetieth, within: ends.zip(counts).collect() })
}

const TOOK: &str = "(r.decided_at - r.created_at)";

/// The condition that a decision took a time of this stretch.
fn between(part: usize) -> String {
    let from = part.checked_sub(1).and_then(|before| ENDS.get(before));
    let from = from.map(|end| format!("{TOOK} >= {end}"));
    let until = ENDS.get(part).map(|end| format!("{TOOK} < {end}"));
    from.into_iter().chain(until).collect::<Vec<_>>().join(" AND ")
}

/// ` FROM … WHERE …` of what people decided.
fn decided(query: &mut Query, scope: Scope) {
    let (first, last) = (scope.days.first().begins(), scope.days.last().ends());
    query.push(
        " FROM requests r WHERE r.decided_by IS NOT NULL AND r.decided_at >= ? AND r.decided_at < ?",
        args![first, last],
    );
    // Said like this SQLite reads the index that holds all of it.
    scope.of_place(query, "+ r");
}

/// How many seconds the one of this rank (from 1) took: sought in its stretch alone.
async fn ranked(db: &impl Run, scope: Scope, counts: &[u64], rank: u64) -> Result<Option<i64>> {
    let mut before = 0;
    for (part, count) in counts.iter().enumerate() {
        if rank > before && rank <= before + count {
            let mut query = Query::new(&format!("SELECT {TOOK} AS value"));
            decided(&mut query, scope);
            query.push(&format!(" AND {} ORDER BY 1 LIMIT 1 OFFSET ?", between(part)), args![rank - before - 1]);
            return Ok(query.one(db).await?.map(|Single(took): Single<i64>| took / SECOND));
        }
        before += count;
    }
    Ok(None)
}
