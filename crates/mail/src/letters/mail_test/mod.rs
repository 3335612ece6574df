//! The test: to the admin who wants to know whether mails arrive.

use super::{SUBJECT_TITLE, letter, samples};
use crate::{Brand, Language, Line};
use words::Value;

/// To the admin who pressed the button: mails of this desk arrive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTest {
    /// Whose paper it is on.
    pub brand: Brand,
    /// The settings of mails at the desk.
    pub settings_url: Line,
}

letter!(MailTest, "mail_test", "mail_test/text.txt", "mail_test/body.html");

impl MailTest {
    /// What the title says.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("organisation", self.brand.organisation.value())]
    }
}

fn subject(letter: &MailTest, language: Language) -> String {
    let organisation = ("organisation", letter.brand.organisation.shortened(SUBJECT_TITLE).into());
    language.tell("mail-test-title", &[organisation])
}

fn samples() -> Vec<(&'static str, MailTest)> {
    let letter = |brand| MailTest { brand, settings_url: samples::link("admin/settings/mail") };
    vec![
        ("one", letter(samples::brand())),
        ("plain", letter(samples::plain_brand())),
        ("hostile", letter(samples::hostile_brand())),
    ]
}
