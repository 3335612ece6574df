//! Public pages: rendered, with a tag; those that anybody may see are kept as they are until something on them changes.

use crate::{Site, failure::Failure, send::tagged};
use app::{
    App, Refusal, Viewer,
    caches::{Answers, Made, Stamp, Subject},
};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use bytes::Bytes;
use domain::{AssetId, Place};
use http::{HeaderMap, Method, Uri, header};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// A page as it was rendered.
pub(crate) struct PublicPage {
    html: Bytes,
    /// Its tag, in quotes.
    tag: String,
    /// What it shows, where it is a place or an asset there: whoever looks at it is counted.
    shows: Option<(Place, Option<AssetId>)>,
}

/// Renders a public page.
pub(super) fn render_public(page: &impl Template) -> Result<PublicPage, Failure> {
    let html = Bytes::from(page.render().map_err(Refusal::internal)?);
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&html)[..16]));
    Ok(PublicPage { html, tag, shows: None })
}

impl PublicPage {
    /// The same, known to show a place, or an asset there.
    pub fn of(self, place: Place, asset: Option<AssetId>) -> Self {
        Self { shows: Some((place, asset)), ..self }
    }

    /// The answer to somebody who may have it already.
    fn answer(&self, headers: &HeaderMap) -> Response {
        let caching = [(header::CACHE_CONTROL, "private, no-cache"), (header::VARY, "Cookie, Accept-Language")];
        tagged(headers, (caching, Html(self.html.clone())).into_response(), &self.tag)
    }
}

/// Who looks at a page, and how.
#[derive(Clone, Copy)]
pub(super) struct Looks<'a> {
    pub viewer: &'a Viewer,
    pub method: &'a Method,
    pub headers: &'a HeaderMap,
}

impl Looks<'_> {
    /// The answer to somebody who looks at it now, who is counted. A browser that fetches it on a guess does not look yet.
    pub fn at(&self, site: &Site, page: &PublicPage) -> Response {
        let on_a_guess = self.headers.get("sec-purpose").is_some_and(|why| why.as_bytes().starts_with(b"prefetch"));
        if let Some((place, asset)) = page.shows.filter(|_| *self.method == Method::GET && !on_a_guess) {
            app::views::note(&site.app, self.viewer, place, asset);
        }
        page.answer(self.headers)
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
    /// The question, where it comes from a stranger. Taken before anything is read, and not where the settings changed just
    /// now: a page that was made from earlier ones must not be kept.
    pub fn new(app: &App, viewer: &Viewer, uri: &Uri) -> Option<Self> {
        let is_stranger =
            viewer.user.is_none() && viewer.proven.is_none() && viewer.browser.is_none() && viewer.unlocked.is_empty();
        if !is_stranger {
            return None;
        }
        let chosen = viewer.reads.chosen.map(|language| language.tag()).unwrap_or_default();
        let address = uri.path_and_query().map_or("/", |address| address.as_str());
        let question = format!("{address} {chosen} {}", viewer.reads.accepts);
        let stamp = app.stamp();
        (question.len() <= LONGEST && app.heeds_settings()).then_some(Self { question, stamp })
    }

    /// The page, where nothing on it changed since.
    pub fn page(&self, site: &Site) -> Option<Arc<PublicPage>> {
        site.pages().get(&site.app, &self.question)
    }

    /// Keeps a page that shows these subjects.
    pub fn keep(self, site: &Site, about: &[Subject], page: PublicPage) -> Arc<PublicPage> {
        let page = Arc::new(page);
        let about: Vec<Subject> = about.iter().copied().chain([Subject::Settings]).collect();
        let made = Made { stamp: self.stamp, about: &about, until: None };
        site.pages().keep(self.question, made, page.html.len() as u64, page.clone());
        page
    }
}
