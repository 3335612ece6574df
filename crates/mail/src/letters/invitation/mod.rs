//! The invitation: to a new user, who sets a password with it.

use super::{SUBJECT_TITLE, letter, samples};
use crate::{Brand, Language, Line};
use words::Value;

/// To a new user: the link to set a password with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Whose paper it is on.
    pub brand: Brand,
    /// Who invites, where known.
    pub inviter: Option<Line>,
    /// The private link, valid for 7 days.
    pub password_url: Line,
}

letter!(Invitation, "invitation", "invitation/text.txt", "invitation/body.html");

impl Invitation {
    fn host(&self) -> Option<&Line> {
        self.inviter.as_ref().filter(|name| !name.is_empty())
    }

    /// The message of the title.
    fn title(&self) -> &'static str {
        if self.host().is_some() { "mail-invitation-title-by" } else { "mail-invitation-title" }
    }

    /// What the title says.
    fn values(&self) -> [(&'static str, Value); 2] {
        [
            ("host", self.host().map(Line::value).unwrap_or_else(|| "".into())),
            ("organisation", self.brand.organisation.value()),
        ]
    }
}

fn subject(letter: &Invitation, language: Language) -> String {
    let organisation = ("organisation", letter.brand.organisation.shortened(SUBJECT_TITLE).into());
    let host = ("host", letter.host().map(|host| host.shortened(SUBJECT_TITLE)).unwrap_or_default().into());
    language.tell(letter.title(), &[host, organisation])
}

fn samples() -> Vec<(&'static str, Invitation)> {
    let letter = |brand, inviter: Option<&str>| Invitation {
        brand,
        inviter: inviter.map(Line::from),
        password_url: samples::link("invitations/b3JjaGlkZWU"),
    };
    vec![
        ("by_somebody", letter(samples::brand(), Some("Jonas Weber"))),
        ("by_nobody", letter(samples::plain_brand(), None)),
        ("hostile", letter(samples::hostile_brand(), Some("<img src=x>\r\nSubject: hi & \"bye\""))),
    ]
}
