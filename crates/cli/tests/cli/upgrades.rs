//! Records of every earlier version come up under this one, and nothing of them is lost.

use crate::check::{Nobody, REQUESTS, sends};
use domain::*;
use futures_util::{StreamExt, stream};
use serde_json::json;
use std::path::Path;
use store::{
    Store,
    check::{Fault, REFERENCES},
};
use testkit::{
    Desk, Records,
    past::{self, Past},
};

async fn faults(desk: &Desk) -> Vec<Fault> {
    app::check::check(&desk.app, &Nobody).await.unwrap().faults
}

/// Two nodes start on the records of an earlier version at the same instant, and then one goes on.
async fn comes_up(folder: tempfile::TempDir, records: Records, newest: i64) {
    let (past, url) = (Past::with(newest).await, records.url.clone());
    past.leave(&url, &folder.path().join("files")).await;
    let before = past.rows(&url).await;
    assert!(before.values().all(|rows| !rows.is_empty()), "migration {newest}: a table has no rows");
    let (one, other) = tokio::join!(Store::open(&url), Store::open(&url));
    for store in [one, other] {
        store.unwrap_or_else(|error| panic!("migration {newest}: {error}")).close().await;
    }
    let after = past.rows(&url).await;
    assert_eq!(past::lost(&before, &after), Vec::<String>::new(), "migration {newest}");
    let desk = Desk::over(records, folder).await;
    assert_eq!(faults(&desk).await, vec![], "migration {newest}");
    goes_on(&desk).await;
    assert_eq!(faults(&desk).await, vec![], "migration {newest}, after it went on");
}

/// Pages show what was there, what was under review is decided, and new requests come in.
async fn goes_on(desk: &Desk) {
    let page = desk.visitor().get("/kits/press").await.expect(200).text();
    assert!(page.contains("Press &amp; pictures") || page.contains("Press &#38; pictures"), "{page}");
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let found = rita.get(&format!("{REQUESTS}?q=zeppelin")).await.expect(200).json();
    assert_eq!((&found["totalCount"], &found["items"][0]["id"]), (&json!(1), &json!(1)), "{found}");
    assert_eq!(found["items"][0]["requester"]["firstName"], "Zoë", "{found}");
    rita.get("/api/dam/medias/1/content").await.expect(200);
    sends(&desk.visitor(), "/kits/press", AssetId(2)).await;
    let all = rita.get(REQUESTS).await.expect(200).json();
    assert_eq!(all["totalCount"], 7, "{all}");
    rita.post(&format!("{REQUESTS}/1/decision"), json!({"decision": "approve"})).await.expect(200);
}

/// A few at a time: each has records of its own.
async fn all_come_up(records: impl AsyncFn(&Path) -> Option<Records>) {
    let versions = past::migrations();
    assert!(versions.len() > 10, "{versions:?}");
    let records = &records;
    let upgrade = |newest: i64| async move {
        let folder = tempfile::tempdir().unwrap();
        if let Some(records) = records(folder.path()).await {
            comes_up(folder, records, newest).await;
        }
    };
    stream::iter(versions).for_each_concurrent(3, upgrade).await;
}

#[tokio::test]
async fn records_of_every_earlier_version_come_up_with_nothing_lost_on_sqlite() {
    all_come_up(async |folder: &Path| Some(Records::on_sqlite(folder))).await;
}

#[tokio::test]
async fn records_of_every_earlier_version_come_up_with_nothing_lost_on_postgres() {
    all_come_up(async |_: &Path| Records::on_postgres().await).await;
}

/// Takes a row away that others name, while the engine minds no references; looks; and puts it back.
async fn every_row_that_others_name_is_missed(folder: tempfile::TempDir, records: Records) {
    let newest = *past::migrations().last().unwrap();
    Past::with(newest).await.leave(&records.url, &folder.path().join("files")).await;
    let without = match records.url.starts_with("sqlite:") {
        true => "PRAGMA foreign_keys = OFF",
        false => "SET session_replication_role = replica",
    };
    let desk = Desk::over(records, folder).await;
    let records = desk.records();
    for reference in REFERENCES {
        let (table, column, to) = (reference.table, reference.column, reference.to);
        let sql =
            format!("SELECT CAST(MIN({column}) AS TEXT) FROM {table} WHERE {column} IS NOT NULL HAVING COUNT(*) > 0");
        let named = records.texts(&sql).await;
        let [id] = named.as_slice() else { panic!("migrations/past has no row of {table} with a {column}") };
        let gone = format!(
            "{without}; CREATE TABLE gone AS SELECT * FROM {to} WHERE id = {id}; DELETE FROM {to} WHERE id = {id}"
        );
        records.raw(&gone).await.unwrap();
        let what = format!("its {column} names {to} {id}, which is not there");
        let found = store::check::references(&desk.store).await.unwrap();
        assert!(found.iter().any(|fault| fault.table == table && fault.what == what), "{table}: {what}: {found:#?}");
        let back = format!("{without}; INSERT INTO {to} SELECT * FROM gone; DROP TABLE gone");
        records.raw(&back).await.unwrap();
    }
    assert_eq!(faults(&desk).await, vec![], "all is as it was");
}

#[tokio::test]
async fn every_row_that_others_name_is_missed_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let records = Records::on_sqlite(folder.path());
    every_row_that_others_name_is_missed(folder, records).await;
}

#[tokio::test]
async fn every_row_that_others_name_is_missed_on_postgres() {
    if let Some(records) = Records::on_postgres().await {
        every_row_that_others_name_is_missed(tempfile::tempdir().unwrap(), records).await;
    }
}
