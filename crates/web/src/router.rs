//! Which address leads to which handler, and what every request goes through.

use crate::{
    Site, api, failure,
    failure::Failure,
    guard, health, known, pages,
    traffic::{Family, RequestId, X_REQUEST_ID},
};
use axum::{
    Router,
    extract::{Request, State},
    middleware,
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, StatusCode, Uri};
use std::{convert::Infallible, time::Duration};
use tokio::time::Instant;
use tower::{ServiceExt, service_fn};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument;

/// Every address of the site, without its base.
fn routes(site: Site) -> Router {
    Router::new()
        .merge(pages::routes(site.mailbox.is_some()).into_router())
        .merge(api::routes())
        .merge(health::routes().into_router())
        .fallback(nowhere)
        .method_not_allowed_fallback(|| async {
            let detail = "This address does not know this method.";
            Failure::Http(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", detail.into())
        })
        .layer(middleware::from_fn_with_state(site.clone(), guard::same_origin))
        .layer(CatchPanicLayer::custom(|_| Failure::from(app::Refusal::internal("a handler panicked")).into_response()))
        .layer(middleware::from_fn_with_state(site.clone(), failure::render))
        .layer(middleware::from_fn(guard::headers))
        .with_state(site)
}

/// Every address of the site, a demo's mailbox among them, with its method: `/kits/{kit}`.
pub fn addresses() -> Vec<(Method, String)> {
    let pages = pages::routes(true).merge(health::routes());
    pages.known().into_iter().chain(api::addresses()).collect()
}

/// Nothing is here. An address of a page with a slash too many leads to the one that was meant.
async fn nowhere(State(site): State<Site>, method: Method, uri: Uri) -> Response {
    let meant = uri.path().strip_suffix('/').filter(|path| !path.is_empty() && !path.starts_with("/api/"));
    // `//host` and `/\\host` would lead out of the site.
    let meant = meant.filter(|path| !path.contains("//") && !path.contains('\\') && !path.ends_with('/'));
    let Some(meant) = meant.filter(|_| [Method::GET, Method::HEAD].contains(&method)) else {
        return Failure::from(app::Refusal::NotFound).into_response();
    };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&site.path(&format!("{meant}{query}"))).into_response()
}

/// How long somebody waits for settings that may have changed: where the records are silent, what was last known counts.
const PATIENCE: Duration = Duration::from_millis(500);

/// Looks at the settings before anybody is answered; whoever needs none of them does not wait for it.
async fn heed_settings(site: &Site, path: &str) {
    if site.app.heeds_settings() || ["/health/", "/assets/"].iter().any(|rest| path.starts_with(rest)) {
        return;
    }
    if let Ok(Err(error)) = tokio::time::timeout(PATIENCE, site.app.heed_settings()).await {
        tracing::debug!(%error, "the settings can't be read; what was last known counts");
    }
}

/// The site, but for downloads that are known already. Every answer is counted, and says by which name the log knows it.
fn remembering(site: Site) -> Router {
    let inner = routes(site.clone());
    let around = service_fn(move |request: Request| {
        let (begun, family) = (Instant::now(), Family::of(request.uri().path()));
        let (site, inner) = (site.clone(), inner.clone());
        async move {
            heed_settings(&site, request.uri().path()).await;
            let id = site.traffic().id_of(request.headers());
            let mut response = respond(&site, inner, request, &id).await;
            site.traffic().count(family, response.status(), begun.elapsed());
            response.headers_mut().insert(X_REQUEST_ID, id.into());
            Ok::<Response, Infallible>(response)
        }
    });
    Router::new().fallback_service(around)
}

/// Out of memory where the same download was allowed before, else by the router.
async fn respond(site: &Site, inner: Router, mut request: Request, id: &RequestId) -> Response {
    let question = known::question(site, &request);
    if let Some(question) = &question
        && let Some(found) = {
            let (path, headers) = (request.uri().path(), request.headers());
            known::answer(site, question, path, headers, request.extensions()).await
        }
    {
        return found;
    }
    request.extensions_mut().insert(id.clone());
    let span = tracing::error_span!("request", id = id.as_str());
    let mut response = inner.oneshot(request).instrument(span).await.unwrap_or_else(|never| match never {});
    if let Some(question) = question {
        known::keep(site, question, &mut response);
    }
    response
}

/// The whole site as one service. With a sub-path everything lies under it, and nothing beside it.
pub fn router(site: Site) -> Router {
    let base = site.base.clone();
    let inner = remembering(site);
    if base.is_empty() {
        return inner;
    }
    let below = service_fn(move |request: Request| {
        let inner = inner.clone();
        let request = strip(request, &base);
        async move {
            Ok::<Response, Infallible>(match request {
                Some(request) => inner.oneshot(request).await.unwrap_or_else(|never| match never {}),
                None => (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response(),
            })
        }
    });
    Router::new().fallback_service(below)
}

fn strip(mut request: Request, base: &str) -> Option<Request> {
    let rest = request.uri().path_and_query()?.as_str().strip_prefix(base)?;
    let rest = match rest.chars().next() {
        None => "/".to_owned(),
        Some('/') => rest.to_owned(),
        Some('?') => format!("/{rest}"),
        Some(_) => return None,
    };
    *request.uri_mut() = rest.parse::<Uri>().ok()?;
    Some(request)
}
