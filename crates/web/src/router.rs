//! Which address leads to which handler, and what every request goes through.

use crate::{Site, addresses::Addresses, api, failure, failure::Failure, guard, known, pages};
use axum::{
    Router,
    extract::{Request, State},
    middleware,
    response::{IntoResponse, Redirect, Response},
};
use http::{Method, StatusCode, Uri};
use std::convert::Infallible;
use tower::{ServiceExt, service_fn};
use tower_http::catch_panic::CatchPanicLayer;

/// Every address of the site, without its base.
fn routes(site: Site) -> Router {
    Router::new()
        .merge(pages::routes(site.mailbox.is_some()).into_router())
        .merge(api::routes())
        .merge(health().into_router())
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

/// Whether the process lives, and whether it can answer.
fn health() -> Addresses {
    Addresses::default().get("/health/live", || async { "alive\n" }).get("/health/ready", pages::ready)
}

/// Every address of the site, a demo's mailbox among them, with its method: `/kits/{kit}`.
pub fn addresses() -> Vec<(Method, String)> {
    let pages = pages::routes(true).merge(health());
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

/// The site, but for downloads that are known already.
fn remembering(site: Site) -> Router {
    let inner = routes(site.clone());
    let around = service_fn(move |request: Request| {
        let question = known::question(&site, &request);
        let (site, inner) = (site.clone(), inner.clone());
        async move {
            if let Some(question) = &question
                && let Some(found) = {
                    let (path, headers) = (request.uri().path(), request.headers());
                    known::answer(&site, question, path, headers, request.extensions()).await
                }
            {
                return Ok::<Response, Infallible>(found);
            }
            let mut response = inner.oneshot(request).await.unwrap_or_else(|never| match never {});
            if let Some(question) = question {
                known::keep(&site, question, &mut response);
            }
            Ok(response)
        }
    });
    Router::new().fallback_service(around)
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
