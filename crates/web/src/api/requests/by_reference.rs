//! `GET /api/public/download-validation-requests/{reference}`

use super::shown::PublicRequest;
use crate::{Site, api::door::Named, failure::Failure};
use app::show_request::show_by_reference as show;
use axum::{Json, extract::State, response::IntoResponse};
use http::header;

/// The status of a request, to the holder of its reference
#[utoipa::path(
    get, path = "/api/public/download-validation-requests/{reference}", tag = "public requests",
    params(("reference" = String, Path, description = "The request's unguessable name.")),
    security(()),
    responses((status = 200, description = "Where it stands.", body = PublicRequest))
)]
pub(super) async fn show_by_reference(
    State(site): State<Site>,
    Named(reference): Named<String>,
) -> Result<impl IntoResponse, Failure> {
    let view = show(&site.app, &reference).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(PublicRequest::of(&view.request, &view.items))))
}
