//! Answers: a resource with its tag, a resource that was made, and the precondition of a change.

use crate::{Site, failure::Failure};
use app::{Refusal, edit_kit::CHANGED_SINCE};
use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The tag of a resource as it is shown.
fn tag(resource: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(resource).unwrap_or_default();
    format!("\"{}\"", hex::encode(&Sha256::digest(bytes)[..16]))
}

/// A resource, with the tag that `If-Match` of a change may carry.
pub(super) fn resource(resource: &impl Serialize) -> Response {
    let tag = HeaderValue::from_str(&tag(resource));
    let mut response = Json(resource).into_response();
    if let Ok(tag) = tag {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// A resource that was made, and where it is.
pub(super) fn created(site: &Site, path: &str, made: &impl Serialize) -> Response {
    let mut response = resource(made);
    *response.status_mut() = StatusCode::CREATED;
    if let Ok(location) = HeaderValue::from_str(&site.path(path)) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// Refuses a change where the resource is not the one that the caller saw.
pub(super) fn check_unchanged(headers: &HeaderMap, present: &impl Serialize) -> Result<(), Failure> {
    let mut wanted = headers.get_all(header::IF_MATCH).iter().filter_map(|line| line.to_str().ok()).peekable();
    if wanted.peek().is_none() {
        return Ok(());
    }
    let tag = tag(present);
    let matches = wanted.flat_map(|line| line.split(',')).map(str::trim).any(|known| known == "*" || known == tag);
    if matches {
        return Ok(());
    }
    Err(changed_since())
}

/// Whether a change names the state that the caller saw: then it holds until the change is kept.
pub(super) fn names_state(headers: &HeaderMap) -> bool {
    headers.contains_key(header::IF_MATCH)
}

fn changed_since() -> Failure {
    let detail = "It was changed since you read it. Read it again and repeat the change.";
    Failure::Http(StatusCode::PRECONDITION_FAILED, "precondition-failed", detail.into())
}

/// A refused change: one that came too late is a failed precondition here.
pub(super) fn not_changed(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Conflict { code: CHANGED_SINCE, .. } => changed_since(),
        other => other.into(),
    }
}
