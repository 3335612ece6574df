use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Link, Shell, Status, Thumb, When, error_of};

/// `/requests/{reference}`: where a request stands. It never shows an address and opens no bytes.
#[derive(Debug, Clone, Template)]
#[template(path = "public/request_status.html")]
pub struct RequestStatusPage {
    /// The frame.
    pub shell: Shell,
    /// The page's own address, base included; `/withdrawal`, `/words` and `/fresh-link` are below it.
    pub address: String,
    /// Where it was asked; none for a request by API or where the place is gone.
    pub place: Option<Link>,
    /// Where the request stands.
    pub status: Status,
    /// When it was asked.
    pub asked: When,
    /// What was asked for; empty for everything of the place.
    pub items: Vec<StatusItem>,
    /// What the requester wrote.
    pub reason: String,
    /// What the requester answered to the owner's questions.
    pub answers: Vec<Answered>,
    /// What the requester added later.
    pub words: Vec<Word>,
    /// The form that adds a word, for whom the browser knows to be the requester, while the request waits.
    pub add_word: Option<AddWord>,
    /// What was said with the decision.
    pub message: Option<String>,
    /// What happened, oldest first.
    pub timeline: Vec<TimelineEntry>,
    /// When the access ends, where it does; or when it ended.
    pub until: Option<When>,
    /// Whether what was approved has come to its end.
    pub ended: bool,
    /// Whether it was closed because the place was deleted, rather than withdrawn.
    pub closed: bool,
    /// Whether it can still be withdrawn.
    pub can_withdraw: bool,
    /// Where to ask again, once that is possible.
    pub ask_again_href: Option<String>,
    /// Whether a fresh pick-up link can be sent to whoever asked: while something is granted.
    pub offers_fresh_link: bool,
    /// Where what was approved is picked up, for whom the browser knows to be the requester.
    pub files_href: Option<String>,
}

/// One asset of a request, as its requester sees it.
#[derive(Debug, Clone)]
pub struct StatusItem {
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Where this item stands.
    pub status: Status,
    /// What was said about this item, where it differs from the whole.
    pub message: Option<String>,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct TimelineEntry {
    /// When.
    pub when: When,
    /// What, as a whole sentence; who only where the reader may know.
    pub text: String,
}

/// A question and what was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The question as it was asked.
    pub label: String,
    /// The answer as people read it.
    pub value: String,
}

/// What the requester added later.
#[derive(Debug, Clone)]
pub struct Word {
    /// Their words.
    pub text: String,
    /// When.
    pub when: When,
}

/// The form that adds a word: field `word`.
#[derive(Debug, Clone, Default)]
pub struct AddWord {
    /// As typed.
    pub word: String,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl AddWord {
    /// What is wrong with the word.
    pub fn error(&self) -> Option<&str> {
        error_of(&self.errors, "word")
    }
}

impl RequestStatusPage {
    /// The message of the heading: where the request stands, in words to its requester.
    pub fn heading(&self) -> &'static str {
        if self.ended {
            return "request-heading-ended";
        }
        match self.status {
            Status::Pending => "request-heading-pending",
            Status::Approved => "request-heading-approved",
            Status::PartiallyApproved => "request-heading-partly",
            Status::Denied => "request-heading-denied",
            Status::Cancelled if self.closed => "request-heading-closed",
            Status::Cancelled => "request-heading-withdrawn",
            Status::Expired => "request-heading-expired",
            Status::Revoked => "request-heading-revoked",
        }
    }

    /// The message of what that means, in a sentence.
    pub fn meaning(&self) -> &'static str {
        if self.ended {
            return "request-meaning-ended";
        }
        match self.status {
            Status::Pending => "request-meaning-pending",
            Status::Approved => "request-meaning-approved",
            Status::PartiallyApproved => "request-meaning-partly",
            Status::Denied => "request-meaning-denied",
            Status::Cancelled if self.closed => "request-meaning-closed",
            Status::Cancelled => "request-meaning-withdrawn",
            Status::Expired => "request-meaning-expired",
            Status::Revoked => "request-meaning-revoked",
        }
    }

    /// The message of its state in a word.
    pub fn state(&self) -> &'static str {
        if self.closed { "status-closed" } else { self.status.key() }
    }

    /// The message of when the access ends, or ended.
    pub fn end(&self) -> &'static str {
        if self.ended { "request-ended-on" } else { "request-until" }
    }
}

impl Samples for RequestStatusPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |status: Status| RequestStatusPage {
            shell: samples::branded_shell(base),
            address: format!("{base}/requests/4hV9dPz0mR2tKqXy7sWbNc"),
            place: Some(Link { href: format!("{base}/kits/identity"), text: "Identity 2026".into() }),
            status,
            asked: samples::when("21 November 2026, 09:12"),
            items: samples::status_items(base, status, 3),
            reason: "For the press release on the autumn exhibition.".into(),
            answers: Vec::new(),
            words: Vec::new(),
            add_word: None,
            message: None,
            timeline: vec![TimelineEntry {
                when: samples::when("21 November 2026, 09:12"),
                text: "You asked for 3 files.".into(),
            }],
            until: None,
            ended: false,
            closed: false,
            can_withdraw: status.is_pending(),
            ask_again_href: (!status.is_pending() && !status.is_granted())
                .then(|| format!("{base}/kits/identity/request")),
            offers_fresh_link: status.is_granted(),
            files_href: status.is_granted().then(|| format!("{base}/pickup")),
        };
        let mut approved = page(Status::Approved);
        approved.until = Some(samples::when("31 December 2026"));
        approved.message = Some("With pleasure. Please name the photographer.".into());
        approved.timeline.push(TimelineEntry {
            when: samples::when("21 November 2026, 11:40"),
            text: "Your request was approved.".into(),
        });
        let mut ended = page(Status::Approved);
        (ended.ended, ended.until) = (true, Some(samples::when("31 October 2026")));
        (ended.files_href, ended.offers_fresh_link) = (None, false);
        ended.ask_again_href = Some(format!("{base}/kits/identity/request"));
        let mut partly = page(Status::PartiallyApproved);
        if let Some(item) = partly.items.first_mut() {
            item.status = Status::Denied;
            item.message = Some("The white mark is kept for printed matter.".into());
        }
        let mut denied = page(Status::Denied);
        denied.message = Some(samples::LONG_TEXT.into());
        denied.items.clear();
        let mut arabic = page(Status::Pending);
        arabic.shell = samples::arabic_shell(base);
        arabic.reason = samples::ARABIC_TEXT.into();
        let mut own = page(Status::Pending);
        own.shell.identity = Some(samples::requester(base));
        own.answers = samples::answers();
        own.words = vec![Word { text: samples::LONG_TEXT.into(), when: samples::when("21 November 2026, 10:02") }];
        own.add_word = Some(AddWord::default());
        let mut bare = page(Status::Expired);
        (bare.place, bare.ask_again_href) = (None, None);
        bare.timeline.clear();
        vec![
            ("pending", page(Status::Pending)),
            ("approved", approved),
            ("ended", ended),
            ("partly", partly),
            ("denied-everything", denied),
            ("withdrawn", page(Status::Cancelled)),
            ("closed", RequestStatusPage { closed: true, place: None, items: Vec::new(), ..page(Status::Cancelled) }),
            ("revoked", page(Status::Revoked)),
            ("expired-bare", bare),
            ("arabic", arabic),
            ("own", own),
        ]
    }
}
