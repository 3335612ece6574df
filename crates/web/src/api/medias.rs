//! `/api/dam/medias`: assets and their bytes. In JSON an asset is a *media*.

mod content;
mod deletion;
mod disposition;
mod upload;
mod versions;

use super::{
    answer::{not_changed, resource, seen},
    body,
    door::{Named, SignedIn},
    list::{self, List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    edit_asset::{self, AssetDraft},
    library::{self, Asset, AssetFilter},
    refusal::Faults,
};
use axum::{
    Json,
    extract::{DefaultBodyLimit, State},
    response::Response,
};
use domain::*;
use http::HeaderMap;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_medias, upload::create_media))
        .routes(routes!(show_media, patch_media, deletion::delete_media))
        .routes(routes!(deletion::list_deleted_medias))
        .routes(routes!(deletion::restore_media))
        .routes(routes!(versions::list_versions))
        .routes(routes!(content::download_media, content::replace_media))
        // Files are streamed to where they lie: there is no length that would be too much for the memory.
        .layer(DefaultBodyLimit::disable())
}

/// An asset.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Media {
    #[schema(value_type = i64)]
    id: AssetId,
    title: String,
    /// A few sentences about it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    description: String,
    /// Under what licence it may be used.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    licence: String,
    /// Whom to name with it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    credit: String,
    /// The words it is filed under.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    tags: Vec<String>,
    /// The day it was made.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false, format = Date)]
    made_on: String,
    /// The name under which it is downloaded.
    filename: String,
    content_type: String,
    /// In bytes.
    #[schema(value_type = i64)]
    size: u64,
    /// Of the current version's bytes, in lower-case hex.
    sha256: String,
    /// The folder it lies in; `null` where it lies in none.
    #[schema(required, value_type = Option<i64>)]
    folder_id: Option<FolderId>,
    /// In pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    /// In pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The number of its current version, from 1.
    version: i64,
}

impl Media {
    fn of(asset: Asset) -> Self {
        Self {
            id: asset.id,
            title: asset.title,
            description: asset.description,
            licence: asset.licence,
            credit: asset.credit,
            tags: asset.tags,
            made_on: asset.made_on,
            filename: asset.filename,
            content_type: asset.content_type,
            size: asset.size,
            sha256: asset.sha256,
            folder_id: asset.folder_id,
            width: asset.width,
            height: asset.height,
            created_at: asset.created_at,
            version: asset.version,
        }
    }
}

/// The filters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[allow(dead_code)]
struct MediaParams {
    /// Words, each of which begins one in the title, the file's name, the description, the credit or the licence.
    q: Option<String>,
    /// In this folder.
    folder_id: Option<i64>,
    /// In this kit.
    kit_id: Option<i64>,
}

/// List assets
#[utoipa::path(
    get, path = "/api/dam/medias", tag = "medias",
    params(MediaParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Media>))
)]
async fn list_medias(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Media>>, Failure> {
    let mut faults = Faults::default();
    let filter = AssetFilter {
        q: list::search(&fields),
        folder: list::id(&fields, &mut faults, "folderId", FolderId),
        kit: list::id(&fields, &mut faults, "kitId", KitId),
        ..AssetFilter::default()
    };
    let page = Page::read(&fields, "medias", 1, &["q", "folderId", "kitId"], &mut faults);
    faults.check()?;
    let (rows, next, total) = library::assets(&site.app, &viewer, &filter, page.after_id(AssetId), page.size).await?;
    Ok(Json(page.of_ids(rows.into_iter().map(Media::of).collect(), next.map(|id| id.0), total)))
}

/// One asset
#[utoipa::path(
    get, path = "/api/dam/medias/{id}", tag = "medias",
    params(("id" = i64, Path, description = "The asset.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The asset.", body = Media))
)]
async fn show_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
) -> Result<Response, Failure> {
    Ok(resource(&Media::of(library::asset(&site.app, &viewer, id).await?)))
}

/// What changes on an asset.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct MediaPatch {
    title: Option<String>,
    /// A few sentences about it; `null` takes them away.
    description: Option<String>,
    /// Under what licence it may be used.
    licence: Option<String>,
    /// Whom to name with it.
    credit: Option<String>,
    /// The words it is filed under, in place of those that it has.
    tags: Option<Vec<String>>,
    /// The day it was made, as `2026-05-03`.
    made_on: Option<String>,
    /// `null` takes it out of its folder.
    folder_id: Option<i64>,
}

/// Change an asset
///
/// For managers and admins.
#[utoipa::path(
    patch, path = "/api/dam/medias/{id}", tag = "medias",
    params(("id" = i64, Path, description = "The asset.")),
    request_body(content((MediaPatch = "application/json"), (MediaPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The asset as it is then.", body = Media))
)]
async fn patch_media(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let present = library::asset(&site.app, &viewer, id).await?;
    let version = edit_asset::version(&present);
    let seen = seen(&headers, &Media::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(&["title", "description", "licence", "credit", "tags", "madeOn", "folderId"], &mut faults);
    object.keep(&mut faults, &["title"]);
    let folder = object.id(&mut faults, "folderId", FolderId);
    let tags = if object.takes_away("tags") { Some(vec![]) } else { object.texts(&mut faults, "tags", 1_000) };
    let mut text = |name: &str| match object.takes_away(name) {
        true => Some(String::new()),
        false => object.text(&mut faults, name),
    };
    let (description, licence, credit) = (text("description"), text("licence"), text("credit"));
    let made_on = text("madeOn");
    let draft = AssetDraft {
        title: object.text(&mut faults, "title"),
        description,
        licence,
        credit,
        tags,
        made_on,
        folder: if object.takes_away("folderId") { Some(None) } else { folder.map(Some) },
        seen,
    };
    let changed = edit_asset::update(&site.app, &viewer, id, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Media::of(changed)))
}
