use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Offer, Picture, PlaceCard, Shell};

/// `/portals/{slug}`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/portal.html")]
pub struct PortalPage {
    /// The frame; its brand is this portal.
    pub shell: Shell,
    /// The portal's address, base included; `/download` and `/request` are below it.
    pub place: String,
    /// Its title.
    pub title: String,
    /// Its introduction, one entry a paragraph.
    pub introduction: Vec<String>,
    /// Its cover.
    pub cover: Option<Picture>,
    /// Its kits, addressed through the portal.
    pub kits: Vec<PlaceCard>,
    /// How to come by everything; `Nothing` for a portal that inherits.
    pub offer: Offer,
    /// Whether only signed-in people see the page, which it then says.
    pub staff_only: bool,
}

impl Samples for PortalPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let many = PortalPage {
            shell: samples::branded_shell(base),
            place: format!("{base}/portals/haus-meridian"),
            title: "Haus Meridian".into(),
            introduction: vec![samples::INTRODUCTION.into()],
            cover: Some(samples::photo(base, 6)),
            kits: samples::kit_cards(base, 5),
            offer: Offer::Nothing,
            staff_only: false,
        };
        let empty =
            PortalPage { introduction: Vec::new(), cover: None, kits: Vec::new(), staff_only: true, ..many.clone() };
        let one = PortalPage {
            kits: samples::kit_cards(base, 1),
            cover: None,
            offer: Offer::Download { files: 1204, size: "3.8 GB".into() },
            ..many.clone()
        };
        let long = PortalPage {
            title: samples::LONG_TITLE.into(),
            introduction: vec![samples::LONG_TEXT.into(), samples::LONG_TEXT.into()],
            offer: Offer::Request,
            ..many.clone()
        };
        let arabic = PortalPage {
            shell: samples::arabic_shell(base),
            title: samples::ARABIC_TITLE.into(),
            introduction: vec![samples::ARABIC_TEXT.into()],
            offer: Offer::UnderReview,
            ..many.clone()
        };
        vec![("many", many), ("empty", empty), ("one", one), ("long", long), ("arabic", arabic)]
    }
}
