//! `DELETE /api/dam/medias/{id}`, and the way back.

use super::Media;
use crate::{
    Site,
    api::{
        answer::resource,
        door::{Named, SignedIn},
    },
    failure::Failure,
};
use app::{Refusal, delete_assets, library};
use axum::{extract::State, response::Response};
use domain::AssetId;
use http::StatusCode;

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
) -> Result<StatusCode, Failure> {
    delete_assets::delete_one(&site.app, &viewer, id).await?;
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
