//! Webhooks: who is told what happens, how that went, and what an admin does about it.

mod log;

use super::{Desk, history, language, shell};
use crate::{
    Site,
    addresses::Addresses,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::frame::{ago, field_errors, render_as, see_other, when},
    views::desk::{
        DeskRoom, Flash, KindChoice, SettingsTab, TypeChoice, WebhookForm, WebhookRow, WebhookState, WebhooksPage,
    },
};
use app::{
    Fault, Refusal, Viewer,
    refusal::Faults,
    webhooks::{self, FAILING, GONE, UNTOLD, Webhook, WebhookDraft},
};
use axum::{extract::State, response::Response};
use domain::{Timestamp, WebhookId};
use http::StatusCode;
use std::time::Duration;

const PATH: &str = "/admin/settings/webhooks";

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get(PATH, list)
        .post(PATH, create)
        .get("/admin/settings/webhooks/{id}", log::show)
        .post("/admin/settings/webhooks/{id}", change)
        .post("/admin/settings/webhooks/{id}/switch", switch)
        .post("/admin/settings/webhooks/{id}/test", test)
        .post("/admin/settings/webhooks/{id}/rotation", rotate)
        .post("/admin/settings/webhooks/{id}/removal", remove)
        .post("/admin/settings/webhooks/{id}/deliveries/{delivery}/replay", log::replay)
}

/// The page of one.
fn path(id: WebhookId) -> String {
    format!("{PATH}/{id}")
}

/// How long the page that shows a fresh secret does.
const SHOWN: Duration = Duration::from_secs(10 * 60);
const FRESH: &str = "fresh webhook secret";

/// The page of one whose secret was just made, and shows there for a moment.
fn path_with_secret(site: &Site, id: WebhookId) -> String {
    let seal = site.app.keys().seal_at(FRESH, &id.to_string(), site.app.now());
    format!("{}?fresh={seal}", path(id))
}

/// Whether an address says that the secret of this one was just made.
fn is_fresh(site: &Site, id: WebhookId, said: &str) -> bool {
    let opened = site.app.keys().open_at(FRESH, said);
    opened.is_some_and(|(of, at)| of == id.to_string() && site.app.now() < at.plus(SHOWN))
}

async fn list(State(site): State<Site>, Desk(viewer): Desk, Query(query): Query) -> Result<Response, Failure> {
    let flash = (query.text("done") == "removed")
        .then(|| Flash { good: true, text: "Removed: it is told nothing any more.".into() });
    page(&site, &viewer, form_of(&site.path(PATH), None), flash, StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    form: WebhookForm,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let mut rows = Vec::new();
    for webhook in webhooks::list(&site.app, viewer).await? {
        let last = webhooks::deliveries(&site.app, viewer, webhook.id, None, None, 1).await?.deliveries.pop();
        rows.push(WebhookRow {
            href: site.path(&path(webhook.id)),
            host: host(&webhook),
            told_of: told_of(&webhook),
            state: state(&webhook),
            last: last.map(|last| ago(language(), last.created_at, site.app.now())),
            description: webhook.description,
        });
    }
    let page = WebhooksPage {
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
        tab: SettingsTab::Webhooks,
        rows,
        form,
    };
    Ok(render_as(status, &page))
}

/// The server's name: the rest of an address may be a secret between the two.
fn host(webhook: &Webhook) -> String {
    let uri = webhook.url.parse::<http::Uri>().ok();
    uri.and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_else(|| webhook.url.clone())
}

fn told_of(webhook: &Webhook) -> String {
    let called: Vec<String> = webhooks::events(webhook).iter().map(|kind| history::called(kind)).collect();
    if called.is_empty() { "Everything".to_owned() } else { called.join(", ") }
}

fn state(webhook: &Webhook) -> WebhookState {
    match (webhook.enabled, webhook.off_because.as_deref(), webhook.failing_since) {
        (true, _, Some(since)) => WebhookState::Failing(when(language(), since)),
        (true, _, None) => WebhookState::On,
        (false, Some(GONE), _) => WebhookState::Gone,
        (false, Some(FAILING), _) => WebhookState::GivenUp,
        (false, _, _) => WebhookState::Off,
    }
}

/// The form of a webhook, or of a new one.
fn form_of(action: &str, webhook: Option<&Webhook>) -> WebhookForm {
    let chosen = webhook.map(webhooks::events).unwrap_or_default();
    WebhookForm {
        action: action.to_owned(),
        url: webhook.map(|webhook| webhook.url.clone()).unwrap_or_default(),
        description: webhook.map(|webhook| webhook.description.clone()).unwrap_or_default(),
        kinds: kinds(&chosen),
        errors: vec![],
    }
}

/// What may be chosen. What is chosen and has no name yet stands there too, so that saving loses nothing.
fn kinds(chosen: &[String]) -> Vec<KindChoice> {
    let choice = |kind: String, name: String| TypeChoice { chosen: chosen.contains(&kind), kind, name };
    let of = |kinds: crate::views::desk::Kinds| KindChoice {
        all: choice(kinds.part, kinds.name),
        types: kinds
            .types
            .into_iter()
            .filter(|(kind, _)| kind != UNTOLD)
            .map(|(kind, name)| choice(kind, name))
            .collect(),
    };
    let mut all: Vec<KindChoice> = history::kinds(None).into_iter().map(of).collect();
    for kind in chosen {
        let is_there =
            all.iter().any(|known| known.all.kind == *kind || known.types.iter().any(|one| one.kind == *kind));
        if !is_there {
            all.push(KindChoice { all: choice(kind.clone(), kind.clone()), types: vec![] });
        }
    }
    all
}

/// The form as it was sent, with what is to be mended.
fn sent(action: &str, fields: &Fields, faults: &[Fault]) -> WebhookForm {
    let chosen: Vec<String> = fields.every("event").map(str::to_owned).collect();
    WebhookForm {
        action: action.to_owned(),
        url: fields.text("url").to_owned(),
        description: fields.text("description").to_owned(),
        kinds: kinds(&chosen),
        errors: field_errors(language(), faults, |pointer| {
            pointer.trim_start_matches('/').split('/').next().unwrap_or_default().to_owned()
        }),
    }
}

fn drafted(fields: &Fields) -> WebhookDraft {
    WebhookDraft {
        url: Some(fields.text("url").to_owned()),
        events: Some(fields.every("event").map(str::to_owned).collect()),
        description: Some(fields.text("description").to_owned()),
        ..WebhookDraft::default()
    }
}

async fn create(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    match webhooks::create(&site.app, &viewer, drafted(&fields), Faults::default()).await {
        Ok(made) => Ok(see_other(&site, &path_with_secret(&site, made.id))),
        Err(Refusal::Invalid(faults)) => {
            let form = sent(&site.path(PATH), &fields, &faults);
            page(&site, &viewer, form, None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let id = WebhookId(id);
    match webhooks::update(&site.app, &viewer, id, drafted(&fields), Faults::default()).await {
        Ok(_) => Ok(see_other(&site, &format!("{}?done=saved", path(id)))),
        Err(Refusal::Invalid(faults)) => {
            let webhook = webhooks::show(&site.app, &viewer, id).await?;
            let form = sent(&site.path(&path(id)), &fields, &faults);
            let asked =
                log::Asked { form: Some(form), status: StatusCode::UNPROCESSABLE_ENTITY, ..log::Asked::default() };
            log::page(&site, &viewer, &webhook, asked).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Switches one on or off.
async fn switch(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let on = domain::property::parse_switch(fields.text("on"));
    let on = on.ok_or_else(|| Refusal::invalid("/on", "This is true or false."))?;
    let draft = WebhookDraft { enabled: Some(on), ..WebhookDraft::default() };
    webhooks::update(&site.app, &viewer, WebhookId(id), draft, Faults::default()).await?;
    let done = if on { "on" } else { "off" };
    Ok(see_other(&site, &format!("{}?done={done}", path(WebhookId(id)))))
}

async fn test(State(site): State<Site>, Desk(viewer): Desk, Path(id): Path<i64>, _: Form) -> Result<Response, Failure> {
    let tested = webhooks::test(&site.app, &viewer, WebhookId(id)).await?;
    let done = if tested.error.is_none() { "tested" } else { "test-failed" };
    Ok(see_other(&site, &format!("{}?done={done}", path(WebhookId(id)))))
}

async fn rotate(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    let rotated = webhooks::rotate(&site.app, &viewer, WebhookId(id)).await?;
    Ok(see_other(&site, &path_with_secret(&site, rotated.id)))
}

async fn remove(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    _: Form,
) -> Result<Response, Failure> {
    webhooks::remove(&site.app, &viewer, WebhookId(id), None).await?;
    Ok(see_other(&site, &format!("{PATH}?done=removed")))
}

/// Until when the secret before counts, while it does.
fn earlier_until(webhook: &Webhook, now: Timestamp) -> Option<Timestamp> {
    webhook.earlier_until.filter(|until| now < *until)
}
