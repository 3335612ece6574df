//! Searching by words. What is searched in stands in the column `search` of its row, as `domain::text::words` keeps it: that
//! column alone decides what is found, by the same condition on both engines. Beside it each engine has an index in its own
//! way, which names rows that may be found: FTS5 on SQLite, a GIN index on PostgreSQL.
//!
//! PostgreSQL keeps its index by itself. The one of SQLite is told here, in the same transaction: whoever writes `search`
//! calls [`added`], or [`out`] before and [`back`] after.

mod taken_along;

use crate::{
    Engine, Result, Run, Tx,
    sql::{Query, ToValue, args, execute},
};
use domain::text;
use sea_orm::Value;

pub(crate) use taken_along::take_along;

/// What has an index of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Indexed {
    Requests,
    ExternalUsers,
    Assets,
}

impl Indexed {
    pub const ALL: [Indexed; 3] = [Indexed::Requests, Indexed::ExternalUsers, Indexed::Assets];

    fn table(self) -> &'static str {
        match self {
            Indexed::Requests => "requests",
            Indexed::ExternalUsers => "external_users",
            Indexed::Assets => "assets",
        }
    }

    fn index(self) -> &'static str {
        match self {
            Indexed::Requests => "search_requests",
            Indexed::ExternalUsers => "search_external_users",
            Indexed::Assets => "search_assets",
        }
    }
}

/// Puts a row that was inserted, or waits to be, into the index.
pub(crate) fn added(tx: &Tx, indexed: Indexed, id: i64, search: &str) {
    if tx.engine() == Engine::Sqlite {
        let head = match indexed {
            Indexed::Requests => "INSERT INTO search_requests (rowid, search)",
            Indexed::ExternalUsers => "INSERT INTO search_external_users (rowid, search)",
            Indexed::Assets => "INSERT INTO search_assets (rowid, search)",
        };
        tx.insert_later(indexed.index(), head, [args![id, search]]);
    }
}

/// Takes a row out of the index, before its words change.
pub(crate) async fn out(tx: &Tx, indexed: Indexed, id: i64) -> Result<()> {
    if tx.engine() == Engine::Sqlite {
        let (index, table) = (indexed.index(), indexed.table());
        let sql = format!(
            "INSERT INTO {index} ({index}, rowid, search) SELECT 'delete', id, search FROM {table} WHERE id = $1"
        );
        execute(tx, &sql, args![id]).await?;
    }
    Ok(())
}

/// Puts a row back into the index, with the words that it has now.
pub(crate) async fn back(tx: &Tx, indexed: Indexed, id: i64) -> Result<()> {
    if tx.engine() == Engine::Sqlite {
        let (index, table) = (indexed.index(), indexed.table());
        let sql = format!("INSERT INTO {index} (rowid, search) SELECT id, search FROM {table} WHERE id = $1");
        execute(tx, &sql, args![id]).await?;
    }
    Ok(())
}

/// Makes the whole index again from the rows.
pub(crate) async fn made_again(tx: &Tx, indexed: Indexed) -> Result<()> {
    if tx.engine() == Engine::Sqlite {
        let index = indexed.index();
        execute(tx, &format!("INSERT INTO {index} ({index}) VALUES ('rebuild')"), vec![]).await?;
    }
    Ok(())
}

/// How a word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// As the beginning of one.
    Beginning,
    /// As it stands.
    Whole,
}

/// The ids of the rows that the index has this word of: the text of a query with one place, and its value.
pub(crate) fn holding(engine: Engine, indexed: Indexed, word: &str, how: Match) -> (String, Value) {
    let (index, table) = (indexed.index(), indexed.table());
    // A word has neither quotes nor backslashes in it.
    let (text, value) = match (engine, how) {
        (Engine::Sqlite, Match::Beginning) => {
            (format!("SELECT rowid AS id FROM {index} WHERE {index} MATCH ?"), format!("\"{word}\"*"))
        }
        (Engine::Sqlite, Match::Whole) => {
            (format!("SELECT rowid AS id FROM {index} WHERE {index} MATCH ?"), format!("\"{word}\""))
        }
        (Engine::Postgres, how) => {
            let words = "array_to_tsvector(array_remove(string_to_array(search, ' '), ''))";
            let value = if how == Match::Whole { format!("'{word}'") } else { format!("'{word}':*") };
            (format!("SELECT id FROM {table} WHERE {words} @@ CAST(? AS tsquery)"), value)
        }
    };
    (text, value.to_value())
}

/// A table of these ids, which a query reads as it reads one: with the column `id`; the text with one place, and its value.
pub(crate) fn given(engine: Engine, ids: &[i64]) -> (&'static str, Value) {
    let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
    match engine {
        Engine::Sqlite => ("(SELECT value AS id FROM json_each(?))", format!("[{}]", ids.join(",")).to_value()),
        Engine::Postgres => {
            ("(SELECT UNNEST(CAST(CAST(? AS TEXT) AS BIGINT[])) AS id)", format!("{{{}}}", ids.join(",")).to_value())
        }
    }
}

/// A word as a pattern of what is searched in.
pub(crate) fn pattern(word: &str) -> String {
    // Nothing in a word is a wildcard.
    format!("% {word}%")
}

/// The words of a question; none where nothing is asked. A question without any word in it finds nothing.
pub(crate) fn sought(question: Option<&str>) -> Option<Vec<String>> {
    question.filter(|question| !question.trim().is_empty()).map(text::sought)
}

/// The condition that a row has all words of a question. `alias` is what the query calls the row's table.
pub(crate) fn has(query: &mut Query, alias: &str, question: Option<&str>) {
    let Some(sought) = sought(question) else { return };
    if sought.is_empty() {
        query.push(" AND 1 = 0", vec![]);
    }
    for word in &sought {
        query.push(&format!(" AND {alias}.search LIKE ?"), args![pattern(word)]);
    }
}

/// [`has`], by way of the index.
pub(crate) fn asks(query: &mut Query, engine: Engine, alias: &str, indexed: Indexed, question: Option<&str>) {
    // The longest word is likely in the fewest rows.
    if let Some(longest) = sought(question).iter().flatten().max_by_key(|word| word.len()) {
        let (ids, value) = holding(engine, indexed, longest, Match::Beginning);
        query.push(&format!(" AND {alias}.id IN ({ids})"), vec![value]);
    }
    has(query, alias, question);
}
