//! Technical properties: the switches that were set in the installation.

use crate::{
    Result, Run, Tx,
    changes::Subject,
    sql::{Pair, all, args, execute},
};
use domain::{TechnicalProperty, Timestamp};

/// Every property that was set, and to what.
pub async fn all_set(db: &impl Run) -> Result<Vec<(TechnicalProperty, bool)>> {
    let rows: Vec<Pair<String, bool>> =
        all(db, "SELECT name AS one, value AS other FROM technical_properties ORDER BY name", vec![]).await?;
    // A property of a newer version of Ajar is none of ours.
    Ok(rows.into_iter().filter_map(|Pair(name, value)| Some((name.parse().ok()?, value))).collect())
}

/// Sets a property.
pub async fn set(tx: &Tx, property: TechnicalProperty, value: bool, now: Timestamp) -> Result<()> {
    let sql = "INSERT INTO technical_properties (name, value, updated_at) VALUES ($1, $2, $3) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at";
    tx.touch(Subject::Properties);
    execute(tx, sql, args![property.as_str(), value, now]).await?;
    Ok(())
}
