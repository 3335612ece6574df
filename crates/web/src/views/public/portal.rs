use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, AssetCard, Finder, Offer, Picks, Picture, PlaceCard, Shell, Stretch};

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
    /// Searching in all its kits; none where they hold nothing.
    pub finder: Option<Finder>,
    /// What was found, where something is searched for or chosen.
    pub hits: Option<Vec<AssetCard>>,
    /// Which part of what was found the page shows, where that is not everything.
    pub stretch: Option<Stretch>,
    /// What can be done with what is ticked.
    pub picks: Picks,
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
            finder: Some(samples::finder(base, "")),
            hits: None,
            stretch: None,
            picks: Picks::default(),
            offer: Offer::Nothing,
            staff_only: false,
        };
        let empty = PortalPage {
            introduction: Vec::new(),
            cover: None,
            kits: Vec::new(),
            finder: None,
            staff_only: true,
            ..many.clone()
        };
        let cards = samples::cards(base, Access::Request);
        let found = PortalPage {
            finder: Some(samples::finder(base, "hall")),
            picks: Picks::of(&cards),
            hits: Some(cards),
            stretch: Some(samples::stretch(base)),
            ..many.clone()
        };
        let nothing_found =
            PortalPage { finder: Some(samples::finder(base, "<nothing>")), hits: Some(Vec::new()), ..many.clone() };
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
        vec![
            ("many", many),
            ("empty", empty),
            ("one", one),
            ("long", long),
            ("arabic", arabic),
            ("found", found),
            ("nothing-found", nothing_found),
        ]
    }
}
