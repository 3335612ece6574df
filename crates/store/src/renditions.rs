//! Pictures of asset versions that are made on demand: marked previews, and renditions in other formats. Each is made once;
//! of two that make the same at once, one finds its row there already.

use crate::{
    Result, Run, Tx,
    previews::Preview,
    sql::{Single, all, args, execute, from_row, one},
};
use domain::{Timestamp, VersionId};

const MARKED: &str = "version_id, width, height, content_type, blob_key, size, sha256";

/// The preview of a version that is `width` pixels wide, with the words of this hash over it.
pub async fn marked(db: &impl Run, version: VersionId, mark: &str, width: u32) -> Result<Option<Preview>> {
    let sql = format!("SELECT {MARKED} FROM marked_previews WHERE version_id = $1 AND mark = $2 AND width = $3");
    one(db, &sql, args![version, mark, width]).await
}

/// Remembers a marked preview; whether it was not there yet.
pub async fn insert_marked(tx: &Tx, mark: &str, preview: &Preview) -> Result<bool> {
    let sql = "INSERT INTO marked_previews (version_id, mark, width, height, content_type, blob_key, size, sha256) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (version_id, mark, width) DO NOTHING";
    let Preview { version_id, width, height, content_type, blob_key, size, sha256 } = preview;
    let values = args![*version_id, mark, *width, *height, content_type, blob_key, *size, sha256];
    Ok(execute(tx, sql, values).await? > 0)
}

/// Forgets the marked previews of a version; where they lie.
pub async fn forget_marked(tx: &Tx, version: VersionId) -> Result<Vec<String>> {
    let sql = "DELETE FROM marked_previews WHERE version_id = $1 RETURNING blob_key AS value";
    Ok(all::<_, Single<String>>(tx, sql, args![version]).await?.into_iter().map(|key| key.0).collect())
}

/// A version in another format.
#[derive(Debug, Clone)]
pub struct Rendition {
    /// Of which version.
    pub version_id: VersionId,
    /// `jpeg`, `png` or `webp`.
    pub format: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Where it lies.
    pub blob_key: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// When it was made.
    pub created_at: Timestamp,
}

from_row!(Rendition { version_id, format, width, height, blob_key, size, sha256, created_at });

/// The rendition of a version in this format and width.
pub async fn by_width(db: &impl Run, version: VersionId, format: &str, width: u32) -> Result<Option<Rendition>> {
    let sql = "SELECT version_id, format, width, height, blob_key, size, sha256, created_at FROM renditions \
               WHERE version_id = $1 AND format = $2 AND width = $3";
    one(db, sql, args![version, format, width]).await
}

/// Remembers a rendition; whether it was not there yet.
pub async fn insert(tx: &Tx, rendition: &Rendition) -> Result<bool> {
    let sql = "INSERT INTO renditions (version_id, format, width, height, blob_key, size, sha256, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (version_id, format, width) DO NOTHING";
    let Rendition { version_id, format, width, height, blob_key, size, sha256, created_at } = rendition;
    let values = args![*version_id, format, *width, *height, blob_key, *size, sha256, *created_at];
    Ok(execute(tx, sql, values).await? > 0)
}

/// Forgets what was made of versions that are no longer the current one of an asset; where it lies. Made anew when asked
/// for, so nothing is lost.
pub async fn forget_superseded(tx: &Tx) -> Result<Vec<String>> {
    let mut keys = Vec::new();
    for table in ["marked_previews", "renditions"] {
        let sql = format!(
            "DELETE FROM {table} WHERE version_id IN (SELECT made.version_id FROM {table} made \
             JOIN asset_versions v ON v.id = made.version_id JOIN assets a ON a.id = v.asset_id \
             WHERE v.number <> a.version OR a.deleted_at IS NOT NULL) RETURNING blob_key AS value"
        );
        keys.extend(all::<_, Single<String>>(tx, &sql, args![]).await?.into_iter().map(|key| key.0));
    }
    Ok(keys)
}
