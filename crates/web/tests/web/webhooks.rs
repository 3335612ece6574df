//! Webhooks: what happens is told to somebody's server, signed, until it is taken; and what an admin sees and does of it.

use domain::*;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Actor, Desk, Receiver};

const HOOKS: &str = "/api/dam/webhooks";
const REQUESTS: &str = "/api/dam/download-validation-requests";
const LIST: &str = "/admin/users/download-requests";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

struct House {
    desk: Desk,
    admin: Actor,
    /// A responsible, in a browser.
    ron: Actor,
    asset: AssetId,
    server: Receiver,
}

async fn house() -> House {
    let desk = Desk::open_with(|setup| {
        setup.settings.private_webhooks = vec!["127.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()];
    })
    .await;
    let admin = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let ron = desk.user("ron@desk.example", "Ron Reed", Role::Responsible).await;
    let asset = desk.asset("logo.svg", "<svg/>").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let ron = desk.signed_in(&ron).await;
    House { server: Receiver::open().await, desk, admin, ron, asset }
}

impl House {
    /// Makes a webhook that is told of these; its id and secret.
    async fn hook(&self, events: &[&str]) -> (i64, String) {
        let made = self.admin.post(HOOKS, json!({"url": self.server.url(), "events": events})).await.expect(201).json();
        (made["id"].as_i64().unwrap(), made["secret"].as_str().unwrap().to_owned())
    }

    async fn shown(&self, id: i64) -> Value {
        self.admin.get(&format!("{HOOKS}/{id}")).await.expect(200).json()
    }

    /// What it was told, the newest first.
    async fn deliveries(&self, id: i64) -> Vec<Value> {
        let list = self.admin.get(&format!("{HOOKS}/{id}/deliveries")).await.expect(200).json();
        list["items"].as_array().unwrap().clone()
    }

    /// Somebody asks; the id of the request.
    async fn asks(&self, mail: &str) -> i64 {
        let ask = json!({"mediaIds": [self.asset], "firstName": "Zoe", "lastName": "Zimmer", "mail": mail, "reason": "Press."});
        self.desk.visitor().post("/api/public/download-validation-requests", ask).await.expect(201);
        let found = self.admin.get(&format!("{REQUESTS}?mail={mail}&sort=-created")).await.expect(200).json();
        found["items"][0]["id"].as_i64().unwrap()
    }

    async fn decides(&self, id: i64, verdict: &str) {
        self.admin.post(&format!("{REQUESTS}/{id}/decision"), json!({"decision": verdict})).await.expect(200);
    }

    async fn passes(&self, seconds: u64) {
        self.desk.clock.pass(Duration::from_secs(seconds));
        self.desk.run_jobs().await;
    }
}

#[tokio::test]
async fn what_happens_is_told_signed_and_as_the_history_shows_it() {
    let house = house().await;
    let (id, secret) = house.hook(&["request.created", "decision"]).await;
    let request = house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    house.decides(request, "approve").await;
    house.desk.run_jobs().await;
    assert_eq!(house.server.types(), ["request.created", "decision.approved"]);
    let seen = house.server.seen();
    let history = house.admin.get(&format!("/api/dam/events?requestId={request}")).await.expect(200).json();
    for message in &seen {
        assert!(message.is_signed_with(&secret), "{message:?}");
        assert!(!message.is_signed_with("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assert_eq!(message.header("content-type"), "application/json");
        assert!(message.header("webhook-id").starts_with("msg_"), "{message:?}");
        let told = message.json();
        let line = history["items"].as_array().unwrap().iter().find(|line| line["type"] == told["type"]).unwrap();
        assert_eq!((&told["data"], &told["timestamp"]), (line, &line["createdAt"]));
    }
    assert_eq!(seen[1].json()["data"]["mail"], "zoe@press.example");
    assert_ne!(seen[0].header("webhook-id"), seen[1].header("webhook-id"));
    // What is not asked for is not told, and what was told stands in the log.
    let log = house.deliveries(id).await;
    assert_eq!(log.len(), 2);
    assert_eq!(
        (&log[0]["type"], &log[0]["status"], &log[0]["attempts"]),
        (&json!("decision.approved"), &json!("delivered"), &json!(1))
    );
    assert_eq!((&log[0]["responseCode"], &log[0]["error"]), (&json!(204), &Value::Null));
    // The secret is shown once.
    assert!(house.shown(id).await.get("secret").is_none());
}

#[tokio::test]
async fn what_fails_is_tried_again_under_the_same_id_until_it_is_taken() {
    let house = house().await;
    let (id, secret) = house.hook(&["request"]).await;
    house.server.answers("500 Broken");
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    let log = house.deliveries(id).await;
    assert_eq!((&log[0]["status"], &log[0]["responseCode"]), (&json!("pending"), &json!(500)));
    assert_eq!(log[0]["error"], "the server answered 500");
    assert!(house.shown(id).await["failingSince"].is_string());
    house.passes(4).await;
    assert_eq!(house.server.seen().len(), 1, "not before five seconds");
    house.passes(2).await;
    assert_eq!(house.server.seen().len(), 2);
    house.passes(4 * MINUTE).await;
    assert_eq!(house.server.seen().len(), 2, "not before five minutes");
    house.server.answers("503 Later\r\nretry-after: 7200");
    house.passes(2 * MINUTE).await;
    assert_eq!(house.server.seen().len(), 3);
    house.server.answers("200 OK");
    house.passes(HOUR).await;
    assert_eq!(house.server.seen().len(), 3, "it asked for two hours");
    house.passes(2 * HOUR).await;
    let seen = house.server.seen();
    assert_eq!(seen.len(), 4);
    for message in &seen {
        assert_eq!((message.header("webhook-id"), &message.body), (seen[0].header("webhook-id"), &seen[0].body));
        assert!(message.is_signed_with(&secret));
    }
    assert_ne!(seen[0].header("webhook-timestamp"), seen[3].header("webhook-timestamp"));
    let log = house.deliveries(id).await;
    assert_eq!((&log[0]["status"], &log[0]["attempts"]), (&json!("delivered"), &json!(4)));
    assert!(house.shown(id).await.get("failingSince").is_none());
}

#[tokio::test]
async fn what_was_given_up_is_told_again_by_hand() {
    let house = house().await;
    let (id, _) = house.hook(&["request"]).await;
    house.server.answers("500 Broken");
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    for pause in [6, 6 * MINUTE, 34 * MINUTE, 3 * HOUR, 6 * HOUR, 12 * HOUR, 16 * HOUR, 23 * HOUR, 28 * HOUR] {
        house.passes(pause).await;
    }
    let delivery = house.deliveries(id).await[0].clone();
    assert_eq!((&delivery["status"], &delivery["attempts"]), (&json!("failed"), &json!(10)));
    house.passes(48 * HOUR).await;
    assert_eq!(house.server.seen().len(), 10);
    house.server.answers("202 Taken");
    let replay = format!("{HOOKS}/{id}/deliveries/{}/replay", delivery["id"]);
    assert_eq!(house.admin.post(&replay, json!({})).await.expect(200).json()["status"], "pending");
    house.desk.run_jobs().await;
    let seen = house.server.seen();
    assert_eq!((seen.len(), seen[10].header("webhook-id")), (11, seen[0].header("webhook-id")));
    assert_eq!(house.deliveries(id).await[0]["status"], "delivered");
    // One that waits is tried at once, and once.
    house.server.answers("500 Broken");
    house.asks("lea@press.example").await;
    house.desk.run_jobs().await;
    house.server.answers("200 OK");
    let waiting = house.deliveries(id).await[0].clone();
    house.admin.post(&format!("{HOOKS}/{id}/deliveries/{}/replay", waiting["id"]), json!({})).await.expect(200);
    house.desk.run_jobs().await;
    assert_eq!((house.server.seen().len(), &house.deliveries(id).await[0]["status"]), (13, &json!("delivered")));
    house.passes(HOUR).await;
    assert_eq!(house.server.seen().len(), 13);
    house.admin.post(&format!("{HOOKS}/{id}/deliveries/999999/replay"), json!({})).await.expect(404);
}

#[tokio::test]
async fn whoever_fails_for_five_days_is_told_nothing_any_more_and_the_admins_are_written_to() {
    let house = house().await;
    let (id, _) = house.hook(&["request.created"]).await;
    house.server.answers("500 Broken");
    for day in 0..6 {
        house.asks(&format!("zoe{day}@press.example")).await;
        house.passes(24 * HOUR + MINUTE).await;
    }
    let hook = house.shown(id).await;
    assert_eq!((&hook["enabled"], &hook["offBecause"]), (&json!(false), &json!("failing")));
    let letters = house.desk.mailbox.to("ada@desk.example");
    let told: Vec<_> = letters.iter().filter(|letter| letter.message.subject.contains("switched off")).collect();
    assert_eq!(told.len(), 1, "once");
    assert!(told[0].link("/admin/settings/webhooks/").is_some());
    let events = house.admin.get("/api/dam/events?type=webhook.switchedOff").await.expect(200).json();
    assert_eq!(
        (&events["totalCount"], &events["items"][0]["data"]),
        (&json!(1), &json!({"webhookId": id, "because": "failing"}))
    );
    // What waited is given up, and nothing new comes.
    let before = house.server.seen().len();
    house.asks("late@press.example").await;
    house.passes(30 * HOUR).await;
    assert_eq!(house.server.seen().len(), before);
    assert!(house.deliveries(id).await.iter().all(|delivery| delivery["status"] == "failed"));
    // Nobody is told by hand either, before it is on again.
    let delivery = house.deliveries(id).await[0]["id"].clone();
    let replay = format!("{HOOKS}/{id}/deliveries/{delivery}/replay");
    house.admin.post(&replay, json!({})).await.expect_problem(409, "webhook-off");
    house.server.answers("200 OK");
    let hook = house.admin.patch(&format!("{HOOKS}/{id}"), json!({"enabled": true})).await.expect(200).json();
    assert_eq!((&hook["enabled"], hook.get("offBecause"), hook.get("failingSince")), (&json!(true), None, None));
    house.admin.post(&replay, json!({})).await.expect(200);
    house.asks("new@press.example").await;
    house.desk.run_jobs().await;
    assert_eq!(house.server.seen().len(), before + 2);
}

#[tokio::test]
async fn whoever_says_that_they_are_gone_is_believed_at_once() {
    let house = house().await;
    let (id, _) = house.hook(&[]).await;
    house.server.answers("410 Gone");
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    let hook = house.shown(id).await;
    assert_eq!((&hook["enabled"], &hook["offBecause"]), (&json!(false), &json!("gone")));
    let letters = house.desk.mailbox.to("ada@desk.example");
    assert!(letters.iter().any(|letter| letter.message.subject.contains("switched off")), "{letters:?}");
    let count = house.server.seen().len();
    house.asks("lea@press.example").await;
    house.passes(HOUR).await;
    assert_eq!(house.server.seen().len(), count);
}

#[tokio::test]
async fn a_private_network_is_told_nothing_by_whatever_way() {
    let house = house().await;
    let stranger = Desk::open().await;
    let admin = stranger.user("eve@desk.example", "Eve", Role::Admin).await;
    for (url, word) in [
        ("http://example.org/", "https"),
        ("https://127.0.0.1/", "private network"),
        ("https://0x7f.1/", "private network"),
        ("https://[::ffff:169.254.169.254]/latest/meta-data", "private network"),
        ("https://me:secret@example.org/", "address"),
        ("example.org", "address"),
    ] {
        let answer = admin.post(HOOKS, json!({"url": url})).await.expect(422);
        assert_eq!(answer.pointers(), ["/url"]);
        assert!(answer.json()["errors"][0]["detail"].as_str().unwrap().contains(word), "{url}: {}", answer.text());
    }
    // A name tells only when it is asked where it leads.
    let url = format!("https://localhost:{}/hooks", house.server.port());
    let made = admin.post(HOOKS, json!({"url": url})).await.expect(201).json();
    stranger.asset("logo.svg", "<svg/>").await;
    stranger.run_jobs().await;
    let log = admin.get(&format!("{HOOKS}/{}/deliveries", made["id"])).await.expect(200).json();
    assert!(log["items"][0]["error"].as_str().unwrap().contains("private network"), "{log}");
    assert_eq!(house.server.seen().len(), 0);
    // Nor does a server that may be told lead on to others.
    let other = Receiver::open().await;
    house.hook(&["request"]).await;
    house.server.answers(&format!("307 Elsewhere\r\nlocation: {}", other.url()));
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    assert_eq!((house.server.seen().len(), other.seen().len()), (1, 0));
}

#[tokio::test]
async fn a_new_secret_takes_over_within_a_day() {
    let house = house().await;
    let (id, old) = house.hook(&["request"]).await;
    let rotated = house.admin.post(&format!("{HOOKS}/{id}/rotation"), json!({})).await.expect(200);
    assert_eq!(rotated.header("cache-control"), "no-store");
    let rotated = rotated.json();
    let fresh = rotated["secret"].as_str().unwrap();
    assert!(fresh != old && rotated["earlierSecretUntil"].is_string(), "{rotated}");
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    let seen = house.server.seen();
    assert!(seen[0].is_signed_with(fresh) && seen[0].is_signed_with(&old));
    house.desk.clock.pass(Duration::from_secs(24 * HOUR));
    house.asks("lea@press.example").await;
    house.desk.run_jobs().await;
    let seen = house.server.seen();
    assert!(seen[1].is_signed_with(fresh) && !seen[1].is_signed_with(&old));
    assert!(house.shown(id).await.get("earlierSecretUntil").is_none());
}

#[tokio::test]
async fn a_decision_that_may_be_undone_is_told_when_it_may_not_be_any_more() {
    let house = house().await;
    house.hook(&["decision"]).await;
    let stands = house.asks("zoe@press.example").await;
    let undone = house.asks("lea@press.example").await;
    let decide = async |id: i64| {
        let answer = house.ron.post_form(&format!("{LIST}/{id}/decision"), "decision=approve").await.expect(303);
        house.ron.get(answer.header("location")).await.expect(200).text()
    };
    decide(stands).await;
    house.desk.run_jobs().await;
    house.passes(9).await;
    assert_eq!(house.server.types(), Vec::<String>::new());
    house.passes(2).await;
    assert_eq!(house.server.types(), ["decision.approved"]);
    let page = decide(undone).await;
    let stroke = page.split("name=\"stroke\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    house.ron.post_form(&format!("{LIST}/undo"), &format!("stroke={stroke}")).await.expect(303);
    house.passes(HOUR).await;
    assert_eq!(house.server.types(), ["decision.approved"], "nobody hears of what was undone");
}

#[tokio::test]
async fn a_webhook_is_tried_out_changed_and_taken_out() {
    let house = house().await;
    let (id, secret) = house.hook(&["request"]).await;
    let test = format!("{HOOKS}/{id}/test");
    assert_eq!(house.admin.post(&test, json!({})).await.expect(200).json()["status"], "delivered");
    let [message] = &house.server.seen()[..] else { panic!("one message") };
    assert!(message.is_signed_with(&secret));
    assert_eq!((&message.json()["type"], &message.json()["data"]), (&json!("webhook.test"), &json!({"webhookId": id})));
    house.server.answers("500 Broken");
    let failed = house.admin.post(&test, json!({})).await.expect(200).json();
    assert_eq!((&failed["status"], &failed["error"]), (&json!("failed"), &json!("the server answered 500")));
    house.server.answers("200 OK");
    // Off, it is told nothing but tests.
    house
        .admin
        .patch(&format!("{HOOKS}/{id}"), json!({"enabled": false, "description": "The archive"}))
        .await
        .expect(200);
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    house.admin.post(&test, json!({})).await.expect(200);
    assert_eq!(house.server.seen().len(), 3);
    // What was read before is not written over.
    let read = house.admin.get(&format!("{HOOKS}/{id}")).await.expect(200);
    let (tag, hook) = (read.header("etag").to_owned(), read.json());
    assert_eq!((&hook["description"], &hook["events"]), (&json!("The archive"), &json!(["request"])));
    house.admin.patch(&format!("{HOOKS}/{id}"), json!({"enabled": true, "events": null})).await.expect(200);
    let late = house.admin.clone().with("if-match", &tag);
    late.patch(&format!("{HOOKS}/{id}"), json!({"events": ["kit"]})).await.expect(412);
    assert_eq!(house.shown(id).await["events"], json!([]));
    let wrong = json!({"events": ["request", "no space", "x.", "decision.undone"], "url": "ftp://example.org", "secret": "mine"});
    let answer = house.admin.patch(&format!("{HOOKS}/{id}"), wrong).await.expect(422);
    assert_eq!(answer.pointers(), ["/events/1", "/events/2", "/events/3", "/secret", "/url"]);
    // A repeated call makes no second one, and tells the secret once more.
    let twice = house.admin.clone().with("idempotency-key", "once");
    let body = json!({"url": house.server.url()});
    let first = twice.post(HOOKS, body.clone()).await.expect(201).json();
    let again = twice.post(HOOKS, body).await.expect(201).json();
    assert_eq!((&first["id"], &first["secret"]), (&again["id"], &again["secret"]));
    assert_eq!(house.admin.get(HOOKS).await.expect(200).json()["totalCount"], 2);
    // What waits for one that is taken out goes with it.
    house.asks("lea@press.example").await;
    house.admin.delete(&format!("{HOOKS}/{id}")).await.expect(204);
    house.admin.get(&format!("{HOOKS}/{id}/deliveries")).await.expect(404);
    let count = house.server.seen().len();
    house.desk.run_jobs().await;
    let told = house.server.seen().len() - count;
    let log = house.admin.get(&format!("{HOOKS}/{}/deliveries?status=delivered", first["id"])).await.expect(200).json();
    assert_eq!(log["totalCount"], told, "only the other one is told");
}

#[tokio::test]
async fn another_node_learns_who_listens_and_a_dead_ones_work_is_taken_up() {
    let house = house().await;
    let other = house.desk.another_node(true).await;
    // Something happens there, so that it knows that nobody listens.
    other.asset("more.svg", "<svg/>").await;
    let (id, _) = house.hook(&["request.created"]).await;
    tokio::time::sleep(Duration::from_millis(800)).await;
    let ask = json!({"mediaIds": [house.asset], "firstName": "Zoe", "lastName": "Zimmer", "mail": "zoe@press.example", "reason": "x"});
    other.visitor().post("/api/public/download-validation-requests", ask).await.expect(201);
    // Somebody leases it and dies.
    assert_eq!(other.leases("webhook", Duration::from_secs(50)).await, 1);
    house.desk.run_jobs().await;
    assert_eq!(house.server.seen().len(), 0);
    house.passes(MINUTE).await;
    assert_eq!(house.server.types(), ["request.created"]);
    assert_eq!(house.deliveries(id).await.len(), 1);
}

#[tokio::test]
async fn an_erased_person_is_in_no_message_and_in_no_log() {
    let house = house().await;
    let (id, _) = house.hook(&["request"]).await;
    house.server.answers("500 Broken");
    let request = house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    assert!(house.server.seen()[0].body.contains("zoe@press.example"));
    let requester =
        house.admin.get(&format!("{REQUESTS}/{request}")).await.expect(200).json()["requester"]["id"].clone();
    house.admin.delete(&format!("/api/dam/external-users/{requester}")).await.expect(204);
    house.server.answers("200 OK");
    house.passes(HOUR).await;
    let seen = house.server.seen();
    assert!(seen.len() > 1 && seen[1..].iter().all(|message| !message.body.contains("zoe")), "{seen:?}");
    let log = house.admin.get(&format!("{HOOKS}/{id}/deliveries")).await.expect(200).text();
    assert!(!log.contains("zoe"), "{log}");
}

#[tokio::test]
async fn the_pages_do_the_same() {
    let house = house().await;
    let ada = house.desk.signed_in(&house.admin).await;
    let page = "/admin/settings/webhooks";
    let empty = ada.get(page).await.expect(200).text();
    assert!(empty.contains("Nobody is told yet"), "{empty}");
    let answer =
        ada.post_form(page, "url=ftp%3A%2F%2Fx&description=The+archive&event=request").await.expect(422).text();
    assert!(answer.contains("value=\"The archive\"") && answer.contains("value=\"request\" checked"), "{answer}");
    let url = house.server.url().replace(':', "%3A").replace('/', "%2F").replace('?', "%3F").replace('=', "%3D");
    let made = ada.post_form(page, &format!("url={url}&event=request&event=decision.approved")).await.expect(303);
    let fresh = made.header("location").to_owned();
    let shown = ada.get(&fresh).await.expect(200).text();
    let secret = shown.split("whsec_").nth(1).and_then(|rest| rest.split('<').next()).expect("the secret");
    let here = fresh.split('?').next().unwrap().to_owned();
    assert!(!ada.get(&here).await.expect(200).text().contains("whsec_"));
    house.asks("zoe@press.example").await;
    house.desk.run_jobs().await;
    let seen = house.server.seen();
    assert!(seen[0].is_signed_with(&format!("whsec_{}", secret.replace("&#x2F;", "/").replace("&#x3D;", "="))));
    let log = ada.get(&here).await.expect(200).text();
    assert!(log.contains("Delivered") && log.contains("204 after"), "{log}");
    let replay =
        log.split("action=\"").filter_map(|part| part.split('"').next()).find(|path| path.ends_with("/replay"));
    let replay = replay.expect("something to send again");
    ada.post_form(replay, "").await.expect(303);
    house.desk.run_jobs().await;
    assert_eq!(house.server.seen().len(), 2);
    let tested = ada.post_form(&format!("{here}/test"), "").await.expect(303);
    assert!(ada.get(tested.header("location")).await.expect(200).text().contains("The test was taken."));
    ada.post_form(&format!("{here}/switch"), "on=false").await.expect(303);
    let off = ada.get(&here).await.expect(200).text();
    assert!(off.contains("Switch on") && !off.contains("/replay\""), "{off}");
    ada.post_form(&here, &format!("url={url}&description=%D8%A3%D8%B1%D8%B4%D9%8A%D9%81")).await.expect(303);
    assert!(ada.get(page).await.expect(200).text().contains("أرشيف"));
    let rotated = ada.post_form(&format!("{here}/rotation"), "").await.expect(303);
    assert!(ada.get(rotated.header("location")).await.expect(200).text().contains("whsec_"));
    house.desk.clock.pass(Duration::from_secs(11 * MINUTE));
    assert!(!ada.get(rotated.header("location")).await.expect(200).text().contains("whsec_"));
    ada.post_form(&format!("{here}/removal"), "").await.expect(303);
    ada.get(&here).await.expect(404);
    house.ron.get(page).await.expect(403);
}
