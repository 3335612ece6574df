//! Public pages: rendered, with a tag; those that anybody may see are kept as they are until something on them changes.

use crate::{Site, failure::Failure};
use app::{
    App, Refusal, Viewer,
    caches::{Answers, Made, Stamp, Subject},
};
use askama::Template;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A page as it was rendered.
pub(crate) struct PublicPage {
    html: Bytes,
    /// What its tag says, without the quotes.
    tag: String,
}

/// Renders a public page.
pub(super) fn render_public(page: &impl Template) -> Result<PublicPage, Failure> {
    let html = Bytes::from(page.render().map_err(Refusal::internal)?);
    let tag = hex::encode(&Sha256::digest(&html)[..16]);
    Ok(PublicPage { html, tag })
}

impl PublicPage {
    /// The answer to somebody who may have it already.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let tag = format!("\"{}\"", self.tag);
        let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        let mut known = known.flat_map(|line| line.split(',')).map(|one| one.trim().trim_start_matches("W/"));
        let is_known = known.any(|one| one == tag || one == "*");
        let mut response = if is_known { Response::default() } else { self.html.clone().into_response() };
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        let headers = response.headers_mut();
        if !is_known {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}

/// The pages that strangers were shown, by address and language.
pub(crate) type Pages = Answers<Arc<PublicPage>>;

/// Room for some thousand pages.
pub(crate) fn pages() -> Pages {
    Answers::new(48 * 1024 * 1024, 30_000)
}

/// The question for a page by somebody of whom nothing is known but what they read: whoever asks in the same words is
/// shown the same.
pub(super) struct Recall {
    question: String,
    stamp: Stamp,
}

/// The longest question whose page is kept; what people type into the search is shorter.
const LONGEST: usize = 400;

impl Recall {
    /// The question, where it comes from a stranger. Taken before anything is read.
    pub fn new(app: &App, viewer: &Viewer, uri: &Uri) -> Option<Self> {
        let is_stranger =
            viewer.user.is_none() && viewer.proven.is_none() && viewer.browser.is_none() && viewer.unlocked.is_empty();
        if !is_stranger {
            return None;
        }
        let chosen = viewer.reads.chosen.map(|language| language.tag()).unwrap_or_default();
        let address = uri.path_and_query().map_or("/", |address| address.as_str());
        let question = format!("{address} {chosen} {}", viewer.reads.accepts);
        (question.len() <= LONGEST).then(|| Self { question, stamp: app.stamp() })
    }

    /// The page, where nothing on it changed since.
    pub fn page(&self, site: &Site) -> Option<Arc<PublicPage>> {
        site.pages().get(&site.app, &self.question)
    }

    /// Keeps a page that shows these subjects.
    pub fn keep(self, site: &Site, about: &[Subject], page: PublicPage) -> Arc<PublicPage> {
        let page = Arc::new(page);
        let made = Made { stamp: self.stamp, about, until: None };
        site.pages().keep(self.question, made, page.html.len() as u64, page.clone());
        page
    }
}
