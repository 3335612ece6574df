//! Download requests at the desk: what is known of who asks, and the list narrowed by its address.

use domain::*;
use serde_json::json;
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const PUBLIC: &str = "/api/public/download-validation-requests";
const LIST: &str = "/admin/users/download-requests";

struct House {
    desk: Desk,
    admin: Actor,
    /// The same in a browser.
    browser: Actor,
    kits: [KitId; 2],
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let asset = desk.asset("one.txt", "one").await;
    let press = desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let brand = desk.kit("brand", Privacy::Public, Policy::Approval, &[asset]).await;
    let browser = desk.signed_in(&admin).await;
    House { desk, admin, browser, kits: [press, brand] }
}

impl House {
    async fn asks(&self, mail: &str, kit: KitId) -> i64 {
        let body = json!({"mediaIds": [1], "mail": mail, "firstName": "Vera", "lastName": "Vane", "reason": "x", "kitId": kit});
        self.desk.visitor().post(PUBLIC, body).await.expect(201);
        let newest = self.admin.get(&format!("{REQUESTS}?sort=-created&size=1")).await.expect(200).json();
        newest["items"][0]["id"].as_i64().expect("an id")
    }

    async fn page(&self, path: &str) -> String {
        self.browser.get(path).await.expect(200).text()
    }
}

#[tokio::test]
async fn whoever_decides_sees_what_is_known_of_who_asks() {
    let house = house().await;
    let [press, brand] = house.kits;
    let first = house.asks("vera@press.example", press).await;
    let page = house.page(&format!("{LIST}/{first}")).await;
    assert!(page.contains("The first request") && page.contains("Nothing downloaded yet"), "{page}");
    assert!(!page.contains("asked too"), "{page}");
    house.admin.post(&format!("{REQUESTS}/{first}/decision"), json!({"decision": "deny"})).await.expect(200);
    house.asks("uwe@press.example", brand).await;
    let second = house.asks("vera@press.example", brand).await;
    let page = house.page(&format!("{LIST}/{second}")).await;
    assert!(page.contains("1 request besides this: 1 denied"), "{page}");
    assert!(page.contains(&format!("href=\"{LIST}?tab=all&#38;mail=vera%40press%2Eexample\"")), "{page}");
    assert!(page.contains("1 other of press.example asked too"), "{page}");
    let found = house.page("/admin/users/external-users?q=press.example").await;
    assert!(found.contains("uwe@press.example") && found.contains("vera@press.example"), "{found}");
    assert!(house.page("/admin/users/external-users?q=nobody").await.contains("Nobody found"));
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn the_list_is_narrowed_by_kit_requester_day_and_responsible() {
    let house = house().await;
    let [press, brand] = house.kits;
    house.asks("vera@press.example", press).await;
    house.asks("uwe@press.example", brand).await;
    let count =
        async |query: &str| house.page(&format!("{LIST}?tab=all&{query}")).await.matches("class=\"who\"").count();
    assert_eq!(count("").await, 2);
    assert_eq!(count(&format!("kitId={brand}&portalId=&mail=&from=&to=")).await, 1);
    assert_eq!(count("mail=UWE%40press.example").await, 1);
    assert_eq!((count("from=2026-11-01&to=2026-11-01").await, count("to=2026-10-31").await), (2, 0));
    let responsible = house.desk.user("ron@desk.example", "Ron", Role::Responsible).await;
    assert_eq!(count(&format!("responsibleId={}", responsible.id())).await, 2);
    let page = house.page(&format!("{LIST}?tab=all&mail=uwe&from=soon")).await;
    assert!(page.contains("whole mail address") && page.contains("The first day can&#39;t be read"), "{page}");
    // A responsible chooses no other responsible.
    let theirs = house.desk.signed_in(&responsible).await.get(LIST).await.expect(200).text();
    assert!(theirs.contains("name=\"kitId\"") && !theirs.contains("name=\"responsibleId\""), "{theirs}");
    let table = house.browser.get(&format!("{LIST}/export?tab=all&mail=uwe%40press.example")).await.expect(200).text();
    assert!(table.contains("uwe@press.example") && !table.contains("vera@press.example"), "{table}");
    house.desk.run_jobs().await;
}
