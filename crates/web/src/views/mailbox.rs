//! The mailbox of `ajar demo`, in which the mails of a trial are read.

use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Shell, When};

/// All mails, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "mailbox/list.html")]
pub struct MailboxPage {
    /// The frame.
    pub shell: Shell,
    /// The mails.
    pub mails: Vec<MailRow>,
}

/// A mail in one line.
#[derive(Debug, Clone)]
pub struct MailRow {
    /// Its page.
    pub href: String,
    /// Whom it was sent to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// When it was sent.
    pub sent: When,
}

/// One mail.
#[derive(Debug, Clone, Template)]
#[template(path = "mailbox/mail.html")]
pub struct MailPage {
    /// The frame.
    pub shell: Shell,
    /// The list.
    pub list_href: String,
    /// Its subject.
    pub subject: String,
    /// Name and value of the headers, in their order.
    pub headers: Vec<(String, String)>,
    /// The plain-text part.
    pub text: String,
    /// Address of the HTML part alone, shown in a frame that may run nothing.
    pub html_src: Option<String>,
}

/// A stretch of a mail's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextPart<'a> {
    /// Words.
    Plain(&'a str),
    /// An address that can be opened.
    Link(&'a str),
}

impl MailPage {
    /// The text with its addresses marked, so that links can be followed.
    pub fn parts(&self) -> Vec<TextPart<'_>> {
        text_parts(&self.text)
    }
}

fn text_parts(text: &str) -> Vec<TextPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = ["https://", "http://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(from.len());
        // A full stop after an address ends the sentence, not the address.
        let link = from[..end].trim_end_matches(['.', ',', ';', ')']);
        parts.push(TextPart::Plain(before));
        parts.push(TextPart::Link(link));
        rest = &from[link.len()..];
    }
    parts.push(TextPart::Plain(rest));
    parts
}

impl Samples for MailboxPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let mail = |to: &str, subject: &str| MailRow {
            href: format!("{base}/mailbox/1"),
            to: to.into(),
            subject: subject.into(),
            sent: samples::when("14:03"),
        };
        let page = |mails| MailboxPage { shell: samples::plain_shell(base), mails };
        let mails = vec![
            mail(samples::MAIL, "Your files are ready: Identity 2026"),
            mail(samples::LONG_MAIL, samples::LONG_TITLE),
            mail("noor@meridian.example", samples::ARABIC_TITLE),
        ];
        vec![("many", page(mails)), ("empty", page(Vec::new()))]
    }
}

impl Samples for MailPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let headers = [("From", "Desk <desk@meridian.example>"), ("To", samples::MAIL), ("Date", "21 November 2026")];
        let page = MailPage {
            shell: samples::plain_shell(base),
            list_href: format!("{base}/mailbox"),
            subject: "Your files are ready: Identity 2026".into(),
            headers: headers.map(|(name, value)| (name.into(), value.into())).into(),
            text: "Hello,\n\nyour files are ready: http://127.0.0.1:8080/pickup/4hV9dPz0mR2tKqXy7sWbNc.\n\nThe desk"
                .into(),
            html_src: None,
        };
        let mut html = page.clone();
        html.html_src = Some(format!("{base}/mailbox/1/html"));
        vec![("text", page), ("html", html)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_mail_are_links_without_the_full_stop() {
        let parts = text_parts("See <http://a.example/x>, or https://b.example/y.\nBye");
        let wanted = [
            TextPart::Plain("See <"),
            TextPart::Link("http://a.example/x"),
            TextPart::Plain(">, or "),
            TextPart::Link("https://b.example/y"),
            TextPart::Plain(".\nBye"),
        ];
        assert_eq!(parts, wanted);
        assert_eq!(text_parts(""), [TextPart::Plain("")]);
    }
}
