//! `DELETE /api/dam/medias/{id}`, what was deleted, and the way back.

use super::Media;
use crate::{
    Site,
    api::{
        answer::{not_changed, resource, seen},
        door::{Named, SignedIn},
        list::{List, Page, PageParams},
    },
    extract::Query,
    failure::Failure,
};
use app::{
    Refusal,
    delete_assets::{self, Deleted},
    edit_asset, library,
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::{AssetId, Timestamp};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

/// Delete an asset
///
/// For managers and admins. It is gone from every page at once, and out of what is asked for; for thirty days it can come
/// back.
#[utoipa::path(
    delete, path = "/api/dam/medias/{id}", tag = "medias",
    params(("id" = i64, Path, description = "The asset.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Deleted."))
)]
pub(super) async fn delete_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.manager()?;
    let present = library::asset(&site.app, &viewer, id).await?;
    let version = edit_asset::version(&present);
    let seen = seen(&headers, &Media::of(present), version)?;
    delete_assets::delete_one(&site.app, &viewer, id, seen).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Bring a deleted asset back
///
/// For managers and admins. It lies, stands and counts where it did.
#[utoipa::path(
    post, path = "/api/dam/medias/{id}/restoration", tag = "medias",
    params(("id" = i64, Path, description = "The asset.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The asset.", body = Media))
)]
pub(super) async fn restore_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
) -> Result<Response, Failure> {
    if delete_assets::restore(&site.app, &viewer, &[id]).await?.is_empty() {
        return Err(Refusal::NotFound.into());
    }
    Ok(resource(&Media::of(library::asset(&site.app, &viewer, id).await?)))
}

/// A deleted asset that can come back.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DeletedMedia {
    #[serde(flatten)]
    media: Media,
    #[schema(value_type = String, format = DateTime)]
    deleted_at: Timestamp,
    /// Who deleted it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_by: Option<String>,
    /// Until when it can come back.
    #[schema(value_type = String, format = DateTime)]
    restorable_until: Timestamp,
}

impl DeletedMedia {
    fn of(deleted: Deleted) -> Self {
        let Deleted { asset, at, by, until } = deleted;
        Self { media: Media::of(asset), deleted_at: at, deleted_by: by, restorable_until: until }
    }
}

/// List deleted assets
///
/// For managers and admins: what can still come back, latest first.
#[utoipa::path(
    get, path = "/api/dam/deleted-medias", tag = "medias",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<DeletedMedia>))
)]
pub(super) async fn list_deleted_medias(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<DeletedMedia>>, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let page = Page::read(&fields, "deleted-medias", 2, &[], &mut faults);
    faults.check()?;
    let (rows, next, total) = delete_assets::list(&site.app, &viewer, page.after_moment(AssetId), page.size).await?;
    let rows = rows.into_iter().map(DeletedMedia::of).collect();
    Ok(Json(page.of_moments(rows, next.map(|(at, id)| (at, id.0)), total)))
}
