//! Bringing the schema up to date, also when several processes start at once.

use crate::{Error, Result};
use sqlx::{PgPool, Row, SqlitePool, migrate::Migrator};
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

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
    Ok(SQLITE.run(pool).await?)
}

/// How long one process may migrate before another may think it dead, and how long that one waits at the most.
const LEASE: i64 = 60;
const WAIT: Duration = Duration::from_millis(200);

/// On PostgreSQL-wire engines the lock is a row of our own, since not all of them have advisory locks. The row's lease
/// ends by the database's clock, so that a process that died while migrating does not shut the others out.
pub(crate) async fn postgres(pool: &PgPool) -> Result<()> {
    let failed = |error: sqlx::Error| Error::Unreachable(format!("the migration lease: {error}"));
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
    let clock = "CAST(EXTRACT(EPOCH FROM now()) AS BIGINT)";
    let take = format!(
        "UPDATE migration_lease SET until = {clock} + $1, holder = holder + 1 WHERE id = 1 AND until < {clock} RETURNING holder"
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
    let outcome = migrator.run(pool).await;
    let release = "UPDATE migration_lease SET until = 0 WHERE id = 1 AND holder = $1";
    sqlx::query(release).bind(holder).execute(pool).await.map_err(failed)?;
    Ok(outcome?)
}
