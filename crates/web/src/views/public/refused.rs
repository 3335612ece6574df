use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{AskedAsset, Link, Shell};

/// The 403 of a download address: what may not be had, how to ask for it, and what may be had.
#[derive(Debug, Clone, Template)]
#[template(path = "public/refused.html")]
pub struct DownloadRefusedPage {
    /// The frame.
    pub shell: Shell,
    /// The way here, the place included.
    pub crumbs: Vec<Link>,
    /// The address of the place, base included.
    pub place: String,
    /// Title of the place.
    pub place_title: String,
    /// What is not allowed; empty where that is the whole place.
    pub refused: Vec<AskedAsset>,
    /// What is allowed; it is offered as a ZIP of its own.
    pub allowed: Vec<AskedAsset>,
    /// Whether it can be asked for (not with policy `disabled`).
    pub can_ask: bool,
    /// Whether it is under review already for this (proven) requester.
    pub under_review: bool,
}

impl Samples for DownloadRefusedPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |refused, allowed, can_ask| DownloadRefusedPage {
            shell: samples::branded_shell(base),
            crumbs: samples::crumbs(base),
            place: format!("{base}/portals/haus-meridian/kits/identity"),
            place_title: "Identity 2026".into(),
            refused: samples::asked(base, refused),
            allowed: samples::asked(base, allowed),
            can_ask,
            under_review: false,
        };
        let mut waiting = page(2, 0, true);
        waiting.under_review = true;
        vec![
            ("some", page(3, 5, true)),
            ("one", page(1, 0, true)),
            ("everything", page(0, 0, true)),
            ("disabled", page(0, 0, false)),
            ("under-review", waiting),
        ]
    }
}
