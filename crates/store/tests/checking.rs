//! Checking: what somebody broke behind the store's back is found and named.

use crate::support::{Records, both_engines, fill::*};
use domain::*;
use store::{
    Engine, Run,
    check::{self, Fault},
};

/// Runs a statement while the engine minds no references.
async fn broken(records: &Records, sql: &str) {
    let without = match records.engine() {
        Engine::Sqlite => "PRAGMA foreign_keys = OFF",
        Engine::Postgres => "SET session_replication_role = replica",
    };
    records.raw(&format!("{without}; {sql}")).await.unwrap();
}

async fn faults(records: &Records) -> Vec<String> {
    let mut faults = check::sound(&**records).await.unwrap();
    faults.extend(check::references(&**records).await.unwrap());
    faults.extend(check::rules(&**records).await.unwrap());
    faults.extend(check::live_grants(&**records, at(100)).await.unwrap());
    faults.into_iter().map(|Fault { table, id, what }| format!("{table} {id}: {what}")).collect()
}

#[track_caller]
fn says(faults: &[String], words: &str) {
    assert!(faults.iter().any(|fault| fault.contains(words)), "{words}: {faults:#?}");
}

/// Somebody asked for one asset of a kit, and another one for all of it.
async fn case(records: &Records) -> (AssetId, KitId, RequestId) {
    let zoe = visitor(records, "zoe@example.org").await;
    let logo = asset(records, "Logo").await;
    let kit = kit(records, "press", &[logo]).await;
    let request = request(records, zoe, &[logo], at(1)).await;
    insert(records, &new_kit_request(zoe, kit), at(2)).await;
    assert_eq!(faults(records).await, Vec::<String>::new());
    (logo, kit, request)
}

both_engines! {
    async fn a_row_that_others_refer_to_is_missed(records) {
        let (logo, kit, request) = case(records).await;
        broken(records, &format!("DELETE FROM assets WHERE id = {logo}")).await;
        let said = faults(records).await;
        says(&said, &format!("its asset_id names assets {logo}, which is not there"));
        says(&said, "asset_versions 1:");
        says(&said, &format!("kit_assets 1/{logo}:"));
        broken(records, &format!("DELETE FROM requests WHERE id = {request}")).await;
        let said = faults(records).await;
        says(&said, &format!("its request_id names requests {request}, which is not there"));
        says(&said, "request_counts pending: it counts 1 requests of portal - and kit -, and there are 0");
        broken(records, &format!("DELETE FROM kits WHERE id = {kit}")).await;
        says(&faults(records).await, &format!("names kits {kit}, which is not there"));
    }

    async fn an_asset_without_its_current_version_is_named(records) {
        let (logo, ..) = case(records).await;
        broken(records, &format!("UPDATE assets SET version = 2 WHERE id = {logo}")).await;
        says(&faults(records).await, &format!("assets {logo}: its current version 2 is not there"));
        broken(records, "UPDATE asset_versions SET preview = 'ready'").await;
        says(&faults(records).await, "asset_versions 1: it says that pictures of Logo.png were made, and there are none");
    }

    async fn items_that_say_something_else_than_decisions_are_named(records) {
        let (_, _, request) = case(records).await;
        let item = items(records, request).await[0];
        broken(records, &format!("UPDATE request_items SET status = 'approved' WHERE id = {item}")).await;
        says(&faults(records).await, &format!("request_items {item}: it is approved, and no decision says so"));
        let decision = format!(
            "INSERT INTO decisions (id, request_id, verdict, whole, created_at) VALUES (7, {request}, 'deny', 1, 0); \
             INSERT INTO item_decisions (item_id, decision_id) VALUES ({item}, 7)"
        );
        broken(records, &decision).await;
        says(&faults(records).await, &format!("request_items {item}: it is approved, and the decision about it says something else"));
        broken(records, &format!("UPDATE request_items SET status = 'pending' WHERE id = {item}")).await;
        says(&faults(records).await, &format!("request_items {item}: it is pending, though decision 7 was made"));
    }

    async fn a_grant_that_outlived_its_request_is_named(records) {
        let (logo, _, request) = case(records).await;
        let sql = format!(
            "INSERT INTO decisions (id, request_id, verdict, whole, created_at) VALUES (7, {request}, 'approve', 1, 0); \
             INSERT INTO grants (id, request_id, decision_id, external_user_id, asset_id, created_at) VALUES (3, {request}, 7, 1, {logo}, 0); \
             UPDATE requests SET status = 'revoked' WHERE id = {request}"
        );
        broken(records, &sql).await;
        let said = faults(records).await;
        says(&said, &format!("grants 3: it stands open, though its request is revoked (requests {request})"));
        says(&said, "lists take its request for pending");
        says(&said, "request_counts revoked: it counts 0 requests of portal - and kit -, and there are 1");
    }

    async fn ids_that_would_be_handed_out_twice_are_named(records) {
        case(records).await;
        broken(records, "UPDATE id_blocks SET next_id = 1 WHERE name = 'assets'").await;
        says(&faults(records).await, "id_blocks assets: it would hand out 1, and 1 is taken");
    }
}
