use askama::Template;

use crate::views::desk::{AssetRow, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Link, When};

/// `/admin/assets/trash`: POST `mediaId` (repeated) brings them back.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/trash.html")]
pub struct TrashPage {
    /// The frame.
    pub shell: DeskShell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// POST.
    pub action: String,
    /// What can come back, latest first.
    pub rows: Vec<TrashRow>,
    /// Address of the first page, on a later one.
    pub first_href: Option<String>,
    /// Address of the next page.
    pub next_href: Option<String>,
}

/// A deleted asset.
#[derive(Debug, Clone)]
pub struct TrashRow {
    /// The asset.
    pub asset: AssetRow,
    /// When it was deleted.
    pub deleted: When,
    /// By whom; empty where nobody knows.
    pub by: String,
    /// The last day on which it can come back.
    pub until: When,
}

impl Samples for TrashPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let row = |card: crate::views::shared::AssetCard| TrashRow {
            asset: AssetRow {
                id: card.id,
                href: String::new(),
                title: card.title,
                kind: card.kind,
                size: card.size,
                bytes: card.bytes,
                folder: "Press / 2026".into(),
                added: samples::when("3 May 2026"),
                thumb: card.thumb,
            },
            deleted: samples::when("3 May 2026, 14:07"),
            by: samples::ARABIC_NAME.into(),
            until: samples::when("2 June 2026"),
        };
        let page = |rows| TrashPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            crumbs: vec![Link { href: format!("{base}/admin/assets"), text: "Assets".into() }],
            action: format!("{base}/admin/assets/restoration"),
            rows,
            first_href: None,
            next_href: None,
        };
        let mut long: Vec<TrashRow> = samples::cards(base, Access::Download).into_iter().take(3).map(row).collect();
        if let Some(first) = long.first_mut() {
            first.asset.title = samples::LONG_FILE.into();
        }
        vec![("many", page(long)), ("empty", page(vec![]))]
    }
}
