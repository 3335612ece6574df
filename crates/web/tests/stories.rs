//! What people read while a request goes its way, and when what was open to them is open no more.

use app::edit_kit::{KitDraft, update_as_operator};
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
