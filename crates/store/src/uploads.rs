//! Uploads under way: what is to come, what is there of it, and what became of it.

use crate::{
    Result, Run, Table, Tx,
    sql::{Single, all, args, execute, from_row, one},
};
use domain::{AssetId, FolderId, Timestamp, UploadId, UserId};

/// An upload as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: UploadId,
    /// Whose it is.
    pub user_id: UserId,
    /// The file's name.
    pub filename: String,
    /// The folders it was dropped with, with slashes between them; may be empty.
    pub path: String,
    /// The folder it goes into; below it, where there is a path.
    pub folder_id: Option<FolderId>,
    /// What is done where the same bytes are there: `keep`, `skip` or `ask`.
    pub duplicates: String,
    /// How many bytes the file has.
    pub size: u64,
    /// How many of them are here.
    pub received: u64,
    /// Where the whole file lies, until it is an asset's.
    pub blob_key: Option<String>,
    /// SHA-256 of the whole file, lower-case hex.
    pub sha256: Option<String>,
    /// CRC-32 of the whole file.
    pub crc32: Option<u32>,
    /// The asset that it became, or that was there already.
    pub asset_id: Option<AssetId>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

from_row!(Upload {
    id,
    user_id,
    filename,
    path,
    folder_id,
    duplicates,
    size,
    received,
    blob_key,
    sha256,
    crc32,
    asset_id,
    created_at,
    expires_at
});

const COLUMNS: &str = "id, user_id, filename, path, folder_id, duplicates, size, received, blob_key, sha256, crc32, asset_id, \
     created_at, expires_at";

/// An upload to begin.
#[derive(Debug, Clone)]
pub struct NewUpload {
    /// Whose it is.
    pub user_id: UserId,
    /// The file's name.
    pub filename: String,
    /// The folders it was dropped with.
    pub path: String,
    /// The folder it goes into.
    pub folder_id: Option<FolderId>,
    /// `keep`, `skip` or `ask`.
    pub duplicates: String,
    /// How many bytes the file has.
    pub size: u64,
}

/// Begins an upload.
pub async fn insert(tx: &Tx, upload: &NewUpload, now: Timestamp, expires_at: Timestamp) -> Result<UploadId> {
    let id = UploadId(tx.id(Table::Uploads).await?);
    let sql = "INSERT INTO uploads (id, user_id, filename, path, folder_id, duplicates, size, received, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)";
    let NewUpload { user_id, filename, path, folder_id, duplicates, size } = upload;
    execute(tx, sql, args![id, *user_id, filename, path, *folder_id, duplicates, *size, now, expires_at]).await?;
    Ok(id)
}

/// One upload.
pub async fn by_id(db: &impl Run, id: UploadId) -> Result<Option<Upload>> {
    one(db, &format!("SELECT {COLUMNS} FROM uploads WHERE id = $1"), args![id]).await
}

/// How many uploads a user has begun that are neither done nor forgotten.
pub async fn open_of(db: &impl Run, user: UserId) -> Result<u64> {
    let sql = "SELECT COUNT(*) AS value FROM uploads WHERE user_id = $1 AND asset_id IS NULL";
    Ok(one(db, sql, args![user]).await?.map_or(0, |Single(count)| count))
}

/// Some of the bytes of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The first one's number.
    pub start: u64,
    /// How many.
    pub size: u64,
    /// Where they lie.
    pub blob_key: String,
    /// SHA-256 of them, lower-case hex.
    pub sha256: String,
    /// CRC-32 of them.
    pub crc32: u32,
}

from_row!(Part { start, size, blob_key, sha256, crc32 });

/// Adds the part that begins where the upload stands; whether it still stood there. Of two that come with the same bytes one
/// is told no.
pub async fn add_part(tx: &Tx, id: UploadId, part: &Part, expires_at: Timestamp) -> Result<bool> {
    let Part { start, size, blob_key, sha256, crc32 } = part;
    let sql = "UPDATE uploads SET received = received + $3, expires_at = $4 \
               WHERE id = $1 AND received = $2 AND received + $3 <= size AND blob_key IS NULL AND asset_id IS NULL";
    if execute(tx, sql, args![id, *start, *size, expires_at]).await? == 0 {
        return Ok(false);
    }
    let sql =
        "INSERT INTO upload_parts (upload_id, start, size, blob_key, sha256, crc32) VALUES ($1, $2, $3, $4, $5, $6)";
    execute(tx, sql, args![id, *start, *size, blob_key, sha256, *crc32]).await?;
    Ok(true)
}

/// The parts of an upload, in order.
pub async fn parts(db: &impl Run, id: UploadId) -> Result<Vec<Part>> {
    let sql = "SELECT start, size, blob_key, sha256, crc32 FROM upload_parts WHERE upload_id = $1 ORDER BY start";
    all(db, sql, args![id]).await
}

/// Puts the whole file in place of the parts, unless somebody else did; where the parts lie.
pub async fn put_together(tx: &Tx, id: UploadId, whole: &Part) -> Result<Option<Vec<String>>> {
    let sql = "UPDATE uploads SET blob_key = $2, sha256 = $3, crc32 = $4 \
               WHERE id = $1 AND received = size AND size = $5 AND blob_key IS NULL AND asset_id IS NULL";
    let Part { blob_key, sha256, crc32, size, .. } = whole;
    if execute(tx, sql, args![id, blob_key, sha256, *crc32, *size]).await? == 0 {
        return Ok(None);
    }
    Ok(Some(forget_parts(tx, id).await?))
}

async fn forget_parts(tx: &Tx, id: UploadId) -> Result<Vec<String>> {
    let sql = "DELETE FROM upload_parts WHERE upload_id = $1 RETURNING blob_key AS value";
    Ok(all::<_, Single<String>>(tx, sql, args![id]).await?.into_iter().map(|Single(key)| key).collect())
}

/// Takes the whole file from an upload, for an asset or for nobody; whether it was still there.
pub async fn take_file(tx: &Tx, id: UploadId) -> Result<bool> {
    let sql = "UPDATE uploads SET blob_key = NULL WHERE id = $1 AND blob_key IS NOT NULL AND asset_id IS NULL";
    Ok(execute(tx, sql, args![id]).await? > 0)
}

/// Says what became of an upload whose file was taken.
pub async fn settle(tx: &Tx, id: UploadId, asset: AssetId) -> Result<()> {
    execute(tx, "UPDATE uploads SET asset_id = $2 WHERE id = $1", args![id, asset]).await?;
    Ok(())
}

/// Says what is to be done where the same bytes are there.
pub async fn choose(tx: &Tx, id: UploadId, duplicates: &str) -> Result<()> {
    execute(tx, "UPDATE uploads SET duplicates = $2 WHERE id = $1", args![id, duplicates]).await?;
    Ok(())
}

/// Forgets an upload; where what is there of it lies.
pub async fn delete(tx: &Tx, id: UploadId) -> Result<Vec<String>> {
    let mut keys = forget_parts(tx, id).await?;
    let sql = "DELETE FROM uploads WHERE id = $1 RETURNING blob_key AS value";
    if let Some(Single(Some(whole))) = one::<_, Single<Option<String>>>(tx, sql, args![id]).await? {
        keys.push(whole);
    }
    Ok(keys)
}

/// The first of those whose time is over.
pub async fn over(db: &impl Run, now: Timestamp, most: u32) -> Result<Vec<UploadId>> {
    let sql = "SELECT id AS value FROM uploads WHERE expires_at <= $1 ORDER BY expires_at, id LIMIT $2";
    Ok(all(db, sql, args![now, most]).await?.into_iter().map(|Single(id)| id).collect())
}

/// Those that are all here and became nothing yet, though they got their last byte long ago: they are forgotten before
/// `expiring`. One that waits for an answer is none.
pub async fn left_lying(db: &impl Run, expiring: Timestamp) -> Result<Vec<Upload>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM uploads WHERE received = size AND asset_id IS NULL \
         AND (blob_key IS NULL OR duplicates <> 'ask') AND expires_at < $1 ORDER BY expires_at, id LIMIT 100"
    );
    all(db, &sql, args![expiring]).await
}

/// Where everything lies that is there of uploads.
pub async fn files(db: &impl Run) -> Result<Vec<String>> {
    let sql = "SELECT blob_key AS value FROM upload_parts UNION ALL \
               SELECT blob_key AS value FROM uploads WHERE blob_key IS NOT NULL";
    Ok(all(db, sql, vec![]).await?.into_iter().map(|Single(key)| key).collect())
}
