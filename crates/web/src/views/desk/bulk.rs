use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell, ReplyChoice, RequestRow};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Status, error_of};
use crate::views::words;

/// `/admin/users/download-requests/bulk`: what deciding or revoking many requests will do, before it is done.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/bulk.html")]
pub struct BulkPage {
    /// The frame.
    pub shell: DeskShell,
    /// What is done.
    pub act: BulkAct,
    /// POST: the hidden fields, `message`, and `expiresAt` for an approval.
    pub action: String,
    /// Which requests, and what is done: name and value.
    pub hidden: Vec<(String, String)>,
    /// To how many requests it will be done.
    pub requests: u64,
    /// Of how many people.
    pub requesters: u64,
    /// With how many files.
    pub files: u64,
    /// And how many whole kits and portals.
    pub places: u64,
    /// What will be left as it is, and why, in whole sentences.
    pub left: Vec<String>,
    /// The first of them.
    pub rows: Vec<RequestRow>,
    /// The message as it was typed.
    pub message: String,
    /// The saved replies to choose from, of which one goes before the message.
    pub replies: Vec<ReplyChoice>,
    /// The one that was chosen.
    pub reply: String,
    /// The date as it was typed.
    pub expires_at: String,
    /// For how many days, where that was chosen instead.
    pub period: String,
    /// The earliest date.
    pub earliest: String,
    /// What is to be mended: `message`, `expiresAt`, or empty.
    pub errors: Vec<FieldError>,
    /// The list that it came from.
    pub back_href: String,
}

/// What is done to many requests at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BulkAct {
    /// They are approved.
    Approve,
    /// They are denied.
    Deny,
    /// What they opened is taken away.
    Revoke,
}

impl BulkAct {
    /// The value of `act`.
    pub fn word(&self) -> &'static str {
        match self {
            BulkAct::Approve => "approve",
            BulkAct::Deny => "deny",
            BulkAct::Revoke => "revoke",
        }
    }

    /// The one of a value of `act`.
    pub fn parse(word: &str) -> Option<BulkAct> {
        [BulkAct::Approve, BulkAct::Deny, BulkAct::Revoke].into_iter().find(|act| act.word() == word)
    }

    /// What the button says.
    pub fn label(&self) -> &'static str {
        match self {
            BulkAct::Approve => "Approve",
            BulkAct::Deny => "Deny",
            BulkAct::Revoke => "Revoke",
        }
    }

    /// What was done.
    pub fn done(&self) -> &'static str {
        match self {
            BulkAct::Approve => "approved",
            BulkAct::Deny => "denied",
            BulkAct::Revoke => "revoked",
        }
    }
}

impl BulkPage {
    /// What the page is for: "Approve 12 requests".
    pub fn heading(&self) -> String {
        format!("{} {}", self.act.label(), words::requests(&self.requests))
    }

    /// Whom it reaches, in a sentence.
    pub fn reach(&self) -> String {
        let people = match self.requesters {
            1 => "1 person".to_owned(),
            many => format!("{} people", words::grouped(&many)),
        };
        let places = match self.places {
            1 => "1 whole kit or portal".to_owned(),
            many => format!("{} whole kits or portals", words::grouped(&many)),
        };
        let things = match (self.files, self.places) {
            (_, 0) => words::files(&self.files),
            (0, _) => places,
            _ => format!("{} and {places}", words::files(&self.files)),
        };
        let (gets, told) = match (self.act, self.requesters) {
            (BulkAct::Approve, 1) => ("gets what they asked for", "They get"),
            (BulkAct::Approve, _) => ("get what they asked for", "Each of them gets"),
            (BulkAct::Deny, 1) => ("does not get what they asked for", "They get"),
            (BulkAct::Deny, _) => ("do not get what they asked for", "Each of them gets"),
            (BulkAct::Revoke, 1) => ("can download no more what was approved for them", "They get"),
            (BulkAct::Revoke, _) => ("can download no more what was approved for them", "Each of them gets"),
        };
        format!("{people} {gets}: {things}. {told} one mail.")
    }

    /// How many more there are than the ones that show.
    pub fn more(&self) -> Option<String> {
        let more = self.requests.saturating_sub(self.rows.len() as u64);
        (more > 0).then(|| format!("and {} more", words::requests(&more)))
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// What became of each.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/bulk_done.html")]
pub struct BulkDonePage {
    /// The frame.
    pub shell: DeskShell,
    /// "1,204 requests approved".
    pub heading: String,
    /// What became of them, one group for each outcome.
    pub groups: Vec<BulkGroup>,
    /// The list that it came from.
    pub back_href: String,
}

/// Requests of which the same became.
#[derive(Debug, Clone)]
pub struct BulkGroup {
    /// What: "Approved", or why nothing was done.
    pub heading: String,
    /// How many there are.
    pub count: u64,
    /// The first of them.
    pub rows: Vec<RequestRow>,
}

impl BulkGroup {
    /// How many more there are than the ones that show.
    pub fn more(&self) -> Option<String> {
        let more = self.count.saturating_sub(self.rows.len() as u64);
        (more > 0).then(|| format!("and {} more", words::requests(&more)))
    }
}

impl Samples for BulkPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let list = format!("{base}/admin/users/download-requests");
        let page = |act, rows: Vec<RequestRow>| BulkPage {
            shell: samples::desk_shell(base, DeskRoom::Requests),
            act,
            action: format!("{list}/bulk"),
            hidden: vec![("act".into(), "approve".into()), ("tab".into(), "pending".into())],
            requests: rows.len() as u64,
            requesters: rows.len() as u64,
            files: 3 * rows.len() as u64,
            places: 0,
            left: vec![],
            rows,
            message: String::new(),
            replies: samples::replies(),
            reply: String::new(),
            expires_at: String::new(),
            period: String::new(),
            earliest: "2026-11-22".into(),
            errors: vec![],
            back_href: list.clone(),
        };
        let mut many = page(BulkAct::Approve, samples::rows(base, Status::Pending, 10));
        (many.requests, many.requesters, many.files, many.places) = (1204, 871, 4310, 12);
        many.left =
            vec!["12 requests are somebody else’s to decide.".into(), "3 requests have been decided already.".into()];
        let mut wrong = page(BulkAct::Approve, samples::rows(base, Status::Pending, 2));
        wrong.expires_at = "2020-01-01".into();
        wrong.message = samples::LONG_TEXT.into();
        wrong.errors = vec![FieldError::new("expiresAt", "This lies in the past; access has to end later than now.")];
        let mut nothing = page(BulkAct::Revoke, vec![]);
        nothing.left = vec!["4 requests open nothing now.".into()];
        vec![
            ("many", many),
            ("one", page(BulkAct::Deny, samples::rows(base, Status::Pending, 1))),
            ("revoke", page(BulkAct::Revoke, samples::rows(base, Status::Approved, 5))),
            ("wrong", wrong),
            ("nothing", nothing),
        ]
    }
}

impl Samples for BulkDonePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let group = |heading: &str, count, status, rows| BulkGroup {
            heading: heading.into(),
            count,
            rows: samples::rows(base, status, rows),
        };
        let page = |groups| BulkDonePage {
            shell: samples::desk_shell(base, DeskRoom::Requests),
            heading: "1,204 requests approved".into(),
            groups,
            back_href: format!("{base}/admin/users/download-requests"),
        };
        let mut all = page(vec![group("Approved", 1204, Status::Approved, 6)]);
        all.shell.undo = samples::undo(base);
        let some = vec![
            group("Decided already", 3, Status::Denied, 3),
            group("Somebody else’s to decide", 12, Status::Pending, 4),
            group("Approved", 1204, Status::Approved, 6),
        ];
        vec![("all", all), ("some", page(some)), ("none", page(vec![]))]
    }
}
