//! `POST /api/dam/download-validation-requests/{id}/revocation`

use super::shown::DownloadRequest;
use crate::{
    Site,
    api::{
        body::OptionalJson,
        door::{Named, SignedIn},
    },
    failure::Failure,
};
use app::{refusal::Faults, revoke};
use axum::{Json, extract::State};
use domain::RequestId;
use utoipa::ToSchema;

/// A revocation.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct NewRevocation {
    /// What is said to the requester.
    message: Option<String>,
}

/// Revoke what a request opened
///
/// It counts from the next byte range on.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/{id}/revocation", tag = "requests",
    params(("id" = i64, Path, description = "The request.")),
    request_body = Option<NewRevocation>,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The request as it is then.", body = DownloadRequest),
        (status = 403, description = "`not-responsible`: somebody else decides it."),
        (status = 409, description = "`nothing-granted`: it opens nothing now."),
    )
)]
pub(super) async fn revoke_download_request(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
    OptionalJson(body): OptionalJson,
) -> Result<Json<DownloadRequest>, Failure> {
    let mut faults = Faults::default();
    let message = body.object(&["message"], &mut faults).text(&mut faults, "message");
    faults.check()?;
    let view = revoke::revoke_request(&site.app, &viewer, id, message).await?;
    Ok(Json(DownloadRequest::of(&view)))
}
