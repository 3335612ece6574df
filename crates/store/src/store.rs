//! The store: one writer and many readers on SQLite, one pool on PostgreSQL.

use crate::{
    Error, Result, Run, Table,
    ids::{self, Blocks},
    migrate,
};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};
use sqlx::{
    ConnectOptions as _,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    path::{Path, PathBuf},
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// The engine that keeps the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the assets.
    Sqlite,
    /// PostgreSQL, or an engine that speaks its protocol.
    Postgres,
}

/// Everything remembered. Cheap to clone. As a [`Run`] it reads; all writing goes through [`Store::write`].
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    engine: Engine,
    blocks: Blocks,
}

/// How long to wait for a connection, and for another process that writes.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often a transaction is made again that the engine refused because of others.
const MOST_TRIES: u32 = 12;

impl Store {
    /// Opens the records at `url` (`sqlite:` with a file, or `postgres://…`) and brings their schema up to date. Safe
    /// when several processes start at once.
    pub async fn open(url: &str) -> Result<Self> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.split('?').next().unwrap_or(path);
            Self::open_sqlite(Path::new(path.strip_prefix("//").unwrap_or(path))).await
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
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .disable_statement_logging();
        let pool = |connections| SqlitePoolOptions::new().max_connections(connections).acquire_timeout(PATIENCE);
        let writer = pool(1).connect_with(options.clone()).await.map_err(|error| unreachable(&error))?;
        private_file(path);
        migrate::sqlite(&writer, &migration_lock(path)).await?;
        let reader = pool(8).connect_with(options).await.map_err(|error| unreachable(&error))?;
        Ok(Self::of(
            SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
            SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
            Engine::Sqlite,
        ))
    }

    async fn open_postgres(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url).map_err(|error| Error::Unreachable(error.to_string()))?;
        let address = format!("{}:{}", options.get_host(), options.get_port());
        let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(PATIENCE);
        let pool = pool
            .connect_with(options.disable_statement_logging())
            .await
            .map_err(|error| Error::Unreachable(format!("{address}: {error}")))?;
        migrate::postgres(&pool).await?;
        let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
        Ok(Self::of(connection.clone(), connection, Engine::Postgres))
    }

    fn of(writer: DatabaseConnection, reader: DatabaseConnection, engine: Engine) -> Self {
        Self { inner: Arc::new(Inner { writer, reader, engine, blocks: Blocks::new() }) }
    }

    /// Whether the records answer.
    pub async fn ping(&self) -> Result<()> {
        self.inner.reader.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// Closes every connection; on SQLite the log is folded into the file.
    pub async fn close(&self) {
        let Inner { writer, reader, .. } = &*self.inner;
        for connection in [reader, writer] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "the database did not close cleanly");
            }
        }
    }

    /// Runs `act` in one transaction and commits it where it ends well. Where the engine asks for it (two transactions
    /// in each other's way), `act` is run again from its beginning: it must do nothing but read and write records.
    pub async fn write<T, E: From<Error>>(
        &self,
        act: impl AsyncFn(&Tx) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.take_missed_blocks().await?;
        let mut tries = 0;
        loop {
            tries += 1;
            let tx = self.begin().await?;
            let outcome = act(&tx).await;
            let conflict = tx.conflict.load(Ordering::Relaxed) && tries < MOST_TRIES;
            match outcome {
                Ok(value) if !conflict => match tx.commit().await {
                    Err(Refused::Conflict) if tries < MOST_TRIES => {}
                    Err(refused) => return Err(refused.into_error().into()),
                    Ok(()) => return Ok(value),
                },
                outcome => {
                    tx.roll_back().await;
                    if !conflict {
                        return outcome;
                    }
                }
            }
            // Growing pauses part those who met; which of them waits longer hangs on when each began.
            tokio::time::sleep(Duration::from_millis(u64::from(tries * tries))).await;
        }
    }

    /// Takes blocks of ids ahead of need for tables that are written often, in a transaction of its own: what it takes
    /// may be handed out only once it is committed.
    async fn take_missed_blocks(&self) -> Result<()> {
        for (table, size) in self.inner.blocks.missed() {
            let tx = self.begin().await?;
            let block = ids::take(&tx, table, size).await?;
            // Refused: then the ids come one by one for a while longer.
            if tx.commit().await.is_ok() {
                self.inner.blocks.refill(table, block);
            }
        }
        Ok(())
    }

    async fn begin(&self) -> Result<Tx> {
        let options = TransactionOptions {
            isolation_level: None,
            access_mode: None,
            // A plain BEGIN that reads first and writes later is refused as soon as another one wrote in between.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        };
        let transaction = self.inner.writer.begin_with_options(options).await?;
        Ok(Tx { transaction, store: self.clone(), conflict: AtomicBool::new(false) })
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

/// An open transaction. Dropped without a commit it leaves nothing behind.
pub struct Tx {
    transaction: DatabaseTransaction,
    store: Store,
    conflict: AtomicBool,
}

enum Refused {
    Conflict,
    For(Error),
}

impl Refused {
    fn into_error(self) -> Error {
        match self {
            Refused::For(error) => error,
            Refused::Conflict => Error::Unreachable("the database is too busy: others kept getting in the way".into()),
        }
    }
}

impl Tx {
    /// A fresh id for a row of `table`.
    ///
    /// Ids come from the process's block. Where it is used up, the id is taken inside this transaction and used here
    /// only: should it be rolled back, the next one takes the same number, which nobody has seen.
    pub async fn id(&self, table: Table) -> Result<i64> {
        Ok(self.ids(table, 1).await?.start)
    }

    /// `count` fresh ids in a row for rows of `table`.
    pub async fn ids(&self, table: Table, count: usize) -> Result<std::ops::Range<i64>> {
        if count == 1
            && let Some(id) = self.store.inner.blocks.next(table)
        {
            return Ok(id..id + 1);
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        let (start, end) = ids::take(self, table, count).await?;
        Ok(start..end)
    }

    async fn commit(self) -> std::result::Result<(), Refused> {
        match self.transaction.commit().await {
            Ok(()) => Ok(()),
            Err(error) if crate::error::asks_for_another_try(&error) => Err(Refused::Conflict),
            Err(error) => Err(Refused::For(error.into())),
        }
    }

    async fn roll_back(self) {
        if let Err(error) = self.transaction.rollback().await {
            tracing::warn!(%error, "a transaction could not be rolled back; the database drops it with its connection");
        }
    }
}

impl Run for Tx {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    fn engine(&self) -> Engine {
        self.store.inner.engine
    }

    fn saw(&self, conflict: bool) {
        if conflict {
            self.conflict.store(true, Ordering::Relaxed);
        }
    }
}

fn migration_lock(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

/// The records hold addresses and hashes: the file is for its owner alone. The folder's rights matter more, so a file
/// system that can't say so is no reason to stop.
fn private_file(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Err(error) = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)) {
            tracing::warn!(%error, path = %path.display(), "the database file could not be made private");
        }
    }
    #[cfg(not(unix))]
    let _ = path;
}
