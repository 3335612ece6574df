use askama::Template;

use super::SettingsTab;
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};

/// `/admin/settings/limits` and `…/retention`: settings that are a field each, and what is fixed beside them.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/fields.html")]
pub struct FieldsPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// What it is called.
    pub heading: &'static str,
    /// What its settings do, in a sentence or two.
    pub lead: &'static str,
    /// POST of the fields.
    pub action: String,
    /// The settings.
    pub fields: Vec<SettingField>,
    /// What those facts are.
    pub facts_heading: &'static str,
    /// What nobody sets: what, and how much.
    pub facts: Vec<(&'static str, String)>,
}

impl FieldsPage {
    /// Whether there is something to save.
    pub fn has_fields(&self) -> bool {
        self.fields.iter().any(|field| field.fixed.is_none())
    }
}

/// One setting as its page has it.
#[derive(Debug, Clone, Default)]
pub struct SettingField {
    /// The name of its field.
    pub name: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What it does.
    pub hint: String,
    /// What was set or typed; empty: the default.
    pub value: String,
    /// What counts where nothing is set.
    pub default: String,
    /// Where the operator says it: what counts, and the environment variable.
    pub fixed: Option<(String, &'static str)>,
    /// Whether it is a number.
    pub is_number: bool,
    /// What is to be mended.
    pub error: Option<String>,
}

impl SettingField {
    /// What is to be mended.
    pub fn wrong(&self) -> Option<&str> {
        self.error.as_deref()
    }

    pub(super) fn samples() -> [Self; 3] {
        let set = Self {
            name: "limitNetwork",
            label: "Requests an hour from one network",
            hint: "An IPv4 address or an IPv6 /64.".into(),
            value: "120".into(),
            default: "60".into(),
            is_number: true,
            ..Self::default()
        };
        let wrong =
            Self { name: "limitAddress", value: "-3".into(), error: Some("From 0 to 1000000.".into()), ..set.clone() };
        let fixed = Self {
            name: "limitDownloads",
            label: "Parallel downloads of one requester",
            fixed: Some(("16".into(), "AJAR_LIMIT_DOWNLOADS")),
            ..set.clone()
        };
        [set, wrong, fixed]
    }
}

impl Samples for FieldsPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let limits = FieldsPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Limits,
            heading: "Limits",
            lead: "Counted for all nodes together.",
            action: format!("{base}/admin/settings/limits"),
            fields: SettingField::samples().into(),
            facts_heading: "Limits that stay as they are",
            facts: vec![("Wrong passwords for one account from one network", "20 within ten minutes".into())],
        };
        let [_, _, fixed] = SettingField::samples();
        let all_fixed = FieldsPage { fields: vec![fixed], ..limits.clone() };
        vec![("limits", limits), ("fixed", all_fixed)]
    }
}
