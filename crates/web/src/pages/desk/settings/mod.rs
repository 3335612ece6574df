//! The settings: a tab for each group of them, for admins. Every tab is a form of its own; a field that is left empty brings the
//! default back.

mod branding;
mod languages;
mod limits;
mod mail;
mod retention;
pub(super) mod told;

use super::{language, places, shell};
use crate::{
    addresses::Addresses,
    extract::Fields,
    views::desk::{Flash, SettingField},
};
use app::{Fault, change_settings::View, refusal::Faults};
use axum::{extract::DefaultBodyLimit, routing::get};
use domain::Setting;
use http::Method;

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get(mail::PATH, mail::show)
        .post(mail::PATH, mail::change)
        .post("/admin/settings/mail/test", mail::test)
        .post("/admin/settings/mail/queue/{id}", mail::act)
        .with(
            &[Method::GET, Method::POST],
            branding::PATH,
            get(branding::show).post(branding::change).layer(DefaultBodyLimit::disable()),
        )
        .get(languages::PATH, languages::show)
        .post(languages::PATH, languages::change)
        .get(limits::PATH, limits::show)
        .post(limits::PATH, limits::change)
        .get(retention::PATH, retention::show)
        .post(retention::PATH, retention::change)
}

/// What was done, once it is.
fn done(query: &Fields) -> Option<Flash> {
    (query.text("done") == "saved").then(|| Flash { good: true, text: "Saved.".into() })
}

/// A setting as it is kept or was typed.
fn field(view: &View, setting: Setting, hint: String, sent: Sent<'_>) -> SettingField {
    let name = setting.as_str();
    let kept = || match setting {
        Setting::Organisation => view.set.organisation.clone().unwrap_or_default(),
        Setting::MailFrom => view.set.mail_from.clone().unwrap_or_default(),
        Setting::LimitNetwork => number_of(view.set.limit_network),
        Setting::LimitAddress => number_of(view.set.limit_address),
        Setting::LimitDownloads => number_of(view.set.limit_downloads),
        Setting::RequestsExpireAfterDays => number_of(view.set.requests_expire_after_days),
        Setting::HistoryKeptForDays => number_of(view.set.history_kept_for_days),
        Setting::Accent | Setting::Logo | Setting::Language | Setting::Languages => String::new(),
    };
    let fixed = view.is_fixed(setting).then(|| setting.variable()).flatten();
    SettingField {
        name,
        label: setting.called(),
        hint,
        value: sent.fields.map_or_else(kept, |fields| fields.text(name).to_owned()),
        default: String::new(),
        fixed: fixed.map(|variable| (plain(&view.in_force.value(setting)), variable)),
        is_number: !matches!(setting, Setting::Organisation | Setting::MailFrom),
        error: sent
            .faults
            .iter()
            .find(|fault| fault.pointer.trim_start_matches('/') == name)
            .map(|fault| fault.detail.clone()),
    }
}

/// What was sent, where something is to be mended.
#[derive(Clone, Copy, Default)]
struct Sent<'a> {
    fields: Option<&'a Fields>,
    faults: &'a [Fault],
}

impl<'a> Sent<'a> {
    fn of(fields: &'a Fields, faults: &'a [Fault]) -> Self {
        Self { fields: Some(fields), faults }
    }
}

fn number_of(number: Option<u32>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// A value as a page shows it.
fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A number as it was typed: none where the field was not sent, the default where it is empty.
fn number(fields: &Fields, setting: Setting, faults: &mut Faults) -> Option<Option<u32>> {
    let name = setting.as_str();
    let typed = fields.every(name).next()?.trim();
    if typed.is_empty() {
        return Some(None);
    }
    match typed.parse() {
        Ok(number) => Some(Some(number)),
        Err(_) => {
            faults.add(Fault::at(format!("/{name}"), "A whole number is needed, or nothing for the default."));
            None
        }
    }
}
