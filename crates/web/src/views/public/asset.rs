use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, AssetCard, Format, Link, Shell};

/// `…/assets/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/asset.html")]
pub struct AssetPage {
    /// The frame.
    pub shell: Shell,
    /// The way here, the kit included.
    pub crumbs: Vec<Link>,
    /// The address of the kit as it was reached, base included.
    pub place: String,
    /// The asset; its picture is the large one.
    pub asset: AssetCard,
    /// What it is for, one entry a paragraph.
    pub description: Vec<String>,
    /// Type, size, dimensions, checksum, date of the version, in this order.
    pub facts: Vec<Fact>,
    /// The same picture in other formats and sizes, where it may be had at all.
    pub formats: Vec<Format>,
    /// The versions before the current one, newest first.
    pub versions: Vec<EarlierVersion>,
    /// Which one of how many it is in its place; empty where it stands alone.
    pub position: String,
    /// The asset before this one in the kit.
    pub previous: Option<Link>,
    /// The asset after this one.
    pub next: Option<Link>,
}

/// A version before the current one. Its bytes are not offered: access covers the current version.
#[derive(Debug, Clone)]
pub struct EarlierVersion {
    /// Which, and of when.
    pub text: String,
    /// What its file was called.
    pub filename: String,
    /// Its size as people read it.
    pub size: String,
}

/// One line of facts.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The message of what is told: `asset-size`.
    pub name: &'static str,
    /// The value, shortened where it is long.
    pub value: String,
    /// The whole value of one that was shortened, such as a checksum.
    pub whole: Option<String>,
}

impl Fact {
    /// A fact that is short enough to stand as it is.
    pub fn new(name: &'static str, value: impl Into<String>) -> Fact {
        Fact { name, value: value.into(), whole: None }
    }

    /// A SHA-256 as 64 hexadecimal digits, of which the first twelve are shown.
    pub fn sha256(hex: &str) -> Fact {
        let shown = hex.get(..12).unwrap_or(hex);
        Fact { name: "asset-checksum", value: format!("{shown}…"), whole: Some(hex.into()) }
    }
}

impl Samples for AssetPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let cards = samples::cards(base, Access::Request);
        let page = |index: usize, access| {
            let mut asset = cards[index % cards.len()].clone();
            asset.access = access;
            let facts = vec![
                Fact::new("asset-type", "PNG"),
                Fact::new("asset-size", asset.size.clone()),
                Fact::new("asset-dimensions", "4,000 × 2,667 px"),
                Fact::sha256("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
                Fact::new("asset-version", "2 of 21 November 2026"),
            ];
            let link = |text: &str| Some(Link { href: format!("{base}/kits/a/assets/7"), text: text.into() });
            AssetPage {
                shell: samples::branded_shell(base),
                crumbs: samples::crumbs(base),
                place: format!("{base}/portals/haus-meridian/kits/identity"),
                asset,
                description: Vec::new(),
                facts,
                formats: samples::formats(base),
                versions: vec![EarlierVersion {
                    text: "1 of 3 May 2026".into(),
                    filename: samples::LONG_FILE.into(),
                    size: "7.9 MB".into(),
                }],
                position: "3 of 21".into(),
                previous: link("Symbol, black"),
                next: link("Wordmark, white"),
            }
        };
        let mut photo = page(4, Access::Request);
        photo.description = vec![samples::INTRODUCTION.into()];
        let mut alone = page(0, Access::Download);
        (alone.previous, alone.next) = (None, None);
        (alone.versions, alone.formats) = (Vec::new(), Vec::new());
        let mut long = page(9, Access::UnderReview);
        long.asset.title = samples::LONG_FILE.into();
        long.shell.identity = Some(samples::requester(base));
        let mut arabic = page(5, Access::DownloadAfterForm);
        arabic.asset.title = samples::ARABIC_FILE.into();
        arabic.shell = samples::arabic_shell(base);
        vec![
            ("photo", photo),
            ("logo", alone),
            ("white-logo", page(2, Access::Closed)),
            ("long-icon", long),
            ("arabic", arabic),
        ]
    }
}
