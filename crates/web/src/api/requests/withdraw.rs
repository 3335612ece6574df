//! `DELETE /api/public/download-validation-requests/{reference}`

use crate::{Site, api::door::Named, failure::Failure};
use axum::extract::State;
use http::StatusCode;

/// Withdraw a request
///
/// While it is pending: what is not decided yet is asked for no more.
#[utoipa::path(
    delete, path = "/api/public/download-validation-requests/{reference}", tag = "public requests",
    params(("reference" = String, Path, description = "The request's unguessable name.")),
    security(()),
    responses((status = 204, description = "Withdrawn."), (status = 409, description = "`not-pending`: there is nothing left to withdraw."))
)]
pub(super) async fn withdraw_download_request(
    State(site): State<Site>,
    Named(reference): Named<String>,
) -> Result<StatusCode, Failure> {
    app::withdraw_request::withdraw(&site.app, &reference).await?;
    Ok(StatusCode::NO_CONTENT)
}
