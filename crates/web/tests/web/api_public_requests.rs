//! Asking without an account, by the public HTTP call.

use domain::{TechnicalProperty::*, *};
use serde_json::{Value, json};
use testkit::{Actor, Desk};

const PATH: &str = "/api/public/download-validation-requests";

struct House {
    desk: Desk,
    visitor: Actor,
    admin: Actor,
    ann: Actor,
    logo: i64,
    photo: i64,
    secret: i64,
    kit: i64,
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let ann = desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let (logo, photo) = (desk.asset("logo.svg", "<svg/>").await, desk.asset("photo.jpg", "jpeg").await);
    let secret = desk.asset("secret.pdf", "pdf").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[logo, photo]).await;
    desk.kit("inside", Privacy::Private, Policy::Open, &[secret]).await;
    let visitor = desk.visitor();
    House { desk, visitor, admin, ann, logo: logo.0, photo: photo.0, secret: secret.0, kit: kit.0 }
}

fn ask(assets: &[i64]) -> Value {
    json!({"mediaIds": assets, "firstName": "Zoé", "lastName": "Müller", "mail": "zoe@visitor.example", "reason": "For a poster."})
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn somebody_asks_and_holds_a_reference_that_tells_nothing_of_people() {
    let House { desk, visitor, ann, logo, photo, .. } = house().await;
    let answer = visitor.post(PATH, ask(&[logo, photo])).await.expect(201);
    let made = answer.json();
    let reference = made["reference"].as_str().unwrap();
    assert_eq!(reference.len(), 32);
    assert_eq!(answer.header("location"), format!("{PATH}/{reference}"));
    assert_eq!(made["status"], "pending");
    let titles: Vec<&str> =
        made["items"].as_array().unwrap().iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["logo", "photo"]);
    assert_eq!(made["items"][0], json!({"mediaId": logo, "title": "logo", "status": "pending"}));
    let shown = visitor.get(answer.header("location")).await.expect(200);
    assert_eq!(shown.json(), made);
    for word in ["zoe@", "Zoé", "Müller", "Ann", "ann@", "responsible", "requester", "poster"] {
        assert!(!shown.text().contains(word), "{word} in {}", shown.text());
    }
    let id = made["id"].as_i64().unwrap();
    let decision = json!({"decision": "approve", "message": "With pleasure."});
    ann.post(&format!("/api/dam/download-validation-requests/{id}/decision"), decision).await.expect(200);
    let shown = visitor.get(answer.header("location")).await.expect(200);
    assert_eq!((&shown.json()["status"], &shown.json()["message"]), (&json!("approved"), &json!("With pleasure.")));
    assert_eq!(shown.json()["items"][1]["message"], "With pleasure.");
    assert!(shown.json()["decidedAt"].is_string() && shown.json().get("decidedBy").is_none());
    assert!(!shown.text().contains("Ann") && !shown.text().contains("decidedBy"), "{}", shown.text());
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("zoe@visitor.example").len(), 2, "a receipt and the decision");
}

#[tokio::test]
async fn where_it_is_off_there_is_nothing_whatever_was_sent() {
    let House { desk, visitor, logo, .. } = house().await;
    desk.switch(EnablePublicDownloadRequest, false).await;
    visitor.post(PATH, ask(&[logo])).await.expect_problem(404, "not-found");
    visitor.post_raw(PATH, "application/json", "{").await.expect_problem(404, "not-found");
    visitor.post_raw(PATH, "text/plain", "x").await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn a_known_address_must_bring_the_names_it_first_brought() {
    let House { visitor, logo, desk, .. } = house().await;
    visitor.post(PATH, ask(&[logo])).await.expect(201);
    let composed = with(with(ask(&[logo]), "firstName", json!("  Zoe\u{301} ")), "mail", json!("ZOE@Visitor.Example"));
    visitor.post(PATH, composed).await.expect(201);
    for (name, value) in [("firstName", "zoé"), ("lastName", "Muller"), ("firstName", "Anna")] {
        let answer =
            visitor.post(PATH, with(ask(&[logo]), name, json!(value))).await.expect_problem(422, "requester-mismatch");
        for word in ["Zoé", "Müller"] {
            assert!(!answer.text().contains(word), "{}", answer.text());
        }
    }
    let admin = desk.user("other@desk.example", "Otto Other", Role::Admin).await;
    assert_eq!(admin.get("/api/dam/external-users").await.json()["totalCount"], 1);
    assert_eq!(admin.get("/api/dam/download-validation-requests").await.json()["totalCount"], 2);
}

#[tokio::test]
async fn guessing_names_ends_after_twenty_an_hour() {
    let House { desk, visitor, logo, .. } = house().await;
    visitor.post(PATH, ask(&[logo])).await.expect(201);
    let wrong = with(ask(&[logo]), "firstName", json!("Guess"));
    for _ in 0..20 {
        visitor.post(PATH, wrong.clone()).await.expect_problem(422, "requester-mismatch");
    }
    let answer = visitor.post(PATH, wrong.clone()).await.expect_problem(429, "too-many-requests");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    // From anywhere: the address is guarded; and from there the network is, for any address.
    visitor.clone().from("198.51.100.7").post(PATH, wrong.clone()).await.expect(429);
    let other = with(ask(&[logo]), "mail", json!("other@visitor.example"));
    visitor.post(PATH, other.clone()).await.expect(429);
    visitor.clone().from("198.51.100.7").post(PATH, other).await.expect(201);
    desk.clock.pass(std::time::Duration::from_secs(2 * 60 * 60));
    visitor.post(PATH, wrong).await.expect_problem(422, "requester-mismatch");
    visitor.post(PATH, ask(&[logo])).await.expect(201);
}

#[tokio::test]
async fn requests_in_the_name_of_one_address_are_limited() {
    let House { visitor, logo, .. } = house().await;
    for _ in 0..10 {
        visitor.post(PATH, ask(&[logo])).await.expect(201);
    }
    visitor.post(PATH, ask(&[logo])).await.expect_problem(429, "too-many-requests");
    visitor.post(PATH, with(ask(&[logo]), "mail", json!("b@visitor.example"))).await.expect(201);
}

#[tokio::test]
async fn what_a_visitor_does_not_see_looks_like_what_does_not_exist() {
    let House { visitor, logo, secret, .. } = house().await;
    let answer = visitor.post(PATH, ask(&[logo, secret, 999_999])).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/mediaIds/1", "/mediaIds/2"]);
    let errors = answer.json()["errors"].clone();
    assert_eq!(errors[0]["detail"], errors[1]["detail"]);
}

#[tokio::test]
async fn every_fault_is_told_at_once() {
    let House { visitor, secret, .. } = house().await;
    let body = json!({
        "mediaIds": ["x", secret, 1.5, 99999999999999999999u128 as f64, true], "firstName": 7, "mail": "no address", "reason": "  ",
        "responsibleIds": "none", "kitId": "press", "portalId": 99,
    });
    let answer = visitor.post(PATH, body).await.expect_problem(422, "invalid");
    let expected = [
        "/firstName",
        "/kitId",
        "/lastName",
        "/mail",
        "/mediaIds/0",
        "/mediaIds/1",
        "/mediaIds/2",
        "/mediaIds/3",
        "/mediaIds/4",
        "/portalId",
        "/reason",
        "/responsibleIds",
    ];
    assert_eq!(answer.pointers(), expected);
    let answer = visitor.post(PATH, json!({})).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/firstName", "/lastName", "/mail", "/mediaIds", "/reason"]);
    let answer = visitor.post(PATH, json!([1])).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), [""]);
    let nothing = json!({"mediaIds": [], "firstName": null, "lastName": "", "mail": null, "reason": null});
    let answer = visitor.post(PATH, nothing).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/firstName", "/lastName", "/mail", "/mediaIds", "/reason"]);
}

#[tokio::test]
async fn what_is_not_json_is_refused_by_its_kind() {
    let House { visitor, .. } = house().await;
    visitor.post_raw(PATH, "application/json", "{\"mail\": ").await.expect_problem(400, "malformed");
    visitor.post_raw(PATH, "application/json", "").await.expect_problem(400, "malformed");
    visitor.post_raw(PATH, "application/json", vec![b'"', 0xff, b'"']).await.expect_problem(400, "malformed");
    visitor.post_raw(PATH, "text/plain", "{}").await.expect_problem(415, "unsupported-media-type");
    visitor.post_raw(PATH, "application/json; charset=utf-8", "{}").await.expect_problem(422, "invalid");
    let large = format!("{{\"reason\": \"{}\"}}", "x".repeat(8 * 1024 * 1024));
    visitor.post_raw(PATH, "application/json", large).await.expect_problem(413, "too-large");
}

#[tokio::test]
async fn responsibles_count_only_where_choosing_is_enabled() {
    let House { desk, visitor, admin, ann, logo, .. } = house().await;
    let bob = desk.user_marked("bob@desk.example", "Bob Bower", Role::Responsible, false).await;
    let member = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let chosen = with(ask(&[logo]), "responsibleIds", json!([bob.id(), 4_711, member.id()]));
    let made = visitor.post(PATH, chosen.clone()).await.expect(201).json();
    let whole = admin.get(&format!("/api/dam/download-validation-requests/{}", made["id"])).await.expect(200).json();
    assert_eq!(whole["responsibles"], json!([{"id": ann.id(), "name": "Ann Archer"}]));

    desk.switch(CanChooseDownloadRequestResponsibles, true).await;
    let answer = visitor.post(PATH, chosen).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/responsibleIds/1", "/responsibleIds/2"]);
    let made = visitor.post(PATH, with(ask(&[logo]), "responsibleIds", json!([bob.id()]))).await.expect(201).json();
    let address = format!("/api/dam/download-validation-requests/{}", made["id"]);
    let whole = admin.get(&address).await.expect(200).json();
    assert_eq!(whole["responsibles"], json!([{"id": bob.id(), "name": "Bob Bower"}]));
    ann.get(&address).await.expect_problem(404, "not-found");
    bob.get(&address).await.expect(200);
}

#[tokio::test]
async fn a_request_may_say_where_it_came_from() {
    let House { desk, visitor, admin, logo, secret, kit, .. } = house().await;
    let portal = desk.portal("house", Privacy::Public, PortalPolicy::Inherit, &[KitId(kit)]).await;
    let body = with(with(ask(&[logo]), "kitId", json!(kit)), "portalId", json!(portal));
    let made = visitor.post(PATH, body).await.expect(201).json();
    let whole = admin.get(&format!("/api/dam/download-validation-requests/{}", made["id"])).await.json();
    assert_eq!((&whole["kitId"], &whole["portalId"]), (&json!(kit), &json!(portal)));
    assert_eq!((&whole["policy"], &whole["scope"]), (&json!("approval"), &json!("assets")));
    let hidden = with(ask(&[logo]), "kitId", json!(kit + 1));
    assert_eq!(visitor.post(PATH, hidden).await.expect(422).pointers(), ["/kitId"]);
    let elsewhere = with(ask(&[logo, secret]), "kitId", json!(kit));
    assert_eq!(visitor.post(PATH, elsewhere).await.expect(422).pointers(), ["/mediaIds/1"]);
}

#[tokio::test]
async fn the_holder_withdraws_while_it_is_pending() {
    let House { visitor, admin, ann, logo, photo, .. } = house().await;
    let made = visitor.post(PATH, ask(&[logo, photo])).await.expect(201).json();
    let address = format!("{PATH}/{}", made["reference"].as_str().unwrap());
    let decision = format!("/api/dam/download-validation-requests/{}/decision", made["id"]);
    ann.post(&decision, json!({"decision": "approve", "mediaIds": [logo]})).await.expect(200);
    assert!(visitor.delete(&address).await.expect(204).body.is_empty());
    let shown = visitor.get(&address).await.json();
    assert_eq!(shown["status"], "approved", "what was decided stays");
    assert_eq!(shown["items"][1]["status"], "cancelled");
    visitor.delete(&address).await.expect_problem(409, "not-pending");
    visitor.delete(&format!("{PATH}/{}", "0".repeat(32))).await.expect_problem(404, "not-found");
    visitor.get(&format!("{PATH}/%00")).await.expect_problem(404, "not-found");
    let events = admin.get("/api/dam/events?type=request&mail=zoe@visitor.example").await.json();
    let types: Vec<&str> =
        events["items"].as_array().unwrap().iter().map(|event| event["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["request.withdrawn", "request.created"]);
}

#[tokio::test]
async fn the_same_key_answers_the_same_once() {
    let House { visitor, admin, desk, logo, photo, .. } = house().await;
    let keyed = visitor.clone().with("idempotency-key", "one");
    let first = keyed.post(PATH, ask(&[logo])).await.expect(201);
    let again = keyed.post(PATH, ask(&[logo])).await.expect(201);
    assert_eq!((first.json(), first.header("location")), (again.json(), again.header("location")));
    keyed.post(PATH, ask(&[photo])).await.expect_problem(422, "idempotency-key-reused");
    // Another stranger's key of the same name is another key.
    keyed.post(PATH, with(ask(&[photo]), "mail", json!("b@visitor.example"))).await.expect(201);
    let list = "/api/dam/download-validation-requests";
    assert_eq!(admin.get(list).await.json()["totalCount"], 2);
    // The asset goes out of sight: what was answered is answered again, and a new ask refused.
    let kits = admin.get("/api/dam/kits").await.json()["items"].clone();
    let press = kits.as_array().unwrap().iter().find(|kit| kit["slug"] == "press").unwrap()["id"].clone();
    admin.patch(&format!("/api/dam/kits/{press}"), json!({"privacy": "private"})).await.expect(200);
    keyed.post(PATH, ask(&[logo])).await.expect(201);
    visitor.post(PATH, ask(&[logo])).await.expect(422);
    desk.clock.pass(std::time::Duration::from_secs(25 * 60 * 60));
    keyed.post(PATH, ask(&[logo])).await.expect(422);
    visitor
        .clone()
        .with("idempotency-key", "")
        .post(PATH, ask(&[logo]))
        .await
        .expect_problem(422, "idempotency-key-malformed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_calls_with_one_key_at_the_same_instant_make_one_request() {
    let House { visitor, admin, logo, .. } = house().await;
    let keyed = visitor.with("idempotency-key", "twin");
    let calls = (0..8).map(|_| {
        let keyed = keyed.clone();
        tokio::spawn(async move { keyed.post(PATH, ask(&[logo])).await.expect(201).json()["id"].clone() })
    });
    let mut ids = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        ids.push(call.await.unwrap());
    }
    assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
    assert_eq!(admin.get("/api/dam/download-validation-requests").await.json()["totalCount"], 1);
}

#[tokio::test]
async fn two_first_calls_of_one_address_make_one_requester() {
    let House { visitor, admin, logo, .. } = house().await;
    let (one, other) = tokio::join!(visitor.post(PATH, ask(&[logo])), visitor.post(PATH, ask(&[logo])));
    one.expect(201);
    other.expect(201);
    assert_eq!(admin.get("/api/dam/external-users").await.json()["totalCount"], 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_address_that_comes_to_two_nodes_at_once_is_one_person_and_every_call_counts() {
    let desk = Desk::open_with(|setup| {
        setup.settings.limit_network = Some(1_000);
        setup.settings.limit_address = Some(1_000);
    })
    .await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let logo = desk.asset("logo.svg", "<svg/>").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[logo]).await;
    let nodes = [desk.another_node(true).await, desk.another_node(true).await];
    let calls = (0..40).map(|number| {
        let visitor = nodes[number % 2].visitor();
        tokio::spawn(async move { visitor.post(PATH, ask(&[logo.0])).await.expect(201).json()["id"].as_i64() })
    });
    let mut ids = Vec::new();
    for call in calls.collect::<Vec<_>>() {
        ids.push(call.await.expect("an answer").expect("an id"));
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 40);
    assert_eq!(admin.get("/api/dam/external-users").await.expect(200).json()["totalCount"], 1);
    assert_eq!(admin.get("/api/dam/download-validation-requests").await.expect(200).json()["totalCount"], 40);
    desk.run_jobs().await;
}
