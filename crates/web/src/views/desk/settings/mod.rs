//! The settings, a tab for each group of them.

mod branding;
mod fields;
mod languages;
mod mail;

pub use branding::BrandingPage;
pub use fields::{FieldsPage, SettingField};
pub use languages::LanguagesPage;
pub use mail::{MailPage, MailTestLine, TroubledRow};

/// The tabs of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsTab {
    /// The technical properties.
    Properties,
    /// Where mails go, and how it stands with them.
    Mail,
    /// Name, colour and logo.
    Branding,
    /// The languages of public pages and mails.
    Languages,
    /// How often and how much at once.
    Limits,
    /// What is kept for how long.
    Retention,
    /// Who is told what happens.
    Webhooks,
}

impl SettingsTab {
    /// All of them: where they are below the settings, and what they are called.
    pub const ALL: [(SettingsTab, &'static str, &'static str); 7] = [
        (SettingsTab::Properties, "", "Technical properties"),
        (SettingsTab::Mail, "/mail", "Mail"),
        (SettingsTab::Branding, "/branding", "Branding"),
        (SettingsTab::Languages, "/languages", "Languages"),
        (SettingsTab::Limits, "/limits", "Limits"),
        (SettingsTab::Retention, "/retention", "Retention"),
        (SettingsTab::Webhooks, "/webhooks", "Webhooks"),
    ];
}
