use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell, NoteRow, RequestRow};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Link, Status, When};

/// `/admin/users/external-users/{id}`: all that is known of a requester.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/external_user.html")]
pub struct ExternalUserPage {
    /// The frame.
    pub shell: DeskShell,
    /// The page's own address, base included; what is done here is below it.
    pub address: String,
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub mail: String,
    /// A letter to them.
    pub mailto: String,
    /// When the address first asked.
    pub since: When,
    /// The language they first asked in, in a word; empty where none is known.
    pub language: String,
    /// What they asked for and took in sentences, each with where its rows are.
    pub known: Vec<Link>,
    /// The newest requests.
    pub requests: Vec<RequestRow>,
    /// All of them, where there are more.
    pub requests_href: Option<String>,
    /// What stands open for them.
    pub open: Vec<OpenRow>,
    /// The newest downloads.
    pub downloads: Vec<DownloadRow>,
    /// All of them, where there are more.
    pub downloads_href: Option<String>,
    /// The notes of colleagues, newest first.
    pub notes: Vec<NoteRow>,
    /// A note as it was typed.
    pub note: String,
    /// What is wrong with it.
    pub note_error: Option<String>,
    /// The links that open now, by when they were sent.
    pub links: Vec<When>,
    /// The address of the other one to merge with, as it was typed.
    pub other: String,
    /// What is wrong with it.
    pub other_error: Option<String>,
    /// Whether the reader may erase the person.
    pub may_erase: bool,
}

/// Something that stands open.
#[derive(Debug, Clone)]
pub struct OpenRow {
    /// What it opens.
    pub title: String,
    /// "Kit", "Portal", "Asset".
    pub kind: &'static str,
    /// The request it came from.
    pub request: Link,
    /// Whether it counts in one browser only.
    pub browser_only: bool,
    /// When it ends, where it does.
    pub until: Option<When>,
}

/// Something that was downloaded.
#[derive(Debug, Clone)]
pub struct DownloadRow {
    /// What.
    pub what: String,
    /// The rows of it in the history.
    pub href: String,
    /// When.
    pub when: When,
}

/// `/admin/users/external-users/{id}/erasure`: what goes and what stays; the address is typed once more (field `mail`).
#[derive(Debug, Clone, Template)]
#[template(path = "desk/erase.html")]
pub struct ErasePage {
    /// The frame.
    pub shell: DeskShell,
    /// The page of the person.
    pub back: Link,
    /// POST: the page's own address.
    pub action: String,
    /// The address.
    pub mail: String,
    /// How many requests they made.
    pub asked: u64,
    /// How many of them wait for a decision.
    pub pending: u64,
    /// How many grants stand open.
    pub open: u64,
    /// How often they downloaded something.
    pub downloads: u64,
    /// How many notes there are.
    pub notes: u64,
    /// The address as it was typed.
    pub typed: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// `/admin/users/external-users/{id}/merger`: what merging two makes one (hidden field `other`).
#[derive(Debug, Clone, Template)]
#[template(path = "desk/merge.html")]
pub struct MergePage {
    /// The frame.
    pub shell: DeskShell,
    /// The page of the one that is kept.
    pub back: Link,
    /// POST.
    pub action: String,
    /// The other way round: that one is kept and this one goes.
    pub swap_href: String,
    /// The one that is kept.
    pub kept: MergeSide,
    /// The one that goes.
    pub gone: MergeSide,
}

/// One of two that become one.
#[derive(Debug, Clone)]
pub struct MergeSide {
    /// Its id.
    pub id: i64,
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub mail: String,
    /// When it first asked.
    pub since: When,
    /// How many requests it made.
    pub asked: u64,
    /// How many of them wait for a decision.
    pub pending: u64,
    /// How many grants stand open.
    pub open: u64,
    /// How often it downloaded something.
    pub downloads: u64,
    /// How many notes there are.
    pub notes: u64,
}

impl MergePage {
    /// The facts of both, side by side: what, of the one that is kept, of the one that goes, together.
    pub fn facts(&self) -> Vec<(&'static str, u64, u64, u64)> {
        let (kept, gone) = (&self.kept, &self.gone);
        let fact = |what, one: u64, other: u64| (what, one, other, one + other);
        vec![
            fact("Requests", kept.asked, gone.asked),
            fact("Under review", kept.pending, gone.pending),
            fact("Open access", kept.open, gone.open),
            fact("Downloads", kept.downloads, gone.downloads),
            fact("Notes", kept.notes, gone.notes),
        ]
    }

    /// Whether the two are called differently.
    pub fn names_differ(&self) -> bool {
        !self.kept.name.is_empty() && !self.gone.name.is_empty() && self.kept.name != self.gone.name
    }
}

impl Samples for ExternalUserPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let address = format!("{base}/admin/users/external-users/7");
        let empty = ExternalUserPage {
            shell: samples::desk_shell(base, DeskRoom::ExternalUsers),
            address: address.clone(),
            name: String::new(),
            mail: samples::LONG_MAIL.into(),
            mailto: "mailto:a@example.org".into(),
            since: samples::when("3 May 2026"),
            language: String::new(),
            known: vec![],
            requests: vec![],
            requests_href: None,
            open: vec![],
            downloads: vec![],
            downloads_href: None,
            notes: vec![],
            note: String::new(),
            note_error: None,
            links: vec![],
            other: String::new(),
            other_error: None,
            may_erase: false,
        };
        let link = |text: &str| Link { href: format!("{base}/admin/history"), text: text.into() };
        let note = |author: &str, text: &str| NoteRow {
            author: author.into(),
            text: text.into(),
            when: samples::when("21 November 2026, 09:12"),
            erase_action: Some(format!("{base}/admin/users/external-users/7/notes/1/removal")),
        };
        let open = |title: &str, browser_only| OpenRow {
            title: title.into(),
            kind: "Kit",
            request: link("Request 12"),
            browser_only,
            until: browser_only.then(|| samples::when("31 December 2026")),
        };
        let mut full = ExternalUserPage {
            name: samples::ARABIC_NAME.into(),
            mail: samples::MAIL.into(),
            language: "Arabic".into(),
            known: vec![
                link("12 requests: 9 approved, 2 denied, 1 under review"),
                link("31 downloads, the last today"),
            ],
            requests: samples::rows(base, Status::Approved, 3),
            requests_href: Some(format!("{base}/admin/users/download-requests?tab=all")),
            open: vec![open("Press kit 2026", false), open(samples::LONG_TITLE, true)],
            downloads: vec![DownloadRow {
                what: samples::LONG_FILE.into(),
                href: format!("{base}/admin/history?mediaId=3"),
                when: samples::when("2 hours ago"),
            }],
            downloads_href: Some(format!("{base}/admin/history?type=download")),
            notes: vec![
                note("Noor Lindqvist", "Writes for the Sunday paper; quick and reliable."),
                note(samples::ARABIC_NAME, samples::LONG_TEXT),
            ],
            links: vec![samples::when("20 November 2026"), samples::when("3 November 2026")],
            may_erase: true,
            ..empty.clone()
        };
        full.shell.flash = None;
        let wrong = ExternalUserPage {
            note_error: Some("Write something to be noted first.".into()),
            other: "nobody".into(),
            other_error: Some("Nobody has asked with this address.".into()),
            ..full.clone()
        };
        vec![("full", full), ("empty", empty), ("wrong", wrong)]
    }
}

impl Samples for ErasePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |mail: &str, error: Option<&str>| ErasePage {
            shell: samples::desk_shell(base, DeskRoom::ExternalUsers),
            back: Link { href: format!("{base}/admin/users/external-users/7"), text: mail.into() },
            action: format!("{base}/admin/users/external-users/7/erasure"),
            mail: mail.into(),
            asked: 12,
            pending: 1,
            open: 3,
            downloads: 31,
            notes: 2,
            typed: error.map(|_| "another@example.org".into()).unwrap_or_default(),
            error: error.map(Into::into),
        };
        vec![
            ("first", page(samples::MAIL, None)),
            ("wrong", page(samples::LONG_MAIL, Some("This is not the address of the person on this page."))),
        ]
    }
}

impl Samples for MergePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let side = |id, name: &str, mail: &str, asked| MergeSide {
            id,
            name: name.into(),
            mail: mail.into(),
            since: samples::when("3 May 2026"),
            asked,
            pending: 1,
            open: 2,
            downloads: asked * 3,
            notes: 0,
        };
        let page = |kept: MergeSide, gone: MergeSide| MergePage {
            shell: samples::desk_shell(base, DeskRoom::ExternalUsers),
            back: Link { href: format!("{base}/admin/users/external-users/7"), text: kept.mail.clone() },
            action: format!("{base}/admin/users/external-users/7/merger"),
            swap_href: format!("{base}/admin/users/external-users/8/merger?other=7"),
            kept,
            gone,
        };
        let amal = side(7, samples::ARABIC_NAME, samples::MAIL, 12);
        vec![
            ("two", page(amal.clone(), side(8, "Amal Haddad", samples::LONG_MAIL, 1204))),
            ("nameless", page(amal, side(9, "", "a@example.org", 0))),
        ]
    }
}
