//! The end of a request that nobody decided in time: to the requester, who may ask again.

use super::{Assets, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Language, Line};

/// To the requester: these waited for longer than the installation lets them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestExpired {
    /// Whose paper it is on.
    pub brand: Brand,
    /// One or more.
    pub expired: Vec<Expired>,
}

/// What nobody decided in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expired {
    /// What was asked for.
    pub wanted: Wanted,
    /// Where it may be asked for again, while the place is there.
    pub ask_again_url: Option<Line>,
}

letter!(RequestExpired, "request_expired", "request_expired/text.txt", "request_expired/body.html");

impl RequestExpired {
    /// The one way to ask again, where there is only one.
    fn only_way(&self) -> Option<&Line> {
        match self.expired.as_slice() {
            [only] => only.ask_again_url.as_ref(),
            _ => None,
        }
    }
}

fn subject(letter: &RequestExpired, language: Language) -> String {
    let place = letter.expired.first().map(|one| one.wanted.place.shortened(SUBJECT_TITLE)).unwrap_or_default();
    let place = ("place", place.into());
    match letter.expired.len() {
        0 | 1 => language.tell("mail-expired-subject", &[place]),
        many => language.tell("mail-expired-subject-more", &[place, ("count", (many - 1).into())]),
    }
}

fn samples() -> Vec<(&'static str, RequestExpired)> {
    let again = || Some(samples::link("kits/press/request"));
    let whole = |place: &str, ask_again_url| Expired {
        wanted: Wanted { place: place.into(), assets: Assets::Everything },
        ask_again_url,
    };
    let letter = |brand, expired| RequestExpired { brand, expired };
    let some = Expired { wanted: samples::wanted(3), ask_again_url: again() };
    let hostile = Expired { wanted: samples::hostile_wanted(), ask_again_url: again() };
    vec![
        ("some_assets", letter(samples::brand(), vec![some.clone()])),
        ("no_way_back", letter(samples::brand(), vec![whole("Press kit 2026", None)])),
        ("several", letter(samples::plain_brand(), vec![whole("Logos", again()), some, whole("Press kit 2026", None)])),
        ("hostile", letter(samples::hostile_brand(), vec![hostile])),
    ]
}
