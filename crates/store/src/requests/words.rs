//! Words that a requester added to a request while it was under review.

use crate::{
    Result, Run, Table, Tx,
    search::{self, Indexed},
    sql::{LIST_CHUNK, Query, args, execute, from_row},
};
use domain::*;

/// Words that were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// To which request.
    pub request_id: RequestId,
    /// The words.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
}

from_row!(Words { request_id, text, created_at });

/// Adds words to a request that this transaction holds; it is found by them too from then on.
pub async fn add_words(tx: &Tx, request: RequestId, text: &str, now: Timestamp) -> Result<WordId> {
    let id = WordId(tx.id(Table::RequestWords).await?);
    let sql = "INSERT INTO request_words (id, request_id, text, created_at) VALUES ($1, $2, $3, $4)";
    execute(tx, sql, args![id, request, text, now]).await?;
    search::out(tx, Indexed::Requests, request.0).await?;
    let sql = "UPDATE requests SET search = search || $2 WHERE id = $1";
    execute(tx, sql, args![request, text::words(text)]).await?;
    search::back(tx, Indexed::Requests, request.0).await?;
    Ok(id)
}

/// The words that were added to these requests, oldest first within each.
pub async fn words(db: &impl Run, requests: &[RequestId]) -> Result<Vec<Words>> {
    let mut words = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT request_id, text, created_at FROM request_words WHERE request_id IN ");
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY request_id, created_at, id", vec![]);
        words.extend(query.all(db).await?);
    }
    Ok(words)
}
