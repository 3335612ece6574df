//! The receipt: to the requester, when a request is under review.

use super::{Assets, Wanted, letter, samples};
use crate::{Brand, Language, Line};

/// To the requester: the request has arrived and is under review.
///
/// The address may be anybody's, so nothing that the asker typed is here: no name, no message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestReceived {
    /// Whose paper it is on.
    pub brand: Brand,
    /// What was asked for.
    pub wanted: Wanted,
    /// The private status page, where the request can be withdrawn.
    pub status_url: Line,
}

letter!(RequestReceived, "request_received", "request_received/text.txt", "request_received/body.html");

fn subject(letter: &RequestReceived, language: Language) -> String {
    letter.wanted.assets.subject(language, "mail-received-subject", &letter.wanted.place, &[])
}

fn samples() -> Vec<(&'static str, RequestReceived)> {
    let letter = |wanted| RequestReceived {
        brand: samples::brand(),
        wanted,
        status_url: samples::link("requests/8f2c1d7e5a904b36"),
    };
    vec![
        ("some_assets", letter(samples::wanted(3))),
        ("one_asset", letter(samples::wanted(1))),
        ("many_assets", letter(samples::wanted(212))),
        (
            "whole_place",
            RequestReceived {
                brand: samples::plain_brand(),
                ..letter(Wanted { place: "Press kit 2026".into(), assets: Assets::Everything })
            },
        ),
        ("hostile", RequestReceived { brand: samples::hostile_brand(), ..letter(samples::hostile_wanted()) }),
    ]
}
