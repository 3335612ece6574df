//! What people read while a request goes its way, and when what was open to them is open no more.

use app::edit_kit::{KitDraft, SectionDraft, update_as_operator};
use domain::*;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    rita: Actor,
    assets: Vec<AssetId>,
    kit: KitId,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let rita = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let assets = vec![desk.asset("logo.svg", "<svg/>").await, desk.asset("photo.jpg", "jpeg").await];
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    House { desk, rita, assets, kit }
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

impl House {
    /// Asks by the form for some assets of the kit.
    async fn asks(&self, browser: &Actor, mail: &str, assets: &[AssetId], message: &str) -> Answer {
        let wanted: String = assets.iter().map(|asset| format!("&mediaId={asset}")).collect();
        let form = browser.get(&format!("/kits/press/request?x=1{wanted}")).await.expect(200).text();
        let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let fields = format!("mail={mail}&message={}{wanted}&form={token}", message.replace(' ', "+"));
        browser.post_form("/kits/press/request", &fields).await.expect(200)
    }

    async fn newest(&self, mail: &str) -> Value {
        self.rita.get(&format!("{REQUESTS}?mail={mail}")).await.expect(200).json()["items"][0].clone()
    }

    async fn decide(&self, request: &Value, body: Value) {
        self.rita.post(&format!("{REQUESTS}/{}/decision", request["id"]), body).await.expect(200);
    }

    async fn revoke(&self, request: &Value, body: Value) {
        self.rita.post(&format!("{REQUESTS}/{}/revocation", request["id"]), body).await.expect(200);
    }

    /// The browser in which the newest pick-up link sent to an address was opened.
    async fn picks_up(&self, mail: &str) -> Actor {
        self.desk.run_jobs().await;
        let letters = self.desk.mailbox.to(mail);
        let link = letters.iter().rev().find_map(|letter| letter.link("/pickup/")).expect("a pick-up link");
        let answer = self.desk.visitor().get(link.trim_start_matches("http://desk.example")).await.expect(303);
        self.desk.visitor().with("cookie", &cookies_of(&answer))
    }

    /// The subjects of the mails to an address, oldest first.
    async fn subjects(&self, mail: &str) -> Vec<String> {
        self.desk.run_jobs().await;
        self.desk.mailbox.to(mail).iter().map(|letter| letter.message.subject.clone()).collect()
    }
}

/// What stands in the page itself.
fn said(answer: &Answer) -> String {
    answer.text().split("<main").nth(1).expect("a page").to_owned()
}

#[tokio::test]
async fn who_comes_back_after_the_end_is_told_that_it_ended_and_may_ask_again() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    house.decide(&request, json!({"decision": "approve", "expiresAt": "2026-11-03"})).await;
    let zoe = house.picks_up(mail).await;
    let pickup = format!("/pickup?request={}", request["reference"].as_str().unwrap());
    assert!(said(&zoe.get(&pickup).await.expect(200)).contains("Your files are ready"));
    house.desk.clock.pass(Duration::from_secs(3 * 24 * 60 * 60));
    for path in [pickup.as_str(), "/pickup"] {
        let page = said(&zoe.get(path).await.expect(200));
        assert!(page.contains("Your access has ended") && page.contains("3 November 2026"), "{page}");
        assert!(page.contains(&format!("/kits/press/request?mediaId={}", house.assets[0])), "{page}");
        assert!(!page.contains("ready") && !page.contains("until the access is revoked"), "{page}");
    }
    let status = said(&zoe.get(&format!("/requests/{}", request["reference"].as_str().unwrap())).await.expect(200));
    assert!(status.contains("Your access has ended") && status.contains("Access ended on 3 November 2026"), "{status}");
    assert!(status.contains("/kits/press/request?mediaId=") && !status.contains("in the mail"), "{status}");
    assert_eq!(house.newest(mail).await["status"], "approved");
}

#[tokio::test]
async fn who_comes_back_after_a_revocation_reads_what_was_said() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    house.decide(&request, json!({"decision": "approve"})).await;
    let zoe = house.picks_up(mail).await;
    house.revoke(&request, json!({"message": "The licence is over."})).await;
    let page = said(&zoe.get(&format!("/pickup?request={}", request["reference"].as_str().unwrap())).await.expect(200));
    assert!(page.contains("Your access was revoked") && page.contains("The licence is over."), "{page}");
    assert!(page.contains("/kits/press/request?mediaId="), "{page}");
}

#[tokio::test]
async fn who_comes_back_to_a_kit_that_went_private_is_not_promised_files() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    house.decide(&house.newest(mail).await, json!({"decision": "approve"})).await;
    let zoe = house.picks_up(mail).await;
    let draft = KitDraft { privacy: Some(Privacy::Private), ..KitDraft::default() };
    update_as_operator(&house.desk.app, house.kit, draft, Default::default(), None).await.unwrap();
    let page = said(&zoe.get("/pickup").await.expect(200));
    assert!(page.contains("not shown any more") && !page.contains("ready"), "{page}");
}

#[tokio::test]
async fn an_address_with_an_id_that_is_none_leads_nowhere() {
    let house = house().await;
    let ids = ["abc", "99999999999999999999999", "%ff", "1%00"];
    for id in ids {
        for path in
            ["admin/users/download-requests", "admin/assets", "requests", "pickup", "decide", "invitation", "assets"]
        {
            let answer = house.rita.get(&format!("/{path}/{id}")).await.expect(404);
            assert!(answer.header("content-type").starts_with("text/html"), "{path}/{id}: {}", answer.text());
        }
        for path in ["download-validation-requests", "medias", "kits", "portals", "folders", "users", "download-grants"]
        {
            house.rita.get(&format!("/api/dam/{path}/{id}")).await.expect_problem(404, "not-found");
        }
        let form = house.rita.post_form(&format!("/admin/users/download-requests/{id}/revocation"), "").await;
        assert_eq!(form.status, 404, "{}", form.text());
    }
}

#[tokio::test]
async fn an_approval_that_was_taken_back_before_it_was_written_is_not_written() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    house.decide(&request, json!({"decision": "approve"})).await;
    house.revoke(&request, json!({})).await;
    let subjects = house.subjects(mail).await;
    assert!(subjects.iter().all(|subject| !subject.starts_with("Approved")), "{subjects:?}");
    assert!(subjects.last().unwrap().starts_with("Access revoked"), "{subjects:?}");
}

#[tokio::test]
async fn letters_to_a_requester_leave_in_the_order_of_what_happened() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets, "For a poster.").await;
    let request = house.newest(mail).await;
    let approve = json!({"decision": "approve", "mediaIds": [house.assets[0]]});
    house.decide(&request, approve).await;
    house.decide(&request, json!({"decision": "deny"})).await;
    let subjects = house.subjects(mail).await;
    let begins: Vec<&str> = subjects.iter().map(|subject| subject.split(':').next().unwrap()).collect();
    assert_eq!(begins, ["Under review", "Approved", "Denied"], "{subjects:?}");
}

#[tokio::test]
async fn a_revocation_tells_only_what_is_really_closed() {
    let house = house().await;
    let mail = "zoe@example.org";
    let (logo, photo) = (house.assets[0], house.assets[1]);
    let mia = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let ask = async |assets: &[AssetId]| {
        let body = json!({"mediaIds": assets, "reason": "r"});
        mia.post(REQUESTS, body).await.expect(201).json()
    };
    let (first, second) = (ask(&[logo]).await, ask(&[logo, photo]).await);
    for request in [&first, &second] {
        house.decide(request, json!({"decision": "approve"})).await;
    }
    house.desk.run_jobs().await;
    house.revoke(&second, json!({"message": "Twice is once too often."})).await;
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("mia@desk.example").pop().unwrap();
    assert!(letter.message.subject.starts_with("Access revoked: photo"), "{}", letter.message.subject);
    let (closed, open) = letter.message.text.split_once("Still open to you").expect("what stays open");
    assert!(closed.contains("photo") && !closed.contains("logo") && open.contains("logo"), "{}", letter.message.text);
    let third = ask(&[logo]).await;
    house.decide(&third, json!({"decision": "approve"})).await;
    house.revoke(&third, json!({})).await;
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("mia@desk.example").pop().unwrap();
    assert!(letter.message.text.contains("stays open to you"), "{}", letter.message.text);
    assert!(house.subjects(mail).await.is_empty());
}

#[tokio::test]
async fn a_denial_of_a_part_says_that_it_is_about_this_part() {
    let house = house().await;
    let mia = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let body = json!({"mediaIds": house.assets, "reason": "r"});
    let request = mia.post(REQUESTS, body).await.expect(201).json();
    house.decide(&request, json!({"decision": "deny", "mediaIds": [house.assets[1]]})).await;
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("mia@desk.example").pop().unwrap();
    let text = letter.message.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("they were not approved") && text.contains("still under review"), "{text}");
    assert!(!text.contains("your request was not approved") && text.contains("you may ask again"), "{text}");
}

#[tokio::test]
async fn who_was_never_asked_gets_no_all_clear() {
    let house = house().await;
    house.desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    house.decide(&house.newest(mail).await, json!({"decision": "approve"})).await;
    assert!(house.subjects("ann@desk.example").await.is_empty());
    house.asks(&house.desk.visitor(), mail, &house.assets[1..], "And this.").await;
    assert_eq!(house.subjects("ann@desk.example").await.len(), 1);
    house.decide(&house.newest(mail).await, json!({"decision": "deny"})).await;
    let subjects = house.subjects("ann@desk.example").await;
    assert!(subjects[1].starts_with("Handled"), "{subjects:?}");
}

#[tokio::test]
async fn a_question_to_a_responsible_says_the_number_of_the_request_and_tells_files_apart() {
    let house = house().await;
    house.desk.user("ann@desk.example", "Ann Archer", Role::Responsible).await;
    let twins = [house.desk.asset("team.png", "a").await, house.desk.asset("team.jpg", "b").await];
    let mia = house.desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    let request = mia.post(REQUESTS, json!({"mediaIds": twins, "reason": "r"})).await.expect(201).json();
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("ann@desk.example").pop().unwrap();
    assert!(letter.message.subject.ends_with(&format!("(request {})", request["id"])), "{}", letter.message.subject);
    assert!(letter.message.text.contains("team (team.png)") && letter.message.text.contains("team (team.jpg)"));
}

#[tokio::test]
async fn the_desk_names_who_took_the_access_away() {
    let house = house().await;
    let rolf = house.desk.user("rolf@desk.example", "Rolf Roe", Role::Responsible).await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("rolf@desk.example").pop().unwrap();
    let decide = letter.link("/decide/").unwrap().trim_start_matches("http://desk.example").to_owned();
    rolf.post(&format!("{REQUESTS}/{}/decision", request["id"]), json!({"decision": "approve"})).await.expect(200);
    house.revoke(&request, json!({})).await;
    let page = said(&house.desk.visitor().get(&decide).await.expect(200));
    assert!(page.contains("Rita Rose") && !page.contains("Rolf Roe was"), "{page}");
    let page = said(&house.rita.get(&format!("/admin/users/download-requests/{}", request["id"])).await.expect(200));
    let decided = page.split("<h2").next().unwrap();
    assert!(decided.contains("Rita Rose"), "{decided}");
}

#[tokio::test]
async fn what_somebody_known_writes_when_asking_again_is_added() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[1..], "First.").await;
    house.decide(&house.newest(mail).await, json!({"decision": "approve"})).await;
    let zoe = house.picks_up(mail).await;
    house.asks(&zoe, mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    let words = async || {
        let shown = house.rita.get(&format!("{REQUESTS}/{}", request["id"])).await.expect(200).json();
        let words = shown["words"].as_array().cloned().unwrap_or_default();
        words.iter().map(|word| word["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "I am a stranger.").await;
    assert!(words().await.is_empty());
    for _ in 0..2 {
        house.asks(&zoe, mail, &house.assets[..1], "It is urgent.").await;
    }
    house.asks(&zoe, mail, &house.assets[..1], "For a poster.").await;
    assert_eq!(words().await, ["It is urgent."]);
}

#[tokio::test]
async fn withdrawing_twice_leads_to_where_the_request_stands() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let path = format!("/requests/{}", house.newest(mail).await["reference"].as_str().unwrap());
    for _ in 0..2 {
        let answer = house.desk.visitor().post_form(&format!("{path}/withdrawal"), "").await.expect(303);
        assert_eq!(answer.header("location"), path);
    }
    house.asks(&house.desk.visitor(), mail, &house.assets[1..], "And this.").await;
    let decided = house.newest(mail).await;
    house.decide(&decided, json!({"decision": "deny"})).await;
    let path = format!("/requests/{}", decided["reference"].as_str().unwrap());
    let answer = house.desk.visitor().post_form(&format!("{path}/withdrawal"), "").await.expect(303);
    assert_eq!(answer.header("location"), path);
    assert!(said(&house.desk.visitor().get(&path).await.expect(200)).contains("denied"));
}

#[tokio::test]
async fn an_invitation_of_somebody_who_was_taken_out_is_over() {
    let house = house().await;
    let body = json!({"mail": "new@desk.example", "firstName": "Nia", "role": "member"});
    let made = house.rita.post("/api/dam/users", body).await.expect(201).json();
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("new@desk.example").pop().unwrap();
    let path = letter.link("/invitation/").unwrap().trim_start_matches("http://desk.example").to_owned();
    house.desk.visitor().get(&path).await.expect(200);
    house.rita.delete(&format!("/api/dam/users/{}", made["id"])).await.expect(204);
    let fields = "password=correct+horse+battery&passwordAgain=correct+horse+battery";
    for answer in [house.desk.visitor().get(&path).await, house.desk.visitor().post_form(&path, fields).await] {
        let page = said(&answer.expect(410));
        assert!(page.contains("This invitation is over") && !page.contains("quicker"), "{page}");
    }
}

#[tokio::test]
async fn a_link_that_its_owner_ended_says_so() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    house.decide(&house.newest(mail).await, json!({"decision": "approve"})).await;
    let zoe = house.picks_up(mail).await;
    zoe.post_form("/pickup/end", "").await.expect(200);
    let letters = house.desk.mailbox.to(mail);
    let link = letters.iter().rev().find_map(|letter| letter.link("/pickup/")).unwrap();
    let answer = house.desk.visitor().get(link.trim_start_matches("http://desk.example")).await.expect(410);
    let page = said(&answer);
    assert!(page.contains("This link was ended") && !page.contains("thirty days"), "{page}");
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page_that_was_meant() {
    let house = house().await;
    for (path, meant) in [("/kits/press/", "/kits/press"), ("/kits/press/?q=a", "/kits/press?q=a")] {
        let answer = house.desk.visitor().get(path).await.expect(308);
        assert_eq!(answer.header("location"), meant);
    }
    for path in ["//evil.example/", "/api/dam/kits/"] {
        house.desk.visitor().get(path).await.expect(404);
    }
    house.desk.visitor().post_form("/kits/press/", "").await.expect(404);
}

#[tokio::test]
async fn what_was_chosen_and_went_away_never_becomes_everything() {
    let house = house().await;
    let visitor = house.desk.visitor();
    let [one, two] = house.assets[..] else { panic!("two assets") };
    let open = format!("/kits/press/request?mediaId={one}");
    let form = visitor.get(&open).await.expect(200).text();
    let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    // Somebody takes it out of the kit meanwhile.
    let section = SectionDraft { title: "All".into(), text: String::new(), assets: vec![two] };
    let draft = KitDraft { sections: Some(vec![section]), ..KitDraft::default() };
    update_as_operator(&house.desk.app, house.kit, draft, Default::default(), None).await.unwrap();

    let sent = format!("mail=vic@example.org&form={token}&mediaId={one}");
    let again = visitor.post_form("/kits/press/request", &sent).await.expect(422).text();
    assert!(again.contains("not here any more"), "{again}");
    assert!(!again.contains("<button class=\"btn wide\""), "there is nothing to send, and yet a button to do so");
    let both = format!("{open}&mediaId={two}");
    let rest = visitor.get(&both).await.expect(200).text();
    assert!(rest.contains("not here any more") && rest.contains(&format!("name=\"mediaId\" value=\"{two}\"")));
    assert!(!rest.contains(&format!("name=\"mediaId\" value=\"{one}\"")));
    assert_eq!(visitor.get(&open).await.expect(303).header("location"), "/kits/press");
    assert_eq!(house.rita.get(REQUESTS).await.expect(200).json()["totalCount"], 0);
}

#[tokio::test]
async fn who_comes_back_on_a_new_device_gets_a_fresh_link_with_one_press_and_types_no_address() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let asked = house.newest(mail).await;
    house.asks(&house.desk.visitor(), mail, &house.assets[1..], "And this.").await;
    let path = format!("/requests/{}", asked["reference"].as_str().unwrap());
    let device = house.desk.visitor();
    // Nothing is open yet: there is nothing to send, and the page says where it stands.
    assert!(!said(&device.get(&path).await.expect(200)).contains("/fresh-link"));
    assert_eq!(device.post_form(&format!("{path}/fresh-link"), "").await.expect(303).header("location"), path);
    for request in [&asked, &house.newest(mail).await] {
        house.decide(request, json!({"decision": "approve"})).await;
    }
    // What was decided last is the newer one; the link is to what this page is about.
    let before = house.subjects(mail).await.len();
    house.desk.clock.pass(Duration::from_secs(40 * 24 * 60 * 60));
    let page = said(&device.get(&path).await.expect(200));
    assert!(page.contains(&format!("action=\"{path}/fresh-link\"")) && !page.contains("type=\"email\""), "{page}");
    let page = said(&device.post_form(&format!("{path}/fresh-link"), "").await.expect(200));
    assert!(page.contains("We have written") && !page.contains(mail), "{page}");
    let subjects = house.subjects(mail).await;
    assert_eq!(subjects[before..], ["Your link to logo (press)"], "{subjects:?}");
    let zoe = house.picks_up(mail).await;
    assert!(said(&zoe.get("/pickup").await.expect(200)).contains("Your files are ready"));
}

#[tokio::test]
async fn pressing_again_and_again_sends_three_links_a_day_and_says_the_same() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    let request = house.newest(mail).await;
    house.decide(&request, json!({"decision": "approve"})).await;
    house.desk.run_jobs().await;
    house.desk.clock.pass(Duration::from_secs(2 * 24 * 60 * 60));
    let path = format!("/requests/{}/fresh-link", request["reference"].as_str().unwrap());
    let mut answers = vec![];
    for _ in 0..5 {
        answers.push(said(&house.desk.visitor().post_form(&path, "").await.expect(200)));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    let links = house.subjects(mail).await.into_iter().filter(|subject| subject.starts_with("Your link")).count();
    assert_eq!(links, 3);
    // Another site sends none in somebody's name, and a reference that is none leads nowhere.
    let foreign = house.desk.visitor().with("origin", "https://evil.example");
    foreign.post_form(&path, "").await.expect(403);
    house.desk.visitor().post_form("/requests/AAAAAAAAAAAAAAAAAAAAAA/fresh-link", "").await.expect(404);
    house.desk.visitor().get(&path).await.expect(405);
    house.revoke(&request, json!({})).await;
    house.desk.visitor().post_form(&path, "").await.expect(303);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn not_me_leads_back_to_the_page_one_was_on_and_never_out_of_the_site() {
    let house = house().await;
    let mail = "zoe@example.org";
    house.asks(&house.desk.visitor(), mail, &house.assets[..1], "For a poster.").await;
    house.decide(&house.newest(mail).await, json!({"decision": "approve"})).await;
    let zoe = house.picks_up(mail).await;
    let one = format!("/kits/press/request?mediaId={}", house.assets[1]);
    for (from, back) in [
        ("http://desk.example/kits/press?q=logo&type=vector", "/kits/press?q=logo&type=vector"),
        (&*format!("http://desk.example{one}"), &*one),
        // What a form answered has the form's own address, which shows nothing, or asks for more than was chosen.
        ("http://desk.example/kits/press/request", "/kits/press"),
        ("http://desk.example/portals/museum/kits/press/request", "/portals/museum/kits/press"),
        ("http://desk.example/kits/request", "/kits/request"),
        ("http://desk.example/portals/museum/kits/request", "/portals/museum/kits/request"),
        ("http://desk.example/requests/abc/words", "/requests/abc"),
        ("http://desk.example/requests/abc/fresh-link", "/requests/abc"),
        ("http://desk.example/requests/abc", "/requests/abc"),
        ("http://desk.example/pickup/end", "/pickup"),
        ("https://evil.example/kits/press", "/kits/press"),
        ("https://evil.example//evil.example/", "/"),
        ("https://evil.example/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ] {
        for (action, fields) in [("/pickup/not-me", ""), ("/language", "language=de")] {
            let answer = zoe.clone().with("referer", from).post_form(action, fields).await.expect(303);
            assert_eq!(answer.header("location"), back, "{action} from {from}");
        }
    }
    let answer = zoe.post_form("/pickup/not-me", "").await.expect(303);
    assert_eq!(answer.header("location"), "/");
    assert!(answer.header("set-cookie").contains("Max-Age=0"), "{}", answer.header("set-cookie"));
}
