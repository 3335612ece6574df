//! Signed-in browsers of users, as hashes of their cookies.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{all, args, execute, from_row, one},
};
use domain::{SessionId, Timestamp, UserId};

/// A session as remembered.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// What its browser is called; empty where that is not known.
    pub browser: String,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

from_row!(Session { id, user_id, browser, created_at, expires_at });

const COLUMNS: &str = "id, user_id, browser, created_at, expires_at";

/// Adds a session.
pub async fn insert(tx: &Tx, user: UserId, hash: &str, now: Timestamp, expires_at: Timestamp) -> Result<SessionId> {
    let id = SessionId(tx.id(Table::Sessions).await?);
    let sql = "INSERT INTO sessions (id, user_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    execute(tx, sql, args![id, user, hash, now, expires_at]).await?;
    Ok(id)
}

/// Remembers what the browser of a session is called.
pub async fn name(tx: &Tx, id: SessionId, browser: &str) -> Result<()> {
    execute(tx, "UPDATE sessions SET browser = $2 WHERE id = $1", args![id, browser]).await?;
    Ok(())
}

/// The sessions of a user that are open now, the newest first.
pub async fn open_of(db: &impl Run, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 \
         ORDER BY created_at DESC, id DESC"
    );
    all(db, &sql, args![user, now]).await
}

/// The session with this hash, unless it was ended.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Session>> {
    let sql = format!("SELECT {COLUMNS} FROM sessions WHERE hash = $1 AND ended_at IS NULL");
    one(db, &sql, args![hash]).await
}

/// Ends a session.
pub async fn end(tx: &Tx, id: SessionId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::Session(id));
    execute(tx, "UPDATE sessions SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", args![id, now]).await?;
    Ok(())
}

/// Ends one session of a user; whether there was one.
pub async fn end_of_user(tx: &Tx, user: UserId, id: SessionId, now: Timestamp) -> Result<bool> {
    tx.touch(Subject::Session(id));
    let sql = "UPDATE sessions SET ended_at = $3 WHERE id = $1 AND user_id = $2 AND ended_at IS NULL";
    Ok(execute(tx, sql, args![id, user, now]).await? > 0)
}

/// Ends every session of a user but one.
pub async fn end_others(tx: &Tx, user: UserId, but: Option<SessionId>, now: Timestamp) -> Result<()> {
    tx.touch(Subject::User(user));
    let sql = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL";
    execute(tx, sql, args![user, but.unwrap_or(SessionId(0)), now]).await?;
    Ok(())
}

/// Ends every session of a user, after a new password say.
pub async fn end_all(tx: &Tx, user: UserId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::User(user));
    execute(tx, "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", args![user, now]).await?;
    Ok(())
}
