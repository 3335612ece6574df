//! What was told to a webhook; telling it again, and trying it out.

use crate::{
    Site,
    api::{
        answer::resource,
        door::{Named, Nested, SignedIn},
        list::{List, Page, PageParams},
    },
    extract::Query,
    failure::Failure,
};
use app::{
    Fault,
    refusal::Faults,
    webhooks::{self, DeliveryStatus},
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_deliveries)).routes(routes!(replay_delivery)).routes(routes!(test_webhook))
}

/// The state of a delivery.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum DeliveryState {
    /// It waits for its first or next attempt.
    Pending,
    /// It was answered with a status from 200 to 299.
    Delivered,
    /// It was given up.
    Failed,
}

/// What was told, and how that went.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": 41, "eventId": 1207, "type": "decision.approved", "status": "pending", "attempts": 2, "responseCode": 503,
    "durationMs": 84, "error": "the server answered 503", "createdAt": "2026-11-01T12:00:00Z",
    "attemptedAt": "2026-11-01T12:00:05Z", "nextAttemptAt": "2026-11-01T12:05:11Z"
}))]
pub(super) struct Delivery {
    #[schema(value_type = i64)]
    id: JobId,
    /// The event; without one it was a test.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    event_id: Option<EventId>,
    r#type: String,
    status: DeliveryState,
    /// How often it was tried.
    attempts: u32,
    /// What was answered last.
    #[serde(skip_serializing_if = "Option::is_none")]
    response_code: Option<u32>,
    /// How long the last attempt took, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_ms: Option<u32>,
    /// Why the last attempt failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    attempted_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    next_attempt_at: Option<Timestamp>,
}

impl Delivery {
    fn of(delivery: webhooks::Delivery) -> Self {
        Self {
            id: delivery.id,
            event_id: delivery.event_id,
            r#type: delivery.kind,
            status: match delivery.status {
                DeliveryStatus::Pending => DeliveryState::Pending,
                DeliveryStatus::Delivered => DeliveryState::Delivered,
                DeliveryStatus::Failed => DeliveryState::Failed,
            },
            attempts: delivery.attempts,
            response_code: delivery.response_code,
            duration_ms: delivery.duration,
            error: delivery.error,
            created_at: delivery.created_at,
            attempted_at: delivery.attempted_at,
            next_attempt_at: delivery.next_at,
        }
    }
}

/// Which deliveries are listed.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct DeliveryParams {
    /// Only those in this state: `pending`, `delivered` or `failed`.
    #[param(example = "failed")]
    status: Option<String>,
}

/// List what was told to a webhook
///
/// Newest first, for thirty days; for admins. What a decision that may still be undone is to tell comes into the list when it
/// is told.
#[utoipa::path(
    get, path = "/api/dam/webhooks/{id}/deliveries", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook."), DeliveryParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Delivery>))
)]
async fn list_deliveries(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
    Query(fields): Query,
) -> Result<Json<List<Delivery>>, Failure> {
    viewer.admin()?;
    let mut faults = Faults::default();
    let status = fields.get("status").map(str::parse::<DeliveryStatus>);
    if let Some(Err(())) = status {
        faults.add(Fault::at("/status", "This is one of pending, delivered and failed."));
    }
    let status = status.and_then(Result::ok);
    let page = Page::read(&fields, "deliveries", 2, &["status"], &mut faults);
    faults.check()?;
    let before = page.after_moment(JobId);
    let listed = webhooks::deliveries(&site.app, &viewer, id, status, before, page.size).await?;
    let items = listed.deliveries.into_iter().map(Delivery::of).collect();
    Ok(Json(page.of_moments(items, listed.next.map(|(at, id)| (at, id.0)), listed.total)))
}

/// Tell something again
///
/// For admins. The same message under the same `webhook-id`; one that waits for its next attempt is tried now.
#[utoipa::path(
    post, path = "/api/dam/webhooks/{id}/deliveries/{deliveryId}/replay", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook."), ("deliveryId" = i64, Path, description = "The delivery.", example = 41)),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The delivery, pending.", body = Delivery),
        (status = 409, description = "`webhook-off`: switch it on first. `webhook-test`: make a new test."),
    )
)]
async fn replay_delivery(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Nested(id, delivery): Nested<WebhookId, JobId>,
) -> Result<Response, Failure> {
    Ok(resource(&Delivery::of(webhooks::replay(&site.app, &viewer, id, delivery).await?)))
}

/// Try a webhook out
///
/// For admins. Sends a message of the type `webhook.test`, once and now, also where the webhook is switched off.
#[utoipa::path(
    post, path = "/api/dam/webhooks/{id}/test", tag = "webhooks",
    params(("id" = i64, Path, description = "The webhook.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "How it went: `delivered` or `failed`, and why.", body = Delivery))
)]
async fn test_webhook(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<WebhookId>,
) -> Result<Response, Failure> {
    Ok(resource(&Delivery::of(webhooks::test(&site.app, &viewer, id).await?)))
}
