//! The end of a request that nobody decided: to the requester, when everything asked for has been deleted.

use super::{Wanted, letter, samples};
use crate::{Brand, Language, Line};

/// To the requester: what was asked for is not there any more, and so nothing is left to decide.
///
/// The address may be anybody's, so nothing that the asker typed is here: no name, no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestClosed {
    /// Whose paper it is on.
    pub brand: Brand,
    /// What was asked for.
    pub wanted: Wanted,
    /// The status page.
    pub status_url: Line,
}

letter!(RequestClosed, "request_closed", "request_closed/text.txt", "request_closed/body.html");

fn subject(letter: &RequestClosed, language: Language) -> String {
    letter.wanted.assets.subject(language, "mail-closed-subject", &letter.wanted.place, &[])
}

fn samples() -> Vec<(&'static str, RequestClosed)> {
    let letter = |wanted| RequestClosed {
        brand: samples::brand(),
        wanted,
        status_url: samples::link("requests/8f2c1d7e5a904b36"),
    };
    vec![
        ("some_assets", letter(samples::wanted(3))),
        ("one_asset", letter(samples::wanted(1))),
        ("hostile", RequestClosed { brand: samples::hostile_brand(), ..letter(samples::hostile_wanted()) }),
    ]
}
