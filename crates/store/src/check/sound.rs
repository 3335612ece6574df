//! Is what the engine keeps on the disk whole?

use super::Fault;
use crate::{
    Engine, Result, Run,
    sql::{Single, all},
};

/// What SQLite finds wrong with its file, the indexes of words included. PostgreSQL looks after its own.
pub async fn sound(db: &impl Run) -> Result<Vec<Fault>> {
    if db.engine() == Engine::Postgres {
        return Ok(vec![]);
    }
    let said: Vec<Single<String>> =
        all(db, "SELECT integrity_check AS value FROM pragma_integrity_check", vec![]).await?;
    let wrong = said.into_iter().filter(|Single(words)| words != "ok");
    Ok(wrong.map(|Single(what)| Fault { table: "database", id: "file".into(), what }).collect())
}
