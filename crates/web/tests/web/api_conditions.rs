//! Reading and changing on a condition: who has a resource is not sent it again, and who saw another state changes nothing.

use domain::*;
use futures_util::future::join_all;
use serde_json::{Value, json};
use testkit::{Actor, Desk};

struct House {
    desk: Desk,
    admin: Actor,
    /// Each resource, with two changes of it.
    resources: Vec<(String, Value, Value)>,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let asset = desk.asset("logo.svg", "<svg/>").await;
    let folder = desk.folder("Press").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let portal = desk.portal("brand", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let user = desk.user("mia@desk.example", "Mia Member", Role::Member).await.id();
    let reply = json!({"title": "Credit", "text": "Name us."});
    let reply = admin.post("/api/dam/saved-replies", reply).await.expect(201).json()["id"].clone();
    let titles = || (json!({"title": "One"}), json!({"title": "Two"}));
    let resources = [
        (format!("medias/{asset}"), titles()),
        (format!("folders/{folder}"), (json!({"name": "One"}), json!({"name": "Two"}))),
        (format!("kits/{kit}"), titles()),
        (format!("portals/{portal}"), titles()),
        (format!("users/{user}"), (json!({"firstName": "One"}), json!({"firstName": "Two"}))),
        (format!("saved-replies/{reply}"), titles()),
    ];
    let resources = resources.into_iter().map(|(path, (one, two))| (format!("/api/dam/{path}"), one, two));
    House { desk, admin, resources: resources.collect() }
}

async fn tag(actor: &Actor, path: &str) -> String {
    actor.get(path).await.expect(200).header("etag").to_owned()
}

#[tokio::test]
async fn who_has_a_resource_is_not_sent_it_again() {
    let House { admin, resources, .. } = house().await;
    for (path, change, _) in resources {
        let first = admin.get(&path).await.expect(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && tag.ends_with('"'), "{path}: {tag}");
        assert_eq!(first.header("cache-control"), "private, no-cache", "{path}");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let again = admin.clone().with("if-none-match", &known).get(&path).await.expect(304);
            assert_eq!((again.body.len(), again.header("etag")), (0, tag.as_str()), "{path}: {known}");
        }
        admin.clone().with("if-none-match", "\"other\"").get(&path).await.expect(200);
        let changed = admin.patch(&path, change).await.expect(200);
        let again = admin.clone().with("if-none-match", &tag).get(&path).await.expect(200);
        assert_eq!(again.header("etag"), changed.header("etag"), "{path}: the answer to a change has the new tag");
    }
}

#[tokio::test]
async fn of_changes_of_the_same_state_exactly_one_wins() {
    let House { admin, resources, .. } = house().await;
    for (path, one, two) in resources {
        let careful = admin.clone().with("if-match", &tag(&admin, &path).await);
        let changes =
            (0..6).map(|number| careful.patch(&path, if number % 2 == 0 { one.clone() } else { two.clone() }));
        let answers = join_all(changes).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412, 412, 412, 412, 412], "{path}");
        let won = answers.iter().find(|answer| answer.status == 200).expect("one wins");
        assert_eq!(admin.get(&path).await.json(), won.json(), "{path}: what won is what is there");
        let lost = answers.into_iter().find(|answer| answer.status == 412).expect("others lose");
        lost.expect_problem(412, "precondition-failed");
    }
}

#[tokio::test]
async fn a_change_of_another_state_changes_nothing() {
    let House { admin, resources, .. } = house().await;
    for (path, one, two) in resources {
        let old = tag(&admin, &path).await;
        let now = admin.patch(&path, one).await.expect(200).header("etag").to_owned();
        let before = admin.get(&path).await.json();
        for wrong in [old.as_str(), "\"other\"", "nonsense", "W/\"x\"", "\u{e9}"] {
            let late = admin.clone().with("if-match", wrong);
            late.patch(&path, two.clone()).await.expect_problem(412, "precondition-failed");
            late.delete(&path).await.expect_problem(412, "precondition-failed");
        }
        assert_eq!(admin.get(&path).await.expect(200).json(), before, "{path}");
        let any = admin.clone().with("if-match", "*").patch(&path, two).await.expect(200);
        admin.clone().with("if-match", &now).delete(&path).await.expect(412);
        let both = format!("\"other\", {}", any.header("etag"));
        admin.clone().with("if-match", &both).delete(&path).await.expect(204);
        admin.get(&path).await.expect(404);
        admin.clone().with("if-match", "*").delete(&path).await.expect(404);
    }
}

#[tokio::test]
async fn of_a_change_and_a_deletion_of_the_same_state_one_wins() {
    let House { admin, resources, .. } = house().await;
    for (path, one, _) in resources {
        let careful = admin.clone().with("if-match", &tag(&admin, &path).await);
        let (changed, deleted) = tokio::join!(careful.patch(&path, one), careful.delete(&path));
        let statuses = (changed.status.as_u16(), deleted.status.as_u16());
        let fits = matches!(statuses, (200, 412) | (412 | 404, 204));
        assert!(fits, "{path}: {statuses:?}");
        let is_there = if deleted.status == 204 { 404 } else { 200 };
        admin.get(&path).await.expect(is_there);
    }
}

#[tokio::test]
async fn changes_of_different_parts_at_the_same_moment_lose_nothing() {
    let House { desk, admin, .. } = house().await;
    let asset = desk.asset("photo.jpg", "jpeg").await;
    let path = format!("/api/dam/medias/{asset}");
    let parts = ["title", "description", "licence", "credit"];
    let answers = join_all(parts.map(|part| admin.patch(&path, json!({part: "changed"})))).await;
    answers.into_iter().for_each(|answer| drop(answer.expect(200)));
    let after = admin.get(&path).await.json();
    for part in parts {
        assert_eq!(after[part], "changed", "{part}");
    }
}

#[tokio::test]
async fn bytes_are_replaced_by_who_knows_the_present_ones() {
    let House { desk, admin, .. } = house().await;
    let asset = desk.asset("notes.txt", "first").await;
    let path = format!("/api/dam/medias/{asset}/content");
    let tag = admin.get(&path).await.expect(200).header("etag").to_owned();
    let files = desk.files();
    admin.clone().with("if-match", "\"other\"").put(&path, json!("x")).await.expect_problem(412, "precondition-failed");
    assert_eq!(desk.files(), files, "what was sent is not kept");
    let put = admin.clone().with("if-match", &tag).put(&path, json!("second")).await.expect(200);
    assert_eq!(put.json()["version"], 2);
    assert_eq!(put.header("etag"), admin.get(&path).await.expect(200).header("etag"));
    admin.clone().with("if-match", &tag).put(&path, json!("third")).await.expect(412);
    let known = admin.clone().with("if-match", &tag).get(&path).await.expect_problem(412, "precondition-failed");
    assert_eq!(known.header("content-disposition"), "");
    let beyond = admin.clone().with("range", "bytes=99-").get(&path).await.expect_problem(416, "range-not-satisfiable");
    assert_eq!(beyond.header("content-range"), "bytes */8");
}
