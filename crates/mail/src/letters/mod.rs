//! The letters, one folder each: typed data and subject in `mod.rs`, the order of things in
//! `text.txt` and `body.html`.
//!
//! Sentences stand whole in `words`, one for each case, because a sentence put together from
//! fragments cannot be translated. A letter is data without a language; rendering it says in which.

mod access_revoked;
mod fresh_link;
mod invitation;
mod mail_test;
mod recovery;
mod request_closed;
mod request_decided;
mod request_expired;
mod request_handled;
mod request_received;
mod request_to_review;
mod samples;
mod say;
mod style;
mod wanted;
mod webhook_off;

use askama::Template;

use crate::{Language, wording};

pub use access_revoked::{AccessRevoked, AlsoRevoked};
pub use fresh_link::FreshLink;
pub use invitation::Invitation;
pub use mail_test::MailTest;
pub use recovery::Recovery;
pub use request_closed::RequestClosed;
pub use request_decided::{Outcome, RequestDecided, Verdict};
pub use request_expired::{Expired, RequestExpired};
pub use request_handled::{HandledRequest, Handling, RequestHandled};
pub use request_received::RequestReceived;
pub use request_to_review::{Answered, RequestToReview, Review, Told};
pub use wanted::{Assets, Item, Person, Wanted};
pub use webhook_off::{Off, WebhookOff};

/// Columns of the plain-text part, as letters on paper have them.
const TEXT_WIDTH: usize = 72;

/// Characters of a title within a subject: enough to tell two apart, short enough for a phone.
const SUBJECT_TITLE: usize = 60;

/// A letter could not be set. Templates only write into memory, so this is a fault of the house.
#[derive(Debug, thiserror::Error)]
#[error("the letter {letter} could not be rendered")]
pub struct RenderError {
    letter: &'static str,
    #[source]
    source: askama::Error,
}

/// A letter, ready to be put into a [`Message`](crate::Message).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    /// The plain-text part: wrapped, never HTML-escaped, each link on a line of its own.
    pub text: String,
    /// The HTML part: a whole document.
    pub html: String,
    /// What it is written in.
    pub language: Language,
}

/// What every letter can do.
pub trait Letter: Sized {
    /// The folder's name, as in logs, snapshots and the gallery.
    const NAME: &'static str;

    /// One line that tells this letter from the next.
    fn subject(&self, language: Language) -> String;

    /// The plain-text part, wrapped.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn text(&self, language: Language) -> Result<String, RenderError>;

    /// The HTML part, a whole document.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn html(&self, language: Language) -> Result<String, RenderError>;

    /// Named examples, from plain to hostile; each is rendered in the tests.
    fn samples() -> Vec<(&'static str, Self)>;

    /// Subject, text and HTML at once, in the language of the reader.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn render(&self, language: Language) -> Result<Rendered, RenderError> {
        let (text, html) = (self.text(language)?, self.html(language)?);
        Ok(Rendered { subject: self.subject(language), text, html, language })
    }
}

/// One letter with one of its samples, rendered: what snapshots and a preview page show.
#[derive(Debug, Clone)]
pub struct Specimen {
    /// The letter's [`NAME`](Letter::NAME).
    pub letter: &'static str,
    /// The sample's name.
    pub sample: &'static str,
    /// What came out.
    pub rendered: Rendered,
}

/// Every letter with every sample, in one language.
///
/// # Errors
///
/// [`RenderError`] when a template fails, which is a fault of the house.
pub fn gallery(language: Language) -> Result<Vec<Specimen>, RenderError> {
    let mut specimens = Vec::new();
    show::<RequestReceived>(&mut specimens, language)?;
    show::<RequestToReview>(&mut specimens, language)?;
    show::<RequestDecided>(&mut specimens, language)?;
    show::<AccessRevoked>(&mut specimens, language)?;
    show::<RequestClosed>(&mut specimens, language)?;
    show::<FreshLink>(&mut specimens, language)?;
    show::<RequestHandled>(&mut specimens, language)?;
    show::<Invitation>(&mut specimens, language)?;
    show::<Recovery>(&mut specimens, language)?;
    show::<RequestExpired>(&mut specimens, language)?;
    show::<MailTest>(&mut specimens, language)?;
    show::<WebhookOff>(&mut specimens, language)?;
    Ok(specimens)
}

fn show<L: Letter>(specimens: &mut Vec<Specimen>, language: Language) -> Result<(), RenderError> {
    for (sample, letter) in L::samples() {
        specimens.push(Specimen { letter: L::NAME, sample, rendered: letter.render(language)? });
    }
    Ok(())
}

fn set_text(letter: &'static str, template: &impl Template) -> Result<String, RenderError> {
    let loose = set_html(letter, template)?;
    Ok(wording::wrap(&loose, TEXT_WIDTH))
}

fn set_html(letter: &'static str, template: &impl Template) -> Result<String, RenderError> {
    template.render().map_err(|source| RenderError { letter, source })
}

/// Ties a letter to its two templates; name, subject and samples come from the letter's own folder.
macro_rules! letter {
    ($letter:ident, $name:literal, $text:literal, $html:literal) => {
        #[derive(askama::Template)]
        #[template(path = $text)]
        struct Text<'a> {
            letter: &'a $letter,
            brand: &'a $crate::Brand,
            say: $crate::letters::say::Say,
        }

        #[derive(askama::Template)]
        #[template(path = $html)]
        struct Html<'a> {
            letter: &'a $letter,
            brand: &'a $crate::Brand,
            say: $crate::letters::say::Say,
            subject: String,
        }

        impl $crate::letters::Letter for $letter {
            const NAME: &'static str = $name;

            fn subject(&self, language: $crate::Language) -> String {
                subject(self, language)
            }

            fn text(&self, language: $crate::Language) -> Result<String, $crate::letters::RenderError> {
                let say = $crate::letters::say::Say(language);
                let template = Text { letter: self, brand: &self.brand, say };
                $crate::letters::set_text(Self::NAME, &template)
            }

            fn html(&self, language: $crate::Language) -> Result<String, $crate::letters::RenderError> {
                let say = $crate::letters::say::Say(language);
                let template = Html { letter: self, brand: &self.brand, say, subject: subject(self, language) };
                $crate::letters::set_html(Self::NAME, &template)
            }

            fn samples() -> Vec<(&'static str, Self)> {
                samples()
            }
        }
    };
}
use letter;
