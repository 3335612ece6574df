//! `/api/dam/folders`: the tree in which assets live.

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known, Object},
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    edit_folder::{self, FolderDraft, FolderView},
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_folders, create_folder)).routes(routes!(
        show_folder,
        patch_folder,
        delete_folder
    ))
}

/// The most responsibles that a folder has.
const MOST_RESPONSIBLES: usize = 1_000;

/// A folder.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Folder {
    #[schema(value_type = i64)]
    id: FolderId,
    name: String,
    /// The folder it lies in; `null` at the top.
    #[schema(required, value_type = Option<i64>)]
    parent_id: Option<FolderId>,
    /// Who decides requests for what lies in it, in folder mode; where nobody does, its nearest ancestor's.
    #[schema(value_type = Vec<i64>)]
    responsible_ids: Vec<UserId>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl Folder {
    fn of(view: FolderView) -> Self {
        let FolderView { folder, responsibles } = view;
        Self {
            id: folder.id,
            name: folder.name,
            parent_id: folder.parent_id,
            responsible_ids: responsibles,
            created_at: folder.created_at,
        }
    }
}

/// A folder to make.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewFolder {
    name: String,
    parent_id: Option<i64>,
    responsible_ids: Option<Vec<i64>>,
}

/// What changes on a folder.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct FolderPatch {
    name: Option<String>,
    /// `null` moves it to the top.
    parent_id: Option<i64>,
    responsible_ids: Option<Vec<i64>>,
}

/// What a folder is made of.
const MEMBERS: Known = &["name", "parentId", "responsibleIds"];

fn draft(object: &Object<'_>, faults: &mut Faults) -> FolderDraft {
    let parent = object.id(faults, "parentId", FolderId);
    let responsibles = object.ids(faults, "responsibleIds", UserId, MOST_RESPONSIBLES);
    FolderDraft {
        name: object.text(faults, "name"),
        parent: if object.takes_away("parentId") { Some(None) } else { parent.map(Some) },
        responsibles: if object.takes_away("responsibleIds") { Some(vec![]) } else { responsibles },
        once: None,
        seen: None,
    }
}

/// List folders
#[utoipa::path(
    get, path = "/api/dam/folders", tag = "folders",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Folder>))
)]
async fn list_folders(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Folder>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "folders", 1, &[], &mut faults);
    faults.check()?;
    let folders = edit_folder::list(&site.app, &viewer).await?;
    Ok(Json(page.of_all(folders, |view| view.folder.id.0, Folder::of)))
}

/// One folder
#[utoipa::path(
    get, path = "/api/dam/folders/{id}", tag = "folders",
    params(("id" = i64, Path, description = "The folder.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The folder.", body = Folder))
)]
async fn show_folder(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<FolderId>,
) -> Result<Response, Failure> {
    Ok(resource(&Folder::of(edit_folder::show(&site.app, &viewer, id).await?)))
}

/// Make a folder
///
/// For managers and admins.
#[utoipa::path(
    post, path = "/api/dam/folders", tag = "folders",
    request_body = NewFolder,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The folder.", body = Folder))
)]
async fn create_folder(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.require(&mut faults, "name");
    let draft = FolderDraft { once, ..draft(&object, &mut faults) };
    let made = Folder::of(edit_folder::create(&site.app, &viewer, draft, faults).await?);
    Ok(created(&site, &format!("/api/dam/folders/{}", made.id), &made))
}

/// Change a folder
///
/// For managers and admins.
#[utoipa::path(
    patch, path = "/api/dam/folders/{id}", tag = "folders",
    params(("id" = i64, Path, description = "The folder.")),
    request_body(content((FolderPatch = "application/json"), (FolderPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The folder as it is then.", body = Folder))
)]
async fn patch_folder(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<FolderId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let present = edit_folder::show(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Folder::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.keep(&mut faults, &["name"]);
    let draft = FolderDraft { seen, ..draft(&object, &mut faults) };
    let changed = edit_folder::update(&site.app, &viewer, id, draft, faults).await.map_err(not_changed)?;
    Ok(resource(&Folder::of(changed)))
}

/// Take an empty folder away
///
/// For managers and admins.
#[utoipa::path(
    delete, path = "/api/dam/folders/{id}", tag = "folders",
    params(("id" = i64, Path, description = "The folder.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."), (status = 409, description = "`folder-not-empty`."))
)]
async fn delete_folder(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<FolderId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.manager()?;
    let present = edit_folder::show(&site.app, &viewer, id).await?;
    let version = present.version();
    let seen = seen(&headers, &Folder::of(present), version)?;
    edit_folder::delete(&site.app, &viewer, id, seen).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}
