//! What colleagues do among themselves: saved replies, notes, and passing a request on.

use domain::*;
use serde_json::json;
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const PUBLIC: &str = "/api/public/download-validation-requests";
const LIST: &str = "/admin/users/download-requests";

struct House {
    desk: Desk,
    admin: Actor,
    /// The admin in a browser.
    rita: Actor,
    /// A responsible, as a program and in a browser.
    ron_api: Actor,
    ron: Actor,
    kit: KitId,
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let ron_api = desk.user("ron@desk.example", "Ron Reed", Role::Responsible).await;
    let asset = desk.asset("one.txt", "one").await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let (rita, ron) = (desk.signed_in(&admin).await, desk.signed_in(&ron_api).await);
    House { desk, admin, rita, ron_api, ron, kit }
}

impl House {
    async fn asks(&self, mail: &str) -> i64 {
        let body = json!({
            "mediaIds": [1], "mail": mail, "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": self.kit,
        });
        self.desk.visitor().post(PUBLIC, body).await.expect(201);
        self.desk.run_jobs().await;
        let newest = self.admin.get(&format!("{REQUESTS}?sort=-created&size=1")).await.expect(200).json();
        newest["items"][0]["id"].as_i64().expect("an id")
    }

    fn letters(&self, mail: &str) -> usize {
        self.desk.mailbox.to(mail).len()
    }

    async fn ends(&self) {
        self.desk.clock.pass(std::time::Duration::from_secs(60));
        self.desk.run_jobs().await;
    }
}

#[tokio::test]
async fn managers_write_replies_and_whoever_decides_uses_them() {
    let house = house().await;
    let path = format!("{LIST}/replies");
    assert!(house.rita.get(&path).await.expect(200).text().contains("No reply is saved yet"));
    house.rita.post_form(&path, "title=With+pleasure&text=With+pleasure.").await.expect(303);
    let page = house.rita.post_form(&path, "title=&text=Only+words").await.expect(422).text();
    assert!(page.contains("A title is needed") && page.contains("Only words"), "{page}");
    house.rita.post_form(&format!("{path}/1"), "title=Gladly&text=Gladly,+name+us.").await.expect(303);
    let page = house.rita.post_form(&format!("{path}/1"), "title=Gladly&text=+").await.expect(422).text();
    assert!(page.contains("needs some words"), "{page}");
    // A responsible reads and uses them only.
    let page = house.ron.get(&path).await.expect(200).text();
    assert!(page.contains("Gladly, name us.") && !page.contains("name=\"title\""), "{page}");
    house.ron.post_form(&path, "title=a&text=b").await.expect(403);
    house.ron.post_form(&format!("{path}/1/removal"), "").await.expect(403);
    let id = house.asks("zoe@example.org").await;
    let page = house.ron.get(&format!("{LIST}/{id}")).await.expect(200).text();
    assert!(page.contains("data-text=\"Gladly, name us.\""), "{page}");
    house
        .ron
        .post_form(&format!("{LIST}/{id}/decision"), "decision=approve&reply=1&message=Until+June.")
        .await
        .expect(303);
    let request = house.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json();
    assert_eq!(request["message"], "Gladly, name us.\n\nUntil June.");
    house.rita.post_form(&format!("{path}/1/removal"), "").await.expect(303);
    house.rita.post_form(&format!("{path}/1/removal"), "").await.expect(404);
    let id = house.asks("uwe@example.org").await;
    let page = house.ron.post_form(&format!("{LIST}/{id}/decision"), "decision=deny&reply=1&message=Words").await;
    let page = page.expect(422).text();
    assert!(page.contains("not there any more") && page.contains("Words"), "{page}");
    house.ends().await;
}

#[tokio::test]
async fn a_note_is_for_colleagues_only_and_can_be_erased() {
    let house = house().await;
    let id = house.asks("zoe@example.org").await;
    let notes = format!("{LIST}/{id}/notes");
    house.ron.post_form(&notes, "note=They+asked+me+by+phone.").await.expect(303);
    let page = house.rita.get(&format!("{LIST}/{id}")).await.expect(200).text();
    assert!(page.contains("They asked me by phone.") && page.contains("Note by Ron Reed"), "{page}");
    let page = house.ron.post_form(&notes, &format!("note={}", "x".repeat(2_001))).await.expect(422).text();
    assert!(page.contains("at most 2000 characters fit") && page.contains(&"x".repeat(2_001)), "{page}");
    house.ron.post_form(&notes, "note=+").await.expect(422);
    // Who asked sees nothing of it, nor does a colleague without a right, nor the history's data.
    let reference = house.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json()["reference"].clone();
    let status = house.desk.visitor().get(&format!("/requests/{}", reference.as_str().unwrap())).await.expect(200);
    assert!(!status.text().contains("by phone"));
    let mia = house.desk.signed_in(&house.desk.user("mia@desk.example", "Mia", Role::Member).await).await;
    mia.post_form(&notes, "note=Me+too").await.expect(404);
    let events = house.admin.get("/api/dam/events?type=request").await.expect(200).text();
    assert!(events.contains("request.noted") && !events.contains("phone"), "{events}");
    // A colleague does not erase it, a manager does.
    let olga = house.desk.signed_in(&house.desk.user("olga@desk.example", "Olga", Role::Responsible).await).await;
    olga.post_form(&format!("{notes}/1/erasure"), "").await.expect(403);
    house.rita.post_form(&format!("{notes}/1/erasure"), "").await.expect(303);
    let page = house.ron.get(&format!("{LIST}/{id}")).await.expect(200).text();
    assert!(!page.contains("by phone") && page.contains("Note erased by Rita Rose"), "{page}");
    house.rita.post_form(&format!("{notes}/1/erasure"), "").await.expect(404);
    // One's own request has no notes for oneself.
    let own = house.ron_api.post(REQUESTS, json!({"mediaIds": [1], "reason": "Mine"})).await.expect(201).json();
    let own = own["id"].as_i64().unwrap();
    house.rita.post_form(&format!("{LIST}/{own}/notes"), "note=About+Ron").await.expect(303);
    let page = house.ron.get(&format!("{LIST}/{own}")).await.expect(200).text();
    assert!(!page.contains("About Ron") && !page.contains("Notes for colleagues"), "{page}");
    house.ron.post_form(&format!("{LIST}/{own}/notes"), "note=Mine").await.expect(403);
    house.ends().await;
}

#[tokio::test]
async fn a_request_that_is_passed_on_is_another_colleague_s_to_decide() {
    let house = house().await;
    let olga_api = house.desk.user("olga@desk.example", "Olga Orr", Role::Responsible).await;
    let olaf_api = house.desk.user("olaf@desk.example", "Olaf", Role::Responsible).await;
    let mia = house.desk.user("mia@desk.example", "Mia", Role::Member).await;
    let (olga, olaf) = (house.desk.signed_in(&olga_api).await, house.desk.signed_in(&olaf_api).await);
    let id = house.asks("zoe@example.org").await;
    let path = format!("{LIST}/{id}/responsible");
    let before = house.letters("ron@desk.example");
    let asked = house.letters("olga@desk.example");
    let page = house.ron.post_form(&path, &format!("to={}&note=Yours%3F", mia.id())).await.expect(422).text();
    assert!(page.contains("Choose somebody who may decide requests.") && page.contains("Yours?"), "{page}");
    let answer = house.ron.post_form(&path, &format!("to={}&note=Yours%3F", olga_api.id())).await.expect(303);
    assert_eq!(answer.header("location"), format!("{LIST}?done=passed-on"), "it is not theirs any more");
    house.desk.run_jobs().await;
    assert_eq!(house.letters("olga@desk.example"), asked + 1);
    assert_eq!(house.letters("ron@desk.example"), before, "whoever had it keeps no notice");
    for browser in [&house.ron, &olaf] {
        browser.get(&format!("{LIST}/{id}")).await.expect(404);
        assert!(browser.get(LIST).await.expect(200).text().contains("Nothing waits for you"));
    }
    let page = olga.get(&format!("{LIST}/{id}")).await.expect(200).text();
    assert!(page.contains("Passed on by Ron Reed to Olga Orr") && page.contains("Yours?"), "{page}");
    let shown = house.admin.get(&format!("{REQUESTS}?responsibleId={}", olga_api.id())).await.expect(200).json();
    assert_eq!(shown["totalCount"], 1);
    let shown = house.admin.get(&format!("{REQUESTS}?responsibleId={}", olaf_api.id())).await.expect(200).json();
    assert_eq!(shown["totalCount"], 0);
    // The link of the former's mail is over.
    let letter = house.desk.mailbox.to("ron@desk.example").pop().expect("a question");
    let link = letter.link("/decide/").expect("a link").trim_start_matches("http://desk.example").to_owned();
    house.desk.visitor().get(&link).await.expect(410);
    // A manager passes it on too, and still sees it.
    let answer = house.rita.post_form(&path, &format!("to={}", olaf_api.id())).await.expect(303);
    assert_eq!(answer.header("location"), format!("{LIST}/{id}?done=passed-on"));
    olga.get(&format!("{LIST}/{id}")).await.expect(404);
    olaf.post_form(&format!("{LIST}/{id}/decision"), "decision=approve").await.expect(303);
    house.rita.post_form(&path, &format!("to={}", olga_api.id())).await.expect(409);
    // A program does the same.
    let id = house.asks("uwe@example.org").await;
    let path = format!("{REQUESTS}/{id}/responsible");
    house.ron_api.post(&path, json!({})).await.expect_problem(422, "invalid");
    let refused = house.ron_api.post(&path, json!({"userId": mia.id()})).await.expect_problem(422, "invalid");
    assert_eq!(refused.pointers(), ["/userId"]);
    let body = json!({"userId": olga_api.id(), "note": "Yours?"});
    let passed = house.ron_api.post(&path, body.clone()).await.expect(200).json();
    assert_eq!(passed["responsibles"], json!([{"id": olga_api.id(), "name": "Olga Orr"}]));
    house.ron_api.post(&path, body).await.expect(404);
    house.ends().await;
}

#[tokio::test]
async fn who_is_responsible_for_a_part_does_not_pass_the_whole_on() {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::RequestDownloadFolderModeEnabled, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let ron = desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    let olga = desk.user("olga@desk.example", "Olga", Role::Responsible).await;
    let one = desk.asset_in("Press", "one.txt", "one").await;
    let two = desk.asset_in("Brand", "two.txt", "two").await;
    desk.responsible_for("Press", &[&ron]).await;
    desk.responsible_for("Brand", &[&olga]).await;
    let kit = desk.kit("press", Privacy::Public, Policy::Approval, &[one, two]).await;
    let visitor = desk.visitor();
    let form = visitor.get("/kits/press/request").await.expect(200).text();
    let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    visitor.post_form("/kits/press/request", &format!("mail=zoe@example.org&form={token}")).await.expect(200);
    let found = admin.get(&format!("{REQUESTS}?kitId={kit}")).await.expect(200).json();
    let id = found["items"][0]["id"].as_i64().unwrap();
    let browser = desk.signed_in(&ron).await;
    let page = browser.get(&format!("{LIST}/{id}")).await.expect(200).text();
    assert!(!page.contains("Pass on to a colleague"), "{page}");
    browser.post_form(&format!("{LIST}/{id}/responsible"), &format!("to={}", olga.id())).await.expect(403);
    desk.run_jobs().await;
}
