use askama::Template;

use crate::views::desk::{Choice, DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Link, error_of};

/// `/admin/assets/folders/{id}`: `name`, `parentId`, `responsibleId` (repeated). Without an id: a folder to make.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/folder.html")]
pub struct FolderPage {
    /// The frame.
    pub shell: DeskShell,
    /// The way here.
    pub crumbs: Vec<Link>,
    /// What it is called now; empty for one that is to be made.
    pub title: String,
    /// POST.
    pub action: String,
    /// POST: it is taken away; none for one that is to be made.
    pub delete_action: Option<String>,
    /// Its name as it was typed.
    pub name: String,
    /// Id of the folder it lies in; empty at the top.
    pub parent: String,
    /// The folders that it may lie in.
    pub parents: Vec<Choice>,
    /// Who may be responsible, and whether they are.
    pub people: Vec<(Choice, bool)>,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl FolderPage {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

impl Samples for FolderPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let person = |id: &str, name: &str| Choice { id: id.into(), title: name.into() };
        let page = |title: &str| FolderPage {
            shell: samples::desk_shell(base, DeskRoom::Assets),
            crumbs: vec![Link { href: format!("{base}/admin/assets"), text: "Assets".into() }],
            title: title.into(),
            action: format!("{base}/admin/assets/folders/7"),
            delete_action: Some(format!("{base}/admin/assets/folders/7/deletion")),
            name: title.into(),
            parent: "1".into(),
            parents: vec![Choice { id: "1".into(), title: "Press / 2026".into() }],
            people: vec![
                (person("1", "Noor Lindqvist"), true),
                (person("2", samples::ARABIC_NAME), false),
                (person("3", samples::LONG_TITLE), false),
            ],
            errors: vec![],
        };
        let mut wrong = page("Press");
        wrong.errors = vec![FieldError::new("name", "There is a folder of this name already.").of("Name")];
        let mut nobody = page(samples::ARABIC_TITLE);
        nobody.people.clear();
        let mut fresh = page("");
        fresh.delete_action = None;
        vec![("one", page(samples::LONG_TITLE)), ("wrong", wrong), ("nobody", nobody), ("new", fresh)]
    }
}
