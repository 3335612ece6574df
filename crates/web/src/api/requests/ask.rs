//! `POST /api/dam/download-validation-requests`

use super::{MOST_NAMED, shown::DownloadRequest};
use crate::{
    Site,
    api::{answer::created, body::Json, door::SignedIn},
    failure::Failure,
};
use app::{
    refusal::Faults,
    show_request::show_made,
    submit::{UserAsk, ask_as_user},
};
use axum::{extract::State, response::Response};
use domain::*;
use http::HeaderMap;
use utoipa::ToSchema;

/// What a signed-in user asks for.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewDownloadRequest {
    /// The assets; the caller's current selection where left out.
    media_ids: Option<Vec<i64>>,
    /// What they are wanted for.
    reason: String,
    /// Who is to decide.
    responsible_ids: Option<Vec<i64>>,
}

/// Ask for downloads
///
/// As a signed-in user. Somebody decides, item by item, whatever the policies of the places the assets are in.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests", tag = "requests",
    request_body = NewDownloadRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The request.", body = DownloadRequest))
)]
pub(super) async fn ask_for_downloads(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failure> {
    let key = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(&["mediaIds", "reason", "responsibleIds"], &mut faults);
    let ask = UserAsk {
        assets: object.ids(&mut faults, "mediaIds", AssetId, MOST_NAMED),
        reason: object.required_text(&mut faults, "reason"),
        responsibles: object.ids(&mut faults, "responsibleIds", UserId, MOST_NAMED).unwrap_or_default(),
    };
    let id = ask_as_user(&site.app, &viewer, ask, faults, key).await?;
    let made = DownloadRequest::of(&show_made(&site.app, id).await?);
    Ok(created(&site, &format!("/api/dam/download-validation-requests/{id}"), &made))
}
