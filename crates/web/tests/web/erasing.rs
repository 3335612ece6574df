//! Erasing a person, exporting what is stored about them, and making one of two, at the desk and by programs.

use app::backup::Onlooker;
use domain::*;
use serde_json::{Value, json};
use std::path::Path;
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const PEOPLE: &str = "/api/dam/external-users";
const VERA: &str = "vera.vane@press.example";
const REASON: &str = "For a story about quokkas.";

struct House {
    desk: Desk,
    admin: Actor,
    manager: Actor,
    browser: Actor,
    assets: Vec<AssetId>,
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let manager = desk.user("mo@desk.example", "Mo Marsh", Role::Manager).await;
    let assets = vec![desk.asset("one.txt", "one").await, desk.asset("two.txt", "two").await];
    desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    desk.kit("now", Privacy::Public, Policy::NoApproval, &assets).await;
    let browser = desk.signed_in(&admin).await;
    House { desk, admin, manager, browser, assets }
}

impl House {
    async fn asks(&self, browser: &Actor, kit: &str, mail: &str, assets: &[AssetId], message: &str) -> Answer {
        let wanted: String = assets.iter().map(|asset| format!("&mediaId={asset}")).collect();
        let form = browser.get(&format!("/kits/{kit}/request?x=1{wanted}")).await.expect(200).text();
        let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let fields = format!("mail={mail}&message={}{wanted}&form={token}", message.replace(' ', "+"));
        browser.post_form(&format!("/kits/{kit}/request"), &fields).await.expect(200)
    }

    async fn newest(&self, mail: &str) -> Value {
        let path = format!("{REQUESTS}?sort=-created&mail={mail}");
        self.admin.get(&path).await.expect(200).json()["items"][0].clone()
    }

    async fn person(&self, mail: &str) -> i64 {
        let found = self.admin.get(&format!("{PEOPLE}?q={mail}")).await.expect(200).json();
        found["items"][0]["id"].as_i64().unwrap_or_else(|| panic!("{mail}: {found}"))
    }

    async fn decide(&self, request: &Value, body: Value) {
        self.admin.post(&format!("{REQUESTS}/{}/decision", request["id"]), body).await.expect(200);
    }

    /// The browser in which the newest pick-up link sent to an address was opened.
    async fn picks_up(&self, mail: &str) -> Actor {
        self.desk.run_jobs().await;
        let letters = self.desk.mailbox.to(mail);
        let link = letters.iter().rev().find_map(|letter| letter.link("/pickup/")).expect("a pick-up link");
        let answer = self.desk.visitor().get(link.trim_start_matches("http://desk.example")).await.expect(303);
        self.desk.visitor().with("cookie", &cookies_of(&answer))
    }

    /// Vera asked twice, got one thing and downloaded it, waits for the other, and was let in elsewhere at once.
    async fn vera(&self) -> (Actor, i64) {
        let body = json!({"mediaIds": [self.assets[0]], "mail": VERA, "firstName": "Veronika", "lastName": "Vane-Winter",
            "reason": REASON, "kitId": 1});
        self.desk.visitor().post("/api/public/download-validation-requests", body).await.expect(201);
        let asked = self.newest(VERA).await;
        self.decide(&asked, json!({"decision": "approve", "message": "With pleasure, dear Veronika."})).await;
        let vera = self.picks_up(VERA).await;
        vera.get(&format!("/kits/press/assets/{}/download", self.assets[0])).await.expect(200);
        self.asks(&vera, "press", VERA, &self.assets[1..], "Quokkas again.").await;
        self.asks(&self.desk.visitor(), "now", VERA, &[], "Quokkas at once.").await;
        let id = self.person(VERA).await;
        let page = format!("/admin/users/external-users/{id}");
        self.browser.post_form(&format!("{page}/notes"), "text=Likes+marsupials.").await.expect(303);
        (vera, id)
    }

    async fn total(&self, path: &str) -> u64 {
        self.admin.get(path).await.expect(200).json()["totalCount"].as_u64().unwrap()
    }

    /// What insight is made of, and how many requests stand where.
    async fn counts(&self) -> Vec<u64> {
        let mut counts = Vec::new();
        for path in [
            "/api/dam/events?type=request.created",
            "/api/dam/events?type=download",
            "/api/dam/events?type=decision",
            REQUESTS,
        ] {
            counts.push(self.total(path).await);
        }
        counts.push(self.total(&format!("{REQUESTS}?status=approved")).await);
        counts.push(self.total(&format!("{REQUESTS}?mediaId={}", self.assets[0])).await);
        counts
    }
}

struct Unseen;

impl Onlooker for Unseen {
    fn expects(&self, _: u64) {}
    fn did(&self, _: u64) {}
}

/// The files below a folder that hold one of these, in any case.
fn holding(folder: &Path, needles: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            found.extend(holding(&path, needles));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap_or_default().to_ascii_lowercase();
        for needle in needles {
            if bytes.windows(needle.len()).any(|part| part == needle.as_bytes()) {
                found.push(format!("{needle} in {}", path.display()));
            }
        }
    }
    found
}

const NEEDLES: [&str; 6] = ["vera.vane", "press.example", "veronika", "vane-winter", "quokka", "marsupial"];

#[tokio::test]
async fn a_person_who_is_erased_is_nowhere_and_the_counts_are_as_before() {
    let house = house().await;
    let (vera, id) = house.vera().await;
    house.asks(&house.desk.visitor(), "press", "zoe@elsewhere.example", &house.assets[..1], "A poster.").await;
    let file = format!("/kits/press/assets/{}/download", house.assets[0]);
    vera.get(&file).await.expect(200);
    let before = house.counts().await;
    let page = format!("/admin/users/external-users/{id}/erasure");
    let said = house.browser.get(&page).await.expect(200).text();
    assert!(said.contains("3 requests of an erased person") && said.contains("under review"), "{said}");
    // Another address erases nobody, and what was typed is still there.
    let said = house.browser.post_form(&page, "mail=zoe%40elsewhere.example").await.expect(422).text();
    assert!(said.contains("not the address") && said.contains("value=\"zoe@elsewhere.example\""), "{said}");
    let answer = house.browser.post_form(&page, "mail=+Vera.Vane%40PRESS.example").await.expect(303);
    assert_eq!(answer.header("location"), "/admin/users/external-users?done=erased");

    assert_eq!(house.counts().await, before);
    assert_eq!(house.total(&format!("{REQUESTS}?status=cancelled")).await, 1);
    assert_eq!(house.total(&format!("{REQUESTS}?mail={VERA}")).await, 0);
    assert_eq!(house.total(&format!("{PEOPLE}?q=vera")).await, 0);
    assert_eq!(house.total(PEOPLE).await, 1);
    vera.get(&file).await.expect(403);
    assert_eq!(house.total("/api/dam/download-grants").await, 0);
    let listed = house.admin.get(REQUESTS).await.expect(200).text().to_lowercase();
    let history = house.admin.get("/api/dam/events?size=200").await.expect(200).text().to_lowercase();
    let desk = house.browser.get("/admin/users/download-requests?tab=all").await.expect(200).text().to_lowercase();
    for needle in NEEDLES {
        assert!(!listed.contains(needle) && !history.contains(needle) && !desk.contains(needle), "{needle}");
    }
    // Mails that waited are not sent any more.
    let sent = house.desk.mailbox.to(VERA).len();
    house.desk.run_jobs().await;
    assert_eq!(house.desk.mailbox.to(VERA).len(), sent);
    if std::env::var("AJAR_TEST_ENGINE").as_deref() != Ok("postgres") {
        assert_eq!(holding(house.desk.data(), &NEEDLES), Vec::<String>::new());
        assert_ne!(holding(house.desk.data(), &["zoe@elsewhere.example"]), Vec::<String>::new());
    }
    let backups = tempfile::tempdir().unwrap();
    app::back_up::back_up(&house.desk.app, &backups.path().join("later"), &Unseen).await.expect("a backup");
    assert_eq!(holding(backups.path(), &NEEDLES), Vec::<String>::new());
    assert_ne!(holding(backups.path(), &["zoe@elsewhere.example"]), Vec::<String>::new());
    // Who asks with the address again is somebody new, of whom nothing is known.
    house.asks(&house.desk.visitor(), "press", VERA, &house.assets[..1], "Again.").await;
    assert_ne!(house.person(VERA).await, id);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_program_of_an_admin_erases_and_nobody_elses() {
    let house = house().await;
    let (_, id) = house.vera().await;
    let path = format!("{PEOPLE}/{id}");
    let responsible = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    house.desk.visitor().delete(&path).await.expect_problem(401, "unauthenticated");
    house.manager.delete(&path).await.expect_problem(403, "admins-only");
    responsible.get(&path).await.expect_problem(403, "managers-only");
    house
        .desk
        .signed_in(&house.manager)
        .await
        .get(&format!("/admin/users/external-users/{id}/erasure"))
        .await
        .expect(403);
    house.admin.delete(&path).await.expect(204);
    house.admin.delete(&path).await.expect_problem(404, "not-found");
    house.admin.get(&path).await.expect_problem(404, "not-found");
    house.browser.get(&format!("/admin/users/external-users/{id}")).await.expect(404);
    let history = house.browser.get("/admin/history?type=externalUser").await.expect(200).text();
    assert!(history.contains("Erased") && history.contains("Rita Rose"), "{history}");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn everything_that_is_stored_about_a_person_comes_as_json_and_as_a_table() {
    let house = house().await;
    let (_, id) = house.vera().await;
    let record = house.manager.get(&format!("{PEOPLE}/{id}")).await.expect(200).json();
    assert_eq!((record["mail"].as_str(), record["firstName"].as_str()), (Some(VERA), Some("Veronika")));
    let reasons: Vec<&str> =
        record["requests"].as_array().unwrap().iter().filter_map(|request| request["reason"].as_str()).collect();
    assert_eq!(reasons, ["Quokkas at once.", "Quokkas again.", REASON]);
    assert_eq!(record["requests"][2]["message"], "With pleasure, dear Veronika.");
    assert_eq!(
        record["notes"][0],
        json!({"by": "Rita Rose", "text": "Likes marsupials.", "createdAt": record["notes"][0]["createdAt"]})
    );
    assert_eq!(record["grants"].as_array().map(Vec::len), Some(2));
    assert!(record["events"].as_array().unwrap().iter().any(|event| event["type"] == "download.asset"), "{record}");
    assert!(!record["links"].as_array().unwrap().is_empty());
    let page = format!("/admin/users/external-users/{id}");
    let file = house.browser.get(&format!("{page}/export?format=json")).await.expect(200);
    assert!(file.header("content-disposition").contains(&format!("external-user-{id}.json")));
    assert_eq!(file.json()["requests"], record["requests"]);
    let table = house.browser.get(&format!("{page}/export?format=csv")).await.expect(200).text();
    for part in ["record,id,createdAt", VERA, REASON, "Likes marsupials.", "dear Veronika", "download.asset"] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let csv = house.manager.clone().with("accept", "text/csv").get(&format!("{PEOPLE}/{id}")).await.expect(200);
    assert!(csv.header("content-type").starts_with("text/csv") && csv.text().starts_with("record,"), "{}", csv.text());
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_page_of_a_person_leads_to_everything_they_did() {
    let house = house().await;
    let (vera, id) = house.vera().await;
    let path = format!("/admin/users/external-users/{id}");
    let page = house.browser.get(&path).await.expect(200).text();
    for part in ["Veronika Vane-Winter", VERA, REASON, "Likes marsupials.", "One browser", "1 download", "3 requests"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let list = house.browser.get("/admin/users/external-users").await.expect(200).text();
    assert!(list.contains(&format!("href=\"{path}\"")), "{list}");
    let empty = house.browser.post_form(&format!("{path}/notes"), "text=+").await.expect(422).text();
    assert!(empty.contains("Write something"), "{empty}");
    let note = page.split("/notes/").nth(1).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
    house.browser.post_form(&format!("{path}/notes/{note}/removal"), "").await.expect(303);
    assert!(!house.browser.get(&path).await.expect(200).text().contains("marsupials"));
    // Her browser is known until somebody ends it; what was approved stays.
    let file = format!("/kits/press/assets/{}/download", house.assets[0]);
    vera.get(&file).await.expect(200);
    house.browser.post_form(&format!("{path}/links/end"), "").await.expect(303);
    vera.get(&file).await.expect(403);
    let page = house.browser.get(&path).await.expect(200).text();
    assert!(page.contains("No link that was sent") && !page.contains("One browser"), "{page}");
    assert_eq!(house.total("/api/dam/download-grants").await, 1);
    let responsible = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    house.desk.signed_in(&responsible).await.get(&path).await.expect(403);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn two_addresses_of_one_person_become_one_and_prove_no_more_than_before() {
    let house = house().await;
    let (vera, gone) = house.vera().await;
    let private = "vera@home.example";
    house.asks(&house.desk.visitor(), "press", private, &house.assets[..1], "From home.").await;
    house.decide(&house.newest(private).await, json!({"decision": "approve"})).await;
    let at_home = house.picks_up(private).await;
    let kept = house.person(private).await;
    let before = house.counts().await;
    let page = format!("/admin/users/external-users/{kept}");
    let nobody = house.browser.get(&format!("{page}/merger?mail=nobody%40else.example")).await.expect(422).text();
    assert!(nobody.contains("Nobody has asked") && nobody.contains("value=\"nobody@else.example\""), "{nobody}");
    let preview = house.browser.get(&format!("{page}/merger?mail=vera.vane%40press.example")).await.expect(200).text();
    assert!(preview.contains("Make one of two") && preview.contains(VERA) && preview.contains(private), "{preview}");
    house.browser.post_form(&format!("{page}/merger"), &format!("other={kept}")).await.expect(422);
    house.browser.post_form(&format!("{page}/merger"), &format!("other={gone}")).await.expect(303);

    assert_eq!(house.counts().await, before);
    assert_eq!(house.total(PEOPLE).await, 1);
    assert_eq!(house.total(&format!("{REQUESTS}?mail={private}")).await, 4);
    assert_eq!(house.total(&format!("{REQUESTS}?mail={VERA}")).await, 0);
    let shown = house.browser.get(&page).await.expect(200).text();
    assert!(shown.contains("Veronika Vane-Winter") && shown.contains("4 requests"), "{shown}");
    // A browser proven for the address that went is nobody's now; the one of the other is who it was.
    let file = format!("/kits/press/assets/{}/download", house.assets[0]);
    vera.get(&file).await.expect(403);
    assert!(!vera.get("/kits/press").await.expect(200).text().contains(private));
    at_home.get(&file).await.expect(200);
    let old = house.desk.mailbox.to(VERA);
    let link = old.iter().rev().find_map(|letter| letter.link("/pickup/")).unwrap().to_owned();
    let answer = house.desk.visitor().get(link.trim_start_matches("http://desk.example")).await;
    assert!(cookies_of(&answer).is_empty() && !answer.text().contains(private), "{}", answer.text());
    // What is decided from now on is told to the address that stayed.
    let pending = house.admin.get(&format!("{REQUESTS}?status=pending")).await.expect(200).json()["items"][0].clone();
    let sent = house.desk.mailbox.to(private).len();
    house.decide(&pending, json!({"decision": "deny"})).await;
    house.desk.run_jobs().await;
    assert_eq!(house.desk.mailbox.to(private).len(), sent + 1);
    house
        .manager
        .post(&format!("{PEOPLE}/{kept}/merger"), json!({"externalUserId": gone}))
        .await
        .expect_problem(404, "not-found");
    house.manager.post(&format!("{PEOPLE}/{kept}/merger"), json!({"externalUserId": "x"})).await.expect(422);
}
