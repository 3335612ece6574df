//! Selections: the basket of a signed-in user, and selections to download as one ZIP.

use crate::{
    Error, Result, Run, Tx,
    sql::{Pair, Single, all, args, execute, insert_many, one},
};
use domain::{AssetId, Timestamp, UserId};

/// The basket of a user, in order, without assets that are gone.
pub async fn of_user(db: &impl Run, user: UserId) -> Result<Vec<AssetId>> {
    let sql = "SELECT s.asset_id AS value FROM selections s JOIN assets a ON a.id = s.asset_id \
               WHERE s.user_id = $1 AND a.deleted_at IS NULL ORDER BY s.position";
    let rows = all(db, sql, args![user]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// Replaces the basket of a user.
pub async fn replace(tx: &Tx, user: UserId, assets: &[AssetId]) -> Result<()> {
    execute(tx, "DELETE FROM selections WHERE user_id = $1", args![user]).await?;
    let rows = assets.iter().zip(0i64..).map(|(asset, position)| args![user, *asset, position]).collect();
    insert_many(tx, "INSERT INTO selections (user_id, asset_id, position)", "", rows).await?;
    Ok(())
}

/// Keeps a selection to download under the hash of its ids.
pub async fn keep(tx: &Tx, hash: &str, assets: &[AssetId], expires_at: Timestamp) -> Result<()> {
    let ids = serde_json::to_string(assets).map_err(|error| Error::Unreadable(error.to_string()))?;
    let sql = "INSERT INTO download_selections (hash, asset_ids, expires_at) VALUES ($1, $2, $3) \
               ON CONFLICT (hash) DO UPDATE SET expires_at = excluded.expires_at";
    execute(tx, sql, args![hash, ids, expires_at]).await?;
    Ok(())
}

/// The selection that was kept under this hash and when its time is over, unless that was.
pub async fn kept(db: &impl Run, hash: &str, now: Timestamp) -> Result<Option<(Vec<AssetId>, Timestamp)>> {
    let sql =
        "SELECT asset_ids AS one, expires_at AS other FROM download_selections WHERE hash = $1 AND expires_at > $2";
    let found = one::<_, Pair<String, Timestamp>>(db, sql, args![hash, now]).await?;
    let Some(Pair(ids, end)) = found else { return Ok(None) };
    serde_json::from_str(&ids).map(|ids| Some((ids, end))).map_err(|error| Error::Unreadable(error.to_string()))
}

/// Forgets selections whose time is over.
pub async fn forget(tx: &Tx, now: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM download_selections WHERE expires_at <= $1", args![now]).await?;
    Ok(())
}
