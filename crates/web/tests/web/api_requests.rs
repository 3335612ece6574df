//! Asking, deciding and revoking as a signed-in user, by HTTP.

use domain::{TechnicalProperty::*, *};
use serde_json::{Value, json};
use testkit::{Actor, Desk};

const PATH: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    admin: Actor,
    manager: Actor,
    ann: Actor,
    mia: Actor,
    logo: i64,
    photo: i64,
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let ann = desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let (logo, photo) = (desk.asset("logo.svg", "<svg/>").await, desk.asset("Größe.jpg", "jpeg").await);
    desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[logo, photo]).await;
    House { desk, admin, manager, ann, mia, logo: logo.0, photo: photo.0 }
}

async fn asked(by: &Actor, assets: &[i64]) -> i64 {
    let body = json!({"mediaIds": assets, "reason": "For a poster."});
    by.post(PATH, body).await.expect(201).json()["id"].as_i64().unwrap()
}

async fn asked_publicly(desk: &Desk, mail: &str, assets: &[i64], reason: &str) -> i64 {
    let body = json!({"mediaIds": assets, "firstName": "Zoé", "lastName": "Müller", "mail": mail, "reason": reason});
    let answer = desk.visitor().post("/api/public/download-validation-requests", body).await;
    answer.expect(201).json()["id"].as_i64().unwrap()
}

fn ids(list: &Value) -> Vec<i64> {
    list["items"].as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_request_is_shown_exactly_as_the_interface_says() {
    let House { ann, mia, logo, photo, .. } = house().await;
    let answer = mia.post(PATH, json!({"mediaIds": [logo, photo], "reason": "For a poster."})).await.expect(201);
    let made = answer.json();
    assert_eq!(answer.header("location"), format!("{PATH}/{}", made["id"]));
    let expected = json!({
        "id": made["id"], "reference": made["reference"], "status": "pending", "reason": "For a poster.",
        "requester": {"id": mia.id(), "mail": "mia@desk.example", "firstName": "Mia", "lastName": "Member", "kind": "user"},
        "items": [
            {"mediaId": logo, "title": "logo", "status": "pending"},
            {"mediaId": photo, "title": "Größe", "status": "pending"},
        ],
        "policy": "perAssetApproval", "responsibles": [{"id": ann.id(), "name": "Ann Archer"}], "scope": "assets",
        "createdAt": made["createdAt"],
    });
    assert_eq!(made, expected);
    assert!(made["createdAt"].as_str().unwrap().ends_with('Z'));
    let shown = mia.get(answer.header("location")).await.expect(200).json();
    assert_eq!(shown["history"][0]["type"], "request.created");
    assert_eq!(shown["history"][0]["mediaIds"], json!([logo, photo]));
}

#[tokio::test]
async fn without_assets_the_selection_is_asked_for() {
    let House { mia, logo, photo, .. } = house().await;
    let answer = mia.post(PATH, json!({"reason": "r", "mediaIds": null})).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/mediaIds"]);
    let refused = mia.put("/api/dam/selection", json!({"mediaIds": [photo, 4_711, "x"]})).await.expect(422);
    assert_eq!(refused.pointers(), ["/mediaIds/1", "/mediaIds/2"]);
    mia.put("/api/dam/selection", json!({"mediaIds": [photo, logo, photo]})).await.expect(200);
    assert_eq!(mia.get("/api/dam/selection").await.json(), json!({"mediaIds": [photo, logo]}));
    let made = mia.post(PATH, json!({"reason": "r"})).await.expect(201).json();
    assert_eq!((&made["items"][0]["mediaId"], &made["items"][1]["mediaId"]), (&json!(photo), &json!(logo)));
}

#[tokio::test]
async fn nobody_asks_without_signing_in() {
    let House { desk, logo, .. } = house().await;
    let answer = desk.visitor().post(PATH, json!({"mediaIds": [logo]})).await.expect_problem(401, "unauthenticated");
    assert!(answer.header("www-authenticate").starts_with("Bearer"));
    desk.visitor().post_raw(PATH, "text/plain", "x").await.expect(401);
    desk.visitor().with("authorization", "Bearer wrong").get(PATH).await.expect_problem(401, "unauthenticated");
}

#[tokio::test]
async fn chosen_responsibles_always_count_and_must_be_able_to_decide() {
    let House { desk, ann, mia, manager, logo, .. } = house().await;
    let bob = desk.user_marked("bob@desk.example", "Bob Bower", Role::Responsible, false).await;
    let body = json!({"mediaIds": [logo], "reason": "r", "responsibleIds": [bob.id(), mia.id(), 999, "x"]});
    let answer = mia.post(PATH, body).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/responsibleIds/1", "/responsibleIds/2", "/responsibleIds/3"]);
    let body = json!({"mediaIds": [logo], "reason": "r", "responsibleIds": [bob.id(), manager.id()]});
    let made = mia.post(PATH, body).await.expect(201).json();
    assert_eq!(made["responsibles"].as_array().unwrap().len(), 2);
    let address = format!("{PATH}/{}", made["id"]);
    ann.get(&address).await.expect(404);
    ann.post(&format!("{address}/decision"), json!({"decision": "approve"})).await.expect(404);
    bob.post(&format!("{address}/decision"), json!({"decision": "approve"})).await.expect(200);
}

#[tokio::test]
async fn in_folder_mode_each_responsible_decides_their_own_folders() {
    let House { desk, ann, mia, admin, .. } = house().await;
    desk.switch(RequestDownloadFolderModeEnabled, true).await;
    let bob = desk.user_marked("bob@desk.example", "Bob Bower", Role::Responsible, false).await;
    let cas = desk.user_marked("cas@desk.example", "Cas Carver", Role::Responsible, false).await;
    let one = desk.asset_in("Brand/Logos", "one.svg", "1").await.0;
    let two = desk.asset_in("Photos", "two.jpg", "2").await.0;
    let three = desk.asset("three.pdf", "3").await.0;
    desk.responsible_for("Brand", &[&bob]).await;
    desk.responsible_for("Photos", &[&cas]).await;
    let id = asked(&mia, &[one, two, three]).await;
    let whole = admin.get(&format!("{PATH}/{id}")).await.json();
    let responsible: Vec<i64> =
        whole["responsibles"].as_array().unwrap().iter().map(|user| user["id"].as_i64().unwrap()).collect();
    assert_eq!(responsible, [ann.id(), bob.id(), cas.id()]);
    let decision = format!("{PATH}/{id}/decision");
    bob.post(&decision, json!({"decision": "approve", "mediaIds": [two]})).await.expect_problem(403, "not-responsible");
    let after = bob.post(&decision, json!({"decision": "approve"})).await.expect(200).json();
    let states = |request: &Value| -> Vec<String> {
        request["items"].as_array().unwrap().iter().map(|item| item["status"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        (after["status"].as_str(), states(&after)),
        (Some("pending"), vec!["approved".into(), "pending".into(), "pending".into()])
    );
    assert_eq!(after["items"][0]["decidedBy"], json!({"id": bob.id(), "name": "Bob Bower"}));
    bob.post(&decision, json!({"decision": "deny"})).await.expect_problem(409, "already-decided");
    cas.post(&decision, json!({"decision": "deny", "message": "Not these."})).await.expect(200);
    let after = ann.post(&decision, json!({"decision": "approve"})).await.expect(200).json();
    assert_eq!(
        (after["status"].as_str(), states(&after)),
        (Some("partiallyApproved"), vec!["approved".into(), "denied".into(), "approved".into()])
    );
    mia.get(&format!("/api/dam/medias/{one}/content")).await.expect(200);
    mia.get(&format!("/api/dam/medias/{two}/content")).await.expect_problem(403, "no-access");
}

#[tokio::test]
async fn nobody_but_an_admin_decides_their_own_request() {
    let House { ann, admin, manager, logo, .. } = house().await;
    for actor in [&ann, &manager] {
        let id = asked(actor, &[logo]).await;
        actor
            .post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"}))
            .await
            .expect_problem(403, "own-request");
    }
    let id = asked(&admin, &[logo]).await;
    admin.post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"})).await.expect(200);
}

#[tokio::test]
async fn a_second_decision_is_told_who_decided_and_when() {
    let House { desk, ann, admin, mia, logo, photo, .. } = house().await;
    let id = asked(&mia, &[logo, photo]).await;
    let decision = format!("{PATH}/{id}/decision");
    let first = ann
        .post(&decision, json!({"decision": "deny", "mediaIds": [logo], "message": "Old."}))
        .await
        .expect(200)
        .json();
    assert_eq!(first["status"], "pending");
    assert_eq!(first["items"][0]["message"], "Old.");
    let answer = admin
        .post(&decision, json!({"decision": "approve", "mediaIds": [logo]}))
        .await
        .expect_problem(409, "already-decided");
    let problem = answer.json();
    assert_eq!(problem["decidedBy"], json!({"id": ann.id(), "name": "Ann Archer"}));
    assert_eq!(problem["decidedAt"], first["items"][0]["decidedAt"]);
    let done = admin.post(&decision, json!({"decision": "approve"})).await.expect(200).json();
    assert_eq!(done["status"], "partiallyApproved");
    assert_eq!(done["decidedBy"], json!({"id": admin.id(), "name": "Ada Min"}));
    let history = admin.get(&format!("/api/dam/events?requestId={id}&type=decision")).await.json();
    let about: Vec<(&str, &Value)> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| (event["type"].as_str().unwrap(), &event["mediaIds"]))
        .collect();
    assert_eq!(about, [("decision.approved", &json!([photo])), ("decision.denied", &json!([logo]))]);
    assert!(history["items"].as_array().unwrap().iter().all(|event| event["mail"] == "mia@desk.example"));
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("mia@desk.example").len(), 2, "one for each decision");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_decide_at_once_and_one_wins() {
    let House { desk, mia, logo, .. } = house().await;
    let id = asked(&mia, &[logo]).await;
    let mut calls = Vec::new();
    for number in 0..8 {
        let actor = desk.user(&format!("r{number}@desk.example"), "Rob Responsible", Role::Responsible).await;
        calls.push(actor);
    }
    let calls: Vec<_> = calls
        .into_iter()
        .map(|actor| {
            tokio::spawn(
                async move { actor.post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"})).await },
            )
        })
        .collect();
    let mut statuses = Vec::new();
    for call in calls {
        let answer = call.await.unwrap();
        if answer.status == 409 {
            assert!(answer.json()["decidedBy"]["id"].is_i64(), "{}", answer.text());
        }
        statuses.push(answer.status.as_u16());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409]);
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("mia@desk.example").len(), 1);
}

#[tokio::test]
async fn a_wrong_decision_is_told_every_fault() {
    let House { ann, mia, logo, photo, .. } = house().await;
    let id = asked(&mia, &[logo]).await;
    let decision = format!("{PATH}/{id}/decision");
    let body = json!({"decision": "maybe", "expiresAt": "2020-01-01", "message": 7, "mediaIds": []});
    let answer = ann.post(&decision, body).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/decision", "/expiresAt", "/mediaIds", "/message"]);
    let answer = ann.post(&decision, json!({})).await.expect(422);
    assert_eq!(answer.pointers(), ["/decision"]);
    let answer = ann.post(&decision, json!({"decision": "deny", "expiresAt": "2030-01-01"})).await.expect(422);
    assert_eq!(answer.pointers(), ["/expiresAt"]);
    let answer = ann.post(&decision, json!({"decision": "approve", "mediaIds": [logo, photo]})).await.expect(422);
    assert_eq!(answer.pointers(), ["/mediaIds/1"]);
    let done = ann.post(&decision, json!({"decision": "approve", "expiresAt": "2026-12-24"})).await.expect(200).json();
    assert_eq!(done["expiresAt"], "2026-12-24T23:59:59Z");
}

#[tokio::test]
async fn access_ends_at_its_date_and_by_revocation() {
    let House { desk, ann, mia, logo, photo, .. } = house().await;
    let id = asked(&mia, &[logo]).await;
    let content = format!("/api/dam/medias/{logo}/content");
    mia.get(&content).await.expect_problem(403, "no-access");
    let revocation = format!("{PATH}/{id}/revocation");
    ann.post(&revocation, json!({})).await.expect_problem(409, "nothing-granted");
    ann.post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"})).await.expect(200);
    assert_eq!(mia.get(&content).await.expect(200).text(), "<svg/>");
    mia.post(&revocation, json!({})).await.expect_problem(403, "not-responsible");
    let after = ann.post(&revocation, json!({"message": "Over."})).await.expect(200).json();
    assert_eq!((&after["status"], &after["items"][0]["status"]), (&json!("revoked"), &json!("revoked")));
    assert!(after["revokedAt"].is_string());
    mia.get(&content).await.expect_problem(403, "no-access");
    ann.post(&revocation, json!({})).await.expect_problem(409, "nothing-granted");

    let id = asked(&mia, &[photo]).await;
    let decision = json!({"decision": "approve", "expiresAt": "2026-11-01T13:00:00Z"});
    ann.post(&format!("{PATH}/{id}/decision"), decision).await.expect(200);
    mia.get(&format!("/api/dam/medias/{photo}/content")).await.expect(200);
    assert_eq!(ann.get("/api/dam/download-grants").await.json()["totalCount"], 1);
    desk.clock.pass(std::time::Duration::from_secs(60 * 60));
    mia.get(&format!("/api/dam/medias/{photo}/content")).await.expect_problem(403, "no-access");
    assert_eq!(ann.get("/api/dam/download-grants").await.json()["totalCount"], 0);
    assert_eq!(ann.get(&format!("{PATH}/{id}")).await.json()["status"], "approved");
}

#[tokio::test]
async fn a_grant_is_revoked_on_its_own() {
    let House { ann, mia, manager, logo, photo, .. } = house().await;
    let id = asked(&mia, &[logo, photo]).await;
    manager.post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"})).await.expect(200);
    let grants = manager.get("/api/dam/download-grants?size=1").await.expect(200).json();
    assert_eq!((&grants["totalCount"], grants["items"].as_array().unwrap().len()), (&json!(2), 1));
    let grant = &grants["items"][0];
    assert_eq!((&grant["scope"], &grant["requester"]["mail"]), (&json!("asset"), &json!("mia@desk.example")));
    let address = format!("/api/dam/download-grants/{}", grant["id"]);
    mia.delete(&address).await.expect_problem(403, "not-responsible");
    ann.delete(&address).await.expect(204);
    ann.delete(&address).await.expect(204);
    assert!(mia.get(&address).await.expect(200).json()["revokedAt"].is_string());
    let request = mia.get(&format!("{PATH}/{id}")).await.json();
    assert_eq!(request["status"], "approved", "{request}");
    assert_eq!(mia.get("/api/dam/download-grants").await.json()["totalCount"], 1);
    manager.delete("/api/dam/download-grants/999").await.expect(404);
}

#[tokio::test]
async fn many_are_decided_in_one_stroke_with_one_mail_for_each_requester() {
    let House { desk, ann, mia, admin, logo, photo, .. } = house().await;
    let a = asked_publicly(&desk, "a@visitor.example", &[logo], "one").await;
    let b = asked_publicly(&desk, "a@visitor.example", &[photo], "two").await;
    let c = asked_publicly(&desk, "c@visitor.example", &[photo], "three").await;
    let own = asked(&ann, &[logo]).await;
    desk.run_jobs().await;
    desk.mailbox.clear();
    ann.post(&format!("{PATH}/{c}/decision"), json!({"decision": "deny"})).await.expect(200);
    let body = json!({"ids": [a, b, c, own, 4_711, a], "decision": "approve", "message": "Yes."});
    let results = ann.post(&format!("{PATH}/decisions"), body).await.expect(200).json();
    let expected = json!({"results": [
        {"id": a, "status": "approved"}, {"id": b, "status": "approved"},
        {"id": c, "status": "denied", "code": "already-decided"},
        {"id": own, "status": "pending", "code": "own-request"}, {"id": 4_711, "code": "not-found"},
    ]});
    assert_eq!(results, expected);
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("a@visitor.example").len(), 1);
    assert_eq!(desk.mailbox.to("c@visitor.example").len(), 1);

    desk.mailbox.clear();
    let body = json!({"filter": {"status": ["approved"], "mail": "A@visitor.example"}, "message": "Over."});
    let results = admin.post(&format!("{PATH}/revocations"), body).await.expect(200).json();
    assert_eq!(results, json!({"results": [{"id": a, "status": "revoked"}, {"id": b, "status": "revoked"}]}));
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("a@visitor.example").len(), 1, "one mail for each requester");
    assert_eq!(
        mia.post(&format!("{PATH}/revocations"), json!({"ids": [a]})).await.expect(200).json(),
        json!({"results": [{"id": a, "code": "not-found"}]})
    );
}

#[tokio::test]
async fn a_wrong_bulk_call_does_nothing() {
    let House { ann, mia, logo, .. } = house().await;
    let id = asked(&mia, &[logo]).await;
    let bulk = format!("{PATH}/decisions");
    let answer = ann.post(&bulk, json!({"decision": "approve"})).await.expect(422);
    assert_eq!(answer.pointers(), ["/ids"]);
    let both = json!({"decision": "approve", "ids": [id], "filter": {}});
    assert_eq!(ann.post(&bulk, both).await.expect(422).pointers(), ["/ids"]);
    let body = json!({"decision": "approve", "filter": {"status": "pending", "kitId": "x", "mail": "?", "createdAfter": "soon"}});
    let answer = ann.post(&bulk, body).await.expect(422);
    assert_eq!(answer.pointers(), ["/filter/createdAfter", "/filter/kitId", "/filter/mail", "/filter/status"]);
    let body = json!({"ids": [id, "x"], "expiresAt": "2020-01-01"});
    assert_eq!(ann.post(&bulk, body).await.expect(422).pointers(), ["/decision", "/expiresAt", "/ids/1"]);
    let many = json!({"decision": "approve", "ids": (0..10_001).collect::<Vec<i64>>()});
    assert_eq!(ann.post(&bulk, many).await.expect(422).pointers(), ["/ids"]);
    assert_eq!(ann.get(&format!("{PATH}/{id}")).await.json()["status"], "pending");
}

#[tokio::test]
async fn the_list_shows_what_one_may_decide_and_ones_own() {
    let House { desk, ann, mia, manager, logo, .. } = house().await;
    let bob = desk.user_marked("bob@desk.example", "Bob Bower", Role::Responsible, false).await;
    let one = asked(&mia, &[logo]).await;
    let body = json!({"mediaIds": [logo], "reason": "r", "responsibleIds": [bob.id()]});
    let two = mia.post(PATH, body).await.expect(201).json()["id"].as_i64().unwrap();
    let three = asked(&bob, &[logo]).await;
    assert_eq!(ids(&manager.get(PATH).await.json()), [three, two, one]);
    assert_eq!(ids(&ann.get(PATH).await.json()), [three, one]);
    assert_eq!(ids(&bob.get(PATH).await.json()), [three, two]);
    assert_eq!(ids(&mia.get(PATH).await.json()), [two, one]);
    assert_eq!(ids(&manager.get(&format!("{PATH}?responsibleId={}", bob.id())).await.json()), [two]);
    assert_eq!(ids(&manager.get(&format!("{PATH}?sort=created")).await.json()), [one, two, three]);
}

#[tokio::test]
async fn the_list_is_filtered_and_searched_in_every_script() {
    let House { desk, ann, admin, logo, photo, .. } = house().await;
    let one = asked_publicly(&desk, "a@visitor.example", &[logo], "Für das ÜBERSEE-Museum").await;
    desk.clock.pass(std::time::Duration::from_secs(60));
    let two = asked_publicly(&desk, "b@visitor.example", &[photo], "لملصق المعرض").await;
    desk.clock.pass(std::time::Duration::from_secs(60));
    let three = asked_publicly(&desk, "c@visitor.example", &[logo, photo], "100% _sure_").await;
    ann.post(&format!("{PATH}/{two}/decision"), json!({"decision": "deny"})).await.expect(200);
    let search = async |query: &str| ids(&admin.get(&format!("{PATH}?{query}")).await.expect(200).json());
    assert_eq!(search("q=%C3%BCbersee").await, [one]);
    assert_eq!(search("q=%D8%A7%D9%84%D9%85%D8%B9%D8%B1%D8%B6").await, [two]);
    assert_eq!(search("q=GR%C3%96%C3%9FE").await, [three, two], "titles");
    assert_eq!(search("q=m%C3%BCller").await.len(), 3, "names");
    assert_eq!(search("q=B@visitor").await, [two], "addresses");
    assert_eq!(search("q=bersee").await, Vec::<i64>::new(), "words are found by their beginnings");
    assert_eq!(search("q=su%20100%25").await, [three], "all of them, in any order");
    assert_eq!(search("q=M%C3%BCller%20muse").await, [one], "and wherever each stands");
    assert_eq!(search("q=%25").await, Vec::<i64>::new(), "no wildcards, and no word that could be found");
    assert_eq!(search("q=%00").await.len(), 3);
    assert_eq!(search("status=denied").await, [two]);
    assert_eq!(search("status=pending&status=denied").await, [three, two, one]);
    assert_eq!(search(&format!("mediaId={logo}")).await, [three, one]);
    assert_eq!(search("mail=C@Visitor.example").await, [three]);
    assert_eq!(search("kitId=999").await, Vec::<i64>::new());
    let at = admin.get(&format!("{PATH}/{two}")).await.json()["createdAt"].as_str().unwrap().to_owned();
    assert_eq!(search(&format!("createdAfter={at}")).await, [three, two]);
    assert_eq!(search(&format!("createdBefore={at}")).await, [one]);
    assert_eq!(search("createdAfter=2026-11-01T13:00:00+01:00").await, [three, two, one]);
    let wrong = "status=maybe&kitId=x&mediaId=1.5&mail=nobody&createdAfter=soon&sort=title&size=0&cursor=x";
    let answer = admin.get(&format!("{PATH}?{wrong}")).await.expect_problem(422, "invalid");
    assert_eq!(
        answer.pointers(),
        ["/createdAfter", "/cursor", "/kitId", "/mail", "/mediaId", "/size", "/sort", "/status"]
    );
    admin.get(&format!("{PATH}?size=201")).await.expect(422);
}

#[tokio::test]
async fn pages_stay_right_while_rows_come_and_go() {
    let House { ann, mia, admin, logo, .. } = house().await;
    let mut made = Vec::new();
    for _ in 0..7 {
        made.push(asked(&mia, &[logo]).await);
    }
    let path = format!("{PATH}?status=pending&size=3");
    let first = admin.get(&path).await.json();
    assert_eq!((ids(&first), &first["totalCount"]), (vec![made[6], made[5], made[4]], &json!(7)));
    asked(&mia, &[logo]).await;
    for gone in [made[5], made[3]] {
        ann.post(&format!("{PATH}/{gone}/decision"), json!({"decision": "deny"})).await.expect(200);
    }
    let next = format!("{path}&cursor={}", first["nextCursor"].as_str().unwrap());
    let second = admin.get(&next).await.json();
    assert_eq!((ids(&second), &second["nextCursor"]), (vec![made[2], made[1], made[0]], &Value::Null));
    admin.get(&format!("{next}&sort=created")).await.expect(422);
    admin.get(&format!("/api/dam/events?cursor={}", first["nextCursor"].as_str().unwrap())).await.expect(422);
}

#[tokio::test]
async fn a_user_s_key_answers_the_same_once() {
    let House { mia, ann, logo, photo, .. } = house().await;
    let keyed = mia.clone().with("idempotency-key", "k");
    let body = json!({"mediaIds": [logo], "reason": "r"});
    let first = keyed.post(PATH, body.clone()).await.expect(201).json();
    assert_eq!(keyed.post(PATH, body.clone()).await.expect(201).json(), first);
    keyed.post(PATH, json!({"mediaIds": [photo], "reason": "r"})).await.expect_problem(422, "idempotency-key-reused");
    let other = ann.clone().with("idempotency-key", "k").post(PATH, body.clone()).await.expect(201).json();
    assert_ne!(other["id"], first["id"]);
    assert_ne!(mia.post(PATH, body).await.expect(201).json()["id"], first["id"], "without a key it is made each time");
}

#[tokio::test]
async fn what_is_no_request_is_not_found() {
    let House { admin, mia, ann, logo, .. } = house().await;
    for path in ["0", "999", "x", "-1", "99999999999999999999", "1.0"] {
        admin.get(&format!("{PATH}/{path}")).await.expect_problem(404, "not-found");
    }
    let id = asked(&ann, &[logo]).await;
    mia.get(&format!("{PATH}/{id}")).await.expect(404);
    mia.post(&format!("{PATH}/{id}/decision"), json!({"decision": "approve"})).await.expect(404);
    let answer = admin.get(&format!("{PATH}/{id}/decision")).await.expect_problem(405, "method-not-allowed");
    assert_eq!(answer.header("allow"), "POST");
    admin.get("/api/nothing").await.expect_problem(404, "not-found");
}
