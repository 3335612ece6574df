//! What is kept for a while only: requests that nobody decides, and the history where the installation does not keep it for ever.

use crate::{
    Result, Run, Tx,
    sql::{LIST_CHUNK, Query, Single, all, args, one},
};
use domain::{EventId, RequestId, Timestamp};

/// The requests that were made before a moment and wait for a decision, oldest first, at most `most`.
pub async fn waiting_since(db: &impl Run, before: Timestamp, most: u32) -> Result<Vec<RequestId>> {
    let sql = "SELECT id AS value FROM requests WHERE status = 'pending' AND created_at < $1 \
               ORDER BY created_at, id LIMIT $2";
    let rows = all(db, sql, args![before, most]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// How many there are.
pub async fn count_waiting_since(db: &impl Run, before: Timestamp) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM requests WHERE status = 'pending' AND created_at < $1";
    Ok(one(db, sql, args![before]).await?.map_or(0, |Single(count)| count))
}

/// Forgets what happened before a moment, oldest first, at most `most` events; how many that were. What is counted of it by
/// days and places stays.
pub async fn forget_events(tx: &Tx, before: Timestamp, most: u32) -> Result<usize> {
    let sql = "SELECT id AS value FROM events WHERE at < $1 ORDER BY at, id LIMIT $2";
    let found: Vec<Single<EventId>> = all(tx, sql, args![before, most]).await?;
    let ids: Vec<EventId> = found.into_iter().map(|Single(id)| id).collect();
    for chunk in ids.chunks(LIST_CHUNK) {
        for delete in ["DELETE FROM event_assets WHERE event_id IN ", "DELETE FROM events WHERE id IN "] {
            let mut query = Query::new(delete);
            query.push_list(chunk.iter().copied());
            query.execute(tx).await?;
        }
    }
    Ok(ids.len())
}
