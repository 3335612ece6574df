use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell, SettingsTab};
use crate::views::samples::{self, Samples};

/// `/admin/settings`: the technical properties. Each has a form of its own: `name` (hidden) and `value`
/// (`true`, `false`).
#[derive(Debug, Clone, Template)]
#[template(path = "desk/properties.html")]
pub struct PropertiesPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab of the settings it is.
    pub tab: SettingsTab,
    /// The properties.
    pub rows: Vec<PropertyRow>,
    /// POST of `name` and `value`.
    pub action: String,
}

/// One technical property.
#[derive(Debug, Clone)]
pub struct PropertyRow {
    /// Its name: `ENABLE_PUBLIC_DOWNLOAD_REQUEST`.
    pub name: String,
    /// What it does, as a whole sentence.
    pub effect: String,
    /// Whether it is on.
    pub on: bool,
    /// Where its value comes from.
    pub source: PropertySource,
}

/// Where the value of a property comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PropertySource {
    /// Nobody set it.
    Default,
    /// It was set here, by the API or on the command line.
    Setting,
    /// The environment fixes it; it cannot be changed here.
    Environment,
}

impl Samples for PropertiesPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let row =
            |name: &str, effect: &str, on, source| PropertyRow { name: name.into(), effect: effect.into(), on, source };
        let rows = vec![
            row(
                "ENABLE_PUBLIC_DOWNLOAD_REQUEST",
                "Programs may ask for downloads without signing in.",
                true,
                PropertySource::Setting,
            ),
            row(
                "CAN_CHOOSE_DOWNLOAD_REQUEST_RESPONSIBLES",
                "Whoever asks by the public API may choose who decides.",
                false,
                PropertySource::Default,
            ),
            row(
                "REQUEST_DOWNLOAD_FOLDER_MODE_ENABLED",
                "Requests go to those who are responsible for the folders of the assets.",
                true,
                PropertySource::Environment,
            ),
        ];
        let page = PropertiesPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Properties,
            rows,
            action: format!("{base}/admin/settings"),
        };
        vec![("all", page)]
    }
}
