//! Undoing a decision at the desk: it counts at once, its mails wait ten seconds, and until they leave its decider may take it
//! out again.

use domain::*;
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const LIST: &str = "/admin/users/download-requests";

struct House {
    desk: Desk,
    admin: Actor,
    /// A responsible, in a browser.
    ron: Actor,
    /// The same as a program.
    ron_api: Actor,
    assets: Vec<AssetId>,
}

async fn house(policy: Policy) -> House {
    let desk = Desk::open().await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let ron_api = desk.user("ron@desk.example", "Ron Reed", Role::Responsible).await;
    let assets = vec![desk.asset("logo.svg", "<svg/>").await, desk.asset("photo.jpg", "jpeg").await];
    desk.kit("press", Privacy::Public, policy, &assets).await;
    let ron = desk.signed_in(&ron_api).await;
    House { desk, admin, ron, ron_api, assets }
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

fn hidden(page: &str, name: &str) -> Option<String> {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
}

impl House {
    /// Asks by the form for some assets of the kit; the newest request of the address.
    async fn asks(&self, mail: &str, assets: &[AssetId]) -> i64 {
        let wanted: String = assets.iter().map(|asset| format!("&mediaId={asset}")).collect();
        let visitor = self.desk.visitor();
        let form = visitor.get(&format!("/kits/press/request?x=1{wanted}")).await.expect(200).text();
        let token = hidden(&form, "form").expect("a form");
        let fields = format!("mail={mail}&message=Please{wanted}&form={token}");
        visitor.post_form("/kits/press/request", &fields).await.expect(200);
        self.desk.run_jobs().await;
        let found = self.admin.get(&format!("{REQUESTS}?mail={mail}&sort=-created")).await.expect(200).json();
        found["items"][0]["id"].as_i64().expect("a request")
    }

    async fn request(&self, id: i64) -> Value {
        self.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json()
    }

    async fn grants(&self) -> u64 {
        self.admin.get("/api/dam/download-grants").await.expect(200).json()["totalCount"].as_u64().expect("a count")
    }

    /// Decides in the browser; the page that it leads to.
    async fn decides(&self, id: i64, fields: &str) -> String {
        let answer = self.ron.post_form(&format!("{LIST}/{id}/decision"), fields).await.expect(303);
        self.ron.get(answer.header("location")).await.expect(200).text()
    }

    async fn undoes(&self, actor: &Actor, stroke: &str) -> Answer {
        actor.post_form(&format!("{LIST}/undo"), &format!("stroke={stroke}")).await
    }

    /// The subjects of the mails to an address that have left by now, oldest first.
    async fn subjects(&self, mail: &str) -> Vec<String> {
        self.desk.run_jobs().await;
        self.desk.mailbox.to(mail).iter().map(|letter| letter.message.subject.clone()).collect()
    }

    fn pass(&self, seconds: u64) {
        self.desk.clock.pass(Duration::from_secs(seconds));
    }
}

fn stroke(page: &str) -> String {
    hidden(page, "stroke").unwrap_or_else(|| panic!("nothing to undo: {page}"))
}

#[tokio::test]
async fn a_decision_counts_at_once_and_its_mail_waits_ten_seconds() {
    let house = house(Policy::Approval).await;
    let id = house.asks("zoe@example.org", &[]).await;
    let page = house.decides(id, "decision=approve&message=Yes.").await;
    assert!(page.contains("Approved. The requester is told by mail in ten seconds."), "{page}");
    assert_eq!((house.request(id).await["status"].as_str(), house.grants().await), (Some("approved"), 1));
    house.pass(8);
    assert_eq!(house.subjects("zoe@example.org").await.len(), 1, "the receipt only");
    house.pass(2);
    let subjects = house.subjects("zoe@example.org").await;
    assert!(subjects.len() == 2 && subjects[1].starts_with("Approved"), "{subjects:?}");
    assert!(hidden(&house.ron.get(LIST).await.expect(200).text(), "stroke").is_none(), "nothing is offered any more");
    // For a while.
    let id = house.asks("lea@example.org", &[]).await;
    house.decides(id, "decision=approve&expiresAt=&period=30").await;
    assert!(house.request(id).await["expiresAt"].as_str().unwrap().starts_with("2026-12-01T12:"));
    house.ron.post_form(&format!("{LIST}/{id}/decision"), "decision=approve&period=31").await.expect(422);
    house.pass(11);
    // What a program decides is told at once.
    let id = house.asks("uwe@example.org", &[]).await;
    house.ron_api.post(&format!("{REQUESTS}/{id}/decision"), json!({"decision": "deny"})).await.expect(200);
    assert_eq!(house.subjects("uwe@example.org").await.len(), 2);
}

#[tokio::test]
async fn an_undone_approval_leaves_a_pending_request_and_no_way_in() {
    let house = house(Policy::Approval).await;
    let other = house.desk.user("olga@desk.example", "Olga", Role::Responsible).await;
    // They had access once, so that their browser is known.
    let first = house.asks("zoe@example.org", &house.assets[..1]).await;
    house.admin.post(&format!("{REQUESTS}/{first}/decision"), json!({"decision": "approve"})).await.expect(200);
    house.desk.run_jobs().await;
    let letter = house.desk.mailbox.to("zoe@example.org").pop().expect("a mail");
    let link = letter.link("/pickup/").expect("a link").trim_start_matches("http://desk.example").to_owned();
    let zoe = house.desk.visitor().with("cookie", &cookies_of(&house.desk.visitor().get(&link).await.expect(303)));
    house.admin.post(&format!("{REQUESTS}/{first}/revocation"), json!({})).await.expect(200);
    house.desk.run_jobs().await;
    let id = house.asks("zoe@example.org", &house.assets[..1]).await;
    let file = format!("/kits/press/assets/{}/download", house.assets[0]);
    zoe.get(&file).await.expect(403);
    let page = house.decides(id, "decision=approve").await;
    zoe.get(&file).await.expect(200);
    let mails = house.subjects("zoe@example.org").await.len();
    let all_clear = house.subjects("olga@desk.example").await.len();

    let answer = house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    zoe.get(&file).await.expect(403);
    let page = house.ron.get(answer.header("location")).await.expect(200).text();
    assert!(page.contains("Undone. The request waits for a decision again"), "{page}");
    assert!(page.contains("Decision undone by Ron Reed") && page.contains("Approved by Ron Reed"), "{page}");
    let request = house.request(id).await;
    assert_eq!(
        (request["status"].as_str(), request.get("decidedBy"), request.get("decidedAt")),
        (Some("pending"), None, None)
    );
    assert_eq!(request["items"][0]["status"], "pending");
    assert_eq!(house.grants().await, 0);
    // Nor is the requester told of it on the page of their request.
    let status = house.desk.visitor().get(&format!("/requests/{}", request["reference"].as_str().unwrap())).await;
    let status = status.expect(200).text();
    assert!(status.contains("<p dir=\"auto\">Asked") && !status.contains("<p dir=\"auto\">Approved"), "{status}");
    house.pass(60);
    assert_eq!(house.subjects("zoe@example.org").await.len(), mails, "nobody was written to");
    assert_eq!(house.subjects("olga@desk.example").await.len(), all_clear);
    // What was taken in between stays in the history, and so does the undoing.
    let events = house.admin.get(&format!("/api/dam/events?requestId={id}&type=decision")).await.expect(200).json();
    let kinds: Vec<&str> =
        events["items"].as_array().unwrap().iter().filter_map(|event| event["type"].as_str()).collect();
    assert_eq!(kinds, ["decision.undone", "decision.approved"]);
    let events = house.admin.get("/api/dam/events?type=download&mail=zoe@example.org").await.expect(200).json();
    assert_eq!(events["totalCount"], 1);
    // It is under review again: asking once more makes no second request, and a colleague decides it.
    assert_eq!(house.asks("zoe@example.org", &house.assets[..1]).await, id);
    let olga = house.desk.signed_in(&other).await;
    olga.post_form(&format!("{LIST}/{id}/decision"), "decision=deny").await.expect(303);
    house.pass(11);
    assert!(house.subjects("zoe@example.org").await.last().unwrap().starts_with("Denied"));
}

#[tokio::test]
async fn once_the_mails_have_left_it_is_too_late_and_nobody_undoes_for_others() {
    let house = house(Policy::Approval).await;
    let id = house.asks("zoe@example.org", &[]).await;
    let page = house.decides(id, "decision=deny&message=No.").await;
    let stroke = stroke(&page);
    let rita = house.desk.signed_in(&house.admin).await;
    let answer = house.undoes(&rita, &stroke).await.expect(409).text();
    assert!(answer.contains("can&#39;t be undone any more"), "{answer}");
    assert!(hidden(&rita.get(LIST).await.expect(200).text(), "stroke").is_none());
    house.desk.visitor().post_form(&format!("{LIST}/undo"), &format!("stroke={stroke}")).await.expect(401);
    house.pass(11);
    house.desk.run_jobs().await;
    let answer = house.undoes(&house.ron, &stroke).await.expect(409).text();
    assert!(answer.contains("the mails have left"), "{answer}");
    assert_eq!(house.request(id).await["status"], "denied");
    house.undoes(&house.ron, "x").await.expect(422);
    // Also after what may be undone is forgotten.
    house.pass(60 * 60);
    app::jobs::tidy(&house.desk.app).await.unwrap();
    house.undoes(&house.ron, &stroke).await.expect(409);
}

#[tokio::test]
async fn a_denial_of_many_is_undone_in_one_stroke() {
    let house = house(Policy::Approval).await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(house.asks(&format!("v{number}@example.org"), &house.assets[..1]).await);
    }
    let ticked: String = ids.iter().map(|id| format!("&id={id}")).collect();
    let answer = house.ron.post_form(LIST, &format!("decision=deny&message=No.{ticked}")).await.expect(303);
    let page = house.ron.get(answer.header("location")).await.expect(200).text();
    assert!(page.contains("5 requests denied. Their requesters are told by mail in ten seconds."), "{page}");
    house.pass(3);
    let answer = house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    let page = house.ron.get(answer.header("location")).await.expect(200).text();
    assert!(page.contains("Undone.") && page.matches("class=\"who\"").count() == 5, "{page}");
    house.pass(60);
    for number in 0..5 {
        assert_eq!(house.subjects(&format!("v{number}@example.org")).await.len(), 1);
    }
    // Pressing twice is too late.
    house.undoes(&house.ron, "1").await.expect(409);
}

#[tokio::test]
async fn what_a_grant_covered_besides_waits_again_too() {
    let house = house(Policy::Approval).await;
    let one = house.asks("zoe@example.org", &house.assets[..1]).await;
    let other = house.asks("zoe@example.org", &house.assets[1..]).await;
    let page = house.decides(one, "decision=approve").await;
    assert_eq!(house.request(other).await["status"], "approved", "the grant of the kit covers it");
    house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    for id in [one, other] {
        assert_eq!(house.request(id).await["status"], "pending");
    }
    assert_eq!(house.grants().await, 0);
    house.pass(11);
    assert!(house.subjects("zoe@example.org").await.iter().all(|subject| subject.starts_with("Under review")));
}

#[tokio::test]
async fn insight_counts_what_stands_not_what_was_undone() {
    let house = house(Policy::Approval).await;
    let counts = async || house.admin.get("/api/dam/insights/timeline").await.expect(200).json()["total"].clone();
    let one = house.asks("zoe@example.org", &house.assets[..1]).await;
    house.asks("zoe@example.org", &house.assets[1..]).await;
    let before = counts().await;
    let page = house.decides(one, "decision=approve").await;
    assert_eq!((&counts().await["approvals"], &before["approvals"]), (&json!(2), &json!(0)), "and what it covers");
    house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    assert_eq!(counts().await, before);
    let page = house.decides(one, "decision=deny").await;
    assert_eq!(counts().await["denials"], 1);
    house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    // Of another decision about the same request nothing is taken away.
    house.decides(one, "decision=deny").await;
    assert_eq!((counts().await["denials"].clone(), counts().await["approvals"].clone()), (json!(1), json!(0)));
    house.pass(11);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn of_two_decisions_about_one_request_the_later_is_undone_alone() {
    let house = house(Policy::PerAssetApproval).await;
    let id = house.asks("zoe@example.org", &house.assets).await;
    let [first, second] = [house.assets[0], house.assets[1]];
    house.decides(id, &format!("decision=approve&message=This+one.&mediaId={first}")).await;
    house.pass(11);
    house.desk.run_jobs().await;
    let page = house.decides(id, &format!("decision=deny&message=Not+this.&mediaId={second}")).await;
    assert_eq!(house.request(id).await["status"], "partiallyApproved");
    house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    let request = house.request(id).await;
    assert_eq!((request["status"].as_str(), request["message"].as_str()), (Some("pending"), Some("This one.")));
    assert_eq!(request["items"][0]["status"], "approved");
    assert_eq!(house.grants().await, 1);
}

#[tokio::test]
async fn what_something_else_was_built_upon_is_not_undone() {
    let house = house(Policy::Approval).await;
    let id = house.asks("zoe@example.org", &[]).await;
    let page = house.decides(id, "decision=approve").await;
    house.admin.post(&format!("{REQUESTS}/{id}/revocation"), json!({})).await.expect(200);
    let answer = house.undoes(&house.ron, &stroke(&page)).await.expect(409).text();
    assert!(answer.contains("something else has happened to the request since"), "{answer}");
    assert_eq!(house.request(id).await["status"], "revoked");
    house.pass(11);
    house.desk.run_jobs().await;
    house.pass(60);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn a_decision_by_the_link_of_a_mail_is_undone_there_and_the_link_decides_again() {
    let house = house(Policy::Approval).await;
    let id = house.asks("zoe@example.org", &[]).await;
    let letter = house.desk.mailbox.to("ron@desk.example").pop().expect("a question");
    let path = letter.link("/decide/").expect("a link").trim_start_matches("http://desk.example").to_owned();
    let anybody = house.desk.visitor();
    let page = anybody.post_form(&path, "decision=deny&message=No.").await.expect(200).text();
    assert!(page.contains("The mails leave in ten seconds"), "{page}");
    assert!(hidden(&anybody.get(&path).await.expect(200).text(), "stroke").is_some(), "also after a reload");
    let fields = format!("stroke={}", stroke(&page));
    let page = anybody.post_form(&format!("{path}/undo"), &fields).await.expect(200).text();
    assert!(page.contains("waits for a decision again") && page.contains("value=\"approve\""), "{page}");
    let page = anybody.post_form(&path, "decision=approve").await.expect(200).text();
    let late = format!("stroke={}", stroke(&page));
    house.pass(11);
    let subjects = house.subjects("zoe@example.org").await;
    assert!(subjects.len() == 2 && subjects[1].starts_with("Approved"), "{subjects:?}");
    let page = anybody.post_form(&format!("{path}/undo"), &late).await.expect(409).text();
    assert!(page.contains("the mails have left"), "{page}");
    assert_eq!(house.request(id).await["status"], "approved");
}

#[tokio::test]
async fn who_was_not_asked_yet_is_asked_when_a_colleague_takes_the_decision_back() {
    let house = house(Policy::Approval).await;
    let olga = house.desk.user("olga@desk.example", "Olga", Role::Responsible).await;
    let visitor = house.desk.visitor();
    let form = visitor.get("/kits/press/request").await.expect(200).text();
    let fields = format!("mail=zoe@example.org&message=Please&form={}", hidden(&form, "form").expect("a form"));
    visitor.post_form("/kits/press/request", &fields).await.expect(200);
    // Decided before any mail left.
    let found = house.admin.get(REQUESTS).await.expect(200).json();
    let page = house.decides(found["items"][0]["id"].as_i64().unwrap(), "decision=approve").await;
    assert_eq!(house.subjects("olga@desk.example").await, Vec::<String>::new());
    house.undoes(&house.ron, &stroke(&page)).await.expect(303);
    house.pass(30);
    assert_eq!(house.subjects("olga@desk.example").await.len(), 1);
    assert!(olga.id() > 0);
}
