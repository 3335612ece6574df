//! `/api/dam/medias/{id}/versions`: what an asset was before.

use crate::{
    Site,
    api::{
        door::{Named, SignedIn},
        list::{List, Page, PageParams},
    },
    extract::Query,
    failure::Failure,
};
use app::{library, refusal::Faults, rows};
use axum::{Json, extract::State};
use domain::*;
use serde::Serialize;
use utoipa::ToSchema;

/// A version of an asset.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MediaVersion)]
pub(super) struct Version {
    /// Its number, from 1.
    number: i64,
    /// The name under which it was downloaded.
    filename: String,
    /// In bytes.
    #[schema(value_type = i64)]
    size: u64,
    /// Of the bytes, in lower-case hex.
    sha256: String,
    content_type: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The user who brought it, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>)]
    user_id: Option<UserId>,
}

impl Version {
    fn of(version: rows::Version) -> Self {
        Self {
            number: version.number,
            filename: version.filename,
            size: version.size,
            sha256: version.sha256,
            content_type: version.content_type,
            created_at: version.created_at,
            user_id: version.user_id,
        }
    }
}

/// The versions of an asset
///
/// Newest first.
#[utoipa::path(
    get, path = "/api/dam/medias/{id}/versions", tag = "medias",
    params(("id" = i64, Path, description = "The asset."), PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Version>))
)]
pub(super) async fn list_versions(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<AssetId>,
    Query(fields): Query,
) -> Result<Json<List<Version>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "versions", 1, &[], &mut faults);
    faults.check()?;
    let versions = library::versions(&site.app, &viewer, id).await?;
    Ok(Json(page.of_all(versions, |version| -version.number, Version::of)))
}
