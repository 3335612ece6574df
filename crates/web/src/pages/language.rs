//! Choosing a language: kept in the browser, and back to the page where it was chosen.

use super::frame::see_other;
use crate::{Site, cookies::Cookie, extract::Form, failure::Failure};
use app::Refusal;
use axum::{extract::State, response::Response};
use http::{HeaderMap, header};
use std::time::Duration;
use words::Language;

/// How long a browser remembers it.
const LIFETIME: Duration = Duration::from_secs(400 * 24 * 60 * 60);

pub(super) async fn choose(
    State(site): State<Site>,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let Some(language) = Language::parse(fields.text("language")) else {
        return Err(Refusal::invalid("/language", "This language is not spoken here.").into());
    };
    let referrer = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let mut response = see_other(&site, &referrer.and_then(|from| back(&site, from)).unwrap_or_else(|| "/".into()));
    let cookie = Cookie::Language.set(&site, language.tag(), Some(LIFETIME));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// The page that the form stood on: path and query alone, so that no address can lead away from here.
fn back(site: &Site, referrer: &str) -> Option<String> {
    let from = referrer.parse::<http::Uri>().ok()?;
    let path = from.path_and_query()?.as_str().strip_prefix(site.base.as_str())?;
    (path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')).then(|| path.to_owned())
}
