//! Five policies of a kit, five and `inherit` of a portal, three privacies, and what a visitor holds: what is shown, and that
//! not a byte comes when it should not, by any door.

use domain::{AssetId, KitId, Policy, PortalPolicy, Privacy, Role};
use http::{Method, Request};
use serde_json::json;
use std::fmt;
use testkit::{Actor, Answer, Desk};

const POLICIES: [Policy; 5] =
    [Policy::Open, Policy::NoApproval, Policy::Approval, Policy::PerAssetApproval, Policy::Disabled];
const PORTAL_POLICIES: [PortalPolicy; 6] = [
    PortalPolicy::Inherit,
    PortalPolicy::Open,
    PortalPolicy::NoApproval,
    PortalPolicy::Approval,
    PortalPolicy::PerAssetApproval,
    PortalPolicy::Disabled,
];
const PASSWORD: &str = "open sesame";

/// How one comes to the kit: at its own address, or through the portal with this policy.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Way {
    Direct,
    Through(usize),
}

fn ways() -> impl Iterator<Item = Way> {
    std::iter::once(Way::Direct).chain((0..PORTAL_POLICIES.len()).map(Way::Through))
}

/// A kit with two assets, and a public portal of each policy that gathers it.
struct Row {
    slug: String,
    policy: Policy,
    privacy: Privacy,
    /// What is asked for where single assets are.
    wanted: AssetId,
    other: AssetId,
    /// The bytes of `wanted` in its first version and its current one, and those of `other`.
    bytes: [String; 3],
}

impl Row {
    fn path(&self, way: Way) -> String {
        match way {
            Way::Direct => format!("/kits/{}", self.slug),
            Way::Through(portal) => format!("/portals/{}-{portal}/kits/{}", self.slug, self.slug),
        }
    }

    /// Whose policy counts, and which.
    fn counting(&self, way: Way) -> (Policy, Way) {
        let portal = |at: usize| PORTAL_POLICIES[at].own();
        match way {
            Way::Through(at) if portal(at).is_some() => (portal(at).unwrap(), way),
            _ => (self.policy, Way::Direct),
        }
    }
}

/// What a visitor holds: nothing, or what came of asking by one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    Nothing,
    Asked,
    /// Granted for another kit.
    Elsewhere,
    Granted(Way),
    Revoked(Way),
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.privacy, self.policy)
    }
}

/// What product.md says, once more and as plainly as can be: (may have `wanted`, may have `other`).
fn expected(row: &Row, way: Way, held: Held) -> (bool, bool) {
    let (policy, source) = row.counting(way);
    match policy {
        Policy::Disabled => return (false, false),
        Policy::Open => return (true, true),
        _ => {}
    }
    let Held::Granted(asked) = held else { return (false, false) };
    let (asked_under, asked_source) = row.counting(asked);
    match asked_under {
        // Single assets: wherever one sees them.
        Policy::PerAssetApproval => (true, false),
        // The whole of whose policy counted: there only.
        _ => (asked_source == source, asked_source == source),
    }
}

async fn row(desk: &Desk, editor: &Actor, policy: Policy, privacy: Privacy) -> Row {
    let slug = format!("{privacy}-{policy}").to_lowercase();
    let bytes = ["first", "wanted", "other"].map(|word| format!("{word}-{slug}-{}", "x".repeat(300)));
    let wanted = desk.asset(&format!("{slug}-wanted.bin"), &bytes[0]).await;
    let other = desk.asset(&format!("{slug}-other.bin"), &bytes[2]).await;
    let put = Request::builder()
        .method(Method::PUT)
        .uri(format!("/api/dam/medias/{wanted}/content"))
        .header("content-type", "application/octet-stream")
        .header("content-disposition", format!("attachment; filename=\"{slug}-wanted.bin\""));
    editor.send(put.body(bytes[1].clone().into()).unwrap()).await.expect(200);
    let kit = desk.kit(&slug, privacy, policy, &[wanted, other]).await;
    for (at, portal) in PORTAL_POLICIES.iter().enumerate() {
        desk.portal(&format!("{slug}-{at}"), Privacy::Public, *portal, &[kit]).await;
    }
    Row { slug, policy, privacy, wanted, other, bytes }
}

/// A browser: the visitor with the cookies that it was given.
fn with_cookies(visitor: &Actor, cookies: &[String]) -> Actor {
    visitor.clone().with("cookie", &cookies.join("; "))
}

fn cookies_of(answer: &Answer) -> Vec<String> {
    let set = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    set.filter_map(|line| line.split(';').next()).map(str::to_owned).collect()
}

struct Stage {
    desk: Desk,
    decider: Actor,
    people: u32,
}

impl Stage {
    async fn unlock(&self, row: &Row) -> Vec<String> {
        if row.privacy != Privacy::Password {
            return vec![];
        }
        let fields = format!("password={}", PASSWORD.replace(' ', "+"));
        cookies_of(&self.desk.visitor().post_form(&row.path(Way::Direct), &fields).await.expect(303))
    }

    /// Asks by the form as somebody new; their address and the cookies of the browser.
    async fn ask(&mut self, row: &Row, way: Way) -> (String, Vec<String>) {
        self.people += 1;
        let mail = format!("p{}@asker.example", self.people);
        let mut cookies = self.unlock(row).await;
        let browser = with_cookies(&self.desk.visitor(), &cookies);
        let form = browser.get(&format!("{}/request?mediaId={}", row.path(way), row.wanted)).await.expect(200).text();
        let token = form.split("name=\"form\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let fields = format!("mail={mail}&message=for+the+matrix&mediaId={}&form={token}", row.wanted);
        let answer = browser.post_form(&format!("{}/request", row.path(way)), &fields).await.expect(200);
        cookies.extend(cookies_of(&answer));
        (mail, cookies)
    }

    async fn request_of(&self, mail: &str) -> i64 {
        let list =
            self.decider.get(&format!("/api/dam/download-validation-requests?mail={mail}")).await.expect(200).json();
        list["items"][0]["id"].as_i64().expect("a request")
    }

    async fn decide(&self, mail: &str) {
        let id = self.request_of(mail).await;
        let path = format!("/api/dam/download-validation-requests/{id}/decision");
        self.decider.post(&path, json!({"decision": "approve"})).await.expect(200);
    }

    async fn revoke(&self, mail: &str) {
        let id = self.request_of(mail).await;
        let path = format!("/api/dam/download-validation-requests/{id}/revocation");
        self.decider.post(&path, json!({})).await.expect(200);
    }

    /// Opens the pick-up link that was sent to an address.
    async fn pick_up(&self, mail: &str) -> Vec<String> {
        self.desk.run_jobs().await;
        let letters = self.desk.mailbox.to(mail);
        let link = letters.iter().rev().find_map(|letter| letter.link("/pickup/"));
        let path = link.expect("a pick-up link").trim_start_matches("http://desk.example");
        cookies_of(&self.desk.visitor().get(path).await.expect(303))
    }

    /// The cookies of somebody who was granted what they asked for.
    async fn granted(&mut self, row: &Row, way: Way) -> (String, Vec<String>) {
        let (mail, mut cookies) = self.ask(row, way).await;
        if row.counting(way).0 != Policy::NoApproval {
            self.decide(&mail).await;
            cookies.extend(self.pick_up(&mail).await);
        }
        (mail, cookies)
    }

    /// Tries every door of a kit, by every way, with these cookies.
    async fn check(&self, row: &Row, held: Held, cookies: &[String]) {
        let browser = with_cookies(&self.desk.visitor(), cookies);
        for way in ways() {
            let (wanted, other) =
                if row.privacy == Privacy::Private { (false, false) } else { expected(row, way, held) };
            let tried = Tried { row, way, held, browser: &browser };
            tried.page().await;
            tried.asset(row.wanted, &row.bytes[1], wanted).await;
            tried.asset(row.other, &row.bytes[2], other).await;
            tried.archive(&[row.wanted], wanted).await;
            tried.archive(&[row.wanted, row.other], wanted && other).await;
            tried.archive(&[], wanted && other).await;
        }
        let api = Tried { row, way: Way::Direct, held, browser: &browser };
        api.silent(&format!("/api/dam/medias/{}/content", row.wanted), 401).await;
        api.silent(&format!("/api/dam/medias/{}", row.wanted), 401).await;
        api.silent(&format!("/admin/assets/{}/download", row.wanted), 303).await;
    }
}

struct Tried<'a> {
    row: &'a Row,
    way: Way,
    held: Held,
    browser: &'a Actor,
}

impl Tried<'_> {
    fn case(&self, door: &str) -> String {
        format!("kit {}, {:?}, holding {:?}: {door}", self.row, self.way, self.held)
    }

    fn path(&self) -> String {
        self.row.path(self.way)
    }

    /// No byte of any version of any asset may be in it.
    fn holds_nothing(&self, answer: &Answer, door: &str) {
        let text = answer.text();
        for bytes in &self.row.bytes {
            assert!(!text.contains(bytes.as_str()), "{} gave bytes", self.case(door));
        }
    }

    async fn silent(&self, path: &str, status: u16) {
        let answer = self.browser.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{}", self.case(path));
        self.holds_nothing(&answer, path);
    }

    /// What the page shows: its assets where it shows at all, and the buttons of the policy.
    async fn page(&self) {
        let answer = self.browser.get(&self.path()).await;
        if self.row.privacy == Privacy::Private {
            assert_eq!(answer.status, 404, "{}", self.case("page"));
            return;
        }
        assert_eq!(answer.status, 200, "{}", self.case("page"));
        let text = answer.text();
        let (wanted, _) = expected(self.row, self.way, self.held);
        let (policy, _) = self.row.counting(self.way);
        let download = format!("{}/assets/{}/download\"", self.path(), self.row.wanted);
        let form = format!("{}/request?mediaId={}\"", self.path(), self.row.wanted);
        assert_eq!(text.contains(&download), wanted, "{}", self.case("download button"));
        let asks = !wanted && policy != Policy::Disabled;
        assert_eq!(text.contains(&form), asks, "{}", self.case("request button"));
        self.holds_nothing(&answer, "page");
    }

    /// One file: whole, its head, a range, and the ways around it.
    async fn asset(&self, asset: AssetId, bytes: &str, allowed: bool) {
        let base = format!("{}/assets/{asset}", self.path());
        let path = format!("{base}/download");
        let refused = if self.row.privacy == Privacy::Private { 404 } else { 403 };
        let whole = self.browser.get(&path).await;
        assert_eq!(whole.status.as_u16(), if allowed { 200 } else { refused }, "{}", self.case("file"));
        let head = self.browser.head(&path).await;
        assert_eq!(head.status.as_u16(), if allowed { 200 } else { refused }, "{}", self.case("head"));
        let range = self.browser.clone().with("range", "bytes=0-399").get(&path).await;
        assert_eq!(range.status.as_u16(), if allowed { 206 } else { refused }, "{}", self.case("range"));
        if allowed {
            assert_eq!(whole.text(), bytes, "{}", self.case("file"));
            assert_eq!(whole.header("content-disposition").split(';').next(), Some("attachment"));
            assert_eq!(whole.header("cache-control"), "private, no-store");
        } else {
            for (answer, door) in [(&whole, "file"), (&head, "head"), (&range, "range")] {
                self.holds_nothing(answer, door);
            }
        }
        // An old version, a guessed preview, a format: none of them is a way around.
        for around in ["?version=1", "?v=1", "?format=png&width=640"] {
            let answer = self.browser.get(&format!("{path}{around}")).await;
            assert!(!answer.text().contains(&self.row.bytes[0]), "{}", self.case(around));
            if !allowed {
                assert_eq!(answer.status.as_u16(), refused, "{}", self.case(around));
                self.holds_nothing(&answer, around);
            }
        }
        for around in ["preview/100000", "preview/0", "preview/480", "content"] {
            let answer = self.browser.get(&format!("{base}/{around}")).await;
            assert_eq!(answer.status, 404, "{}", self.case(around));
            self.holds_nothing(&answer, around);
        }
    }

    /// An archive of a selection, or of everything.
    async fn archive(&self, assets: &[AssetId], allowed: bool) {
        let base = format!("{}/download", self.path());
        let refused = if self.row.privacy == Privacy::Private { 404 } else { 403 };
        let address = if assets.is_empty() {
            base.clone()
        } else {
            let fields: Vec<String> = assets.iter().map(|asset| format!("mediaId={asset}")).collect();
            let kept = self.browser.post_form(&base, &fields.join("&")).await;
            assert_eq!(kept.status.as_u16(), if allowed { 303 } else { refused }, "{}", self.case("selection"));
            self.holds_nothing(&kept, "selection");
            if !allowed {
                return;
            }
            kept.header("location").to_owned()
        };
        let zip = self.browser.get(&address).await;
        let part = self.browser.clone().with("range", "bytes=0-2000").get(&address).await;
        if allowed {
            assert_eq!((zip.status.as_u16(), part.status.as_u16()), (200, 206), "{}", self.case("archive"));
            assert!(zip.text().contains(&self.row.bytes[1]), "{}", self.case("archive"));
            assert!(!zip.text().contains(&self.row.bytes[0]), "{}", self.case("archive of an old version"));
        } else {
            assert_eq!((zip.status.as_u16(), part.status.as_u16()), (refused, refused), "{}", self.case("archive"));
            self.holds_nothing(&zip, "archive");
            self.holds_nothing(&part, "range of an archive");
        }
    }
}

async fn stage() -> Stage {
    let desk = Desk::open_with(|setup| {
        setup.settings.limit_network = Some(1_000_000);
        setup.settings.limit_address = Some(1_000_000);
    })
    .await;
    let decider = desk.user("ada@desk.example", "Ada Admin", Role::Admin).await;
    Stage { desk, decider, people: 0 }
}

/// Somebody who was granted another kit, whose assets are not here.
async fn elsewhere(stage: &mut Stage) -> Vec<String> {
    let asset = stage.desk.asset("elsewhere.bin", "elsewhere").await;
    let _: KitId = stage.desk.kit("elsewhere", Privacy::Public, Policy::Approval, &[asset]).await;
    let row = Row {
        slug: "elsewhere".into(),
        policy: Policy::Approval,
        privacy: Privacy::Public,
        wanted: asset,
        other: asset,
        bytes: ["-".into(), "-".into(), "-".into()],
    };
    stage.granted(&row, Way::Direct).await.1
}

async fn matrix_of(privacy: Privacy) {
    let mut stage = stage().await;
    let elsewhere = elsewhere(&mut stage).await;
    for policy in POLICIES {
        let editor = stage.decider.clone();
        let row = row(&stage.desk, &editor, policy, privacy).await;
        let unlocked = stage.unlock(&row).await;
        stage.check(&row, Held::Nothing, &unlocked).await;
        stage.check(&row, Held::Elsewhere, &[unlocked.clone(), elsewhere.clone()].concat()).await;
        if privacy == Privacy::Private {
            continue;
        }
        for way in ways() {
            let (counting, source) = row.counting(way);
            // One ask for each whose policy counts: through a portal that inherits it is the kit's again.
            if matches!(counting, Policy::Open | Policy::Disabled) || (way != Way::Direct && source == Way::Direct) {
                continue;
            }
            if counting != Policy::NoApproval {
                let (_, cookies) = stage.ask(&row, way).await;
                stage.check(&row, Held::Asked, &cookies).await;
            }
            let (mail, cookies) = stage.granted(&row, way).await;
            stage.check(&row, Held::Granted(way), &cookies).await;
            if privacy == Privacy::Password {
                locked_out(&stage, &row, &cookies).await;
            }
            stage.revoke(&mail).await;
            stage.check(&row, Held::Revoked(way), &cookies).await;
        }
    }
}

/// Whoever has a grant but not the password (in another browser, or after it was changed) finds the door shut.
async fn locked_out(stage: &Stage, row: &Row, cookies: &[String]) {
    let without: Vec<String> = cookies.iter().filter(|cookie| !cookie.starts_with("ajar_place_")).cloned().collect();
    let browser = with_cookies(&stage.desk.visitor(), &without);
    for way in ways() {
        let tried = Tried { row, way, held: Held::Granted(way), browser: &browser };
        let page = browser.get(&row.path(way)).await.expect(200);
        assert!(page.text().contains("name=\"password\""), "{}", tried.case("page"));
        assert!(!page.text().contains("wanted.bin"), "{}", tried.case("page"));
        tried.silent(&format!("{}/assets/{}/download", row.path(way), row.wanted), 403).await;
        tried.silent(&format!("{}/download", row.path(way)), 403).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn public_kits_give_what_the_policy_that_counts_gives() {
    matrix_of(Privacy::Public).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn password_kits_give_it_to_whoever_typed_the_password() {
    matrix_of(Privacy::Password).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn private_kits_give_a_visitor_nothing_whatever_the_policies() {
    matrix_of(Privacy::Private).await;
}
