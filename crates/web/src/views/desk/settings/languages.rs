use askama::Template;

use super::SettingsTab;
use crate::views::desk::{DeskRoom, DeskShell, Tongue};
use crate::views::samples::{self, Samples};

/// `/admin/settings/languages`: fields `language`, and `languages` (repeated).
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/languages.html")]
pub struct LanguagesPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// POST of the fields.
    pub action: String,
    /// The languages there are; those that are offered are ticked, and the default is the first.
    pub tongues: Vec<Tongue>,
    /// Where the operator says which is the default: its name, and the environment variable.
    pub fixed: Option<(String, &'static str)>,
    /// What is to be mended.
    pub error: Option<String>,
}

impl Samples for LanguagesPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let tongue =
            |tag: &str, name: &str, ticked| Tongue { tag: tag.into(), name: name.into(), ticked, first: tag == "de" };
        let page = LanguagesPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Languages,
            action: format!("{base}/admin/settings/languages"),
            tongues: vec![tongue("en", "English", false), tongue("de", "Deutsch", true), tongue("ar", "العربية", true)],
            fixed: None,
            error: None,
        };
        let fixed = LanguagesPage { fixed: Some(("Deutsch".into(), "AJAR_LANGUAGE")), ..page.clone() };
        let wrong = LanguagesPage { error: Some("This language is not spoken here.".into()), ..page.clone() };
        vec![("some", page), ("fixed", fixed), ("wrong", wrong)]
    }
}
