//! Fresh records on either engine.

use futures_util::FutureExt;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::{
    ops::Deref,
    panic::AssertUnwindSafe,
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};
use store::{Engine, Store};

/// A fresh store of one test, and ways to look behind it.
pub struct Records {
    store: Store,
    place: Place,
}

/// Where fresh records of one test lie: there and empty, not opened yet.
pub struct Place {
    pub engine: Engine,
    pub url: String,
    folder: Option<tempfile::TempDir>,
    database: Option<Database>,
}

/// A database of its own in the cluster.
struct Database {
    cluster: String,
    name: String,
}

impl Deref for Records {
    type Target = Store;
    fn deref(&self) -> &Store {
        &self.store
    }
}

/// Tells one story on fresh records of `engine`; they are gone afterwards, however it ends.
pub async fn tell(engine: Engine, story: impl AsyncFn(&Records)) {
    let Some(place) = Place::fresh(engine).await else { return };
    let store = Store::open(&place.url).await.expect("fresh records open");
    let records = Records { store, place };
    let outcome = AssertUnwindSafe(story(&records)).catch_unwind().await;
    records.store.close().await;
    records.place.clear().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

impl Records {
    /// Another store on the same records, as another process has one.
    pub async fn another(&self) -> Store {
        Store::open(&self.place.url).await.expect("the records open once more")
    }

    /// Runs a statement behind the store's back; what the engine says where it refuses.
    pub async fn raw(&self, sql: &str) -> Result<(), String> {
        self.place.raw(sql).await
    }

    /// The number that a query answers with, read behind the store's back.
    pub async fn number(&self, sql: &str) -> i64 {
        self.place.number(sql).await
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &str) -> i64 {
        self.number(&format!("SELECT COUNT(*) FROM {table}")).await
    }

    /// Refused by the constraint of this name. SQLite names the columns of a uniqueness constraint instead of its name.
    pub async fn refuse(&self, constraint: &str, columns: &str, sql: &str) {
        let said = self.raw(sql).await.expect_err(&format!("{constraint} lets this through: {sql}"));
        let named = match self.place.engine {
            Engine::Postgres => said.contains(&format!("\"{constraint}\"")),
            Engine::Sqlite => said.contains(constraint) || (!columns.is_empty() && said.contains(columns)),
        };
        assert!(named, "refused, but not by {constraint}: {said}");
    }
}

impl Place {
    /// A fresh place; none where PostgreSQL is meant to be left out.
    pub async fn fresh(engine: Engine) -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        if engine == Engine::Sqlite {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let url = format!("sqlite:{}", folder.path().join("ajar.db").display());
            return Some(Self { engine, url, folder: Some(folder), database: None });
        }
        let cluster = cluster()?;
        let name = format!("ajar_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let mut connection = connect(&cluster).await;
        // Left behind by an earlier run that was killed and had the same process id.
        run(&mut connection, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.expect("a free name");
        run(&mut connection, &format!("CREATE DATABASE {name}")).await.expect("a database of one's own");
        let (head, query) = cluster.split_once('?').map_or((&*cluster, None), |(head, query)| (head, Some(query)));
        let (server, _) = head.rsplit_once('/').expect("AJAR_TEST_POSTGRES names a database");
        let url = format!("{server}/{name}{}", query.map(|query| format!("?{query}")).unwrap_or_default());
        Some(Self { engine, url, folder: None, database: Some(Database { cluster, name }) })
    }

    /// Takes everything away.
    pub async fn clear(self) {
        if let Some(Database { cluster, name }) = self.database {
            let mut connection = connect(&cluster).await;
            run(&mut connection, &format!("DROP DATABASE {name} WITH (FORCE)")).await.expect("the database goes");
        }
    }

    /// The folder of the records, on SQLite.
    pub fn folder(&self) -> &Path {
        self.folder.as_ref().expect("SQLite keeps its records in a folder").path()
    }

    /// Runs a statement behind any store's back.
    pub async fn raw(&self, sql: &str) -> Result<(), String> {
        let sql = AssertSqlSafe(sql.to_owned());
        let outcome = match self.engine {
            Engine::Postgres => connect(&self.url).await.execute(sql).await.map(drop),
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.expect("the file opens");
                let outcome = connection.execute(sql).await.map(drop);
                connection.close().await.expect("the file closes");
                outcome
            }
        };
        outcome.map_err(|error| error.to_string())
    }

    /// The number that a query answers with.
    pub async fn number(&self, sql: &str) -> i64 {
        let sql = AssertSqlSafe(sql.to_owned());
        match self.engine {
            Engine::Postgres => connect(&self.url).await.fetch_one(sql).await.expect("a number").get(0),
            Engine::Sqlite => {
                let mut connection = SqliteConnection::connect(&self.url).await.expect("the file opens");
                connection.fetch_one(sql).await.expect("a number").get(0)
            }
        }
    }
}

/// The cluster for the tests; none where it is meant to be left out.
fn cluster() -> Option<String> {
    if let Ok(url) = std::env::var("AJAR_TEST_POSTGRES") {
        return Some(url);
    }
    let left_out = std::env::var("AJAR_TEST_SQLITE_ONLY").is_ok_and(|value| value == "1");
    assert!(
        left_out,
        "AJAR_TEST_POSTGRES is not set. It names the cluster to test on, such as postgres://postgres@127.0.0.1:5432/postgres \
         (./test starts one by itself); AJAR_TEST_SQLITE_ONLY=1 leaves PostgreSQL out."
    );
    None
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap_or_else(|error| panic!("{url}: {error}"))
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    connection.execute(AssertSqlSafe(sql.to_owned())).await.map(drop)
}
