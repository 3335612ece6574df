//! Many requests at once: what will happen is seen before, what became of each afterwards. And the list narrowed to what a
//! decision is about.

use domain::*;
use serde_json::{Value, json};
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const PUBLIC: &str = "/api/public/download-validation-requests";
const LIST: &str = "/admin/users/download-requests";
const BULK: &str = "/admin/users/download-requests/bulk";

struct House {
    desk: Desk,
    admin: Actor,
    /// The same in a browser.
    browser: Actor,
    kits: [KitId; 2],
    assets: [AssetId; 2],
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let assets = [desk.asset("one.txt", "one").await, desk.asset("two.txt", "two").await];
    let press = desk.kit("press", Privacy::Public, Policy::Approval, &assets).await;
    let brand = desk.kit("brand", Privacy::Public, Policy::Approval, &assets).await;
    let browser = desk.signed_in(&admin).await;
    House { desk, admin, browser, kits: [press, brand], assets }
}

impl House {
    async fn asks(&self, mail: &str, kit: KitId, asset: AssetId) -> i64 {
        let body = json!({
            "mediaIds": [asset], "mail": mail, "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": kit,
        });
        self.desk.visitor().post(PUBLIC, body).await.expect(201);
        let newest = self.admin.get(&format!("{REQUESTS}?sort=-created&size=1")).await.expect(200).json();
        newest["items"][0]["id"].as_i64().expect("an id")
    }

    async fn page(&self, path: &str) -> String {
        self.browser.get(path).await.expect(200).text()
    }

    async fn shown(&self, query: &str) -> usize {
        self.page(&format!("{LIST}?{query}")).await.matches("class=\"who\"").count()
    }

    async fn status(&self, id: i64) -> Value {
        self.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json()["status"].clone()
    }

    /// Every mail leaves.
    async fn ends(&self) {
        self.desk.clock.pass(std::time::Duration::from_secs(60));
        self.desk.run_jobs().await;
    }
}

/// The hidden fields of the form that acts, as they are sent.
fn hidden(page: &str) -> String {
    let form = page.split("id=\"bulk-form\"").nth(1).expect("a form").split("</form>").next().unwrap();
    let fields = form.split("<input type=\"hidden\" name=\"").skip(1).map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"").unwrap();
        format!("{name}={}", rest.split('"').next().unwrap().replace('@', "%40"))
    });
    fields.collect::<Vec<_>>().join("&")
}

#[tokio::test]
async fn all_that_a_filter_lets_through_is_decided_after_a_look_at_what_will_happen() {
    let house = house().await;
    let [press, brand] = house.kits;
    let [one, two] = house.assets;
    let first = house.asks("vera@press.example", press, one).await;
    let again = house.asks("vera@press.example", press, two).await;
    let uwe = house.asks("uwe@press.example", press, one).await;
    let other = house.asks("zoe@brand.example", brand, one).await;
    let page = house.page(&format!("{LIST}?kitId={press}")).await;
    assert!(page.contains("All 3 requests of this list") && page.contains("Approve all…"), "{page}");
    let look = house.page(&format!("{BULK}?tab=pending&kitId={press}&act=approve")).await;
    assert!(
        look.contains("Approve 3 requests") && look.contains("2 people get what they asked for: 3 files."),
        "{look}"
    );
    // What comes in after the look is not meant.
    let late = house.asks("late@press.example", press, one).await;
    let sent = format!("{}&message=All+of+you.", hidden(&look));
    let done = house.browser.post_form(BULK, &sent).await.expect(200).text();
    assert!(done.contains("3 requests approved") && done.contains("name=\"stroke\""), "{done}");
    for id in [first, again, uwe] {
        assert_eq!(house.status(id).await, "approved");
    }
    assert_eq!((house.status(other).await, house.status(late).await), (json!("pending"), json!("pending")));
    // The same once more: nothing is done, and each says why.
    let done = house.browser.post_form(BULK, &sent).await.expect(200).text();
    assert!(done.contains("0 requests approved") || done.contains("Back to the list"), "{done}");
    house.ends().await;
    let letters = house.desk.mailbox.to("vera@press.example");
    let told = letters.iter().filter(|letter| letter.message.subject.starts_with("Approved")).count();
    assert_eq!(told, 1, "one mail for each person");
}

#[tokio::test]
async fn what_somebody_may_not_decide_is_left_and_said_beforehand() {
    let house = house().await;
    let [press, _] = house.kits;
    let [one, _] = house.assets;
    let rolf = house.desk.user("rolf@desk.example", "Rolf", Role::Responsible).await;
    let first = house.asks("vera@press.example", press, one).await;
    let second = house.asks("uwe@press.example", press, one).await;
    house.admin.post(&format!("{REQUESTS}/{second}/decision"), json!({"decision": "deny"})).await.expect(200);
    let browser = house.desk.signed_in(&rolf).await;
    let look = browser.get(&format!("{BULK}?act=approve&id={first}&id={second}&id=99")).await.expect(200).text();
    assert!(look.contains("Approve 1 request"), "{look}");
    assert!(look.contains("1 request has been decided already."), "{look}");
    assert!(look.contains("1 request is not there for you."), "{look}");
    let done = browser.post_form(BULK, &hidden(&look)).await.expect(200).text();
    assert!(done.contains("1 request approved") && done.contains("Decided already"), "{done}");
    let look = browser.get(&format!("{BULK}?act=deny&id={first}")).await.expect(200).text();
    assert!(look.contains("There is nothing to deny"), "{look}");
    // A fault keeps what was typed.
    let third = house.asks("zoe@press.example", press, one).await;
    let fields = format!("act=approve&id={third}&message=Fine.&expiresAt=2020-01-01");
    let page = browser.post_form(BULK, &fields).await.expect(422).text();
    assert!(page.contains("lies in the past") && page.contains("Fine.") && page.contains("2020-01-01"), "{page}");
    browser.post_form(BULK, &format!("act=sleep&id={third}")).await.expect(422);
    house.desk.visitor().get(BULK).await.expect(303);
    house.ends().await;
}

#[tokio::test]
async fn everything_of_one_requester_is_revoked_from_what_is_known_of_them() {
    let house = house().await;
    let [press, brand] = house.kits;
    let [one, _] = house.assets;
    let ids = [house.asks("vera@press.example", press, one).await, house.asks("vera@press.example", brand, one).await];
    let uwe = house.asks("uwe@press.example", press, one).await;
    for id in [ids[0], ids[1], uwe] {
        house.admin.post(&format!("{REQUESTS}/{id}/decision"), json!({"decision": "approve"})).await.expect(200);
    }
    let page = house.page(&format!("{LIST}/{}", ids[0])).await;
    let href = format!("{BULK}?act=revoke&#38;tab=approved&#38;mail=vera%40press%2Eexample");
    assert!(page.contains(&href), "{page}");
    let look = house.page(&href.replace("&#38;", "&")).await;
    assert!(look.contains("Revoke 2 requests") && look.contains("1 person can download no more"), "{look}");
    let done = house.browser.post_form(BULK, &format!("{}&message=Over.", hidden(&look))).await.expect(200).text();
    assert!(done.contains("2 requests revoked"), "{done}");
    for id in ids {
        assert_eq!(house.status(id).await, "revoked");
    }
    assert_eq!(house.status(uwe).await, "approved");
    let list = house.page(&format!("{LIST}?tab=approved")).await;
    assert!(list.contains("Revoke…") && list.contains("Revoke all…"), "{list}");
    house.ends().await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_file_and_domain() {
    let house = house().await;
    let [press, brand] = house.kits;
    let [one, two] = house.assets;
    house.asks("vera@press.example", press, one).await;
    house.asks("uwe@press.example", press, two).await;
    house.asks("zoe@müller.example", brand, two).await;
    assert_eq!(house.shown("tab=all").await, 3);
    assert_eq!(house.shown(&format!("tab=all&mediaId={two}")).await, 2);
    assert_eq!(house.shown("tab=all&mailDomain=press.example").await, 2);
    assert_eq!(house.shown("tab=all&mailDomain=%40xn--mller-kva.example").await, 1);
    assert_eq!(house.shown("tab=all&mailDomain=example").await, 3, "no domain narrows nothing");
    assert!(house.page(&format!("{LIST}?mailDomain=example")).await.contains("The domain has to be a whole one"));
    assert!(house.page(&format!("{LIST}?mediaId={two}")).await.contains("Only requests for <bdi>two</bdi>"));
    let table = house.browser.get(&format!("{LIST}/export?tab=all&mailDomain=press.example&mediaId={one}")).await;
    let table = table.expect(200).text();
    assert!(table.contains("vera@press.example") && !table.contains("uwe@press.example"), "{table}");
    let count = async |query: &str| {
        house.admin.get(&format!("{REQUESTS}?{query}")).await.expect(200).json()["totalCount"].as_u64().unwrap()
    };
    assert_eq!(count("mailDomain=PRESS.example").await, 2);
    house.admin.get(&format!("{REQUESTS}?mailDomain=x")).await.expect_problem(422, "invalid");
    house.admin.get(&format!("{REQUESTS}?answer=x")).await.expect_problem(422, "invalid");
    house.ends().await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_what_was_answered() {
    let house = house().await;
    let [press, _] = house.kits;
    let questions = json!([
        {"label": "Medium", "kind": "choice", "options": ["Print", "Online"]},
        {"label": "Published?", "kind": "checkbox"},
    ]);
    house.admin.patch(&format!("/api/dam/kits/{press}"), json!({"questions": questions})).await.expect(200);
    for (mail, rest) in
        [("a@x.example", "answer.medium=Print"), ("b@x.example", "answer.medium=Online&answer.published=yes")]
    {
        let visitor = house.desk.visitor();
        let form = visitor.get("/kits/press/request").await.expect(200).text();
        let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        visitor.post_form("/kits/press/request", &format!("mail={mail}&form={token}&{rest}")).await.expect(200);
    }
    assert_eq!(house.shown("question=Medium").await, 2);
    assert_eq!(house.shown("question=Medium&answer=Print").await, 1);
    assert_eq!(house.shown("question=Medium&answer=Pri").await, 0, "the whole answer");
    assert_eq!(house.shown("question=Published%3F&answer=yes").await, 1);
    assert_eq!(house.shown("question=Published%3F&answer=no").await, 1);
    let page = house.page(&format!("{LIST}?question=Worded+before")).await;
    assert!(page.contains("<option selected>Worded before</option>"), "{page}");
    assert!(page.contains("<option value=\"Print\"></option>"), "{page}");
    assert!(house.page(&format!("{LIST}?answer=Print")).await.contains("Choose the question"));
    house.ends().await;
}

#[tokio::test]
async fn what_an_approval_long_before_in_the_same_stroke_covers_is_approved_with_it() {
    let house = house().await;
    let [press, _] = house.kits;
    let [one, two] = house.assets;
    let first = house.asks("vera@press.example", press, one).await;
    let covered = house.asks("vera@press.example", press, two).await;
    // More lie between the two than one transaction takes.
    let ids: Vec<i64> = [first].into_iter().chain(100_001..100_600).chain([covered]).collect();
    let decision = json!({"ids": ids, "decision": "approve"});
    let told = house.admin.post(&format!("{REQUESTS}/decisions"), decision).await.expect(200).json();
    let results = told["results"].as_array().expect("results");
    assert_eq!(results.len(), 601);
    assert_eq!(results[0], json!({"id": first, "status": "approved"}));
    assert_eq!(results[1]["code"], "not-found");
    assert_eq!(results[600], json!({"id": covered, "status": "approved"}), "the grant of the kit decided it too");
    house.ends().await;
    let told = house.desk.mailbox.to("vera@press.example");
    assert_eq!(told.iter().filter(|letter| letter.message.subject.starts_with("Approved")).count(), 1);
    // In another stroke it is decided already.
    let again = json!({"ids": [covered], "decision": "approve"});
    let told = house.admin.post(&format!("{REQUESTS}/decisions"), again).await.expect(200).json();
    assert_eq!(told["results"][0]["code"], "already-decided");
}
