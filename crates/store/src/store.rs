//! The store: one writer and many readers on SQLite, a pool of each on PostgreSQL.

use crate::{Error, Result, Run, changes::Changes, ids::Blocks, migrate, search, webhooks::Listening};
use sea_orm::{ConnectionTrait, DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::{
    ConnectOptions as _, Executor as _, PgConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};
use tokio::sync::RwLock;

/// The engine that keeps the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the assets.
    Sqlite,
    /// PostgreSQL, or an engine that speaks its protocol.
    Postgres,
}

/// Everything remembered. Cheap to clone. As a [`Run`] it reads; all writing goes through [`write!`](crate::write).
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
    engine: Engine,
    pub(crate) blocks: Blocks,
    /// Held by every transaction of this process: together with others, or alone by one that others kept getting in the
    /// way of.
    pub(crate) turns: RwLock<()>,
    /// What this process knows of changes, for exact caches.
    pub(crate) changes: Changes,
    /// By which the feed of changes is read: it must never wait for a connection that somebody else holds.
    pub(crate) feed: DatabaseConnection,
    /// Who is told what happens.
    pub(crate) listening: Listening,
}

/// How long to wait for a database to come up, and for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long to wait for a connection to a server: who asks for a page should hear soon that there is none now.
const SOON: Duration = Duration::from_secs(4);
/// How long a database may take to say that it is there.
const PROMPT: Duration = Duration::from_secs(2);

impl Store {
    /// Opens the records at `url` (`sqlite:` with a file, or `postgres://…`) and brings their schema up to date. Safe
    /// when several processes start at once.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.split('?').next().unwrap_or(path);
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path == ":memory:" {
                // Every connection would have records of its own.
                return Err(Error::Unreachable("sqlite: needs the path of a file".into()));
            }
            Self::open_sqlite(Path::new(path)).await
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Self::open_postgres(url).await
        } else {
            Err(Error::Unreachable("a database address begins with sqlite: or postgres://".into()))
        }
    }

    async fn open_sqlite(path: &Path) -> Result<Self> {
        let unreachable = |error: &dyn std::fmt::Display| Error::Unreachable(format!("{}: {error}", path.display()));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| unreachable(&error))?;
        }
        // One process at a time makes the file, switches it to WAL and migrates it.
        let alone = migrate::alone(path).await?;
        private_file(path).map_err(|error| unreachable(&error))?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            // Each connection has a thread of its own: rows wait for their reader rather than the two for each other.
            .row_buffer_size(1_000)
            .disable_statement_logging();
        // What writes many rows keeps the pages it writes at hand, and moves them into the file less often.
        let writing = options.clone().pragma("cache_size", "-32768").pragma("wal_autocheckpoint", "4000");
        let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
        let writer = pool(1).connect_with(writing).await.map_err(|error| unreachable(&error))?;
        migrate::sqlite(&writer).await?;
        let reading = |connections| {
            SqlxSqliteConnector::from_sqlx_sqlite_pool(pool(connections).connect_lazy_with(options.clone()))
        };
        let writer = SqlxSqliteConnector::from_sqlx_sqlite_pool(writer);
        let store = Self::of(writer, reading(8), reading(1), Engine::Sqlite);
        search::take_along(&store, None).await?;
        drop(alone);
        Ok(store)
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url).map_err(|error| Error::Unreachable(error.to_string()))?;
        let address = format!("{}:{}", options.get_host(), options.get_port());
        let options = options.disable_statement_logging();
        let pool = |connections| {
            let pool = PgPoolOptions::new().max_connections(connections).acquire_timeout(SOON);
            pool.after_connect(|connection, _| Box::pin(uncompiled(connection)))
        };
        let feed = pool(1).connect_lazy_with(options.clone());
        // Said once for each connection rather than at the beginning of each transaction.
        let writing = pool(8).after_connect(|connection, _| {
            Box::pin(async move {
                uncompiled(&mut *connection).await?;
                let sql = "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE";
                connection.execute(sql).await.map(|_| ())
            })
        });
        let writer = SqlxPostgresConnector::from_sqlx_postgres_pool(writing.connect_lazy_with(options.clone()));
        let pool = pool(12).connect_lazy_with(options);
        wait_for(&pool).await.map_err(|error| Error::Unreachable(format!("{address}: {error}")))?;
        let lease = migrate::postgres(&pool).await?;
        let reader = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        let feed = SqlxPostgresConnector::from_sqlx_postgres_pool(feed);
        let store = Self::of(writer, reader, feed, Engine::Postgres);
        let taken_along = search::take_along(&store, Some(&lease)).await;
        lease.give_back().await?;
        taken_along.map(|()| store)
    }

    fn of(writer: DatabaseConnection, reader: DatabaseConnection, feed: DatabaseConnection, engine: Engine) -> Self {
        let (blocks, changes, listening) = (Blocks::new(), Changes::new(), Listening::default());
        let turns = RwLock::new(());
        Self { inner: Arc::new(Inner { writer, reader, engine, blocks, turns, changes, feed, listening }) }
    }

    /// Whether the records answer.
    pub async fn ping(&self) -> Result<()> {
        let asked = tokio::time::timeout(PROMPT, self.inner.reader.execute_unprepared("SELECT 1")).await;
        asked.map_err(|_| Error::Unreachable("the database does not answer in time".into()))??;
        Ok(())
    }

    /// Closes every connection; on SQLite the log is folded into the file.
    pub async fn close(&self) {
        let Inner { writer, reader, feed, .. } = &*self.inner;
        for connection in [feed, reader, writer] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "the database did not close cleanly");
            }
        }
    }

    /// What runs single statements that write, outside any transaction.
    pub(crate) fn writer(&self) -> Beside<'_> {
        // On PostgreSQL the connections of transactions are serializable, and refuse single statements that meet.
        let connection = match self.inner.engine {
            Engine::Sqlite => &self.inner.writer,
            Engine::Postgres => &self.inner.reader,
        };
        Beside { store: self, connection }
    }

    /// What reads the feed of changes.
    pub(crate) fn feed(&self) -> Beside<'_> {
        Beside { store: self, connection: &self.inner.feed }
    }
}

/// Has statements run as they are: PostgreSQL would compile some, because it thinks that they look at far more rows than
/// they do, and take a second for what takes milliseconds. An engine that compiles nothing may not know the word.
async fn uncompiled(connection: &mut PgConnection) -> std::result::Result<(), sqlx::Error> {
    match connection.execute("SET jit = off").await {
        Err(error) if error.as_database_error().is_none() => Err(error),
        _ => Ok(()),
    }
}

/// Waits for a database that comes up together with this process.
async fn wait_for(pool: &sqlx::PgPool) -> std::result::Result<(), sqlx::Error> {
    let mut tries = PATIENCE.as_secs() / SOON.as_secs();
    loop {
        tries -= 1;
        match pool.acquire().await {
            Ok(_) => return Ok(()),
            Err(sqlx::Error::PoolTimedOut) if tries > 0 => {}
            Err(error) => return Err(error),
        }
    }
}

impl Run for Store {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        &self.inner.reader
    }

    fn engine(&self) -> Engine {
        self.inner.engine
    }
}

/// Single statements, each on its own, on another connection than those of readers.
pub(crate) struct Beside<'a> {
    store: &'a Store,
    connection: &'a DatabaseConnection,
}

impl Run for Beside<'_> {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        self.connection
    }

    fn engine(&self) -> Engine {
        self.store.engine()
    }
}

/// The records hold addresses and hashes: the file is for its owner alone, from its first moment on, since SQLite gives
/// the files beside it the same rights.
fn private_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The folder's rights matter more, so a file system that can't say so is no reason to stop.
        if let Err(error) = file.set_permissions(std::fs::Permissions::from_mode(0o600)) {
            tracing::warn!(%error, path = %path.display(), "the database file could not be made private");
        }
    }
    drop(file);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sql::{Single, one};

    /// Seen only by the connections themselves, so not from `tests/`.
    #[tokio::test]
    async fn every_connection_to_sqlite_is_durable_strict_and_forgetful() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("ajar.db").display())).await.unwrap();
        for (pragma, is) in [("synchronous", 2i64), ("foreign_keys", 1), ("secure_delete", 1)] {
            let sql = format!("SELECT {pragma} AS value FROM pragma_{pragma}");
            for value in [one(&store, &sql, vec![]).await, one(&store.writer(), &sql, vec![]).await] {
                assert_eq!(value.unwrap().map(|Single(value)| value), Some(is), "{pragma}");
            }
        }
        let mode = one(&store, "SELECT journal_mode AS value FROM pragma_journal_mode", vec![]).await.unwrap();
        assert_eq!(mode.map(|Single(mode)| mode), Some(String::from("wal")));
    }
}
