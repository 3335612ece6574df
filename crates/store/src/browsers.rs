//! Browsers that a policy let in at once, as hashes of their cookies.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{Single, args, execute, one},
};
use domain::{BrowserId, Timestamp};

/// Adds a browser.
pub async fn insert(tx: &Tx, hash: &str, now: Timestamp) -> Result<BrowserId> {
    let id = BrowserId(tx.id(Table::Browsers).await?);
    tx.fresh(Subject::Browser(id));
    execute(tx, "INSERT INTO browsers (id, hash, created_at) VALUES ($1, $2, $3)", args![id, hash, now]).await?;
    Ok(id)
}

/// The browser with this cookie.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<BrowserId>> {
    let row = one(db, "SELECT id AS value FROM browsers WHERE hash = $1", args![hash]).await?;
    Ok(row.map(|Single(id)| id))
}
