//! The installation's logo, on pages that belong to no portal and in mails.

use crate::{Site, extract::Path, failure::Failure};
use app::{download::FileReader, in_force};
use axum::{extract::State, response::Response};
use domain::AssetId;
use http::{HeaderMap, Method};

pub(super) async fn show(
    State(site): State<Site>,
    Path((id, width)): Path<(i64, u32)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (preview, blob) = in_force::logo_picture(&site.app, AssetId(id), width).await?;
    super::asset::send(&method, &headers, &preview, FileReader::of(blob)).await
}
