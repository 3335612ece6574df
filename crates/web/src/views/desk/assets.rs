use askama::Template;

use crate::assets;
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Link, Thumb, When};
use crate::views::words;

/// `/admin/assets`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/assets.html")]
pub struct AssetsPage {
    /// The frame.
    pub shell: DeskShell,
    /// Whether each asset is a line rather than a tile.
    pub is_list: bool,
    /// The same as tiles.
    pub grid_href: String,
    /// The same as lines.
    pub list_href: String,
    /// What is searched for.
    pub q: String,
    /// What else the address says, as hidden fields: name and value.
    pub hidden: Vec<(&'static str, String)>,
    /// The tree of folders.
    pub tree: Tree,
    /// The folder that is open.
    pub folder: Option<OpenFolder>,
    /// The assets of this page.
    pub rows: Vec<AssetRow>,
    /// How many there are in all.
    pub total: u64,
    /// Address of the first page, on a later one.
    pub first_href: Option<String>,
    /// Address of the next page.
    pub next_href: Option<String>,
    /// What managers may do; none to those who only look.
    pub desk: Option<LibraryDesk>,
}

/// The folders, and what lies in none.
#[derive(Debug, Clone)]
pub struct Tree {
    /// Everything, wherever it lies.
    pub all: FolderLine,
    /// What lies in no folder.
    pub loose: FolderLine,
    /// Each folder after the one that it lies in.
    pub folders: Vec<FolderLine>,
}

/// A folder in the tree.
#[derive(Debug, Clone)]
pub struct FolderLine {
    /// Its assets.
    pub href: String,
    /// Its name.
    pub name: String,
    /// How many folders it lies in.
    pub depth: usize,
    /// How many assets lie in it.
    pub count: u64,
    /// Whether it is the one that is open.
    pub current: bool,
    /// Who is responsible for it.
    pub responsibles: Vec<String>,
}

impl FolderLine {
    /// Its class, which moves it in. What lies deeper than the tree is wide stays where it is.
    pub fn class(&self) -> String {
        format!("d-{}", self.depth.min(6))
    }

    /// How many assets, as people read it.
    pub fn counted(&self) -> String {
        words::grouped(&self.count)
    }
}

/// The folder that is open.
#[derive(Debug, Clone)]
pub struct OpenFolder {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// The folders that it lies in, outermost first.
    pub within: Vec<Link>,
    /// Who is responsible for it.
    pub responsibles: Vec<String>,
    /// Where it is changed, by those who may.
    pub edit_href: Option<String>,
}

/// An asset as a tile or a line.
#[derive(Debug, Clone)]
pub struct AssetRow {
    /// Its id.
    pub id: i64,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its size in bytes, which the script adds up.
    pub bytes: u64,
    /// The folder it lies in, with those around it; empty for none.
    pub folder: String,
    /// When it was added.
    pub added: When,
    /// Its picture.
    pub thumb: Thumb,
}

/// What managers may do.
#[derive(Debug, Clone)]
pub struct LibraryDesk {
    /// Where assets are uploaded into what is open.
    pub upload_href: String,
    /// POST of dropped files by the script, and where their bytes go.
    pub uploads_action: String,
    /// GET: the ticked ones, to change them.
    pub edit_action: String,
    /// POST: the ticked ones are deleted.
    pub delete_action: String,
    /// POST of `name` and `parentId`: a folder.
    pub folder_action: String,
    /// What was deleted.
    pub trash_href: String,
    /// How many can come back.
    pub trash: u64,
}

impl AssetsPage {
    /// Address of the script that takes what is dropped.
    pub fn drop_js(&self) -> String {
        assets::url(&self.shell.base, "drop.js")
    }

    /// Address of the script that uploads.
    pub fn upload_js(&self) -> String {
        assets::url(&self.shell.base, "upload.js")
    }

    /// Id of the open folder as it stands in an address; empty for none.
    pub fn folder_id(&self) -> String {
        self.folder.as_ref().map(|folder| folder.id.to_string()).unwrap_or_default()
    }

    /// How many there are, as people read it.
    pub fn counted(&self) -> String {
        words::grouped(&self.total)
    }
}

impl Samples for AssetsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let list = format!("{base}/admin/assets");
        let line = |name: &str, depth, count, current| FolderLine {
            href: format!("{list}?folderId=7"),
            name: name.into(),
            depth,
            count,
            current,
            responsibles: if depth == 1 { vec!["Noor Lindqvist".into()] } else { vec![] },
        };
        let tree = |current: bool| Tree {
            all: line("All assets", 0, 1_204, !current),
            loose: line("In no folder", 0, 3, false),
            folders: vec![
                line("Press", 0, 12, false),
                line(samples::LONG_TITLE, 1, 0, current),
                line(samples::ARABIC_TITLE, 2, 4, false),
            ],
        };
        let row = |card: crate::views::shared::AssetCard| AssetRow {
            id: card.id,
            href: format!("{list}/{}", card.id),
            title: card.title,
            kind: card.kind,
            size: card.size,
            bytes: card.bytes,
            folder: "Press / 2026".into(),
            added: samples::when("3 May 2026"),
            thumb: card.thumb,
        };
        let rows: Vec<AssetRow> = samples::cards(base, Access::Download).into_iter().map(row).collect();
        let desk = LibraryDesk {
            upload_href: format!("{list}/upload"),
            uploads_action: format!("{base}/api/dam/uploads"),
            edit_action: format!("{list}/edit"),
            delete_action: format!("{list}/deletion"),
            folder_action: format!("{list}/folders"),
            trash_href: format!("{list}/trash"),
            trash: 2,
        };
        let page = |rows: Vec<AssetRow>| AssetsPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            is_list: false,
            grid_href: list.clone(),
            list_href: format!("{list}?view=list"),
            q: String::new(),
            hidden: vec![],
            tree: tree(false),
            folder: None,
            total: rows.len() as u64,
            rows,
            first_href: None,
            next_href: Some(format!("{list}?cursor=7")),
            desk: Some(desk.clone()),
        };
        let mut long = rows.clone();
        for row in &mut long {
            row.title = samples::LONG_FILE.into();
        }
        let mut arabic = page(long);
        arabic.is_list = true;
        arabic.tree = tree(true);
        arabic.folder = Some(OpenFolder {
            id: 7,
            name: samples::ARABIC_TITLE.into(),
            within: vec![Link { href: list.clone(), text: samples::LONG_TITLE.into() }],
            responsibles: vec!["Noor Lindqvist".into(), samples::ARABIC_NAME.into()],
            edit_href: Some(format!("{list}/folders/7")),
        });
        let mut lines = page(rows.clone());
        lines.is_list = true;
        lines.shell.flash = samples::flash("3 assets were deleted. They can come back for thirty days.");
        let mut searched = page(vec![]);
        searched.q = samples::LONG_MAIL.into();
        let mut looking = page(rows[..1].to_vec());
        looking.desk = None;
        let mut empty = page(vec![]);
        empty.tree.folders.clear();
        empty.next_href = None;
        vec![
            ("many", page(rows)),
            ("list", lines),
            ("long", arabic),
            ("searched", searched),
            ("looking", looking),
            ("empty", empty),
        ]
    }
}
