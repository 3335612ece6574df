//! `/api/dam/download-grants`: what stands open for whom.

use super::{
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
    requests::Requester,
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    library::{self, GrantView},
    refusal::Faults,
    revoke,
};
use axum::{Json, extract::State};
use domain::*;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_download_grants))
        .routes(routes!(show_download_grant, revoke_download_grant))
}

/// How much a grant opens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
enum Scope {
    Portal,
    Kit,
    Asset,
}

/// What a requester may download because of a request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DownloadGrant {
    #[schema(value_type = i64)]
    id: GrantId,
    /// The request it came from.
    #[schema(value_type = i64)]
    request_id: RequestId,
    /// Who asked.
    requester: Requester,
    /// Whether it counts in one browser only: what a policy gave at once, without anybody deciding.
    browser_only: bool,
    scope: Scope,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    portal_id: Option<PortalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    kit_id: Option<KitId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    media_id: Option<AssetId>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

impl DownloadGrant {
    fn of(view: &GrantView) -> Self {
        let grant = &view.grant;
        let (scope, portal_id, kit_id, media_id) = match grant.scope {
            GrantScope::Portal(portal) => (Scope::Portal, Some(portal), None, None),
            GrantScope::Kit(kit) => (Scope::Kit, None, Some(kit), None),
            GrantScope::Asset(asset) => (Scope::Asset, None, None, Some(asset)),
        };
        Self {
            id: grant.id,
            request_id: grant.request_id,
            requester: Requester::of(&view.requester),
            browser_only: matches!(grant.subject, library::Subject::Browser(_)),
            scope,
            portal_id,
            kit_id,
            media_id,
            created_at: grant.created_at,
            expires_at: grant.expires_at,
            revoked_at: grant.revoked_at,
        }
    }
}

/// List grants
///
/// What stands open now, newest first: to managers and admins everything, to others what they may decide and what is theirs.
#[utoipa::path(
    get, path = "/api/dam/download-grants", tag = "grants",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<DownloadGrant>))
)]
async fn list_download_grants(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<DownloadGrant>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "grants", 1, &[], &mut faults);
    faults.check()?;
    let (rows, next, total) = library::grants(&site.app, &viewer, page.after_id(GrantId), page.size).await?;
    let items = rows.iter().map(DownloadGrant::of).collect();
    Ok(Json(page.of_ids(items, next.map(|id| id.0), total)))
}

/// One grant
#[utoipa::path(
    get, path = "/api/dam/download-grants/{id}", tag = "grants",
    params(("id" = i64, Path, description = "The grant.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The grant, also where it was revoked.", body = DownloadGrant))
)]
async fn show_download_grant(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<GrantId>,
) -> Result<Json<DownloadGrant>, Failure> {
    Ok(Json(DownloadGrant::of(&library::grant(&site.app, &viewer, id).await?)))
}

/// Revoke a grant
///
/// It counts from the next byte range on. Revoking what is revoked changes nothing.
#[utoipa::path(
    delete, path = "/api/dam/download-grants/{id}", tag = "grants",
    params(("id" = i64, Path, description = "The grant.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "Revoked."),
        (status = 403, description = "`not-responsible`: somebody else decides it."),
    )
)]
async fn revoke_download_grant(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<GrantId>,
) -> Result<StatusCode, Failure> {
    revoke::revoke_grant(&site.app, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
