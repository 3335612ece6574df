use askama::Template;

use super::parts::{self, AskFields, LibraryPanel, Meaning, Moment, Visibility};
use crate::views::accent::{Accent, Worn};
use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Link, Lock, Picture, Thumb};

/// `/admin/portals/{id}`: one form with everything of the portal, which works as that of a kit does.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/portal.html")]
pub struct PortalEditor {
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
    /// What addresses begin with: `/portals/`.
    pub slug_base: String,
    /// The introduction as typed.
    pub introduction: String,
    /// Logo, cover and colour.
    pub branding: Branding,
    /// The introduction as its page shows it, in paragraphs.
    pub paragraphs: Vec<String>,
    /// The languages there are; the ones that it is offered in are ticked.
    pub tongues: Vec<Tongue>,
    /// The kits that it gathers, in order.
    pub kits: Vec<GatheredKit>,
    /// The kits that it does not gather.
    pub others: Vec<Choice>,
    /// How assets may be downloaded.
    pub policies: Vec<Meaning>,
    /// Who sees it.
    pub visibility: Visibility,
    /// Questions, terms, watermark and manifest.
    pub ask: AskFields,
    /// Whether its own questions and terms count: where it has a policy of its own.
    pub asks_itself: bool,
    /// Assets for logo and cover.
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

impl PortalEditor {
    /// Logo and cover: the name of their fields, what they are called, and the asset.
    pub fn signs(&self) -> [(&'static str, &'static str, Option<&Sign>); 2] {
        [("logo", "Logo", self.branding.logo.as_ref()), ("cover", "Cover", self.branding.cover.as_ref())]
    }

    /// The kits that it opens wider than they open themselves.
    pub fn looser_than(&self) -> Vec<&GatheredKit> {
        self.kits.iter().filter(|kit| kit.looser).collect()
    }
}

/// Logo, cover and colour as the form has them.
#[derive(Debug, Clone, Default)]
pub struct Branding {
    /// The logo.
    pub logo: Option<Sign>,
    /// The cover.
    pub cover: Option<Sign>,
    /// The cover across the page.
    pub cover_picture: Option<Picture>,
    /// The colour as typed.
    pub accent: String,
    /// How the colour is used, where it is one.
    pub facts: Option<AccentFacts>,
}

/// An asset that stands for a portal.
#[derive(Debug, Clone)]
pub struct Sign {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Whether its pictures are still being made.
    pub waits: bool,
}

/// How a colour is used on light and dark pages.
#[derive(Debug, Clone)]
pub struct AccentFacts {
    /// On light pages.
    pub light: Worn,
    /// On dark pages.
    pub dark: Worn,
}

impl AccentFacts {
    /// Those of a colour.
    pub fn of(accent: Accent) -> Self {
        let [light, dark] = accent.worn();
        Self { light, dark }
    }

    /// Both, each with the name of its pages.
    pub fn each(&self) -> [(&'static str, &Worn); 2] {
        [("Light pages", &self.light), ("Dark pages", &self.dark)]
    }
}

/// A language to offer the portal in.
#[derive(Debug, Clone)]
pub struct Tongue {
    /// Its tag.
    pub tag: String,
    /// Its own name.
    pub name: String,
    /// Whether it is offered.
    pub ticked: bool,
    /// Whether it is the first, for whoever reads none of them.
    pub first: bool,
}

/// A kit that a portal gathers.
#[derive(Debug, Clone)]
pub struct GatheredKit {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its page at the desk.
    pub href: String,
    /// Who sees it, where that is not everybody.
    pub lock: Option<Lock>,
    /// Its own policy in a few words.
    pub policy: &'static str,
    /// Whether the portal opens it wider than it opens itself.
    pub looser: bool,
}

impl Samples for PortalEditor {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let kit = |id, title: &str, lock, looser| GatheredKit {
            id,
            title: title.into(),
            href: format!("{base}/admin/kits/{id}"),
            lock,
            policy: "On request, for everything",
            looser,
        };
        let sign = |index: usize| {
            samples::cards(base, Access::Download).into_iter().nth(index).map(|card| Sign {
                id: card.id,
                title: card.title,
                thumb: card.thumb,
                waits: index == 0,
            })
        };
        let tongue =
            |tag: &str, name: &str, ticked| Tongue { tag: tag.into(), name: name.into(), ticked, first: tag == "de" };
        let full = PortalEditor {
            shell: samples::desk_shell(base, DeskRoom::Portals),
            action: format!("{base}/admin/portals/1"),
            version: "0123".into(),
            heading: "Haus Meridian".into(),
            title: "Haus Meridian".into(),
            slug: "haus-meridian".into(),
            slug_base: format!("{base}/portals/"),
            introduction: samples::INTRODUCTION.into(),
            branding: Branding {
                logo: sign(0),
                cover: sign(5),
                cover_picture: Some(samples::photo(base, 6)),
                accent: "#ffd43b".into(),
                facts: Accent::parse("#ffd43b").map(AccentFacts::of),
            },
            paragraphs: vec![samples::INTRODUCTION.into()],
            tongues: vec![tongue("en", "English", true), tongue("de", "Deutsch", true), tongue("ar", "العربية", false)],
            kits: vec![
                kit(1, "Identity 2026", None, true),
                kit(2, samples::ARABIC_TITLE, Some(Lock::Password), false),
                kit(3, samples::LONG_TITLE, Some(Lock::Private), false),
            ],
            others: vec![Choice { id: "4".into(), title: "Press pack".into() }],
            policies: parts::meanings("open"),
            visibility: parts::visibility("private"),
            ask: parts::ask_fields(),
            asks_itself: true,
            library: parts::library(base),
            page: Link { href: format!("{base}/portals/haus-meridian"), text: "/portals/haus-meridian".into() },
            visitor_href: format!("{base}/admin/portals/1/visitor"),
            deletion_href: format!("{base}/admin/portals/1/deletion"),
            pending: (3, format!("{base}/admin/users/download-requests?tab=pending&portalId=1")),
            moment: Moment { unsaved: true, said: "Press pack was added.".into(), ..Moment::default() },
        };
        let empty = PortalEditor {
            branding: Branding::default(),
            introduction: String::new(),
            paragraphs: Vec::new(),
            kits: Vec::new(),
            others: Vec::new(),
            ask: AskFields::default(),
            asks_itself: false,
            library: LibraryPanel::default(),
            pending: (0, String::new()),
            moment: Moment::default(),
            ..full.clone()
        };
        let mut long = full.clone();
        (long.heading, long.title) = (samples::LONG_TITLE.into(), samples::LONG_TITLE.into());
        vec![("full", full), ("empty", empty), ("long", long)]
    }
}
