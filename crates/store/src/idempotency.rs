//! What was answered to an `Idempotency-Key`: the resource, never its words.

use crate::{
    Error, Result, Run, Tx,
    sql::{args, execute, from_row, one},
};
use domain::Timestamp;

/// Who sent which key where.
#[derive(Debug, Clone)]
pub struct Key {
    /// The caller, as `u7` or a keyed hash.
    pub caller: String,
    /// The route.
    pub route: &'static str,
    /// The key as sent.
    pub key: String,
    /// SHA-256 of the body it came with.
    pub body_hash: String,
}

/// What a key was answered with before.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The hash of the body that it came with.
    pub body_hash: String,
    /// The resource that was made.
    pub resource_id: i64,
    /// When.
    pub created_at: Timestamp,
}

from_row!(Earlier { body_hash, resource_id, created_at });

/// What this key was answered with, if it came before.
pub async fn find(db: &impl Run, key: &Key) -> Result<Option<Earlier>> {
    let sql = "SELECT body_hash, resource_id, created_at FROM idempotency_keys \
               WHERE caller = $1 AND route = $2 AND idempotency_key = $3";
    one(db, sql, args![&key.caller, key.route, &key.key]).await
}

/// Remembers what a key was answered with. Of two at the same instant one is refused as [`Error::Taken`].
pub async fn remember(tx: &Tx, key: &Key, resource_id: i64, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO idempotency_keys (caller, route, idempotency_key, body_hash, resource_id, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    execute(tx, sql, args![&key.caller, key.route, &key.key, &key.body_hash, resource_id, now]).await?;
    Ok(())
}

/// Whether an error says that this key was remembered by another one in the meantime.
pub fn is_taken(error: &Error) -> bool {
    error.is_taken("idempotency_keys_pkey", "idempotency_keys.")
}

/// Forgets keys older than `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM idempotency_keys WHERE created_at < $1", args![before]).await?;
    Ok(())
}
