use askama::Template;

use super::{SettingField, SettingsTab};
use crate::views::accent::Accent;
use crate::views::desk::places::library_sample;
use crate::views::desk::{AccentFacts, DeskRoom, DeskShell, LibraryPanel, Moment, Sign};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Access, Picture};

/// `/admin/settings/branding`: one form that works as that of a portal does, with fields `organisation`, `accent`, `logoId`
/// and `logoFile`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/branding.html")]
pub struct BrandingPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// POST of the form.
    pub action: String,
    /// The organisation's name.
    pub organisation: SettingField,
    /// What it would be called on pages and in mails.
    pub called: String,
    /// The colour as typed.
    pub accent: String,
    /// How it is used, where it is one.
    pub facts: Option<AccentFacts>,
    /// The logo.
    pub logo: Option<Sign>,
    /// Its picture, once it is made.
    pub picture: Option<Picture>,
    /// Assets for the logo.
    pub library: LibraryPanel,
    /// The home page, where it shows.
    pub home_href: String,
    /// The state of the form.
    pub moment: Moment,
}

impl Samples for BrandingPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let card = samples::cards(base, Access::Download).remove(0);
        let full = BrandingPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Branding,
            action: format!("{base}/admin/settings/branding"),
            organisation: SettingField {
                name: "organisation",
                label: "Name of the organisation",
                value: "Haus Meridian".into(),
                default: "Ajar".into(),
                ..SettingField::default()
            },
            called: "Haus Meridian".into(),
            accent: "#ffd43b".into(),
            facts: Accent::parse("#ffd43b").map(AccentFacts::of),
            picture: card.thumb.picture.clone(),
            logo: Some(Sign { id: card.id, title: samples::LONG_TITLE.into(), thumb: card.thumb, waits: true }),
            library: library_sample(base),
            home_href: format!("{base}/"),
            moment: Moment { unsaved: true, said: "The logo was chosen.".into(), ..Moment::default() },
        };
        let empty = BrandingPage {
            organisation: SettingField { value: String::new(), ..full.organisation.clone() },
            called: "Ajar".into(),
            accent: String::new(),
            facts: None,
            picture: None,
            logo: None,
            library: LibraryPanel::default(),
            moment: Moment::default(),
            ..full.clone()
        };
        let fixed = BrandingPage {
            organisation: SettingField {
                fixed: Some((samples::LONG_TITLE.into(), "AJAR_ORGANISATION")),
                ..full.organisation.clone()
            },
            called: samples::ARABIC_TITLE.into(),
            ..empty.clone()
        };
        vec![("full", full), ("empty", empty), ("fixed", fixed)]
    }
}
