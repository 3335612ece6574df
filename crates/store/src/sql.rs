//! The few words in which the rest of this crate speaks SQL.

mod arrays;
mod packed;
mod query;

use crate::{Engine, Error, Result};
use domain::*;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};
use std::fmt::Write as _;

pub(crate) use query::Query;

/// What runs a statement: the store itself (outside a transaction) or a transaction.
pub trait Run: Send + Sync {
    #[doc(hidden)]
    type Connection: ConnectionTrait + Send;

    #[doc(hidden)]
    fn connection(&self) -> &Self::Connection;

    /// The engine below.
    fn engine(&self) -> Engine;

    /// The engine refused a statement.
    #[doc(hidden)]
    fn refused(&self, _error: &DbErr) {}

    /// What has to be done before a statement.
    #[doc(hidden)]
    fn before(&self, _sql: &str) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
}

pub(crate) fn statement<R: Run + ?Sized>(db: &R, sql: &str, args: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(db.connection().get_database_backend(), sql, args)
}

pub(crate) fn refused<R: Run + ?Sized>(db: &R, error: DbErr) -> Error {
    db.refused(&error);
    error.into()
}

/// Runs a statement; how many rows it touched.
pub(crate) async fn execute<R: Run + ?Sized>(db: &R, sql: &str, args: Vec<Value>) -> Result<u64> {
    db.before(sql).await?;
    let done = db.connection().execute_raw(statement(db, sql, args)).await;
    Ok(done.map_err(|error| refused(db, error))?.rows_affected())
}

/// All rows of a query.
pub(crate) async fn all<R: Run + ?Sized, T: FromRow>(db: &R, sql: &str, args: Vec<Value>) -> Result<Vec<T>> {
    all_by(db, sql, args, T::from_row).await
}

/// All rows of a query whose columns only the caller knows.
pub(crate) async fn all_by<R: Run + ?Sized, T>(
    db: &R,
    sql: &str,
    args: Vec<Value>,
    read: impl Fn(&Row) -> Result<T>,
) -> Result<Vec<T>> {
    db.before(sql).await?;
    let rows = db.connection().query_all_raw(statement(db, sql, args)).await.map_err(|error| refused(db, error))?;
    rows.into_iter().map(|row| read(&Row(row))).collect()
}

/// The first row of a query, if there is one.
pub(crate) async fn one<R: Run + ?Sized, T: FromRow>(db: &R, sql: &str, args: Vec<Value>) -> Result<Option<T>> {
    db.before(sql).await?;
    let row = db.connection().query_one_raw(statement(db, sql, args)).await.map_err(|error| refused(db, error))?;
    row.map(|row| T::from_row(&Row(row))).transpose()
}

/// How many bound values one statement may carry on both engines, with room to spare.
const MOST_VALUES: usize = 16_000;

/// Inserts rows by as few statements as the engines allow. `head` is `INSERT INTO t (a, b)`, `tail` what follows the
/// values, such as `ON CONFLICT DO NOTHING`. How many rows were written.
pub(crate) async fn insert_many<R: Run + ?Sized>(db: &R, head: &str, tail: &str, rows: Vec<Vec<Value>>) -> Result<u64> {
    let mut written = 0;
    for (sql, values) in all_values(db.engine(), head, tail, rows) {
        written += execute(db, &sql, values).await?;
    }
    Ok(written)
}

/// The statements that insert rows, each with its values.
pub(crate) fn all_values(engine: Engine, head: &str, tail: &str, rows: Vec<Vec<Value>>) -> Vec<(String, Vec<Value>)> {
    match engine {
        Engine::Postgres if rows.len() > 1 => match arrays::of_columns(&rows) {
            Some((columns, values)) => vec![(format!("{head} SELECT * FROM UNNEST({columns}) {tail}"), values)],
            None => value_lists(engine, head, tail, rows).collect(),
        },
        _ => value_lists(engine, head, tail, rows).collect(),
    }
}

/// The same as lists of values: a text for each number of rows.
fn value_lists(
    engine: Engine,
    head: &str,
    tail: &str,
    rows: Vec<Vec<Value>>,
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let width = rows.first().map_or(1, Vec::len).max(1);
    let mut rows = rows.into_iter().peekable();
    std::iter::from_fn(move || {
        rows.peek()?;
        let chunk: Vec<Vec<Value>> = rows.by_ref().take((MOST_VALUES / width).max(1)).collect();
        let mut sql = format!("{head} VALUES ");
        for row in 0..chunk.len() {
            sql.push_str(if row == 0 { "(" } else { ", (" });
            for column in 0..width {
                sql.push_str(if column == 0 { "" } else { ", " });
                // SQLite looks a numbered place up among all before it: with thousands of them that takes longer than
                // writing the rows. Writing into a String never fails.
                let _ = match engine {
                    Engine::Sqlite => sql.write_char('?'),
                    Engine::Postgres => write!(sql, "${}", row * width + column + 1),
                };
            }
            sql.push(')');
        }
        sql.push(' ');
        sql.push_str(tail);
        Some((sql, chunk.into_iter().flatten().collect()))
    })
}

/// How many values of a list go into one query.
pub(crate) const LIST_CHUNK: usize = 1_000;

/// One row of an answer.
pub(crate) struct Row(QueryResult);

impl Row {
    pub fn get<T: FromColumn>(&self, column: &str) -> Result<T> {
        T::from_column(&self.0, column)
    }
}

/// What can be read from a row.
pub(crate) trait FromRow: Sized {
    fn from_row(row: &Row) -> Result<Self>;
}

/// A row of one column named `value`.
pub(crate) struct Single<T>(pub T);

impl<T: FromColumn> FromRow for Single<T> {
    fn from_row(row: &Row) -> Result<Self> {
        row.get("value").map(Single)
    }
}

/// A row of two columns named `one` and `other`.
pub(crate) struct Pair<T, U>(pub T, pub U);

impl<T: FromColumn, U: FromColumn> FromRow for Pair<T, U> {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Pair(row.get("one")?, row.get("other")?))
    }
}

/// What can stand in a column, read.
pub(crate) trait FromColumn: Sized {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self>;
}

/// What can be bound to a statement.
pub(crate) trait ToValue {
    fn to_value(self) -> Value;
}

macro_rules! plain_columns {
    ($($type:ty),*) => {$(
        impl FromColumn for $type {
            fn from_column(row: &QueryResult, column: &str) -> Result<Self> { Ok(row.try_get("", column)?) }
        }
    )*};
}
plain_columns!(i64, Option<i64>, String, Option<String>);

impl ToValue for i64 {
    fn to_value(self) -> Value {
        self.into()
    }
}

impl ToValue for String {
    fn to_value(self) -> Value {
        // PostgreSQL keeps no NUL in a text and would refuse the statement. What visitors type into an address bar comes
        // here too: it finds nothing, on either engine.
        if self.contains('\0') { self.replace('\0', "\u{fffd}").into() } else { self.into() }
    }
}

impl ToValue for &str {
    fn to_value(self) -> Value {
        self.to_owned().to_value()
    }
}

impl ToValue for &String {
    fn to_value(self) -> Value {
        self.as_str().to_value()
    }
}

impl ToValue for Option<&str> {
    fn to_value(self) -> Value {
        self.map_or(Value::String(None), ToValue::to_value)
    }
}

impl ToValue for &Option<String> {
    fn to_value(self) -> Value {
        self.as_deref().to_value()
    }
}

impl ToValue for bool {
    fn to_value(self) -> Value {
        i64::from(self).into()
    }
}

impl FromColumn for bool {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        i64::from_column(row, column).map(|switch| switch != 0)
    }
}

/// Sizes and counts are never negative and stay below 2^63.
impl ToValue for u64 {
    fn to_value(self) -> Value {
        i64::try_from(self).unwrap_or(i64::MAX).into()
    }
}

impl FromColumn for u64 {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let number = i64::from_column(row, column)?;
        u64::try_from(number).map_err(|_| Error::Unreadable(format!("{column} is negative: {number}")))
    }
}

impl ToValue for u32 {
    fn to_value(self) -> Value {
        i64::from(self).into()
    }
}

impl ToValue for Option<u32> {
    fn to_value(self) -> Value {
        self.map(i64::from).into()
    }
}

impl FromColumn for u32 {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let number = i64::from_column(row, column)?;
        u32::try_from(number).map_err(|_| Error::Unreadable(format!("{column} is no 32-bit number: {number}")))
    }
}

impl FromColumn for Option<u32> {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        let number = Option::<i64>::from_column(row, column)?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }
}

impl ToValue for Timestamp {
    fn to_value(self) -> Value {
        self.micros().into()
    }
}

impl ToValue for Option<Timestamp> {
    fn to_value(self) -> Value {
        self.map(Timestamp::micros).into()
    }
}

impl FromColumn for Timestamp {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        i64::from_column(row, column).map(Timestamp::from_micros)
    }
}

impl FromColumn for Option<Timestamp> {
    fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
        Ok(Option::<i64>::from_column(row, column)?.map(Timestamp::from_micros))
    }
}

macro_rules! id_columns {
    ($($id:ident),*) => {$(
        impl ToValue for $id { fn to_value(self) -> Value { self.0.into() } }
        impl ToValue for Option<$id> { fn to_value(self) -> Value { self.map(|id| id.0).into() } }
        impl FromColumn for $id {
            fn from_column(row: &QueryResult, column: &str) -> Result<Self> { i64::from_column(row, column).map($id) }
        }
        impl FromColumn for Option<$id> {
            fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
                Ok(Option::<i64>::from_column(row, column)?.map($id))
            }
        }
    )*};
}
id_columns!(
    UserId,
    ExternalUserId,
    BrowserId,
    TokenId,
    SessionId,
    LinkId,
    FolderId,
    AssetId,
    VersionId,
    KitId,
    SectionId,
    PortalId,
    TermsId,
    RequestId,
    ItemId,
    WordId,
    DecisionId,
    StrokeId,
    NoteId,
    ReplyId,
    GrantId,
    EventId,
    JobId,
    RecoveryId,
    UploadId,
    WebhookId
);

macro_rules! word_columns {
    ($($word:ty),*) => {$(
        impl ToValue for $word { fn to_value(self) -> Value { self.as_str().to_owned().into() } }
        impl FromColumn for $word {
            fn from_column(row: &QueryResult, column: &str) -> Result<Self> {
                let text = String::from_column(row, column)?;
                text.parse().map_err(|_| Error::Unreadable(format!("{column} says {text:?}")))
            }
        }
    )*};
}
word_columns!(
    Role,
    Policy,
    PortalPolicy,
    Privacy,
    RequestStatus,
    ItemStatus,
    RequestScope,
    Verdict,
    Routing,
    AssetKind,
    Notifications,
    TokenScope,
    crate::links::LinkKind,
    crate::requests::Origin,
    crate::requests::PolicyOf,
    crate::webhooks::deliveries::DeliveryStatus
);

/// The values of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::ToValue::to_value($value)),*] };
}
pub(crate) use args;

/// Reads a struct from the columns that have its fields' names.
macro_rules! from_row {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl $crate::sql::FromRow for $name {
            fn from_row(row: &$crate::sql::Row) -> $crate::Result<Self> {
                Ok(Self { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}
pub(crate) use from_row;
