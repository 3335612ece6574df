//! How a letter speaks: its language, with the frames and marks that letters need.

use askama::filters::HtmlSafe;
use jiff::civil::{Date, DateTime};
use std::fmt;
use words::{Language, Value};

use super::style;

/// Stands for a whole sentence while the frame around it is said.
const STAND_IN: &str = "\u{fffc}";

/// The language of a letter, as its templates use it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Say(pub Language);

/// Ready HTML, which is not escaped again.
pub(super) struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Markup {}

impl Say {
    /// The tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// The direction for `<html dir>`.
    pub fn direction(self) -> &'static str {
        self.0.direction()
    }

    /// A sentence without values.
    pub fn it(self, key: &str) -> String {
        self.0.say(key)
    }

    /// A sentence as plain text.
    pub fn text(self, key: impl AsRef<str>, values: impl AsRef<[(&'static str, Value)]>) -> String {
        self.0.tell(key.as_ref(), values.as_ref())
    }

    /// A sentence as HTML, each value kept in its own direction.
    pub fn html(self, key: impl AsRef<str>, values: impl AsRef<[(&'static str, Value)]>) -> Markup {
        Markup(self.0.markup(key.as_ref(), values.as_ref(), None))
    }

    /// A sentence as HTML with its values emphasised.
    pub fn strong(self, key: impl AsRef<str>, values: impl AsRef<[(&'static str, Value)]>) -> Markup {
        let html = self.0.markup(key.as_ref(), values.as_ref(), None);
        // What people typed is escaped, so these elements are the sentence's own.
        let html =
            html.replace("<bdi>", "<strong style=\"font-weight:600\"><bdi>").replace("</bdi>", "</bdi></strong>");
        Markup(html)
    }

    /// A sentence of the small print as HTML, with its link.
    pub fn link(self, key: &str, href: &str) -> Markup {
        let html = self.0.markup(key, &[], Some(href));
        Markup(html.replace("<a href=", &format!("<a class=\"quiet\" style=\"{}\" href=", style::QUIET_LINK)))
    }

    /// A heading as a sentence of the plain text.
    pub fn sentence(self, heading: impl AsRef<str>) -> String {
        self.framed("mail-sentence", heading.as_ref())
    }

    /// The word before what it names, in the plain text.
    pub fn label(self, key: &str) -> String {
        self.framed("mail-label", &self.it(key))
    }

    /// A minute in UTC.
    pub fn minute(self, at: &DateTime) -> String {
        self.0.minute(*at)
    }

    /// A day.
    pub fn day(self, date: &Date) -> String {
        self.0.day(*date)
    }

    /// What a line of a list begins with in the plain text; the mark keeps it on its side whatever the title's script.
    pub fn bullet(self) -> &'static str {
        if self.direction() == "rtl" { "\u{200f}  *" } else { "  *" }
    }

    /// Words of the same language stand in the frame as they are: isolated, they would not give the line its direction.
    fn framed(self, frame: &str, words: &str) -> String {
        let frame = self.0.tell(frame, &[("words", STAND_IN.into())]);
        frame.replace(&format!("\u{2068}{STAND_IN}\u{2069}"), STAND_IN).replace(STAND_IN, words)
    }
}
