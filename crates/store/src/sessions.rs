//! Signed-in browsers of users, as hashes of their cookies.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{args, execute, from_row, one},
};
use domain::{SessionId, Timestamp, UserId};

/// A session as remembered.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

from_row!(Session { id, user_id, expires_at });

/// Adds a session.
pub async fn insert(tx: &Tx, user: UserId, hash: &str, now: Timestamp, expires_at: Timestamp) -> Result<SessionId> {
    let id = SessionId(tx.id(Table::Sessions).await?);
    let sql = "INSERT INTO sessions (id, user_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    execute(tx, sql, args![id, user, hash, now, expires_at]).await?;
    Ok(id)
}

/// The session with this hash, unless it was ended.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Session>> {
    one(db, "SELECT id, user_id, expires_at FROM sessions WHERE hash = $1 AND ended_at IS NULL", args![hash]).await
}

/// Ends a session.
pub async fn end(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::Session(id));
    execute(tx, "UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", args![id, now]).await?;
    Ok(())
}

/// Ends every session of a user, after a new password say.
pub async fn end_all(tx: &Tx, user: UserId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::User(user));
    execute(tx, "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", args![user, now]).await?;
    Ok(())
}
