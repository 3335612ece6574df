//! What colleagues do with a request among themselves: notes that the requester never sees, and passing it on.

use super::{
    Desk, language,
    request::{Sent, SentForm, page, path},
    requests,
};
use crate::{
    Site,
    extract::{Fields, Form, Path},
    failure::Failure,
    pages::frame::{see_other, told, when},
    views::desk::{Choice, NoteRow, Notes, PassOnForm},
};
use app::{
    Refusal, Viewer, note_request, pass_on,
    show_request::{Shown, show as show_request},
};
use axum::{extract::State, response::Response};
use domain::{NoteId, RequestId, RequestStatus, UserId};
use http::StatusCode;

/// The notes on a request, to whoever may decide it.
pub(super) async fn notes(
    site: &Site,
    viewer: &Viewer,
    shown: &Shown,
    sent: Option<&Sent<'_>>,
) -> Result<Option<Notes>, Failure> {
    if shown.decidable.is_empty() {
        return Ok(None);
    }
    let id = shown.view.request.id;
    let action = site.path(&format!("{}/notes", path(id.0)));
    let row = |view: note_request::NoteView| NoteRow {
        author: view.author,
        when: when(language(), view.note.created_at),
        erase_action: view.may_erase.then(|| format!("{action}/{}/erasure", view.note.id)),
        text: view.note.text,
    };
    let notes = note_request::notes(&site.app, viewer, id).await?.into_iter().map(row).collect();
    let sent = sent.filter(|sent| sent.form == SentForm::Note);
    Ok(Some(Notes {
        notes,
        typed: sent.map(|sent| sent.fields.text("note").to_owned()).unwrap_or_default(),
        error: sent.and_then(error),
        action,
    }))
}

/// The form that passes a request on, to whoever may.
pub(super) async fn pass_on_form(
    site: &Site,
    viewer: &Viewer,
    shown: &Shown,
    sent: Option<&Sent<'_>>,
) -> Result<Option<PassOnForm>, Failure> {
    let (request, items) = (&shown.view.request, &shown.view.items);
    if request.status != RequestStatus::Pending || shown.decidable.len() < items.len() {
        return Ok(None);
    }
    let people = pass_on::colleagues(&site.app, viewer, request).await?;
    if people.is_empty() {
        return Ok(None);
    }
    let sent = sent.filter(|sent| sent.form == SentForm::PassOn);
    let typed = |name: &str| sent.map(|sent| sent.fields.text(name).to_owned()).unwrap_or_default();
    Ok(Some(PassOnForm {
        action: site.path(&format!("{}/responsible", path(request.id.0))),
        people: people.into_iter().map(|user| Choice { id: user.id.to_string(), title: user.name() }).collect(),
        to: typed("to"),
        note: typed("note"),
        error: sent.and_then(error),
    }))
}

fn error(sent: &Sent<'_>) -> Option<String> {
    sent.faults.first().map(|fault| told(language(), fault))
}

pub(super) async fn note(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let done = note_request::add(&site.app, &viewer, RequestId(id), fields.text("note")).await;
    answer(&site, &viewer, id, (SentForm::Note, &fields), done, "noted").await
}

pub(super) async fn erase(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, note)): Path<(i64, i64)>,
) -> Result<Response, Failure> {
    note_request::erase(&site.app, &viewer, RequestId(id), NoteId(note)).await?;
    Ok(see_other(&site, &format!("{}?done=note-erased", path(id))))
}

pub(super) async fn hand_over(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let to = UserId(fields.text("to").parse().unwrap_or_default());
    let done = pass_on::pass_on(&site.app, &viewer, RequestId(id), to, fields.get("note")).await;
    if done.is_ok() && matches!(show_request(&site.app, &viewer, RequestId(id)).await, Err(Refusal::NotFound)) {
        // It is not theirs any more.
        return Ok(see_other(&site, &format!("{}?done=passed-on", requests::PATH)));
    }
    answer(&site, &viewer, id, (SentForm::PassOn, &fields), done, "passed-on").await
}

/// The request's page after a form was sent: it says what was done, or what is to be mended.
async fn answer(
    site: &Site,
    viewer: &Viewer,
    id: i64,
    (form, fields): (SentForm, &Fields),
    done: Result<(), Refusal>,
    word: &str,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(see_other(site, &format!("{}?done={word}", path(id)))),
        Err(Refusal::Invalid(faults)) => {
            let shown = show_request(&site.app, viewer, RequestId(id)).await?;
            let sent = Sent { form, fields, faults: &faults };
            page(site, viewer, shown, None, Some(sent), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(refusal @ Refusal::Conflict { .. }) => super::request::conflict(site, viewer, id, refusal).await,
        Err(other) => Err(other.into()),
    }
}
