//! The letters, one folder each: typed data and subject in `mod.rs`, words in `text.txt` and
//! `body.html`.
//!
//! Sentences stand whole in the templates and in `subject()`, one for each case, because a sentence
//! put together from fragments cannot be translated.

mod access_revoked;
mod fresh_link;
mod invitation;
mod request_decided;
mod request_handled;
mod request_received;
mod request_to_review;
mod samples;
mod style;
mod wanted;

use askama::Template;

use crate::{Language, wording};

pub use access_revoked::{AccessRevoked, AlsoRevoked};
pub use fresh_link::FreshLink;
pub use invitation::Invitation;
pub use request_decided::{Outcome, RequestDecided, Verdict};
pub use request_handled::{HandledRequest, Handling, RequestHandled};
pub use request_received::RequestReceived;
pub use request_to_review::{RequestToReview, Review};
pub use wanted::{Assets, Item, Person, Wanted};

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
    fn subject(&self) -> String;

    /// The plain-text part, wrapped.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn text(&self) -> Result<String, RenderError>;

    /// The HTML part, a whole document.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn html(&self) -> Result<String, RenderError>;

    /// Named examples, from plain to hostile; each is rendered in the tests.
    fn samples() -> Vec<(&'static str, Self)>;

    /// The language of the letter.
    fn language(&self) -> Language {
        Language::English
    }

    /// Subject, text and HTML at once.
    ///
    /// # Errors
    ///
    /// [`RenderError`] when a template fails, which is a fault of the house.
    fn render(&self) -> Result<Rendered, RenderError> {
        Ok(Rendered { subject: self.subject(), text: self.text()?, html: self.html()?, language: self.language() })
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

/// Every letter with every sample.
///
/// # Errors
///
/// [`RenderError`] when a template fails, which is a fault of the house.
pub fn gallery() -> Result<Vec<Specimen>, RenderError> {
    let mut specimens = Vec::new();
    show::<RequestReceived>(&mut specimens)?;
    show::<RequestToReview>(&mut specimens)?;
    show::<RequestDecided>(&mut specimens)?;
    show::<AccessRevoked>(&mut specimens)?;
    show::<FreshLink>(&mut specimens)?;
    show::<RequestHandled>(&mut specimens)?;
    show::<Invitation>(&mut specimens)?;
    Ok(specimens)
}

fn show<L: Letter>(specimens: &mut Vec<Specimen>) -> Result<(), RenderError> {
    for (sample, letter) in L::samples() {
        specimens.push(Specimen { letter: L::NAME, sample, rendered: letter.render()? });
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
        }

        #[derive(askama::Template)]
        #[template(path = $html)]
        struct Html<'a> {
            letter: &'a $letter,
            brand: &'a $crate::Brand,
            language: $crate::Language,
            subject: String,
        }

        impl $crate::letters::Letter for $letter {
            const NAME: &'static str = $name;

            fn subject(&self) -> String {
                subject(self)
            }

            fn text(&self) -> Result<String, $crate::letters::RenderError> {
                let template = Text { letter: self, brand: &self.brand };
                $crate::letters::set_text(Self::NAME, &template)
            }

            fn html(&self) -> Result<String, $crate::letters::RenderError> {
                let template =
                    Html { letter: self, brand: &self.brand, language: self.language(), subject: subject(self) };
                $crate::letters::set_html(Self::NAME, &template)
            }

            fn samples() -> Vec<(&'static str, Self)> {
                samples()
            }
        }
    };
}
use letter;
