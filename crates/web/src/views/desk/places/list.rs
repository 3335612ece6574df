use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, FieldError, Link, Lock, Thumb, error_of};

/// `/admin/kits`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/kits.html")]
pub struct KitsPage {
    /// The frame.
    pub shell: DeskShell,
    /// What is searched for.
    pub q: String,
    /// The kits, by title.
    pub rows: Vec<KitRow>,
    /// How many there are on all pages.
    pub total: u64,
    /// The form that makes one.
    pub new: NewPlace,
    /// Address of the first page, on a later one.
    pub first_href: Option<String>,
    /// Address of the next page.
    pub next_href: Option<String>,
}

/// A kit in one line.
#[derive(Debug, Clone)]
pub struct KitRow {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// The first of its pictures.
    pub thumbs: Vec<Thumb>,
    /// Who sees it, where that is not everybody.
    pub lock: Option<Lock>,
    /// Its policy in a few words.
    pub policy: &'static str,
    /// How many assets it has.
    pub assets: u64,
    /// The portals that gather it.
    pub portals: Vec<Link>,
    /// How many requests wait, and where they are.
    pub pending: (u64, String),
}

/// The form that makes a kit or portal: field `title`.
#[derive(Debug, Clone, Default)]
pub struct NewPlace {
    /// POST.
    pub action: String,
    /// As typed.
    pub title: String,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl NewPlace {
    /// What is wrong with the title, or with the whole.
    pub fn error(&self) -> Option<&str> {
        error_of(&self.errors, "title").or(self.errors.first().map(|error| error.text.as_str()))
    }
}

/// `/admin/portals`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/portals.html")]
pub struct PortalsPage {
    /// The frame.
    pub shell: DeskShell,
    /// What is searched for.
    pub q: String,
    /// The portals, by title.
    pub rows: Vec<PortalRow>,
    /// How many there are on all pages.
    pub total: u64,
    /// The form that makes one.
    pub new: NewPlace,
    /// Address of the first page, on a later one.
    pub first_href: Option<String>,
    /// Address of the next page.
    pub next_href: Option<String>,
}

/// A portal in one line.
#[derive(Debug, Clone)]
pub struct PortalRow {
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its logo or cover.
    pub sign: Option<Thumb>,
    /// Who sees it, where that is not everybody.
    pub lock: Option<Lock>,
    /// Its policy in a few words.
    pub policy: &'static str,
    /// How many kits it gathers.
    pub kits: u64,
    /// The kits that it opens wider than they open themselves.
    pub looser_than: Vec<String>,
    /// How many requests wait, and where they are.
    pub pending: (u64, String),
}

fn new(base: &str, room: &str) -> NewPlace {
    NewPlace { action: format!("{base}/admin/{room}"), ..NewPlace::default() }
}

impl Samples for KitsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let thumbs = |from: usize, count: usize| -> Vec<Thumb> {
            samples::cards(base, Access::Download).into_iter().skip(from).take(count).map(|card| card.thumb).collect()
        };
        let row = |title: &str, thumbs, lock, policy, pending| KitRow {
            href: format!("{base}/admin/kits/1"),
            title: title.into(),
            thumbs,
            lock,
            policy,
            assets: 21,
            portals: vec![Link { href: format!("{base}/admin/portals/1"), text: "Haus Meridian".into() }],
            pending: (pending, format!("{base}/admin/users/download-requests?tab=pending&kitId=1")),
        };
        let mut empty = row("Nothing yet", Vec::new(), Some(Lock::Private), "On request, asset by asset", 0);
        (empty.assets, empty.portals) = (0, Vec::new());
        let rows = vec![
            row("Identity 2026", thumbs(0, 3), None, "On request, for everything", 12),
            row(samples::ARABIC_TITLE, thumbs(4, 3), Some(Lock::Password), "With an address", 0),
            row(samples::LONG_TITLE, thumbs(8, 2), None, "Open", 1),
            empty,
        ];
        let page = |rows: Vec<KitRow>, q: &str| KitsPage {
            shell: samples::desk_shell(base, DeskRoom::Kits),
            q: q.into(),
            total: rows.len() as u64,
            rows,
            new: new(base, "kits"),
            first_href: None,
            next_href: None,
        };
        let mut many = page(rows, "");
        many.next_href = Some(format!("{base}/admin/kits?after=50"));
        let mut wrong = page(Vec::new(), "");
        wrong.new.errors = vec![FieldError::new("title", "A title is needed.")];
        vec![("many", many), ("empty", page(Vec::new(), "")), ("searched", page(Vec::new(), "x")), ("wrong", wrong)]
    }
}

impl Samples for PortalsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let sign = samples::cards(base, Access::Download).into_iter().next().map(|card| card.thumb);
        let row = |title: &str, sign: Option<Thumb>, lock, looser: &[&str]| PortalRow {
            href: format!("{base}/admin/portals/1"),
            title: title.into(),
            sign,
            lock,
            policy: "As each kit says",
            kits: 6,
            looser_than: looser.iter().map(|title| (*title).into()).collect(),
            pending: (3, format!("{base}/admin/users/download-requests?tab=pending&portalId=1")),
        };
        let rows = vec![
            row("Haus Meridian", sign, None, &[]),
            row(samples::ARABIC_TITLE, None, Some(Lock::Private), &["Identity 2026", samples::LONG_TITLE]),
        ];
        let page = |rows: Vec<PortalRow>, q: &str| PortalsPage {
            shell: samples::desk_shell(base, DeskRoom::Portals),
            q: q.into(),
            total: rows.len() as u64,
            rows,
            new: new(base, "portals"),
            first_href: None,
            next_href: None,
        };
        vec![("many", page(rows, "")), ("empty", page(Vec::new(), "")), ("searched", page(Vec::new(), "x"))]
    }
}
