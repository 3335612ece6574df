//! The notice that a webhook was switched off: to the admins, who know whose server it is.

use super::{SUBJECT_TITLE, letter, samples, say::Say};
use crate::{Brand, Language, Line};
use jiff::civil::DateTime;
use words::Value;

/// To an admin: one who was told what happens on the desk is told nothing any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebhookOff {
    /// Whose paper it is on.
    pub brand: Brand,
    /// The server's name; the rest of its address may be a secret.
    pub host: Line,
    /// What its owners say of it.
    pub description: Option<Line>,
    /// Why.
    pub because: Off,
    /// The webhook at the desk, with its log.
    pub webhook_url: Line,
}

/// Why a webhook was switched off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Off {
    /// The server said that it wants to be told nothing any more.
    Gone,
    /// It failed for days; since when, in UTC.
    FailingSince(DateTime),
}

letter!(WebhookOff, "webhook_off", "webhook_off/text.txt", "webhook_off/body.html");

impl WebhookOff {
    /// The message that says why.
    fn why(&self) -> &'static str {
        match self.because {
            Off::Gone => "mail-webhook-off-gone",
            Off::FailingSince(_) => "mail-webhook-off-failing",
        }
    }

    /// What the sentences say.
    fn values(&self, say: &Say) -> [(&'static str, Value); 3] {
        let since = match &self.because {
            Off::Gone => String::new(),
            Off::FailingSince(since) => say.minute(since),
        };
        let description = self.description.as_ref().map(Line::value).unwrap_or_else(|| "".into());
        [("host", self.host.value()), ("since", since.into()), ("description", description)]
    }
}

fn subject(letter: &WebhookOff, language: Language) -> String {
    let host = ("host", letter.host.shortened(SUBJECT_TITLE).into());
    language.tell("mail-webhook-off-title", &[host])
}

fn samples() -> Vec<(&'static str, WebhookOff)> {
    let letter = |brand, host: &str, description: Option<&str>, because| WebhookOff {
        brand,
        host: host.into(),
        description: description.map(Line::from),
        because,
        webhook_url: samples::link("admin/settings/webhooks/7"),
    };
    let since = Off::FailingSince(jiff::civil::date(2026, 11, 17).at(9, 41, 0, 0));
    vec![
        (
            "failing",
            letter(samples::brand(), "hooks.nordlicht.example", Some("The archive of the press office"), since.clone()),
        ),
        ("gone", letter(samples::plain_brand(), "automation.example.org", None, Off::Gone)),
        (
            "hostile",
            letter(samples::hostile_brand(), "xn--bcher-kva.example", Some("<img src=x>\r\nBcc: all@x.example"), since),
        ),
    ]
}
