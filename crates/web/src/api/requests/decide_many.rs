//! `POST /api/dam/download-validation-requests/decisions`

use super::{
    decide,
    filter::{self, RequestFilter},
};
use crate::{
    Site,
    api::{
        body::{self, Object},
        door::SignedIn,
        schema,
    },
    failure::Failure,
};
use app::{
    Fault, Outcome,
    decide_request::{self, BulkResult, MOST_AT_ONCE},
    list_requests::Filter,
    refusal::Faults,
};
use axum::{Json, extract::State};
use domain::*;
use serde::Serialize;
use utoipa::ToSchema;

/// A decision on many requests, named by `ids` or by `filter`.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewDecisions {
    /// The requests.
    ids: Option<Vec<i64>>,
    /// The requests, by what the list filters.
    filter: Option<RequestFilter>,
    #[schema(value_type = schema::Verdict)]
    decision: String,
    /// What is said to the requesters.
    message: Option<String>,
    /// Until when what is approved may be downloaded.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// What became of each request.
#[derive(Serialize, ToSchema)]
pub(super) struct BulkResults {
    results: Vec<BulkOutcome>,
}

/// What became of one request.
#[derive(Serialize, ToSchema)]
struct BulkOutcome {
    #[schema(value_type = i64)]
    id: RequestId,
    /// The request's status afterwards; left out where the caller may not know of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<schema::RequestStatus>)]
    status: Option<RequestStatus>,
    /// Why nothing was done to it, where nothing was.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
}

impl BulkResults {
    pub fn of(results: Vec<BulkResult>) -> Self {
        let shown = results.into_iter().map(|BulkResult { id, status, code }| BulkOutcome { id, status, code });
        Self { results: shown.collect() }
    }
}

/// Reads which requests a bulk call is about.
pub(super) async fn meant(
    site: &Site,
    object: &Object<'_>,
    faults: &mut Faults,
) -> Outcome<(Option<Vec<RequestId>>, Option<Filter>)> {
    let ids = object.ids(faults, "ids", RequestId, MOST_AT_ONCE);
    let filter = match object.object(faults, "filter", filter::NAMES) {
        Some(filter) => Some(filter::of_body(site, &filter, faults).await?),
        None => None,
    };
    if faults.is_empty() && ids.is_some() == filter.is_some() {
        faults.add(Fault::at("/ids", "Name the requests either by `ids` or by `filter`."));
    }
    Ok((ids, filter))
}

/// Decide many requests
///
/// Up to 10,000 at once. Of each request every pending item that the caller may decide, or none; one mail for each requester.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/decisions", tag = "requests",
    request_body = NewDecisions,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "What became of each.", body = BulkResults))
)]
pub(super) async fn decide_download_requests(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    body: body::Json,
) -> Result<Json<BulkResults>, Failure> {
    let mut faults = Faults::default();
    let object = body.object(&["ids", "filter", "decision", "message", "expiresAt"], &mut faults);
    let decision = decide::read(&object, &mut faults);
    let (ids, filter) = meant(&site, &object, &mut faults).await?;
    let results = decide_request::decide_many_with(&site.app, &viewer, ids, filter, decision, faults).await?;
    Ok(Json(BulkResults::of(results)))
}
