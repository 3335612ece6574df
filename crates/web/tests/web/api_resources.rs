//! Assets, folders, kits, portals, users, properties and the history, by HTTP; and the document that describes it all.

use domain::*;
use serde_json::{Value, json};
use testkit::{Actor, Answer, Desk};

struct House {
    desk: Desk,
    admin: Actor,
    manager: Actor,
    mia: Actor,
}

async fn house() -> House {
    let desk = Desk::open().await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let mia = desk.user("mia@desk.example", "Mia Member", Role::Member).await;
    House { desk, admin, manager, mia }
}

async fn upload(by: &Actor, query: &str, disposition: &str, bytes: &'static str) -> Answer {
    let by = by.clone().with("content-disposition", disposition);
    by.post_raw(&format!("/api/dam/medias{query}"), "application/octet-stream", bytes).await
}

#[tokio::test]
async fn an_asset_is_added_by_its_bytes() {
    let House { manager, mia, .. } = house().await;
    let folder = manager.post("/api/dam/folders", json!({"name": "Press"})).await.expect(201).json()["id"].clone();
    let kit = manager.post("/api/dam/kits", json!({"title": "Press Kit"})).await.expect(201).json()["id"].clone();
    let query = format!("?folderId={folder}&kitId={kit}&title=A%20title");
    let name = "attachment; filename=\"x.txt\"; filename*=UTF-8''../../%D8%B5%D9%88%D8%B1.txt";
    let answer = upload(&manager, &query, name, "hello").await.expect(201);
    let made = answer.json();
    assert_eq!(answer.header("location"), format!("/api/dam/medias/{}", made["id"]));
    let expected = json!({
        "id": made["id"], "title": "A title", "filename": "صور.txt", "contentType": "text/plain", "size": 5,
        "sha256": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "folderId": folder,
        "createdAt": made["createdAt"], "version": 1,
    });
    assert_eq!(made, expected);
    assert_eq!(mia.get(answer.header("location")).await.expect(200).json(), made);
    assert_eq!(
        mia.get(&format!("/api/dam/medias?kitId={kit}&folderId={folder}&q=TITLE")).await.json()["totalCount"],
        1
    );
    let sections = manager.get(&format!("/api/dam/kits/{kit}")).await.json()["sections"].clone();
    assert_eq!(sections, json!([{"title": "", "mediaIds": [made["id"]]}]));

    upload(&manager, "?folderId=999&kitId=x", "attachment; filename=a", "a").await.expect_problem(422, "invalid");
    manager.post_raw("/api/dam/medias", "application/octet-stream", "x").await.expect_problem(422, "invalid");
    upload(&mia, "", "attachment; filename=a", "a").await.expect_problem(403, "managers-only");
    assert_eq!(manager.get("/api/dam/medias").await.json()["totalCount"], 1);
    // Each call makes one, unless the key says otherwise.
    let keyed = manager.clone().with("idempotency-key", "up");
    let one = upload(&keyed, "", "attachment; filename=a", "").await.expect(201).json();
    assert_eq!(upload(&keyed, "", "attachment; filename=a", "").await.expect(201).json(), one);
    upload(&keyed, "", "attachment; filename=a", "b").await.expect_problem(422, "idempotency-key-reused");
    assert_ne!(upload(&manager, "", "attachment; filename=a", "").await.expect(201).json()["id"], one["id"]);
    assert_eq!(manager.get("/api/dam/medias").await.json()["totalCount"], 3);
}

#[tokio::test]
async fn an_asset_is_added_by_a_form() {
    let House { manager, .. } = house().await;
    let part = |name: &str, file: &str, body: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{body}\r\n")
    };
    let kind = "multipart/form-data; boundary=b";
    let body = part("file", "größe.csv", "a;b") + &part("title", "", "After the file") + "--b--\r\n";
    let made = manager.post_raw("/api/dam/medias", kind, body).await.expect(201).json();
    assert_eq!((&made["filename"], &made["title"]), (&json!("größe.csv"), &json!("After the file")));
    let answer = manager.post_raw("/api/dam/medias", kind, part("title", "", "x") + "--b--\r\n").await.expect(422);
    assert_eq!(answer.pointers(), ["/file"]);
    let two = part("file", "a", "1") + &part("file", "b", "2") + "--b--\r\n";
    manager.post_raw("/api/dam/medias", kind, two).await.expect(422);
    manager.post_raw("/api/dam/medias", kind, "nonsense").await.expect_problem(400, "malformed");
    assert_eq!(manager.get("/api/dam/medias").await.json()["totalCount"], 1);
}

#[tokio::test]
async fn content_is_sent_with_ranges_and_counted_once() {
    let House { desk, manager, mia, .. } = house().await;
    let asset = desk.asset("data.bin", "0123456789").await;
    desk.kit("open", Privacy::Private, Policy::Open, &[asset]).await;
    let content = format!("/api/dam/medias/{asset}/content");
    let head = mia.head(&content).await.expect(200);
    assert_eq!((head.header("content-length"), head.header("accept-ranges"), head.body.len()), ("10", "bytes", 0));
    let downloads = async || manager.get("/api/dam/events?type=download.asset").await.json()["totalCount"].clone();
    assert_eq!(downloads().await, 0, "HEAD is not counted");
    let part = mia.clone().with("range", "bytes=2-4").get(&content).await.expect(206);
    assert_eq!((part.text(), part.header("content-range")), ("234".into(), "bytes 2-4/10"));
    let whole = mia.get(&content).await.expect(200);
    assert_eq!((whole.text(), whole.header("cache-control")), ("0123456789".into(), "private, no-store"));
    assert!(whole.header("content-disposition").starts_with("attachment"));
    mia.clone().with("if-none-match", whole.header("etag")).get(&content).await.expect(304);
    mia.clone().with("range", "bytes=99-").get(&content).await.expect(416);
    assert_eq!(downloads().await, 1);
    desk.visitor().get(&content).await.expect_problem(401, "unauthenticated");

    let put = manager
        .clone()
        .with("content-disposition", "attachment; filename=new.bin")
        .with("content-type", "application/x");
    let changed = put.put(&content, json!("v2")).await.expect(200).json();
    assert_eq!(
        (&changed["version"], &changed["filename"], &changed["size"]),
        (&json!(2), &json!("new.bin"), &json!(4))
    );
    mia.put(&content, json!(1)).await.expect(403);
    assert_eq!(mia.get(&content).await.text(), "\"v2\"");
    assert_eq!(downloads().await, 2, "another version");
}

#[tokio::test]
async fn a_change_may_demand_that_nothing_changed_meanwhile() {
    let House { manager, mia, desk, .. } = house().await;
    let asset = desk.asset("a.txt", "a").await;
    let address = format!("/api/dam/medias/{asset}");
    let seen = manager.get(&address).await.expect(200);
    let careful = manager.clone().with("if-match", seen.header("etag"));
    let changed = careful.patch(&address, json!({"title": "B"})).await.expect(200);
    assert_eq!(changed.json()["title"], "B");
    assert_ne!(changed.header("etag"), seen.header("etag"));
    careful.patch(&address, json!({"title": "C"})).await.expect_problem(412, "precondition-failed");
    manager.patch(&address, json!({"title": " ", "folderId": 99})).await.expect_problem(422, "invalid");
    manager.post_raw(&address, "application/json", "{}").await.expect(405);
    mia.patch(&address, json!({"title": "C"})).await.expect(403);
    let folder = desk.folder("Press").await;
    let plain = manager.clone().with("content-type", "application/json");
    assert_eq!(plain.patch(&address, json!({"folderId": folder})).await.expect(200).json()["folderId"], json!(folder));
    assert_eq!(plain.patch(&address, json!({"folderId": null})).await.expect(200).json()["folderId"], Value::Null);
}

#[tokio::test]
async fn folders_form_a_tree_with_responsibles() {
    let House { manager, mia, admin, .. } = house().await;
    let keyed = manager.clone().with("idempotency-key", "f");
    let press =
        keyed.post("/api/dam/folders", json!({"name": "Press", "responsibleIds": [admin.id()]})).await.expect(201);
    let again =
        keyed.post("/api/dam/folders", json!({"name": "Press", "responsibleIds": [admin.id()]})).await.expect(201);
    assert_eq!((press.json(), press.header("location")), (again.json(), again.header("location")));
    let press = press.json();
    let body = json!({"name": "2026", "parentId": press["id"]});
    let year = manager.post("/api/dam/folders", body.clone()).await.expect(201).json();
    assert_eq!(manager.post("/api/dam/folders", body).await.expect(422).pointers(), ["/name"]);
    let address = format!("/api/dam/folders/{}", press["id"]);
    assert_eq!(manager.patch(&address, json!({"parentId": year["id"]})).await.expect(422).pointers(), ["/parentId"]);
    let body = json!({"name": "a/b", "parentId": 99, "responsibleIds": [mia.id(), "x"]});
    let answer = manager.post("/api/dam/folders", body).await.expect(422);
    assert_eq!(answer.pointers(), ["/name", "/parentId", "/responsibleIds/0", "/responsibleIds/1"]);
    assert_eq!(manager.post("/api/dam/folders", json!({})).await.expect(422).pointers(), ["/name"]);
    manager.delete(&address).await.expect_problem(409, "folder-not-empty");
    manager.delete(&format!("/api/dam/folders/{}", year["id"])).await.expect(204);
    assert_eq!(
        manager.patch(&address, json!({"responsibleIds": null})).await.expect(200).json()["responsibleIds"],
        json!([])
    );
    mia.post("/api/dam/folders", json!({"name": "x"})).await.expect_problem(403, "managers-only");
    assert_eq!(mia.get("/api/dam/folders").await.expect(200).json()["totalCount"], 1);
}

#[tokio::test]
async fn kits_and_portals_are_made_and_changed() {
    let House { desk, manager, mia, .. } = house().await;
    let asset = desk.asset("a.txt", "a").await;
    let body = json!({"title": "Größe & Café", "sections": [{"title": "One", "text": "t", "mediaIds": [asset]}]});
    let kit = manager.post("/api/dam/kits", body).await.expect(201).json();
    assert_eq!(
        (&kit["slug"], &kit["privacy"], &kit["downloadPolicy"]),
        (&json!("grosse-cafe"), &json!("private"), &json!("approval"))
    );
    assert_eq!(kit["sections"], json!([{"title": "One", "text": "t", "mediaIds": [asset]}]));
    let wrong = json!({
        "title": 1, "slug": "No Slug", "privacy": "secret", "downloadPolicy": "inherit", "sections": [{"mediaIds": [asset, 99]}, 1],
    });
    let answer = manager.post("/api/dam/kits", wrong).await.expect(422);
    assert_eq!(
        answer.pointers(),
        ["/downloadPolicy", "/privacy", "/sections/0/mediaIds/1", "/sections/1", "/slug", "/title"]
    );
    let address = format!("/api/dam/kits/{}", kit["id"]);
    assert_eq!(manager.patch(&address, json!({"privacy": "password"})).await.expect(422).pointers(), ["/password"]);
    let locked = manager.patch(&address, json!({"privacy": "password", "password": "open sesame"})).await.expect(200);
    assert!(!locked.text().contains("password\":") && !locked.text().contains("argon2"), "{}", locked.text());
    let taken = manager
        .post("/api/dam/kits", json!({"title": "x", "slug": "grosse-cafe"}))
        .await
        .expect_problem(422, "slug-taken");
    assert_eq!(taken.pointers(), ["/slug"]);

    let body = json!({"title": "House", "kitIds": [kit["id"]], "accent": "#AABBCC", "logoId": asset, "downloadPolicy": "inherit"});
    let portal = manager.post("/api/dam/portals", body).await.expect(201).json();
    assert_eq!(
        (&portal["kitIds"], &portal["accent"], &portal["logoId"]),
        (&json!([kit["id"]]), &json!("#aabbcc"), &json!(asset))
    );
    let address = format!("/api/dam/portals/{}", portal["id"]);
    let changed =
        manager.patch(&address, json!({"logoId": null, "accent": null, "title": "Home"})).await.expect(200).json();
    assert_eq!(
        (&changed["logoId"], &changed["accent"], &changed["title"]),
        (&Value::Null, &Value::Null, &json!("Home"))
    );
    let wrong = json!({"kitIds": [99, "x"], "coverId": 99, "accent": "red"});
    assert_eq!(
        manager.patch(&address, wrong).await.expect(422).pointers(),
        ["/accent", "/coverId", "/kitIds/0", "/kitIds/1"]
    );
    mia.patch(&address, json!({"title": "x"})).await.expect(403);
    assert_eq!(mia.get("/api/dam/portals?size=1").await.json()["nextCursor"], Value::Null);
}

#[tokio::test]
async fn users_are_an_admin_s_affair() {
    let House { desk, admin, manager, mia } = house().await;
    let body = json!({"mail": "new@desk.example", "firstName": "Nora", "lastName": "New", "role": "responsible"});
    manager.post("/api/dam/users", body.clone()).await.expect_problem(403, "admins-only");
    let keyed = admin.clone().with("idempotency-key", "u");
    let made = keyed.post("/api/dam/users", body.clone()).await.expect(201).json();
    assert_eq!(keyed.post("/api/dam/users", body.clone()).await.expect(201).json(), made);
    assert_eq!((&made["role"], &made["responsibleForExternalUsers"]), (&json!("responsible"), &json!(true)));
    admin.post("/api/dam/users", body).await.expect_problem(422, "mail-taken");
    let wrong = json!({"mail": "x", "role": "boss", "password": "short", "responsibleForExternalUsers": "yes"});
    let answer = admin.post("/api/dam/users", wrong).await.expect(422);
    assert_eq!(answer.pointers(), ["/firstName", "/mail", "/password", "/responsibleForExternalUsers", "/role"]);
    let address = format!("/api/dam/users/{}", made["id"]);
    let body = json!({"lastName": "Newman", "responsibleForExternalUsers": false});
    let changed = admin.patch(&address, body).await.expect(200).json();
    assert_eq!((&changed["lastName"], &changed["responsibleForExternalUsers"]), (&json!("Newman"), &json!(false)));
    assert_eq!(admin.patch(&address, json!({"mail": "other@desk.example"})).await.expect(422).pointers(), ["/mail"]);
    admin.delete(&address).await.expect(204);
    admin.get(&address).await.expect(404);
    let own = format!("/api/dam/users/{}", admin.id());
    admin.patch(&own, json!({"role": "member"})).await.expect_problem(409, "last-admin");
    admin.delete(&own).await.expect_problem(409, "last-admin");
    let first = mia.get("/api/dam/users?size=2").await.expect(200).json();
    let rest = mia.get(&format!("/api/dam/users?size=2&cursor={}", first["nextCursor"].as_str().unwrap())).await.json();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["totalCount"]), (1, &json!(3)));
    desk.run_jobs().await;
    assert_eq!(desk.mailbox.to("new@desk.example").len(), 0, "who is gone is not invited");
}

#[tokio::test]
async fn technical_properties_say_who_sets_them() {
    let desk = Desk::open_with(|setup| {
        setup.settings.fixed_properties.insert(TechnicalProperty::RequestDownloadFolderModeEnabled, true);
    })
    .await;
    let admin = desk.user("admin@desk.example", "Ada Min", Role::Admin).await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let path = "/api/dam/technical-properties";
    let name = "ENABLE_PUBLIC_DOWNLOAD_REQUEST";
    let body = json!({"value": true});
    manager.patch(&format!("{path}/{name}"), body.clone()).await.expect_problem(403, "admins-only");
    admin.patch(&format!("{path}/{name}"), json!({"value": "true"})).await.expect_problem(422, "invalid");
    let set = admin.patch(&format!("{path}/{name}"), body.clone()).await.expect(200).json();
    assert_eq!((&set["name"], &set["value"], &set["source"]), (&json!(name), &json!(true), &json!("setting")));
    assert!(set["effect"].is_string());
    assert_eq!(admin.put(&format!("{path}/{name}"), json!({"value": false})).await.expect(200).json()["value"], false);
    let fixed = format!("{path}/REQUEST_DOWNLOAD_FOLDER_MODE_ENABLED");
    admin.patch(&fixed, json!({"value": false})).await.expect_problem(409, "set-by-environment");
    let list = manager.get(path).await.expect(200).json();
    let sources: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|one| one["source"].as_str().unwrap()).collect();
    assert_eq!((sources, &list["nextCursor"]), (vec!["setting", "default", "environment"], &Value::Null));
    admin.get(&format!("{path}/NO_SUCH")).await.expect(404);
}

#[tokio::test]
async fn a_token_signs_in_as_bearer_and_as_basic() {
    let House { desk, mia, .. } = house().await;
    let token = mia.token.clone().unwrap();
    // mia@desk.example and max@desk.example, each with the token as password.
    for (mail, status) in [("MIA@desk.example", 200), ("max@desk.example", 401)] {
        let basic = format!("Basic {}", testkit::base64(&format!("{mail}:{token}")));
        desk.visitor().with("authorization", &basic).get("/api/dam/selection").await.expect(status);
        let foreign = desk.visitor().with("authorization", &basic).with("origin", "https://evil.example");
        foreign.put("/api/dam/selection", json!({"mediaIds": []})).await.expect_problem(403, "foreign-origin");
    }
    let foreign = mia.clone().with("origin", "null");
    foreign.put("/api/dam/selection", json!({"mediaIds": []})).await.expect(200);
}

#[tokio::test]
async fn under_a_sub_path_locations_begin_with_it() {
    let desk = Desk::open_with(|setup| setup.base = "/ajar".into()).await;
    let manager = desk.user("max@desk.example", "Max Manager", Role::Manager).await;
    let made = manager.post("/ajar/api/dam/folders", json!({"name": "x"})).await.expect(201);
    assert_eq!(made.header("location"), format!("/ajar/api/dam/folders/{}", made.json()["id"]));
    manager.get("/api/dam/folders").await.expect(404);
    manager.get("/ajar/api/dam/folders/99").await.expect_problem(404, "not-found");
}

#[tokio::test]
async fn the_document_is_the_same_wherever_it_is_shown() {
    let House { desk, .. } = house().await;
    let served = desk.visitor().get("/api/openapi.json").await.expect(200);
    assert_eq!(served.text(), web::openapi());
    assert!(served.text().ends_with("}\n"));
    let committed = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../openapi.json")).unwrap();
    assert!(committed == web::openapi(), "openapi.json is stale: `ajar openapi > openapi.json` writes it anew");
}

#[tokio::test]
async fn every_operation_is_described_as_a_whole() {
    let document: Value = serde_json::from_str(&web::openapi()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut ids = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("{method} {path}");
            assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{name}");
            assert!(
                operation["tags"].is_array() && operation.get("security").is_some() || path == "/api/openapi.json",
                "{name}"
            );
            ids.push(operation["operationId"].as_str().unwrap().to_owned());
            for (status, response) in operation["responses"].as_object().unwrap() {
                if status.starts_with(['4', '5']) {
                    let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                    assert_eq!(schema, "#/components/schemas/Problem", "{name} {status}");
                }
            }
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')) {
                let parameter = part.trim_end_matches('}');
                let found = operation["parameters"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|one| one["name"] == parameter && one["in"] == "path");
                assert!(found, "{name}: {parameter}");
            }
        }
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "operation ids are unique");
    // Every reference leads somewhere.
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"].get(name).is_some(), "{name}");
    }
}

#[tokio::test]
async fn nothing_of_the_api_is_open_to_strangers_but_what_is_meant_to_be() {
    let House { desk, .. } = house().await;
    let document: Value = serde_json::from_str(&web::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let path = path
                .replace("{id}", "1")
                .replace("{name}", "ENABLE_PUBLIC_DOWNLOAD_REQUEST")
                .replace("{reference}", "00");
            let request = http::Request::builder().method(method.to_uppercase().as_str()).uri(&path);
            let answer = desk.visitor().send(request.body(bytes::Bytes::new()).unwrap()).await;
            let expected = if path == "/api/openapi.json" {
                200
            } else if path.starts_with("/api/public/") {
                404
            } else {
                401
            };
            assert_eq!(answer.status.as_u16(), expected, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_page_to_try_it_out_runs_nothing_inline() {
    let House { desk, .. } = house().await;
    let page = desk.visitor().get("/api/docs").await.expect(200);
    assert!(page.header("content-security-policy").contains("script-src 'self'"));
    assert!(!page.text().contains("<script>") && !page.text().contains("style="), "{}", page.text());
    for (file, kind) in [
        ("swagger-ui.css", "text/css"),
        ("swagger-ui-bundle.js", "text/javascript"),
        ("start.js", "text/javascript"),
        ("page.css", "text/css"),
    ] {
        let answer = desk.visitor().get(&format!("/api/docs/{file}")).await.expect(200);
        assert!(answer.header("content-type").starts_with(kind), "{file}: {}", answer.header("content-type"));
        assert!(page.text().contains(&format!("docs/{file}")), "{file}");
    }
    desk.visitor().get("/api/docs/index.html").await.expect(404);
    desk.visitor().get("/api/docs/").await.expect(303);
}
