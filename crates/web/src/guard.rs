//! What holds for every answer: who may send forms from where, and what browsers are told.

use crate::{Site, failure::Failure};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

/// Refuses unsafe requests that a browser makes on behalf of another site. Bearer tokens are sent by programs only.
pub(crate) async fn same_origin(State(site): State<Site>, request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if is_safe || is_bearer(request.headers()) || comes_from_here(&site, request.headers()) {
        return next.run(request).await;
    }
    let carries =
        request.headers().contains_key(header::COOKIE) || request.headers().contains_key(header::AUTHORIZATION);
    if request.uri().path().starts_with("/api/") && !carries {
        return next.run(request).await;
    }
    // What was sent is read to its end, so that the connection can go on with the next request.
    let _ = axum::body::to_bytes(request.into_body(), SMALL).await;
    let detail = "This was sent from another site. Open the page here and send it again.";
    Failure::Http(StatusCode::FORBIDDEN, "foreign-origin", detail.into()).into_response()
}

/// How much of a refused body is read; a larger one costs the connection.
const SMALL: usize = 64 * 1024;

fn is_bearer(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("bearer "))
}

fn comes_from_here(site: &Site, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = text("origin") else {
        // Programs send neither; a browser that sends no Origin still says by Sec-Fetch-Site where it comes from.
        return text("sec-fetch-site").is_none_or(|from| matches!(from, "same-origin" | "none"));
    };
    match (site.public_origin(), text("host")) {
        (Some(public), _) => origin.eq_ignore_ascii_case(public),
        (None, Some(host)) => {
            origin.split_once("://").is_some_and(|(_, origin_host)| origin_host.eq_ignore_ascii_case(host))
        }
        (None, None) => false,
    }
}

const CONTENT_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; \
     font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer tells the browser.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    dress(&path, &mut response);
    response
}

/// Puts that to an answer, for an address.
pub(crate) fn dress(path: &str, response: &mut Response) {
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    if is_page {
        set("content-security-policy", CONTENT_POLICY);
        set("x-frame-options", "DENY");
    }
    let is_private = ["/requests/", "/pickup", "/decide/", "/invitation/", "/recovery", "/admin"]
        .iter()
        .any(|door| path.starts_with(door));
    if is_private || path.ends_with("/request") {
        set("x-robots-tag", "noindex, nofollow");
        set("cache-control", "no-store");
    }
    if is_page {
        set("cache-control", "no-store");
    }
}
