//! Downloads that somebody had before: the same file at the same address with the same cookies. Whether they still may have
//! it was worked out then, and counts until something that it rests on changes; so this is answered before the router is
//! asked who they are and what is there.
//!
//! A whole small file that is in memory goes out as it did before. Everything else (ranges, conditions, large files) is
//! answered from the same permit.

use crate::{
    Site,
    extract::{Fields, client_network},
    guard,
    send::{Asked, hand_out},
};
use app::{
    Viewer,
    caches::{Answers, Made},
    download::{self, Permit},
};
use axum::{body::Body, extract::Request, response::Response};
use http::{Extensions, HeaderMap, Method, StatusCode, header};
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
    /// Those of the whole file, where it is small.
    headers: Option<HeaderMap>,
}

/// What a handler leaves at its answer: a plain download, and to whom it went.
#[derive(Clone)]
pub(crate) struct Plain {
    pub permit: Arc<Permit>,
    pub viewer: Arc<Viewer>,
}

/// What is no longer than this is remembered.
const LONGEST: usize = 2_000;

/// What asks for something else than the whole file.
const OTHERWISE: [header::HeaderName; 6] = [
    header::RANGE,
    header::IF_RANGE,
    header::IF_MATCH,
    header::IF_NONE_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_UNMODIFIED_SINCE,
];

/// Everything that decides whether a file may be had, but for what is on record.
pub(crate) fn question(site: &Site, request: &Request) -> Option<String> {
    let (path, headers) = (request.uri().path(), request.headers());
    if request.method() != Method::GET || request.uri().query().is_some() || !path.ends_with("/download") {
        return None;
    }
    if headers.contains_key(header::AUTHORIZATION) {
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
pub(crate) async fn answer(
    site: &Site,
    question: &str,
    path: &str,
    headers: &HeaderMap,
    extensions: &Extensions,
) -> Option<Response> {
    let known = site.known_downloads().get(&site.app, question)?;
    if let Some(response) = known.whole(site, headers) {
        return Some(response);
    }
    // What fails here is told the ordinary way.
    let asked = Asked::by(&Method::GET, headers, extensions);
    let mut response = hand_out(site, &known.permit, &Fields::default(), &asked).await.ok()?;
    guard::dress(path, &mut response);
    Some(response)
}

impl Known {
    /// The whole small file, where it is in memory and was counted within the hour.
    fn whole(&self, site: &Site, wanted: &HeaderMap) -> Option<Response> {
        let headers = self.headers.as_ref()?;
        if OTHERWISE.iter().any(|name| wanted.contains_key(name)) || !download::is_counted(&site.app, &self.permit) {
            return None;
        }
        let bytes = download::recall(&site.app, &self.permit)?;
        let counts = &site.app.metrics().downloads;
        counts.files.add(1);
        counts.bytes.add(bytes.len() as u64);
        let mut response = Response::new(Body::from(bytes));
        *response.headers_mut() = headers.clone();
        Some(response)
    }
}

/// Remembers who had what, where it is a plain download.
pub(crate) fn keep(site: &Site, question: String, response: &mut Response) {
    let Some(Plain { permit, viewer }) = response.extensions_mut().remove() else { return };
    let Some(stamp) = viewer.stamp else { return };
    let (about, until) = permit.counts_for(&viewer);
    let is_whole = response.status() == StatusCode::OK && download::recall(&site.app, &permit).is_some();
    let headers = is_whole.then(|| response.headers().clone());
    let known = Arc::new(Known { permit, headers });
    site.known_downloads().keep(question, Made { stamp, about: &about, until }, 1_500, known);
}
