//! Ways back into an account for who forgot the password, as hashes. Looking one up writes nothing.

use crate::{
    Result, Run, Table, Tx,
    sql::{args, execute, from_row, one},
};
use domain::{RecoveryId, Timestamp, UserId};

/// A way back as remembered.
#[derive(Debug, Clone)]
pub struct Recovery {
    /// Its id.
    pub id: RecoveryId,
    /// Whose account it opens.
    pub user_id: UserId,
    /// Until when.
    pub expires_at: Timestamp,
    /// When it was used, or ended otherwise.
    pub ended_at: Option<Timestamp>,
}

from_row!(Recovery { id, user_id, expires_at, ended_at });

impl Recovery {
    /// Whether it opens.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// Remembers one.
pub async fn insert(tx: &Tx, user: UserId, hash: &str, now: Timestamp, expires_at: Timestamp) -> Result<RecoveryId> {
    let id = RecoveryId(tx.id(Table::Recoveries).await?);
    let sql = "INSERT INTO recoveries (id, user_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    execute(tx, sql, args![id, user, hash, now, expires_at]).await?;
    Ok(id)
}

/// The one with this hash, also an ended or expired one: the page says which it is.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Recovery>> {
    one(db, "SELECT id, user_id, expires_at, ended_at FROM recoveries WHERE hash = $1", args![hash]).await
}

/// Ends one; whether it was open. Of two at the same instant one ends it.
pub async fn end(tx: &Tx, id: RecoveryId, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE recoveries SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL";
    Ok(execute(tx, sql, args![id, now]).await? > 0)
}

/// Ends all of a user.
pub async fn end_of_user(tx: &Tx, user: UserId, now: Timestamp) -> Result<()> {
    let sql = "UPDATE recoveries SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL";
    execute(tx, sql, args![user, now]).await?;
    Ok(())
}

/// Forgets those whose time was over before `before`.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    execute(tx, "DELETE FROM recoveries WHERE expires_at < $1", args![before]).await?;
    Ok(())
}
