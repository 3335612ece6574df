//! What can go wrong with the records.

use sea_orm::{DbErr, SqlErr};

/// A result of the store.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the records could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A uniqueness constraint refused the row; the text names the constraint or its columns, as the engine says it.
    #[error("refused by a uniqueness constraint: {0}")]
    Taken(String),
    /// The database did not do what it was asked.
    #[error("database: {0}")]
    Database(#[source] DbErr),
    /// The database can't be reached or opened.
    #[error("{0}")]
    Unreachable(String),
    /// A transaction went on after the engine had refused one of its statements: nothing of it is kept.
    #[error("a statement of this transaction was refused, so that nothing of it is kept")]
    Spoiled,
    /// What stands in a row can't be read as what it should be.
    #[error("unreadable record: {0}")]
    Unreadable(String),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl Error {
    /// Whether a uniqueness constraint with this name (PostgreSQL) or these columns (SQLite) refused the row.
    pub fn is_taken(&self, constraint: &str, columns: &str) -> bool {
        matches!(self, Error::Taken(words) if words.contains(constraint) || words.contains(columns))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(words)) => Error::Taken(words),
            _ => Error::Database(error),
        }
    }
}

/// Whether the engine asks for the transaction to be made again: serialization failure, deadlock, busy.
pub(crate) fn asks_for_another_try(error: &DbErr) -> bool {
    let (DbErr::Exec(sea_orm::RuntimeErr::SqlxError(error))
    | DbErr::Query(sea_orm::RuntimeErr::SqlxError(error))
    | DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error))) = error
    else {
        return false;
    };
    let Some(code) = error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned)) else {
        return false;
    };
    // 40001 and 40P01 on PostgreSQL; 5 (busy), 261 (recovery) and 517 (snapshot) on SQLite.
    matches!(code.as_str(), "40001" | "40P01" | "5" | "261" | "517")
}
