//! The invitation: to a new user, who sets a password with it.

use super::{SUBJECT_TITLE, letter, samples};
use crate::{Brand, Line};

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
}

fn subject(letter: &Invitation) -> String {
    let organisation = letter.brand.organisation.shortened(SUBJECT_TITLE);
    match letter.host() {
        Some(host) => {
            let host = host.shortened(SUBJECT_TITLE);
            format!("{host} invites you to the download desk of {organisation}")
        }
        None => format!("You are invited to the download desk of {organisation}"),
    }
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
