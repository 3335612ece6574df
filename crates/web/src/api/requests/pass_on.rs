//! `POST /api/dam/download-validation-requests/{id}/responsible`

use super::shown::DownloadRequest;
use crate::{
    Site,
    api::{
        body,
        door::{Named, SignedIn},
    },
    failure::Failure,
};
use app::{Fault, pass_on, refusal::Faults, show_request::show_made};
use axum::{Json, extract::State};
use domain::{RequestId, UserId};
use utoipa::ToSchema;

/// Another responsible.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewResponsible {
    /// Who decides the request from then on.
    user_id: i64,
    /// A note that colleagues read, and the requester never does.
    note: Option<String>,
}

/// Pass a request on
///
/// From then on this user decides it, and nobody else by its route; they are asked by mail.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/{id}/responsible", tag = "requests",
    params(("id" = i64, Path, description = "The request.")),
    request_body = NewResponsible,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The request as it is then.", body = DownloadRequest),
        (status = 403, description = "`not-responsible`: somebody else decides some of it."),
        (status = 409, description = "`not-pending`: there is nothing left to decide."),
    )
)]
pub(super) async fn pass_download_request_on(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
    body: body::Json,
) -> Result<Json<DownloadRequest>, Failure> {
    let mut faults = Faults::default();
    let object = body.object(&["userId", "note"], &mut faults);
    let (to, note) = (object.id(&mut faults, "userId", UserId), object.text(&mut faults, "note"));
    if to.is_none() && !faults.has("/userId") {
        faults.add(Fault::at("/userId", "Name the user who is to decide."));
    }
    faults.check()?;
    pass_on::pass_on(&site.app, &viewer, id, to.unwrap_or(UserId(0)), note.as_deref()).await?;
    Ok(Json(DownloadRequest::of(&show_made(&site.app, id).await?)))
}
