//! Answers: a resource with its tag, a resource that was made, and the preconditions of reading and changing.

use crate::{Site, failure::Failure};
use app::{Refusal, edit_kit::CHANGED_SINCE};
use axum::{
    Json,
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
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

/// What is read is not kept by others, and not sent again to who has it: `304` to the tag of `If-None-Match`.
pub(super) async fn conditional(request: Request, next: Next) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let known: Vec<HeaderValue> = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let mut response = next.run(request).await;
    if !is_read {
        return response;
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    let has_it = |tag: &HeaderValue| {
        let known = known.iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).map(str::trim);
        // Weak comparison: the mark of a weak tag does not count.
        known.into_iter().any(|known| known == "*" || known.trim_start_matches("W/").as_bytes() == tag.as_bytes())
    };
    if response.status() == StatusCode::OK && response.headers().get(header::ETAG).is_some_and(has_it) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = axum::body::Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

/// The state that a change is about, by the name that use cases compare in the transaction that changes: `version` where
/// `If-Match` says that `present` was seen, none where any state will do. Refused where another one was seen.
pub(super) fn seen(headers: &HeaderMap, present: &impl Serialize, version: String) -> Result<Option<String>, Failure> {
    seen_by_tag(headers, &tag(present), version)
}

/// The same, of what has this tag.
pub(super) fn seen_by_tag(headers: &HeaderMap, tag: &str, version: String) -> Result<Option<String>, Failure> {
    if !headers.contains_key(header::IF_MATCH) {
        return Ok(None);
    }
    let mut any = false;
    let wanted = headers.get_all(header::IF_MATCH).iter().filter_map(|line| line.to_str().ok());
    for known in wanted.flat_map(|line| line.split(',')).map(str::trim) {
        if known == tag {
            return Ok(Some(version));
        }
        any |= known == "*";
    }
    if any { Ok(None) } else { Err(changed_since()) }
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
