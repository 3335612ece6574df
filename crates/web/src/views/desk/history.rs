use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Link, When};

/// `/admin/history`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/history.html")]
pub struct HistoryPage {
    /// The frame.
    pub shell: DeskShell,
    /// GET: narrows the list.
    pub action: String,
    /// What it is narrowed to.
    pub wishes: HistoryWishes,
    /// The events, newest first.
    pub rows: Vec<HistoryRow>,
    /// How many there are in all.
    pub total: u64,
    /// Address of the first page, on a later one.
    pub first_href: Option<String>,
    /// Address of the next page.
    pub next_href: Option<String>,
    /// Address of the list as a table, where it has rows.
    pub export_href: Option<String>,
}

/// What the history is narrowed to, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct HistoryWishes {
    /// A type, or its first part.
    pub kind: String,
    /// Of this requester.
    pub mail: String,
    /// From this day on.
    pub from: String,
    /// To this day, included.
    pub to: String,
    /// What else the address narrows to, and the list without it: "Request 7".
    pub about: Vec<Link>,
    /// The same as hidden fields: name and value.
    pub hidden: Vec<(String, String)>,
    /// What is wrong with what was typed.
    pub faults: Vec<String>,
}

/// The kinds of events to choose from, and what they are called.
pub const KINDS: [(&str, &str); 14] = [
    ("view", "Views"),
    ("request", "Requests"),
    ("decision", "Decisions"),
    ("grant", "Access"),
    ("download", "Downloads"),
    ("asset", "Assets"),
    ("kit", "Kits"),
    ("portal", "Portals"),
    ("folder", "Folders"),
    ("externalUser", "External users"),
    ("user", "Members"),
    ("token", "Tokens"),
    ("session", "Sign-ins"),
    ("setting", "Settings"),
];

impl HistoryWishes {
    /// Whether everything shows.
    pub fn is_empty(&self) -> bool {
        [&self.kind, &self.mail, &self.from, &self.to].iter().all(|text| text.is_empty()) && self.hidden.is_empty()
    }
}

impl HistoryPage {
    /// The kinds to choose from.
    pub fn kinds(&self) -> &'static [(&'static str, &'static str)] {
        &KINDS
    }
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct HistoryRow {
    /// When.
    pub when: When,
    /// What, as people say it: "Approved".
    pub what: String,
    /// The type: `decision.approved`.
    pub kind: String,
    /// The user who did it; empty where it was a visitor or the policy.
    pub by: String,
    /// The requester whom it concerns; empty where it concerns none.
    pub mail: String,
    /// What it is about.
    pub about: Vec<Link>,
}

impl Samples for HistoryPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let link = |text: &str| Link { href: format!("{base}/admin/users/download-requests/7"), text: text.into() };
        let row = |what: &str, kind: &str, by: &str, mail: &str, about: Vec<Link>| HistoryRow {
            when: samples::when("3 May 2026, 14:07 UTC"),
            what: what.into(),
            kind: kind.into(),
            by: by.into(),
            mail: mail.into(),
            about,
        };
        let rows = vec![
            row("Approved", "decision.approved", "Noor Lindqvist", samples::MAIL, vec![link("Request 7")]),
            row(
                "Downloaded as ZIP",
                "download.zip",
                "",
                samples::LONG_MAIL,
                vec![link(samples::LONG_TITLE), link("3 assets")],
            ),
            row("Setting changed", "setting.changed", "Jürgen Großmann", "", vec![]),
        ];
        let wishes = HistoryWishes {
            kind: "decision".into(),
            mail: samples::MAIL.into(),
            from: "2026-05-01".into(),
            about: vec![link("Request 7")],
            faults: vec!["This is no mail address.".into()],
            ..HistoryWishes::default()
        };
        let page = |rows: Vec<HistoryRow>, wishes| HistoryPage {
            shell: samples::desk_shell(base, DeskRoom::History),
            action: format!("{base}/admin/history"),
            wishes,
            total: rows.len() as u64,
            first_href: None,
            next_href: Some(format!("{base}/admin/history?cursor=1-2")),
            export_href: Some(format!("{base}/admin/history/export")),
            rows,
        };
        vec![
            ("many", page(rows, HistoryWishes::default())),
            ("nothing-found", page(vec![], wishes)),
            ("empty", page(vec![], HistoryWishes::default())),
        ]
    }
}
