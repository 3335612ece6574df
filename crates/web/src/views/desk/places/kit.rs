use askama::Template;

use super::parts::{self, AskFields, LibraryPanel, Meaning, Moment, Visibility};
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, FieldError, Link, Thumb};

/// `/admin/kits/{id}`: one form with everything of the kit. Whatever is pressed in it sends all of it; `act` says what to do,
/// and only `save` keeps anything. The order of its fields is the order of what they stand for.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/kit.html")]
pub struct KitEditor {
    /// The frame.
    pub shell: DeskShell,
    /// POST of the form.
    pub action: String,
    /// The state that the form began with.
    pub version: String,
    /// The title that is kept.
    pub heading: String,
    /// The title as typed.
    pub title: String,
    /// The word in addresses as typed.
    pub slug: String,
    /// What addresses begin with: `/kits/`.
    pub slug_base: String,
    /// The description as typed.
    pub description: String,
    /// The sections, in order.
    pub sections: Vec<SectionFields>,
    /// How many assets it has, each counted once.
    pub assets: u64,
    /// How assets may be downloaded.
    pub policies: Vec<Meaning>,
    /// Who sees it.
    pub visibility: Visibility,
    /// Questions, terms, watermark and manifest.
    pub ask: AskFields,
    /// The portals that gather it.
    pub portals: Vec<GatheredBy>,
    /// Assets to add.
    pub library: LibraryPanel,
    /// Its page as visitors reach it.
    pub page: Link,
    /// Its page as a visitor would see it.
    pub visitor_href: String,
    /// The page that tells what deleting it does.
    pub deletion_href: String,
    /// How many requests wait, and where they are.
    pub pending: (u64, String),
    /// The state of the form.
    pub moment: Moment,
}

/// A section as its form has it.
#[derive(Debug, Clone)]
pub struct SectionFields {
    /// Its name within the form.
    pub key: String,
    /// Its heading.
    pub title: String,
    /// A line of text under it.
    pub text: String,
    /// What stands in it, in order.
    pub items: Vec<PlacedItem>,
}

impl SectionFields {
    /// What it is called where there is a choice of sections.
    pub fn called(&self, number: &usize) -> String {
        if self.title.trim().is_empty() { format!("Section {number}") } else { self.title.clone() }
    }
}

/// An asset in a section.
#[derive(Debug, Clone)]
pub struct PlacedItem {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// A portal that gathers a kit.
#[derive(Debug, Clone)]
pub struct GatheredBy {
    /// Its page at the desk.
    pub link: Link,
    /// What its own policy means there, where it has one: that counts for who comes through it.
    pub policy: Option<&'static str>,
    /// Whether it lets more through than the kit does.
    pub looser: bool,
}

impl Samples for KitEditor {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let placed = |card: crate::views::shared::AssetCard| PlacedItem {
            id: card.id,
            title: card.title,
            kind: card.kind,
            thumb: card.thumb,
            ticked: card.id == 2,
        };
        let section = |(number, section): (i64, crate::views::shared::Section)| SectionFields {
            key: format!("s{number}"),
            title: section.title,
            text: section.text.join("\n"),
            items: section.assets.into_iter().map(placed).collect(),
        };
        let sections = (1..).zip(samples::sections(base, Access::Download)).map(section).collect();
        let gathered = |text: &str, policy, looser| GatheredBy {
            link: Link { href: format!("{base}/admin/portals/1"), text: text.into() },
            policy,
            looser,
        };
        let full = KitEditor {
            shell: samples::desk_shell(base, DeskRoom::Kits),
            action: format!("{base}/admin/kits/1"),
            version: "0123".into(),
            heading: "Identity 2026".into(),
            title: "Identity 2026".into(),
            slug: "identity".into(),
            slug_base: format!("{base}/kits/"),
            description: samples::INTRODUCTION.into(),
            sections,
            assets: 18,
            policies: parts::meanings("approval"),
            visibility: parts::visibility("private"),
            ask: parts::ask_fields(),
            portals: vec![gathered("Haus Meridian", None, false), gathered("Planetarium", Some("Open"), true)],
            library: parts::library(base),
            page: Link { href: format!("{base}/kits/identity"), text: "/kits/identity".into() },
            visitor_href: format!("{base}/admin/kits/1/visitor"),
            deletion_href: format!("{base}/admin/kits/1/deletion"),
            pending: (12, format!("{base}/admin/users/download-requests?tab=pending&kitId=1")),
            moment: Moment::default(),
        };
        let empty = KitEditor {
            sections: Vec::new(),
            assets: 0,
            ask: AskFields::default(),
            portals: Vec::new(),
            library: LibraryPanel::default(),
            pending: (0, String::new()),
            description: String::new(),
            ..full.clone()
        };
        let mut wrong = full.clone();
        wrong.moment = Moment {
            errors: vec![
                FieldError::new("title", "A title is needed."),
                FieldError::new("question-0-label", "A label is needed: what is asked."),
            ],
            said: String::new(),
            unsaved: true,
            overtaken: Some((
                "Noor Lindqvist changed this kit 2 minutes ago.".into(),
                vec!["The title: “Identity”".into()],
            )),
        };
        let mut long = full.clone();
        (long.heading, long.title) = (samples::LONG_TITLE.into(), samples::LONG_TITLE.into());
        for item in long.sections.iter_mut().flat_map(|section| &mut section.items) {
            item.title = samples::LONG_FILE.into();
        }
        let mut arabic = full.clone();
        (arabic.heading, arabic.title) = (samples::ARABIC_TITLE.into(), samples::ARABIC_TITLE.into());
        for item in arabic.sections.iter_mut().flat_map(|section| &mut section.items) {
            item.title = samples::ARABIC_FILE.into();
        }
        vec![("full", full), ("empty", empty), ("wrong", wrong), ("long", long), ("arabic", arabic)]
    }
}
