//! `POST /api/dam/download-validation-requests/revocations`

use super::{
    decide_many::{BulkResults, meant},
    filter::RequestFilter,
};
use crate::{
    Site,
    api::{body, door::SignedIn},
    failure::Failure,
};
use app::{refusal::Faults, revoke};
use axum::{Json, extract::State};
use utoipa::ToSchema;

/// A revocation of what many requests opened, named by `ids` or by `filter`.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct NewRevocations {
    /// The requests.
    ids: Option<Vec<i64>>,
    /// The requests, by what the list filters.
    filter: Option<RequestFilter>,
    /// What is said to the requesters.
    message: Option<String>,
}

/// Revoke what many requests opened
///
/// Up to 10,000 at once.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/revocations", tag = "requests",
    request_body = NewRevocations,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "What became of each.", body = BulkResults))
)]
pub(super) async fn revoke_download_requests(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    body: body::Json,
) -> Result<Json<BulkResults>, Failure> {
    let mut faults = Faults::default();
    let object = body.object(&["ids", "filter", "message"], &mut faults);
    let message = object.text(&mut faults, "message");
    let (ids, filter) = meant(&site, &object, &mut faults).await?;
    faults.check()?;
    let results = revoke::revoke_many(&site.app, &viewer, ids, filter, message).await?;
    Ok(Json(BulkResults::of(results)))
}
