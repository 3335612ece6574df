//! The history at the desk: what happened, for whom, narrowed by the address.

use domain::*;
use serde_json::json;
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    /// An admin in a browser.
    admin: Actor,
    /// Two requests: one approved, one denied.
    requests: [i64; 2],
}

async fn house() -> House {
    let desk = Desk::open().await;
    let admin = desk.user("rita@desk.example", "Rita <Rose>", Role::Admin).await;
    let member = desk.user("mo@desk.example", "Mo Member", Role::Member).await;
    let asset = desk.asset("one.txt", "one").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let mut requests = [0; 2];
    for (place, decision) in requests.iter_mut().zip(["approve", "deny"]) {
        let ask = json!({"mediaIds": [asset], "reason": "A story."});
        let asked = member.post(REQUESTS, ask).await.expect(201).json();
        *place = asked["id"].as_i64().expect("an id");
        admin.post(&format!("{REQUESTS}/{place}/decision"), json!({"decision": decision})).await.expect(200);
    }
    let admin = desk.signed_in(&admin).await;
    House { desk, admin, requests }
}

/// How often the lines of the list say something.
fn says(page: &str, words: &str) -> usize {
    page.matches(&format!("\">{words}</span>")).count()
}

#[tokio::test]
async fn the_history_says_what_happened_and_leads_to_it() {
    let house = house().await;
    let page = house.admin.get("/admin/history").await.expect(200).text();
    assert_eq!((says(&page, "Asked"), says(&page, "Approved"), says(&page, "Denied")), (2, 1, 1), "{page}");
    assert!(page.contains("Rita &#60;Rose&#62;") && page.contains("mo@desk.example"), "{page}");
    let [approved, denied] = house.requests;
    assert!(page.contains(&format!("href=\"/admin/users/download-requests/{approved}\"")), "{page}");

    let decisions = house.admin.get("/admin/history?type=decision").await.expect(200).text();
    assert_eq!((says(&decisions, "Asked"), says(&decisions, "Approved"), says(&decisions, "Denied")), (0, 1, 1));
    let one = house.admin.get(&format!("/admin/history?type=&mail=&from=&to=&requestId={denied}")).await.expect(200);
    assert_eq!((says(&one.text(), "Asked"), says(&one.text(), "Approved")), (1, 0), "{}", one.text());
    assert!(one.text().contains(&format!("Request {denied}")), "what it is narrowed to can be taken away");
    let hers = house.admin.get("/admin/history?mail=MO%40desk.example&from=2026-11-01&to=2026-11-01").await.expect(200);
    assert_eq!(says(&hers.text(), "Asked"), 2, "an address without regard to case, the last day included");
    let before = house.admin.get("/admin/history?to=2026-10-31").await.expect(200).text();
    assert!(before.contains("Nothing like that happened") && before.contains("value=\"2026-10-31\""), "{before}");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_said_and_narrows_nothing() {
    let house = house().await;
    let page = house.admin.get("/admin/history?mail=mo&from=soon&cursor=x&kitId=%27").await.expect(200).text();
    assert!(page.contains("whole mail address") && page.contains("2026-11-30"), "{page}");
    assert_eq!(says(&page, "Asked"), 2);
    assert!(page.contains("value=\"mo\""), "what was typed is kept");
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_history_is_a_table_for_spreadsheets_and_nobody_else_s() {
    let house = house().await;
    let table = house.admin.get("/admin/history/export?type=decision").await.expect(200);
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8; header=present");
    let text = table.text();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
    assert_eq!(lines[0], "id,type,createdAt,user,mail,requestId,kitId,portalId,mediaIds");
    assert!(lines[1].contains(",decision.denied,") && lines[1].contains(",Rita <Rose>,mo@desk.example,"), "{text}");
    assert_eq!(lines.len(), 4, "{text}");
    let responsible = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    let responsible = house.desk.signed_in(&responsible).await;
    for path in ["/admin/history", "/admin/history/export"] {
        responsible.get(path).await.expect(403);
        house.desk.visitor().get(path).await.expect(303);
    }
    assert!(!responsible.get("/admin/").await.expect(200).text().contains("/admin/history"));
    house.desk.run_jobs().await;
}
