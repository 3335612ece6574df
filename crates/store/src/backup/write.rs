//! Lines become rows, in records that hold nothing yet.

use super::{
    KEPT, Kept, LEFT_OUT, Line,
    read::{Column, columns},
};
use crate::{
    Error, Result, Run, Tx,
    changes::Subject,
    insight::tallies,
    search::{self, Indexed},
    sql::{Pair, Single, all, args, execute, insert_many, one},
};
use sea_orm::Value;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Somebody or something in one of these makes an installation more than an empty one.
const TELLING: &[&str] = &["users", "external_users", "folders", "assets", "kits", "portals", "requests"];

/// Ids that count by themselves once they have gone out, sealed in a cookie or in the name of a mail. A backup is always a
/// little older than what went out last, so that their numbers go on far behind where they stood.
const FAR_ON: &[&str] = &["links", "sessions", "outbox"];
const FAR: i64 = 1_000_000;

/// Whether nothing is remembered yet.
pub async fn is_empty(db: &impl Run) -> Result<bool> {
    for table in TELLING {
        let sql = format!("SELECT id AS value FROM {table} LIMIT 1");
        if one::<_, Single<i64>>(db, &sql, vec![]).await?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes out what stands in records that count as empty, such as settings; the ids that were taken.
pub async fn clear(tx: &Tx) -> Result<Vec<(String, i64)>> {
    let taken: Vec<Pair<String, i64>> = all(tx, "SELECT name AS one, next_id AS other FROM id_blocks", vec![]).await?;
    // The feed stays: others read it.
    let left_out = LEFT_OUT.iter().filter(|table| **table != "changes").copied();
    for table in left_out.chain(KEPT.iter().rev().map(|table| table.name)) {
        execute(tx, &format!("DELETE FROM {table}"), vec![]).await?;
    }
    Ok(taken.into_iter().map(|Pair(name, next)| (name, next)).collect())
}

/// Writes the rows of one table.
pub struct Writer {
    table: &'static Kept,
    columns: Vec<Column>,
    /// Folders wait for those that they lie in.
    waiting: Vec<Line>,
    written: HashSet<i64>,
}

impl Writer {
    /// Begins to write a table.
    pub async fn of(tx: &Tx, table: &'static Kept) -> Result<Self> {
        let columns = columns(tx, table.name).await?;
        Ok(Self { table, columns, waiting: vec![], written: HashSet::new() })
    }

    /// Writes rows. Columns that they don't have get what the schema says where nothing is said.
    pub async fn write(&mut self, tx: &Tx, lines: Vec<Line>) -> Result<()> {
        if self.table.name != "folders" {
            return self.insert(tx, &lines).await;
        }
        self.waiting.extend(lines);
        Ok(())
    }

    /// Writes what waits.
    pub async fn end(mut self, tx: &Tx) -> Result<()> {
        while !self.waiting.is_empty() {
            let parent = |line: &Line| line.get("parent_id").and_then(Json::as_i64);
            let waiting = std::mem::take(&mut self.waiting);
            let is_ready = |line: &Line| parent(line).is_none_or(|parent| self.written.contains(&parent));
            let (mut ready, rest): (Vec<Line>, Vec<Line>) = waiting.into_iter().partition(is_ready);
            // Folders in a circle, or below one that is gone: the engine says what is wrong.
            let rest = if ready.is_empty() {
                ready = rest;
                vec![]
            } else {
                rest
            };
            self.insert(tx, &ready).await?;
            self.written.extend(ready.iter().filter_map(|line| line.get("id").and_then(Json::as_i64)));
            self.waiting = rest;
        }
        Ok(())
    }

    async fn insert(&self, tx: &Tx, lines: &[Line]) -> Result<()> {
        let Some(first) = lines.first() else { return Ok(()) };
        let table = self.table.name;
        if let Some(unknown) = first.keys().find(|name| self.columns.iter().all(|column| column.name != **name)) {
            return Err(Error::Unreadable(format!("{table} has no column {unknown}")));
        }
        let columns: Vec<&Column> = self.columns.iter().filter(|column| first.contains_key(&column.name)).collect();
        let mut rows = Vec::with_capacity(lines.len());
        for line in lines {
            if line.len() != columns.len() {
                return Err(Error::Unreadable(format!("{table}: a line has other columns than the first")));
            }
            rows.push(columns.iter().map(|column| value(table, column, line)).collect::<Result<Vec<Value>>>()?);
        }
        let names = columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
        insert_many(tx, &format!("INSERT INTO {table} ({names})"), "", rows).await?;
        Ok(())
    }

    /// After the last table: makes again what is made from the rows, and takes ids on from where they stood.
    pub async fn finish(tx: &Tx, taken: &[(String, i64)]) -> Result<()> {
        for (name, next) in taken {
            let sql = "INSERT INTO id_blocks (name, next_id) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET next_id = \
                       CASE WHEN id_blocks.next_id < excluded.next_id THEN excluded.next_id ELSE id_blocks.next_id END";
            execute(tx, sql, args![name, *next]).await?;
        }
        for name in FAR_ON {
            let sql = "INSERT INTO id_blocks (name, next_id) VALUES ($1, $2 + 1) \
                       ON CONFLICT (name) DO UPDATE SET next_id = id_blocks.next_id + $2";
            execute(tx, sql, args![*name, FAR]).await?;
        }
        let counted = "INSERT INTO request_counts (id, portal_id, kit_id, status, count) \
                       SELECT -MIN(id), portal_id, kit_id, status, COUNT(*) FROM requests GROUP BY portal_id, kit_id, status";
        execute(tx, counted, vec![]).await?;
        tallies::count_what_came_back(tx).await?;
        for indexed in Indexed::ALL {
            search::made_again(tx, indexed).await?;
        }
        for subject in [Subject::Places, Subject::Properties, Subject::Settings, Subject::Responsibles] {
            tx.touch(subject);
        }
        Ok(())
    }
}

fn value(table: &str, column: &Column, line: &Line) -> Result<Value> {
    match (column.is_number, line.get(&column.name)) {
        (true, Some(Json::Null)) => Ok(Value::BigInt(None)),
        (true, Some(Json::Number(number))) if number.is_i64() => Ok(Value::BigInt(number.as_i64())),
        (false, Some(Json::Null)) => Ok(Value::String(None)),
        (false, Some(Json::String(text))) => Ok(text.clone().into()),
        (_, found) => Err(Error::Unreadable(format!("{table}: {} says {found:?}", column.name))),
    }
}
