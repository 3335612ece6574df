use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::Shell;

/// `/pickup/{token}` in a browser where another requester is signed in.
#[derive(Debug, Clone, Template)]
#[template(path = "public/continue_as.html")]
pub struct ContinueAsPage {
    /// The frame, without identity: the page itself says who is who.
    pub shell: Shell,
    /// Who the browser is now.
    pub current_mail: String,
    /// Whom the link was sent to.
    pub new_mail: String,
    /// POST: continue as the one whom the link was sent to.
    pub action: String,
    /// Stay who one is.
    pub stay_href: String,
}

/// A link that does not work any more, with a form for a fresh one (field `mail`).
#[derive(Debug, Clone, Template)]
#[template(path = "public/fresh_link.html")]
pub struct FreshLinkPage {
    /// The frame.
    pub shell: Shell,
    /// What is the matter.
    pub trouble: LinkTrouble,
    /// POST of `mail`: write a fresh link to it.
    pub action: String,
    /// The address as it was typed.
    pub mail: String,
    /// What is wrong with it.
    pub error: Option<String>,
}

/// What is the matter with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTrouble {
    /// Its thirty days are over.
    Expired,
    /// The person who had it ended it.
    Ended,
    /// Nobody knows it.
    Unknown,
    /// Nothing: a fresh one is wanted.
    Wanted,
    /// Nothing any more: a fresh one was sent, if there is something to pick up.
    Sent,
}

impl FreshLinkPage {
    /// Whether one is on its way.
    pub fn is_sent(&self) -> bool {
        self.trouble == LinkTrouble::Sent
    }

    /// The message of the heading.
    pub fn heading(&self) -> &'static str {
        match self.trouble {
            LinkTrouble::Expired => "link-expired-title",
            LinkTrouble::Ended => "link-ended-title",
            LinkTrouble::Unknown => "link-unknown-title",
            LinkTrouble::Wanted | LinkTrouble::Sent => "link-wanted-title",
        }
    }

    /// The message of what it means.
    pub fn meaning(&self) -> &'static str {
        match self.trouble {
            LinkTrouble::Expired => "link-expired",
            LinkTrouble::Ended => "link-ended",
            LinkTrouble::Unknown => "link-unknown",
            LinkTrouble::Wanted | LinkTrouble::Sent => "link-wanted",
        }
    }
}

impl Samples for ContinueAsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |new_mail: &str| ContinueAsPage {
            shell: samples::plain_shell(base),
            current_mail: samples::MAIL.into(),
            new_mail: new_mail.into(),
            action: format!("{base}/pickup/4hV9dPz0"),
            stay_href: format!("{base}/"),
        };
        vec![("one", page("b.okafor@example.com")), ("long", page(samples::LONG_MAIL))]
    }
}

impl Samples for FreshLinkPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |trouble, mail: &str, error: Option<&str>| FreshLinkPage {
            shell: samples::plain_shell(base),
            trouble,
            action: format!("{base}/fresh-link"),
            mail: mail.into(),
            error: error.map(Into::into),
        };
        let wrong = "Please give a mail address, such as name@example.org.";
        vec![
            ("expired", page(LinkTrouble::Expired, "", None)),
            ("ended", page(LinkTrouble::Ended, "", None)),
            ("unknown", page(LinkTrouble::Unknown, "", None)),
            ("wrong", page(LinkTrouble::Wanted, "a@", Some(wrong))),
            ("sent", page(LinkTrouble::Sent, samples::LONG_MAIL, None)),
        ]
    }
}
