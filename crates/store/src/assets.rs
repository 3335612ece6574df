//! Assets and their versions.

use crate::{
    Engine, Result, Run, Table, Tx,
    search::{self, Indexed},
    sql::{LIST_CHUNK, Pair, Query, Single, args, execute, from_row, one},
};
use domain::{AssetId, FolderId, KitId, Timestamp, UserId, VersionId, text};
use std::collections::HashMap;

/// An asset with its current version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its id; `mediaId` in the HTTP API.
    pub id: AssetId,
    /// The folder it lies in.
    pub folder_id: Option<FolderId>,
    /// What it is called.
    pub title: String,
    /// A few sentences about it; may be empty.
    pub description: String,
    /// Under what licence it may be used; may be empty.
    pub licence: String,
    /// Whom to name with it; may be empty.
    pub credit: String,
    /// The words it is filed under.
    pub tags: Vec<String>,
    /// The day it was made, as `2026-05-03`; empty where nobody knows.
    pub made_on: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// The number of its current version, from 1.
    pub version: i64,
    /// The current version.
    pub version_id: VersionId,
    /// The name under which it is downloaded.
    pub filename: String,
    /// What its bytes are.
    pub content_type: String,
    /// Where its bytes lie.
    pub blob_key: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// CRC-32 of the bytes, as ZIP wants it.
    pub crc32: u32,
    /// Width in pixels, where it has one.
    pub width: Option<u32>,
    /// Height in pixels, where it has one.
    pub height: Option<u32>,
    /// `waiting`, `ready` or `none`.
    pub preview: String,
    /// `#rrggbb`, once a preview was made.
    pub dominant_color: Option<String>,
    /// Whether something shows through.
    pub has_alpha: bool,
    /// Whether it needs a dark ground.
    pub is_light: bool,
    /// Whether the file itself tells where it was made.
    pub has_position: bool,
    /// When the current version came.
    pub version_created_at: Timestamp,
}

from_row!(Asset {
    id,
    folder_id,
    title,
    description,
    licence,
    credit,
    tags,
    made_on,
    created_at,
    version,
    version_id,
    filename,
    content_type,
    blob_key,
    size,
    sha256,
    crc32,
    width,
    height,
    preview,
    dominant_color,
    has_alpha,
    is_light,
    has_position,
    version_created_at
});

pub(crate) const COLUMNS: &str = "a.id, a.folder_id, a.title, a.description, a.licence, a.credit, a.tags, a.made_on, a.created_at, a.version, v.id AS version_id, v.filename, \
     v.content_type, v.blob_key, v.size, v.sha256, v.crc32, v.width, v.height, v.preview, v.dominant_color, v.has_alpha, \
     v.is_light, v.has_position, v.created_at AS version_created_at";
pub(crate) const FROM: &str = "assets a JOIN asset_versions v ON v.asset_id = a.id AND v.number = a.version";

/// A version to add.
#[derive(Debug, Clone)]
pub struct NewVersion {
    /// The name under which it is downloaded.
    pub filename: String,
    /// What its bytes are.
    pub content_type: String,
    /// Where its bytes lie.
    pub blob_key: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// CRC-32 of the bytes.
    pub crc32: u32,
    /// Who brought it; none where it came by the command line.
    pub by: Option<UserId>,
    /// Whether the file itself tells where it was made.
    pub has_position: bool,
}

/// Adds an asset with its first version.
pub async fn insert(
    tx: &Tx,
    folder: Option<FolderId>,
    title: &str,
    version: &NewVersion,
    now: Timestamp,
) -> Result<AssetId> {
    let id = AssetId(tx.id(Table::Assets).await?);
    let sql = "INSERT INTO assets (id, folder_id, title, version, search, created_at, updated_at) VALUES ($1, $2, $3, 1, $4, $5, $5)";
    let search = searched_in(&[title, &version.filename]);
    execute(tx, sql, args![id, folder, title, &search, now]).await?;
    search::added(tx, Indexed::Assets, id.0, &search);
    insert_version(tx, id, 1, version, now).await?;
    Ok(id)
}

/// An asset to add with all that is said of it.
#[derive(Debug, Clone)]
pub struct NewAsset {
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// What it is called.
    pub title: String,
    /// A few sentences about it; may be empty.
    pub description: String,
    /// Under what licence it may be used; may be empty.
    pub licence: String,
    /// Whom to name with it; may be empty.
    pub credit: String,
    /// The words it is filed under.
    pub tags: Vec<String>,
    /// The day it was made, as `2026-05-03`; empty where nobody knows.
    pub made_on: String,
    /// Its first version.
    pub version: NewVersion,
    /// Whether pictures are to be made of it; none are of what its bytes say nothing to see of.
    pub has_pictures: bool,
    /// When it came.
    pub at: Timestamp,
}

/// Adds many assets at once, each with its first version; their ids and those of the versions, in the same order.
pub async fn insert_all(tx: &Tx, assets: &[NewAsset]) -> Result<Vec<(AssetId, VersionId)>> {
    let (ids, versions) =
        (tx.ids(Table::Assets, assets.len()).await?, tx.ids(Table::AssetVersions, assets.len()).await?);
    let ids: Vec<(AssetId, VersionId)> = ids.map(AssetId).zip(versions.map(VersionId)).collect();
    let (mut rows, mut version_rows) = (Vec::with_capacity(assets.len()), Vec::with_capacity(assets.len()));
    for (asset, (id, version_id)) in assets.iter().zip(&ids) {
        let NewAsset { folder, title, description, licence, credit, tags, made_on, version, has_pictures, at } = asset;
        let search = searched_in(&[title, &version.filename, description, credit, licence, &tags.join("\n")]);
        search::added(tx, Indexed::Assets, id.0, &search);
        rows.push(args![*id, *folder, title, description, licence, credit, tags, made_on, 1i64, search, *at, *at]);
        let NewVersion { filename, content_type, blob_key, size, sha256, crc32, by, has_position } = version;
        let preview = if *has_pictures { "waiting" } else { "none" };
        version_rows.push(args![
            *version_id,
            *id,
            1i64,
            filename,
            content_type,
            blob_key,
            *size,
            sha256,
            *crc32,
            preview,
            0i64,
            0i64,
            *at,
            *by,
            *has_position
        ]);
    }
    let head = "INSERT INTO assets (id, folder_id, title, description, licence, credit, tags, made_on, version, search, created_at, \
                updated_at)";
    tx.insert_later("assets", head, rows);
    let head = "INSERT INTO asset_versions (id, asset_id, number, filename, content_type, blob_key, size, sha256, crc32, preview, \
                has_alpha, is_light, created_at, user_id, has_position)";
    tx.insert_later("asset_versions", head, version_rows);
    Ok(ids)
}

/// The words by which an asset is found.
pub(crate) fn searched_in(texts: &[&str]) -> String {
    text::words(&texts.join("\n"))
}

/// Remembers what is said of an asset and the folder it lies in, as they stand in `asset`.
pub async fn update(tx: &Tx, asset: &Asset, now: Timestamp) -> Result<()> {
    let sql = "UPDATE assets SET title = $2, description = $3, licence = $4, credit = $5, search = $6, folder_id = $7, \
               updated_at = $8, tags = $9, made_on = $10 WHERE id = $1";
    let Asset { id, title, description, licence, credit, filename, folder_id, tags, made_on, .. } = asset;
    let words = searched_in(&[title, filename, description, credit, licence, &tags.join("\n")]);
    search::out(tx, Indexed::Assets, id.0).await?;
    let values = args![*id, title, description, licence, credit, words, *folder_id, now, tags, made_on];
    execute(tx, sql, values).await?;
    search::back(tx, Indexed::Assets, id.0).await?;
    tx.touch_asset(*id).await
}

/// Adds a version to an asset and makes it the current one; its number.
pub async fn replace_content(tx: &Tx, asset: AssetId, version: &NewVersion, now: Timestamp) -> Result<i64> {
    let sql = "UPDATE assets SET version = version + 1, updated_at = $2 WHERE id = $1 RETURNING version AS value";
    let Some(Single(number)) = one::<_, Single<i64>>(tx, sql, args![asset, now]).await? else { return Ok(0) };
    insert_version(tx, asset, number, version, now).await?;
    // It is found by its file's name, which may be another one now.
    if let Some(changed) = by_id(tx, asset).await? {
        update(tx, &changed, now).await?;
    }
    Ok(number)
}

async fn insert_version(
    tx: &Tx,
    asset: AssetId,
    number: i64,
    version: &NewVersion,
    now: Timestamp,
) -> Result<VersionId> {
    let id = VersionId(tx.id(Table::AssetVersions).await?);
    let sql = "INSERT INTO asset_versions (id, asset_id, number, filename, content_type, blob_key, size, sha256, crc32, \
               preview, has_alpha, is_light, created_at, user_id, has_position) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, 0, $10, $11, $12)";
    let NewVersion { filename, content_type, blob_key, size, sha256, crc32, by, has_position } = version;
    let (size, crc32, by, has_position) = (*size, *crc32, *by, *has_position);
    let values = args![id, asset, number, filename, content_type, blob_key, size, sha256, crc32, now, by, has_position];
    execute(tx, sql, values).await?;
    Ok(id)
}

/// One asset, unless deleted.
pub async fn by_id(db: &impl Run, id: AssetId) -> Result<Option<Asset>> {
    one(db, &format!("SELECT {COLUMNS} FROM {FROM} WHERE a.id = $1 AND a.deleted_at IS NULL"), args![id]).await
}

/// These assets, without deleted ones, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[AssetId]) -> Result<Vec<Asset>> {
    let mut assets = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM {FROM} WHERE a.deleted_at IS NULL AND a.id IN "));
        query.push_list(chunk.iter().copied());
        assets.extend(query.all(db).await?);
    }
    Ok(assets)
}

/// What these assets are called, deleted ones too: requests and the history go on naming them.
pub async fn titles(db: &impl Run, ids: &[AssetId]) -> Result<HashMap<AssetId, String>> {
    let mut titles = HashMap::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT id AS one, title AS other FROM assets WHERE id IN ");
        query.push_list(chunk.iter().copied());
        titles.extend(query.all(db).await?.into_iter().map(|Pair(id, title)| (id, title)));
    }
    Ok(titles)
}

/// The asset with these bytes and this name in this folder, if it was imported before.
pub async fn by_content(
    db: &impl Run,
    folder: Option<FolderId>,
    filename: &str,
    sha256: &str,
    size: u64,
) -> Result<Option<Asset>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE v.sha256 = $1 AND v.size = $2 AND v.filename = $3 \
         AND COALESCE(a.folder_id, 0) = $4 AND a.deleted_at IS NULL ORDER BY a.id LIMIT 1"
    );
    one(db, &sql, args![sha256, size, filename, folder.map_or(0, |id| id.0)]).await
}

/// The assets whose current version has these bytes, whatever they are called and wherever they lie.
pub async fn by_bytes(db: &impl Run, sha256: &str, size: u64) -> Result<Vec<Asset>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE v.sha256 = $1 AND v.size = $2 AND a.deleted_at IS NULL ORDER BY a.id LIMIT 20"
    );
    crate::sql::all(db, &sql, args![sha256, size]).await
}

/// Which assets a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words in the title, the file's name, the description, the credit or the licence.
    pub q: Option<String>,
    /// The folder it lies in.
    pub folder: Option<FolderId>,
    /// A kit it stands in.
    pub kit: Option<KitId>,
    /// The folders it may lie in; none: wherever it lies.
    pub folders: Option<Vec<FolderId>>,
    /// Whether it lies in no folder.
    pub loose: bool,
}

impl Filter {
    fn apply(&self, query: &mut Query, engine: Engine) {
        search::asks(query, engine, "a", Indexed::Assets, self.q.as_deref());
        if let Some(folder) = self.folder {
            query.push(" AND a.folder_id = ?", args![folder]);
        }
        if let Some(folders) = &self.folders {
            query.push(" AND a.folder_id IN ", vec![]).push_list(folders.iter().copied());
        }
        if self.loose {
            query.push(" AND a.folder_id IS NULL", vec![]);
        }
        if let Some(kit) = self.kit {
            query.push(" AND EXISTS (SELECT 1 FROM kit_assets k WHERE k.asset_id = a.id AND k.kit_id = ?)", args![kit]);
        }
    }
}

/// Assets by id, after the one that the last page ended with.
pub async fn list(db: &impl Run, filter: &Filter, after: Option<AssetId>, size: u32) -> Result<Vec<Asset>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM {FROM} WHERE a.deleted_at IS NULL"));
    filter.apply(&mut query, db.engine());
    if let Some(after) = after {
        query.push(" AND a.id > ?", args![after]);
    }
    query.push(" ORDER BY a.id LIMIT ?", args![size]);
    query.all(db).await
}

/// The same, newest first, before the one that the last page ended with.
pub async fn newest(db: &impl Run, filter: &Filter, before: Option<AssetId>, size: u32) -> Result<Vec<Asset>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM {FROM} WHERE a.deleted_at IS NULL"));
    filter.apply(&mut query, db.engine());
    if let Some(before) = before {
        query.push(" AND a.id < ?", args![before]);
    }
    query.push(" ORDER BY a.id DESC LIMIT ?", args![size]);
    query.all(db).await
}

/// How many assets lie in each folder.
pub async fn in_folders(db: &impl Run) -> Result<HashMap<FolderId, u64>> {
    let sql = "SELECT folder_id AS one, COUNT(*) AS other FROM assets \
               WHERE deleted_at IS NULL AND folder_id IS NOT NULL GROUP BY folder_id";
    let rows: Vec<Pair<FolderId, u64>> = crate::sql::all(db, sql, vec![]).await?;
    Ok(rows.into_iter().map(|Pair(folder, count)| (folder, count)).collect())
}

/// How many a list has in all.
pub async fn count(db: &impl Run, filter: &Filter) -> Result<u64> {
    let mut query = Query::new("SELECT COUNT(*) AS value FROM assets a WHERE a.deleted_at IS NULL");
    filter.apply(&mut query, db.engine());
    Ok(query.one(db).await?.map_or(0, |Single(count)| count))
}

/// The first `most` assets that await a preview, oldest first.
pub async fn awaiting_preview(db: &impl Run, most: u32) -> Result<Vec<Asset>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {FROM} WHERE v.preview = 'waiting' AND a.deleted_at IS NULL ORDER BY a.id LIMIT $1"
    );
    crate::sql::all(db, &sql, args![most]).await
}

/// A version of an asset.
#[derive(Debug, Clone)]
pub struct Version {
    /// Its id.
    pub id: VersionId,
    /// Its number, from 1.
    pub number: i64,
    /// The name under which it was downloaded.
    pub filename: String,
    /// What its bytes are.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// When it came.
    pub created_at: Timestamp,
    /// Who brought it, where that is known.
    pub user_id: Option<UserId>,
}

from_row!(Version { id, number, filename, content_type, size, sha256, created_at, user_id });

/// Every version of an asset, newest first.
pub async fn versions(db: &impl Run, asset: AssetId) -> Result<Vec<Version>> {
    let sql = "SELECT id, number, filename, content_type, size, sha256, created_at, user_id FROM asset_versions \
               WHERE asset_id = $1 ORDER BY number DESC";
    crate::sql::all(db, sql, args![asset]).await
}

/// The asset of a version, with that version in place of the current one.
pub async fn by_version(db: &impl Run, version: VersionId) -> Result<Option<Asset>> {
    let sql = format!("SELECT {COLUMNS} FROM assets a JOIN asset_versions v ON v.asset_id = a.id WHERE v.id = $1");
    one(db, &sql, args![version]).await
}
