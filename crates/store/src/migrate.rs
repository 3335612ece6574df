//! Bringing the schema up to date, also when several processes start at once.

use crate::{Error, Result};
use sqlx::{
    PgPool, Row, SqlitePool,
    migrate::{MigrateError, Migrator},
};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// The number of the last migration that this version knows.
pub fn newest() -> i64 {
    SQLITE.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// Waits until no other process makes or migrates the records in this file; nobody else does while the answer is held.
/// On SQLite the migrator's own lock does nothing: a lock on a file beside the records does.
pub(crate) async fn alone(records: &Path) -> Result<std::fs::File> {
    let mut lock = records.as_os_str().to_owned();
    lock.push(".lock");
    let path = PathBuf::from(lock);
    let words = path.display().to_string();
    let locked = tokio::task::spawn_blocking(move || {
        let file = std::fs::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let locked = locked.await.map_err(|error| Error::Unreachable(error.to_string()))?;
    locked.map_err(|error| Error::Unreachable(format!("{words}: {error}")))
}

/// Brings the records in a file up to date; the caller is [`alone`].
pub(crate) async fn sqlite(pool: &SqlitePool) -> Result<()> {
    told(SQLITE.run(pool).await)
}

/// Nothing was changed where the records went through a migration that this version does not know.
fn told(migrated: std::result::Result<(), MigrateError>) -> Result<()> {
    match migrated {
        Err(MigrateError::VersionMissing(found)) if found > newest() => Err(Error::Newer { found, known: newest() }),
        other => Ok(other?),
    }
}

/// How long one process may migrate before another may think it dead, and how long that one waits at the most.
const LEASE: i64 = 60;
const WAIT: Duration = Duration::from_millis(200);

/// Held by the one process that migrates; others wait until it is given back, or has lapsed.
pub(crate) struct Lease {
    pool: PgPool,
    holder: i64,
}

const CLOCK: &str = "CAST(EXTRACT(EPOCH FROM now()) AS BIGINT)";

impl Lease {
    async fn until(&self, moment: &str) -> Result<()> {
        let sql = format!("UPDATE migration_lease SET until = {moment} WHERE id = 1 AND holder = $1");
        let done = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(self.holder).execute(&self.pool).await;
        done.map(drop).map_err(failed)
    }

    /// Says that this process is alive: what takes long does so between its steps.
    pub async fn renew(&self) -> Result<()> {
        self.until(&format!("{CLOCK} + {LEASE}")).await
    }

    /// Lets the others in.
    pub async fn give_back(&self) -> Result<()> {
        self.until("0").await
    }
}

fn failed(error: sqlx::Error) -> Error {
    Error::Unreachable(format!("the migration lease: {error}"))
}

/// Waits for the lease and brings the schema up to date. On PostgreSQL-wire engines the lock is a row of our own, since not all of them have advisory locks. The row's lease
/// ends by the database's clock, so that a process that died while migrating does not shut the others out.
pub(crate) async fn postgres(pool: &PgPool) -> Result<Lease> {
    let table = "CREATE TABLE IF NOT EXISTS migration_lease (id BIGINT PRIMARY KEY, until BIGINT NOT NULL, holder BIGINT NOT NULL)";
    // Two that create it at the same instant: the engine refuses one of them, though it says IF NOT EXISTS.
    for _ in 0..10 {
        match sqlx::query(table).execute(pool).await {
            Ok(_) => break,
            Err(error) if error.as_database_error().is_some() => tokio::time::sleep(WAIT).await,
            Err(error) => return Err(failed(error)),
        }
    }
    let free = "INSERT INTO migration_lease (id, until, holder) VALUES (1, 0, 0) ON CONFLICT (id) DO NOTHING";
    sqlx::query(free).execute(pool).await.map_err(failed)?;
    let take = format!(
        "UPDATE migration_lease SET until = {CLOCK} + $1, holder = holder + 1 WHERE id = 1 AND until < {CLOCK} RETURNING holder"
    );
    let holder: i64 = loop {
        if let Some(row) =
            sqlx::query(sqlx::AssertSqlSafe(take.clone())).bind(LEASE).fetch_optional(pool).await.map_err(failed)?
        {
            break row.get(0);
        }
        tokio::time::sleep(WAIT).await;
    };
    let mut migrator = Migrator { locking: false, ..Migrator::DEFAULT };
    migrator.migrations = POSTGRES.migrations.clone();
    let lease = Lease { pool: pool.clone(), holder };
    if let Err(error) = told(migrator.run(pool).await) {
        lease.give_back().await?;
        return Err(error);
    }
    Ok(lease)
}
