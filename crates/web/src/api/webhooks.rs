//! `/api/dam/webhooks`: who is told what happens, and how that went.

mod deliveries;

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known, Object},
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    Refusal,
    refusal::Faults,
    webhooks::{self, WebhookDraft},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::*;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, create_webhook))
        .routes(routes!(show_webhook, patch_webhook, delete_webhook))
        .routes(routes!(rotate_webhook_secret))
        .merge(deliveries::routes())
}

/// The most types that are read of a body.
const MOST_TYPES: usize = 1_000;

/// Somebody who is told what happens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": 3, "url": "https://archive.example/hooks/ajar", "events": ["request", "decision.approved"],
    "description": "The archive", "enabled": true, "createdAt": "2026-11-01T12:00:00Z", "updatedAt": "2026-11-01T12:00:00Z"
}))]
struct Webhook {
    #[schema(value_type = i64)]
    id: WebhookId,
    url: String,
    /// The types of events that it is told of, or their first parts; none: all.
    events: Vec<String>,
    description: String,
    /// Whether it is told anything.
    enabled: bool,
    /// Why it was switched off by itself: `gone` (it answered 410) or `failing` (for five days).
    #[serde(skip_serializing_if = "Option::is_none")]
    off_because: Option<String>,
    /// Since when it answers nothing but failures.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Timestamp>,
    /// Until when messages are signed with the secret before as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    earlier_secret_until: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl Webhook {
    fn of(site: &Site, webhook: &webhooks::Webhook) -> Self {
        let now = site.app.now();
        Self {
            id: webhook.id,
            url: webhook.url.clone(),
            events: webhooks::events(webhook),
            description: webhook.description.clone(),
            enabled: webhook.enabled,
            off_because: webhook.off_because.clone(),
            failing_since: webhook.failing_since,
            earlier_secret_until: webhook.earlier_until.filter(|until| now < *until),
            created_at: webhook.created_at,
            updated_at: webhook.updated_at,
        }
    }
}

/// The same with its secret, which is shown this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WebhookWithSecret {
    #[serde(flatten)]
    webhook: Webhook,
    /// What messages are signed with: `whsec_…`. Keep it; it is not shown again.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=")]
    secret: String,
}

impl WebhookWithSecret {
    fn of(site: &Site, webhook: &webhooks::Webhook) -> Result<Self, Failure> {
        let secret = webhooks::secret(&site.app, webhook);
        let secret = secret.ok_or_else(|| Refusal::internal("a secret that was just made can't be read"))?;
        Ok(Self { webhook: Webhook::of(site, webhook), secret })
    }
}

/// A secret is for who asked, and for nobody on the way.
fn in_private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A webhook to make.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewWebhook {
    /// Where messages are sent: `https://…`; `http://…` only into private networks that `AJAR_WEBHOOKS_ALLOW_PRIVATE` names.
    #[schema(example = "https://archive.example/hooks/ajar")]
    url: String,
    /// Types such as `decision.approved`, or their first parts; left out or empty: all.
    #[schema(example = json!(["request", "decision.approved"]))]
    events: Option<Vec<String>>,
    #[schema(example = "The archive")]
    description: Option<String>,
    /// True unless said otherwise.
    enabled: Option<bool>,
}

/// What changes on a webhook.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct WebhookPatch {
    #[schema(example = "https://archive.example/hooks/ajar")]
    url: Option<String>,
    /// `null` or empty: all.
    #[schema(example = json!(["request", "decision.approved"]))]
    events: Option<Vec<String>>,
    #[schema(example = "The archive")]
    description: Option<String>,
    /// Switched on again it begins anew: how it failed before is forgotten.
    enabled: Option<bool>,
}

/// What a webhook is made of.
const MEMBERS: Known = &["url", "events", "description", "enabled"];

fn draft(object: &Object<'_>, faults: &mut Faults) -> WebhookDraft {
    let events = object.texts(faults, "events", MOST_TYPES);
    let description = object.text(faults, "description");
    WebhookDraft {
        url: object.text(faults, "url"),
        events: if object.takes_away("events") { Some(vec![]) } else { events },
        description: if object.takes_away("description") { Some(String::new()) } else { description },
        enabled: object.switch(faults, "enabled"),
        once: None,
        seen: None,
    }
}

/// List webhooks
///
/// For admins.
#[utoipa::path(
    get, path = "/api/dam/webhooks", tag = "webhooks",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Webhook>))
)]
async fn list_webhooks(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Webhook>>, Failure> {
    viewer.admin()?;
    let mut faults = Faults::default();
    let page = Page::read(&fields, "webhooks", 1, &[], &mut faults);
    faults.check()?;
    let all = webhooks::list(&site.app, &viewer).await?;
    Ok(Json(page.of_all(all, |webhook| webhook.id.0, |webhook| Webhook::of(&site, &webhook))))
}

/// One webhook
///
/// For admins. Its secret is not shown again.
#[utoipa::path(
    get, path = "/api/dam/webhooks/{id}", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The webhook.", body = Webhook))
)]
async fn show_webhook(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
) -> Result<Response, Failure> {
    Ok(resource(&Webhook::of(&site, &webhooks::show(&site.app, &viewer, id).await?)))
}

/// Make a webhook
///
/// For admins. It is told of what happens from a second later on, each event in a POST of its own, signed by the Standard
/// Webhooks specification with the secret that this answer shows.
#[utoipa::path(
    post, path = "/api/dam/webhooks", tag = "webhooks",
    request_body = NewWebhook,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "The webhook with its secret.", body = WebhookWithSecret, headers(("Location" = String, description = "Where it is."))),
        (status = 409, description = "`too-many-webhooks`: there are fifty."),
    )
)]
async fn create_webhook(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    let draft = WebhookDraft { once, ..draft(&object, &mut faults) };
    let made = webhooks::create(&site.app, &viewer, draft, faults).await?;
    let path = format!("/api/dam/webhooks/{}", made.id);
    Ok(in_private(created(&site, &path, &WebhookWithSecret::of(&site, &made)?)))
}

/// Change a webhook
///
/// For admins.
#[utoipa::path(
    patch, path = "/api/dam/webhooks/{id}", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook.")),
    request_body(content((WebhookPatch = "application/json"), (WebhookPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The webhook as it is then.", body = Webhook),
        (status = 412, description = "It was changed since it was read."),
    )
)]
async fn patch_webhook(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let present = webhooks::show(&site.app, &viewer, id).await?;
    let seen = seen(&headers, &Webhook::of(&site, &present), webhooks::version(&present))?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.keep(&mut faults, &["url", "enabled"]);
    let draft = WebhookDraft { seen, ..draft(&object, &mut faults) };
    let changed = webhooks::update(&site.app, &viewer, id, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Webhook::of(&site, &changed)))
}

/// Take a webhook out
///
/// For admins. Its log goes with it.
#[utoipa::path(
    delete, path = "/api/dam/webhooks/{id}", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn delete_webhook(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    let present = webhooks::show(&site.app, &viewer, id).await?;
    let seen = seen(&headers, &Webhook::of(&site, &present), webhooks::version(&present))?;
    webhooks::remove(&site.app, &viewer, id, seen).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a new secret
///
/// For admins. For a day messages are signed with the one before as well, so that the receiver can change over.
#[utoipa::path(
    post, path = "/api/dam/webhooks/{id}/rotation", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The webhook with its new secret.", body = WebhookWithSecret))
)]
async fn rotate_webhook_secret(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
) -> Result<Response, Failure> {
    let rotated = webhooks::rotate(&site.app, &viewer, id).await?;
    Ok(in_private(Json(WebhookWithSecret::of(&site, &rotated)?).into_response()))
}
