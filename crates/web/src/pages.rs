//! The pages for people.

use crate::{Site, failure::Failure};
use axum::{
    Router,
    extract::State,
    response::{Html, IntoResponse, Response},
};
use http::{HeaderMap, StatusCode};
use std::net::IpAddr;

/// Every address of the pages.
pub(crate) fn routes(_site: &Site) -> Router<Site> {
    Router::new()
}

/// Whether this node can answer: its records do.
pub(crate) async fn ready(State(site): State<Site>) -> Response {
    if site.app.is_ready().await {
        return "ready\n".into_response();
    }
    (StatusCode::SERVICE_UNAVAILABLE, [(http::header::RETRY_AFTER, "5")], "the records do not answer\n").into_response()
}

/// The page of a failure.
pub(crate) async fn problem(_site: &Site, _headers: &HeaderMap, _peer: Option<IpAddr>, failure: &Failure) -> Response {
    (failure.status(), Html(failure.detail())).into_response()
}
