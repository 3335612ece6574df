//! What can go wrong with the records.

use crate::vitals::TROUBLES;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

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
    /// The database does not answer, or not in time; it may later. What was under way may or may not be kept.
    #[error("the database does not answer: {0}")]
    Unavailable(#[source] DbErr),
    /// The database can't be reached or opened, or others kept getting in the way.
    #[error("{0}")]
    Unreachable(String),
    /// A transaction went on after the engine had refused one of its statements: nothing of it is kept.
    #[error("a statement of this transaction was refused, so that nothing of it is kept")]
    Spoiled,
    /// What stands in a row can't be read as what it should be.
    #[error("unreadable record: {0}")]
    Unreadable(String),
    /// A newer version made the records: what this one would write might not fit them.
    #[error("the records are of a newer version of Ajar (migration {found}; this version knows those up to {known})")]
    Newer {
        /// A migration that they went through.
        found: i64,
        /// The last one that this version knows.
        known: i64,
    },
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl Error {
    /// Whether a uniqueness constraint with this name (PostgreSQL) or these columns (SQLite) refused the row.
    pub fn is_taken(&self, constraint: &str, columns: &str) -> bool {
        matches!(self, Error::Taken(words) if words.contains(constraint) || words.contains(columns))
    }

    /// Whether the same may work later, without anything being mended here.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Error::Unavailable(_) | Error::Unreachable(_))
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(words)) => Error::Taken(words),
            _ if is_silence(&error) => {
                TROUBLES.silence();
                Error::Unavailable(error)
            }
            // Counted where the transaction is made again.
            _ if asks_for_another_try(&error) => Error::Database(error),
            _ => {
                TROUBLES.failure();
                Error::Database(error)
            }
        }
    }
}

/// Whether nobody answered, or only to say that nobody will at the moment.
fn is_silence(outer: &DbErr) -> bool {
    let (DbErr::Exec(inner) | DbErr::Query(inner) | DbErr::Conn(inner)) = outer else {
        return matches!(outer, DbErr::ConnectionAcquire(_));
    };
    let RuntimeErr::SqlxError(error) = inner else { return false };
    let is_greeting = matches!(outer, DbErr::Conn(_));
    match &**error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // A proxy whose database is gone hangs up in the middle of the greeting.
        sqlx::Error::Protocol(_) => is_greeting,
        // On PostgreSQL: connections (08), too many of them (53300), starting, stopping, or told to end (57P). On SQLite:
        // busy for longer than one waits.
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            code.starts_with("08") || code.starts_with("57P") || ["53300", "5", "261"].contains(&&*code)
        }),
        _ => false,
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
