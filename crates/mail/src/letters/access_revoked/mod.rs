//! The end of an access: to the requester, when a grant was revoked.

use super::{Assets, SUBJECT_TITLE, letter, samples};
use crate::{Brand, Language, Line, Passage};
use words::Value;

/// To the requester: what can no longer be downloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRevoked {
    /// Whose paper it is on.
    pub brand: Brand,
    /// The title of the portal or kit.
    pub place: Line,
    /// What was revoked there.
    pub assets: Assets,
    /// What stays open there because of another request; everything: nothing is closed, and `assets` is not told.
    pub still_open: Option<Assets>,
    /// What the revoker wrote to the requester.
    pub message: Option<Passage>,
    /// Where to ask again, if that is possible.
    pub ask_again_url: Option<Line>,
    /// What was revoked in the same stroke elsewhere.
    pub also: Vec<AlsoRevoked>,
}

/// What can no longer be downloaded from another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoRevoked {
    /// The title of the portal or kit.
    pub place: Line,
    /// What was revoked there.
    pub assets: Assets,
    /// Where to ask again, if that is possible.
    pub ask_again_url: Option<Line>,
}

letter!(AccessRevoked, "access_revoked", "access_revoked/text.txt", "access_revoked/body.html");

impl AccessRevoked {
    /// Whether what was revoked closes nothing.
    fn closes_nothing(&self) -> bool {
        self.still_open == Some(Assets::Everything)
    }

    /// Where to ask again; who lost nothing need not.
    fn ask_again(&self) -> Option<&Line> {
        self.ask_again_url.as_ref().filter(|_| !self.closes_nothing())
    }

    fn words(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }

    /// What sentences say of it.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("place", self.place.value())]
    }
}

impl AlsoRevoked {
    /// What sentences say of it.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("place", self.place.value())]
    }
}

fn subject(letter: &AccessRevoked, language: Language) -> String {
    if letter.closes_nothing() {
        let place = ("place", letter.place.shortened(SUBJECT_TITLE).into());
        return language.tell("mail-revoked-subject-still", &[place]);
    }
    if letter.also.is_empty() {
        return letter.assets.subject(language, "mail-revoked-subject", &letter.place, &[]);
    }
    let place = ("place", letter.place.shortened(SUBJECT_TITLE).into());
    language.tell("mail-revoked-subject-more", &[place, ("count", letter.also.len().into())])
}

fn samples() -> Vec<(&'static str, AccessRevoked)> {
    let letter = |assets, message: Option<&str>| AccessRevoked {
        brand: samples::brand(),
        place: "Press kit 2026".into(),
        assets,
        still_open: None,
        message: message.map(Passage::from),
        ask_again_url: Some(samples::link("kits/press-kit-2026")),
        also: vec![],
    };
    let also = |place: &str, assets| AlsoRevoked {
        place: place.into(),
        assets,
        ask_again_url: Some(samples::link("kits/logos")),
    };
    vec![
        ("some_assets", letter(samples::assets(3), Some("The licence of these pictures has ended."))),
        (
            "whole_place",
            AccessRevoked { brand: samples::plain_brand(), ask_again_url: None, ..letter(Assets::Everything, None) },
        ),
        (
            "some_stay_open",
            AccessRevoked {
                still_open: Some(samples::assets(2)),
                ..letter(Assets::these(samples::items(3).split_off(2)), None)
            },
        ),
        (
            "all_stay_open",
            AccessRevoked {
                still_open: Some(Assets::Everything),
                ..letter(samples::assets(1), Some("You asked twice; one request is enough."))
            },
        ),
        (
            "several_places",
            AccessRevoked {
                also: vec![also("Logos", samples::assets(2)), also("Archive", Assets::Everything)],
                ..letter(samples::assets(3), Some("The licence of these pictures has ended."))
            },
        ),
        (
            "hostile",
            AccessRevoked {
                also: vec![AlsoRevoked {
                    place: samples::hostile_wanted().place,
                    assets: samples::hostile_wanted().assets,
                    ask_again_url: None,
                }],
                brand: samples::hostile_brand(),
                place: samples::hostile_wanted().place,
                ..letter(samples::hostile_wanted().assets, Some(samples::HOSTILE_MESSAGE))
            },
        ),
    ]
}
