//! `/api/dam/external-users`: requesters without a login.

use super::{
    answer::created,
    body,
    door::{Named, Nested, SignedIn},
    list::{self, List, Page, PageParams},
};
use crate::{
    Site,
    export::person::{self, ExternalUserRecord},
    extract::{Query, prefers_csv},
    failure::Failure,
};
use app::{
    Refusal, Viewer, accounts, erase_external_user, merge_external_users, note_external_user,
    refusal::Faults,
    rename_external_user::{self, NewNames},
    show_external_user::{self, NoteView},
};
use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domain::*;
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_external_users))
        .routes(routes!(show_external_user, patch_external_user, erase_external_user))
        .routes(routes!(merge_external_users))
        .routes(routes!(list_external_user_notes, create_external_user_note))
        .routes(routes!(show_external_user_note, remove_external_user_note))
}

/// A requester without a login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExternalUser {
    #[schema(value_type = i64)]
    id: ExternalUserId,
    mail: String,
    /// `null` until a call brings one.
    #[schema(required)]
    first_name: Option<String>,
    #[schema(required)]
    last_name: Option<String>,
    /// When the address first asked.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl ExternalUser {
    fn of(user: accounts::ExternalUser) -> Self {
        Self {
            id: user.id,
            mail: user.mail,
            first_name: user.first_name,
            last_name: user.last_name,
            created_at: user.created_at,
        }
    }
}

/// What external users are searched by.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct SearchParams {
    /// Words, each of which begins one in the name or the mail.
    q: Option<String>,
}

/// List external users
///
/// Newest first; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/external-users", tag = "users",
    params(SearchParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<ExternalUser>))
)]
async fn list_external_users(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<ExternalUser>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "external-users", 2, &["q"], &mut faults);
    faults.check()?;
    let (q, before) = (list::search(&fields), page.after_moment(ExternalUserId));
    let (rows, next, total) = accounts::external_users(&site.app, &viewer, q.as_deref(), before, page.size).await?;
    let rows = rows.into_iter().map(ExternalUser::of).collect();
    Ok(Json(page.of_moments(rows, next.map(|(at, id)| (at, id.0)), total)))
}

/// Everything stored about one external user
///
/// The answer to a person who asks what is stored about them; for managers and admins. As JSON, or as one table where
/// `Accept` prefers `text/csv`.
#[utoipa::path(
    get, path = "/api/dam/external-users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The external user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "Everything that is stored.", content((ExternalUserRecord = "application/json"), (String = "text/csv"))))
)]
async fn show_external_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if prefers_csv(&headers) {
        return person::csv(&site, &viewer, id, "").await;
    }
    Ok(Json(person::record(&site, &viewer, id).await?).into_response())
}

/// What changes on an external user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct ExternalUserPatch {
    first_name: Option<String>,
    last_name: Option<String>,
}

/// Correct the names of an external user
///
/// For managers and admins. The next call in the name of the address has to bring exactly these.
#[utoipa::path(
    patch, path = "/api/dam/external-users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The external user.")),
    request_body(content((ExternalUserPatch = "application/json"), (ExternalUserPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The external user as it is then.", body = ExternalUser))
)]
async fn patch_external_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
    body: body::Json,
) -> Result<Json<ExternalUser>, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let object = body.object(&["firstName", "lastName"], &mut faults);
    object.keep(&mut faults, &["firstName", "lastName"]);
    let names = NewNames { first: object.text(&mut faults, "firstName"), last: object.text(&mut faults, "lastName") };
    Ok(Json(ExternalUser::of(rename_external_user::rename(&site.app, &viewer, id, names, faults).await?)))
}

/// Erase an external user
///
/// For admins. The person goes from every table, queue and later backup; requests under review end as cancelled, what is
/// open ends. What is counted stays.
#[utoipa::path(
    delete, path = "/api/dam/external-users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The external user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Erased."))
)]
async fn erase_external_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
) -> Result<StatusCode, Failure> {
    erase_external_user::erase(&site.app, &viewer, id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom to merge with.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct Merger {
    /// The external user that goes: everything of theirs goes to the one of the address.
    #[schema(value_type = i64)]
    external_user_id: i64,
}

/// Make one of two external users
///
/// For managers and admins, where one person asked with two addresses. Requests, grants, downloads, notes and history of
/// the one in the body go to the one of the address; the other address is forgotten and its links end.
#[utoipa::path(
    post, path = "/api/dam/external-users/{id}/merger", tag = "users",
    params(("id" = i64, Path, description = "The external user that stays.")),
    request_body = Merger,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The one that stayed.", body = ExternalUser))
)]
async fn merge_external_users(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(kept): Named<ExternalUserId>,
    body: body::Json,
) -> Result<Json<ExternalUser>, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let object = body.object(&["externalUserId"], &mut faults);
    object.require(&mut faults, "externalUserId");
    let gone = object.id(&mut faults, "externalUserId", ExternalUserId);
    faults.check()?;
    let gone = gone.unwrap_or(ExternalUserId(0));
    merge_external_users::merge(&site.app, &viewer, kept, gone).await?;
    let view = show_external_user::show(&site.app, &viewer, kept).await?;
    Ok(Json(ExternalUser::of(view.user)))
}

/// What a colleague noted of an external user. The person never sees it, but for who asks what is stored about them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExternalUserNote {
    #[schema(value_type = i64)]
    id: NoteId,
    /// Who wrote it.
    author: String,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl ExternalUserNote {
    fn of(view: NoteView) -> Self {
        Self { id: view.id, author: view.by.name, text: view.text, created_at: view.at }
    }
}

/// What is to be noted of an external user.
#[derive(ToSchema)]
#[allow(dead_code)]
struct NewExternalUserNote {
    text: String,
}

/// List the notes on an external user
///
/// Oldest first; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/external-users/{id}/notes", tag = "users",
    params(("id" = i64, Path, description = "The external user."), PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<ExternalUserNote>))
)]
async fn list_external_user_notes(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
    Query(fields): Query,
) -> Result<Json<List<ExternalUserNote>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "external-user-notes", 1, &[], &mut faults);
    faults.check()?;
    let notes = show_external_user::notes_of(&site.app, &viewer, id).await?;
    Ok(Json(page.of_all(notes, |view| view.id.0, ExternalUserNote::of)))
}

/// Note something of an external user
///
/// For managers and admins.
#[utoipa::path(
    post, path = "/api/dam/external-users/{id}/notes", tag = "users",
    params(
        ("id" = i64, Path, description = "The external user."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours."),
    ),
    request_body = NewExternalUserNote,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The note.", body = ExternalUserNote))
)]
async fn create_external_user_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.manager()?;
    let once = body.idempotency_about(&headers, id)?;
    let mut faults = Faults::default();
    let text = body.object(&["text"], &mut faults).required_text(&mut faults, "text");
    faults.check()?;
    let text = text.unwrap_or_default();
    let note = note_external_user::note_once(&site.app, &viewer, id, &text, once).await?;
    let shown = ExternalUserNote::of(noted(&site, &viewer, id, note).await?);
    let mut response = created(&site, &format!("/api/dam/external-users/{id}/notes/{note}"), &shown);
    response.headers_mut().remove(header::ETAG);
    Ok(response)
}

async fn noted(site: &Site, viewer: &Viewer, id: ExternalUserId, note: NoteId) -> Result<NoteView, Failure> {
    let notes = show_external_user::notes_of(&site.app, viewer, id).await?;
    Ok(notes.into_iter().find(|view| view.id == note).ok_or(Refusal::NotFound)?)
}

/// One note on an external user
///
/// For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/external-users/{id}/notes/{note}", tag = "users",
    params(("id" = i64, Path, description = "The external user."), ("note" = i64, Path, description = "The note.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The note.", body = ExternalUserNote))
)]
async fn show_external_user_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Nested(id, note): Nested<ExternalUserId, NoteId>,
) -> Result<Json<ExternalUserNote>, Failure> {
    Ok(Json(ExternalUserNote::of(noted(&site, &viewer, id, note).await?)))
}

/// Take a note on an external user away
///
/// For managers and admins.
#[utoipa::path(
    delete, path = "/api/dam/external-users/{id}/notes/{note}", tag = "users",
    params(("id" = i64, Path, description = "The external user."), ("note" = i64, Path, description = "The note.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Gone."))
)]
async fn remove_external_user_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Nested(id, note): Nested<ExternalUserId, NoteId>,
) -> Result<StatusCode, Failure> {
    note_external_user::remove_note(&site.app, &viewer, id, note).await?;
    Ok(StatusCode::NO_CONTENT)
}
