//! What is said of an event: what the history shows an admin, as it is when it is sent.

use crate::{
    App, Outcome,
    history::{self, Listed},
};
use domain::*;
use serde::Serialize;
use serde_json::{Value, json};
use store::events::Event;

/// A user as they are named.
#[derive(Serialize)]
struct Named<'a> {
    id: UserId,
    name: &'a str,
}

/// An event as `GET /api/dam/events` shows it; a test compares.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    id: EventId,
    r#type: &'a str,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mail: Option<&'a String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<RequestId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grant_id: Option<GrantId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portal_id: Option<PortalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kit_id: Option<KitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    folder_id: Option<FolderId>,
    media_ids: Vec<AssetId>,
    data: Value,
}

fn line<'a>(listed: &'a Listed, event: &'a Event) -> Line<'a> {
    let several = listed.assets.get(&event.id).cloned().unwrap_or_default();
    let named = |id: UserId| Named { id, name: listed.names.get(&id).map_or("", String::as_str) };
    Line {
        id: event.id,
        r#type: &event.kind,
        created_at: event.at,
        user: event.user_id.map(named),
        mail: listed.mail_of(event),
        request_id: event.request_id,
        grant_id: event.grant_id,
        portal_id: event.portal_id,
        kit_id: event.kit_id,
        folder_id: event.folder_id,
        media_ids: event.asset_id.map_or(several, |asset| vec![asset]),
        data: serde_json::from_str(&event.data).unwrap_or_default(),
    }
}

/// The message that tells of an event.
pub(super) async fn of_event(app: &App, event: Event) -> Outcome<String> {
    let listed = history::of_rows(app, vec![event]).await?;
    let Some(event) = listed.events.first() else { return Ok(String::new()) };
    let message = json!({"type": event.kind, "timestamp": event.at, "data": line(&listed, event)});
    Ok(message.to_string())
}

/// The message that tells of nothing.
pub(super) fn of_test(webhook: WebhookId, kind: &str, now: Timestamp) -> String {
    json!({"type": kind, "timestamp": now, "data": {"webhookId": webhook}}).to_string()
}
