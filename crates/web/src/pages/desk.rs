//! The desk: the pages of users. Whoever is not signed in is asked to.

mod account;
mod asset;
mod assets;
mod bulk;
pub(super) mod case;
mod colleagues;
mod edit_assets;
mod erasing;
mod external_user;
mod folders;
mod format;
mod history;
mod insight;
mod member;
mod merging;
mod narrow;
mod people;
mod places;
mod profile;
mod properties;
pub(super) mod replies;
mod request;
mod requests;
mod settings;
mod sign_in;
mod trash;
mod tree;
pub(super) mod undo;
mod upload;
mod waited;
mod webhooks;

use super::frame::render;
use crate::{
    Site,
    addresses::Addresses,
    extract::{Door, Path, Query},
    failure::Failure,
    send::{Asked, hand_out},
    views::{
        desk::{DeskRoom, DeskShell, DeskUser, Flash, StartPage},
        shared::Link,
    },
};
use app::{Refusal, Viewer, list_requests};
use axum::{
    extract::{DefaultBodyLimit, FromRequestParts, State},
    response::{Redirect, Response},
    routing::{get, post},
};
use domain::{AssetId, RequestStatus, Role};
use http::{HeaderMap, Method, request::Parts};
use words::Language;

/// The desk speaks English.
pub(super) fn language() -> Language {
    Language::default()
}

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get("/admin", |State(site): State<Site>| async move { Redirect::permanent(&site.path("/admin/")) })
        .get("/admin/", start)
        .post("/admin/", sign_in::sign_in)
        .post("/admin/sign-out", sign_in::sign_out)
        .get("/admin/users", people::members)
        .get("/admin/users/members", people::members)
        .get("/admin/users/external-users", people::external_users)
        .get("/admin/users/download-requests", requests::list)
        .post("/admin/users/download-requests", requests::decide_many)
        .get("/admin/users/download-requests/export", requests::export)
        .get("/admin/users/download-requests/{id}", request::show)
        .post("/admin/users/download-requests/{id}/decision", request::decide)
        .post("/admin/users/download-requests/{id}/revocation", request::revoke)
        .get("/admin/insight", insight::overview)
        .get("/admin/insight/places", insight::places)
        .get("/admin/insight/assets", insight::assets)
        .get("/admin/insight/formats", insight::formats)
        .get("/admin/insight/people", insight::people)
        .get("/admin/insight/reasons", insight::reasons)
        .get("/admin/insight/decisions", insight::decisions)
        .get("/admin/insight/export", insight::export)
        .get("/admin/history", history::list)
        .get("/admin/history/export", history::export)
        .get("/admin/settings", properties::list)
        .post("/admin/settings", properties::set)
        .merge(settings::routes())
        .merge(webhooks::routes())
        .merge(library())
        .get("/admin/assets/{id}/download", download)
        .post("/admin/users/members", member::invite)
        .merge(member::routes())
        .merge(profile::routes())
        .merge(external_user::routes())
        .merge(places::routes())
        .get(bulk::PATH, bulk::show)
        .post(bulk::PATH, bulk::act)
        .get(replies::PATH, replies::list)
        .post(replies::PATH, replies::add)
        .post("/admin/users/download-requests/replies/{id}", replies::change)
        .post("/admin/users/download-requests/replies/{id}/removal", replies::remove)
        .post(undo::PATH, undo::undo)
        .post("/admin/users/download-requests/{id}/notes", colleagues::note)
        .post("/admin/users/download-requests/{id}/notes/{note}/erasure", colleagues::erase)
        .post("/admin/users/download-requests/{id}/responsible", colleagues::hand_over)
        .get("/admin/assets/{id}/preview/{width}", picture)
}

/// The assets and their folders. Files are streamed to where they lie: there is no length that would be too much for the
/// memory.
fn library() -> Addresses {
    let files = DefaultBodyLimit::disable();
    let reads_and_takes = [Method::GET, Method::POST];
    Addresses::default()
        .get("/admin/assets", assets::list)
        .post("/admin/assets/deletion", assets::delete)
        .get("/admin/assets/edit", edit_assets::show)
        .post("/admin/assets/edit", edit_assets::update)
        .with(&reads_and_takes, "/admin/assets/upload", get(upload::show).post(upload::send).layer(files))
        .get("/admin/assets/trash", trash::list)
        .post("/admin/assets/restoration", trash::restore)
        .post("/admin/assets/folders", folders::create)
        .get("/admin/assets/folders/{id}", folders::show)
        .post("/admin/assets/folders/{id}", folders::update)
        .post("/admin/assets/folders/{id}/deletion", folders::delete)
        .get("/admin/assets/{id}", asset::show)
        .post("/admin/assets/{id}", asset::update)
        .with(&[Method::POST], "/admin/assets/{id}/content", post(asset::replace).layer(files))
        .post("/admin/assets/{id}/deletion", asset::delete)
        .get("/admin/assets/{id}/versions/{number}/download", asset::download_version)
}

/// Somebody at the desk: signed in. Others are sent to the sign-in page, and from there back to where they wanted.
pub(super) struct Desk(pub Viewer);

impl FromRequestParts<Site> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        use axum::response::IntoResponse;
        let Door(viewer) = Door::from_request_parts(parts, site).await.map_err(IntoResponse::into_response)?;
        if viewer.user.is_some() {
            return Ok(Desk(viewer));
        }
        if crate::extract::prefers_json(&parts.headers) || !matches!(parts.method, Method::GET | Method::HEAD) {
            return Err(Failure::from(Refusal::Unauthenticated).into_response());
        }
        let next = parts.uri.path_and_query().map_or("/admin/", |path| path.as_str());
        let next = percent_encoding::utf8_percent_encode(next, percent_encoding::NON_ALPHANUMERIC);
        Err(Redirect::to(&site.path(&format!("/admin/?next={next}"))).into_response())
    }
}

/// The frame of a page of the desk.
pub(super) async fn shell(
    site: &Site,
    viewer: &Viewer,
    room: DeskRoom,
    flash: Option<Flash>,
) -> Result<DeskShell, Failure> {
    let user = viewer.signed_in()?;
    let role = match user.role {
        Role::Admin => "Admin",
        Role::Manager => "Manager",
        Role::Responsible => "Responsible",
        Role::Member => "Member",
    };
    Ok(DeskShell {
        base: site.base.clone(),
        lang: language(),
        site: site.app.in_force().organisation.clone(),
        user: DeskUser { name: user.name(), role: role.into() },
        room,
        pending: list_requests::count(&site.app, viewer, &[RequestStatus::Pending]).await?,
        sees_people: user.role.sees_everything(),
        sees_settings: user.role == Role::Admin,
        flash,
        undo: undo::offered(site, viewer).await?,
        sign_out_action: site.path("/admin/sign-out"),
        form_token: String::new(),
    })
}

/// The start page; the sign-in page for whoever is not signed in.
async fn start(State(site): State<Site>, Door(viewer): Door, Query(query): Query) -> Result<Response, Failure> {
    if viewer.user.is_none() {
        return Ok(sign_in::page(&site, query.text("next"), "", None));
    }
    const WAITING: u32 = 5;
    let filter = list_requests::Filter { status: vec![RequestStatus::Pending], ..Default::default() };
    let page = list_requests::Page { ascending: true, after: None, size: WAITING };
    let waiting = list_requests::list(&site.app, &viewer, &filter, page).await?;
    let (portals, kits) = app::place::home(&site.app, &viewer).await?;
    let link = |spot: &app::place::Spot| Link { href: site.path(&spot.path()), text: spot.title().to_owned() };
    Ok(render(&StartPage {
        shell: shell(&site, &viewer, DeskRoom::Start, None).await?,
        waiting: requests::rows(&site, &waiting.items).await?,
        places: portals.iter().chain(&kits).map(link).collect(),
        no_responsible: list_requests::has_nobody_responsible(&site.app).await?,
    }))
}

/// One asset, to a signed-in user who may have it.
async fn download(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
    asked: Asked,
) -> Result<Response, Failure> {
    match app::download::authorise_user(&site.app, &viewer, AssetId(id)).await {
        Ok(permit) => hand_out(&site, &permit, &query, &asked).await,
        Err(app::download::Denied::Refusal(refusal)) => Err(refusal.into()),
        Err(app::download::Denied::NoAccess { .. }) => {
            let detail = "Nothing opens this asset for you yet. Ask for it on the page of its kit.";
            Err(Refusal::forbidden("no-access", detail).into())
        }
    }
}

/// A picture of any asset, to a signed-in user.
async fn picture(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, width)): Path<(i64, u32)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let (preview, blob) = app::browse::picture_for_user(&site.app, &viewer, AssetId(id), width).await?;
    super::asset::send(&method, &headers, &preview, app::download::FileReader::of(blob)).await
}
