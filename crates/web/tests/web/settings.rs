//! The settings, as admins meet them: every tab, what the operator fixes, what a change does elsewhere, and mails that fail.

use domain::*;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Actor, Desk, Trouble};

const API: &str = "/api/dam/settings";
const PUBLIC: &str = "/api/public/download-validation-requests";
const REQUESTS: &str = "/api/dam/download-validation-requests";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

struct House {
    desk: Desk,
    admin: Actor,
    /// The admin in a browser.
    ada: Actor,
}

/// A desk of which the operator says nothing.
async fn house() -> House {
    of(Desk::open_with(|setup| {
        setup.settings.organisation = None;
        setup.settings.mail_from = None;
    })
    .await)
    .await
}

async fn of(desk: Desk) -> House {
    let admin = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let ada = desk.signed_in(&admin).await;
    House { desk, admin, ada }
}

impl House {
    async fn settings(&self) -> Value {
        self.admin.get(API).await.expect(200).json()
    }

    /// What the history says of settings, newest first: name, from, to.
    async fn history(&self) -> Vec<(String, Value, Value)> {
        let events = self.admin.get("/api/dam/events?type=setting.changed").await.expect(200).json();
        let told = |event: &Value| {
            let data = &event["data"];
            (data["name"].as_str().expect("a name").to_owned(), data["from"].clone(), data["to"].clone())
        };
        events["items"].as_array().expect("events").iter().map(told).collect()
    }

    async fn home(&self) -> String {
        self.desk.visitor().get("/").await.expect(200).text()
    }
}

#[tokio::test]
async fn every_tab_saves_its_own_and_an_empty_field_brings_the_default_back() {
    let house = house().await;
    let page = house.ada.get("/admin/settings/limits").await.expect(200).text();
    assert!(page.contains("name=\"limitNetwork\"") && page.contains("placeholder=\"60\""), "{page}");
    let sent = "limitNetwork=120&limitAddress=&limitDownloads=4";
    house.ada.post_form("/admin/settings/limits", sent).await.expect(303);
    let settings = house.settings().await;
    assert_eq!((&settings["limitNetwork"], &settings["limitAddress"]), (&json!(120), &json!(10)));
    assert_eq!(
        (&settings["sources"]["limitNetwork"], &settings["sources"]["limitAddress"]),
        (&json!("setting"), &json!("default"))
    );
    assert_eq!(settings["organisation"], "Ajar", "what stands on another tab stays");
    house.ada.post_form("/admin/settings/limits", "limitNetwork=+&limitAddress=&limitDownloads=4").await.expect(303);
    assert_eq!(house.settings().await["limitNetwork"], 60);
    house
        .ada
        .post_form("/admin/settings/retention", "requestsExpireAfterDays=90&historyKeptForDays=730")
        .await
        .expect(303);
    house.ada.post_form("/admin/settings/languages", "language=de&languages=en&languages=fr").await.expect(303);
    house.ada.post_form("/admin/settings/mail", "mailFrom=Press+<press@museum.example>").await.expect(303);
    house
        .ada
        .post_form("/admin/settings/branding", "organisation=The+Museum&accent=%23AA3300&act=save")
        .await
        .expect(303);
    let settings = house.settings().await;
    assert_eq!((&settings["requestsExpireAfterDays"], &settings["historyKeptForDays"]), (&json!(90), &json!(730)));
    assert_eq!((&settings["language"], &settings["languages"]), (&json!("de"), &json!(["de", "en", "fr"])));
    assert_eq!(
        (&settings["mailFrom"], &settings["organisation"]),
        (&json!("Press <press@museum.example>"), &json!("The Museum"))
    );
    assert_eq!(settings["accent"], "#aa3300");
    for tab in ["", "/mail", "/branding", "/languages", "/limits", "/retention"] {
        let page = house.ada.get(&format!("/admin/settings{tab}")).await.expect(200).text();
        assert!(page.contains("aria-current=\"page\"") && page.contains("The Museum"), "{tab}: {page}");
    }
}

#[tokio::test]
async fn each_change_is_one_event_that_says_from_what_to_what() {
    let house = house().await;
    house.admin.patch(API, json!({"organisation": "One", "limitNetwork": 7})).await.expect(200);
    house.admin.patch(API, json!({"organisation": "One"})).await.expect(200);
    house
        .admin
        .patch(API, json!({"organisation": null, "mailFrom": "Desk <secret.address@museum.example>"}))
        .await
        .expect(200);
    let told = house.history().await;
    let expected = [
        ("mailFrom".to_owned(), Value::Null, Value::Null),
        ("organisation".to_owned(), json!("One"), Value::Null),
        ("limitNetwork".to_owned(), Value::Null, json!(7)),
        ("organisation".to_owned(), Value::Null, json!("One")),
    ];
    assert_eq!(told.len(), 4, "what stays as it is, is no change: {told:?}");
    assert!(expected.iter().all(|one| told.contains(one)), "{told:?}");
    let page = house.ada.get("/admin/history?type=setting").await.expect(200).text();
    assert!(page.contains("Name of the organisation: default → “One”"), "{page}");
    assert!(
        page.contains("Requests an hour from one network: default → 7") && page.contains("Sender of mails: changed")
    );
    assert!(!page.contains("secret.address"), "the history holds no address");
    assert!(!house.admin.get("/api/dam/events").await.expect(200).text().contains("secret.address"));
}

#[tokio::test]
async fn what_is_wrong_is_told_all_at_once_and_what_was_typed_stays() {
    let house = house().await;
    let sent = "limitNetwork=many&limitAddress=-1&limitDownloads=0";
    let page = house.ada.post_form("/admin/settings/limits", sent).await.expect(422).text();
    for typed in ["value=\"many\"", "value=\"-1\"", "value=\"0\""] {
        assert!(page.contains(typed), "{typed}: {page}");
    }
    assert!(page.contains("id=\"limitNetwork-error\"") && page.contains("From 1 to 1000."), "{page}");
    let page = house.ada.post_form("/admin/settings/retention", "requestsExpireAfterDays=0&historyKeptForDays=7").await;
    let page = page.expect(422).text();
    assert!(
        page.contains("From 1 to 3650.") && page.contains("From 30 to 36500.") && page.contains("value=\"7\""),
        "{page}"
    );
    let page = house.ada.post_form("/admin/settings/mail", "mailFrom=<script>").await.expect(422).text();
    assert!(page.contains("is no sender such as") && page.contains("value=\"&#60;script&#62;\""), "{page}");
    let sent = "organisation=My+name&accent=red&logoId=99&act=save";
    let page = house.ada.post_form("/admin/settings/branding", sent).await.expect(422).text();
    assert!(page.contains("A colour is written #rrggbb.") && page.contains("There is no such asset."), "{page}");
    assert!(page.contains("value=\"My name\"") && page.contains("value=\"red\""), "{page}");
    let page = house.ada.post_form("/admin/settings/languages", "language=tlh&languages=fr").await.expect(422).text();
    assert!(page.contains("not spoken here") && page.contains("value=\"fr\" checked"), "{page}");
    let body = json!({
        "organisation": 1, "accent": "red", "logoId": 99, "language": "tlh", "languages": ["en", "xx"], "mailFrom": "x",
        "limitNetwork": -1, "limitAddress": 2.5, "limitDownloads": 0, "requestsExpireAfterDays": "x",
        "historyKeptForDays": 29, "colour": "red",
    });
    let refused = house.admin.patch(API, body).await.expect_problem(422, "invalid");
    let expected = [
        "/accent",
        "/colour",
        "/historyKeptForDays",
        "/language",
        "/languages/1",
        "/limitAddress",
        "/limitDownloads",
        "/limitNetwork",
        "/logoId",
        "/mailFrom",
        "/organisation",
        "/requestsExpireAfterDays",
    ];
    assert_eq!(refused.pointers(), expected);
    assert!(house.history().await.is_empty());
}

#[tokio::test]
async fn what_the_operator_says_counts_and_has_no_field() {
    let house = of(Desk::open_with(|setup| setup.settings.limit_network = Some(9)).await).await;
    let page = house.ada.get("/admin/settings/limits").await.expect(200).text();
    assert!(page.contains("AJAR_LIMIT_NETWORK") && !page.contains("name=\"limitNetwork\""), "{page}");
    assert!(page.contains("name=\"limitAddress\""));
    let page = house.ada.get("/admin/settings/branding").await.expect(200).text();
    assert!(page.contains("AJAR_ORGANISATION") && !page.contains("name=\"organisation\""), "{page}");
    let settings = house.settings().await;
    assert_eq!((&settings["limitNetwork"], &settings["sources"]["limitNetwork"]), (&json!(9), &json!("environment")));
    let body = json!({"limitNetwork": 10, "limitAddress": 3, "organisation": "Another"});
    let refused = house.admin.patch(API, body).await.expect_problem(409, "set-by-environment").json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("AJAR_LIMIT_NETWORK") && detail.contains("AJAR_ORGANISATION"), "{detail}");
    assert_eq!(house.settings().await["limitAddress"], 10, "all or nothing");
    // A program that sends back what it read changes what it wanted to.
    let body = json!({"limitNetwork": 9, "organisation": "The Desk", "limitAddress": 3});
    assert_eq!(house.admin.patch(API, body).await.expect(200).json()["limitAddress"], 3);
    assert_eq!(house.history().await.len(), 1);
    house.ada.post_form("/admin/settings/branding", "accent=%23123456&act=save").await.expect(303);
    assert_eq!(house.settings().await["accent"], "#123456");
}

#[tokio::test]
async fn nobody_but_an_admin_sees_or_changes_them() {
    let house = house().await;
    for (mail, role) in [("mia@desk.example", Role::Manager), ("meg@desk.example", Role::Member)] {
        let program = house.desk.user(mail, "Some Body", role).await;
        let person = house.desk.signed_in(&program).await;
        program.get(API).await.expect_problem(403, "admins-only");
        program.patch(API, json!({"organisation": "Mine"})).await.expect_problem(403, "admins-only");
        program.post(&format!("{API}/mail-tests"), json!({})).await.expect_problem(403, "admins-only");
        for tab in ["mail", "branding", "languages", "limits", "retention"] {
            let path = format!("/admin/settings/{tab}");
            person.get(&path).await.expect(403);
            person.post_form(&path, "organisation=Mine&act=save&limitNetwork=1&mailFrom=a@b.example").await.expect(403);
        }
        person.post_form("/admin/settings/mail/test", "").await.expect(403);
        person.post_form("/admin/settings/mail/queue/1", "act=drop").await.expect(403);
    }
    house.desk.visitor().get(API).await.expect(401);
    assert!(house.history().await.is_empty());
    assert_eq!(house.settings().await["organisation"], "Ajar");
}

#[tokio::test]
async fn a_change_counts_on_every_page_and_every_node_at_once() {
    let house = house().await;
    let asset = house.desk.asset("one.txt", "one").await;
    house.desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    let nodes = [house.desk.another_node(true).await, house.desk.another_node(false).await];
    let titles = async |name: &str| {
        let mut says = Vec::new();
        for desk in nodes.iter().chain([&house.desk]) {
            for path in ["/", "/kits/press"] {
                says.push(desk.visitor().get(path).await.expect(200).text().contains(name));
            }
        }
        says
    };
    assert_eq!(titles("Ajar</title>").await, [true; 6], "and from now on kept");
    house.admin.patch(API, json!({"organisation": "The Museum of Light"})).await.expect(200);
    assert!(house.home().await.contains("The Museum of Light"), "here at once");
    for node in &nodes {
        node.store.catch_up().await.unwrap();
    }
    assert_eq!(titles("The Museum of Light").await, [true; 6]);
    house.admin.patch(API, json!({"organisation": null})).await.expect(200);
    for node in &nodes {
        node.store.catch_up().await.unwrap();
    }
    assert_eq!(titles("The Museum of Light").await, [false; 6]);
}

#[tokio::test]
async fn two_who_change_them_at_once_are_told_of_each_other() {
    let house = house().await;
    let seen = house.admin.get(API).await.expect(200).header("etag").to_owned();
    house.admin.patch(API, json!({"limitNetwork": 7})).await.expect(200);
    let late = house.admin.clone().with("if-match", &seen);
    late.patch(API, json!({"limitAddress": 7})).await.expect_problem(412, "precondition-failed");
    let now = house.admin.get(API).await.expect(200).header("etag").to_owned();
    house.admin.clone().with("if-match", &now).patch(API, json!({"limitAddress": 7})).await.expect(200);
}

#[tokio::test]
async fn limits_that_are_set_count_from_the_next_request_on() {
    let house = house().await;
    house.desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let asset = house.desk.asset("one.txt", "one").await;
    house.desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let asks = async |number: u32| {
        let body = json!({"mediaIds": [asset], "firstName": "A", "lastName": "B", "reason": "x",
                          "mail": format!("visitor{number}@press.example")});
        house.desk.visitor().post(PUBLIC, body).await.status.as_u16()
    };
    house.admin.patch(API, json!({"limitNetwork": 2})).await.expect(200);
    assert_eq!((asks(1).await, asks(2).await, asks(3).await), (201, 201, 429));
    house.admin.patch(API, json!({"limitNetwork": 0})).await.expect(200);
    assert_eq!(asks(4).await, 429);
    house.admin.patch(API, json!({"limitNetwork": null})).await.expect(200);
    assert_eq!(asks(5).await, 201);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn public_pages_are_offered_in_the_chosen_languages_and_mails_speak_the_default() {
    let house = house().await;
    assert_eq!(house.home().await.matches("name=\"language\"").count(), 4);
    house.admin.patch(API, json!({"language": "fr", "languages": ["de"]})).await.expect(200);
    let page = house.home().await;
    assert!(page.contains("<html lang=\"fr\"") && page.matches("name=\"language\"").count() == 2, "{page}");
    let german = house.desk.visitor().with("accept-language", "de, en");
    assert!(german.get("/").await.expect(200).text().contains("<html lang=\"de\""));
    let english = house.desk.visitor().with("accept-language", "en");
    assert!(english.get("/").await.expect(200).text().contains("<html lang=\"fr\""), "it is not offered");
    // A portal with languages of its own keeps to them.
    let asset = house.desk.asset("one.txt", "one").await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    let portal = house.desk.portal("gate", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    house.admin.patch(&format!("/api/dam/portals/{portal}"), json!({"languages": ["ar", "en"]})).await.expect(200);
    assert!(english.get("/portals/gate").await.expect(200).text().contains("<html lang=\"en\""));
    // All of them is the same as none in particular.
    let all = json!({"languages": ["en", "de", "fr", "ar"], "language": null});
    let settings = house.admin.patch(API, all).await.expect(200).json();
    assert_eq!(settings["sources"]["languages"], "default");
    house.admin.post(&format!("{API}/mail-tests"), json!({})).await.expect(201);
    house.admin.patch(API, json!({"language": "de"})).await.expect(200);
    house.desk.run_jobs().await;
    let mail = house.desk.mailbox.to("ada@desk.example").pop().expect("a test");
    assert_eq!(mail.message.language.tag(), "de");
}

#[tokio::test]
async fn name_colour_and_logo_are_worn_by_pages_and_mails_that_belong_to_no_portal() {
    let house = house().await;
    let asset = house.desk.asset("one.txt", "one").await;
    let kit = house.desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    house.desk.portal("gate", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let sent = "organisation=M%C3%BCseum&accent=%23aa3300&act=save";
    house.ada.post_form("/admin/settings/branding", sent).await.expect(303);
    for path in ["/kits/press", "/portals/gate"] {
        let page = house.desk.visitor().get(path).await.expect(200).text();
        assert!(page.contains("/assets/accent/aa3300.css") && page.contains("Müseum"), "{path}: {page}");
    }
    // A portal's own colour counts over it.
    house.admin.patch("/api/dam/portals/1", json!({"accent": "#112233"})).await.expect(200);
    let page = house.desk.visitor().get("/portals/gate").await.expect(200).text();
    assert!(page.contains("/assets/accent/112233.css") && !page.contains("aa3300"), "{page}");
    house.ada.post_form("/admin/settings/mail/test", "").await.expect(303);
    house.desk.run_jobs().await;
    let mail = house.desk.mailbox.to("ada@desk.example").pop().expect("a test");
    assert!(mail.message.html.contains("#aa3300") && mail.message.subject.contains("Müseum"), "{}", mail.message.html);
    assert!(mail.message.from.mail == "desk@localhost" && mail.message.from.name.unwrap().as_str() == "Müseum");
    // An asset without a picture is no logo that anybody could see: the name stays.
    house.admin.patch(API, json!({"logoId": asset})).await.expect(200);
    house.desk.visitor().get(&format!("/logo/{asset}/preview/480")).await.expect(404);
    let page = house.desk.visitor().get("/kits/press").await.expect(200).text();
    assert!(page.contains("<bdi>Müseum</bdi>"), "{page}");
    let page =
        house.ada.post_form("/admin/settings/branding", &format!("logoId={asset}&act=logo-none")).await.expect(200);
    assert!(page.text().contains("The logo was taken away.") && house.settings().await["logoId"] == json!(asset));
}

#[tokio::test]
async fn a_test_message_takes_the_way_of_every_mail_and_tells_how_it_ended() {
    let house = house().await;
    let sent = house.ada.post_form("/admin/settings/mail/test", "").await.expect(303);
    let there = sent.header("location").split('#').next().unwrap().to_owned();
    let page = house.ada.get(&there).await.expect(200).text();
    assert!(page.contains("waits for its turn") && page.contains("data-waits"), "{page}");
    assert_eq!(house.desk.mailbox.to("ada@desk.example").len(), 0);
    house.desk.run_jobs().await;
    let page = house.ada.get(&there).await.expect(200).text();
    assert!(page.contains("The test message has left") && !page.contains("data-waits"), "{page}");
    let mails = house.desk.mailbox.to("ada@desk.example");
    assert_eq!(mails.len(), 1);
    assert!(mails[0].message.text.contains("http://desk.example/admin/settings/mail"), "{}", mails[0].message.text);
    house.ada.get(&format!("{there}0")).await.expect(404);

    let keyed = house.admin.clone().with("idempotency-key", "k1");
    let first = keyed.post(&format!("{API}/mail-tests"), json!({})).await.expect(201);
    let again = keyed.post(&format!("{API}/mail-tests"), json!({})).await.expect(201);
    assert_eq!((first.json(), first.header("location")), (again.json(), again.header("location")));
    assert_eq!(first.json()["status"], "waiting");
    let there = first.header("location").to_owned();
    house.desk.run_jobs().await;
    assert_eq!(house.admin.get(&there).await.expect(200).json()["status"], "sent");
    assert_eq!(house.desk.mailbox.to("ada@desk.example").len(), 2, "once for one key");
}

#[tokio::test]
async fn mails_that_fail_are_seen_with_the_reason_sent_again_or_dropped() {
    let house = house().await;
    let page = house.ada.get("/admin/settings/mail").await.expect(200).text();
    assert!(page.contains("every mail has left") && page.contains("a mailbox in memory"), "{page}");
    house.desk.mailbox.play(Trouble::Deferring);
    let tested = house.admin.post(&format!("{API}/mail-tests"), json!({})).await.expect(201);
    let test = tested.header("location").to_owned();
    house.desk.run_jobs().await;
    let told = house.admin.get(&test).await.expect(200).json();
    assert_eq!(told["status"], "failing");
    assert!(told["error"].is_string() && told["nextAt"].is_string(), "{told}");
    let page = house.ada.get("/admin/settings/mail").await.expect(200).text();
    assert!(
        page.contains("Test message") && page.contains("try again later") && page.contains("1 failed before"),
        "{page}"
    );
    // Now rather than in a while.
    house.desk.mailbox.play(Trouble::Refusing);
    house.ada.post_form("/admin/settings/mail/queue/1", "act=again").await.expect(303);
    house.desk.run_jobs().await;
    let told = house.admin.get(&test).await.expect(200).json();
    assert_eq!(told["status"], "givenUp");
    let page = house.ada.get("/admin/settings/mail").await.expect(200).text();
    assert!(page.contains("Given up"), "{page}");
    // The server is mended: it goes out, under the same name.
    house.desk.mailbox.play(None);
    house.ada.post_form("/admin/settings/mail/queue/1", "act=again").await.expect(303);
    house.desk.run_jobs().await;
    assert_eq!(house.admin.get(&test).await.expect(200).json()["status"], "sent");
    assert_eq!(house.desk.mailbox.to("ada@desk.example").len(), 1);
    house.ada.post_form("/admin/settings/mail/queue/1", "act=again").await.expect(409);
    house.ada.post_form("/admin/settings/mail/queue/1", "act=burn").await.expect(422);

    house.desk.mailbox.play(Trouble::Refusing);
    let tested = house.admin.post(&format!("{API}/mail-tests"), json!({})).await.expect(201);
    house.desk.run_jobs().await;
    house.ada.post_form("/admin/settings/mail/queue/2", "act=drop").await.expect(303);
    assert_eq!(house.admin.get(tested.header("location")).await.expect(200).json()["status"], "dropped");
    let page = house.ada.get("/admin/history?type=mail").await.expect(200).text();
    assert!(page.contains("Mail tried again") && page.contains("Mail dropped"), "{page}");
}

#[tokio::test]
async fn a_request_that_nobody_decides_in_time_expires_and_its_people_are_told() {
    let house = house().await;
    let desk = &house.desk;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    desk.user("ron@desk.example", "Ron Reed", Role::Responsible).await;
    let assets = [desk.asset("one.txt", "one").await, desk.asset("two.txt", "two").await];
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    let german = desk.visitor().with("accept-language", "de");
    let asks = async |mail: &str| {
        let body = json!({"mediaIds": assets, "firstName": "Vera", "lastName": "Vane", "reason": "x", "mail": mail, "kitId": kit});
        german.post(PUBLIC, body).await.expect(201);
        desk.run_jobs().await;
        let list = house.admin.get(&format!("{REQUESTS}?mail={mail}&sort=-created&size=1")).await.expect(200).json();
        let newest = &list["items"][0];
        (newest["id"].as_i64().unwrap(), newest["reference"].as_str().unwrap().to_owned())
    };
    let (old, reference) = asks("vera@press.example").await;
    let (partly, _) = asks("paul@press.example").await;
    house
        .admin
        .post(&format!("{REQUESTS}/{partly}/decision"), json!({"decision": "approve", "mediaIds": [assets[0]]}))
        .await
        .expect(200);
    desk.run_jobs().await;
    desk.clock.pass(DAY * 89);
    let (young, _) = asks("yuna@press.example").await;
    desk.clock.pass(DAY * 2);
    let status =
        async |id: i64| house.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json()["status"].clone();

    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(status(old).await, "pending", "never, by default");
    // Sessions end sooner than that.
    let ada = desk.signed_in(&house.admin).await;
    ada.post_form("/admin/settings/retention", "requestsExpireAfterDays=90&historyKeptForDays=").await.expect(303);
    let page = ada.get("/admin/settings/retention").await.expect(200).text();
    assert!(page.contains("2 requests under review are that old"), "{page}");
    let before = desk.mailbox.to("ron@desk.example").len();
    app::jobs::tidy(&desk.app).await.expect("tidying");
    desk.run_jobs().await;
    assert_eq!(
        (status(old).await, status(partly).await, status(young).await),
        (json!("expired"), json!("approved"), json!("pending"))
    );

    // The requester is told in their language, and may ask again.
    let mail = desk.mailbox.to("vera@press.example").pop().expect("a mail");
    assert!(mail.message.subject.starts_with("Abgelaufen: Ihre Anfrage"), "{}", mail.message.subject);
    let again = format!("http://desk.example/kits/press/request?mediaId={}&mediaId={}", assets[0], assets[1]);
    assert!(mail.message.text.contains(&again), "{}", mail.message.text);
    let mail = desk.mailbox.to("paul@press.example").pop().expect("a mail");
    assert!(mail.message.text.contains(&format!("request?mediaId={}\n", assets[1])), "{}", mail.message.text);
    let page = desk.visitor().get(&format!("/requests/{reference}")).await.expect(200).text();
    assert!(page.contains("Your request has expired") && page.contains("/kits/press/request"), "{page}");
    // The responsible is told once, of both.
    let mails = desk.mailbox.to("ron@desk.example");
    assert_eq!(mails.len(), before + 1);
    let last = mails.last().unwrap();
    assert!(
        last.message.text.contains("vera@press.example") && last.message.text.contains("paul@press.example"),
        "{}",
        last.message.text
    );
    // Nothing of it can be decided any more, the history says so, and it may be asked for anew.
    let decided = house.admin.post(&format!("{REQUESTS}/{old}/decision"), json!({"decision": "approve"})).await;
    decided.expect_problem(409, "not-pending");
    let page = ada.get(&format!("/admin/users/download-requests/{old}")).await.expect(200).text();
    assert!(page.contains("Expired: nobody decided it in time"), "{page}");
    let events = house.admin.get("/api/dam/events?type=request.expired").await.expect(200).json();
    assert_eq!(events["totalCount"], 2);
    assert_eq!(status(asks("vera@press.example").await.0).await, "pending");
    app::jobs::tidy(&desk.app).await.expect("tidying");
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("ron@desk.example").len(), before + 2, "once, and the new question");
}

#[tokio::test]
async fn what_was_asked_by_form_and_expired_may_be_asked_by_form_again() {
    let house = house().await;
    let desk = &house.desk;
    let asset = desk.asset("one.txt", "one").await;
    desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[asset]).await;
    let asked = async || {
        let form = desk.visitor().get(&format!("/kits/press/request?mediaId={asset}")).await.expect(200).text();
        let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let sent = format!("mail=vera%40press.example&message=please&mediaId={asset}&form={token}");
        desk.visitor().post_form("/kits/press/request", &sent).await.expect(200);
        house.admin.get(&format!("{REQUESTS}?status=pending")).await.expect(200).json()["totalCount"].clone()
    };
    house.admin.patch(API, json!({"requestsExpireAfterDays": 1})).await.expect(200);
    assert_eq!((asked().await, asked().await), (json!(1), json!(1)));
    desk.clock.pass(DAY * 2);
    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(asked().await, json!(1), "the earlier one has expired, this one is new");
    let expired = house.admin.get(&format!("{REQUESTS}?status=expired")).await.expect(200).json();
    assert_eq!(expired["totalCount"], 1);
    desk.run_jobs().await;
}

#[tokio::test]
async fn the_history_is_kept_for_as_long_as_the_settings_say() {
    let house = house().await;
    let desk = &house.desk;
    let asset = desk.asset("one.txt", "one").await;
    desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    desk.visitor().get(&format!("/kits/press/assets/{asset}/download")).await.expect(200);
    let downloads =
        async || house.admin.get("/api/dam/events?type=download").await.expect(200).json()["totalCount"].clone();
    let insight = async || {
        let told = house.admin.get("/api/dam/insights/timeline?from=2026-10-01&to=2026-11-30").await.expect(200).json();
        told["total"].clone()
    };
    assert_eq!(downloads().await, 1);
    let counted = insight().await;
    assert_eq!(counted["downloads"], 1);
    desk.clock.pass(DAY * 40);
    house.admin.patch(API, json!({"historyKeptForDays": 60})).await.expect(200);
    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(downloads().await, 1);
    desk.clock.pass(DAY * 40);
    app::jobs::tidy(&desk.app).await.expect("tidying");
    assert_eq!(downloads().await, 0);
    assert_eq!(house.history().await.len(), 1, "what is younger stays");
    let ada = desk.signed_in(&house.admin).await;
    let page = ada.get("/admin/insight/assets?from=2026-10-01&to=2026-11-30").await.expect(200).text();
    assert!(page.contains("The history is kept for a while only"), "{page}");
    let page = ada.get("/admin/insight/places?from=2026-10-01&to=2026-11-30").await.expect(200).text();
    assert!(!page.contains("for a while only"), "it rests on what is counted");
    assert_eq!(insight().await, counted, "what is counted stays");
}
