//! The desk: the pages of users. Whoever is not signed in is asked to.

mod asset;
mod assets;
pub(super) mod case;
mod edit_assets;
mod folders;
mod history;
mod narrow;
mod people;
mod properties;
mod request;
mod requests;
mod sign_in;
mod trash;
mod tree;
mod upload;

use super::frame::render;
use crate::{
    Site,
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
    Router,
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

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/admin", get(|State(site): State<Site>| async move { Redirect::permanent(&site.path("/admin/")) }))
        .route("/admin/", get(start).post(sign_in::sign_in))
        .route("/admin/sign-out", post(sign_in::sign_out))
        .route("/admin/users", get(people::members))
        .route("/admin/users/members", get(people::members))
        .route("/admin/users/external-users", get(people::external_users))
        .route("/admin/users/download-requests", get(requests::list).post(requests::decide_many))
        .route("/admin/users/download-requests/export", get(requests::export))
        .route("/admin/users/download-requests/{id}", get(request::show))
        .route("/admin/users/download-requests/{id}/decision", post(request::decide))
        .route("/admin/users/download-requests/{id}/revocation", post(request::revoke))
        .route("/admin/history", get(history::list))
        .route("/admin/history/export", get(history::export))
        .route("/admin/settings", get(properties::list).post(properties::set))
        .merge(library())
        .route("/admin/assets/{id}/download", get(download))
        .route("/admin/assets/{id}/preview/{width}", get(picture))
}

/// The assets and their folders. Files are streamed to where they lie: there is no length that would be too much for the
/// memory.
fn library() -> Router<Site> {
    let files = DefaultBodyLimit::disable();
    Router::new()
        .route("/admin/assets", get(assets::list))
        .route("/admin/assets/deletion", post(assets::delete))
        .route("/admin/assets/edit", get(edit_assets::show).post(edit_assets::update))
        .route("/admin/assets/upload", get(upload::show).post(upload::send).layer(files))
        .route("/admin/assets/trash", get(trash::list))
        .route("/admin/assets/restoration", post(trash::restore))
        .route("/admin/assets/folders", post(folders::create))
        .route("/admin/assets/folders/{id}", get(folders::show).post(folders::update))
        .route("/admin/assets/folders/{id}/deletion", post(folders::delete))
        .route("/admin/assets/{id}", get(asset::show).post(asset::update))
        .route("/admin/assets/{id}/content", post(asset::replace).layer(files))
        .route("/admin/assets/{id}/deletion", post(asset::delete))
        .route("/admin/assets/{id}/versions/{number}/download", get(asset::download_version))
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
        site: site.app.settings().organisation.clone(),
        user: DeskUser { name: user.name(), role: role.into() },
        room,
        pending: list_requests::count(&site.app, viewer, &[RequestStatus::Pending]).await?,
        sees_people: user.role.sees_everything(),
        sees_settings: user.role == Role::Admin,
        flash,
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
