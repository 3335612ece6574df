//! Where the records of one desk lie, and how they go again.

use crate::raw::Raw;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

/// Fresh records; those on PostgreSQL go with this.
pub struct Records {
    /// Where they are.
    pub url: String,
    database: Option<(String, String)>,
}

impl Records {
    pub(crate) async fn fresh(folder: &Path) -> Self {
        if std::env::var("AJAR_TEST_ENGINE").as_deref() != Ok("postgres") {
            return Self::on_sqlite(folder);
        }
        Self::on_postgres().await.expect("AJAR_TEST_POSTGRES names the cluster to test on")
    }

    /// A file in this folder, made when it is opened.
    pub fn on_sqlite(folder: &Path) -> Self {
        Self { url: format!("sqlite:{}", folder.join("ajar.db").display()), database: None }
    }

    /// A database of its own in the cluster that `AJAR_TEST_POSTGRES` names; none where it names none.
    pub async fn on_postgres() -> Option<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let cluster = std::env::var("AJAR_TEST_POSTGRES").ok()?;
        let name = format!("ajar_desk_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        run(&cluster, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        run(&cluster, &format!("CREATE DATABASE {name}")).await;
        let (head, query) = cluster.split_once('?').map_or((&*cluster, None), |(head, query)| (head, Some(query)));
        let (server, _) = head.rsplit_once('/').expect("AJAR_TEST_POSTGRES names a database");
        let url = format!("{server}/{name}{}", query.map(|query| format!("?{query}")).unwrap_or_default());
        Some(Self { url, database: Some((cluster, name)) })
    }

    /// Runs statements behind the store's back; what the engine says where it refuses one.
    pub async fn raw(&self, sql: &str) -> Result<(), String> {
        let mut raw = Raw::connect(&self.url).await;
        let outcome = raw.run(sql).await;
        raw.close().await;
        outcome
    }

    /// The first column of what a query finds, as texts.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let mut raw = Raw::connect(&self.url).await;
        let texts = raw.texts(sql).await;
        raw.close().await;
        texts
    }
}

impl Drop for Records {
    fn drop(&mut self) {
        let Some((cluster, name)) = self.database.take() else { return };
        // The runtime of the test may be on its way out: a thread of its own has one that is not.
        let gone = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(run(&cluster, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")));
        });
        let _ = gone.join();
    }
}

async fn run(url: &str, sql: &str) {
    let mut connection = PgConnection::connect(url).await.unwrap_or_else(|error| panic!("{url}: {error}"));
    connection.execute(AssertSqlSafe(sql.to_owned())).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}
