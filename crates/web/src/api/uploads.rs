//! `/api/dam/uploads`: large files through connections that break, by the tus protocol 1.0 (core, creation, termination,
//! expiration, checksum). What is uploaded becomes an asset when its last byte is here.

mod headers;

use super::{
    body,
    door::{Named, SignedIn},
};
use crate::{Site, failure::Failure};
use app::{
    Refusal,
    refusal::Faults,
    upload_asset::{self, Standing, Taken, UploadView},
};
use axum::{
    Json,
    body::Body,
    extract::State,
    middleware,
    response::{IntoResponse, Response},
};
use domain::*;
use futures_util::TryStreamExt;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use std::io;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(create_upload, describe_uploads))
        .routes(routes!(show_upload, head_upload, receive_upload, end_upload))
        .routes(routes!(decide_upload))
        .layer(middleware::map_response(as_tus))
}

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSION: HeaderValue = HeaderValue::from_static("1.0.0");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// Every answer says by which protocol it speaks, refusals too.
async fn as_tus(mut response: Response) -> Response {
    response.headers_mut().insert(RESUMABLE, VERSION);
    response
}

/// How far an upload is, as headers.
fn standing(view: &UploadView) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(OFFSET, view.upload.received.into());
    headers.insert(LENGTH, view.upload.size.into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(until) = headers::http_date(view.upload.expires_at).parse() {
        headers.insert(EXPIRES, until);
    }
    headers
}

/// An upload.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Upload {
    #[schema(value_type = i64)]
    id: UploadId,
    filename: String,
    /// The folders it was dropped with, with slashes between them.
    path: String,
    /// The folder it goes into.
    #[schema(required, value_type = Option<i64>)]
    folder_id: Option<FolderId>,
    /// In bytes.
    #[schema(value_type = i64)]
    size: u64,
    /// How many of them are here.
    #[schema(value_type = i64)]
    received: u64,
    /// `receiving`; `duplicate`: all is here, and so were the same bytes, so that it waits for a decision; `done`.
    status: &'static str,
    /// The asset that it became, or that was there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    media_id: Option<AssetId>,
    /// The assets with the same bytes, where it waits for a decision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    duplicates: Vec<Duplicate>,
    /// When it is forgotten, unless more bytes come before.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// An asset that has the same bytes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UploadDuplicate)]
struct Duplicate {
    #[schema(value_type = i64)]
    media_id: AssetId,
    title: String,
}

impl Upload {
    fn of(view: UploadView) -> Self {
        let UploadView { upload, standing } = view;
        let (status, media_id, duplicates) = match standing {
            Standing::Receiving => ("receiving", None, vec![]),
            Standing::Duplicate(same) => ("duplicate", None, same),
            Standing::Done(asset) => ("done", Some(asset), vec![]),
        };
        let duplicate = |asset: app::rows::Asset| Duplicate { media_id: asset.id, title: asset.title };
        Self {
            id: upload.id,
            filename: upload.filename,
            path: upload.path,
            folder_id: upload.folder_id,
            size: upload.size,
            received: upload.received,
            status,
            media_id,
            duplicates: duplicates.into_iter().map(duplicate).collect(),
            expires_at: upload.expires_at,
        }
    }
}

/// What the upload protocol offers
#[utoipa::path(
    options, path = "/api/dam/uploads", tag = "uploads",
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Version, extensions and limits, as headers."))
)]
async fn describe_uploads(SignedIn(_viewer): SignedIn) -> Response {
    let said = [
        ("tus-version", "1.0.0".to_owned()),
        ("tus-extension", "creation,termination,expiration,checksum".to_owned()),
        ("tus-checksum-algorithm", "sha1,sha256".to_owned()),
        ("tus-max-size", upload_asset::LARGEST.to_string()),
    ];
    (StatusCode::NO_CONTENT, axum::response::AppendHeaders(said)).into_response()
}

/// Begin an upload
///
/// For managers and admins. `Upload-Metadata` carries `filename`, and may carry `relativePath` (folders are made of it),
/// `folderId`, and `duplicates`: `keep` (another asset is made where the same bytes are there), `skip` (none is), `ask` (the
/// upload waits for a decision).
#[utoipa::path(
    post, path = "/api/dam/uploads", tag = "uploads",
    params(
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Length" = i64, Header, description = "How many bytes the file has."),
        ("Upload-Metadata" = Option<String>, Header, description = "Names, each with its value in Base64; commas between them."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and file begin one upload, for 24 hours."),
    ),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "Begun.", headers(("Location" = String, description = "Where its bytes go."))),
        (status = 400, description = "The length or the metadata can't be read."),
        (status = 409, description = "`too-many-uploads`: some have to be finished or ended first."),
        (status = 422, description = "Understood, but wrong; every fault at once."),
        (status = 412, description = "`unknown-version`: another version of the protocol."),
        (status = 413, description = "The file is too large."),
    )
)]
async fn create_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    headers::check_version(&headers)?;
    let mut faults = Faults::default();
    let draft = headers::draft(&headers, &mut faults)?;
    if draft.size > upload_asset::LARGEST {
        return Err(too_large());
    }
    let upload = upload_asset::begin(&site.app, &viewer, draft, faults).await?;
    let place = site.path(&format!("/api/dam/uploads/{}", upload.id));
    let view = UploadView { upload, standing: Standing::Receiving };
    let place = [(header::LOCATION, place)];
    Ok((StatusCode::CREATED, place, standing(&view)).into_response())
}

/// One upload
///
/// For managers and admins, one's own: what came of it, and what became of it.
#[utoipa::path(
    get, path = "/api/dam/uploads/{id}", tag = "uploads",
    params(("id" = i64, Path, description = "The upload.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The upload.", body = Upload))
)]
async fn show_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UploadId>,
) -> Result<Response, Failure> {
    let view = upload_asset::show(&site.app, &viewer, id).await?;
    Ok((standing(&view), Json(Upload::of(view))).into_response())
}

/// How far an upload is
///
/// For managers and admins, one's own.
#[utoipa::path(
    head, path = "/api/dam/uploads/{id}", tag = "uploads",
    params(
        ("id" = i64, Path, description = "The upload."),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
    ),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "As headers.", headers(
            ("Upload-Offset" = i64, description = "How many bytes are here."),
            ("Upload-Length" = i64, description = "How many the file has."),
            ("Upload-Expires" = String, description = "When it is forgotten, unless more bytes come before."),
        )),
        (status = 412, description = "`unknown-version`: another version of the protocol."),
    )
)]
async fn head_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UploadId>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    headers::check_version(&headers)?;
    Ok(standing(&upload_asset::show(&site.app, &viewer, id).await?).into_response())
}

/// Send bytes of an upload
///
/// For managers and admins. From where it stands: where the connection breaks, what came before is kept; with `Upload-Checksum` all of a call counts
/// or nothing. The answer to the last byte comes when the asset is there.
#[utoipa::path(
    patch, path = "/api/dam/uploads/{id}", tag = "uploads",
    params(
        ("id" = i64, Path, description = "The upload."),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Offset" = i64, Header, description = "Where the first byte belongs."),
        ("Upload-Checksum" = Option<String>, Header, description = "`sha1` or `sha256`, a blank, and the hash of these bytes in Base64."),
    ),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream", description = "The bytes."),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "They are here.", headers(("Upload-Offset" = i64, description = "How many bytes are here."))),
        (status = 409, description = "`wrong-offset`: the upload stands elsewhere; `too-many-bytes`: more came than were announced."),
        (status = 412, description = "`unknown-version`: another version of the protocol."),
        (status = 460, description = "`checksum-mismatch`: they hash to something else, and count as not sent."),
    )
)]
async fn receive_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UploadId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    headers::check_version(&headers)?;
    headers::check_type(&headers)?;
    let offset = headers::number(&headers, "upload-offset")?;
    let checksum = headers::checksum(&headers)?;
    let present = upload_asset::show(&site.app, &viewer, id).await?.upload;
    let length = headers::declared_length(&headers);
    if length.is_some_and(|length| offset.saturating_add(length) > present.size) {
        return Err(too_large());
    }
    let bytes = body.into_data_stream().map_err(io::Error::other);
    let (taken, view) = upload_asset::receive(&site.app, &viewer, id, offset, bytes, checksum).await?;
    match taken {
        Taken::All => Ok((StatusCode::NO_CONTENT, standing(&view)).into_response()),
        Taken::BrokenOff => Err(Failure::bad_request("What was sent ends before its end. What came is kept.")),
        Taken::Mismatch => {
            let status = StatusCode::from_u16(460).unwrap_or(StatusCode::BAD_REQUEST);
            let detail = "The bytes hash to something else than the checksum says. Send them again.";
            Err(Failure::Http(status, "checksum-mismatch", detail.into()))
        }
    }
}

fn too_large() -> Failure {
    let detail = "This is more than was announced, or than is taken at all.";
    Failure::Http(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail.into())
}

/// End an upload
///
/// For managers and admins. What is there of it goes; an asset that it became stays.
#[utoipa::path(
    delete, path = "/api/dam/uploads/{id}", tag = "uploads",
    params(("id" = i64, Path, description = "The upload.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn end_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UploadId>,
) -> Result<StatusCode, Failure> {
    upload_asset::end(&site.app, &viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What is to be done with a duplicate.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct UploadDecision {
    /// `keep`: another asset is made; `skip`: the upload becomes the one that is there.
    decision: String,
}

/// Decide about a duplicate
///
/// For managers and admins.
#[utoipa::path(
    post, path = "/api/dam/uploads/{id}/decision", tag = "uploads",
    params(("id" = i64, Path, description = "The upload.")),
    request_body = UploadDecision,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The upload.", body = Upload), (status = 409, description = "`no-duplicate`."))
)]
async fn decide_upload(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UploadId>,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let object = body.object(&["decision"], &mut faults);
    let word = object.required_text(&mut faults, "decision");
    let keeps = match word.as_deref() {
        Some("keep") => true,
        Some("skip") | None => false,
        Some(_) => return Err(Refusal::invalid("/decision", "This must be keep or skip.").into()),
    };
    faults.check()?;
    let view = upload_asset::decide(&site.app, &viewer, id, keeps).await?;
    Ok(Json(Upload::of(view)).into_response())
}
