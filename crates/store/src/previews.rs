//! Pictures of asset versions.

use crate::{
    Result, Run, Tx,
    sql::{LIST_CHUNK, Query, Single, all, args, execute, from_row, one},
};
use domain::{AssetId, VersionId};

/// A picture of a version.
#[derive(Debug, Clone)]
pub struct Preview {
    /// Of which version.
    pub version_id: VersionId,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// `image/jpeg` or `image/png`.
    pub content_type: String,
    /// Where it lies.
    pub blob_key: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
}

from_row!(Preview { version_id, width, height, content_type, blob_key, size, sha256 });

const COLUMNS: &str = "version_id, width, height, content_type, blob_key, size, sha256";

/// What was learnt of a version while its pictures were made.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// `#rrggbb`.
    pub dominant_color: Option<String>,
    /// Whether something shows through.
    pub has_alpha: bool,
    /// Whether it needs a dark ground.
    pub is_light: bool,
}

/// The pictures of a version, smallest first.
pub async fn of_version(db: &impl Run, version: VersionId) -> Result<Vec<Preview>> {
    all(db, &format!("SELECT {COLUMNS} FROM previews WHERE version_id = $1 ORDER BY width"), args![version]).await
}

/// The pictures of these versions, smallest first within each.
pub async fn of_versions(db: &impl Run, versions: &[VersionId]) -> Result<Vec<Preview>> {
    let mut previews = Vec::new();
    for chunk in versions.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM previews WHERE version_id IN "));
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY version_id, width", vec![]);
        previews.extend(query.all(db).await?);
    }
    Ok(previews)
}

/// Remembers the pictures of a version and what was learnt of it.
pub async fn set(tx: &Tx, version: VersionId, facts: &Facts, previews: &[Preview]) -> Result<()> {
    execute(tx, "DELETE FROM previews WHERE version_id = $1", args![version]).await?;
    let sql = "INSERT INTO previews (version_id, width, height, content_type, blob_key, size, sha256) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for preview in previews {
        let Preview { width, height, content_type, blob_key, size, sha256, .. } = preview;
        execute(tx, sql, args![version, *width, *height, content_type, blob_key, *size, sha256]).await?;
    }
    let state = if previews.is_empty() { "none" } else { "ready" };
    let sql = "UPDATE asset_versions SET preview = $2, width = $3, height = $4, dominant_color = $5, has_alpha = $6, is_light = $7 \
               WHERE id = $1 RETURNING asset_id AS value";
    let Facts { width, height, dominant_color, has_alpha, is_light } = facts;
    let args = args![version, state, *width, *height, dominant_color, *has_alpha, *is_light];
    match one::<_, Single<AssetId>>(tx, sql, args).await? {
        Some(Single(asset)) => tx.touch_asset(asset).await,
        None => Ok(()),
    }
}
