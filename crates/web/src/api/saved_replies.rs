//! `/api/dam/saved-replies`: messages that are written again and again.

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known},
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    refusal::Faults,
    saved_replies::{self, ReplyChange, ReplyDraft},
};
use axum::{Json, extract::State, response::Response};
use domain::ReplyId;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_saved_replies, create_saved_reply)).routes(routes!(
        show_saved_reply,
        patch_saved_reply,
        delete_saved_reply
    ))
}

/// A saved reply.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SavedReply {
    #[schema(value_type = i64)]
    id: ReplyId,
    /// By which it is chosen.
    title: String,
    /// What it says.
    text: String,
}

impl SavedReply {
    fn of(reply: saved_replies::SavedReply) -> Self {
        Self { id: reply.id, title: reply.title, text: reply.text }
    }
}

/// A saved reply to add.
#[derive(ToSchema)]
#[allow(dead_code)]
struct NewSavedReply {
    /// By which it is chosen.
    title: String,
    /// What it says.
    text: String,
}

/// What changes on a saved reply.
#[derive(ToSchema)]
#[allow(dead_code)]
struct SavedReplyPatch {
    /// By which it is chosen.
    title: Option<String>,
    /// What it says.
    text: Option<String>,
}

/// What a saved reply is made of.
const MEMBERS: Known = &["title", "text"];

/// List saved replies
///
/// To whoever may decide requests; to others none.
#[utoipa::path(
    get, path = "/api/dam/saved-replies", tag = "saved replies",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<SavedReply>))
)]
async fn list_saved_replies(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<SavedReply>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "saved-replies", 1, &[], &mut faults);
    faults.check()?;
    let replies = saved_replies::list(&site.app, &viewer).await?;
    Ok(Json(page.of_all(replies, |reply| reply.id.0, SavedReply::of)))
}

/// One saved reply
#[utoipa::path(
    get, path = "/api/dam/saved-replies/{id}", tag = "saved replies",
    params(("id" = i64, Path, description = "The saved reply.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The saved reply.", body = SavedReply))
)]
async fn show_saved_reply(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ReplyId>,
) -> Result<Response, Failure> {
    Ok(resource(&SavedReply::of(saved_replies::one(&site.app, &viewer, id).await?)))
}

/// Add a saved reply
///
/// For managers and admins; at most 100.
#[utoipa::path(
    post, path = "/api/dam/saved-replies", tag = "saved replies",
    request_body = NewSavedReply,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The saved reply.", body = SavedReply))
)]
async fn create_saved_reply(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    let draft = ReplyDraft {
        title: object.required_text(&mut faults, "title").unwrap_or_default(),
        text: object.required_text(&mut faults, "text").unwrap_or_default(),
    };
    let made = SavedReply::of(saved_replies::add(&site.app, &viewer, &draft, once, faults).await?);
    Ok(created(&site, &format!("/api/dam/saved-replies/{}", made.id), &made))
}

/// Change a saved reply
///
/// For managers and admins.
#[utoipa::path(
    patch, path = "/api/dam/saved-replies/{id}", tag = "saved replies",
    params(("id" = i64, Path, description = "The saved reply.")),
    request_body(content((SavedReplyPatch = "application/json"), (SavedReplyPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The saved reply as it is then.", body = SavedReply))
)]
async fn patch_saved_reply(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ReplyId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let present = saved_replies::one(&site.app, &viewer, id).await?;
    let version = saved_replies::version(&present);
    let seen = seen(&headers, &SavedReply::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    object.keep(&mut faults, MEMBERS);
    let (title, text) = (object.text(&mut faults, "title"), object.text(&mut faults, "text"));
    let change = ReplyChange { title, text, seen };
    let changed = saved_replies::change(&site.app, &viewer, id, change, faults).await.map_err(not_changed)?;
    Ok(resource(&SavedReply::of(changed)))
}

/// Take a saved reply out
///
/// For managers and admins. Messages that were written with it stay as they are.
#[utoipa::path(
    delete, path = "/api/dam/saved-replies/{id}", tag = "saved replies",
    params(("id" = i64, Path, description = "The saved reply.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn delete_saved_reply(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ReplyId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.manager()?;
    let present = saved_replies::one(&site.app, &viewer, id).await?;
    let version = saved_replies::version(&present);
    let seen = seen(&headers, &SavedReply::of(present), version)?;
    saved_replies::remove(&site.app, &viewer, id, seen).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}
