//! A fresh link: to the requester, for access that is there already.

use super::{Assets, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Language, Line};

/// To the requester: a new pick-up link for what they may download already.
///
/// Like the receipt it may go to somebody who did not ask, so nothing the asker typed is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshLink {
    /// Whose paper it is on.
    pub brand: Brand,
    /// What the access covers.
    pub wanted: Wanted,
    /// The private link, valid for 30 days.
    pub pick_up_url: Line,
}

letter!(FreshLink, "fresh_link", "fresh_link/text.txt", "fresh_link/body.html");

fn subject(letter: &FreshLink, language: Language) -> String {
    let place = ("place", letter.wanted.place.shortened(SUBJECT_TITLE).into());
    match letter.wanted.assets.only() {
        Some(title) => {
            language.tell("mail-fresh-subject-one", &[("title", title.shortened(SUBJECT_TITLE).into()), place])
        }
        None => language.tell("mail-fresh-subject", &[place]),
    }
}

fn samples() -> Vec<(&'static str, FreshLink)> {
    let letter =
        |wanted| FreshLink { brand: samples::brand(), wanted, pick_up_url: samples::link("pick-up/Zk3b9Q0r7Ls") };
    vec![
        ("some_assets", letter(samples::wanted(3))),
        (
            "whole_place",
            FreshLink {
                brand: samples::plain_brand(),
                ..letter(Wanted { place: "Press kit 2026".into(), assets: Assets::Everything })
            },
        ),
        ("hostile", FreshLink { brand: samples::hostile_brand(), ..letter(samples::hostile_wanted()) }),
    ]
}
