//! Counting downloads: once for each requester and content within an hour.

use crate::{
    Result, Run, Tx,
    sql::{Single, args, execute, one},
};
use domain::Timestamp;

/// When this download was counted, if that was since `since`; reading only.
pub async fn counted_at(db: &impl Run, subject: &str, content: &str, since: Timestamp) -> Result<Option<Timestamp>> {
    let sql = "SELECT counted_at AS value FROM download_counts WHERE subject = $1 AND content = $2 AND counted_at > $3";
    Ok(one(db, sql, args![subject, content, since]).await?.map(|Single(at)| at))
}

/// Counts a download unless it was counted since `since`; whether it counts. Of two at the same instant one does.
pub async fn count(tx: &Tx, subject: &str, content: &str, since: Timestamp, now: Timestamp) -> Result<bool> {
    let sql = "INSERT INTO download_counts (subject, content, counted_at) VALUES ($1, $2, $3) \
               ON CONFLICT (subject, content) DO UPDATE SET counted_at = excluded.counted_at \
               WHERE download_counts.counted_at <= $4";
    Ok(execute(tx, sql, args![subject, content, now, since]).await? > 0)
}

/// Forgets what was counted before `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM download_counts WHERE counted_at < $1", args![before]).await?;
    Ok(())
}
