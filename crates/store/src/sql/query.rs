//! Queries that are put together from parts.

use super::{FromRow, Run, ToValue, all, execute, one};
use crate::{Engine, Result};
use sea_orm::Value;
use std::fmt::Write as _;

/// Stands for a place in the text of a [`Query`].
const PLACE: char = '\u{1}';

/// A query that is put together from parts; keeps the numbers of its places right.
#[derive(Debug, Default, Clone)]
pub(crate) struct Query {
    sql: String,
    args: Vec<Value>,
}

impl Query {
    /// A query that begins so.
    pub fn new(sql: &str) -> Self {
        Self { sql: sql.to_owned(), args: Vec::new() }
    }

    /// Adds text; each `?` stands for the next of the values.
    pub fn push(&mut self, text: &str, values: Vec<Value>) -> &mut Self {
        let mut values = values.into_iter();
        for c in text.chars() {
            if c == '?'
                && let Some(value) = values.next()
            {
                self.args.push(value);
                self.sql.push(PLACE);
            } else {
                self.sql.push(c);
            }
        }
        self
    }

    /// Adds what another one says.
    pub fn append(&mut self, other: &Query) -> &mut Self {
        self.sql.push_str(&other.sql);
        self.args.extend(other.args.iter().cloned());
        self
    }

    /// Whether it says nothing yet.
    pub fn is_empty(&self) -> bool {
        self.sql.is_empty()
    }

    /// Adds `($1, $2, …)` for these values; `(NULL)` where there are none, which nothing is in.
    pub fn push_list<V: ToValue>(&mut self, values: impl IntoIterator<Item = V>) -> &mut Self {
        let values: Vec<Value> = values.into_iter().map(ToValue::to_value).collect();
        if values.is_empty() {
            return self.push("(NULL)", vec![]);
        }
        let places = vec!["?"; values.len()].join(", ");
        self.push(&format!("({places})"), values)
    }

    /// The text as the engine wants its places written, which come one after the other.
    fn text(&self, engine: Engine) -> String {
        if engine == Engine::Sqlite {
            // A numbered place is looked up among all before it, which takes long in a long list.
            return self.sql.replace(PLACE, "?");
        }
        let mut text = String::with_capacity(self.sql.len() + self.args.len() * 4);
        for (number, part) in self.sql.split(PLACE).enumerate() {
            // Writing into a String never fails.
            let _ = if number == 0 { write!(text, "{part}") } else { write!(text, "${number}{part}") };
        }
        text
    }

    pub async fn all<R: Run + ?Sized, T: FromRow>(self, db: &R) -> Result<Vec<T>> {
        all(db, &self.text(db.engine()), self.args).await
    }

    pub async fn one<R: Run + ?Sized, T: FromRow>(self, db: &R) -> Result<Option<T>> {
        one(db, &self.text(db.engine()), self.args).await
    }

    pub async fn execute<R: Run + ?Sized>(self, db: &R) -> Result<u64> {
        execute(db, &self.text(db.engine()), self.args).await
    }
}
