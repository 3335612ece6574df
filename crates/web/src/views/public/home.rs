use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{PlaceCard, Shell};

/// `/`: the public portals and kits.
#[derive(Debug, Clone, Template)]
#[template(path = "public/home.html")]
pub struct HomePage {
    /// The frame.
    pub shell: Shell,
    /// Portals the visitor may see.
    pub portals: Vec<PlaceCard>,
    /// Kits the visitor may see that are in none of these portals.
    pub kits: Vec<PlaceCard>,
}

impl Samples for HomePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |portals, kits| HomePage { shell: samples::plain_shell(base), portals, kits };
        let mut arabic = page(samples::kit_cards(base, 1), samples::kit_cards(base, 4));
        arabic.shell = samples::arabic_shell(base);
        let branded = samples::branded_shell(base);
        let mut worn = page(samples::portal_cards(base), Vec::new());
        worn.shell.logo = branded.brand.and_then(|brand| brand.logo);
        worn.shell.accent = branded.accent;
        vec![
            ("empty", page(Vec::new(), Vec::new())),
            ("one", page(Vec::new(), samples::kit_cards(base, 1))),
            ("many", page(samples::portal_cards(base), samples::kit_cards(base, 7))),
            ("arabic", arabic),
            ("worn", worn),
        ]
    }
}
