//! `/api/dam/medias/{id}/content`: the bytes, and new ones.

use super::{Media, disposition};
use crate::{
    Site,
    api::{
        answer::{not_changed, seen_by_tag},
        body::refuse_unknown,
        door::{Named, SignedIn},
        list::refuse_repeated,
    },
    extract::Query,
    failure::Failure,
    send::{Asked, hand_out},
};
use app::{
    Fault, Refusal,
    download::{self, Denied},
    edit_asset, import_asset, library,
    refusal::Faults,
};
use axum::{
    Json,
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::AssetId;
use futures_util::TryStreamExt;
use http::{HeaderMap, StatusCode, header};
use std::io;

/// What another format of it is asked for by.
const PARAMETERS: &[&str] = &["format", "width"];

/// Download an asset
///
/// What a kit opens or a grant covers; managers and admins everything. With ranges and validators; HEAD is not counted.
#[utoipa::path(
    get, path = "/api/dam/medias/{id}/content", tag = "medias",
    params(
        ("id" = i64, Path, description = "The asset."),
        ("format" = Option<String>, Query, description = "Another format of a picture: `jpeg`, `png`, `webp` (lossless); of an SVG `png`."),
        ("width" = Option<u32>, Query, description = "With `format`: 640, 1280, 1920, 2560 or 3840 pixels, narrower than the original; for an SVG 512, 1024, 2048 or 4096."),
        ("Range" = Option<String>, Header, description = "At most 16 ranges of bytes."),
    ),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The bytes.", content_type = "*/*"),
        (status = 206, description = "The ranges asked for.", content_type = "*/*"),
        (status = 403, description = "`no-access`: ask first."),
        (status = 412, description = "These are not the bytes that the caller knows."),
        (status = 416, description = "There is no such range."),
        (status = 422, description = "There is no such format or width of it; the answer says which there are."),
    )
)]
pub(super) async fn download_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
    Query(query): Query,
    asked: Asked,
) -> Result<Response, Failure> {
    let permit = download::authorise_user(&site.app, &viewer, id).await.map_err(denied)?;
    let mut faults = Faults::default();
    refuse_unknown(query.names(), "", PARAMETERS, "parameter", &mut faults);
    refuse_repeated(&query, &mut faults);
    for name in PARAMETERS.iter().filter(|name| query.given(name) == Some("")) {
        faults.add(Fault::at(format!("/{name}"), "This is empty."));
    }
    faults.check()?;
    Ok(with_words(hand_out(&site, &permit, &query, &asked).await?))
}

/// An answer, with words where it says that nothing fits what was asked for.
fn with_words(mut response: Response) -> Response {
    let (code, detail) = match response.status() {
        StatusCode::PRECONDITION_FAILED => ("precondition-failed", "These are not the bytes that you know."),
        StatusCode::RANGE_NOT_SATISFIABLE => ("range-not-satisfiable", "There are no bytes in this range."),
        _ => return response,
    };
    let failure = Failure::Http(response.status(), code, detail.into());
    response.headers_mut().remove(header::CONTENT_DISPOSITION);
    response.extensions_mut().insert(failure);
    response
}

fn denied(denied: Denied) -> Failure {
    match denied {
        Denied::Refusal(refusal) => refusal.into(),
        Denied::NoAccess { can_ask: true, .. } => {
            Refusal::forbidden("no-access", "You may not download this. Make a download request for it first.").into()
        }
        Denied::NoAccess { .. } => Refusal::forbidden("no-access", "You may not download this.").into(),
    }
}

/// The bytes of a request as they come.
pub(super) fn stream(body: Body) -> impl futures_util::Stream<Item = io::Result<bytes::Bytes>> + Send {
    body.into_data_stream().map_err(io::Error::other)
}

/// Replace the bytes of an asset
///
/// For managers and admins. They become its current version; earlier ones stay.
#[utoipa::path(
    put, path = "/api/dam/medias/{id}/content", tag = "medias",
    params(
        ("id" = i64, Path, description = "The asset."),
        ("Content-Disposition" = Option<String>, Header, description = "The new file's name, where it changes."),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The bytes."),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The asset as it is then.", body = Media))
)]
pub(super) async fn replace_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let name = disposition::filename(&headers);
    viewer.manager()?;
    let present = library::asset(&site.app, &viewer, id).await?;
    // The tag of the bytes, as they are handed out with it.
    let seen = seen_by_tag(&headers, &format!("\"{}\"", present.sha256), edit_asset::version(&present))?;
    let bytes = stream(body);
    let asset = import_asset::replace_content(&site.app, &viewer, id, name.as_deref(), bytes, seen).await;
    let asset = asset.map_err(not_changed)?;
    // Of a PUT the tag is that of what was put.
    let tag = [(header::ETAG, format!("\"{}\"", asset.sha256))];
    Ok((tag, Json(Media::of(asset))).into_response())
}
