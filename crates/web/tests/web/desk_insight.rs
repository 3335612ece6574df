//! Insight: what is asked for and taken, told at the desk and to programs, each number with the way to its rows.

use domain::*;
use serde_json::json;
use std::time::Duration;
use testkit::{Actor, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    manager: Actor,
    /// The same in a browser.
    browser: Actor,
    kit: KitId,
    portal: PortalId,
    asset: AssetId,
}

/// A kit in a portal; two visitors looked at it, a member asked for its asset twice, was approved once and downloads it.
async fn house() -> House {
    let desk = Desk::open().await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let member = desk.user("mo@desk.example", "Mo Member", Role::Member).await;
    let asset = desk.asset("one.svg", "<svg/>").await;
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[asset]).await;
    let portal = desk.portal("museum", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    for (path, from) in [
        ("/kits/press", "192.0.2.1"),
        ("/kits/press", "192.0.2.1"),
        ("/kits/press", "192.0.2.2"),
        ("/portals/museum", "192.0.2.1"),
        ("/portals/museum/kits/press", "192.0.2.1"),
    ] {
        desk.visitor().from(from).get(path).await.expect(200);
    }
    desk.visitor().from("192.0.2.3").head("/kits/press").await.expect(200);
    desk.visitor().from("192.0.2.3").with("sec-purpose", "prefetch").get("/kits/press").await.expect(200);
    let browser = desk.signed_in(&manager).await;
    browser.get("/kits/press").await.expect(200);
    app::views::write_down(&desk.app).await.unwrap();

    for (reason, is_approved) in [("A story.", true), ("Another one.", false)] {
        let ask = json!({"mediaIds": [asset], "reason": reason});
        let asked = member.post(REQUESTS, ask).await.expect(201).json();
        desk.clock.pass(Duration::from_secs(2 * 60 * 60));
        if is_approved {
            let id = &asked["id"];
            manager.post(&format!("{REQUESTS}/{id}/decision"), json!({"decision": "approve"})).await.expect(200);
        }
    }
    member.get(&format!("/api/dam/medias/{asset}/content")).await.expect(200);
    desk.run_jobs().await;
    House { desk, manager, browser, kit, portal, asset }
}

#[tokio::test]
async fn the_way_from_looking_to_having_is_counted_and_leads_to_its_rows() {
    let house = house().await;
    let told = house.manager.get("/api/dam/insights/timeline").await.expect(200).json();
    let total = json!({"views": 4, "requests": 2, "approvals": 1, "denials": 0, "downloads": 1});
    assert_eq!((&told["total"], &told["step"]), (&total, &json!("day")), "{told}");
    assert_eq!(told["stretches"].as_array().unwrap().len(), 1);
    let page = house.browser.get("/admin/insight").await.expect(200).text();
    for (kind, count) in [("view", 4), ("decision.approved", 1), ("download", 1)] {
        let kind = kind.replace('.', "%2E");
        let link = page.split("href=\"").find(|link| link.starts_with(&format!("/admin/history?type={kind}&")));
        let link = link
            .and_then(|link| link.split('"').next())
            .expect("a way to the rows")
            .replace("&amp;", "&")
            .replace("&#38;", "&");
        let rows = house.browser.get(&link).await.expect(200).text();
        assert_eq!(rows.matches("<td class=\"when\">").count(), count, "{link}");
    }
    assert!(page.contains("/admin/users/download-requests?tab=all&"), "{page}");
    assert!(page.contains("50 for every 100 requests") && page.contains("role=\"img\""), "{page}");

    let of_kit = house.manager.get(&format!("/api/dam/insights/timeline?kitId={}", house.kit)).await.expect(200).json();
    assert_eq!(of_kit["total"]["views"], 3, "without the portal's own page");
    let of_portal = format!("/api/dam/insights/timeline?portalId={}", house.portal);
    let of_portal = house.manager.get(&of_portal).await.expect(200).json();
    assert_eq!((&of_portal["total"]["views"], &of_portal["total"]["requests"]), (&json!(2), &json!(0)));
    let history = house.manager.get(&format!("/api/dam/events?type=view&portalId={}", house.portal)).await.expect(200);
    assert_eq!(history.json()["totalCount"], 2);

    let before = house.browser.get("/admin/insight?from=2026-10-01&to=2026-10-31").await.expect(200).text();
    assert!(before.contains("Nothing happened in this time"), "{before}");
    let wrong = house.browser.get("/admin/insight?from=yesterday").await.expect(200).text();
    assert!(wrong.contains("The first day can") && wrong.contains("value=\"yesterday\""), "{wrong}");
}

#[tokio::test]
async fn a_view_counts_again_after_an_hour() {
    let house = house().await;
    let views = async || {
        app::views::write_down(&house.desk.app).await.unwrap();
        house.manager.get("/api/dam/events?type=view").await.expect(200).json()["totalCount"].clone()
    };
    let visitor = house.desk.visitor().from("192.0.2.1");
    visitor.get("/kits/press").await.expect(200);
    assert_eq!(views().await, 5, "four hours have gone by");
    let other = house.desk.another_node(true).await;
    visitor.at(&other).get("/kits/press").await.expect(200);
    app::views::write_down(&other.app).await.unwrap();
    assert_eq!(views().await, 5, "looked at again, by way of another node");
    visitor.get(&format!("/kits/press/assets/{}", house.asset)).await.expect(200);
    let seen = house.manager.get(&format!("/api/dam/events?type=view.asset&mediaId={}", house.asset)).await;
    assert_eq!(seen.expect(200).json()["totalCount"], 0, "nothing is written while somebody waits");
    assert_eq!(views().await, 6);
}

#[tokio::test]
async fn what_who_why_and_how_long_are_told_with_tables_for_spreadsheets() {
    let house = house().await;
    let get = async |path: &str| house.manager.get(&format!("/api/dam/insights/{path}")).await.expect(200).json();
    let asset = json!([{"id": house.asset, "title": "one", "count": 2}]);
    let medias = get("medias").await;
    assert_eq!(medias["asked"][0]["count"], asset[0]["count"], "{medias}");
    assert_eq!(medias["taken"][0]["count"], 1, "{medias}");
    let formats = get("formats?from=2026-11-01").await;
    assert_eq!(formats["asked"], json!([{"contentType": "image/svg+xml", "count": 2}]));
    let people = get("people?size=1").await;
    let mo = json!({"mail": "mo@desk.example", "name": "Mo Member", "requests": 2, "downloads": 1});
    assert_eq!((&people["people"], &people["domains"]), (&json!([mo]), &json!([])));
    let reasons = get("reasons").await;
    assert_eq!((&reasons["requests"], &reasons["withReason"]), (&json!(2), &json!(2)));
    let decisions = get("decisions").await;
    assert_eq!((&decisions["decided"], &decisions["medianSeconds"]), (&json!(1), &json!(7_200)));
    let places = get("places").await;
    assert_eq!(places["kits"][0]["id"], json!(house.kit));

    for (tab, says) in [
        ("places", "press"),
        ("assets", "Taken most often"),
        ("formats", "SVG"),
        ("people", "mo@desk.example"),
        ("reasons", "With a reason"),
        ("decisions", "2 hours"),
    ] {
        let page = house.browser.get(&format!("/admin/insight/{tab}?span=all")).await.expect(200).text();
        assert!(page.contains(says), "{tab}: {page}");
    }
    for (table, line) in [
        ("timeline", "1 November 2026,4,2,1,1"),
        ("kits", "press,3,0,0,0"),
        ("people", "Mo Member,mo@desk.example,2,1"),
        ("formats-asked", "SVG,image/svg+xml,2"),
        ("decisions", "1 hour to 4 hours,1"),
    ] {
        let answer = house.browser.get(&format!("/admin/insight/export?table={table}")).await.expect(200);
        assert!(answer.header("content-type").starts_with("text/csv"), "{table}");
        assert!(answer.text().contains(line), "{table}: {}", answer.text());
    }
    house.browser.get("/admin/insight/export?table=secrets").await.expect(404);
}

/// The addresses in a page that begin so.
fn links(page: &str, beginning: &str) -> Vec<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let hrefs = hrefs.map(|href| href.replace("&#38;", "&").replace("&amp;", "&"));
    hrefs.filter(|href| href.starts_with(beginning)).collect()
}

#[tokio::test]
async fn formats_reasons_and_waiting_times_lead_to_their_rows() {
    let house = house().await;
    let page = async |path: &str| house.browser.get(path).await.expect(200).text();
    let listed = async |path: &str| page(path).await.matches("class=\"who\"").count();
    let requests = "/admin/users/download-requests?tab=all&";

    let formats = page("/admin/insight/formats?span=all").await;
    let found = links(&formats, requests);
    let [asked] = &found[..] else { panic!("{formats}") };
    assert!(asked.contains("contentType=image%2Fsvg%2Bxml"), "{asked}");
    assert_eq!((listed(asked).await, listed(&asked.replace("svg%2Bxml", "png")).await), (2, 0));
    let other = page(&asked.replace("svg%2Bxml", "png")).await;
    assert!(other.contains("No request is like that") && other.contains("<bdi>PNG</bdi>"), "{other}");
    assert!(!links(&other, requests).iter().any(|href| href.contains("contentType")), "it can be taken away: {other}");
    let found = links(&formats, "/admin/history?type=download&contentType=");
    let [taken] = &found[..] else { panic!("{formats}") };
    assert_eq!(page(taken).await.matches("<td class=\"when\">").count(), 1);
    assert_eq!(page(&taken.replace("svg%2Bxml", "png")).await.matches("<td class=\"when\">").count(), 0);

    let decisions = page("/admin/insight/decisions?span=all").await;
    let found = links(&decisions, requests);
    let [all, bar] = &found[..] else { panic!("{decisions}") };
    assert!(bar.contains("waitedFrom=3600&waitedUntil=14400&decidedFrom="), "{bar}");
    assert_eq!((listed(all).await, listed(bar).await, listed(&bar.replace("=3600", "=7201")).await), (1, 1, 0));
    assert_eq!(listed(&bar.replace("decidedFrom=2026-11-01", "decidedFrom=2026-11-02")).await, 0);
    let rows = page(bar).await;
    assert!(rows.contains("<bdi>1 hour to 4 hours</bdi>") && rows.contains("Decided by people"), "{rows}");
    assert!(rows.contains("name=\"waitedFrom\" value=\"3600\""), "it stays when the list is narrowed further: {rows}");
    let export = links(&rows, "/admin/users/download-requests/export").pop().expect("a table");
    let table = house.browser.get(&export).await.expect(200).text();
    assert_eq!(table.lines().count(), 2, "{table}");

    let reasons = page("/admin/insight/reasons?span=all").await;
    let with_reason = links(&reasons, requests).into_iter().find(|href| href.contains("hasReason=true"));
    let with_reason = with_reason.expect("the way to those with a reason");
    assert_eq!((listed(&with_reason).await, listed(&with_reason.replace("true", "false")).await), (2, 0));
}

#[tokio::test]
async fn a_program_finds_the_same_rows() {
    let house = house().await;
    let count = async |query: &str| {
        house.manager.get(&format!("{REQUESTS}?{query}")).await.expect(200).json()["totalCount"].clone()
    };
    for (query, found) in [
        ("contentType=image/svg%2Bxml", 2),
        ("contentType=image/png", 0),
        ("hasReason=true", 2),
        ("hasReason=false", 0),
        ("waitedFrom=7200", 1),
        ("waitedUntil=7200", 0),
        ("decidedAfter=2026-11-01T14:00:00Z&waitedUntil=7201", 1),
        ("decidedBefore=2026-11-01T14:00:00Z", 0),
    ] {
        assert_eq!(count(query).await, found, "{query}");
    }
    let wrong = "hasReason=perhaps&waitedFrom=-1&waitedUntil=long&decidedAfter=then";
    let wrong = house.manager.get(&format!("{REQUESTS}?{wrong}")).await;
    let pointers = wrong.expect_problem(422, "invalid").pointers();
    assert_eq!(pointers, ["/decidedAfter", "/hasReason", "/waitedFrom", "/waitedUntil"]);
    let filter = json!({"contentType": "image/svg+xml", "hasReason": true, "waitedFrom": 60});
    let body = json!({"filter": filter, "decision": "approve"});
    let told = house.manager.post(&format!("{REQUESTS}/decisions"), body).await.expect(200).json();
    assert_eq!(told["results"].as_array().map(Vec::len), Some(1), "{told}");
    let wrong = json!({"filter": {"waitedFrom": "soon", "hasReason": 1}, "decision": "approve"});
    let wrong = house.manager.post(&format!("{REQUESTS}/decisions"), wrong).await;
    assert_eq!(wrong.expect_problem(422, "invalid").pointers(), ["/filter/hasReason", "/filter/waitedFrom"]);
}

#[tokio::test]
async fn insight_is_for_managers_and_says_what_is_wrong_with_a_question() {
    let house = house().await;
    let responsible = house.desk.user("reva@desk.example", "Reva Stern", Role::Responsible).await;
    let pages = ["/admin/insight", "/admin/insight/people", "/admin/insight/export?table=people"];
    let signed_in = house.desk.signed_in(&responsible).await;
    for page in pages {
        signed_in.get(page).await.expect(403);
        house.desk.visitor().get(page).await.expect(303);
    }
    for name in ["timeline", "places", "medias", "formats", "people", "reasons", "decisions"] {
        let path = format!("/api/dam/insights/{name}");
        responsible.get(&path).await.expect(403);
        house.desk.visitor().get(&path).await.expect(401);
        let wrong =
            house.manager.get(&format!("{path}?from=soon&to=2026-13-01&kitId=x&sise=3")).await.expect(422).json();
        assert_eq!(wrong["errors"].as_array().unwrap().len(), 4, "{wrong}");
        house.manager.get(&format!("{path}?from=2026-11-02&to=2026-11-01")).await.expect(422);
    }
    house.manager.get("/api/dam/insights/people?size=201").await.expect(422);
}

#[tokio::test]
async fn what_is_chosen_of_offered_answers_is_counted() {
    let house = house().await;
    let questions =
        json!([{"label": "Which medium?", "kind": "choice", "options": ["Print", "Web"], "required": true}]);
    house.manager.patch(&format!("/api/dam/kits/{}", house.kit), json!({"questions": questions})).await.expect(200);
    let visitor = house.desk.visitor();
    let form = visitor.get("/kits/press/request").await.expect(200).text();
    let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let fields = format!("mail=zoe@example.org&form={token}&answer.which-medium=Web");
    visitor.post_form("/kits/press/request", &fields).await.expect(200);
    let reasons = house.manager.get("/api/dam/insights/reasons").await.expect(200).json();
    let counted = json!([{"question": "Which medium?", "answers": [{"answer": "Web", "count": 1}]}]);
    assert_eq!(reasons["questions"], counted, "{reasons}");
    let page = house.browser.get("/admin/insight/reasons").await.expect(200).text();
    assert!(page.contains("question=Which%20medium%3F") && page.contains("answer=Web"), "{page}");
    house.desk.run_jobs().await;
}
