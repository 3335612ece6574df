//! API tokens, as hashes.

use crate::{
    Result, Run, Table, Tx,
    sql::{args, execute, from_row, one},
};
use domain::{Timestamp, TokenId, UserId};

/// A token as remembered.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// Whose it is.
    pub user_id: UserId,
    /// When it ends; none: until it is revoked.
    pub expires_at: Option<Timestamp>,
}

from_row!(Token { id, user_id, expires_at });

/// Adds a token.
pub async fn insert(
    tx: &Tx,
    user: UserId,
    name: &str,
    hash: &str,
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<TokenId> {
    let id = TokenId(tx.id(Table::Tokens).await?);
    let sql = "INSERT INTO tokens (id, user_id, name, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    execute(tx, sql, args![id, user, name, hash, now, expires_at]).await?;
    Ok(id)
}

/// The token with this hash, unless revoked.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Token>> {
    one(db, "SELECT id, user_id, expires_at FROM tokens WHERE hash = $1 AND revoked_at IS NULL", args![hash]).await
}
