use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Link, error_of};

/// `/admin/kits/{id}/deletion`, `/admin/portals/{id}/deletion`: what deleting it does, and the button.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/place_deletion.html")]
pub struct DeletionPage {
    /// The frame.
    pub shell: DeskShell,
    /// "kit" or "portal".
    pub what: &'static str,
    /// Its title.
    pub title: String,
    /// POST of `message`.
    pub action: String,
    /// Its page at the desk.
    pub back_href: String,
    /// What it does.
    pub effects: Vec<Effect>,
    /// Whether anybody is told, so that a message reaches somebody.
    pub tells: bool,
    /// The message as typed.
    pub message: String,
    /// What is to be mended.
    pub errors: Vec<FieldError>,
}

impl DeletionPage {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// One thing that a deletion does, and where the rows behind it are.
#[derive(Debug, Clone)]
pub struct Effect {
    /// In a sentence.
    pub text: String,
    /// What it is about.
    pub links: Vec<Link>,
}

impl Samples for DeletionPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let effect = |text: &str, links: &[&str]| Effect {
            text: text.into(),
            links: links
                .iter()
                .map(|text| Link { href: format!("{base}/admin/portals/1"), text: (*text).into() })
                .collect(),
        };
        let kit = DeletionPage {
            shell: samples::desk_shell(base, DeskRoom::Kits),
            what: "kit",
            title: samples::LONG_TITLE.into(),
            action: format!("{base}/admin/kits/1/deletion"),
            back_href: format!("{base}/admin/kits/1"),
            effects: vec![
                effect("Its 21 assets stay in the library.", &[]),
                effect("It leaves two portals.", &["Haus Meridian", samples::ARABIC_TITLE]),
                effect("Twelve requests for the whole kit end.", &["The requests"]),
            ],
            tells: true,
            message: samples::LONG_TEXT.into(),
            errors: vec![FieldError::new("message", "This is too long; at most 5000 characters fit.")],
        };
        let bare = DeletionPage {
            what: "portal",
            title: "Planetarium".into(),
            effects: vec![effect("Its kits stay.", &[])],
            tells: false,
            message: String::new(),
            errors: Vec::new(),
            ..kit.clone()
        };
        vec![("kit", kit), ("bare", bare)]
    }
}
