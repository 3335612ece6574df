use askama::Template;

use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, FieldError, Link, Thumb, error_of};
use crate::views::words;

/// `/admin/assets/edit`: `mediaId` (repeated), `folderId` (`keep`, an id, or empty for none), `addTags`, `removeTags`,
/// `licence`, `noLicence`, `credit`, `noCredit`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/edit_assets.html")]
pub struct EditAssetsPage {
    /// The frame.
    pub shell: DeskShell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// POST.
    pub action: String,
    /// Their ids.
    pub ids: Vec<i64>,
    /// The first of their pictures, with titles.
    pub first: Vec<(Thumb, String)>,
    /// The tags that they have, and how many of them have each.
    pub present_tags: Vec<(String, u64)>,
    /// What was typed.
    pub typed: BulkTyped,
    /// The folders to choose from.
    pub folders: Vec<Choice>,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

/// What was typed into the form for many assets.
#[derive(Debug, Clone, Default)]
pub struct BulkTyped {
    /// `keep`, an id, or empty for none.
    pub folder: String,
    /// Tags to add.
    pub add_tags: String,
    /// Tags to remove.
    pub remove_tags: Vec<String>,
    /// The licence.
    pub licence: String,
    /// Whether the licence is taken away.
    pub no_licence: bool,
    /// The credit.
    pub credit: String,
    /// Whether the credit is taken away.
    pub no_credit: bool,
}

impl EditAssetsPage {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// How many there are, as people read it.
    pub fn counted(&self) -> String {
        match self.ids.len() {
            1 => "1 asset".into(),
            many => format!("{} assets", words::grouped(&(many as u64))),
        }
    }

    /// How many are not shown.
    pub fn rest(&self) -> usize {
        self.ids.len().saturating_sub(self.first.len())
    }
}

impl Samples for EditAssetsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let cards = samples::cards(base, Access::Download);
        let page = |count: usize| EditAssetsPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            crumbs: vec![Link { href: format!("{base}/admin/assets"), text: "Assets".into() }],
            action: format!("{base}/admin/assets/edit"),
            ids: (1..=count as i64).collect(),
            first: cards.iter().take(count.min(8)).map(|card| (card.thumb.clone(), card.title.clone())).collect(),
            present_tags: vec![("autumn".into(), 3), (samples::ARABIC_TITLE.into(), 1)],
            typed: BulkTyped { folder: "keep".into(), ..BulkTyped::default() },
            folders: vec![Choice { id: "7".into(), title: samples::LONG_TITLE.into() }],
            errors: vec![],
        };
        let mut wrong = page(12);
        wrong.errors = vec![FieldError::new("", "Say what is to change; nothing is filled in yet.")];
        let mut one = page(1);
        one.present_tags.clear();
        vec![("many", page(48)), ("wrong", wrong), ("one", one)]
    }
}
