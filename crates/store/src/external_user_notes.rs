//! What colleagues note of an external user. Personal: it goes with the person.

use crate::{
    Result, Run, Table, Tx,
    sql::{all, args, execute, from_row},
};
use domain::{ExternalUserId, NoteId, Timestamp, UserId};

/// A note as remembered.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// Who wrote it.
    pub user_id: UserId,
    /// The words.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
}

from_row!(Note { id, user_id, text, created_at });

/// Notes something of an external user.
pub async fn insert(tx: &Tx, about: ExternalUserId, by: UserId, text: &str, now: Timestamp) -> Result<NoteId> {
    let id = NoteId(tx.id(Table::ExternalUserNotes).await?);
    let sql =
        "INSERT INTO external_user_notes (id, external_user_id, user_id, text, created_at) VALUES ($1, $2, $3, $4, $5)";
    execute(tx, sql, args![id, about, by, text, now]).await?;
    Ok(id)
}

/// The notes on an external user, newest first.
pub async fn of_external_user(db: &impl Run, about: ExternalUserId) -> Result<Vec<Note>> {
    let sql =
        "SELECT id, user_id, text, created_at FROM external_user_notes WHERE external_user_id = $1 ORDER BY id DESC";
    all(db, sql, args![about]).await
}

/// Takes a note on an external user away; whether there was one.
pub async fn delete(tx: &Tx, about: ExternalUserId, id: NoteId) -> Result<bool> {
    let sql = "DELETE FROM external_user_notes WHERE id = $1 AND external_user_id = $2";
    Ok(execute(tx, sql, args![id, about]).await? > 0)
}
