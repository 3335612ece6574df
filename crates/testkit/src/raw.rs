//! Looking at records, and writing them, behind the store's back.

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row, SqliteConnection,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode},
};
use std::str::FromStr;

/// A connection to records of either engine.
pub(crate) enum Raw {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Raw {
    /// Connects; a file that is not there is made.
    pub async fn connect(url: &str) -> Self {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).expect("an address");
            let options = options.create_if_missing(true).journal_mode(SqliteJournalMode::Wal);
            return Raw::Sqlite(options.connect().await.unwrap_or_else(|error| panic!("{url}: {error}")));
        }
        Raw::Postgres(PgConnection::connect(url).await.unwrap_or_else(|error| panic!("{url}: {error}")))
    }

    /// Runs statements; what the engine says where it refuses one.
    pub async fn run(&mut self, sql: &str) -> Result<(), String> {
        let sql = AssertSqlSafe(sql.to_owned());
        let outcome = match self {
            Raw::Sqlite(connection) => connection.execute(sql).await.map(drop),
            Raw::Postgres(connection) => connection.execute(sql).await.map(drop),
        };
        outcome.map_err(|error| error.to_string())
    }

    /// The first column of what a query finds: texts.
    pub async fn texts(&mut self, sql: &str) -> Vec<String> {
        let query = AssertSqlSafe(sql.to_owned());
        match self {
            Raw::Sqlite(connection) => {
                let rows = connection.fetch_all(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
                rows.iter().map(|row| row.get(0)).collect()
            }
            Raw::Postgres(connection) => {
                let rows = connection.fetch_all(query).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// Brings the schema to where this migration was the newest.
    pub async fn migrate(&mut self, migrator: &Migrator, newest: i64) -> Result<(), MigrateError> {
        match self {
            Raw::Sqlite(connection) => migrator.run_to(newest, connection).await,
            Raw::Postgres(connection) => migrator.run_to(newest, connection).await,
        }
    }

    /// Folds the log into the file, so that the file alone is all of it.
    pub async fn close(self) {
        let closed = match self {
            Raw::Sqlite(connection) => connection.close().await,
            Raw::Postgres(connection) => connection.close().await,
        };
        closed.expect("it closes");
    }
}
