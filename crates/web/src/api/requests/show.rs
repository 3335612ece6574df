//! `GET /api/dam/download-validation-requests/{id}`

use super::shown::{DownloadRequest, WholeRequest};
use crate::{
    Site,
    api::{
        door::{Named, SignedIn},
        events::Event,
    },
    failure::Failure,
};
use app::{history, show_request};
use axum::{Json, extract::State};
use domain::RequestId;

/// One download request
///
/// With its items, its requester and its history.
#[utoipa::path(
    get, path = "/api/dam/download-validation-requests/{id}", tag = "requests",
    params(("id" = i64, Path, description = "The request.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The request.", body = WholeRequest))
)]
pub(super) async fn show_download_request(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
) -> Result<Json<WholeRequest>, Failure> {
    let shown = show_request::show(&site.app, &viewer, id).await?;
    let history = history::of_request(&site.app, id).await?;
    Ok(Json(WholeRequest { request: DownloadRequest::of(&shown.view), history: Event::all(&history) }))
}
