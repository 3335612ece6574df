//! Deleted assets: out of every list at once, with a way back for a while, then gone with their files.

use crate::{
    Result, Run, Tx,
    assets::{Asset, COLUMNS, FROM},
    sql::{LIST_CHUNK, Query, Single, all, args, execute, from_row, one},
};
use domain::{AssetId, RequestId, Timestamp, UserId};

/// Takes assets out of every list; those that were still there. What they stood in and who holds what of them stays as it is,
/// for the way back.
pub async fn put_in(tx: &Tx, assets: &[AssetId], by: UserId, now: Timestamp) -> Result<Vec<AssetId>> {
    let mut gone = Vec::new();
    for asset in assets {
        let sql = "UPDATE assets SET deleted_at = $2, deleted_by = $3, updated_at = $2 \
                   WHERE id = $1 AND deleted_at IS NULL";
        if execute(tx, sql, args![*asset, now, by]).await? > 0 {
            tx.touch_asset(*asset).await?;
            gone.push(*asset);
        }
    }
    Ok(gone)
}

/// Brings deleted assets back; those that could be.
pub async fn take_out(tx: &Tx, assets: &[AssetId], now: Timestamp) -> Result<Vec<AssetId>> {
    let mut back = Vec::new();
    for asset in assets {
        let sql = "UPDATE assets SET deleted_at = NULL, deleted_by = NULL, updated_at = $2 WHERE id = $1 \
                   AND deleted_at IS NOT NULL AND EXISTS (SELECT 1 FROM asset_versions v WHERE v.asset_id = assets.id)";
        if execute(tx, sql, args![*asset, now]).await? > 0 {
            tx.touch_asset(*asset).await?;
            back.push(*asset);
        }
    }
    Ok(back)
}

/// The asset, where it is deleted and can come back.
pub async fn by_id(db: &impl Run, id: AssetId) -> Result<Option<Asset>> {
    one(db, &format!("SELECT {COLUMNS} FROM {FROM} WHERE a.id = $1 AND a.deleted_at IS NOT NULL"), args![id]).await
}

/// When an asset was deleted, and by whom.
#[derive(Debug, Clone, Copy)]
pub struct Deletion {
    /// The asset.
    pub id: AssetId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub user_id: Option<UserId>,
}

from_row!(Deletion { id, at, user_id });

/// A page of what can come back, latest first, before the row that the last page ended with.
pub async fn list(db: &impl Run, before: Option<(Timestamp, AssetId)>, size: u32) -> Result<Vec<Deletion>> {
    let mut query = Query::new(
        "SELECT a.id, a.deleted_at AS at, a.deleted_by AS user_id FROM assets a WHERE a.deleted_at IS NOT NULL \
         AND EXISTS (SELECT 1 FROM asset_versions v WHERE v.asset_id = a.id)",
    );
    if let Some((at, id)) = before {
        query.push(" AND (a.deleted_at, a.id) < (?, ?)", args![at, id]);
    }
    query.push(" ORDER BY a.deleted_at DESC, a.id DESC LIMIT ?", args![size]);
    query.all(db).await
}

/// How many can come back.
pub async fn count(db: &impl Run) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM assets a WHERE a.deleted_at IS NOT NULL \
               AND EXISTS (SELECT 1 FROM asset_versions v WHERE v.asset_id = a.id)";
    Ok(one(db, sql, vec![]).await?.map_or(0, |Single(count)| count))
}

/// The requests that wait for a decision about one of these assets.
pub async fn awaited_by(db: &impl Run, assets: &[AssetId]) -> Result<Vec<RequestId>> {
    let mut requests: Vec<RequestId> = Vec::new();
    for chunk in assets.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT DISTINCT request_id AS value FROM request_items WHERE status = 'pending' AND asset_id IN ",
        );
        query.push_list(chunk.iter().copied());
        requests.extend(query.all::<_, Single<RequestId>>(db).await?.into_iter().map(|Single(id)| id));
    }
    requests.sort_unstable();
    requests.dedup();
    Ok(requests)
}

/// The first of those that were deleted before this moment and still have files.
pub async fn over(db: &impl Run, before: Timestamp, most: u32) -> Result<Vec<AssetId>> {
    let sql = "SELECT a.id AS value FROM assets a WHERE a.deleted_at IS NOT NULL AND a.deleted_at < $1 \
               AND EXISTS (SELECT 1 FROM asset_versions v WHERE v.asset_id = a.id) ORDER BY a.deleted_at, a.id LIMIT $2";
    Ok(all(db, sql, args![before, most]).await?.into_iter().map(|Single(id)| id).collect())
}

/// Lets a deleted asset go for good; where its files lie. Its row stays, with the title that requests and history name.
pub async fn let_go(tx: &Tx, asset: AssetId) -> Result<Vec<String>> {
    let hold = "UPDATE assets SET folder_id = NULL WHERE id = $1 AND deleted_at IS NOT NULL";
    if execute(tx, hold, args![asset]).await? == 0 {
        return Ok(vec![]);
    }
    // Who shows it as a logo shows its name instead from here on, as since the deletion.
    tx.touch_asset(asset).await?;
    for statement in [
        "UPDATE portals SET logo_id = NULL WHERE logo_id = $1",
        "UPDATE portals SET cover_id = NULL WHERE cover_id = $1",
        "DELETE FROM kit_assets WHERE asset_id = $1",
        "DELETE FROM selections WHERE asset_id = $1",
    ] {
        execute(tx, statement, args![asset]).await?;
    }
    let mut keys = Vec::new();
    for table in ["marked_previews", "renditions", "previews"] {
        let sql = format!(
            "DELETE FROM {table} WHERE version_id IN (SELECT id FROM asset_versions WHERE asset_id = $1) \
             RETURNING blob_key AS value"
        );
        keys.extend(all::<_, Single<String>>(tx, &sql, args![asset]).await?.into_iter().map(|Single(key)| key));
    }
    let sql = "DELETE FROM asset_versions WHERE asset_id = $1 RETURNING blob_key AS value";
    keys.extend(all::<_, Single<String>>(tx, sql, args![asset]).await?.into_iter().map(|Single(key)| key));
    Ok(keys)
}
