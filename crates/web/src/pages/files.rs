//! The site's own files: stylesheet, script, icon, and a portal's colour.

use crate::{addresses::Addresses, assets, extract::Path, failure::Failure, send::tagged, views::Accent};
use app::Refusal;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get("/assets/{file}", file)
        .get("/assets/accent/{file}", accent)
        .get("/favicon.ico", || async { file(HeaderMap::new(), Path("ajar.svg".into())).await })
        .get("/robots.txt", robots)
}

async fn file(headers: HeaderMap, Path(name): Path<String>) -> Result<Response, Failure> {
    let asset = assets::lookup(&name).ok_or(Refusal::NotFound)?;
    // An address with the content's hash stands for exactly these bytes.
    let caching = if name == asset.name { "no-cache" } else { "public, max-age=31536000, immutable" };
    let types = [(header::CONTENT_TYPE, asset.content_type), (header::CACHE_CONTROL, caching)];
    Ok(tagged(&headers, (types, asset.bytes).into_response(), &format!("\"{:016x}\"", asset.hash)))
}

async fn accent(headers: HeaderMap, Path(name): Path<String>) -> Result<Response, Failure> {
    let colour =
        name.strip_suffix(".css").and_then(|hex| Accent::parse(&format!("#{hex}"))).ok_or(Refusal::NotFound)?;
    let types = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    let text = colour.stylesheet();
    let tag = format!("\"{}-{}\"", name.trim_end_matches(".css"), env!("CARGO_PKG_VERSION"));
    Ok(tagged(&headers, (types, text).into_response(), &tag))
}

async fn robots() -> Response {
    let text = "User-agent: *\nDisallow: /requests/\nDisallow: /pickup\nDisallow: /decide/\nDisallow: /invitation/\nDisallow: /recovery\nDisallow: /admin\nDisallow: /api/\n";
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
