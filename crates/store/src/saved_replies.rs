//! Saved replies: messages that are written again and again, under a title.

use crate::{
    Result, Run, Table, Tx,
    sql::{all, args, execute, from_row, one},
};
use domain::{ReplyId, Timestamp};

/// A saved reply as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    /// Its id.
    pub id: ReplyId,
    /// By which it is chosen.
    pub title: String,
    /// What it says.
    pub text: String,
}

from_row!(SavedReply { id, title, text });

/// All of them, by title.
pub async fn list(db: &impl Run) -> Result<Vec<SavedReply>> {
    all(db, "SELECT id, title, text FROM saved_replies ORDER BY title, id", vec![]).await
}

/// One of them.
pub async fn by_id(db: &impl Run, id: ReplyId) -> Result<Option<SavedReply>> {
    one(db, "SELECT id, title, text FROM saved_replies WHERE id = $1", args![id]).await
}

/// Adds one.
pub async fn insert(tx: &Tx, title: &str, text: &str, now: Timestamp) -> Result<ReplyId> {
    let id = ReplyId(tx.id(Table::SavedReplies).await?);
    let sql = "INSERT INTO saved_replies (id, title, text, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)";
    execute(tx, sql, args![id, title, text, now]).await?;
    Ok(id)
}

/// Changes one; whether it was there.
pub async fn update(tx: &Tx, reply: &SavedReply, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE saved_replies SET title = $2, text = $3, updated_at = $4 WHERE id = $1";
    Ok(execute(tx, sql, args![reply.id, &reply.title, &reply.text, now]).await? > 0)
}

/// Takes one out; whether it was there.
pub async fn delete(tx: &Tx, id: ReplyId) -> Result<bool> {
    Ok(execute(tx, "DELETE FROM saved_replies WHERE id = $1", args![id]).await? > 0)
}
