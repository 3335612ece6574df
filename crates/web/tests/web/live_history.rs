//! The history as it goes on: server-sent events, and taking up where one stopped.

use domain::*;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Actor, Desk, Stream};

const STREAM: &str = "/api/dam/events/stream";

async fn house() -> (Desk, Actor) {
    let desk = Desk::open().await;
    let mia = desk.user("mia@desk.example", "Mia Manager", Role::Manager).await;
    // What happened before is no news.
    desk.clock.pass(Duration::from_secs(60));
    (desk, mia)
}

/// Something that happens: a folder of this name is made. Its id.
async fn happens(mia: &Actor, name: &str) -> i64 {
    mia.post("/api/dam/folders", json!({"name": name})).await.expect(201).json()["id"].as_i64().unwrap()
}

/// The folders of the next events.
async fn told(stream: &mut Stream, count: usize) -> (Vec<i64>, String) {
    let (mut ids, mut last) = (vec![], String::new());
    for _ in 0..count {
        let line = stream.next().await.expect("an event");
        ids.push(line.data["folderId"].as_i64().unwrap_or_else(|| panic!("{line:?}")));
        last = line.id;
    }
    (ids, last)
}

#[tokio::test]
async fn who_follows_is_told_what_happens_as_the_history_shows_it() {
    let (_desk, mia) = house().await;
    let mut stream = mia.follow(&format!("{STREAM}?type=folder")).await;
    assert_eq!(stream.status, 200);
    assert_eq!(stream.headers["content-type"], "text/event-stream");
    assert_eq!(stream.headers["cache-control"], "no-store");
    let press = happens(&mia, "Press").await;
    let line = stream.next().await.unwrap();
    let listed = mia.get("/api/dam/events?type=folder").await.expect(200).json();
    assert_eq!((&line.data, &line.data["folderId"]), (&listed["items"][0], &json!(press)));
    mia.post("/api/dam/kits", json!({"title": "Kit"})).await.expect(201);
    assert!(stream.is_silent().await, "kits are not asked for");
    let wrong = mia.get(&format!("{STREAM}?type=a%20b&after=x&size=3")).await.expect(422);
    assert_eq!(wrong.pointers(), ["/after", "/size", "/type"]);
}

#[tokio::test]
async fn who_comes_back_misses_nothing_and_is_told_nothing_twice() {
    let (desk, mia) = house().await;
    let mut stream = mia.follow(&format!("{STREAM}?type=folder")).await;
    let first = [happens(&mia, "A").await, happens(&mia, "B").await];
    let (ids, position) = told(&mut stream, 2).await;
    assert_eq!(ids, first);
    drop(stream);
    let missed = [happens(&mia, "C").await, happens(&mia, "D").await];
    // On another node, by the header as browsers send it.
    let other = desk.another_node(true).await;
    let back = mia.at(&other).with("last-event-id", &position);
    let mut stream = back.follow(&format!("{STREAM}?type=folder")).await;
    assert_eq!(told(&mut stream, 2).await.0, missed);
    let next = happens(&mia, "E").await;
    let (ids, position) = told(&mut stream, 1).await;
    assert_eq!(ids, [next]);
    assert!(stream.is_silent().await);
    // From the first position on everything after it comes again; from the last nothing, even long after.
    desk.clock.pass(Duration::from_secs(3_600));
    let mut stream = mia.follow(&format!("{STREAM}?type=folder&after={position}")).await;
    assert!(stream.is_silent().await);
    let late = happens(&mia, "F").await;
    assert_eq!(told(&mut stream, 1).await.0, [late]);
    let since = format!("{STREAM}?type=folder&createdAfter=2026-11-01T00:00:00Z");
    let mut stream = mia.follow(&since).await;
    let all: Vec<i64> = first.iter().chain(&missed).chain([&next, &late]).copied().collect();
    assert_eq!(told(&mut stream, 6).await.0, all);
}

#[tokio::test]
async fn what_becomes_visible_late_is_told_once_whoever_was_there() {
    let (desk, mia) = house().await;
    let mut stream = mia.follow(&format!("{STREAM}?type=folder")).await;
    happens(&mia, "A").await;
    let (_, before) = told(&mut stream, 1).await;
    // A slow transaction of a moment before.
    desk.remembers_late("folder.late", Duration::from_secs(20)).await;
    let late = stream.next().await.unwrap();
    assert_eq!(late.data["type"], "folder.late");
    happens(&mia, "B").await;
    let (_, after) = told(&mut stream, 1).await;
    // Whoever went before it came is told of it; whoever saw it is not.
    let types = async |position: &str, count: usize| {
        let mut stream = mia.follow(&format!("{STREAM}?type=folder&after={position}")).await;
        let mut types: Vec<Value> = Vec::new();
        for _ in 0..count {
            types.push(stream.next().await.unwrap().data["type"].clone());
        }
        assert!(stream.is_silent().await, "{types:?}");
        types
    };
    assert_eq!(types(&before, 2).await, ["folder.late", "folder.created"]);
    assert_eq!(types(&late.id, 1).await, ["folder.created"]);
    assert_eq!(types(&after, 0).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_long_absence_is_made_up_for_page_by_page() {
    let (desk, mia) = house().await;
    let mut stream = mia.follow(&format!("{STREAM}?type=folder")).await;
    happens(&mia, "A").await;
    let (_, position) = told(&mut stream, 1).await;
    drop(stream);
    for _ in 0..450 {
        desk.remembers_late("folder.late", Duration::ZERO).await;
    }
    desk.clock.pass(Duration::from_secs(300));
    let mut stream = mia.follow(&format!("{STREAM}?type=folder&after={position}")).await;
    let mut ids = std::collections::BTreeSet::new();
    let mut middle = String::new();
    for number in 0..450 {
        let line = stream.next().await.unwrap();
        assert!(ids.insert(line.data["id"].as_i64().unwrap()), "{line:?}");
        if number == 299 {
            middle = line.id;
        }
    }
    assert!(stream.is_silent().await);
    let mut stream = mia.follow(&format!("{STREAM}?type=folder&after={middle}")).await;
    for _ in 0..150 {
        assert!(stream.next().await.is_some());
    }
    assert!(stream.is_silent().await);
}

#[tokio::test]
async fn a_stream_is_for_those_who_may_read_the_history() {
    let (desk, _) = house().await;
    let rita = desk.user("rita@desk.example", "Rita", Role::Responsible).await;
    assert_eq!(desk.visitor().follow(STREAM).await.status, 401);
    assert_eq!(rita.follow(STREAM).await.status, 403);
}

#[tokio::test]
async fn a_stream_ends_with_the_session() {
    let (desk, mia) = house().await;
    let browser = desk.signed_in(&mia).await;
    let mut stream = browser.follow(STREAM).await;
    browser.post_form("/admin/sign-out", "").await.expect(303);
    assert_eq!(stream.next().await, None);
}
