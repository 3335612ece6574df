//! Choosing a language: kept in the browser, and back to the page where it was chosen.

use super::frame::{came_from, see_other};
use crate::{Site, cookies::Cookie, extract::Form, failure::Failure};
use app::Refusal;
use axum::{extract::State, response::Response};
use http::{HeaderMap, HeaderValue, header};
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
    let mut response = see_other(&site, &came_from(&site, &headers));
    response.headers_mut().append(header::SET_COOKIE, cookie(&site, language));
    Ok(response)
}

/// The cookie that keeps a choice.
pub(super) fn cookie(site: &Site, language: Language) -> HeaderValue {
    Cookie::Language.set(site, language.tag(), Some(LIFETIME))
}
