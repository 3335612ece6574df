//! `POST /api/dam/medias`: a new asset, as a raw body or a form.

use super::{Media, content::stream, disposition};
use crate::{
    Site,
    api::{
        answer::created,
        body::{idempotency_key, refuse_unknown},
        door::SignedIn,
        list,
    },
    extract::Fields,
    failure::Failure,
};
use app::{
    Fault, Refusal, Viewer,
    edit_asset::{self, AssetDraft},
    import_asset::{self, Received, Upload},
    refusal::Faults,
};
use axum::{
    extract::{FromRequest, Multipart, Request, State},
    response::Response,
};
use domain::*;
use futures_util::TryStreamExt;
use http::header;
use std::io;
use utoipa::{IntoParams, ToSchema};

/// Where a new asset goes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct UploadParams {
    /// What it is called; made of the file's name where left out.
    title: Option<String>,
    /// A few sentences about it.
    description: Option<String>,
    /// Under what licence it may be used.
    licence: Option<String>,
    /// Whom to name with it.
    credit: Option<String>,
    /// The words it is filed under, with commas between them.
    tags: Option<String>,
    /// The folder it goes into.
    folder_id: Option<i64>,
    /// The kit whose last section it joins.
    kit_id: Option<i64>,
}

/// A new asset as a form; its fields count before those of the query.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct NewMedia {
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    title: Option<String>,
    description: Option<String>,
    licence: Option<String>,
    credit: Option<String>,
    tags: Option<String>,
    folder_id: Option<i64>,
    kit_id: Option<i64>,
}

/// What may be said of it, in the query or the form.
const FIELDS: &[&str] = &["title", "description", "licence", "credit", "tags", "folderId", "kitId"];

/// Add an asset
///
/// For managers and admins: the bytes as the body, named by `Content-Disposition`, or a form with one file. What is not said
/// of a picture is taken from what it says of itself (EXIF, IPTC, XMP).
#[utoipa::path(
    post, path = "/api/dam/medias", tag = "medias",
    params(
        UploadParams,
        ("Content-Disposition" = Option<String>, Header, description = "The file's name, for a raw body: `attachment; filename=\"logo.svg\"`."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and file answer the same, once, for 24 hours."),
    ),
    request_body(content((Vec<u8> = "application/octet-stream"), (NewMedia = "multipart/form-data"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The asset.", body = Media))
)]
pub(super) async fn create_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    request: Request,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let key = idempotency_key(request.headers());
    let fields = Fields::parse(request.uri().query().unwrap_or_default());
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let (received, name, fields) = if kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        form(&site, &viewer, request, fields).await?
    } else {
        let name = disposition::filename(request.headers());
        let name = name.ok_or_else(|| {
            Refusal::invalid("", "Name the file: Content-Disposition: attachment; filename=\"logo.svg\".")
        })?;
        (import_asset::receive(&site.app, &viewer, stream(request.into_body())).await?, name, fields)
    };
    let mut faults = Faults::default();
    refuse_unknown(fields.names(), "", FIELDS, "field", &mut faults);
    let upload = Upload {
        name,
        title: fields.get("title").map(str::to_owned),
        about: AssetDraft {
            description: fields.get("description").map(str::to_owned),
            licence: fields.get("licence").map(str::to_owned),
            credit: fields.get("credit").map(str::to_owned),
            tags: fields.get("tags").map(edit_asset::typed_tags),
            ..AssetDraft::default()
        },
        folder: list::id(&fields, &mut faults, "folderId", FolderId),
        kit: list::id(&fields, &mut faults, "kitId", KitId),
        key,
    };
    let asset = import_asset::add(&site.app, &viewer, received, upload, faults).await?;
    let made = Media::of(asset);
    Ok(created(&site, &format!("/api/dam/medias/{}", made.id), &made))
}

/// Reads a form with one file, whatever its fields' order.
async fn form(
    site: &Site,
    viewer: &Viewer,
    request: Request,
    query: Fields,
) -> Result<(Received, String, Fields), Failure> {
    let unreadable = || Failure::bad_request("The form can't be read.");
    let mut parts = Multipart::from_request(request, site).await.map_err(|_| unreadable())?;
    let mut fields = Vec::new();
    let mut file: Option<(Received, String)> = None;
    let outcome: Result<(), Failure> = async {
        while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
            let field = part.name().unwrap_or_default().to_owned();
            let Some(name) = part.file_name().map(str::to_owned) else {
                fields.push((field, part.text().await.map_err(|_| unreadable())?));
                continue;
            };
            if file.is_some() {
                return Err(Refusal::invalid(format!("/{field}"), "Only one file fits a call.").into());
            }
            let received = import_asset::receive(&site.app, viewer, part.map_err(io::Error::other)).await?;
            file = Some((received, name));
        }
        Ok(())
    }
    .await;
    match (outcome, file) {
        (Ok(()), Some((received, name))) => Ok((received, name, query.after(fields))),
        (Ok(()), None) => Err(Refusal::Invalid(vec![Fault::at("/file", "This is required: one file.")]).into()),
        (Err(failure), file) => {
            if let Some((received, _)) = file {
                import_asset::discard(&site.app, received).await;
            }
            Err(failure)
        }
    }
}
