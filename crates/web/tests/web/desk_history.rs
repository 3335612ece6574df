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

/// What the list of an address is narrowed to, and the addresses without each.
fn chips(page: &str) -> Vec<(String, String)> {
    let between = |text: &str, start: &str, end: &str| {
        text.split_once(start).and_then(|(_, rest)| rest.split_once(end)).map(|(found, _)| found.to_owned())
    };
    let chips = page.split("<a class=\"chip\" href=\"").skip(1).map(|chip| {
        let href = chip.split('"').next().unwrap_or_default().replace("&#38;", "&");
        let name = between(chip, "<span class=\"quiet\">", "</span>").expect("a name");
        let value = between(chip, "<bdi>", "</bdi>").expect("a value");
        (format!("{name} {value}"), href)
    });
    chips.collect()
}

#[tokio::test]
async fn the_history_is_narrowed_by_all_that_an_event_is_about() {
    let house = house().await;
    let desk = &house.desk;
    let max = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let logo = desk.asset("logo.svg", "<svg/>").await;
    let kit = desk.kit("brand", Privacy::Public, Policy::Open, &[logo]).await;
    let portal = desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let folder = max.post("/api/dam/folders", json!({"name": "Press"})).await.expect(201).json()["id"].clone();
    let below = format!("/api/dam/folders/{folder}");
    max.patch(&below, json!({"name": "Press 2026"})).await.expect(200);
    max.patch(&format!("/api/dam/kits/{kit}"), json!({"description": "Marks"})).await.expect(200);
    max.patch(&format!("/api/dam/portals/{portal}"), json!({"introduction": "Come in"})).await.expect(200);
    desk.visitor().get(&format!("/portals/museum/kits/brand/assets/{logo}/download")).await.expect(200);

    let page = async |query: &str| house.admin.get(&format!("/admin/history?{query}")).await.expect(200).text();
    let count = async |query: &str| {
        let rows = page(query).await.matches("<td class=\"when\">").count();
        let told = max.get(&format!("/api/dam/events?{query}")).await.expect(200).json();
        assert_eq!(told["totalCount"], rows, "a program is told the same: {query}");
        let table = house.admin.get(&format!("/admin/history/export?{query}")).await.expect(200).text();
        assert_eq!(table.lines().count(), rows + 1, "and so is a spreadsheet: {query}");
        rows
    };
    assert_eq!(count(&format!("folderId={folder}")).await, 2);
    assert_eq!(count(&format!("folderId={folder}&type=folder.changed")).await, 1);
    assert_eq!(count(&format!("portalId={portal}&type=download")).await, 1);
    assert_eq!(count(&format!("portalId={portal}&type=portal.changed")).await, 1);
    assert_eq!(count(&format!("kitId={kit}&userId={}", max.id())).await, 1);
    assert_eq!(count(&format!("userId={}&type=kit", max.id())).await, 1);
    assert_eq!(count(&format!("mediaId={logo}&contentType=image%2Fsvg%2Bxml&type=download")).await, 1);
    assert_eq!(count("contentType=image%2Fpng").await, 0);
    assert_eq!(count("type=request.passed-on").await, 0);

    // Each can be taken away again, and the rest stays.
    let query = format!("type=kit.changed&userId={}&kitId={kit}&from=2026-11-01&to=2026-11-30", max.id());
    let narrowed = page(&query).await;
    let said: Vec<String> = chips(&narrowed).into_iter().map(|(said, _)| said).collect();
    assert_eq!(
        said,
        ["What Kit changed", "By Max Manager", "Kit brand", "From 1 November 2026", "To 30 November 2026"]
    );
    for (said, href) in chips(&narrowed) {
        let wider = house.admin.get(&href).await.expect(200).text();
        let left = chips(&wider);
        assert!(left.len() == 4 && left.iter().all(|(other, _)| *other != said), "{said}: {left:?}");
    }
    let about =
        page(&format!("mediaId={logo}&folderId={folder}&requestId=7&mail=mo@desk.example&portalId={portal}")).await;
    let said: Vec<String> = chips(&about).into_iter().map(|(said, _)| said).collect();
    let expected = ["Requester mo@desk.example", "Portal museum", "Asset logo", "Folder Press 2026", "Request 7"];
    assert_eq!(said, expected);
    assert!(about.contains("Nothing like that happened") && about.contains("has to fit at once"), "{about}");
    assert!(about.contains(&format!("type=\"hidden\" name=\"mediaId\" value=\"{logo}\"")), "{about}");

    // What is gone keeps its number, and what was deleted its name.
    max.delete(&below).await.expect(204);
    let gone = page(&format!("folderId={folder}")).await;
    assert_eq!((says(&gone, "Folder removed"), chips(&gone).len()), (1, 1));
    assert_eq!(chips(&gone)[0].0, format!("Folder {folder}"));
    max.delete(&format!("/api/dam/medias/{logo}")).await.expect(204);
    assert_eq!(chips(&page(&format!("mediaId={logo}")).await)[0].0, "Asset logo");
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
    assert_eq!(lines[0], "id,type,createdAt,user,mail,requestId,kitId,portalId,mediaIds,folderId");
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
