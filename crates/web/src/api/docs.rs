//! The document, and a page to try it out.

use crate::{Site, addresses::Addresses, extract::Path, failure::Failure};
use app::Refusal;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::{HeaderValue, header};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show_document))
}

/// The page; its address is not part of the document.
pub(super) fn pages() -> Addresses {
    Addresses::default()
        .get("/api/docs", || async { Html(include_str!("docs/index.html")) })
        .get("/api/docs/", || async { Redirect::to("../docs") })
        .get("/api/docs/{file}", file)
}

/// This document
///
/// The same bytes that `ajar openapi` prints.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "document",
    responses((status = 200, description = "The OpenAPI document.", body = Object))
)]
async fn show_document() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], super::openapi()).into_response()
}

/// What the page is made of. Its script and its style come from here: pages load nothing from elsewhere, and run nothing inline.
async fn file(Path(name): Path<String>) -> Result<Response, Failure> {
    let own = match name.as_str() {
        "start.js" => Some(("text/javascript; charset=utf-8", include_str!("docs/start.js"))),
        "page.css" => Some(("text/css; charset=utf-8", include_str!("docs/page.css"))),
        _ => None,
    };
    if let Some((kind, text)) = own {
        return Ok(([(header::CONTENT_TYPE, kind)], text).into_response());
    }
    let wanted = ["swagger-ui.css", "swagger-ui-bundle.js"].contains(&name.as_str());
    let config = Arc::new(utoipa_swagger_ui::Config::from("openapi.json"));
    let file = if wanted { utoipa_swagger_ui::serve(&name, config).map_err(unservable)? } else { None };
    let file = file.ok_or(Refusal::NotFound)?;
    let mut response = file.bytes.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(kind) = HeaderValue::from_str(&file.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if file.gzpipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    Ok(response)
}

fn unservable(error: Box<dyn std::error::Error>) -> Failure {
    Refusal::internal(error.to_string()).into()
}
