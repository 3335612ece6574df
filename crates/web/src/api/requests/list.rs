//! `GET /api/dam/download-validation-requests`

use super::{
    filter::{self, FilterParams},
    shown::DownloadRequest,
};
use crate::{
    Site,
    api::{
        door::SignedIn,
        list::{List, Page, PageParams},
    },
    export,
    extract::{Query, prefers_csv},
    failure::Failure,
};
use app::{Fault, list_requests, refusal::Faults};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::RequestId;
use http::HeaderMap;
use utoipa::IntoParams;

/// The order of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub(super) struct SortParams {
    /// `created`: oldest first; `-created`, the usual: newest first.
    sort: Option<String>,
}

/// List download requests
///
/// The ones that the caller may decide, and their own; managers and admins see all.
///
/// `totalCount` is exact for any choice of `status`, `kitId` and `portalId`, and up to 10,000 with other filters: a longer
/// list is counted no further.
///
/// To a client that asks for `text/csv` the answer is the whole filtered list as a table, oldest first, whatever `size`
/// and `cursor` say: one request a line, the answers to the owner's questions in columns of their own. What begins like a
/// formula has an apostrophe before it.
#[utoipa::path(
    get, path = "/api/dam/download-validation-requests", tag = "requests",
    params(FilterParams, SortParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((
        status = 200, description = "A page of the list; as CSV all of it.",
        content((List<DownloadRequest> = "application/json"), (String = "text/csv"))
    ))
)]
pub(super) async fn list_download_requests(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let mut faults = Faults::default();
    let filter = filter::of_query(&site, &fields, &mut faults).await?;
    let sort = fields.given("sort").unwrap_or("-created");
    if !["created", "-created"].contains(&sort) {
        faults.add(Fault::at("/sort", "This must be one of created, -created."));
    }
    let page = Page::read(&fields, &format!("requests {sort}"), 2, &[filter::NAMES, &["sort"]].concat(), &mut faults);
    faults.check()?;
    if prefers_csv(&headers) {
        return export::requests(&site, &viewer, filter, "").await;
    }
    let wanted =
        list_requests::Page { ascending: sort == "created", after: page.after_moment(RequestId), size: page.size };
    let listed = list_requests::list(&site.app, &viewer, &filter, wanted).await?;
    let items = listed.items.iter().map(|view| DownloadRequest::of(view)).collect();
    Ok(Json(page.of_moments(items, listed.next.map(|(at, id)| (at, id.0)), listed.total)).into_response())
}
