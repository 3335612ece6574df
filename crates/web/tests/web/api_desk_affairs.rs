//! What programs may do beside requests and assets: their own tokens, saved replies, notes of colleagues, correcting names,
//! inviting again; and what they are told of limits.

use domain::{TechnicalProperty::*, *};
use serde_json::{Value, json};
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const TOKENS: &str = "/api/dam/tokens";

fn bearing(desk: &Desk, token: &Value) -> Actor {
    desk.visitor().with("authorization", &format!("Bearer {}", token.as_str().expect("a token")))
}

#[tokio::test]
async fn a_program_makes_itself_a_token_that_may_less() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let body = json!({"name": " Nightly  export ", "scope": "read", "expiresAt": "2099-01-01T00:00:00Z"});
    let answer = admin.post(TOKENS, body).await.expect(201);
    let made = answer.json();
    assert_eq!(answer.header("location"), format!("{TOKENS}/{}", made["id"]));
    assert_eq!((answer.header("cache-control"), answer.header("etag")), ("no-store", ""));
    assert_eq!((&made["scope"], &made["expiresAt"]), (&json!("read"), &json!("2099-01-01T00:00:00Z")));
    let reader = bearing(&desk, &made["token"]);
    reader.get("/api/dam/users").await.expect(200);
    reader.post(TOKENS, json!({"name": "more"})).await.expect_problem(403, "token-scope");
    let shown = admin.get(answer.header("location")).await.expect(200);
    assert!(!shown.text().contains(made["token"].as_str().unwrap()), "it is told once");
    assert_eq!(admin.get(TOKENS).await.json()["totalCount"], 2, "with the one of these tests");
    mia.get(answer.header("location")).await.expect(404);
    mia.delete(answer.header("location")).await.expect(404);
    admin.delete(answer.header("location")).await.expect(204);
    reader.get("/api/dam/users").await.expect(401);
    let wrong = json!({"name": " ", "scope": "most", "expiresAt": "2001-01-01T00:00:00Z", "user": 1});
    let answer = admin.post(TOKENS, wrong).await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/expiresAt", "/name", "/scope", "/user"]);
}

#[tokio::test]
async fn a_repeated_call_tells_the_same_token_again() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let keyed = admin.clone().with("idempotency-key", "once");
    let body = json!({"name": "Export"});
    let (first, at_once) = tokio::join!(keyed.post(TOKENS, body.clone()), keyed.post(TOKENS, body.clone()));
    let first = first.expect(201).json();
    assert_eq!(at_once.expect(201).json(), first, "also at the same instant");
    assert_eq!(keyed.post(TOKENS, body.clone()).await.expect(201).json(), first);
    bearing(&desk, &first["token"]).get(TOKENS).await.expect(200);
    keyed.post(TOKENS, json!({"name": "Other"})).await.expect_problem(422, "idempotency-key-reused");
    let other = admin.post(TOKENS, body).await.expect(201).json();
    assert_ne!(other["token"], first["token"]);
    assert_eq!(admin.get(TOKENS).await.json()["totalCount"], 3);
}

#[tokio::test]
async fn a_token_that_ends_makes_none_that_ends_later() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let end = "2099-01-01T00:00:00Z";
    let ending = admin.post(TOKENS, json!({"name": "ending", "expiresAt": end})).await.expect(201).json();
    let ending = bearing(&desk, &ending["token"]);
    for wish in [json!({"name": "x"}), json!({"name": "x", "expiresAt": "2099-01-01T00:00:01Z"})] {
        assert_eq!(ending.post(TOKENS, wish).await.expect(422).pointers(), ["/expiresAt"]);
    }
    ending.post(TOKENS, json!({"name": "x", "expiresAt": end})).await.expect(201);
}

#[tokio::test]
async fn saved_replies_are_written_by_managers_for_all_who_decide() {
    let desk = Desk::open().await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Responsible).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let path = "/api/dam/saved-replies";
    let body = json!({"title": "Credit", "text": "Name us."});
    rita.post(path, body.clone()).await.expect_problem(403, "managers-only");
    let keyed = max.clone().with("idempotency-key", "reply");
    let made = keyed.post(path, body.clone()).await.expect(201);
    assert_eq!(keyed.post(path, body).await.expect(201).json(), made.json());
    let place = made.header("location").to_owned();
    assert_eq!(rita.get(path).await.json()["items"], json!([made.json()]));
    assert_eq!(
        (mia.get(path).await.json()["totalCount"].clone(), mia.get(&place).await.status.as_u16()),
        (json!(0), 404)
    );
    let changed = max.patch(&place, json!({"text": "Please name us."})).await.expect(200).json();
    assert_eq!((&changed["title"], &changed["text"]), (&json!("Credit"), &json!("Please name us.")));
    let wrong = json!({"title": "t".repeat(81), "text": " ", "id": 1});
    assert_eq!(max.patch(&place, wrong).await.expect(422).pointers(), ["/id", "/text", "/title"]);
    assert_eq!(max.post(path, json!({})).await.expect(422).pointers(), ["/text", "/title"]);
    rita.delete(&place).await.expect(403);
    max.delete(&place).await.expect(204);
    max.delete(&place).await.expect(404);
}

#[tokio::test]
async fn colleagues_note_on_a_request() {
    let desk = Desk::open().await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Responsible).await;
    let ann = desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let asset = desk.asset("logo.svg", "<svg/>").await;
    let mut asked = Vec::new();
    for reason in ["r", "s"] {
        let made = mia.post(REQUESTS, json!({"mediaIds": [asset], "reason": reason})).await.expect(201).json();
        asked.push(format!("{REQUESTS}/{}/notes", made["id"]));
    }
    let keyed = rita.clone().with("idempotency-key", "note");
    let made = keyed.post(&asked[0], json!({"text": " I know her. "})).await.expect(201);
    assert_eq!(made.json()["text"], "I know her.");
    assert_eq!(made.json()["author"], "Rita Rose");
    assert_eq!(keyed.post(&asked[0], json!({"text": " I know her. "})).await.expect(201).json(), made.json());
    keyed.post(&asked[1], json!({"text": " I know her. "})).await.expect_problem(422, "idempotency-key-reused");
    let list = ann.get(&asked[0]).await.expect(200).json();
    assert_eq!((&list["items"][0], &list["totalCount"]), (&made.json(), &json!(1)));
    assert_eq!(ann.get(made.header("location")).await.expect(200).json(), made.json());
    for path in [asked[0].clone(), made.header("location").to_owned()] {
        mia.get(&path).await.expect_problem(403, "not-responsible");
    }
    mia.post(&asked[0], json!({"text": "x"})).await.expect_problem(403, "not-responsible");
    assert_eq!(rita.post(&asked[0], json!({"text": " "})).await.expect(422).pointers(), ["/text"]);
    assert_eq!(rita.post(&asked[0], json!({"text": "x".repeat(2_001)})).await.expect(422).pointers(), ["/text"]);
    ann.delete(made.header("location")).await.expect_problem(403, "not-yours");
    rita.delete(&made.header("location").replace(&asked[0], &asked[1])).await.expect(404);
    rita.delete(made.header("location")).await.expect(204);
    assert_eq!(rita.get(&asked[0]).await.json()["totalCount"], 0);
}

#[tokio::test]
async fn an_external_user_is_corrected_and_noted() {
    let desk = Desk::open().await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Responsible).await;
    let asset = desk.asset("logo.svg", "<svg/>").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let ask = |last: &str| json!({"mediaIds": [asset], "firstName": "Zoe", "lastName": last, "mail": "zoe@press.example", "reason": "r"});
    let public = "/api/public/download-validation-requests";
    desk.visitor().post(public, ask("Zimer")).await.expect(201);
    desk.visitor().post(public, ask("Zimmer")).await.expect_problem(422, "requester-mismatch");
    let id = max.get("/api/dam/external-users").await.json()["items"][0]["id"].clone();
    let path = format!("/api/dam/external-users/{id}");
    rita.patch(&path, json!({"lastName": "x"})).await.expect_problem(403, "managers-only");
    let wrong = json!({"firstName": null, "lastName": "\n", "mail": "x@y.example"});
    assert_eq!(max.patch(&path, wrong).await.expect(422).pointers(), ["/firstName", "/lastName", "/mail"]);
    let changed = max.patch(&path, json!({"lastName": "Zimmer"})).await.expect(200).json();
    assert_eq!((&changed["firstName"], &changed["lastName"]), (&json!("Zoe"), &json!("Zimmer")));
    desk.visitor().post(public, ask("Zimmer")).await.expect(201);
    assert_eq!(max.get("/api/dam/external-users?q=zimmer").await.json()["totalCount"], 1);
    let notes = format!("{path}/notes");
    let keyed = max.clone().with("idempotency-key", "n");
    let note = keyed.post(&notes, json!({"text": "Writes for the Tide."})).await.expect(201);
    assert_eq!(keyed.post(&notes, json!({"text": "Writes for the Tide."})).await.expect(201).json(), note.json());
    assert_eq!(max.get(note.header("location")).await.expect(200).json(), note.json());
    assert_eq!(max.get(&notes).await.json()["items"], json!([note.json()]));
    rita.get(&notes).await.expect_problem(403, "managers-only");
    max.delete(note.header("location")).await.expect(204);
    max.get(note.header("location")).await.expect(404);
    assert_eq!(max.get("/api/dam/events?type=externalUser.changed").await.json()["totalCount"], 1);
}

#[tokio::test]
async fn a_user_is_invited_again_until_they_came() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let body = json!({"mail": "new@desk.example", "firstName": "Nora", "role": "member"});
    let made = admin.post("/api/dam/users", body).await.expect(201).json();
    let path = format!("/api/dam/users/{}/invitation", made["id"]);
    max.post(&path, json!({})).await.expect_problem(403, "admins-only");
    assert_eq!(admin.post(&path, json!({})).await.expect(200).json(), made);
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("new@desk.example").len(), 2);
    let body = json!({"mail": "set@desk.example", "firstName": "Sue", "role": "member", "password": "long enough 1"});
    let set = admin.post("/api/dam/users", body).await.expect(201).json();
    let path = format!("/api/dam/users/{}/invitation", set["id"]);
    admin.post(&path, json!({})).await.expect_problem(409, "invitation-accepted");
}

#[tokio::test]
async fn limits_say_what_is_left_of_them() {
    let desk = Desk::open().await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let asset = desk.asset("logo.svg", "<svg/>").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let path = "/api/public/download-validation-requests";
    let ask = |number: u32| {
        let mail = format!("zoe{number}@press.example");
        json!({"mediaIds": [asset], "firstName": "Zoe", "lastName": "Z", "mail": mail, "reason": "r"})
    };
    let first = desk.visitor().post(path, ask(0)).await.expect(201);
    assert_eq!(first.header("ratelimit-policy"), "\"network\";q=60;w=3600, \"address\";q=10;w=3600");
    assert_eq!(first.header("ratelimit"), "\"network\";r=59");
    let wrong = desk.visitor().post(path, json!({})).await.expect(422);
    assert_eq!(wrong.header("ratelimit"), "\"network\";r=59", "what is refused counts nowhere");
    for number in 1..60 {
        desk.visitor().post(path, ask(number)).await.expect(201);
    }
    let late = desk.visitor().post(path, ask(60)).await.expect_problem(429, "too-many-requests");
    assert_eq!(late.header("ratelimit"), "\"network\";r=0");
    assert!(late.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0), "{:?}", late.headers);
    assert_eq!(
        desk.visitor().from("198.51.100.7").post(path, ask(60)).await.expect(201).header("ratelimit"),
        "\"network\";r=59"
    );
}

#[tokio::test]
async fn what_can_not_be_an_id_or_is_said_twice_is_refused() {
    let desk = Desk::open().await;
    let admin = desk.user("ada@desk.example", "Ada Min", Role::Admin).await;
    let wrong = [
        ("medias", "kitId=0", "/kitId"),
        ("medias", "kitId=", "/kitId"),
        ("medias", "folderId=9007199254740992", "/folderId"),
        ("medias", "folderId=1&folderId=2", "/folderId"),
        ("events", "createdAfter=", "/createdAfter"),
        ("events", "mail=", "/mail"),
        ("download-validation-requests", "status=", "/status"),
        ("download-validation-requests", "sort=", "/sort"),
        ("download-validation-requests", "sort=created&sort=created", "/sort"),
        ("insights/places", "from=", "/from"),
        ("insights/places", "size=", "/size"),
        ("insights/places", "kitId=1&kitId=1", "/kitId"),
    ];
    for (list, query, pointer) in wrong {
        let answer = admin.get(&format!("/api/dam/{list}?{query}")).await.expect_problem(422, "invalid");
        assert_eq!(answer.pointers(), [pointer], "{list}?{query}");
    }
    admin.get("/api/dam/download-validation-requests?status=pending&status=denied&q=").await.expect(200);
    let body = json!({"name": "x".repeat(201), "parentId": -1, "responsibleIds": [0]});
    let answer = admin.post("/api/dam/folders", body).await.expect(422);
    assert_eq!(answer.pointers(), ["/name", "/parentId", "/responsibleIds/0"]);
    let asset = desk.asset("a.txt", "a").await;
    for query in ["format=", "width=1&width=1", "size=1"] {
        admin.get(&format!("/api/dam/medias/{asset}/content?{query}")).await.expect_problem(422, "invalid");
    }
    let wrong_method = admin.put("/api/dam/kits", json!({})).await.expect_problem(405, "method-not-allowed");
    let mut allowed: Vec<&str> = wrong_method.header("allow").split(',').map(str::trim).collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
}

#[tokio::test]
async fn what_was_deleted_is_listed_and_comes_back() {
    let desk = Desk::open().await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let (one, two) = (desk.asset("a.txt", "a").await, desk.asset("b.txt", "b").await);
    for asset in [one, two] {
        max.delete(&format!("/api/dam/medias/{asset}")).await.expect(204);
    }
    let path = "/api/dam/deleted-medias";
    mia.get(path).await.expect_problem(403, "managers-only");
    let first = max.get(&format!("{path}?size=1")).await.expect(200).json();
    assert_eq!((&first["items"][0]["id"], &first["items"][0]["deletedBy"]), (&json!(two), &json!("Max Manager")));
    let next = format!("{path}?size=1&cursor={}", first["nextCursor"].as_str().unwrap());
    let second = max.get(&next).await.expect(200).json();
    assert_eq!((&second["items"][0]["id"], &second["totalCount"]), (&json!(one), &json!(2)));
    max.post(&format!("/api/dam/medias/{two}/restoration"), json!({})).await.expect(200);
    assert_eq!(max.get(path).await.json()["totalCount"], 1);
}

#[tokio::test]
async fn one_sees_and_ends_one_s_own_sessions() {
    let desk = Desk::open().await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let browser = desk.signed_in(&mia).await;
    let list = mia.get("/api/dam/sessions").await.expect(200).json();
    assert_eq!(list["totalCount"], 1);
    let session = format!("/api/dam/sessions/{}", list["items"][0]["id"]);
    assert_eq!(mia.get(&session).await.expect(200).json(), list["items"][0]);
    max.get(&session).await.expect(404);
    max.delete(&session).await.expect(404);
    browser.get("/api/dam/sessions").await.expect(200);
    mia.delete(&session).await.expect(204);
    browser.get("/api/dam/sessions").await.expect(401);
    mia.get(&session).await.expect(404);
}
