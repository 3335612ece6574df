//! Members: inviting, changing and taking out; sessions and tokens; one's own profile; a way back for who forgot the password.

use domain::*;
use serde_json::json;
use std::time::Duration;
use testkit::{Actor, Answer, Desk};

const HOUR: Duration = Duration::from_secs(60 * 60);
const PUBLIC: &str = "/api/public/download-validation-requests";
const MEMBERS: &str = "/admin/users/members";
const PASSWORD: &str = "a+long+enough+password";

struct House {
    desk: Desk,
    admin: Actor,
    /// The same in a browser.
    browser: Actor,
    kit: KitId,
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let asset = desk.asset("one.txt", "one").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let browser = desk.signed_in(&admin).await;
    House { desk, admin, browser, kit }
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

impl House {
    async fn asks(&self, mail: &str) {
        let body = json!({"mediaIds": [1], "mail": mail, "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": self.kit});
        self.desk.visitor().post(PUBLIC, body).await.expect(201);
    }

    /// The path of the newest link of this kind in the mails to an address.
    fn link(&self, mail: &str, door: &str) -> String {
        let letters = self.desk.mailbox.to(mail);
        let link =
            letters.iter().rev().find_map(|letter| letter.link(door)).unwrap_or_else(|| panic!("{door} to {mail}"));
        link.trim_start_matches("http://desk.example").to_owned()
    }

    /// Somebody who has a password, in a browser where they signed in by it.
    async fn with_password(&self, mail: &str, name: &str, role: Role) -> Actor {
        self.desk.user(mail, name, role).await;
        self.desk.visitor().post_form("/recovery", &format!("mail={mail}")).await.expect(200);
        self.desk.run_jobs().await;
        let fields = format!("password={PASSWORD}&passwordAgain={PASSWORD}");
        let answer = self.desk.visitor().post_form(&self.link(mail, "/recovery/"), &fields).await.expect(303);
        self.desk.visitor().with("cookie", &cookies_of(&answer))
    }
}

#[tokio::test]
async fn somebody_is_invited_again_and_changed_and_taken_out() {
    let house = house().await;
    let wrong = house.browser.post_form(MEMBERS, "mail=nobody&firstName=&role=boss").await.expect(422).text();
    assert!(wrong.contains("value=\"nobody\"") && wrong.matches("class=\"field-error\"").count() == 3, "{wrong}");
    let fields = "mail=nia%40desk.example&firstName=Nia&lastName=North&role=responsible";
    let answer = house.browser.post_form(MEMBERS, fields).await.expect(303);
    let path = answer.header("location").split('?').next().unwrap().to_owned();
    house.browser.post_form(MEMBERS, fields).await.expect(422);
    house.desk.run_jobs().await;
    let first = house.link("nia@desk.example", "/invitation/");
    house.browser.post_form(&format!("{path}/invitation"), "").await.expect(303);
    house.desk.run_jobs().await;
    let second = house.link("nia@desk.example", "/invitation/");
    house.desk.visitor().get(&first).await.expect(410);
    let fields = format!("password={PASSWORD}&passwordAgain={PASSWORD}");
    house.desk.visitor().post_form(&second, &fields).await.expect(303);
    house.browser.post_form(&format!("{path}/invitation"), "").await.expect(409);

    let wrong = house.browser.post_form(&path, "firstName=+&lastName=X&role=manager").await.expect(422).text();
    assert!(wrong.contains("A name is needed") && wrong.contains("value=\"manager\" selected"), "{wrong}");
    house.browser.post_form(&path, "firstName=Niamh&lastName=&role=manager").await.expect(303);
    let page = house.browser.get(&path).await.expect(200).text();
    assert!(page.contains("Niamh") && page.contains("value=\"manager\" selected"), "{page}");
    house.browser.post_form(&format!("{path}/removal"), "").await.expect(303);
    house.browser.get(&path).await.expect(404);
    assert!(!house.browser.get(MEMBERS).await.expect(200).text().contains("Niamh"));
    // The last admin stays one, whoever asks.
    let own = format!("{MEMBERS}/{}", house.admin.id());
    house.browser.post_form(&format!("{own}/removal"), "").await.expect(409);
    let refused = house.browser.post_form(&own, "firstName=Rita&role=member").await.expect(409).text();
    assert!(refused.contains("the only admin"), "{refused}");
}

#[tokio::test]
async fn only_admins_look_after_members() {
    let house = house().await;
    let manager = house.desk.user("mo@desk.example", "Mo Marsh", Role::Manager).await;
    let path = format!("{MEMBERS}/{}", house.admin.id());
    let theirs = house.desk.signed_in(&manager).await;
    theirs.get(&path).await.expect(403);
    for below in ["", "/removal", "/folders", "/invitation", "/tokens"] {
        theirs.post_form(&format!("{path}{below}"), "name=x").await.expect(403);
    }
    theirs.post_form(MEMBERS, "mail=x%40desk.example&firstName=X&role=admin").await.expect(403);
    theirs.post_form(&format!("{path}/sessions/end"), "").await.expect(404);
    let page = theirs.get(MEMBERS).await.expect(200).text();
    assert!(!page.contains("Invite somebody") && !page.contains(&path), "{page}");
}

#[tokio::test]
async fn what_waits_for_somebody_who_goes_reaches_the_admins() {
    let house = house().await;
    let ron = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    house.desk.folder("Press").await;
    house.desk.responsible_for("Press", &[&ron]).await;
    house.asks("vera@press.example").await;
    ron.post("/api/dam/download-validation-requests", json!({"mediaIds": [1], "reason": "mine"})).await.expect(201);
    house.desk.run_jobs().await;
    let before = house.desk.mailbox.to("rita@desk.example").len();
    let path = format!("{MEMBERS}/{}", ron.id());
    let page = house.browser.get(&path).await.expect(200).text();
    assert!(page.contains("One pending request") && page.contains("Nobody is left for a folder"), "{page}");
    assert!(page.contains("of their own"), "{page}");
    house.browser.post_form(&format!("{path}/removal"), "").await.expect(303);
    house.desk.run_jobs().await;
    let letters = house.desk.mailbox.to("rita@desk.example");
    assert!(letters[before..].iter().any(|letter| letter.link("/decide/").is_some()), "the admin is asked");
    let own = house.admin.get("/api/dam/download-validation-requests?status=cancelled").await.expect(200).json();
    assert_eq!(own["items"][0]["status"], "cancelled");
    ron.get("/api/dam/users").await.expect(401);
}

#[tokio::test]
async fn folders_are_given_to_who_may_decide() {
    let house = house().await;
    let ron = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    let press = house.desk.folder("Press").await;
    let year = house.desk.folder("Press/2026").await;
    let path = format!("{MEMBERS}/{}", ron.id());
    let page = house.browser.get(&path).await.expect(200).text();
    assert!(page.contains("Press / 2026"), "{page}");
    house.browser.post_form(&format!("{path}/folders"), &format!("folderId={press}&folderId={year}")).await.expect(303);
    let folder = house.admin.get(&format!("/api/dam/folders/{year}")).await.expect(200).json();
    assert_eq!(folder["responsibleIds"], json!([ron.id()]));
    house.browser.post_form(&format!("{path}/folders"), "").await.expect(303);
    let folder = house.admin.get(&format!("/api/dam/folders/{year}")).await.expect(200).json();
    assert_eq!(folder["responsibleIds"], json!([]));
    house.browser.post_form(&format!("{path}/folders"), "folderId=999").await.expect(422);
    let member = house.desk.user("may@desk.example", "May", Role::Member).await;
    let path = format!("{MEMBERS}/{}/folders", member.id());
    house.browser.post_form(&path, &format!("folderId={press}")).await.expect(422);
}

#[tokio::test]
async fn a_token_is_shown_once_may_be_limited_and_ends() {
    let house = house().await;
    let made = async |fields: &str| {
        let page = house.browser.post_form("/admin/profile/tokens", fields).await.expect(201).text();
        let token = page.split("id=\"made-token\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
        token.and_then(|rest| rest.split('"').next()).expect("a token").to_owned()
    };
    let reading = made("name=Website&scope=read").await;
    let program = house.desk.visitor().with("authorization", &format!("Bearer {reading}"));
    program.get("/api/dam/users").await.expect(200);
    let draft = json!({"title": "Kit"});
    program.post("/api/dam/kits", draft.clone()).await.expect_problem(403, "token-scope");
    program.put("/api/dam/selection", json!({"mediaIds": []})).await.expect_problem(403, "token-scope");
    let short = made("name=For+a+day&scope=all&expiresAt=2026-11-02").await;
    let program_for_a_day = house.desk.visitor().with("authorization", &format!("Bearer {short}"));
    program_for_a_day.post("/api/dam/kits", draft).await.expect(201);
    house.desk.clock.pass(HOUR * 40);
    program_for_a_day.get("/api/dam/users").await.expect(401);
    let page = house.browser.get("/admin/profile").await.expect(200).text();
    assert!(page.contains("Website") && page.contains("Read only") && page.contains("Over"), "{page}");
    assert!(!page.contains(&reading), "it is shown once");
    let id = page.split("/admin/profile/tokens/").nth(2).and_then(|rest| rest.split('/').next()).unwrap().to_owned();
    program.get("/api/dam/users").await.expect(200);
    house.browser.post_form(&format!("/admin/profile/tokens/{id}/end"), "").await.expect(303);
    program.get("/api/dam/users").await.expect(401);
    let wrong = house.browser.post_form("/admin/profile/tokens", "name=&expiresAt=2020-01-01").await.expect(422).text();
    assert!(wrong.matches("class=\"field-error\"").count() == 2 && wrong.contains("value=\"2020-01-01\""), "{wrong}");
    // Nobody ends what is another's.
    let manager = house.desk.user("mo@desk.example", "Mo", Role::Manager).await;
    let theirs = house.desk.signed_in(&manager).await;
    theirs.post_form(&format!("{MEMBERS}/{}/tokens/1/end", house.admin.id()), "").await.expect(404);
}

#[tokio::test]
async fn a_password_is_changed_by_the_present_one_and_ends_other_sessions() {
    let house = house().await;
    let here = house.with_password("may@desk.example", "May Mole", Role::Member).await;
    let there = house.desk.visitor().with("user-agent", "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/145.0");
    let answer = there.post_form("/admin/", &format!("mail=may%40desk.example&password={PASSWORD}")).await.expect(303);
    let there = there.with("cookie", &cookies_of(&answer));
    let page = here.get("/admin/profile").await.expect(200).text();
    assert!(page.contains("Firefox on Linux") && page.contains("This one"), "{page}");
    let change = async |present: &str, new: &str, again: &str| {
        let fields = format!("present={present}&password={new}&passwordAgain={again}");
        here.post_form("/admin/profile/password", &fields).await
    };
    let wrong = change("not+this+one", "short", "short").await.expect(422).text();
    assert!(wrong.contains("not your present password") && wrong.contains("at least 10"), "{wrong}");
    change(PASSWORD, "another+long+one", "another+lone+one").await.expect(422);
    there.get("/admin/profile").await.expect(200);
    change(PASSWORD, "another+long+one", "another+long+one").await.expect(303);
    here.get("/admin/profile").await.expect(200);
    there.get("/admin/profile").await.expect(303);
    let sign_in = async |password: &str| {
        house.desk.visitor().post_form("/admin/", &format!("mail=may%40desk.example&password={password}")).await
    };
    sign_in(PASSWORD).await.expect(422);
    let again = sign_in("another+long+one").await.expect(303);
    let again = house.desk.visitor().with("cookie", &cookies_of(&again));
    // Each session can be ended by itself.
    let page = again.get("/admin/profile").await.expect(200).text();
    let other = page.split("/admin/profile/sessions/").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    again.post_form(&format!("/admin/profile/sessions/{other}/end"), "").await.expect(303);
    here.get("/admin/profile").await.expect(303);
    again.get("/admin/profile").await.expect(200);
}

#[tokio::test]
async fn mails_about_requests_come_as_one_wants_them() {
    let house = house().await;
    let mails = ["each@desk.example", "hourly@desk.example", "daily@desk.example", "none@desk.example"];
    for mail in mails {
        let user = house.desk.user(mail, mail, Role::Responsible).await;
        let word = mail.split('@').next().unwrap();
        let fields = format!("firstName={word}&lastName=X&language=&timeZone=&notifications={word}");
        house.desk.signed_in(&user).await.post_form("/admin/profile", &fields).await.expect(303);
    }
    let count = || mails.map(|mail| house.desk.mailbox.to(mail).len());
    // At noon; the clock goes on by itself a little.
    house.asks("one@press.example").await;
    house.asks("two@press.example").await;
    house.desk.run_jobs().await;
    assert_eq!(count(), [2, 0, 0, 0]);
    house.desk.clock.pass(HOUR);
    house.desk.run_jobs().await;
    assert_eq!(count(), [2, 1, 0, 0]);
    let digest = house.desk.mailbox.to(mails[1]).pop().unwrap();
    let text = String::from_utf8_lossy(&digest.raw).into_owned();
    assert!(digest.links.iter().filter(|link| link.contains("/decide/")).count() == 2, "{text}");
    house.desk.clock.pass(HOUR * 20);
    house.desk.run_jobs().await;
    assert_eq!(count(), [2, 1, 1, 0]);
    // What is decided before its mail goes out is in none.
    house.asks("three@press.example").await;
    let path = "/api/dam/download-validation-requests";
    let newest = house.admin.get(&format!("{path}?sort=-created&size=1")).await.expect(200).json();
    let id = &newest["items"][0]["id"];
    house.admin.post(&format!("{path}/{id}/decision"), json!({"decision": "deny"})).await.expect(200);
    house.desk.clock.pass(HOUR * 30);
    house.desk.run_jobs().await;
    let now = count();
    assert_eq!((now[1], now[2], now[3]), (1, 1, 0));
}

#[tokio::test]
async fn a_profile_comes_back_with_what_is_to_be_mended() {
    let house = house().await;
    let fields = "firstName=+&lastName=Rose&language=fr&timeZone=Mars%2FOlympus&notifications=daily";
    let page = house.browser.post_form("/admin/profile", fields).await.expect(422).text();
    assert!(page.contains("A name is needed") && page.contains("no such time zone"), "{page}");
    assert!(page.contains("value=\"daily\" checked") && page.contains("value=\"fr\" lang=\"fr\" selected"), "{page}");
    let fields = "firstName=%D9%8A%D9%88%D8%B3%D9%81&lastName=&language=ar&timeZone=&notifications=hourly";
    house.browser.post_form("/admin/profile", fields).await.expect(303);
    let user = house.admin.get(&format!("/api/dam/users/{}", house.admin.id())).await.expect(200).json();
    assert_eq!((user["firstName"].as_str(), user["language"].as_str()), (Some("يوسف"), Some("ar")));
    house.desk.visitor().get("/admin/profile").await.expect(303);
}

#[tokio::test]
async fn who_forgot_the_password_finds_a_way_back_and_nobody_learns_who_has_an_account() {
    let house = house().await;
    let may = house.with_password("may@desk.example", "May Mole", Role::Member).await;
    let sent = house.desk.mailbox.len();
    let known = house.desk.visitor().post_form("/recovery", "mail=may%40desk.example").await.expect(200).text();
    let unknown = house.desk.visitor().post_form("/recovery", "mail=eve%40desk.example").await.expect(200).text();
    assert_eq!(known.replace("may@", ""), unknown.replace("eve@", ""));
    house.desk.visitor().post_form("/recovery", "mail=nobody").await.expect(422);
    house.desk.run_jobs().await;
    assert_eq!(house.desk.mailbox.len(), sent + 1);
    let link = house.link("may@desk.example", "/recovery/");
    // Opening it changes nothing, however often.
    for _ in 0..3 {
        let page = house.desk.visitor().get(&link).await.expect(200);
        assert!(page.text().contains("May Mole") && page.header("x-robots-tag").contains("noindex"));
    }
    may.get("/admin/profile").await.expect(200);
    house.desk.visitor().post_form(&link, "password=short&passwordAgain=short").await.expect(422);
    let fields = "password=quite+another+one&passwordAgain=quite+another+one";
    let answer = house.desk.visitor().post_form(&link, fields).await.expect(303);
    house.desk.visitor().with("cookie", &cookies_of(&answer)).get("/admin/profile").await.expect(200);
    may.get("/admin/profile").await.expect(303);
    // It opens once, and for an hour.
    let over = house.desk.visitor().post_form(&link, fields).await.expect(410).text();
    assert!(over.contains("This link is over"), "{over}");
    house.desk.visitor().get("/recovery/made-up").await.expect(404);
    house.desk.visitor().post_form("/recovery", "mail=may%40desk.example").await.expect(200);
    house.desk.run_jobs().await;
    let late = house.link("may@desk.example", "/recovery/");
    house.desk.clock.pass(HOUR);
    house.desk.visitor().get(&late).await.expect(410);
}

#[tokio::test]
async fn asking_for_ways_back_floods_nobody() {
    let house = house().await;
    house.desk.user("may@desk.example", "May Mole", Role::Member).await;
    for _ in 0..6 {
        house.desk.visitor().post_form("/recovery", "mail=may%40desk.example").await.expect(200);
    }
    house.desk.run_jobs().await;
    assert_eq!(house.desk.mailbox.to("may@desk.example").len(), 3);
    for number in 0..14 {
        house.desk.visitor().post_form("/recovery", &format!("mail=x{number}%40desk.example")).await.expect(200);
    }
    house.desk.visitor().post_form("/recovery", "mail=y%40desk.example").await.expect(429);
    house.desk.visitor().from("198.51.100.7").post_form("/recovery", "mail=y%40desk.example").await.expect(200);
}
