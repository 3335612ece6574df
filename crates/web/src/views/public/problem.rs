use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Link, Shell};

/// Anything that went wrong, in words for people.
#[derive(Debug, Clone, Template)]
#[template(path = "public/problem.html")]
pub struct ProblemPage {
    /// The frame.
    pub shell: Shell,
    /// The status of the answer.
    pub status: u16,
    /// More than the status says by itself, as whole sentences; never internals.
    pub detail: Option<String>,
    /// When to try again, as a whole sentence.
    pub wait: Option<String>,
    /// By which name the log knows the request, where it failed on our side.
    pub request: Option<String>,
    /// Where to go from here; the start page otherwise.
    pub back: Option<Link>,
}

impl ProblemPage {
    /// The status whose words are said.
    fn said(&self) -> u16 {
        match self.status {
            422 => 400,
            410 => 404,
            known @ (400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 416 | 429 | 503) => known,
            _ => 500,
        }
    }

    /// What happened.
    pub fn title(&self) -> String {
        self.shell.lang.say(&format!("problem-{}", self.said()))
    }

    /// What it means, where no detail says more.
    pub fn meaning(&self) -> String {
        self.shell.lang.say(&format!("problem-{}-text", self.said()))
    }
}

/// A short word to the reader after something was done: a link ended, a password set.
#[derive(Debug, Clone, Template)]
#[template(path = "public/note.html")]
pub struct NotePage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub title: String,
    /// What it means, one entry a paragraph.
    pub text: Vec<String>,
    /// Where to go from here.
    pub next: Option<Link>,
}

impl Samples for ProblemPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |status| ProblemPage {
            shell: samples::plain_shell(base),
            status,
            detail: None,
            wait: None,
            request: None,
            back: None,
        };
        let mut failed = page(500);
        failed.request = Some("6440c2a8b5f00-1f3a".into());
        let mut limited = page(429);
        limited.wait = Some("Please try again in 12 minutes.".into());
        limited.back = Some(Link { href: format!("{base}/kits/identity"), text: "Back to Identity 2026".into() });
        let mut arabic = page(403);
        arabic.shell = samples::arabic_shell(base);
        arabic.detail = Some(samples::ARABIC_TEXT.into());
        vec![
            ("404", page(404)),
            ("403-arabic", arabic),
            ("405", page(405)),
            ("413", page(413)),
            ("429", limited),
            ("500", failed),
            ("503", page(503)),
        ]
    }
}

impl Samples for NotePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let bare = NotePage {
            shell: samples::plain_shell(base),
            title: "Your link is ended".into(),
            text: vec!["This browser and the link in the mail open nothing any more.".into()],
            next: None,
        };
        let mut next = bare.clone();
        next.shell = samples::branded_shell(base);
        next.text.push("Your access itself lasts. You can have a fresh link at any time.".into());
        next.next = Some(Link { href: format!("{base}/fresh-link"), text: "Get a fresh link".into() });
        vec![("bare", bare), ("next", next)]
    }
}
