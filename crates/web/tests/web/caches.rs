//! What is answered from memory is what the records say: whatever is changed, by whom, and however many read meanwhile.

use app::edit_kit::{KitDraft, SectionDraft, update_as_operator as change_kit};
use app::edit_portal::{PortalDraft, update_as_operator as change_portal};
use app::{
    caches::Question,
    download::{authorise, keep_permit},
    place::{Opened, open},
    viewer::{Credentials, identify},
};
use domain::*;
use proptest::{collection::vec, prelude::*, test_runner::Config};
use serde_json::json;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use testkit::{Actor, Answer, Desk};

const REQUESTS: &str = "/api/dam/download-validation-requests";
const PUBLIC: &str = "/api/public/download-validation-requests";

struct House {
    desk: Desk,
    admin: Actor,
    member: Actor,
    /// The member in a browser.
    browser: Actor,
    assets: Vec<AssetId>,
    kit: KitId,
    portal: PortalId,
}

async fn house() -> House {
    // What the organisation is called is left to the settings page.
    let desk = Desk::open_with(|setup| setup.settings.organisation = None).await;
    let admin = desk.user("rita@desk.example", "Rita Rose", Role::Admin).await;
    let member = desk.user("mo@desk.example", "Mo Member", Role::Member).await;
    let browser = desk.signed_in(&member).await;
    desk.switch(TechnicalProperty::EnablePublicDownloadRequest, true).await;
    let assets = vec![desk.asset("one.txt", "one").await, desk.asset("two.txt", "two").await];
    let kit = desk.kit("press", Privacy::Public, Policy::PerAssetApproval, &assets).await;
    let portal = desk.portal("gate", Privacy::Public, PortalPolicy::Inherit, &[kit]).await;
    House { desk, admin, member, browser, assets, kit, portal }
}

impl House {
    async fn titled(&self, title: &str) {
        let draft = KitDraft { title: Some(title.into()), ..KitDraft::default() };
        change_kit(&self.desk.app, self.kit, draft, Default::default(), None).await.expect("a title");
    }

    /// The member asks for both assets, and somebody approves; the request.
    async fn granted(&self, expires_at: Option<String>) -> i64 {
        let asked =
            self.member.post(REQUESTS, json!({"mediaIds": self.assets, "reason": "A story."})).await.expect(201);
        let id = asked.json()["id"].as_i64().expect("an id");
        let mut decision = json!({"decision": "approve"});
        decision["expiresAt"] = json!(expires_at);
        decision.as_object_mut().expect("an object").retain(|_, value| !value.is_null());
        self.admin.post(&format!("{REQUESTS}/{id}/decision"), decision).await.expect(200);
        id
    }
}

/// Something that changes what pages show or what may be downloaded.
#[derive(Debug, Clone)]
enum Change {
    Title(u8),
    Policy(usize),
    Privacy(usize),
    Contents(bool, bool),
    NewVersion(usize, u8),
    Described(usize, u8),
    PortalTitle(u8),
    PortalPolicy(usize),
    PortalPrivacy(usize),
    PortalKits(bool),
    Grant,
    GrantForAWhile,
    Revoke,
    AnHourPasses,
    Renamed(u8),
    Responsible(bool),
    Branded(u8, bool),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<u8>().prop_map(Change::Title),
        (0..Policy::ALL.len()).prop_map(Change::Policy),
        (0..Privacy::ALL.len()).prop_map(Change::Privacy),
        any::<(bool, bool)>().prop_map(|(one, two)| Change::Contents(one, two)),
        (0..2usize, any::<u8>()).prop_map(|(asset, text)| Change::NewVersion(asset, text)),
        (0..2usize, any::<u8>()).prop_map(|(asset, text)| Change::Described(asset, text)),
        any::<u8>().prop_map(Change::PortalTitle),
        (0..PortalPolicy::ALL.len()).prop_map(Change::PortalPolicy),
        (0..Privacy::ALL.len()).prop_map(Change::PortalPrivacy),
        any::<bool>().prop_map(Change::PortalKits),
        Just(Change::Grant),
        Just(Change::GrantForAWhile),
        Just(Change::Revoke),
        Just(Change::AnHourPasses),
        any::<u8>().prop_map(Change::Renamed),
        any::<bool>().prop_map(Change::Responsible),
        any::<(u8, bool)>().prop_map(|(name, colour)| Change::Branded(name, colour)),
    ]
}

impl House {
    async fn make(&self, change: &Change) {
        let Self { desk, admin, assets, kit, portal, .. } = self;
        let of_kit = |draft| change_kit(&desk.app, *kit, draft, Default::default(), None);
        let of_portal = |draft| change_portal(&desk.app, *portal, draft, Default::default(), None);
        match change {
            Change::Title(number) => self.titled(&format!("Kit {number}")).await,
            Change::Policy(at) => {
                let draft = KitDraft { policy: Some(Policy::ALL[*at]), ..KitDraft::default() };
                drop(of_kit(draft).await.expect("a policy"));
            }
            Change::Privacy(at) => {
                let privacy = Privacy::ALL[*at];
                let password = (privacy == Privacy::Password).then(|| "low tide".to_owned());
                let draft = KitDraft { privacy: Some(privacy), password, ..KitDraft::default() };
                drop(of_kit(draft).await.expect("a privacy"));
            }
            Change::Contents(one, two) => {
                let inside = [one, two].into_iter().zip(assets).filter(|(is_in, _)| **is_in).map(|(_, asset)| *asset);
                let section = SectionDraft { title: "All".into(), text: String::new(), assets: inside.collect() };
                let draft = KitDraft { sections: Some(vec![section]), ..KitDraft::default() };
                drop(of_kit(draft).await.expect("contents"));
            }
            Change::NewVersion(at, text) => {
                let upload = admin.clone().with("content-disposition", "attachment; filename=new.txt");
                let path = format!("/api/dam/medias/{}/content", assets[*at]);
                upload.put(&path, json!(format!("version {text}"))).await.expect(200);
            }
            Change::Described(at, text) => {
                let patch = json!({"title": format!("Asset {text}"), "licence": format!("Licence {text}")});
                admin.patch(&format!("/api/dam/medias/{}", assets[*at]), patch).await.expect(200);
            }
            Change::PortalTitle(number) => {
                let draft = PortalDraft { title: Some(format!("Portal {number}")), ..PortalDraft::default() };
                drop(of_portal(draft).await.expect("a title"));
            }
            Change::PortalPolicy(at) => {
                let draft = PortalDraft { policy: Some(PortalPolicy::ALL[*at]), ..PortalDraft::default() };
                drop(of_portal(draft).await.expect("a policy"));
            }
            Change::PortalPrivacy(at) => {
                let privacy = Privacy::ALL[*at];
                let password = (privacy == Privacy::Password).then(|| "low tide".to_owned());
                let draft = PortalDraft { privacy: Some(privacy), password, ..PortalDraft::default() };
                drop(of_portal(draft).await.expect("a privacy"));
            }
            Change::PortalKits(with) => {
                let kits = if *with { vec![*kit] } else { vec![] };
                let draft = PortalDraft { kits: Some(kits), ..PortalDraft::default() };
                drop(of_portal(draft).await.expect("kits"));
            }
            Change::Grant => {
                self.granted(None).await;
            }
            Change::GrantForAWhile => {
                let end = desk.app.now().plus(Duration::from_secs(30 * 60)).to_string();
                self.granted(Some(end)).await;
            }
            Change::Revoke => {
                let body = json!({"filter": {"mail": "mo@desk.example"}});
                admin.post(&format!("{REQUESTS}/revocations"), body).await.expect(200);
            }
            Change::AnHourPasses => desk.clock.pass(Duration::from_secs(60 * 60)),
            Change::Renamed(number) => {
                let path = format!("/api/dam/users/{}", self.member.id());
                admin.patch(&path, json!({"firstName": format!("Mo {number}")})).await.expect(200);
            }
            Change::Responsible(is) => {
                let path = format!("/api/dam/users/{}", self.member.id());
                admin.patch(&path, json!({"responsibleForExternalUsers": is})).await.expect(200);
            }
            Change::Branded(name, colour) => {
                let patch = json!({"organisation": format!("House {name}"), "accent": colour.then_some("#aa3300")});
                admin.patch("/api/dam/settings", patch).await.expect(200);
            }
        }
    }

    /// The addresses whose answers are kept.
    fn addresses(&self) -> Vec<String> {
        let mut addresses = vec!["/".to_owned(), "/portals/gate".into(), "/portals/gate/download".into()];
        for place in ["/kits/press", "/portals/gate/kits/press"] {
            addresses.push(place.to_owned());
            addresses.push(format!("{place}/download"));
            for asset in &self.assets {
                addresses.push(format!("{place}/assets/{asset}"));
                addresses.push(format!("{place}/assets/{asset}/download"));
            }
        }
        addresses
    }
}

/// What an answer says, without what is new in each.
fn said(answer: &Answer) -> (u16, String) {
    let text = answer.text();
    let mut parts = text.split("name=\"form\" value=\"");
    let mut stable = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        stable.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    (answer.status.as_u16(), stable)
}

/// Compares what a desk answers from memory with what one answers that looks everything up.
async fn compare(house: &House, plain: &Desk, after: &[Change]) -> Result<(), TestCaseError> {
    let (kept, looked_up) = (house.admin.clone(), house.admin.at(plain));
    for address in [REQUESTS.to_owned(), format!("{REQUESTS}?kitId={}", house.kit)] {
        let expected = looked_up.get(&address).await.expect(200).text();
        for turn in ["first", "second"] {
            prop_assert_eq!(&kept.get(&address).await.text(), &expected, "the list, {} time, after {:?}", turn, after);
        }
    }
    // A call that lacks its reason writes nothing, and is told what is wrong with its place and its assets too.
    for place in [
        json!({"kitId": house.kit}),
        json!({"portalId": house.portal}),
        json!({"kitId": house.kit, "portalId": house.portal}),
    ] {
        let mut ask =
            json!({"mediaIds": house.assets, "firstName": "Vera", "lastName": "Voss", "mail": "vera@press.example"});
        ask.as_object_mut().expect("an object").extend(place.as_object().expect("an object").clone());
        let expected = plain.visitor().post(PUBLIC, ask.clone()).await.expect(422).text();
        for turn in ["first", "second"] {
            let found = house.desk.visitor().post(PUBLIC, ask.clone()).await.text();
            prop_assert_eq!(&found, &expected, "a call for {}, {} time, after {:?}", place, turn, after);
        }
    }
    for address in house.addresses() {
        for (who, kept, looked_up) in [
            ("a stranger", house.desk.visitor(), plain.visitor()),
            ("the member", house.member.clone(), house.member.at(plain)),
            ("the member in a browser", house.browser.clone(), house.browser.at(plain)),
        ] {
            let expected = said(&looked_up.get(&address).await);
            for turn in ["first", "second"] {
                let found = said(&kept.get(&address).await);
                prop_assert_eq!(&found, &expected, "{} at {}, {} time, after {:?}", who, address, turn, after);
            }
        }
    }
    Ok(())
}

#[test]
fn whatever_is_changed_an_answer_from_memory_is_that_of_the_records() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config { cases: 6, max_shrink_iters: 30, failure_persistence: None, ..Config::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&vec(change(), 1..14), |changes| {
        runtime.block_on(async {
            let house = house().await;
            let plain = house.desk.another_node(false).await;
            compare(&house, &plain, &[]).await?;
            for (made, change) in changes.iter().enumerate() {
                house.make(change).await;
                compare(&house, &plain, &changes[..=made]).await?;
            }
            house.desk.run_jobs().await;
            Ok(())
        })
    });
    outcome.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_page_never_shows_what_a_commit_has_replaced_and_a_file_never_comes_after_its_revocation() {
    let house = Arc::new(house().await);
    house.titled("Number 0 of many").await;
    let (begun, done, stop) =
        (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let mut readers = Vec::new();
    for reader in 0..4 {
        let (house, begun, done, stop) = (house.clone(), begun.clone(), done.clone(), stop.clone());
        readers.push(tokio::spawn(async move {
            let mut seen = 0;
            while !stop.load(Ordering::Acquire) {
                let from = done.load(Ordering::Acquire);
                if reader % 2 == 0 {
                    let page = house.desk.visitor().get("/kits/press").await.expect(200).text();
                    let to = begun.load(Ordering::Acquire);
                    let number = page.split("Number ").nth(1).and_then(|rest| rest.split(' ').next());
                    let number: u64 = number.and_then(|number| number.parse().ok()).expect("the title");
                    assert!((from..=to).contains(&number), "the page shows {number} while {from} to {to} counted");
                } else {
                    let path = format!("/kits/press/assets/{}/download", house.assets[0]);
                    let member = if seen % 2 == 0 { &house.member } else { &house.browser };
                    let status = member.get(&path).await.status.as_u16();
                    let to = begun.load(Ordering::Acquire);
                    // The access is there in odd states.
                    let may = |state: u64| if state % 2 == 1 { 200 } else { 403 };
                    assert!((from..=to).any(|state| may(state) == status), "{status} while {from} to {to} counted");
                }
                seen += 1;
                // An answer from memory waits for nothing: without a network in between nobody else would get their turn.
                tokio::task::yield_now().await;
            }
            seen
        }));
    }
    let mut granted = 0;
    for state in 1..=40u64 {
        begun.store(state, Ordering::Release);
        if state % 2 == 1 {
            granted = house.granted(None).await;
        } else {
            house.admin.post(&format!("{REQUESTS}/{granted}/revocation"), json!({})).await.expect(200);
        }
        house.titled(&format!("Number {state} of many")).await;
        done.store(state, Ordering::Release);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    stop.store(true, Ordering::Release);
    for reader in readers {
        assert!(reader.await.expect("a reader that saw nothing stale") > 0);
    }
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn what_another_process_changes_counts_within_a_second() {
    let house = house().await;
    let other = house.desk.another_node(true).await;
    let path = format!("/kits/press/assets/{}/download", house.assets[0]);
    let there = house.member.at(&other);
    let request = house.granted(None).await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(other.visitor().get("/kits/press").await.expect(200).text().contains(">press<"));
    there.get(&path).await.expect(200);
    let in_browser = house.browser.at(&other);
    in_browser.get(&path).await.expect(200);
    house.titled("Renamed elsewhere").await;
    house.admin.post(&format!("{REQUESTS}/{request}/revocation"), json!({})).await.expect(200);
    // What is older than a second is answered by nobody, whenever it was kept.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert!(other.visitor().get("/kits/press").await.expect(200).text().contains("Renamed elsewhere"));
    there.get(&path).await.expect(403);
    in_browser.get(&path).await.expect(403);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn an_access_that_was_worked_out_while_the_role_changed_does_not_stay() {
    let house = house().await;
    let manager = house.desk.user("max@desk.example", "Max Moor", Role::Manager).await;
    let (app, asset) = (&house.desk.app, house.assets[0]);
    let credentials = Credentials { token: manager.token.clone(), ..Credentials::default() };
    let then = identify(app, credentials).await.expect("a manager");
    let members = json!({"role": "member"});
    house.admin.patch(&format!("/api/dam/users/{}", manager.id()), members).await.expect(200);
    // A download under way goes on by what was known when it came.
    let question = Question::new(app, &then, None, Some("press"), asset);
    let Ok(Opened::Spot(spot)) = open(app, &then, None, Some("press")).await else { panic!("a public kit") };
    let permit = authorise(app, &then, &spot, Some(&[asset])).await.expect("a manager's access");
    keep_permit(app, question, permit);
    manager.get(&format!("/kits/press/assets/{asset}/download")).await.expect(403);
}

#[tokio::test]
async fn a_download_that_was_had_before_is_the_same_is_counted_and_ends_with_the_session() {
    let house = house().await;
    house.granted(None).await;
    let path = format!("/kits/press/assets/{}/download", house.assets[0]);
    let counted = async || {
        let events = house.admin.get("/api/dam/events?type=download.asset").await.expect(200).json();
        events["totalCount"].as_u64().expect("a count")
    };
    // But for its own name, each answer is the same.
    let download = async || {
        let mut answer = house.browser.get(&path).await.expect(200);
        assert!(answer.headers.remove("x-request-id").is_some());
        answer
    };
    let first = download().await;
    for _ in 0..3 {
        let again = download().await;
        assert_eq!((&again.headers, &again.body), (&first.headers, &first.body));
    }
    assert_eq!(counted().await, 1, "once within an hour");
    let part = house.browser.clone().with("range", "bytes=1-").get(&path).await.expect(206);
    assert_eq!(part.text(), "ne");
    let fresh = house.browser.clone().with("if-none-match", first.header("etag")).get(&path).await;
    assert_eq!(fresh.status, 304);
    assert!(house.browser.head(&path).await.expect(200).body.is_empty());
    house.desk.clock.pass(Duration::from_secs(61 * 60));
    house.browser.get(&path).await.expect(200);
    assert_eq!(counted().await, 2, "and again in the next");
    let other = house.desk.signed_in(&house.member).await;
    other.get(&path).await.expect(200);
    house.browser.post_form("/admin/sign-out", "").await.expect(303);
    house.browser.get(&path).await.expect(403);
    other.get(&path).await.expect(200);
    house.desk.clock.pass(Duration::from_secs(14 * 24 * 60 * 60));
    other.get(&path).await.expect(403);
    house.desk.run_jobs().await;
}

#[tokio::test]
async fn an_answer_stays_in_memory_until_the_feed_says_otherwise() {
    let house = house().await;
    let other = house.desk.another_node(false).await;
    let mut seen = false;
    // On a machine that stands still for a second in between, nothing can be seen: then it is tried again.
    for number in 1..=20 {
        #[expect(clippy::disallowed_methods, reason = "a stopwatch")]
        let begun = std::time::Instant::now();
        other.store.catch_up().await.expect("the feed");
        let before = other.visitor().get("/kits/press").await.expect(200).text();
        house.titled(&format!("Title {number}")).await;
        let kept = other.visitor().get("/kits/press").await.expect(200).text();
        let in_time = begun.elapsed() < Duration::from_millis(900);
        other.store.catch_up().await.expect("the feed");
        let after = other.visitor().get("/kits/press").await.expect(200).text();
        assert!(after.contains(&format!("Title {number}<")), "what the feed told counts");
        if in_time {
            assert_eq!(before, kept, "nothing is looked up while what is known is fresh");
            seen = true;
            break;
        }
    }
    assert!(seen, "never fast enough to see an answer from memory");
}

#[tokio::test]
async fn a_flood_of_requests_and_downloads_empties_nothing() {
    let house = house().await;
    house.granted(None).await;
    let path = format!("/kits/press/assets/{}/download", house.assets[0]);
    house.member.get(&path).await.expect(200);
    house.desk.visitor().get("/kits/press").await.expect(200);
    let before = house.desk.changes_told().await;
    for number in 0..20 {
        let asked = json!({"mediaIds": house.assets, "reason": format!("Number {number}.")});
        house.admin.post(REQUESTS, asked).await.expect(201);
        house.member.get(&path).await.expect(200);
        house.desk.visitor().get("/kits/press").await.expect(200);
    }
    assert_eq!(house.desk.changes_told().await, before, "a request is no change of anything kept");
    house.desk.run_jobs().await;
}
