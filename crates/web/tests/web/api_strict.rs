//! What a program misspells is told, and does not change what is done.

use bytes::Bytes;
use domain::{TechnicalProperty::*, *};
use http::{Method, Request};
use serde_json::{Value, json};
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";

struct House {
    desk: Desk,
    admin: Actor,
    logo: i64,
    photo: i64,
    kit: KitId,
}

async fn house() -> House {
    let desk = Desk::open().await;
    desk.switch(EnablePublicDownloadRequest, true).await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let (logo, photo) = (desk.asset("logo.svg", "<svg/>").await, desk.asset("photo.jpg", "jpeg").await);
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[logo, photo]).await;
    House { desk, admin, logo: logo.0, photo: photo.0, kit }
}

impl House {
    async fn asked(&self) -> i64 {
        let body = json!({
            "mediaIds": [self.logo, self.photo], "firstName": "Zoé", "lastName": "M", "mail": "zoe@example.org", "reason": "r",
        });
        let answer = self.desk.visitor().post("/api/public/download-validation-requests", body).await;
        answer.expect(201).json()["id"].as_i64().unwrap()
    }

    async fn status(&self, id: i64) -> Value {
        self.admin.get(&format!("{REQUESTS}/{id}")).await.expect(200).json()["status"].clone()
    }
}

#[tokio::test]
async fn a_decision_with_a_member_that_nobody_knows_decides_nothing() {
    let house = house().await;
    let id = house.asked().await;
    let decisions = format!("{REQUESTS}/decisions");
    let (logo, admin) = (house.logo, &house.admin);
    let wrong = [
        (decisions.clone(), json!({"ids": [id], "mediaIds": [logo], "decision": "approve"}), vec!["/mediaIds"]),
        (decisions.clone(), json!({"filter": {"bogus": 1}, "decision": "approve"}), vec!["/filter/bogus"]),
        (decisions, json!({"filter": {"Status": ["pending"]}, "decision": "deny"}), vec!["/filter/Status"]),
        (
            format!("{REQUESTS}/{id}/decision"),
            json!({"mediaids": [logo], "decision": "approve", "expires": "2027-01-01"}),
            vec!["/expires", "/mediaids"],
        ),
        (format!("{REQUESTS}/revocations"), json!({"filter": {}, "note": "x"}), vec!["/note"]),
        (format!("{REQUESTS}/{id}/revocation"), json!({"mesage": "x"}), vec!["/mesage"]),
    ];
    for (path, body, pointers) in wrong {
        let answer = admin.post(&path, body.clone()).await.expect_problem(422, "invalid");
        assert_eq!(answer.pointers(), pointers, "{body}");
    }
    assert_eq!(house.status(id).await, "pending");
    let slip = json!({"mediaids": [logo], "decision": "approve"});
    let told = admin.post(&format!("{REQUESTS}/{id}/decision"), slip).await.json()["errors"][0]["detail"].clone();
    assert_eq!(told, "There is no such member to be sent here; perhaps `mediaIds`?");
}

#[tokio::test]
async fn every_body_refuses_what_it_does_not_know() {
    let House { desk, admin, logo, kit, .. } = house().await;
    let portal = desk.portal("brand", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let folder = desk.folder("Press").await;
    let user = desk.user("mia@desk.example", "Mia Member", Role::Member).await.id();
    let odd = json!({"bogus": null});
    for path in ["kits", "portals", "folders", "users", "download-validation-requests"] {
        let answer = admin.post(&format!("/api/dam/{path}"), odd.clone()).await.expect_problem(422, "invalid");
        assert!(answer.pointers().contains(&"/bogus".into()), "{path}: {:?}", answer.pointers());
    }
    let answer = desk.visitor().post("/api/public/download-validation-requests", odd.clone()).await.expect(422);
    assert!(answer.pointers().contains(&"/bogus".into()));
    let paths = [
        format!("kits/{kit}"),
        format!("portals/{portal}"),
        format!("folders/{folder}"),
        format!("users/{user}"),
        format!("medias/{logo}"),
        "technical-properties/ENABLE_PUBLIC_DOWNLOAD_REQUEST".into(),
    ];
    for path in paths {
        let answer = admin.patch(&format!("/api/dam/{path}"), odd.clone()).await.expect_problem(422, "invalid");
        assert!(answer.pointers().contains(&"/bogus".into()), "{path}: {:?}", answer.pointers());
    }
    let answer = admin.put("/api/dam/selection", json!({"mediaIds": [], "mediaids": [logo]})).await.expect(422);
    assert_eq!(answer.pointers(), ["/mediaids"]);
    let nested =
        json!({"sections": [{"assets": [logo]}], "questions": [{"label": "Why?", "kind": "text", "requird": true}]});
    let answer = admin.patch(&format!("/api/dam/kits/{kit}"), nested).await.expect(422);
    assert_eq!(answer.pointers(), ["/questions/0/requird", "/sections/0/assets"]);
}

#[tokio::test]
async fn a_list_refuses_a_filter_that_it_does_not_know() {
    let House { admin, .. } = house().await;
    let lists = [
        ("download-validation-requests", "kitid=1"),
        ("medias", "folder=1"),
        ("events", "typ=decision"),
        ("external-users", "query=zoe"),
        ("kits", "q=x"),
        ("portals", "title=x"),
        ("folders", "parentId=1"),
        ("users", "role=admin"),
        ("download-grants", "requestId=1"),
        ("technical-properties", "name=x"),
    ];
    for (list, query) in lists {
        let answer = admin.get(&format!("/api/dam/{list}?{query}")).await.expect_problem(422, "invalid");
        let name = query.split('=').next().unwrap();
        assert_eq!(answer.pointers(), [format!("/{name}")], "{list}");
    }
    admin.get(&format!("{REQUESTS}?createdAfter=9999-12-31&createdBefore=9999-12-31T23:59:59Z")).await.expect(200);
}

#[tokio::test]
async fn a_patch_can_not_take_away_what_always_is_there_nor_set_what_is_only_read() {
    let House { desk, admin, logo, kit, .. } = house().await;
    let portal = desk.portal("brand", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let folder = desk.folder("Press").await;
    let user = desk.user("mia@desk.example", "Mia Member", Role::Member).await.id();
    let refused = [
        (format!("medias/{logo}"), json!({"title": null}), vec!["/title"]),
        (
            format!("medias/{logo}"),
            json!({"filename": "x.svg", "id": 7, "sha256": "0", "size": 1}),
            vec!["/filename", "/id", "/sha256", "/size"],
        ),
        (
            format!("kits/{kit}"),
            json!({"title": null, "slug": null, "privacy": null, "downloadPolicy": null}),
            vec!["/downloadPolicy", "/privacy", "/slug", "/title"],
        ),
        (format!("portals/{portal}"), json!({"title": null, "createdAt": "2020-01-01"}), vec!["/createdAt", "/title"]),
        (format!("folders/{folder}"), json!({"name": null}), vec!["/name"]),
        (format!("users/{user}"), json!({"role": null, "firstName": null}), vec!["/firstName", "/role"]),
    ];
    for (path, patch, pointers) in refused {
        let answer = admin.patch(&format!("/api/dam/{path}"), patch.clone()).await.expect_problem(422, "invalid");
        assert_eq!(answer.pointers(), pointers, "{path} {patch}");
    }
    assert_eq!(admin.get(&format!("/api/dam/medias/{logo}")).await.json()["title"], "logo");
    admin.patch(&format!("/api/dam/users/{user}"), json!({"lastName": null})).await.expect(200);
    assert_eq!(admin.get(&format!("/api/dam/users/{user}")).await.json()["lastName"], "");
}

#[tokio::test]
async fn a_patch_that_changes_nothing_is_no_change() {
    let House { desk, admin, logo, photo, kit } = house().await;
    let portal = desk.portal("brand", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let terms = json!({"terms": "Name us."});
    admin.patch(&format!("/api/dam/kits/{kit}"), terms.clone()).await.expect(200);
    let same = [
        (format!("kits/{kit}"), json!({})),
        (
            format!("kits/{kit}"),
            json!({"title": "press", "sections": [{"mediaIds": [logo, photo]}], "terms": "Name us."}),
        ),
        (format!("portals/{portal}"), json!({"slug": "brand", "kitIds": [kit], "terms": null})),
        (format!("medias/{logo}"), json!({"title": "logo", "folderId": null, "description": null})),
    ];
    let events = "/api/dam/events?size=1";
    let before = admin.get(events).await.json()["totalCount"].clone();
    for (path, patch) in same {
        let path = format!("/api/dam/{path}");
        let shown = admin.get(&path).await.json();
        assert_eq!(admin.patch(&path, patch.clone()).await.expect(200).json(), shown, "{path} {patch}");
    }
    assert_eq!(admin.get(events).await.json()["totalCount"], before);
    let order = json!({"sections": [{"mediaIds": [photo, logo]}]});
    let path = format!("/api/dam/kits/{kit}");
    let was = admin.get(&path).await.json()["updatedAt"].clone();
    assert_ne!(admin.patch(&path, order).await.expect(200).json()["updatedAt"], was);
}

async fn upload(by: &Actor, query: &str, kind: &str, body: &str) -> Answer {
    let request = Request::builder().method(Method::POST).uri(format!("/api/dam/medias?{query}"));
    let request = request.header("content-type", kind).header("content-disposition", "attachment; filename=\"a.txt\"");
    by.send(request.body(Bytes::from(body.to_owned())).unwrap()).await
}

#[tokio::test]
async fn an_upload_keeps_the_rules_of_a_change() {
    let House { admin, .. } = house().await;
    let long = format!("title={}", "x".repeat(3_000));
    let answer = upload(&admin, &long, "application/octet-stream", "bytes").await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/title"]);
    let answer = upload(&admin, "folderid=1", "application/octet-stream", "bytes").await.expect_problem(422, "invalid");
    assert_eq!(answer.pointers(), ["/folderid"]);
    upload(&admin, "title=%20", "application/octet-stream", "bytes").await.expect(201);
}

#[tokio::test]
async fn a_form_that_is_cut_off_is_the_sender_s_fault() {
    let House { admin, .. } = house().await;
    let kind = "multipart/form-data; boundary=X";
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    for cut in [format!("{head}half of the fi"), head.to_owned(), format!("{head}whole\r\n--X\r\nContent-Dispo")] {
        upload(&admin, "", kind, &cut).await.expect_problem(400, "malformed");
    }
    upload(&admin, "", kind, &format!("{head}whole\r\n--X--\r\n")).await.expect(201);
}

#[tokio::test]
async fn records_that_do_not_answer_are_told_as_such_and_soon() {
    let House { desk, admin, .. } = house().await;
    desk.app.close().await;
    let answer = admin.get("/api/dam/kits").await.expect_problem(503, "unavailable");
    assert_eq!(answer.header("retry-after"), "5");
    assert!(!answer.text().contains("lost"));
    let page = desk.visitor().get("/kits/press").await.expect(503);
    assert_eq!(page.header("retry-after"), "5");
    let said = page.text().split("<main").nth(1).expect("a page").to_owned();
    assert!(said.contains("One moment, please") && !said.contains("lost"), "{said}");
    desk.visitor().get("/health/ready").await.expect(503);
}

#[tokio::test]
async fn a_wrong_name_is_told_together_with_what_else_is_wrong() {
    let house = house().await;
    house.asked().await;
    let body = json!({
        "mediaIds": [house.logo, 4_711], "firstName": "Zoe", "lastName": "M", "mail": "zoe@example.org", "reason": "r",
    });
    let path = "/api/public/download-validation-requests";
    let answer = house.desk.visitor().post(path, body.clone()).await.expect_problem(422, "requester-mismatch");
    assert_eq!(answer.pointers(), ["/mail", "/mediaIds/1"]);
    // Guessing names by calls that are wrong anyway is counted like any other.
    let mut tries = 1;
    while house.desk.visitor().post(path, body.clone()).await.status == 422 {
        tries += 1;
        assert!(tries < 50, "names can be guessed");
    }
    house.desk.visitor().post(path, body).await.expect_problem(429, "too-many-requests");
}
