use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, AssetCard, FileLine, Link, Shell, When, ZipOffer};

/// The clean address that a pick-up link moves on to: what was asked for, ready.
#[derive(Debug, Clone, Template)]
#[template(path = "public/pickup.html")]
pub struct PickupPage {
    /// The frame; its identity is the requester.
    pub shell: Shell,
    /// Where it was asked; none for a request by API or where the place is gone.
    pub place: Option<Link>,
    /// What was asked for and approved; empty for everything of the place.
    pub asked: Vec<FileLine>,
    /// All of that as one ZIP; none for a single file.
    pub zip: Option<ZipOffer>,
    /// What else the grant covers (cards lead to `place`), up to as many as look good; none where it covers
    /// single assets only.
    pub rest: Vec<AssetCard>,
    /// What was said with the decision.
    pub message: Option<String>,
    /// When the access ends; none where it lasts until it is revoked.
    pub until: Option<When>,
    /// When this browser will need a fresh link.
    pub link_until: When,
    /// POST: end this link.
    pub end_link_action: String,
}

impl PickupPage {
    /// Where some of the files are chosen for an archive: POST of `mediaId`; none where there is nothing to choose from, or
    /// no place that makes archives.
    pub fn choose_action(&self) -> Option<String> {
        let place = self.place.as_ref().filter(|_| self.asked.len() > 2)?;
        Some(format!("{}/download", place.href))
    }
}

impl Samples for PickupPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |count: usize| {
            let mut shell = samples::branded_shell(base);
            shell.identity = Some(samples::requester(base));
            PickupPage {
                shell,
                place: Some(Link { href: format!("{base}/kits/identity"), text: "Identity 2026".into() }),
                asked: samples::files(base, count),
                zip: samples::zip(base, count),
                rest: Vec::new(),
                message: None,
                until: None,
                link_until: samples::when("21 December 2026"),
                end_link_action: format!("{base}/pickup/end"),
            }
        };
        let mut kit = page(3);
        kit.rest = samples::cards(base, Access::Download);
        kit.message = Some("With pleasure. Please name the photographer.".into());
        kit.until = Some(samples::when("31 December 2026"));
        let mut everything = page(0);
        everything.zip = samples::zip(base, 1204);
        everything.rest = samples::cards(base, Access::Download);
        let mut long = page(9);
        long.place = None;
        for file in &mut long.asked {
            file.title = samples::LONG_FILE.into();
        }
        let mut arabic = page(2);
        arabic.shell = samples::arabic_shell(base);
        vec![("kit", kit), ("one", page(1)), ("everything", everything), ("long", long), ("arabic", arabic)]
    }
}
