//! Large files through connections that break: the tus protocol over HTTP.

use bytes::Bytes;
use domain::*;
use http::{Method, Request};
use serde_json::json;
use std::time::Duration;
use testkit::{Actor, Answer, Desk, base64};

const UPLOADS: &str = "/api/dam/uploads";

struct House {
    desk: Desk,
    max: Actor,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    House { desk, max }
}

fn call(method: Method, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Request<Bytes> {
    let mut request = Request::builder().method(method).uri(path).header("tus-resumable", "1.0.0");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Bytes::copy_from_slice(body)).expect("a request")
}

fn metadata(pairs: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| format!("{name} {}", base64(value));
    pairs.iter().map(pair).collect::<Vec<_>>().join(",")
}

async fn begin(by: &Actor, size: usize, pairs: &[(&str, &str)]) -> String {
    let (size, metadata) = (size.to_string(), metadata(pairs));
    let headers = [("upload-length", size.as_str()), ("upload-metadata", metadata.as_str())];
    let answer = by.send(call(Method::POST, UPLOADS, &headers, b"")).await.expect(201);
    assert_eq!(answer.header("tus-resumable"), "1.0.0");
    assert!(!answer.header("upload-expires").is_empty());
    answer.header("location").to_owned()
}

fn bytes_at(path: &str, offset: usize, body: &[u8], more: &[(&str, &str)]) -> Request<Bytes> {
    let offset = offset.to_string();
    let mut headers = vec![("upload-offset", offset.as_str()), ("content-type", "application/offset+octet-stream")];
    headers.extend_from_slice(more);
    call(Method::PATCH, path, &headers, body)
}

async fn offset(by: &Actor, path: &str) -> String {
    let answer = by.send(call(Method::HEAD, path, &[], b"")).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.header("upload-offset").to_owned()
}

/// What an upload became.
async fn became(by: &Actor, path: &str) -> serde_json::Value {
    by.get(path).await.expect(200).json()
}

async fn count(by: &Actor) -> u64 {
    by.get("/api/dam/medias").await.json()["totalCount"].as_u64().expect("a count")
}

#[tokio::test]
async fn a_file_comes_in_pieces_and_becomes_an_asset_in_its_folder() {
    let House { desk, max } = house().await;
    let press = desk.folder("Press").await.to_string();
    let pairs = [("filename", "صور.txt"), ("relativePath", "2026/Autumn/صور.txt"), ("folderId", &press)];
    let place = begin(&max, 11, &pairs).await;
    assert_eq!(offset(&max, &place).await, "0");
    let answer = max.send(bytes_at(&place, 0, b"hello ", &[])).await.expect(204);
    assert_eq!(answer.header("upload-offset"), "6");
    assert_eq!(became(&max, &place).await["status"], "receiving");
    let answer = max.send(bytes_at(&place, 6, b"world", &[])).await.expect(204);
    assert_eq!((answer.header("upload-offset"), answer.header("upload-length")), ("11", "11"));
    let done = became(&max, &place).await;
    assert_eq!(done["status"], "done");
    let media = max.get(&format!("/api/dam/medias/{}", done["mediaId"])).await.expect(200).json();
    assert_eq!((&media["filename"], &media["size"]), (&json!("صور.txt"), &json!(11)));
    assert_eq!(media["sha256"], "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    let folders = max.get("/api/dam/folders").await.json();
    let folders = folders["items"].as_array().expect("folders");
    let named = |name: &str| folders.iter().find(|folder| folder["name"] == name).expect("a folder").clone();
    assert_eq!(named("Autumn")["id"], media["folderId"]);
    assert_eq!(named("Autumn")["parentId"], named("2026")["id"]);
    assert_eq!(named("2026")["parentId"].to_string(), press);
    let made = max.get(&format!("/api/dam/events?type=folder.created&userId={}", max.id())).await.json();
    let made: Vec<_> = made["items"].as_array().expect("events").iter().map(|event| &event["folderId"]).collect();
    assert_eq!(made, [&named("Autumn")["id"], &named("2026")["id"]], "whoever brought them made them");
    let text = max.get(&format!("/api/dam/medias/{}/content", done["mediaId"])).await.expect(200).text();
    assert_eq!(text, "hello world");
    let versions = max.get(&format!("/api/dam/medias/{}/versions", done["mediaId"])).await.json();
    assert_eq!(versions["items"][0]["userId"], max.id());
}

#[tokio::test]
async fn what_came_before_a_break_is_kept() {
    let House { desk, max } = house().await;
    let place = begin(&max, 10, &[("filename", "a.txt")]).await;
    max.send_broken(bytes_at(&place, 0, b"01234", &[])).await.expect(400);
    assert_eq!(offset(&max, &place).await, "5");
    // Whoever thinks that it stands elsewhere is told where, and nothing of it counts.
    let wrong = max.send(bytes_at(&place, 0, b"01234", &[])).await.expect_problem(409, "wrong-offset");
    assert_eq!(wrong.header("tus-resumable"), "1.0.0");
    assert_eq!(offset(&max, &place).await, "5");
    // Another process on the same records and files, as after a restart.
    let after = max.at(&desk.another_node(true).await);
    assert_eq!(offset(&after, &place).await, "5");
    after.send(bytes_at(&place, 5, b"56789", &[])).await.expect(204);
    let done = became(&max, &place).await;
    let text = max.get(&format!("/api/dam/medias/{}/content", done["mediaId"])).await.expect(200).text();
    assert_eq!(text, "0123456789");
}

#[tokio::test]
async fn an_upload_is_nobody_elses() {
    let House { desk, max } = house().await;
    let admin = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let member = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let place = begin(&max, 3, &[]).await;
    admin.send(call(Method::HEAD, &place, &[], b"")).await.expect(404);
    admin.get(&place).await.expect_problem(404, "not-found");
    admin.send(bytes_at(&place, 0, b"abc", &[])).await.expect(404);
    admin.send(call(Method::DELETE, &place, &[], b"")).await.expect(404);
    member.get(&place).await.expect_problem(403, "managers-only");
    let length = [("upload-length", "3")];
    member.send(call(Method::POST, UPLOADS, &length, b"")).await.expect_problem(403, "managers-only");
    desk.visitor().send(call(Method::POST, UPLOADS, &length, b"")).await.expect(401);
    // A browser of theirs, led on by another site.
    let browser = desk.signed_in(&max).await.with("origin", "https://elsewhere.example");
    browser.send(call(Method::POST, UPLOADS, &length, b"")).await.expect_problem(403, "foreign-origin");
    assert_eq!(offset(&max, &place).await, "0");
}

#[tokio::test]
async fn what_is_wrong_is_refused_and_costs_nothing() {
    let House { max, .. } = house().await;
    let post = async |headers: &[(&str, &str)]| max.send(call(Method::POST, UPLOADS, headers, b"")).await;
    post(&[]).await.expect_problem(400, "malformed");
    post(&[("upload-length", "-1")]).await.expect_problem(400, "malformed");
    post(&[("upload-length", "99999999999999999999")]).await.expect_problem(400, "malformed");
    post(&[("upload-length", "9999999999999999")]).await.expect_problem(413, "too-large");
    post(&[("upload-length", "1"), ("upload-metadata", "filename ***")]).await.expect_problem(400, "malformed");
    let folder = metadata(&[("folderId", "999"), ("duplicates", "perhaps")]);
    let answer = post(&[("upload-length", "1"), ("upload-metadata", &folder)]).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/duplicates", "/folderId"]);
    let deep = metadata(&[("relativePath", &"a/".repeat(40))]);
    post(&[("upload-length", "1"), ("upload-metadata", &deep)]).await.expect_problem(422, "invalid");
    let old = max.clone().with("tus-resumable", "0.2.2");
    let answer: Answer = old.send(call(Method::POST, UPLOADS, &[("upload-length", "1")], b"")).await;
    assert_eq!(answer.expect_problem(412, "unknown-version").header("tus-resumable"), "1.0.0");
    let place = begin(&max, 3, &[("filename", "../../etc/passwd"), ("relativePath", "../../x/passwd")]).await;
    max.send(call(Method::PATCH, &place, &[("upload-offset", "0"), ("content-type", "text/plain")], b"abc"))
        .await
        .expect(415);
    max.send(bytes_at(&place, 0, b"abcd", &[])).await.expect(409);
    max.send(bytes_at(&place, 0, b"abcd", &[("content-length", "4")])).await.expect(413);
    assert_eq!(offset(&max, &place).await, "0");
    max.send(bytes_at(&place, 0, b"abc", &[])).await.expect(204);
    let done = became(&max, &place).await;
    assert_eq!((&done["filename"], &done["path"]), (&json!("passwd"), &json!("x")));
    assert_eq!(count(&max).await, 1);
    let offered = max.send(call(Method::OPTIONS, UPLOADS, &[], b"")).await.expect(204);
    assert_eq!(offered.header("tus-version"), "1.0.0");
    assert_eq!(offered.header("tus-extension"), "creation,termination,expiration,checksum");
}

#[tokio::test]
async fn a_checksum_makes_a_call_count_as_a_whole_or_not_at_all() {
    let House { max, .. } = house().await;
    let place = begin(&max, 11, &[]).await;
    let sha1 = [("upload-checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=")];
    max.send(bytes_at(&place, 0, b"hello worlt", &sha1)).await.expect_problem(460, "checksum-mismatch");
    assert_eq!(offset(&max, &place).await, "0");
    max.send_broken(bytes_at(&place, 0, b"hello world", &sha1)).await.expect(400);
    assert_eq!(offset(&max, &place).await, "0");
    for unknown in ["md5 XrY7u+Ae7tCTyyK7j1rNww==", "sha1 größer"] {
        max.send(bytes_at(&place, 0, b"hello world", &[("upload-checksum", unknown)])).await.expect(400);
    }
    max.send(bytes_at(&place, 0, b"hello world", &sha1)).await.expect(204);
    assert_eq!(became(&max, &place).await["status"], "done");
}

#[tokio::test]
async fn the_same_bytes_again_are_told_and_the_user_decides() {
    let House { max, .. } = house().await;
    let first = begin(&max, 3, &[("filename", "logo.txt")]).await;
    max.send(bytes_at(&first, 0, b"abc", &[])).await.expect(204);
    let known = became(&max, &first).await["mediaId"].clone();
    let send = async |duplicates: &str| {
        let place = begin(&max, 3, &[("filename", "again.txt"), ("duplicates", duplicates)]).await;
        max.send(bytes_at(&place, 0, b"abc", &[])).await.expect(204);
        place
    };
    let skipped = send("skip").await;
    assert_eq!(became(&max, &skipped).await["mediaId"], known);
    assert_eq!(count(&max).await, 1);
    let asked = send("ask").await;
    let waits = became(&max, &asked).await;
    assert_eq!((&waits["status"], &waits["duplicates"][0]["mediaId"]), (&json!("duplicate"), &known));
    let decide =
        async |place: &str, decision: &str| max.post(&format!("{place}/decision"), json!({"decision": decision})).await;
    decide(&asked, "perhaps").await.expect_problem(422, "invalid");
    let kept = decide(&asked, "keep").await.expect(200).json();
    assert_ne!(kept["mediaId"], known);
    assert_eq!(count(&max).await, 2);
    decide(&asked, "keep").await.expect_problem(409, "no-duplicate");
    let asked = send("ask").await;
    assert_eq!(decide(&asked, "skip").await.expect(200).json()["mediaId"], known);
    assert_eq!(count(&max).await, 2);
    send("keep").await;
    assert_eq!(count(&max).await, 3);
}

#[tokio::test]
async fn an_upload_is_ended_or_forgotten_with_what_is_there_of_it() {
    let House { desk, max } = house().await;
    let keyed = max.clone().with("idempotency-key", "film");
    let once = begin(&keyed, 6, &[("filename", "film.mp4")]).await;
    assert_eq!(begin(&keyed, 6, &[("filename", "film.mp4")]).await, once);
    max.send(call(Method::DELETE, &once, &[], b"")).await.expect(204);
    let ended = begin(&max, 6, &[]).await;
    max.send(bytes_at(&ended, 0, b"abc", &[])).await.expect(204);
    max.send(call(Method::DELETE, &ended, &[], b"")).await.expect(204);
    max.get(&ended).await.expect(404);
    let left = begin(&max, 6, &[]).await;
    max.send(bytes_at(&left, 0, b"abc", &[])).await.expect(204);
    desk.clock.pass(Duration::from_secs(2 * 24 * 60 * 60));
    // More bytes, more time.
    max.send(bytes_at(&left, 3, b"d", &[])).await.expect(204);
    desk.clock.pass(Duration::from_secs(2 * 24 * 60 * 60));
    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(offset(&max, &left).await, "4");
    desk.clock.pass(Duration::from_secs(2 * 24 * 60 * 60));
    max.get(&left).await.expect(404);
    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(desk.files(), 0, "nothing is left of either");
}

#[tokio::test]
async fn many_parts_make_one_file_and_two_who_finish_it_make_one_asset() {
    let House { desk, max } = house().await;
    let bytes: Vec<u8> = (0..40u32 << 20).map(|at| (at / 7) as u8).collect();
    let place = begin(&max, bytes.len(), &[("filename", "large.bin")]).await;
    max.send_broken(bytes_at(&place, 0, &bytes[..20 << 20], &[])).await.expect(400);
    let at: usize = offset(&max, &place).await.parse().expect("a number");
    assert_eq!(at, 20 << 20);
    let node = desk.another_node(true).await;
    let (one, other) = (max.at(&node), max.clone());
    max.send_broken(bytes_at(&place, at, &bytes[at..], &[])).await;
    let (one, other) = tokio::join!(one.get(&place), other.get(&place));
    let (one, other) = (one.expect(200).json(), other.expect(200).json());
    assert_eq!((&one["status"], &one["mediaId"]), (&json!("done"), &other["mediaId"]));
    assert_eq!(count(&max).await, 1);
    let got = max.get(&format!("/api/dam/medias/{}/content", one["mediaId"])).await.expect(200);
    assert!(got.body == bytes, "the same bytes");
    assert_eq!(desk.files(), 1, "the parts are gone");
}
