use askama::Template;

use super::SettingsTab;
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, When, error_of};

/// `/admin/settings/webhooks`: who is told what happens, and the form for another one.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/webhooks.html")]
pub struct WebhooksPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// All of them, the oldest first.
    pub rows: Vec<WebhookRow>,
    /// The form for another one.
    pub form: WebhookForm,
}

/// A webhook in the list.
#[derive(Debug, Clone)]
pub struct WebhookRow {
    /// Its page.
    pub href: String,
    /// The server's name.
    pub host: String,
    /// What its owners say of it; may be empty.
    pub description: String,
    /// What it is told of, in words.
    pub told_of: String,
    /// How it stands.
    pub state: WebhookState,
    /// When something was last told, where something was.
    pub last: Option<When>,
}

/// How it stands with a webhook.
#[derive(Debug, Clone)]
pub enum WebhookState {
    /// It is told what happens.
    On,
    /// It is told, and has answered nothing but failures since.
    Failing(When),
    /// Somebody switched it off.
    Off,
    /// It was switched off since it failed for days.
    GivenUp,
    /// It was switched off since it said that it wants to be told nothing any more.
    Gone,
}

impl WebhookState {
    /// Whether it is told anything.
    pub fn is_on(&self) -> bool {
        matches!(self, WebhookState::On | WebhookState::Failing(_))
    }
}

/// The form of a webhook: `url`, `description`, `event` (repeated; none: everything).
#[derive(Debug, Clone, Default)]
pub struct WebhookForm {
    /// POST.
    pub action: String,
    /// Where it is.
    pub url: String,
    /// What its owners say of it.
    pub description: String,
    /// What it may be told of.
    pub kinds: Vec<KindChoice>,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl WebhookForm {
    /// Whether something is chosen, or to be mended.
    pub fn is_narrow(&self) -> bool {
        self.error("events").is_some() || self.kinds.iter().any(|kind| kind.all.chosen || kind.is_open())
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// Types of events of one first part, to be chosen all together or one by one.
#[derive(Debug, Clone)]
pub struct KindChoice {
    /// All of them.
    pub all: TypeChoice,
    /// Each of them.
    pub types: Vec<TypeChoice>,
}

impl KindChoice {
    /// Whether single ones are chosen, and so show.
    pub fn is_open(&self) -> bool {
        self.types.iter().any(|choice| choice.chosen)
    }
}

/// A type of events, or a first part.
#[derive(Debug, Clone)]
pub struct TypeChoice {
    /// Its name: `decision.approved`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// `/admin/settings/webhooks/{id}`: one webhook with its log. Below its address: `switch` (field `on`), `test`, `rotation`,
/// `removal`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/webhook.html")]
pub struct WebhookPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// The server's name.
    pub host: String,
    /// How it stands.
    pub state: WebhookState,
    /// Its form; other things are done below its address.
    pub form: WebhookForm,
    /// Its secret, to who just made it.
    pub secret: Option<String>,
    /// Until when the secret before counts too.
    pub earlier_until: Option<When>,
    /// When it was made.
    pub made: When,
    /// What was told, the newest first.
    pub deliveries: Vec<DeliveryRow>,
    /// The lists to choose from.
    pub lists: Vec<DeliveryList>,
    /// How many the list has in all.
    pub total: u64,
    /// The first page, where this is another one.
    pub first_href: Option<String>,
    /// The next page.
    pub next_href: Option<String>,
}

/// A list of deliveries.
#[derive(Debug, Clone)]
pub struct DeliveryList {
    /// Its address.
    pub href: String,
    /// What it is called.
    pub name: &'static str,
    /// Whether it is the one that shows.
    pub current: bool,
}

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliverySign {
    /// It was taken.
    Delivered,
    /// It waits.
    Pending,
    /// It was given up.
    Failed,
}

/// A delivery.
#[derive(Debug, Clone)]
pub struct DeliveryRow {
    /// Its id.
    pub id: i64,
    /// What it told, in words.
    pub what: String,
    /// The type.
    pub kind: String,
    /// How it stands.
    pub sign: DeliverySign,
    /// What was answered or went wrong last, in words; may be empty.
    pub said: String,
    /// How often it was tried.
    pub attempts: u32,
    /// When it happened.
    pub when: When,
    /// When it is tried next.
    pub next: Option<When>,
    /// POST: tells it again. Not of a test, nor of a webhook that is off.
    pub replay: Option<String>,
}

fn then() -> When {
    samples::when("21 November 2026, 09:12")
}

fn choices(chosen: &[&str]) -> Vec<KindChoice> {
    let choice =
        |kind: &str, name: &str| TypeChoice { kind: kind.into(), name: name.into(), chosen: chosen.contains(&kind) };
    vec![
        KindChoice {
            all: choice("decision", "Decisions"),
            types: vec![choice("decision.approved", "Approved"), choice("decision.denied", "Denied")],
        },
        KindChoice { all: choice("grant", "Access"), types: vec![choice("grant.revoked", "Revoked")] },
        KindChoice { all: choice("download", "Downloads"), types: vec![choice("download.zip", "Archive")] },
    ]
}

impl Samples for WebhooksPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let path = format!("{base}/admin/settings/webhooks");
        let row = |host: &str, description: &str, told_of: &str, state, last: bool| WebhookRow {
            href: format!("{path}/7"),
            host: host.into(),
            description: description.into(),
            told_of: told_of.into(),
            state,
            last: last.then(then),
        };
        let page = |rows| WebhooksPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Webhooks,
            rows,
            form: WebhookForm { action: path.clone(), kinds: choices(&[]), ..WebhookForm::default() },
        };
        let rows = vec![
            row("hooks.example.org", "The archive", "Everything", WebhookState::On, true),
            row("automation.example", samples::LONG_TITLE, "Decisions, Access", WebhookState::Failing(then()), true),
            row("xn--mgberp4a5d4ar.example", samples::ARABIC_TITLE, "Approved", WebhookState::Off, false),
            row("old.example.net", "", "Downloads", WebhookState::GivenUp, true),
            row("gone.example.net", "", "Downloads", WebhookState::Gone, true),
        ];
        let mut wrong = page(rows.clone());
        wrong.form.url = "http://example.org".into();
        wrong.form.kinds = choices(&["grant", "decision.approved"]);
        wrong.form.errors =
            vec![FieldError::new("url", "This must begin with https://: what is told here is nobody else's.")];
        vec![("none", page(vec![])), ("many", page(rows)), ("wrong", wrong)]
    }
}

impl Samples for WebhookPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let path = format!("{base}/admin/settings/webhooks/7");
        let row = |id: i64, sign, said: &str| DeliveryRow {
            id,
            what: "Approved".into(),
            kind: "decision.approved".into(),
            sign,
            said: said.into(),
            attempts: 2,
            when: then(),
            next: (sign == DeliverySign::Pending).then(then),
            replay: Some(format!("{path}/deliveries/{id}/replay")),
        };
        let list = |name, current| DeliveryList { href: path.clone(), name, current };
        let page = |state, deliveries: Vec<DeliveryRow>| WebhookPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Webhooks,
            host: "hooks.example.org".into(),
            state,
            form: WebhookForm {
                action: path.clone(),
                url: "https://hooks.example.org/ajar".into(),
                description: "The archive of the press office".into(),
                kinds: choices(&["grant", "decision.approved"]),
                errors: vec![],
            },
            secret: None,
            earlier_until: None,
            made: then(),
            total: deliveries.len() as u64,
            deliveries,
            lists: vec![list("All", true), list("Failed", false), list("Waiting", false), list("Delivered", false)],
            first_href: None,
            next_href: None,
        };
        let mut fresh = page(WebhookState::On, vec![]);
        fresh.secret = Some("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=".into());
        let log = vec![
            row(44, DeliverySign::Delivered, "204 after 84 ms"),
            row(43, DeliverySign::Pending, "the server answered 503"),
            row(42, DeliverySign::Failed, samples::LONG_TEXT),
        ];
        let mut many = page(WebhookState::Failing(then()), log.clone());
        (many.earlier_until, many.next_href) = (Some(then()), Some(format!("{path}?cursor=1-2")));
        let mut off = page(WebhookState::GivenUp, log);
        (off.host, off.form.description) =
            (format!("{}.example.org", "verylongname".repeat(5)), samples::ARABIC_TITLE.into());
        for row in &mut off.deliveries {
            row.replay = None;
        }
        vec![("fresh", fresh), ("many", many), ("off", off)]
    }
}
