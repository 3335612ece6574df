//! `/api/dam/settings`: what the installation is called, speaks, lets through and keeps; and whether its mails arrive.

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known, Object, idempotency_key},
    door::SignedIn,
    properties::SourceWord,
    schema,
};
use crate::{Site, extract::Path, failure::Failure};
use app::{
    Fault,
    change_settings::{self, SettingsDraft, View},
    idempotency::Idempotency,
    in_force::written,
    mail_test::{self, State as Ended},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::{AssetId, Setting, Timestamp};
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Language;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(show_settings, patch_settings))
        .routes(routes!(send_mail_test))
        .routes(routes!(show_mail_test))
}

/// The settings that count.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Settings {
    /// What the organisation is called, on pages and in mails.
    organisation: String,
    /// `#rrggbb`, for what no portal gives a colour; `null`: Ajar's own.
    #[schema(required)]
    accent: Option<String>,
    /// The asset that stands for the organisation on pages and mails that belong to no portal.
    #[schema(required, value_type = Option<i64>)]
    logo_id: Option<AssetId>,
    /// What is said to people of whom nothing else is known.
    #[schema(value_type = schema::Language)]
    language: Language,
    /// The languages that public pages are offered in, the default first.
    #[schema(value_type = Vec<schema::Language>)]
    languages: Vec<Language>,
    /// Who mails are from: `Desk <desk@example.org>`.
    mail_from: String,
    /// Download requests an hour that one network may make without signing in.
    limit_network: u64,
    /// Download requests an hour in the name of one mail address without signing in.
    limit_address: u64,
    /// Parallel downloads of one requester; the next ones queue.
    limit_downloads: u32,
    /// After how many days a pending request expires; `null`: never.
    #[schema(required)]
    requests_expire_after_days: Option<u32>,
    /// For how many days the history is kept; `null`: for ever.
    #[schema(required)]
    history_kept_for_days: Option<u32>,
    /// Who says what each of them is.
    sources: SettingSources,
}

/// Who says what each setting is.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SettingSources {
    organisation: SourceWord,
    accent: SourceWord,
    logo_id: SourceWord,
    language: SourceWord,
    languages: SourceWord,
    mail_from: SourceWord,
    limit_network: SourceWord,
    limit_address: SourceWord,
    limit_downloads: SourceWord,
    requests_expire_after_days: SourceWord,
    history_kept_for_days: SourceWord,
}

impl Settings {
    fn of(view: &View) -> Self {
        let in_force = &view.in_force;
        let source = |setting| SourceWord::of(view.source(setting));
        Self {
            organisation: in_force.organisation.clone(),
            accent: in_force.accent.clone(),
            logo_id: view.set.logo_id,
            language: in_force.language,
            languages: in_force.languages.clone(),
            mail_from: written(&in_force.mail_from),
            limit_network: in_force.limit_network,
            limit_address: in_force.limit_address,
            limit_downloads: in_force.limit_downloads,
            requests_expire_after_days: view.set.requests_expire_after_days,
            history_kept_for_days: view.set.history_kept_for_days,
            sources: SettingSources {
                organisation: source(Setting::Organisation),
                accent: source(Setting::Accent),
                logo_id: source(Setting::Logo),
                language: source(Setting::Language),
                languages: source(Setting::Languages),
                mail_from: source(Setting::MailFrom),
                limit_network: source(Setting::LimitNetwork),
                limit_address: source(Setting::LimitAddress),
                limit_downloads: source(Setting::LimitDownloads),
                requests_expire_after_days: source(Setting::RequestsExpireAfterDays),
                history_kept_for_days: source(Setting::HistoryKeptForDays),
            },
        }
    }
}

/// What changes of the settings. `null` brings a default back.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct SettingsPatch {
    organisation: Option<String>,
    /// `#rrggbb`.
    accent: Option<String>,
    logo_id: Option<i64>,
    #[schema(value_type = Option<schema::Language>)]
    language: Option<String>,
    /// Empty: all there are. The default is always offered.
    #[schema(value_type = Option<Vec<schema::Language>>)]
    languages: Option<Vec<String>>,
    /// `Desk <desk@example.org>`, or the address alone.
    mail_from: Option<String>,
    /// 0: nobody asks without signing in.
    limit_network: Option<u32>,
    /// 0: nobody asks without signing in.
    limit_address: Option<u32>,
    /// From 1 to 1000.
    limit_downloads: Option<u32>,
    /// From 1 to 3650.
    requests_expire_after_days: Option<u32>,
    /// From 30 to 36500.
    history_kept_for_days: Option<u32>,
}

/// What the settings are made of.
const MEMBERS: Known = &[
    "organisation",
    "accent",
    "logoId",
    "language",
    "languages",
    "mailFrom",
    "limitNetwork",
    "limitAddress",
    "limitDownloads",
    "requestsExpireAfterDays",
    "historyKeptForDays",
];

/// What a member is to be: none where it is left out, the default where it is `null`.
fn or_default<T>(object: &Object<'_>, setting: Setting, read: Option<T>) -> Option<Option<T>> {
    if object.takes_away(setting.as_str()) { Some(None) } else { read.map(Some) }
}

fn number(object: &Object<'_>, faults: &mut Faults, setting: Setting) -> Option<Option<u32>> {
    let name = setting.as_str();
    let number = object.value(name).map(|value| value.as_u64().and_then(|number| u32::try_from(number).ok()));
    if number == Some(None) {
        faults.add(Fault::at(object.pointer(name), "This must be a whole number."));
    }
    or_default(object, setting, number.flatten())
}

fn draft(object: &Object<'_>, faults: &mut Faults) -> SettingsDraft {
    let organisation = object.text(faults, "organisation");
    let accent = object.text(faults, "accent");
    let logo = object.id(faults, "logoId", AssetId);
    let language = object.word(faults, "language");
    let mail_from = object.text(faults, "mailFrom");
    let has_languages = object.value("languages").is_some() || object.takes_away("languages");
    SettingsDraft {
        organisation: or_default(object, Setting::Organisation, organisation),
        accent: or_default(object, Setting::Accent, accent),
        logo: or_default(object, Setting::Logo, logo),
        language: or_default(object, Setting::Language, language),
        languages: has_languages.then(|| object.words(faults, "languages")),
        mail_from: or_default(object, Setting::MailFrom, mail_from),
        limit_network: number(object, faults, Setting::LimitNetwork),
        limit_address: number(object, faults, Setting::LimitAddress),
        limit_downloads: number(object, faults, Setting::LimitDownloads),
        requests_expire_after_days: number(object, faults, Setting::RequestsExpireAfterDays),
        history_kept_for_days: number(object, faults, Setting::HistoryKeptForDays),
        seen: None,
    }
}

/// The settings
///
/// For admins. What the operator says by flag, environment or file counts over what is set here; `sources` tells which that is.
#[utoipa::path(
    get, path = "/api/dam/settings", tag = "settings",
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The settings.", body = Settings))
)]
async fn show_settings(State(site): State<Site>, SignedIn(viewer): SignedIn) -> Result<Response, Failure> {
    Ok(resource(&Settings::of(&change_settings::show(&site.app, &viewer).await?)))
}

/// Change settings
///
/// For admins. It counts on every node within a second, and each change stands in the history.
#[utoipa::path(
    patch, path = "/api/dam/settings", tag = "settings",
    request_body(content((SettingsPatch = "application/json"), (SettingsPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The settings as they are then.", body = Settings),
        (status = 409, description = "`set-by-environment`: change it there."),
    )
)]
async fn patch_settings(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let present = change_settings::show(&site.app, &viewer).await?;
    let seen = seen(&headers, &Settings::of(&present), present.version())?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    let draft = SettingsDraft { seen, ..draft(&object, &mut faults) };
    change_settings::change(&site.app, &viewer, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Settings::of(&change_settings::show(&site.app, &viewer).await?)))
}

/// How it stands with a test message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum MailTestStatus {
    /// It waits for its turn.
    Waiting,
    /// It failed for the moment, and is tried again.
    Failing,
    /// It failed for good.
    GivenUp,
    /// The other side took it over.
    Sent,
    /// An admin dropped it.
    Dropped,
}

/// A test message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MailTest {
    /// Its unguessable name.
    reference: String,
    status: MailTestStatus,
    /// What was said the last time, without addresses, where it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    /// When it is tried next, where it failed for the moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    next_at: Option<Timestamp>,
}

impl MailTest {
    fn of(test: mail_test::MailTest) -> Self {
        let (status, error, next_at) = match test.state {
            Ended::Waiting => (MailTestStatus::Waiting, None, None),
            Ended::Failing { reason, next } => (MailTestStatus::Failing, Some(reason), Some(next)),
            Ended::GivenUp { reason } => (MailTestStatus::GivenUp, Some(reason), None),
            Ended::Sent => (MailTestStatus::Sent, None, None),
            Ended::Dropped => (MailTestStatus::Dropped, None, None),
        };
        Self { reference: test.reference, status, error, next_at }
    }
}

/// Send a test message
///
/// For admins, to the caller's own address, by the way of every mail.
#[utoipa::path(
    post, path = "/api/dam/settings/mail-tests", tag = "settings",
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The test message.", body = MailTest))
)]
async fn send_mail_test(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let once = idempotency_key(&headers).map(|key| Idempotency::new(&key, b"")).transpose()?;
    let test = MailTest::of(mail_test::send(&site.app, &viewer, once).await?);
    Ok(created(&site, &format!("/api/dam/settings/mail-tests/{}", test.reference), &test))
}

/// How a test message ended
///
/// For admins.
#[utoipa::path(
    get, path = "/api/dam/settings/mail-tests/{reference}", tag = "settings",
    params(("reference" = String, Path, description = "The test message.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The test message.", body = MailTest))
)]
async fn show_mail_test(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    Ok(resource(&MailTest::of(mail_test::show(&site.app, &viewer, &reference).await?)))
}
