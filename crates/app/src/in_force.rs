//! The settings in force: what the operator says, over what was set on the settings page, over the defaults.
//!
//! They are needed everywhere, also where nothing can be waited for, and so stand in memory as a whole. Whoever begins to
//! answer somebody, or to do a job, [looks first](App::heed_settings) whether they are still so; that costs nothing while
//! nothing changed. Where the records do not answer, what was last known counts.

use crate::{
    App, Outcome, Refusal,
    browse::{picture, pictured},
    caches::{Stamp, Subject},
    settings::{Settings, sender},
};
use domain::{AssetId, Setting};
use mail::Address;
use serde_json::{Value, json};
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};
use store::{assets::Asset, previews::Preview, settings::Settings as Set};
use words::Language;

/// What the organisation is called where nobody says it.
pub const ORGANISATION: &str = "Ajar";
/// The limits where nobody says them: requests an hour of a network and of an address, parallel downloads.
pub const LIMIT_NETWORK: u64 = 60;
/// See [`LIMIT_NETWORK`].
pub const LIMIT_ADDRESS: u64 = 10;
/// See [`LIMIT_NETWORK`].
pub const LIMIT_DOWNLOADS: u32 = 16;
/// Where mails are from where nobody says it.
const MAIL_FROM: &str = "desk@localhost";

/// The settings that count.
#[derive(Debug, Clone)]
pub struct InForce {
    /// What the organisation is called, on pages and in mails.
    pub organisation: String,
    /// `#rrggbb`, for what no portal gives a colour; none: Ajar's own.
    pub accent: Option<String>,
    /// What stands for the organisation where no portal does, where it has a picture.
    pub logo: Option<(Asset, Vec<Preview>)>,
    /// What is said to people of whom nothing else is known.
    pub language: Language,
    /// The languages that public pages are offered in, that one first.
    pub languages: Vec<Language>,
    /// Who mails are from.
    pub mail_from: Address,
    /// Requests an hour that one network may make without signing in.
    pub limit_network: u64,
    /// Requests an hour in the name of one address without signing in.
    pub limit_address: u64,
    /// Parallel downloads of one requester.
    pub limit_downloads: u32,
    /// After how long a pending request expires; none: never.
    pub requests_expire_after: Option<Duration>,
    /// For how long the history is kept; none: for ever.
    pub history_kept_for: Option<Duration>,
}

/// So many days.
pub(crate) fn days(days: u32) -> Duration {
    Duration::from_secs(u64::from(days) * 24 * 60 * 60)
}

fn in_days(span: Duration) -> u64 {
    span.as_secs() / (24 * 60 * 60)
}

impl InForce {
    fn of(operator: &Settings, set: &Set, logo: Option<(Asset, Vec<Preview>)>) -> Self {
        let organisation = operator.organisation.clone().or_else(|| set.organisation.clone());
        let organisation = organisation.unwrap_or_else(|| ORGANISATION.to_owned());
        let language = operator.language.or(set.language).unwrap_or_default();
        let offered =
            |other: &Language| *other != language && (set.languages.is_empty() || set.languages.contains(other));
        // What an older version let through, and this one does not, must not stop every mail.
        let typed = set.mail_from.as_deref().and_then(|typed| sender(typed).ok());
        let mail_from = operator.mail_from.clone().or(typed);
        Self {
            mail_from: mail_from.unwrap_or_else(|| Address::new(MAIL_FROM).named(organisation.as_str())),
            accent: set.accent.clone(),
            logo,
            languages: std::iter::once(language).chain(Language::all().filter(offered)).collect(),
            language,
            limit_network: operator.limit_network.or(set.limit_network.map(u64::from)).unwrap_or(LIMIT_NETWORK),
            limit_address: operator.limit_address.or(set.limit_address.map(u64::from)).unwrap_or(LIMIT_ADDRESS),
            limit_downloads: operator.limit_downloads.or(set.limit_downloads).unwrap_or(LIMIT_DOWNLOADS),
            requests_expire_after: set.requests_expire_after_days.map(days),
            history_kept_for: set.history_kept_for_days.map(days),
            organisation,
        }
    }

    /// What a setting is, as programs read it.
    pub fn value(&self, setting: Setting) -> Value {
        match setting {
            Setting::Organisation => json!(self.organisation),
            Setting::Accent => json!(self.accent),
            Setting::Logo => json!(self.logo.as_ref().map(|(asset, _)| asset.id)),
            Setting::Language => json!(self.language.tag()),
            Setting::Languages => json!(self.languages.iter().map(|language| language.tag()).collect::<Vec<_>>()),
            Setting::MailFrom => json!(written(&self.mail_from)),
            Setting::LimitNetwork => json!(self.limit_network),
            Setting::LimitAddress => json!(self.limit_address),
            Setting::LimitDownloads => json!(self.limit_downloads),
            Setting::RequestsExpireAfterDays => json!(self.requests_expire_after.map(in_days)),
            Setting::HistoryKeptForDays => json!(self.history_kept_for.map(in_days)),
        }
    }
}

/// Where a picture of the installation's logo is.
pub fn logo_path(asset: AssetId, width: u32) -> String {
    format!("/logo/{asset}/preview/{width}")
}

/// The bytes of a picture of the installation's logo, which shows to everybody.
pub async fn logo_picture(app: &App, asset: AssetId, width: u32) -> Outcome<(Preview, blobs::Blob)> {
    let is_logo = app.in_force().logo.as_ref().is_some_and(|(logo, _)| logo.id == asset);
    if is_logo { picture(app, asset, width).await } else { Err(Refusal::NotFound) }
}

/// A sender as people write it: `Desk <desk@example.org>`.
pub fn written(address: &Address) -> String {
    match &address.name {
        Some(name) => format!("{name} <{}>", address.mail),
        None => address.mail.clone(),
    }
}

/// The settings as they were last looked at.
pub(crate) struct Known(RwLock<(Option<Stamp>, Arc<InForce>)>);

impl Known {
    /// What the operator says, until somebody looks.
    pub fn new(operator: &Settings) -> Self {
        Self(RwLock::new((None, Arc::new(InForce::of(operator, &Set::default(), None)))))
    }

    fn read(&self) -> (Option<Stamp>, Arc<InForce>) {
        // It is only ever replaced as a whole.
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (known.0, known.1.clone())
    }

    fn learn(&self, stamp: Stamp, settings: InForce) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Whoever read earlier and comes later knows nothing new.
        if known.0.is_none_or(|before| before <= stamp) {
            *known = (Some(stamp), Arc::new(settings));
        }
    }
}

impl App {
    /// The settings that count, as they were last looked at.
    pub fn in_force(&self) -> Arc<InForce> {
        self.known_settings.read().1
    }

    /// Whether nothing changed since they were last looked at.
    pub fn heeds_settings(&self) -> bool {
        let (stamp, _) = self.known_settings.read();
        stamp.is_some_and(|stamp| self.store.is_current(stamp, &[Subject::Settings]))
    }

    /// Looks at the settings, where they may have changed.
    pub async fn heed_settings(&self) -> Outcome<()> {
        if self.heeds_settings() {
            return Ok(());
        }
        let stamp = self.stamp();
        let set = store::settings::get(&self.store).await?;
        let logo = pictured(self, set.logo_id).await?;
        self.known_settings.learn(stamp, InForce::of(&self.settings, &set, logo));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operator() -> Settings {
        Settings {
            public_url: "https://desk.example.org".into(),
            mail_from: None,
            organisation: None,
            language: None,
            limit_network: None,
            limit_address: None,
            limit_downloads: None,
            private_webhooks: vec![],
            fixed_properties: std::collections::HashMap::new(),
        }
    }

    fn language(tag: &str) -> Language {
        Language::parse(tag).unwrap()
    }

    #[test]
    fn the_operator_counts_over_the_page_and_the_page_over_the_defaults() {
        let set = Set { organisation: Some("The museum".into()), limit_network: Some(7), ..Set::default() };
        let by = |operator: &Settings, set: &Set| {
            let in_force = InForce::of(operator, set, None);
            (in_force.organisation, in_force.limit_network)
        };
        let fixed = Settings { organisation: Some("The house".into()), limit_network: Some(0), ..operator() };
        assert_eq!(by(&operator(), &Set::default()), ("Ajar".into(), 60));
        assert_eq!(by(&operator(), &set), ("The museum".into(), 7));
        assert_eq!(by(&fixed, &set), ("The house".into(), 0));
    }

    #[test]
    fn the_default_language_is_always_offered_and_first() {
        let (german, french) = (language("de"), language("fr"));
        let offered = |operator: &Settings, languages: Vec<Language>| {
            InForce::of(operator, &Set { language: Some(german), languages, ..Set::default() }, None).languages
        };
        assert_eq!(offered(&operator(), vec![])[0], german);
        assert_eq!(offered(&operator(), vec![]).len(), Language::all().count());
        assert_eq!(offered(&operator(), vec![Language::default(), french]), [german, Language::default(), french]);
        let fixed = Settings { language: Some(french), ..operator() };
        assert_eq!(offered(&fixed, vec![german]), [french, german]);
    }

    #[test]
    fn mails_are_from_the_organisation_where_nobody_says_otherwise() {
        let set = |from: &str| Set {
            organisation: Some("The museum".into()),
            mail_from: Some(from.into()),
            ..Set::default()
        };
        let from = |set: &Set| written(&InForce::of(&operator(), set, None).mail_from);
        assert_eq!(from(&Set { mail_from: None, ..set("") }), "The museum <desk@localhost>");
        assert_eq!(from(&set("Press <press@museum.example>")), "Press <press@museum.example>");
        assert_eq!(from(&set("what is this")), "The museum <desk@localhost>", "rather than no mail at all");
    }
}
