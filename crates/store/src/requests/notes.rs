//! Notes of colleagues on requests, which requesters never see. The only place of their words.

use crate::{
    Result, Run, Table, Tx,
    sql::{LIST_CHUNK, Query, args, execute, from_row, one},
};
use domain::*;

/// A note as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its id.
    pub id: NoteId,
    /// On which request.
    pub request_id: RequestId,
    /// Whose it is.
    pub user_id: UserId,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: Timestamp,
}

from_row!(Note { id, request_id, user_id, text, created_at });

const COLUMNS: &str = "id, request_id, user_id, text, created_at";

/// Writes a note on a request.
pub async fn add_note(tx: &Tx, request: RequestId, user: UserId, text: &str, now: Timestamp) -> Result<NoteId> {
    let id = NoteId(tx.id(Table::RequestNotes).await?);
    let sql = "INSERT INTO request_notes (id, request_id, user_id, text, created_at) VALUES ($1, $2, $3, $4, $5)";
    execute(tx, sql, args![id, request, user, text, now]).await?;
    Ok(id)
}

/// The notes on these requests, oldest first within each.
pub async fn notes(db: &impl Run, requests: &[RequestId]) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM request_notes WHERE request_id IN "));
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY request_id, id", vec![]);
        notes.extend(query.all(db).await?);
    }
    Ok(notes)
}

/// One note.
pub async fn note(db: &impl Run, id: NoteId) -> Result<Option<Note>> {
    one(db, &format!("SELECT {COLUMNS} FROM request_notes WHERE id = $1"), args![id]).await
}

/// Erases a note; whether it was there.
pub async fn erase_note(tx: &Tx, id: NoteId) -> Result<bool> {
    Ok(execute(tx, "DELETE FROM request_notes WHERE id = $1", args![id]).await? > 0)
}
