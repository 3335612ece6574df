//! `ajar check`: what is broken is found and named.

use crate::{backup::filled, shell::Shell};
use domain::*;
use serde_json::{Value, json};
use std::fs;
use testkit::{Actor, Desk};

pub const REQUESTS: &str = "/api/dam/download-validation-requests";

pub struct Nobody;

impl app::backup::Onlooker for Nobody {
    fn expects(&self, _: u64) {}
    fn did(&self, _: u64) {}
}

/// The file of an asset that begins so.
fn file(shell: &Shell, content: &str) -> std::path::PathBuf {
    let root = shell.path().join("ajar-data/files");
    let shelves = fs::read_dir(root).unwrap().map(|shelf| shelf.unwrap().path());
    let mut all = shelves.flat_map(|shelf| fs::read_dir(shelf).unwrap().map(|file| file.unwrap().path()));
    all.find(|file| fs::read_to_string(file).is_ok_and(|text| text == content)).expect("the file")
}

#[test]
fn a_flipped_byte_a_cut_file_and_a_lost_one_are_named() {
    let shell = filled();
    let server = shell.serves(&["serve"]);
    let said = shell.ajar(&["check"]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    fs::write(file(&shell, "one"), "0ne").unwrap();
    fs::write(file(&shell, "two two"), "two").unwrap();
    fs::remove_file(file(&shell, "")).unwrap();
    let said = shell.ajar(&["check"]);
    assert_eq!(said.status, 1);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    for words in [
        ", one.txt) has other bytes than it had (SHA-256)",
        ", two.txt) has 3 bytes, and had 7",
        ", empty.bin) is missing",
    ] {
        assert!(
            lines.iter().any(|line| line.starts_with("asset_versions ") && line.ends_with(words)),
            "{words}: {lines:?}"
        );
    }
    assert!(said.err.ends_with("; 3 faults\n"), "{}", said.err);
    assert!(
        said.err.contains("to mend a file, copy it from a backup") && !said.err.contains("a record"),
        "{}",
        said.err
    );
    assert_eq!(server.status("/health/ready"), 200);
}

#[test]
fn a_damaged_file_is_mended_by_the_one_in_a_backup() {
    let shell = filled();
    assert_eq!(shell.ajar(&["backup", "folder/"]).status, 0);
    let damaged = file(&shell, "two two");
    let mut bytes = fs::read(&damaged).unwrap();
    bytes[3] ^= 1;
    fs::write(&damaged, bytes).unwrap();
    assert_eq!(shell.ajar(&["check"]).status, 1);
    let name = damaged.strip_prefix(shell.path().join("ajar-data/files")).unwrap();
    fs::copy(shell.path().join("folder/files").join(name), &damaged).unwrap();
    let said = shell.ajar(&["check"]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
}

/// Each of the references is told in `upgrades`; here is how it looks to who checks.
#[tokio::test]
async fn a_row_that_is_gone_is_named_by_who_names_it_and_so_is_what_to_do() {
    let shell = filled();
    let records = testkit::Records::on_sqlite(&shell.path().join("ajar-data"));
    records.raw("PRAGMA foreign_keys = OFF; DELETE FROM folders WHERE name = 'B'").await.unwrap();
    let said = shell.ajar(&["check"]);
    assert_eq!(said.status, 1, "{}", said.err);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    for line in lines {
        assert!(
            line.starts_with("assets ") && line.ends_with(": its folder_id names folders 2, which is not there"),
            "{line}"
        );
    }
    assert!(
        said.err.contains("to mend a record, restore the last backup") && !said.err.contains("a file"),
        "{}",
        said.err
    );
}

#[test]
fn a_file_that_no_record_names_is_no_fault() {
    let shell = filled();
    let shelf = shell.path().join("ajar-data/files/ab");
    fs::create_dir_all(&shelf).unwrap();
    fs::write(shelf.join("cd".repeat(15)), "stray").unwrap();
    let said = shell.ajar(&["check"]);
    assert_eq!(said.status, 0);
    assert!(said.err.contains("files that no record names: 1;"), "{}", said.err);
    let json: Value = serde_json::from_str(&shell.ajar(&["check", "--json"]).out).unwrap();
    assert_eq!(json, json!({"files": 3, "bytes": 10, "requests": 0, "unnamedFiles": 1, "faults": []}));
}

async fn asks(actor: &Actor, assets: &[AssetId]) -> i64 {
    let ids: Vec<i64> = assets.iter().map(|asset| asset.0).collect();
    let asked = actor.post(REQUESTS, json!({"mediaIds": ids, "reason": "For a poster."})).await.expect(201);
    asked.json()["id"].as_i64().unwrap()
}

/// Asks by the form of a place; what was answered.
pub async fn sends(browser: &Actor, place: &str, asset: AssetId) -> testkit::Answer {
    let form = browser.get(&format!("{place}/request?mediaId={asset}")).await.expect(200).text();
    let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = format!("mail=zoe@example.org&mediaId={asset}&form={token}");
    browser.post_form(&format!("{place}/request"), &fields).await
}

#[tokio::test]
async fn neither_does_what_is_asked_by_form() {
    let desk = Desk::open().await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let (logo, map) = (desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await);
    desk.kit("asked", Privacy::Public, Policy::Approval, &[logo, map]).await;
    desk.kit("named", Privacy::Public, Policy::NoApproval, &[logo]).await;
    for (place, asset) in [("/kits/named", logo), ("/kits/asked", logo), ("/kits/asked", map)] {
        sends(&desk.visitor(), place, asset).await;
    }
    let nothing: Vec<app::check::Fault> = vec![];
    assert_eq!(app::check::check(&desk.app, &Nobody).await.unwrap().faults, nothing);
    let asked = rita.get(&format!("{REQUESTS}?status=pending")).await.expect(200).json();
    let (one, other) = (&asked["items"][0], &asked["items"][1]);
    // Approving one opens the whole kit, and so decides the other one too.
    rita.post(&format!("{REQUESTS}/{}/decision", one["id"]), json!({"decision": "approve"})).await.expect(200);
    assert_eq!(app::check::check(&desk.app, &Nobody).await.unwrap().faults, nothing);
    rita.post(&format!("{REQUESTS}/{}/revocation", other["id"]), json!({})).await.expect(200);
    sends(&desk.visitor(), "/kits/asked", logo).await;
    let again = rita.get(&format!("{REQUESTS}?status=pending")).await.expect(200).json();
    let reference = again["items"][0]["reference"].as_str().unwrap().to_owned();
    desk.visitor().delete(&format!("/api/public/download-validation-requests/{reference}")).await;
    desk.run_jobs().await;
    let checkup = app::check::check(&desk.app, &Nobody).await.unwrap();
    assert_eq!((checkup.faults, checkup.requests), (nothing, 4));
}

#[tokio::test]
async fn whatever_becomes_of_requests_breaks_no_rule() {
    let desk = Desk::open().await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let mo = desk.user("mo@desk.example", "Mo Moss", Role::Member).await;
    let assets = [desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await, desk.asset("c.txt", "c").await];
    desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    let decide = async |id: i64, body: Value| rita.post(&format!("{REQUESTS}/{id}/decision"), body).await.expect(200);
    let approve = json!({"decision": "approve"});
    let mut ids = Vec::new();
    for _ in 0..6 {
        ids.push(asks(&mo, &assets).await);
    }
    decide(ids[0], approve.clone()).await;
    decide(ids[1], json!({"decision": "deny"})).await;
    decide(ids[2], json!({"decision": "approve", "mediaIds": [assets[0].0]})).await;
    decide(ids[2], json!({"decision": "deny"})).await;
    decide(ids[3], json!({"decision": "approve", "mediaIds": [assets[0].0]})).await;
    decide(ids[4], approve).await;
    rita.post(&format!("{REQUESTS}/{}/revocation", ids[4]), json!({})).await.expect(200);
    let grants = rita.get("/api/dam/download-grants").await.expect(200).json();
    let first = grants["items"].as_array().unwrap().last().unwrap()["id"].clone();
    rita.delete(&format!("/api/dam/download-grants/{first}")).await.expect(204);
    desk.run_jobs().await;
    let checkup = app::check::check(&desk.app, &Nobody).await.unwrap();
    assert_eq!(checkup.faults, vec![]);
    assert_eq!((checkup.files, checkup.requests), (3, 6));
}
