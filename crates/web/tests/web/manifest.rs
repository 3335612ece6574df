//! The manifest: an archive says of itself what is in it, where the owner of the place wants that.

use domain::*;
use serde_json::json;
use std::io::{Cursor, Read};
use testkit::{Actor, Answer, Desk};
use zip::ZipArchive;

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    admin: Actor,
    member: Actor,
    /// The member in a browser.
    browser: Actor,
    kit: KitId,
}

/// A kit whose archives hold a manifest, with a file that has the manifest's name.
async fn house(policy: Policy) -> House {
    let desk = Desk::open().await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let member = desk.user("mo@desk.example", "Mo =Member", Role::Member).await;
    let browser = desk.signed_in(&member).await;
    let assets = [desk.asset("one.txt", "one").await, desk.asset("manifest.csv", "a table").await];
    let kit = desk.kit("press", Privacy::Public, policy, &assets).await;
    let described = json!({"licence": "=1+1", "credit": "Photograph: Ines \"Tamm\", 2026"});
    admin.patch(&format!("/api/dam/medias/{}", assets[0]), described).await.expect(200);
    let house = House { desk, admin, member, browser, kit };
    assert_eq!(house.set_manifest(true).await, true);
    house
}

impl House {
    async fn set_manifest(&self, manifest: bool) -> serde_json::Value {
        let address = format!("/api/dam/kits/{}", self.kit);
        self.admin.patch(&address, json!({"manifest": manifest})).await.expect(200).json()["manifest"].clone()
    }
}

fn names(answer: &Answer) -> Vec<String> {
    let archive = ZipArchive::new(Cursor::new(answer.body.clone())).expect("an archive");
    archive.file_names().map(|name| name.expect("a name").into_owned()).collect()
}

fn member(answer: &Answer, name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(answer.body.clone())).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

#[tokio::test]
async fn an_archive_says_what_is_in_it_who_asked_and_when_it_was_approved() {
    let house = house(Policy::Approval).await;
    let ask = json!({"mediaIds": [1, 2], "reason": "A story."});
    let asked = house.member.post(REQUESTS, ask).await.expect(201).json();
    let decision = json!({"decision": "approve", "expiresAt": "2031-02-03T04:05:06Z"});
    let decided = house.admin.post(&format!("{REQUESTS}/{}/decision", asked["id"]), decision).await.expect(200).json();
    let answer = house.browser.get("/kits/press/download").await.expect(200);
    assert_eq!(names(&answer), ["manifest (2).csv", "one.txt", "manifest.csv"], "files keep their names");
    assert_eq!(member(&answer, "manifest.csv"), "a table");
    let text = member(&answer, "manifest (2).csv");
    let lines: Vec<&str> = text.split("\r\n").collect();
    let columns =
        "\u{feff}file,title,bytes,sha256,version,versionOf,licence,credit,askedBy,askedAt,approvedAt,accessUntil";
    assert_eq!(lines[0], columns);
    let sha256 = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed";
    assert!(lines[1].starts_with(&format!("one.txt,one,3,{sha256},1,")), "{text}");
    assert!(lines[1].contains(",'=1+1,\"Photograph: Ines \"\"Tamm\"\", 2026\","), "no formulas: {text}");
    let told = |value: &serde_json::Value| value.as_str().expect("a time").to_owned();
    let who = format!("Mo =Member <mo@desk.example>,{},{},", told(&asked["createdAt"]), told(&decided["decidedAt"]));
    assert!(lines[1].ends_with(&format!("{who}{}", told(&decided["expiresAt"]))), "{text}");
    assert!(lines[2].starts_with("manifest.csv,") && lines[3].is_empty() && lines.len() == 4, "{text}");

    // It is part of the plan: exact length, the same from another process, to be continued anywhere.
    assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    let other = house.desk.another_node(false).await;
    let rest = house.browser.at(&other).with("range", "bytes=40-").get("/kits/press/download").await.expect(206);
    assert_eq!((rest.header("etag"), &rest.body[..]), (answer.header("etag"), &answer.body[40..]));

    assert_eq!(house.set_manifest(false).await, false);
    let plain = house.browser.get("/kits/press/download").await.expect(200);
    assert_eq!(names(&plain), ["one.txt", "manifest.csv"]);
    assert_ne!(plain.header("etag"), answer.header("etag"));
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn where_nobody_has_to_ask_the_manifest_names_nobody() {
    let house = house(Policy::Open).await;
    let answer = house.desk.visitor().get("/kits/press/download").await.expect(200);
    let text = member(&answer, "manifest (2).csv");
    assert!(text.lines().nth(1).expect("a line").ends_with(",,,,"), "{text}");
    // A portal that wants one has one, whatever its kits say.
    house.set_manifest(false).await;
    house.desk.portal("gate", Privacy::Public, PortalPolicy::Open, &[house.kit]).await;
    house.admin.patch("/api/dam/portals/1", json!({"manifest": true})).await.expect(200);
    let answer = house.desk.visitor().get("/portals/gate/download").await.expect(200);
    assert_eq!(names(&answer), ["manifest.csv", "press/one.txt", "press/manifest.csv"]);
    assert!(member(&answer, "manifest.csv").contains("\r\npress/one.txt,"));
    house.admin.patch("/api/dam/portals/1", json!({"manifest": "yes"})).await.expect_problem(422, "invalid");
    house.desk.run_jobs().await;
}
