//! Downloading from a place: one file, everything, or a selection. Access is checked at every request.

use super::{
    cards::Easel,
    frame::{Frame, render_as, see_other},
    place::{Doorway, open},
};
use crate::{
    Site,
    extract::{Door, Form, PlacePath, Query, prefers_json},
    failure::Failure,
    known::Plain,
    send::{Asked, hand_out, send_archive},
    views::public::DownloadRefusedPage,
};
use app::{
    Refusal, Viewer, browse,
    caches::Question,
    download::{self, Denied, Permit},
    place::Spot,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::AssetId;
use http::{HeaderMap, StatusCode};
use std::sync::Arc;

pub(super) async fn file(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Query(query): Query,
    asked: Asked,
) -> Result<Response, Failure> {
    let id = AssetId(path.id.ok_or(Refusal::NotFound)?);
    let question = Question::new(&site.app, &viewer, path.portal.as_deref(), path.kit.as_deref(), id);
    if let Some(permit) = download::permitted(&site.app, &question) {
        let response = hand_out(&site, &permit, &query, &asked).await?;
        return Ok(as_known(response, permit, viewer));
    }
    let spot = match open(&site, &viewer, &path, StatusCode::FORBIDDEN).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    match download::authorise(&site.app, &viewer, &spot, Some(&[id])).await {
        Ok(permit) => {
            let permit = download::keep_permit(&site.app, question, permit);
            let response = hand_out(&site, &permit, &query, &asked).await?;
            Ok(as_known(response, permit, viewer))
        }
        Err(denied) => refused(&site, &viewer, &spot, &asked.headers, denied).await,
    }
}

/// Says to whom this goes by which permit: the same answer may be given again.
fn as_known(mut response: Response, permit: Arc<Permit>, viewer: Viewer) -> Response {
    response.extensions_mut().insert(Plain { permit, viewer: Arc::new(viewer) });
    response
}

pub(super) async fn archive(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Query(query): Query,
    asked: Asked,
) -> Result<Response, Failure> {
    let hash = query.get("selection");
    let what = format!("archive {hash:?}");
    let question = Question::new(&site.app, &viewer, path.portal.as_deref(), path.kit.as_deref(), what);
    if let Some(archive) = download::archived(&site.app, &question) {
        return send_archive(&site, &archive, &asked).await;
    }
    let spot = match open(&site, &viewer, &path, StatusCode::FORBIDDEN).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    let (selection, end) = match hash {
        Some(hash) => download::kept_selection(&site.app, hash).await.map(|(ids, end)| (Some(ids), Some(end)))?,
        None => (None, None),
    };
    let permit = match download::authorise(&site.app, &viewer, &spot, selection.as_deref()).await {
        Ok(permit) => permit,
        Err(denied) => return refused(&site, &viewer, &spot, &asked.headers, denied).await,
    };
    let manifest = download::manifest(&site.app, &viewer, &spot, &permit).await?;
    let archive = download::keep_archive(&site.app, question, &permit, manifest.as_ref(), end)?;
    send_archive(&site, &archive, &asked).await
}

/// Keeps a selection under the hash of its ids, and goes on to the address that any client can resume.
pub(super) async fn select(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    headers: HeaderMap,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let spot = match open(&site, &viewer, &path, StatusCode::FORBIDDEN).await? {
        Doorway::Locked(form) => return Ok(form),
        Doorway::Spot(spot) => spot,
    };
    let ids: Vec<AssetId> = fields.ids("mediaId")?;
    if ids.is_empty() {
        return Err(Refusal::said("/mediaId", &app::said::ASSETS_MISSING).into());
    }
    if let Err(denied) = download::authorise(&site.app, &viewer, &spot, Some(&ids)).await {
        return refused(&site, &viewer, &spot, &headers, denied).await;
    }
    let hash = download::keep_selection(&site.app, &ids).await?;
    Ok(see_other(&site, &format!("{}/download?selection={hash}", spot.path())))
}

/// A 403 that names what is not allowed, with a way to ask and a way to the rest.
async fn refused(
    site: &Site,
    viewer: &Viewer,
    spot: &Spot,
    headers: &HeaderMap,
    denied: Denied,
) -> Result<Response, Failure> {
    let (denied, allowed, can_ask) = match denied {
        Denied::Refusal(refusal) => return Err(refusal.into()),
        Denied::NoAccess { denied, allowed, can_ask } => (denied, allowed, can_ask),
    };
    if prefers_json(headers) {
        let names: Vec<String> = denied.iter().map(|asset| format!("{} ({})", asset.title, asset.id)).collect();
        let way = if can_ask { format!(" Ask for it at {}/request.", site.path(&spot.path())) } else { String::new() };
        let detail = format!("Not allowed: {}.{way}", names.join(", "));
        return Ok(Failure::Http(StatusCode::FORBIDDEN, "no-access", detail).into_response());
    }
    let under_review = browse::under_review(&site.app, viewer, spot.place).await?;
    let contents = browse::contents(&site.app, viewer, spot).await?;
    let allowed: Vec<&app::rows::Asset> = allowed.iter().filter_map(|asset| contents.assets.get(asset)).collect();
    let rows: Vec<&app::rows::Asset> = denied.iter().chain(allowed.iter().copied()).collect();
    let pictures = browse::previews(&site.app, &rows).await?;
    let frame = Frame { site, viewer };
    let shell = frame.shell_of(spot).await?;
    let easel = Easel { site, lang: shell.lang, pictures: &pictures };
    let card = |asset: &app::rows::Asset| easel.asked(&spot.path(), asset);
    let page = DownloadRefusedPage {
        crumbs: frame.crumbs(spot, true),
        place: site.path(&spot.path()),
        place_title: spot.title().to_owned(),
        under_review: under_review.0
            || (!denied.is_empty() && denied.iter().all(|asset| under_review.1.contains(&asset.id))),
        refused: denied.iter().map(card).collect(),
        allowed: allowed.into_iter().map(card).collect(),
        can_ask,
        shell,
    };
    Ok(render_as(StatusCode::FORBIDDEN, &page))
}
