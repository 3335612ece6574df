//! Rows become lines.

use super::{Kept, Line};
use crate::{
    Engine, Error, Result, Run,
    sql::{FromRow, Row, Single, all, all_by, args, one},
};
use sea_orm::Value;
use serde_json::Value as Json;

/// How many rows are read at once.
const STEP: usize = 2_000;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Column {
    pub name: String,
    /// A whole number; otherwise it is text.
    pub is_number: bool,
}

impl FromRow for Column {
    fn from_row(row: &Row) -> Result<Self> {
        let (name, kind): (String, String) = (row.get("name")?, row.get("type")?);
        match kind.to_lowercase().as_str() {
            "integer" | "bigint" => Ok(Self { name, is_number: true }),
            "text" => Ok(Self { name, is_number: false }),
            other => Err(Error::Unreadable(format!("the column {name} is of the type {other}"))),
        }
    }
}

/// The columns that a table has.
pub(super) async fn columns(db: &impl Run, table: &str) -> Result<Vec<Column>> {
    let sql = match db.engine() {
        Engine::Sqlite => "SELECT name, type FROM pragma_table_info($1) ORDER BY cid",
        Engine::Postgres => {
            "SELECT CAST(column_name AS TEXT) AS name, CAST(data_type AS TEXT) AS type FROM information_schema.columns \
             WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
        }
    };
    all(db, sql, args![table]).await
}

/// Reads a table from its first row to its last, some at a time.
pub struct Reader {
    table: &'static Kept,
    columns: Vec<Column>,
    /// The key of the last row that was read.
    after: Option<Vec<Value>>,
    is_over: bool,
}

impl Reader {
    /// Begins at the first row.
    pub async fn of(db: &impl Run, table: &'static Kept) -> Result<Self> {
        Ok(Self { table, columns: columns(db, table.name).await?, after: None, is_over: false })
    }

    /// The next rows in the order of their keys; none at the end. `db` should be the same snapshot each time.
    pub async fn next(&mut self, db: &impl Run) -> Result<Vec<Line>> {
        if self.is_over {
            return Ok(vec![]);
        }
        let names = self.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
        let (table, key) = (self.table.name, self.table.key.join(", "));
        let after = match &self.after {
            Some(values) => {
                let places = (1..=values.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
                format!("WHERE ({key}) > ({places})")
            }
            None => String::new(),
        };
        let sql = format!("SELECT {names} FROM {table} {after} ORDER BY {key} LIMIT {STEP}");
        let read = all_by(db, &sql, self.after.take().unwrap_or_default(), |row| self.line(row)).await?;
        self.is_over = read.len() < STEP;
        self.after = read.last().map(|line| self.key_of(line));
        Ok(read.into_iter().map(|line| harmless(table, line)).collect())
    }

    fn line(&self, row: &Row) -> Result<Line> {
        let value = |column: &Column| -> Result<(String, Json)> {
            let value = match column.is_number {
                true => row.get::<Option<i64>>(&column.name)?.map_or(Json::Null, Json::from),
                false => row.get::<Option<String>>(&column.name)?.map_or(Json::Null, Json::from),
            };
            Ok((column.name.clone(), value))
        };
        self.columns.iter().map(value).collect()
    }

    fn key_of(&self, line: &Line) -> Vec<Value> {
        let value = |name: &&str| match line.get(*name) {
            Some(Json::Number(number)) => Value::BigInt(number.as_i64()),
            other => Value::String(other.and_then(Json::as_str).map(str::to_owned)),
        };
        self.table.key.iter().map(value).collect()
    }
}

/// A row without what opens something by itself, and without what only counts while a process runs.
fn harmless(table: &str, mut line: Line) -> Line {
    match table {
        // Requests and grants name the browser; no cookie has a hash like this.
        "browsers" => {
            let gone = format!("gone {}", line.get("id").map(Json::to_string).unwrap_or_default());
            line.insert("hash".into(), gone.into());
        }
        "outbox" => {
            line.insert("lease".into(), Json::Null);
        }
        _ => {}
    }
    line
}

/// Whether a row of this table names this file now.
pub async fn is_referred_to(db: &impl Run, table: &str, blob_key: &str) -> Result<bool> {
    let sql = format!("SELECT blob_key AS value FROM {table} WHERE blob_key = $1 LIMIT 1");
    Ok(one::<_, Single<String>>(db, &sql, args![blob_key]).await?.is_some())
}
