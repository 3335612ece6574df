//! `/api/dam/selection`: the caller's basket.

use super::{body, door::SignedIn};
use crate::{Site, failure::Failure};
use app::{library, refusal::Faults};
use axum::{Json, extract::State};
use domain::AssetId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(show_selection, put_selection))
}

/// The most assets that a selection holds.
const MOST: usize = 10_000;

/// The caller's basket.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Selection {
    #[schema(value_type = Vec<i64>)]
    media_ids: Vec<AssetId>,
}

/// What a selection is to be.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewSelection {
    /// The assets, in order.
    media_ids: Vec<i64>,
}

/// The caller's selection
#[utoipa::path(
    get, path = "/api/dam/selection", tag = "selection",
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The selection, in order.", body = Selection))
)]
async fn show_selection(State(site): State<Site>, SignedIn(viewer): SignedIn) -> Result<Json<Selection>, Failure> {
    Ok(Json(Selection { media_ids: library::selection(&site.app, &viewer).await? }))
}

/// Replace the caller's selection
#[utoipa::path(
    put, path = "/api/dam/selection", tag = "selection",
    request_body = NewSelection,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The selection as it is then.", body = Selection))
)]
async fn put_selection(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    body: body::Json,
) -> Result<Json<Selection>, Failure> {
    let mut faults = Faults::default();
    let object = body.object(&["mediaIds"], &mut faults);
    object.require(&mut faults, "mediaIds");
    let assets = object.ids(&mut faults, "mediaIds", AssetId, MOST).unwrap_or_default();
    Ok(Json(Selection { media_ids: library::select(&site.app, &viewer, assets, faults).await? }))
}
