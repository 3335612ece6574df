//! `POST /api/dam/download-validation-requests/{id}/decision`

use super::{MOST_NAMED, shown::DownloadRequest};
use crate::{
    Site,
    api::{
        body::{self, Object},
        door::{Named, SignedIn},
        schema,
    },
    failure::Failure,
};
use app::{
    decide_request::{self, Decision},
    refusal::Faults,
};
use axum::{Json, extract::State};
use domain::*;
use utoipa::ToSchema;

/// A decision.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewDecision {
    #[schema(value_type = schema::Verdict)]
    decision: String,
    /// What is said to the requester.
    message: Option<String>,
    /// Some of the items; every pending one that the caller may decide where left out.
    media_ids: Option<Vec<i64>>,
    /// Until when what is approved may be downloaded; until it is revoked where left out.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// Reads what a decision and a bulk decision have in common.
pub(super) fn read(object: &Object<'_>, faults: &mut Faults) -> Decision {
    object.require(faults, "decision");
    Decision {
        // Where the word is none, its fault is noted, and nothing will be decided.
        verdict: object.word(faults, "decision").unwrap_or(Verdict::Approve),
        message: object.text(faults, "message"),
        assets: None,
        expires_at: object.moment(faults, "expiresAt"),
    }
}

/// Decide a request
///
/// All of what is pending and the caller's to decide, or some items. What was decided before stays decided.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/{id}/decision", tag = "requests",
    params(("id" = i64, Path, description = "The request.")),
    request_body = NewDecision,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The request as it is then.", body = DownloadRequest),
        (status = 403, description = "`not-responsible`: somebody else decides some of it; `own-request`: nobody decides their own."),
        (status = 409, description = "`already-decided`, with who decided and when; `not-pending`: nothing of it waits any more."),
    )
)]
pub(super) async fn decide_download_request(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
    body: body::Json,
) -> Result<Json<DownloadRequest>, Failure> {
    let mut faults = Faults::default();
    let object = body.object(&["decision", "message", "mediaIds", "expiresAt"], &mut faults);
    let assets = object.ids(&mut faults, "mediaIds", AssetId, MOST_NAMED);
    let decision = Decision { assets, ..read(&object, &mut faults) };
    let view = decide_request::decide_with(&site.app, &viewer, id, decision, faults).await?;
    Ok(Json(DownloadRequest::of(&view)))
}
