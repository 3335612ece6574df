//! Inserts that wait. Rows that a transaction writes and does not read go out together, as few statements over many rows:
//! before its commit, or before the first statement of its own that names their table.

use crate::{
    Result, Run, Tx,
    sql::{all_values, statement},
};
use sea_orm::{ConnectionTrait, Value};

/// Rows of one table that wait to be inserted.
pub(crate) struct Waiting {
    table: &'static str,
    head: &'static str,
    rows: Vec<Vec<Value>>,
}

impl Tx {
    /// Inserts rows into `table` before anybody can tell that they were not there yet. `head` is `INSERT INTO table (…)`.
    /// Tables go out in the order in which they first came, so that a row may name one that came before it.
    pub(crate) fn insert_later(
        &self,
        table: &'static str,
        head: &'static str,
        rows: impl IntoIterator<Item = Vec<Value>>,
    ) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        let mut waiting = self.waiting();
        match waiting.iter_mut().find(|group| group.head == head) {
            Some(group) => group.rows.extend(rows),
            None => waiting.push(Waiting { table, head, rows: rows.collect() }),
        }
    }

    /// Inserts what waits, where a statement names a table of it.
    pub(crate) async fn flush_for(&self, sql: &str) -> Result<()> {
        if self.waiting().iter().any(|group| names(sql, group.table)) {
            self.flush().await?;
        }
        Ok(())
    }

    /// Inserts what waits.
    pub(crate) async fn flush(&self) -> Result<()> {
        let waiting = std::mem::take(&mut *self.waiting());
        for Waiting { head, rows, .. } in waiting {
            for (sql, values) in all_values(self.engine(), head, "", rows) {
                let done = self.connection().execute_raw(statement(self, &sql, values)).await;
                done.map_err(|error| crate::sql::refused(self, error))?;
            }
        }
        Ok(())
    }
}

/// Whether a statement names a table: its name as a word of its own, not as a part of a longer one.
fn names(sql: &str, table: &str) -> bool {
    let of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    sql.match_indices(table).any(|(at, _)| {
        let (before, after) = (&sql[..at], &sql[at + table.len()..]);
        !before.ends_with(of_a_name) && !after.starts_with(of_a_name)
    })
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_table_is_named_by_its_whole_name() {
        assert!(names("SELECT 1 FROM external_users u", "external_users"));
        assert!(names("SELECT 1 FROM other o JOIN events", "events"));
        assert!(names("SELECT events.id FROM events", "events"));
        assert!(!names("SELECT responsible_for_external_users FROM users", "external_users"));
        assert!(!names("INSERT INTO event_assets (event_id) VALUES ($1)", "events"));
        assert!(!names("SELECT 1 FROM request_items", "requests"));
    }
}
