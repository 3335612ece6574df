//! API tokens, as hashes.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{all, args, execute, from_row, one},
};
use domain::{Timestamp, TokenId, TokenScope, UserId};

/// A token as remembered.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// Whose it is.
    pub user_id: UserId,
    /// What it is for, to tell tokens apart.
    pub name: String,
    /// What it may do of what its user may.
    pub scope: TokenScope,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends; none: until it is revoked.
    pub expires_at: Option<Timestamp>,
}

from_row!(Token { id, user_id, name, scope, created_at, expires_at });

const COLUMNS: &str = "id, user_id, name, scope, created_at, expires_at";

/// Adds a token that may do all that its user may.
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

/// Says what a token may do that was just made.
pub async fn limit(tx: &Tx, id: TokenId, scope: TokenScope) -> Result<()> {
    execute(tx, "UPDATE tokens SET scope = $2 WHERE id = $1", args![id, scope]).await?;
    Ok(())
}

/// The token with this hash, unless revoked.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Token>> {
    one(db, &format!("SELECT {COLUMNS} FROM tokens WHERE hash = $1 AND revoked_at IS NULL"), args![hash]).await
}

/// The tokens of a user that were not revoked, the newest first; those that ended by themselves are among them.
pub async fn of_user(db: &impl Run, user: UserId) -> Result<Vec<Token>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM tokens WHERE user_id = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC"
    );
    all(db, &sql, args![user]).await
}

/// Ends one token of a user; whether there was one.
pub async fn revoke(tx: &Tx, user: UserId, id: TokenId, now: Timestamp) -> Result<bool> {
    tx.touch(Subject::User(user));
    let sql = "UPDATE tokens SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL";
    Ok(execute(tx, sql, args![id, user, now]).await? > 0)
}
