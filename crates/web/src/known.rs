//! Downloads that somebody had before: the same small file at the same address with the same cookies. Whether they still
//! may have it was worked out then, and counts until something that it rests on changes; so this is answered before the
//! router is asked who they are and what is there.
//!
//! Only the plain case is answered here: a whole small file that is in memory, by GET, without conditions, counted within the
//! hour. Everything else goes the ordinary way.

use crate::{Site, extract::client_network};
use app::{
    Viewer,
    caches::{Answers, Made},
    download::{self, Permit},
};
use axum::{body::Body, extract::Request, response::Response};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use std::sync::Arc;

/// The answers that were given before, by their questions.
pub(crate) type KnownDownloads = Answers<Arc<Known>>;

/// Room for some ten thousand.
pub(crate) fn known_downloads() -> KnownDownloads {
    Answers::new(24 * 1024 * 1024, 2_000)
}

/// A download that was allowed.
pub(crate) struct Known {
    permit: Arc<Permit>,
    headers: HeaderMap,
}

/// What a handler leaves at its answer: a plain download, and to whom it went.
#[derive(Clone)]
pub(crate) struct Plain {
    pub permit: Arc<Permit>,
    pub viewer: Arc<Viewer>,
}

/// What is no longer than this is remembered.
const LONGEST: usize = 2_000;

/// What asks for something else than the whole file, or shows who it is by something else than cookies.
const OTHERWISE: [header::HeaderName; 7] = [
    header::RANGE,
    header::IF_RANGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
    header::AUTHORIZATION,
];

/// Everything that the answer to a plain download depends on, but for what is on record.
pub(crate) fn question(site: &Site, request: &Request) -> Option<String> {
    let (path, headers) = (request.uri().path(), request.headers());
    if request.method() != Method::GET || request.uri().query().is_some() || !path.ends_with("/download") {
        return None;
    }
    if OTHERWISE.iter().any(|name| headers.contains_key(name)) {
        return None;
    }
    let network = client_network(site, request);
    let mut question = String::with_capacity(path.len() + network.len() + 300);
    question.push_str(path);
    for part in headers.get_all(header::COOKIE).iter().map(|line| line.to_str()).chain([Ok(network.as_str())]) {
        // No header holds a line break.
        question.push('\n');
        question.push_str(part.ok()?);
    }
    (question.len() <= LONGEST).then_some(question)
}

/// The answer, where the same was allowed before and still is.
pub(crate) fn answer(site: &Site, question: &str) -> Option<Response> {
    let known = site.known_downloads().get(&site.app, question)?;
    let bytes = download::recall(&site.app, &known.permit)?;
    download::is_counted(&site.app, &known.permit).then(|| known.response(bytes))
}

impl Known {
    fn response(&self, bytes: Bytes) -> Response {
        let mut response = Response::new(Body::from(bytes));
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// Remembers an answer as it goes out, where it is a plain download.
pub(crate) fn keep(site: &Site, question: String, response: &mut Response) {
    let Some(Plain { permit, viewer }) = response.extensions_mut().remove() else { return };
    let is_plain = response.status() == StatusCode::OK && download::recall(&site.app, &permit).is_some();
    let Some(stamp) = viewer.stamp.filter(|_| is_plain) else { return };
    let (about, until) = permit.counts_for(&viewer);
    let known = Arc::new(Known { permit, headers: response.headers().clone() });
    site.known_downloads().keep(question, Made { stamp, about: &about, until }, 1_500, known);
}
