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
    /// When to try again: "in 12 minutes".
    pub wait: Option<String>,
    /// Where to go from here; the start page otherwise.
    pub back: Option<Link>,
}

impl ProblemPage {
    /// What happened.
    pub fn title(&self) -> &'static str {
        match self.status {
            400 | 422 => "We could not read that",
            401 => "Please sign in",
            403 => "This is not open to you",
            404 | 410 => "There is nothing here",
            405 => "That cannot be done here",
            409 => "Somebody was quicker",
            413 => "That is too large",
            415 => "We cannot read this kind of file",
            416 => "There is no such part",
            429 => "That was a lot at once",
            503 => "One moment, please",
            _ => "Something went wrong on our side",
        }
    }

    /// What it means, where no detail says more.
    pub fn meaning(&self) -> &'static str {
        match self.status {
            400 | 422 => "Something in what was sent is missing or not as it should be. Please go back and try again.",
            401 => "This page is for people with an account.",
            403 => "You may be signed in as somebody else, or the form was open for too long.",
            404 | 410 => "The address may be misspelt, or what was here has been moved or is no longer public.",
            405 => "The address is right, but it is not meant to be used this way.",
            409 => "What you wanted to change has been changed in the meantime. Please look at it again.",
            413 => "Please send less at a time.",
            415 => "Please send it in another format.",
            416 => "The file is shorter than the part that was asked for. Please start the download again.",
            429 => "To keep the desk open for everybody, we ask you to wait a little.",
            503 => "The desk is busy or being looked after. Please try again shortly.",
            _ => "It has been noted. Please try again; if it stays, write to those who run this site.",
        }
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
        let page =
            |status| ProblemPage { shell: samples::plain_shell(base), status, detail: None, wait: None, back: None };
        let mut limited = page(429);
        limited.wait = Some("in 12 minutes".into());
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
            ("500", page(500)),
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
