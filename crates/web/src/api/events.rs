//! `/api/dam/events`: the history.

mod stream;

use super::{
    door::SignedIn,
    list::{self, List, Page, PageParams},
    requests::Named,
};
use crate::{
    Site,
    extract::{Fields, Query},
    failure::Failure,
};
use app::{
    Fault,
    history::{self, Filter, Listed},
    refusal::Faults,
};
use axum::{Json, extract::State};
use domain::*;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_events)).routes(routes!(stream::stream_events))
}

/// One line of the history. What it is not about is left out.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Event {
    #[schema(value_type = i64)]
    id: EventId,
    /// What happened, dotted: `request.created`, `decision.approved`, `grant.revoked`, `download.asset` …
    r#type: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The user who did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<Named>,
    /// The address of the requester whom it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    mail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    request_id: Option<RequestId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    grant_id: Option<GrantId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    portal_id: Option<PortalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    kit_id: Option<KitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    folder_id: Option<FolderId>,
    /// The assets it is about.
    #[schema(value_type = Vec<i64>)]
    media_ids: Vec<AssetId>,
    /// What else belongs to it: numbers and fixed words.
    #[schema(value_type = Object)]
    data: serde_json::Value,
}

impl Event {
    /// The events of a page of the history.
    pub fn all(listed: &Listed) -> Vec<Self> {
        let user = |id: UserId| Named { id, name: listed.names.get(&id).cloned().unwrap_or_default() };
        let shown = listed.events.iter().map(|event| {
            let several = listed.assets.get(&event.id).cloned().unwrap_or_default();
            Self {
                id: event.id,
                r#type: event.kind.clone(),
                created_at: event.at,
                user: event.user_id.map(user),
                mail: listed.mail_of(event).cloned(),
                request_id: event.request_id,
                grant_id: event.grant_id,
                portal_id: event.portal_id,
                kit_id: event.kit_id,
                folder_id: event.folder_id,
                media_ids: event.asset_id.map_or(several, |asset| vec![asset]),
                data: serde_json::from_str(&event.data).unwrap_or_default(),
            }
        });
        shown.collect()
    }
}

/// The filters of the history.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[allow(dead_code)]
struct EventParams {
    /// A whole type, or its first part: `decision` finds `decision.approved`.
    r#type: Option<String>,
    /// The requester's address, also of decisions.
    mail: Option<String>,
    /// Done by this user.
    user_id: Option<i64>,
    /// About this asset.
    media_id: Option<i64>,
    /// About this kit.
    kit_id: Option<i64>,
    /// About this portal.
    portal_id: Option<i64>,
    /// About this request.
    request_id: Option<i64>,
    /// About this folder.
    folder_id: Option<i64>,
    /// About an asset whose file is of this type now.
    content_type: Option<String>,
    /// At this moment or later.
    #[param(format = DateTime)]
    created_after: Option<String>,
    /// Before this moment.
    #[param(format = DateTime)]
    created_before: Option<String>,
}

/// What is filtered by.
const FILTERS: &[&str] = &[
    "type",
    "mail",
    "userId",
    "mediaId",
    "kitId",
    "portalId",
    "requestId",
    "folderId",
    "contentType",
    "createdAfter",
    "createdBefore",
];

/// List the history
///
/// Newest first; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/events", tag = "events",
    params(EventParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the history.", body = List<Event>))
)]
async fn list_events(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Event>>, Failure> {
    let mut faults = Faults::default();
    let filter = filter(&fields, &mut faults);
    let page = Page::read(&fields, "events", 2, FILTERS, &mut faults);
    faults.check()?;
    let before = page.after_moment(EventId);
    let listed = history::list(&site.app, &viewer, &filter, before, page.size).await?;
    Ok(Json(page.of_moments(Event::all(&listed), listed.next.map(|(at, id)| (at, id.0)), listed.total)))
}

/// What the history is narrowed to.
fn filter(fields: &Fields, faults: &mut Faults) -> Filter {
    let mail = fields.given("mail").and_then(|mail| faults.take("/mail", MailAddress::parse(mail)));
    let kind = fields.given("type").map(str::to_owned);
    if kind
        .as_ref()
        .is_some_and(|kind| kind.is_empty() || !kind.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c)))
    {
        faults.add(Fault::at("/type", "This must be a type such as request.created, or its first part."));
    }
    Filter {
        kind,
        mail_key: mail.map(|mail| mail.key().to_owned()),
        user: list::id(fields, faults, "userId", UserId),
        asset: list::id(fields, faults, "mediaId", AssetId),
        kit: list::id(fields, faults, "kitId", KitId),
        portal: list::id(fields, faults, "portalId", PortalId),
        request: list::id(fields, faults, "requestId", RequestId),
        folder: list::id(fields, faults, "folderId", FolderId),
        content_type: fields.given("contentType").map(str::to_owned),
        after: list::moment(fields, faults, "createdAfter"),
        before: list::moment(fields, faults, "createdBefore"),
    }
}
