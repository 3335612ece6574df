//! Changing the settings, and seeing who says what each of them is.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::check_seen,
    edit_portal::accent,
    in_force::{InForce, days},
    library::version,
    properties::Source,
    refusal::Faults,
    settings::sender,
};
use domain::{AssetId, Setting, UserId, text};
use serde_json::{Value, json};
use std::{ops::RangeInclusive, sync::Arc};
use store::{
    events,
    events::NewEvent,
    retention,
    settings::{self, Settings as Set},
};
use words::Language;

/// What a limit on requests may be; 0: nobody asks without signing in.
pub const REQUESTS: RangeInclusive<u32> = 0..=1_000_000;
/// What a limit on parallel downloads may be.
pub const DOWNLOADS: RangeInclusive<u32> = 1..=1_000;
/// After how many days a pending request may expire.
pub const EXPIRY: RangeInclusive<u32> = 1..=3_650;
/// For how many days the history may be kept.
pub const HISTORY: RangeInclusive<u32> = 30..=36_500;
/// The longest name of an organisation, in characters.
const LONGEST_NAME: usize = 200;

/// Settings as they are to be. What is `None` stays; `Some(None)` brings the default back.
#[derive(Debug, Clone, Default)]
pub struct SettingsDraft {
    /// What the organisation is called.
    pub organisation: Option<Option<String>>,
    /// `#rrggbb`.
    pub accent: Option<Option<String>>,
    /// The asset that stands for the organisation.
    pub logo: Option<Option<AssetId>>,
    /// What is said to people of whom nothing else is known.
    pub language: Option<Option<Language>>,
    /// The languages that public pages are offered in; none: all there are.
    pub languages: Option<Vec<Language>>,
    /// Who mails are from.
    pub mail_from: Option<Option<String>>,
    /// Download requests an hour of one network.
    pub limit_network: Option<Option<u32>>,
    /// Download requests an hour in the name of one address.
    pub limit_address: Option<Option<u32>>,
    /// Parallel downloads of one requester.
    pub limit_downloads: Option<Option<u32>>,
    /// After how many days a pending request expires.
    pub requests_expire_after_days: Option<Option<u32>>,
    /// For how many days the history is kept.
    pub history_kept_for_days: Option<Option<u32>>,
    /// The version that was seen by whoever changes them.
    pub seen: Option<String>,
}

/// The settings: what was set here, what counts, and who says so.
#[derive(Debug, Clone)]
pub struct View {
    /// What was set on the settings page or by the API.
    pub set: Set,
    /// What counts.
    pub in_force: Arc<InForce>,
    operator: Vec<Setting>,
}

impl View {
    /// Who says what a setting is.
    pub fn source(&self, setting: Setting) -> Source {
        if self.is_fixed(setting) {
            return Source::Environment;
        }
        match value_of(&self.set, setting) == value_of(&Set::default(), setting) {
            true => Source::Default,
            false => Source::Setting,
        }
    }

    /// Whether the operator says it, so that it can't be changed here.
    pub fn is_fixed(&self, setting: Setting) -> bool {
        self.operator.contains(&setting)
    }

    /// A name for this state of what was set.
    pub fn version(&self) -> String {
        version(&self.set)
    }
}

/// The settings, to an admin.
pub async fn show(app: &App, viewer: &Viewer) -> Outcome<View> {
    viewer.admin()?;
    app.heed_settings().await?;
    let operator = Setting::ALL.iter().copied().filter(|setting| app.settings.fixes(*setting)).collect();
    Ok(View { set: settings::get(&app.store).await?, in_force: app.in_force(), operator })
}

/// How many pending requests are older than so many days: they would expire soon.
pub async fn would_expire(app: &App, viewer: &Viewer, after: u32) -> Outcome<u64> {
    viewer.admin()?;
    Ok(retention::count_waiting_since(&app.store, app.now().minus(days(after))).await?)
}

/// An admin changes settings.
pub async fn change(app: &App, viewer: &Viewer, draft: SettingsDraft, faults: Faults) -> Outcome<()> {
    let by = viewer.admin()?.id;
    change_as_operator(app, draft, faults, Some(by)).await
}

/// Whoever runs the installation changes settings.
pub async fn change_as_operator(
    app: &App,
    draft: SettingsDraft,
    mut faults: Faults,
    by: Option<UserId>,
) -> Outcome<()> {
    let draft = checked(app, draft, &mut faults).await?;
    faults.check()?;
    store::write!(app.store, |tx| {
        let before = settings::get(tx).await?;
        check_seen(draft.seen.as_ref(), || version(&before))?;
        let mut after = draft.over(&before);
        keep_what_is_fixed(app, &before, &mut after)?;
        if after == before {
            return Ok(());
        }
        settings::set(tx, &after, app.now()).await?;
        for setting in Setting::ALL.iter().copied() {
            if value_of(&before, setting) != value_of(&after, setting) {
                let event = event(setting, &before, &after, by);
                events::record(tx, "setting.changed", &event, app.now()).await?;
            }
        }
        Ok::<_, Refusal>(())
    })?;
    // Whoever changed them sees them changed; other processes hear of it within a second.
    app.heed_settings().await
}

/// What the history says of a change. Addresses are kept nowhere but where they are used.
fn event(setting: Setting, before: &Set, after: &Set, by: Option<UserId>) -> NewEvent {
    let mut event = NewEvent { user_id: by, ..NewEvent::default() };
    event.data.insert("name".into(), setting.as_str().into());
    if setting == Setting::Logo {
        event.asset_id = after.logo_id.or(before.logo_id);
    }
    if setting != Setting::MailFrom {
        event.data.insert("from".into(), value_of(before, setting));
        event.data.insert("to".into(), value_of(after, setting));
    }
    event
}

/// What was set, as the history and programs read it.
fn value_of(set: &Set, setting: Setting) -> Value {
    match setting {
        Setting::Organisation => json!(set.organisation),
        Setting::Accent => json!(set.accent),
        Setting::Logo => json!(set.logo_id),
        Setting::Language => json!(set.language.map(Language::tag)),
        Setting::Languages => json!(set.languages.iter().map(|language| language.tag()).collect::<Vec<_>>()),
        Setting::MailFrom => json!(set.mail_from),
        Setting::LimitNetwork => json!(set.limit_network),
        Setting::LimitAddress => json!(set.limit_address),
        Setting::LimitDownloads => json!(set.limit_downloads),
        Setting::RequestsExpireAfterDays => json!(set.requests_expire_after_days),
        Setting::HistoryKeptForDays => json!(set.history_kept_for_days),
    }
}

/// What the operator says stays as it was set before. Who sends back what counts anyway changes nothing; who wants something
/// else is told where it is said.
fn keep_what_is_fixed(app: &App, before: &Set, after: &mut Set) -> Outcome<()> {
    let in_force = app.in_force();
    let mut refused = Vec::new();
    for setting in Setting::ALL.iter().copied().filter(|setting| app.settings.fixes(*setting)) {
        let wanted = value_of(after, setting);
        if wanted == value_of(before, setting) {
            continue;
        }
        if wanted != in_force.value(setting) {
            refused.extend(setting.variable());
        }
        match setting {
            Setting::Organisation => after.organisation.clone_from(&before.organisation),
            Setting::Language => after.language = before.language,
            Setting::MailFrom => after.mail_from.clone_from(&before.mail_from),
            Setting::LimitNetwork => after.limit_network = before.limit_network,
            Setting::LimitAddress => after.limit_address = before.limit_address,
            Setting::LimitDownloads => after.limit_downloads = before.limit_downloads,
            Setting::Accent
            | Setting::Logo
            | Setting::Languages
            | Setting::RequestsExpireAfterDays
            | Setting::HistoryKeptForDays => {}
        }
    }
    if refused.is_empty() {
        return Ok(());
    }
    let detail = format!("Set outside, by flag, environment or file; change it there: {}.", refused.join(", "));
    Err(Refusal::conflict("set-by-environment", detail))
}

impl SettingsDraft {
    /// What was set, with this over it.
    fn over(&self, before: &Set) -> Set {
        fn or<T: Clone>(new: &Option<Option<T>>, old: &Option<T>) -> Option<T> {
            new.clone().unwrap_or_else(|| old.clone())
        }
        Set {
            organisation: or(&self.organisation, &before.organisation),
            accent: or(&self.accent, &before.accent),
            logo_id: or(&self.logo, &before.logo_id),
            language: or(&self.language, &before.language),
            languages: self.languages.clone().unwrap_or_else(|| before.languages.clone()),
            mail_from: or(&self.mail_from, &before.mail_from),
            limit_network: or(&self.limit_network, &before.limit_network),
            limit_address: or(&self.limit_address, &before.limit_address),
            limit_downloads: or(&self.limit_downloads, &before.limit_downloads),
            requests_expire_after_days: or(&self.requests_expire_after_days, &before.requests_expire_after_days),
            history_kept_for_days: or(&self.history_kept_for_days, &before.history_kept_for_days),
        }
    }
}

/// The draft as it can be kept; every fault is noted. What is left empty brings the default back.
async fn checked(app: &App, mut draft: SettingsDraft, faults: &mut Faults) -> Outcome<SettingsDraft> {
    if let Some(typed) = draft.organisation.take() {
        let name = typed.as_deref().and_then(text::line);
        if name.as_ref().is_some_and(|name| name.chars().count() > LONGEST_NAME) {
            faults.add(Fault::at("/organisation", format!("A name has at most {LONGEST_NAME} characters.")));
        }
        draft.organisation = Some(name);
    }
    if let Some(typed) = draft.accent.take() {
        draft.accent = Some(accent(faults, typed.as_deref().map(str::trim).filter(|typed| !typed.is_empty())));
    }
    if let Some(typed) = draft.mail_from.take() {
        draft.mail_from = Some(typed.as_deref().and_then(text::line));
        if let Some(Some(typed)) = &draft.mail_from
            && let Err(wrong) = sender(typed)
        {
            faults.add(Fault::at("/mailFrom", format!("{wrong}.")));
        }
    }
    if let Some(Some(logo)) = draft.logo
        && store::assets::by_id(&app.store, logo).await?.is_none()
    {
        faults.add(Fault::at("/logoId", "There is no such asset."));
    }
    // In the order in which they are offered everywhere, and none where it is all of them, so that the same choice is the
    // same setting.
    draft.languages = draft.languages.map(|chosen| {
        let offered: Vec<Language> = Language::all().filter(|language| chosen.contains(language)).collect();
        if offered.len() == Language::all().count() { vec![] } else { offered }
    });
    let numbers = [
        ("/limitNetwork", draft.limit_network, REQUESTS),
        ("/limitAddress", draft.limit_address, REQUESTS),
        ("/limitDownloads", draft.limit_downloads, DOWNLOADS),
        ("/requestsExpireAfterDays", draft.requests_expire_after_days, EXPIRY),
        ("/historyKeptForDays", draft.history_kept_for_days, HISTORY),
    ];
    for (pointer, number, range) in numbers {
        if let Some(Some(number)) = number
            && !range.contains(&number)
            && !faults.has(pointer)
        {
            faults.add(Fault::at(pointer, format!("From {} to {}.", range.start(), range.end())));
        }
    }
    Ok(draft)
}
