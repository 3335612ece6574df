//! The way back: to a user who forgot the password.

use super::{SUBJECT_TITLE, letter, samples};
use crate::{Brand, Language, Line};
use words::Value;

/// To a user: the link to set a new password with. Anybody may have asked for it, so nothing that was typed is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovery {
    /// Whose paper it is on.
    pub brand: Brand,
    /// The private link, valid for an hour.
    pub password_url: Line,
}

letter!(Recovery, "recovery", "recovery/text.txt", "recovery/body.html");

impl Recovery {
    /// What the title says.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("organisation", self.brand.organisation.value())]
    }
}

fn subject(letter: &Recovery, language: Language) -> String {
    let organisation = ("organisation", letter.brand.organisation.shortened(SUBJECT_TITLE).into());
    language.tell("mail-recovery-title", &[organisation])
}

fn samples() -> Vec<(&'static str, Recovery)> {
    let letter = |brand| Recovery { brand, password_url: samples::link("recovery/b3JjaGlkZWU") };
    vec![("one", letter(samples::brand())), ("hostile", letter(samples::hostile_brand()))]
}
