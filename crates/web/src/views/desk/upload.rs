use askama::Template;

use crate::assets;
use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Link};

/// `/admin/assets/upload`: `file` (repeated), `folderId`, `duplicates` (`skip`, `keep`).
#[derive(Debug, Clone, Template)]
#[template(path = "desk/upload.html")]
pub struct UploadPage {
    /// The frame.
    pub shell: DeskShell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// POST, a form with files.
    pub action: String,
    /// Where the script sends files.
    pub uploads_action: String,
    /// Id of the folder they go into; empty for none.
    pub folder: String,
    /// The folders to choose from.
    pub folders: Vec<Choice>,
    /// Whether another asset is made of what is there already.
    pub keeps: bool,
    /// What became of files that were sent just now.
    pub results: Vec<UploadResult>,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

/// What became of a file.
#[derive(Debug, Clone)]
pub struct UploadResult {
    /// What it is called.
    pub name: String,
    /// What became of it: "Added".
    pub text: String,
    /// The asset.
    pub asset: Link,
}

impl UploadPage {
    /// Address of the script that takes what is dropped.
    pub fn drop_js(&self) -> String {
        assets::url(&self.shell.base, "drop.js")
    }

    /// Address of the script that uploads.
    pub fn upload_js(&self) -> String {
        assets::url(&self.shell.base, "upload.js")
    }
}

impl Samples for UploadPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let list = format!("{base}/admin/assets");
        let page = || UploadPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            crumbs: vec![Link { href: list.clone(), text: "Assets".into() }],
            action: format!("{list}/upload"),
            uploads_action: format!("{base}/api/dam/uploads"),
            folder: "7".into(),
            folders: vec![Choice { id: "7".into(), title: samples::LONG_TITLE.into() }],
            keeps: false,
            results: vec![],
            errors: vec![],
        };
        let result = |name: &str, text: &str| UploadResult {
            name: name.into(),
            text: text.into(),
            asset: Link { href: format!("{list}/7"), text: samples::LONG_TITLE.into() },
        };
        let mut done = page();
        done.results =
            vec![result(samples::LONG_FILE, "Added as"), result(samples::ARABIC_FILE, "Here already, and skipped:")];
        let mut wrong = page();
        wrong.errors = vec![FieldError::new("file", "Choose at least one file.").of("Files")];
        vec![("empty", page()), ("done", done), ("wrong", wrong)]
    }
}
