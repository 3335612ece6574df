//! What belongs to the installation as a whole.

use crate::{
    Result, Run, Tx,
    sql::{Single, args, execute, one},
};

/// A value of the installation; set to `first` where there is none yet.
pub async fn value_or_set(tx: &Tx, name: &str, first: &str) -> Result<String> {
    let sql = "INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    execute(tx, sql, args![name, first]).await?;
    Ok(value(tx, name).await?.unwrap_or_else(|| first.to_owned()))
}

/// A value of the installation.
pub async fn value(db: &impl Run, name: &str) -> Result<Option<String>> {
    let row = one(db, "SELECT value FROM installation WHERE name = $1", args![name]).await?;
    Ok(row.map(|Single(value)| value))
}

/// Sets a value of the installation.
pub(crate) async fn set(tx: &Tx, name: &str, value: &str) -> Result<()> {
    let sql = "INSERT INTO installation (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    execute(tx, sql, args![name, value]).await?;
    Ok(())
}
