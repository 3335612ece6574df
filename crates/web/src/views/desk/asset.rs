use askama::Template;

use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, FieldError, Link, Thumb, When, error_of};
use crate::views::words;

/// `/admin/assets/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/asset.html")]
pub struct DeskAssetPage {
    /// The frame.
    pub shell: DeskShell,
    /// The way here: the list, and the folders that it lies in.
    pub crumbs: Vec<Link>,
    /// Its title.
    pub title: String,
    /// Its picture, large.
    pub thumb: Thumb,
    /// What it is, one entry a paragraph.
    pub description: Vec<String>,
    /// Type, size and so on: name and value.
    pub facts: Vec<(&'static str, String)>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The words it is filed under, each with what else is.
    pub tags: Vec<Link>,
    /// Its bytes, where the reader may have them.
    pub download_href: Option<String>,
    /// Whether the file itself tells where it was made.
    pub has_position: bool,
    /// The kits it stands in.
    pub kits: Vec<Link>,
    /// The portals that show one of these.
    pub portals: Vec<Link>,
    /// The portals whose logo or cover it is.
    pub worn_by: Vec<Link>,
    /// How many requests wait for a decision about it.
    pub awaited_by: usize,
    /// Its versions, newest first.
    pub versions: Vec<VersionRow>,
    /// What managers may do; none to those who only look.
    pub desk: Option<AssetDesk>,
}

/// A version of an asset.
#[derive(Debug, Clone)]
pub struct VersionRow {
    /// Its number, from 1.
    pub number: i64,
    /// Whether it is the one that is downloaded.
    pub current: bool,
    /// When it came.
    pub when: When,
    /// Who brought it; empty where nobody knows.
    pub by: String,
    /// What its file is called.
    pub filename: String,
    /// Its size as people read it.
    pub size: String,
    /// Its bytes, where the reader may have them.
    pub href: Option<String>,
}

/// What managers may do with an asset.
#[derive(Debug, Clone)]
pub struct AssetDesk {
    /// What is said of it, as it is or as it was typed.
    pub form: AssetForm,
    /// POST of `file`: a new version.
    pub replace_action: String,
    /// POST: it is deleted.
    pub delete_action: String,
    /// What happened with it.
    pub history_href: String,
}

/// What is said of an asset, as a form: `title`, `description`, `tags`, `licence`, `credit`, `madeOn`, `folderId`.
#[derive(Debug, Clone, Default)]
pub struct AssetForm {
    /// POST.
    pub action: String,
    /// What it is called.
    pub title: String,
    /// A few sentences about it.
    pub description: String,
    /// With commas between them.
    pub tags: String,
    /// Under what licence it may be used.
    pub licence: String,
    /// Whom to name with it.
    pub credit: String,
    /// The day it was made.
    pub made_on: String,
    /// Id of its folder; empty for none.
    pub folder: String,
    /// The folders to choose from.
    pub folders: Vec<Choice>,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl AssetForm {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

impl DeskAssetPage {
    /// The first digits of the hash.
    pub fn short_hash(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }

    /// Whether nobody sees it but users.
    pub fn is_unused(&self) -> bool {
        self.kits.is_empty() && self.worn_by.is_empty()
    }

    /// How many requests wait for it, as people read it.
    pub fn awaited(&self) -> String {
        match self.awaited_by {
            1 => "1 request waits for a decision about it.".into(),
            many => format!("{} requests wait for a decision about it.", words::grouped(&(many as u64))),
        }
    }
}

impl Samples for DeskAssetPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let cards = samples::cards(base, Access::Download);
        let link = |text: &str| Link { href: format!("{base}/kits/identity"), text: text.into() };
        let version = |number: i64, by: &str| VersionRow {
            number,
            current: number == 2,
            when: samples::when("3 May 2026, 14:07"),
            by: by.into(),
            filename: samples::LONG_FILE.into(),
            size: "7.9 MB".into(),
            href: Some(format!("{base}/admin/assets/7/versions/{number}/download")),
        };
        let page = |index: usize| DeskAssetPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            crumbs: vec![link("Assets"), link("Press"), link(samples::ARABIC_TITLE)],
            title: cards[index].title.clone(),
            thumb: cards[index].thumb.clone(),
            description: vec![samples::INTRODUCTION.into()],
            facts: vec![
                ("Type", "JPEG".into()),
                ("Size", "8.4 MB".into()),
                ("Dimensions", "4,000 × 2,667 px".into()),
                ("File", samples::LONG_FILE.into()),
                ("Added", "3 May 2026, 14:07".into()),
            ],
            sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
            tags: vec![link("autumn"), link(samples::ARABIC_TITLE)],
            download_href: Some(format!("{base}/admin/assets/7/download")),
            has_position: true,
            kits: vec![link("Identity 2026"), link(samples::LONG_TITLE)],
            portals: vec![link("Haus Meridian")],
            worn_by: vec![link("Haus Meridian")],
            awaited_by: 2,
            versions: vec![version(2, "Noor Lindqvist"), version(1, "")],
            desk: Some(AssetDesk {
                form: AssetForm {
                    action: format!("{base}/admin/assets/7"),
                    title: cards[index].title.clone(),
                    description: samples::INTRODUCTION.into(),
                    tags: "autumn, press".into(),
                    licence: "CC BY 4.0".into(),
                    credit: "Ines Aurora Tamm".into(),
                    made_on: "2026-05-03".into(),
                    folder: "7".into(),
                    folders: vec![Choice { id: "7".into(), title: "Press / 2026".into() }],
                    errors: vec![],
                },
                replace_action: format!("{base}/admin/assets/7/content"),
                delete_action: format!("{base}/admin/assets/7/deletion"),
                history_href: format!("{base}/admin/history?mediaId=7"),
            }),
        };
        let mut looking = page(8);
        looking.desk = None;
        looking.download_href = None;
        (looking.kits, looking.portals, looking.worn_by, looking.awaited_by) = (vec![], vec![], vec![], 0);
        looking.has_position = false;
        looking.versions.truncate(1);
        let mut wrong = page(2);
        if let Some(desk) = &mut wrong.desk {
            desk.form.title.clear();
            desk.form.errors = vec![FieldError::new("title", "A title is needed.").of("Title")];
        }
        let mut long = page(4);
        long.title = samples::LONG_FILE.into();
        let mut arabic = page(0);
        arabic.title = samples::ARABIC_FILE.into();
        arabic.description = vec![samples::ARABIC_TEXT.into()];
        vec![("photo", page(4)), ("looking", looking), ("wrong", wrong), ("long", long), ("arabic", arabic)]
    }
}
