//! Who may do what: every address of the router against everybody who could come, in one table.
//!
//! The table is `who_may.txt`. An address without a row fails, as does a row without an address and an answer that is not the
//! one in the table. After a change that is meant, `AJAR_UPDATE=1` writes the table anew: read its difference as what it is,
//! a change of who may do what.

use app::viewer::{Credentials, identify};
use domain::*;
use http::{Method, Request, header};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use testkit::{Actor, Answer, Desk, base64};

const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/web/who_may.txt");

/// Everybody who could come, in the order of the table's columns.
const EVERYBODY: [&str; 8] = ["stranger", "requester", "member", "other", "responsible", "manager", "admin", "token"];

const HEAD: &str = "\
# Who may do what: the status that each address answers, by who comes.
#
# stranger     nobody is known
# requester    a browser proven for the address that made the request, by a link from a mail
# member       signed in, a member
# other        signed in, responsible for another folder than that of the asset asked for
# responsible  signed in, responsible for the folder of the asset asked for
# manager      signed in
# admin        signed in
# token        an admin's token that may only read
#
# Pages: 303 of a page of the desk leads to the sign-in. API and forms are sent empty: 422 (or 400, 415) is an answer to
# somebody who may do it and said nothing of what. 401: who are you; 403: not you; 404: what one may not know of, or need not
# look at, is not there. What is written is written in a desk of its own, so that nobody finds what another left.
";

/// A desk in which there is one of everything, and the one who comes.
struct House {
    /// Ends when it is dropped.
    _desk: Desk,
    who: Actor,
    /// What stands in the place of the names in braces.
    named: BTreeMap<&'static str, String>,
}

fn cookies_of(answer: &Answer) -> String {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// The path of the newest link of a kind that was sent to an address.
async fn link(desk: &Desk, mail: &str, kind: &str) -> String {
    desk.run_jobs().await;
    let letters = desk.mailbox.to(mail);
    let link = letters.iter().rev().find_map(|letter| letter.link(kind)).expect("a link");
    link.trim_start_matches("http://desk.example").to_owned()
}

fn last_part(path: &str) -> String {
    path.rsplit('/').next().unwrap_or_default().split('?').next().unwrap_or_default().to_owned()
}

async fn house(who: &str) -> House {
    let desk = Desk::open().await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    desk.switch(TechnicalProperty::RequestDownloadFolderModeEnabled, true).await;
    let admin = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    let manager = desk.user("mia@desk.example", "Mia Manager", Role::Manager).await;
    let responsible = desk.user_marked("rita@desk.example", "Rita Rose", Role::Responsible, false).await;
    let other = desk.user_marked("otto@desk.example", "Otto Other", Role::Responsible, false).await;
    let member = desk.user("meg@desk.example", "Meg Member", Role::Member).await;
    let victim = desk.user("vic@desk.example", "Vic Victim", Role::Member).await;
    let asset = desk.asset_in("Press", "logo.txt", "a file that is asked for").await;
    desk.asset_in("Elsewhere", "other.txt", "a file of somebody else's").await;
    desk.responsible_for("Press", &[&responsible]).await;
    desk.responsible_for("Elsewhere", &[&other]).await;
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &[asset]).await;
    let portal = desk.portal("brand", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    let empty = desk.folder("Empty").await;

    // One request that was approved, whose link made a browser proven, and a pending one of the same requester.
    let ask = json!({"mediaIds": [asset], "firstName": "Zoe", "lastName": "Zimmer", "mail": "zoe@press.example",
                     "reason": "For an article."});
    let public = "/api/public/download-validation-requests";
    let requests = "/api/dam/download-validation-requests";
    desk.visitor().post(public, ask.clone()).await.expect(201);
    let first = admin.get(requests).await.expect(200).json()["items"][0]["id"].clone();
    admin.post(&format!("{requests}/{first}/decision"), json!({"decision": "approve"})).await.expect(200);
    let pickup = link(&desk, "zoe@press.example", "/pickup/").await;
    let proven = cookies_of(&desk.visitor().get(&pickup).await.expect(303));
    desk.visitor().post(public, ask).await.expect(201);
    let pending = admin.get(&format!("{requests}?status=pending")).await.expect(200).json()["items"][0].clone();
    let decide = link(&desk, "rita@desk.example", "/decide/").await;
    let grant = admin.get("/api/dam/download-grants").await.expect(200).json()["items"][0]["id"].clone();

    // An upload under way, of the admin.
    let begin = Request::post("/api/dam/uploads").header("tus-resumable", "1.0.0").header("upload-length", "5");
    let begin = begin.header("upload-metadata", format!("filename {}", base64("upload.txt")));
    let begun = admin.send(begin.body(Default::default()).expect("a request")).await.expect(201);

    // A webhook that leads into a private network, and so is never told anything.
    let hook = admin.post("/api/dam/webhooks", json!({"url": "https://localhost/", "events": ["folder"]})).await;
    let webhook = hook.expect(201).json()["id"].clone();
    admin.post("/api/dam/folders", json!({"name": "Told"})).await.expect(201);
    desk.run_jobs().await;
    let deliveries = admin.get(&format!("/api/dam/webhooks/{webhook}/deliveries")).await.expect(200).json();
    let delivery = deliveries["items"][0]["id"].clone();

    let known = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let named = BTreeMap::from([
        ("asset", asset.to_string()),
        ("folder", empty.to_string()),
        ("kit", kit.to_string()),
        ("portal", portal.to_string()),
        ("user", victim.id().to_string()),
        ("external user", known(&pending["requester"]["id"])),
        ("request", known(&pending["id"])),
        ("reference", known(&pending["reference"])),
        ("grant", known(&grant)),
        ("upload", last_part(begun.header("location"))),
        ("webhook", known(&webhook)),
        ("delivery", known(&delivery)),
        ("pickup", last_part(&pickup)),
        ("decide", last_part(&decide)),
    ]);
    let who = match who {
        "stranger" => desk.visitor(),
        "requester" => desk.visitor().with("cookie", &proven),
        "member" => desk.signed_in(&member).await,
        "other" => desk.signed_in(&other).await,
        "responsible" => desk.signed_in(&responsible).await,
        "manager" => desk.signed_in(&manager).await,
        "admin" => desk.signed_in(&admin).await,
        "token" => {
            let draft = app::access::TokenDraft { name: "reads".into(), scope: TokenScope::Read, expires_at: None };
            let credentials = Credentials { token: admin.token.clone(), ..Credentials::default() };
            let viewer = identify(&desk.app, credentials).await.expect("an admin");
            let made = app::access::make_token(&desk.app, &viewer, UserId(admin.id()), draft, Default::default()).await;
            let (_, token) = made.expect("a token");
            desk.visitor().with("authorization", &format!("Bearer {}", token.expose()))
        }
        other => panic!("who is {other}?"),
    };
    House { _desk: desk, who, named }
}

/// An address with something that is there in the place of each name.
fn filled(address: &str, named: &BTreeMap<&'static str, String>) -> String {
    let mut path = String::new();
    for part in address.split('/').skip(1) {
        path.push('/');
        let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
            path.push_str(part);
            continue;
        };
        let before = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        let meant = match (before.as_str(), name) {
            ("medias" | "assets" | "logo", "id") => &named["asset"],
            ("folders", "id") => &named["folder"],
            ("kits", "id") => &named["kit"],
            ("portals", "id") => &named["portal"],
            ("users" | "members", "id") => &named["user"],
            ("external-users", "id") => &named["external user"],
            ("download-validation-requests" | "download-requests", "id") => &named["request"],
            ("download-grants", "id") => &named["grant"],
            ("uploads", "id") => &named["upload"],
            ("webhooks", "id") => &named["webhook"],
            ("deliveries", "deliveryId" | "delivery") => &named["delivery"],
            ("pickup", "token") => &named["pickup"],
            ("decide", "token") => &named["decide"],
            (_, "reference") => &named["reference"],
            (_, "kit") => "press",
            (_, "portal") => "brand",
            ("invitation" | "recovery", "token") => "nobodys",
            ("technical-properties", "name") => "ENABLE_PUBLIC_DOWNLOAD_REQUEST",
            ("preview", "width") => "480",
            ("versions" | "version", _) => "1",
            ("accent", "file") => "1a2b3c.css",
            ("assets", "file") => "ajar.css",
            ("docs", "file") => "start.js",
            // The one who is to be looked at is the sixth who got one.
            ("tokens", "token") => "6",
            // The first token is an admin's own.
            ("tokens" | "sessions" | "saved-replies", "id") => "1",
            ("sessions", "session") | ("notes", "note") | ("replies", "id") | ("queue", "id") => "1",
            _ => panic!("say in `filled` what {{{name}}} of {address} stands for"),
        };
        path.push_str(meant);
    }
    path
}

fn reads(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

async fn answer(who: &Actor, method: &Method, path: &str) -> u16 {
    let api = path.starts_with("/api/");
    if path == "/api/dam/events/stream" {
        // It has no end: its head says it.
        return who.follow(path).await.status.as_u16();
    }
    let mut request = Request::builder().method(method.clone()).uri(path);
    let mut body = "";
    if !reads(method) && *method != Method::DELETE {
        let kind = if api { "application/json" } else { "application/x-www-form-urlencoded" };
        body = if api { "{}" } else { "" };
        request = request.header(header::CONTENT_TYPE, kind);
    }
    if !api {
        request = request.header(header::ACCEPT, "text/html");
    }
    who.send(request.body(body.into()).expect("a request")).await.status.as_u16()
}

/// The row of what changes nothing: all of them are asked of the same desks.
async fn row_of_reading(method: &Method, address: &str, houses: &[House]) -> String {
    let mut statuses = Vec::new();
    for house in houses {
        statuses.push(answer(&house.who, method, &filled(address, &house.named)).await);
    }
    row(method, address, &statuses)
}

/// What one is answered who asks for something to be written. Whoever was refused has changed nothing, so that the next is
/// asked in the same desk.
async fn column_of_writing(who: &str, writing: &[(Method, String)]) -> Vec<u16> {
    let mut statuses = Vec::new();
    let mut kept = None;
    for (method, address) in writing {
        let there = match kept.take() {
            Some(there) => there,
            None => house(who).await,
        };
        let status = answer(&there.who, method, &filled(address, &there.named)).await;
        if status >= 400 {
            kept = Some(there);
        }
        statuses.push(status);
    }
    statuses
}

fn row(method: &Method, address: &str, statuses: &[u16]) -> String {
    assert!(statuses.iter().all(|status| *status < 500), "{method} {address} answers {statuses:?}");
    let statuses: Vec<String> = statuses.iter().map(u16::to_string).collect();
    format!("{:6} {address:76} {}", method.as_str(), statuses.join(" "))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_answers_everybody_as_the_table_says() {
    // The mailbox is a demo's only, and open to whoever runs it.
    let mut addresses = web::addresses();
    addresses.retain(|(_, address)| !address.starts_with("/mailbox"));
    let (reading, writing): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|(method, _)| reads(method));
    let mut rows = BTreeMap::new();
    let mut houses = Vec::new();
    for who in EVERYBODY {
        houses.push(house(who).await);
    }
    for (method, address) in reading {
        let row = row_of_reading(&method, &address, &houses).await;
        rows.insert((address, method.to_string()), row);
    }
    let writing = std::sync::Arc::new(writing);
    let columns = EVERYBODY.map(|who| {
        let writing = writing.clone();
        tokio::spawn(async move { column_of_writing(who, &writing).await })
    });
    let mut columns_of_writing = Vec::new();
    for column in columns {
        columns_of_writing.push(column.await.expect("a column"));
    }
    for (at, (method, address)) in writing.iter().enumerate() {
        let statuses: Vec<u16> = columns_of_writing.iter().map(|column| column[at]).collect();
        rows.insert((address.clone(), method.to_string()), row(method, address, &statuses));
    }
    let rows: Vec<String> = rows.into_values().collect();
    let columns = format!("{:6} {:76} {}", "", "", EVERYBODY.map(|who| &who[..3]).join(" "));
    let found = format!("{HEAD}\n{columns}\n{}\n", rows.join("\n"));
    if std::env::var_os("AJAR_UPDATE").is_some() {
        std::fs::write(TABLE, &found).expect("the table");
        return;
    }
    let table = std::fs::read_to_string(TABLE).expect("who_may.txt");
    let (said, is): (Vec<&str>, Vec<&str>) = (table.lines().collect(), found.lines().collect());
    let only = |these: &[&str], those: &[&str], mark: &str| {
        these.iter().filter(|line| !those.contains(line)).map(|line| format!("{mark} {line}\n")).collect::<String>()
    };
    let differing = only(&said, &is, "-") + &only(&is, &said, "+");
    assert!(differing.is_empty(), "the table says (-), and what is answered (+):\n{differing}");
}
