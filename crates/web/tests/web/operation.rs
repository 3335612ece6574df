//! What operators see: numbers for those who may, and the name of each request.

use domain::*;
use http::Request;
use serde_json::json;
use std::time::Duration;
use testkit::{Answer, Desk};

async fn desk() -> Desk {
    Desk::open_with(|setup| {
        setup.metrics_allow =
            vec!["127.0.0.0/8".parse().expect("a network"), "10.9.0.0/16".parse().expect("a network")];
        setup.trusted_proxies = vec!["10.0.0.1".parse().expect("an address")];
    })
    .await
}

/// The number that stands under a name with its labels.
fn number(metrics: &Answer, name: &str) -> f64 {
    let text = metrics.text();
    let value = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    value.and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("{name} is not in\n{text}"))
}

/// What somebody on the same machine reads.
async fn metrics(desk: &Desk) -> Answer {
    // What was read from the records a moment ago would go for fresh.
    desk.clock.pass(Duration::from_secs(6));
    desk.visitor().from("127.0.0.1").get("/metrics").await.expect(200)
}

#[tokio::test]
async fn numbers_are_for_named_networks_and_admins() {
    let desk = desk().await;
    let ada = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let mia = desk.user("mia@desk.example", "Mia Manager", Role::Manager).await;
    let near = || desk.visitor().from("127.0.0.1");
    let answer = near().get("/metrics").await.expect(200);
    assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    ada.get("/metrics").await.expect(200);
    desk.visitor().get("/metrics").await.expect(404);
    mia.get("/metrics").await.expect(404);
    // A stranger behind a proxy of this machine that nobody named.
    for name in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
        near().with(name, "203.0.113.9").get("/metrics").await.expect(404);
    }
    near().with("x-forwarded-for", "127.0.0.1").get("/metrics").await.expect(404);
    // A named one says who comes.
    let behind = |client: &str| desk.visitor().from("10.0.0.1").with("x-forwarded-for", client);
    behind("10.9.8.7").get("/metrics").await.expect(200);
    behind("203.0.113.9").get("/metrics").await.expect(404);
    behind("10.9.8.7, 203.0.113.9").get("/metrics").await.expect(404);
}

#[tokio::test]
async fn what_happens_is_counted() {
    let desk = desk().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let ada = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let asset = desk.asset_in("Press", "logo.txt", "twelve bytes").await;
    desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    desk.kit("gated", Privacy::Public, Policy::Approval, &[asset]).await;
    let ask = json!({"mediaIds": [asset], "firstName": "Zoe", "lastName": "Zimmer", "mail": "zoe@press.example",
                     "reason": "For an article."});
    desk.visitor().post("/api/public/download-validation-requests", ask).await.expect(201);
    desk.clock.pass(Duration::from_secs(100));
    let before = metrics(&desk).await;
    for (name, value) in [
        ("ajar_database_up", 1.0),
        ("ajar_requests{status=\"pending\"}", 1.0),
        ("ajar_requests{status=\"approved\"}", 0.0),
        ("ajar_requests_oldest_pending_seconds", 106.0),
        ("ajar_outbox_late_seconds{kind=\"preview\"}", 106.0),
        ("ajar_mails_total{outcome=\"sent\"}", 0.0),
        ("ajar_mails_held", 0.0),
        ("ajar_downloads_total{kind=\"file\"}", 0.0),
    ] {
        // The clock ticks whenever somebody looks at it.
        assert!((number(&before, name) - value).abs() < 0.1, "{name} is not {value}: {}", number(&before, name));
    }
    assert!(number(&before, "ajar_outbox_waiting{kind=\"mail\"}") >= 2.0, "a receipt, and a question to the admin");
    desk.run_jobs().await;
    for _ in 0..3 {
        desk.visitor().get(&format!("/kits/press/assets/{asset}/download")).await.expect(200);
    }
    desk.visitor().get(&format!("/kits/gated/assets/{asset}/download")).await.expect(403);
    ada.get("/kits/press/download").await.expect(200);
    let after = metrics(&desk).await;
    let gained = |name: &str| number(&after, name) - number(&before, name);
    assert!(gained("ajar_mails_total{outcome=\"sent\"}") >= 2.0);
    assert_eq!(gained("ajar_mails_total{outcome=\"sent\"}"), gained("ajar_jobs_total{kind=\"mail\",outcome=\"done\"}"));
    assert_eq!(number(&after, "ajar_outbox_waiting{kind=\"mail\"}"), 0.0);
    assert_eq!(gained("ajar_downloads_total{kind=\"file\"}"), 3.0);
    assert_eq!(gained("ajar_downloads_total{kind=\"archive\"}"), 1.0);
    assert!(gained("ajar_download_bytes_total") > 3.0 * 12.0, "the archive too");
    assert_eq!(number(&after, "ajar_downloads_open"), 0.0, "all of them ended");
    assert_eq!(gained("ajar_http_answers_total{route=\"download\",status=\"2xx\"}"), 4.0);
    assert_eq!(gained("ajar_http_answers_total{route=\"download\",status=\"4xx\"}"), 1.0);
    assert_eq!(gained("ajar_http_answer_seconds_count{route=\"download\"}"), 5.0);
    assert_eq!(gained("ajar_kept_hits_total{kind=\"download\"}"), 2.0, "the second and third of three");
    assert!(number(&after, "process_resident_memory_bytes") > 1e6);
}

#[tokio::test]
async fn numbers_of_the_records_are_read_once_in_a_while_and_the_rest_is_told_without_them() {
    let desk = desk().await;
    let read = async || desk.visitor().from("127.0.0.1").get("/metrics").await.expect(200);
    assert_eq!(number(&read().await, "ajar_uploads_unfinished"), 0.0);
    desk.store.close().await;
    let soon = read().await;
    assert_eq!(number(&soon, "ajar_database_up"), 1.0, "as it was a moment ago");
    let later = metrics(&desk).await;
    assert_eq!(number(&later, "ajar_database_up"), 0.0);
    assert!(!later.text().contains("ajar_uploads_unfinished"), "nothing is made up");
    assert!(number(&later, "ajar_database_failures_total{reason=\"unanswered\"}") >= 1.0);
    desk.visitor().get("/health/ready").await.expect(503);
}

#[tokio::test]
async fn no_number_is_about_a_person() {
    let desk = desk().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let asset = desk.asset_in("Press", "logo.txt", "twelve bytes").await;
    desk.kit("press", Privacy::Public, Policy::Approval, &[asset]).await;
    let ask = json!({"mediaIds": [asset], "firstName": "Zoe", "lastName": "Zimmer", "mail": "zoe@press.example",
                     "reason": "For an article."});
    desk.visitor().post("/api/public/download-validation-requests", ask).await.expect(201);
    desk.run_jobs().await;
    desk.visitor().get("/kits/press?q=Zimmer").await;
    desk.visitor().get("/pickup/a-secret").await;
    let text = metrics(&desk).await.text();
    for word in ["zoe", "Zimmer", "article", "logo", "press.example", "a-secret", "192.0.2.1"] {
        assert!(!text.contains(word), "{word} is in\n{text}");
    }
}

#[tokio::test]
async fn each_answer_says_by_which_name_the_log_knows_it() {
    let desk = desk().await;
    let asset = desk.asset_in("Press", "logo.txt", "twelve bytes").await;
    desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    let download = format!("/kits/press/assets/{asset}/download");
    let mut names = std::collections::BTreeSet::new();
    // Out of memory too: the second and third download.
    for path in ["/", "/nowhere", "/api/nowhere", "/health/live", &download, &download, &download] {
        let name = desk.visitor().get(path).await.header("x-request-id").to_owned();
        assert!(names.insert(name.clone()), "{path}: {name} was given before");
    }
    let brought = desk.visitor().with("x-request-id", "edge-7f.3").get("/").await;
    assert_eq!(brought.header("x-request-id"), "edge-7f.3");
    let insane = desk.visitor().with("x-request-id", "zoe@press.example").get("/").await;
    assert!(!insane.header("x-request-id").contains('@'));
}

#[tokio::test]
async fn what_fails_on_our_side_names_the_request() {
    let desk = desk().await;
    let asset = desk.asset_in("Press", "logo.txt", "twelve bytes").await;
    desk.kit("press", Privacy::Public, Policy::Open, &[asset]).await;
    desk.store.close().await;
    let asked = desk.visitor().with("x-request-id", "edge-7f.3");
    let request = Request::get("/kits/press").header("accept", "application/json").body(Default::default());
    let problem = asked.send(request.expect("a request")).await.expect(503).json();
    assert_eq!(problem["requestId"], "edge-7f.3");
    let page = asked.get("/kits/press").await.expect(503).text();
    assert!(page.contains("edge-7f.3"), "{page}");
    let wrong = desk.visitor().get("/api/nowhere").await.expect(404).json();
    assert_eq!(wrong.get("requestId"), None, "that is not ours to look up");
}
