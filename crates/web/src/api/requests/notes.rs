//! `/api/dam/download-validation-requests/{id}/notes`: what colleagues note on a request.

use crate::{
    Site,
    api::{
        answer::created,
        body,
        door::{Named, Nested, SignedIn},
        list::{List, Page, PageParams},
    },
    extract::Query,
    failure::Failure,
};
use app::{
    Refusal,
    note_request::{self, NoteView},
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// A note on a request. Who asked never sees it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestNote {
    #[schema(value_type = i64)]
    id: NoteId,
    /// Who wrote it.
    author: String,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl RequestNote {
    fn of(view: NoteView) -> Self {
        let NoteView { note, author, .. } = view;
        Self { id: note.id, author, text: note.text, created_at: note.created_at }
    }
}

/// A note to write on a request.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct NewNote {
    text: String,
}

/// List the notes on a request
///
/// Oldest first, to whoever may decide some of it.
#[utoipa::path(
    get, path = "/api/dam/download-validation-requests/{id}/notes", tag = "requests",
    params(("id" = i64, Path, description = "The request."), PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "A page of the list.", body = List<RequestNote>),
        (status = 403, description = "`not-responsible`: somebody else decides it."),
    )
)]
pub(super) async fn list_request_notes(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
    Query(fields): Query,
) -> Result<Json<List<RequestNote>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "request-notes", 1, &[], &mut faults);
    faults.check()?;
    let notes = note_request::list(&site.app, &viewer, id).await?;
    Ok(Json(page.of_all(notes, |view| view.note.id.0, RequestNote::of)))
}

/// Write a note on a request
///
/// For colleagues: whoever may decide some of it reads it. At most 50.
#[utoipa::path(
    post, path = "/api/dam/download-validation-requests/{id}/notes", tag = "requests",
    params(
        ("id" = i64, Path, description = "The request."),
        ("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours."),
    ),
    request_body = NewNote,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "The note.", body = RequestNote),
        (status = 403, description = "`not-responsible`: somebody else decides it."),
    )
)]
pub(super) async fn create_request_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<RequestId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency_about(&headers, id)?;
    let mut faults = Faults::default();
    let text = body.object(&["text"], &mut faults).required_text(&mut faults, "text");
    faults.check()?;
    let note =
        note_request::add_once(&site.app, &viewer, id, &text.unwrap_or_default(), once).await.map_err(of_text)?;
    let notes = note_request::list(&site.app, &viewer, id).await?;
    let view = notes.into_iter().find(|view| view.note.id == note).ok_or(Refusal::NotFound)?;
    let mut response =
        created(&site, &format!("/api/dam/download-validation-requests/{id}/notes/{note}"), &RequestNote::of(view));
    response.headers_mut().remove(header::ETAG);
    Ok(response)
}

/// In a form the field is `note`, here the member is `text`.
fn of_text(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::Invalid(mut faults) => {
            faults.iter_mut().filter(|fault| fault.pointer == "/note").for_each(|fault| fault.pointer = "/text".into());
            Refusal::Invalid(faults)
        }
        other => other,
    }
}

/// One note on a request
#[utoipa::path(
    get, path = "/api/dam/download-validation-requests/{id}/notes/{note}", tag = "requests",
    params(("id" = i64, Path, description = "The request."), ("note" = i64, Path, description = "The note.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The note.", body = RequestNote),
        (status = 403, description = "`not-responsible`: somebody else decides it."),
    )
)]
pub(super) async fn show_request_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Nested(id, note): Nested<RequestId, NoteId>,
) -> Result<Json<RequestNote>, Failure> {
    let notes = note_request::list(&site.app, &viewer, id).await?;
    let view = notes.into_iter().find(|view| view.note.id == note).ok_or(Refusal::NotFound)?;
    Ok(Json(RequestNote::of(view)))
}

/// Erase a note on a request
///
/// By who wrote it, or a manager.
#[utoipa::path(
    delete, path = "/api/dam/download-validation-requests/{id}/notes/{note}", tag = "requests",
    params(("id" = i64, Path, description = "The request."), ("note" = i64, Path, description = "The note.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 204, description = "Erased."),
        (status = 403, description = "`not-responsible`: somebody else decides it; `not-yours`: a colleague wrote it."),
    )
)]
pub(super) async fn erase_request_note(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Nested(id, note): Nested<RequestId, NoteId>,
) -> Result<StatusCode, Failure> {
    note_request::erase(&site.app, &viewer, id, note).await?;
    Ok(StatusCode::NO_CONTENT)
}
