use askama::Template;

use crate::views::desk::{Chip, Choice, DeskRoom, DeskShell};
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

/// What the history is narrowed to, as it was typed, and what it may be narrowed to.
#[derive(Debug, Clone, Default)]
pub struct HistoryWishes {
    /// A type, or its first part.
    pub kind: String,
    /// Of this requester.
    pub mail: String,
    /// Done by the user of this id.
    pub user: String,
    /// At the portal of this id.
    pub portal: String,
    /// At the kit of this id.
    pub kit: String,
    /// From this day on.
    pub from: String,
    /// To this day, included.
    pub to: String,
    /// The types to choose from.
    pub kinds: Vec<Kinds>,
    /// The users to choose from.
    pub users: Vec<Choice>,
    /// The portals to choose from.
    pub portals: Vec<Choice>,
    /// The kits to choose from.
    pub kits: Vec<Choice>,
    /// All that narrows, each with the list without it.
    pub chips: Vec<Chip>,
    /// What narrows and has no field of its own: name and value.
    pub hidden: Vec<(&'static str, String)>,
    /// What is wrong with what was typed.
    pub faults: Vec<String>,
}

/// Types with the same first part.
#[derive(Debug, Clone)]
pub struct Kinds {
    /// The first part: "request".
    pub part: String,
    /// What they are called: "Requests".
    pub name: String,
    /// Each whole type, and what it is called.
    pub types: Vec<(String, String)>,
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
    /// The user who did it; none where it was a visitor or the policy.
    pub by: Option<Link>,
    /// The address of the requester whom it concerns; none where it concerns none.
    pub mail: Option<Link>,
    /// What it is about.
    pub about: Vec<Link>,
}

impl Samples for HistoryPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let link = |text: &str| Link { href: format!("{base}/admin/users/download-requests/7"), text: text.into() };
        let to = |text: &str| (!text.is_empty()).then(|| link(text));
        let row = |what: &str, kind: &str, by: &str, mail: &str, about: Vec<Link>| HistoryRow {
            when: samples::when("3 May 2026, 14:07 UTC"),
            what: what.into(),
            kind: kind.into(),
            by: to(by),
            mail: to(mail),
            about,
        };
        let rows = vec![
            row("Approved", "decision.approved", "Noor Lindqvist", samples::MAIL, vec![link("Request 7")]),
            row(
                "Downloaded as ZIP",
                "download.zip",
                "",
                samples::LONG_MAIL,
                vec![link(samples::LONG_TITLE), link(samples::ARABIC_TITLE), link("3 assets")],
            ),
            row("Setting changed", "setting.changed", "Jürgen Großmann", "", vec![]),
        ];
        let choice = |id: &str, title: &str| Choice { id: id.into(), title: title.into() };
        let open = HistoryWishes {
            kinds: vec![Kinds {
                part: "decision".into(),
                name: "Decisions".into(),
                types: vec![("decision.approved".into(), "Approved".into())],
            }],
            users: vec![choice("1", "Noor Lindqvist"), choice("2", "Jürgen Großmann")],
            portals: vec![choice("3", samples::LONG_TITLE)],
            kits: vec![choice("4", samples::ARABIC_TITLE)],
            ..HistoryWishes::default()
        };
        let chip = |name, value: &str| Chip { name, value: value.into(), href: format!("{base}/admin/history") };
        let narrowed = HistoryWishes {
            kind: "decision.approved".into(),
            mail: samples::MAIL.into(),
            user: "2".into(),
            kit: "4".into(),
            from: "2026-05-01".into(),
            chips: vec![
                chip("What", "Approved"),
                chip("Requester", samples::LONG_MAIL),
                chip("By", "Jürgen Großmann"),
                chip("Kit", samples::ARABIC_TITLE),
                chip("Asset", samples::LONG_TITLE),
                chip("From", "1 May 2026"),
            ],
            hidden: vec![("mediaId", "7".into())],
            faults: vec!["The last day can't be read; write it like 2026-11-30.".into()],
            ..open.clone()
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
            ("many", page(rows.clone(), open.clone())),
            ("narrowed", page(rows, HistoryWishes { faults: vec![], ..narrowed.clone() })),
            ("nothing-found", page(vec![], narrowed)),
            ("empty", page(vec![], open)),
        ]
    }
}
