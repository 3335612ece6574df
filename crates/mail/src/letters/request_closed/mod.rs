//! The end of a request that nobody decided: to the requester, when what it was for is deleted, be it the portal, the kit or
//! every asset.

use super::{Assets, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Language, Passage};

/// To the requester: nobody decides about these any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestClosed {
    /// Whose paper it is on.
    pub brand: Brand,
    /// What was asked for, one or more.
    pub wanted: Vec<Wanted>,
    /// What was said with it.
    pub message: Option<Passage>,
}

letter!(RequestClosed, "request_closed", "request_closed/text.txt", "request_closed/body.html");

impl RequestClosed {
    fn words(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }
}

fn subject(letter: &RequestClosed, language: Language) -> String {
    let place = letter.wanted.first().map(|wanted| wanted.place.shortened(SUBJECT_TITLE)).unwrap_or_default();
    let place = ("place", place.into());
    match letter.wanted.len() {
        0 | 1 => language.tell("mail-closed-subject", &[place]),
        many => language.tell("mail-closed-subject-more", &[place, ("count", (many - 1).into())]),
    }
}

fn samples() -> Vec<(&'static str, RequestClosed)> {
    let whole = |place: &str| Wanted { place: place.into(), assets: Assets::Everything };
    let letter = |wanted, message: Option<&str>| RequestClosed {
        brand: samples::brand(),
        wanted,
        message: message.map(Passage::from),
    };
    vec![
        ("one", letter(vec![whole("Press kit 2026")], Some("The pictures of 2027 are on their way."))),
        ("some_assets", letter(vec![samples::wanted(3)], None)),
        (
            "several",
            RequestClosed {
                brand: samples::plain_brand(),
                ..letter(vec![whole("Logos"), whole("Press kit 2026")], None)
            },
        ),
        (
            "hostile",
            RequestClosed {
                brand: samples::hostile_brand(),
                ..letter(vec![samples::hostile_wanted()], Some(samples::HOSTILE_MESSAGE))
            },
        ),
    ]
}
