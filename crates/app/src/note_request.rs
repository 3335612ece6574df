//! Notes for colleagues on a request. Whoever may decide it reads and writes them; who asked never sees them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    idempotency::{self, Idempotency},
    responsibles::Deciders,
    said,
    show_request::show,
    submit::about,
};
use domain::*;
use store::{
    Run, Tx,
    events::{self, NewEvent},
    requests::{self, Note, Request},
    users::{self, User},
};

/// The longest note, in characters.
pub const LONGEST_NOTE: usize = 2_000;
/// The most notes on one request.
pub const MOST_NOTES: usize = 50;

/// A note as colleagues read it.
#[derive(Debug, Clone)]
pub struct NoteView {
    /// The note.
    pub note: Note,
    /// Whose it is.
    pub author: String,
    /// Whether the reader may erase it.
    pub may_erase: bool,
}

/// The notes on a request that the viewer may decide, oldest first; the caller has made sure of that.
pub async fn notes(app: &App, viewer: &Viewer, id: RequestId) -> Outcome<Vec<NoteView>> {
    let user = viewer.signed_in()?;
    let notes = requests::notes(&app.store, &[id]).await?;
    let authors: Vec<UserId> = notes.iter().map(|note| note.user_id).collect();
    let authors = users::by_ids(&app.store, &authors).await?;
    let name = |id: UserId| authors.iter().find(|user| user.id == id).map(User::name).unwrap_or_default();
    let view = |note: Note| NoteView { author: name(note.user_id), may_erase: may_erase(user, &note), note };
    Ok(notes.into_iter().map(view).collect())
}

/// The same, to whoever may decide something of the request.
pub async fn list(app: &App, viewer: &Viewer, id: RequestId) -> Outcome<Vec<NoteView>> {
    match show(app, viewer, id).await?.decidable.is_empty() {
        true => Err(Refusal::forbidden_as(&said::NOT_RESPONSIBLE)),
        false => notes(app, viewer, id).await,
    }
}

fn may_erase(user: &User, note: &Note) -> bool {
    note.user_id == user.id || user.role.sees_everything()
}

/// The request, where this user may decide something of it.
async fn held(tx: &Tx, user: &User, id: RequestId) -> Outcome<Request> {
    let request = requests::hold(tx, id).await?.ok_or(Refusal::NotFound)?;
    match is_colleague(tx, user, &request).await? {
        true => Ok(request),
        false => Err(Refusal::forbidden_as(&said::NOT_RESPONSIBLE)),
    }
}

async fn is_colleague(db: &impl Run, user: &User, request: &Request) -> Outcome<bool> {
    let items = requests::items(db, &[request.id]).await?;
    let deciders = Deciders::of(db, user, std::slice::from_ref(request)).await?;
    Ok(!deciders.decidable(request, &items)?.is_empty())
}

/// A note as it is kept.
pub(crate) fn checked(pointer: &str, typed: &str) -> Outcome<String> {
    let note = text::message(typed).ok_or_else(|| Refusal::said(pointer, &said::WORD_MISSING))?;
    if note.chars().count() > LONGEST_NOTE {
        let fault = Fault::said(pointer, &said::WORD_TOO_LONG).with_arg("most", LONGEST_NOTE);
        return Err(Refusal::Invalid(vec![fault]));
    }
    Ok(note)
}

/// Somebody who may decide a request writes a note on it.
pub async fn add(app: &App, viewer: &Viewer, id: RequestId, typed: &str) -> Outcome<()> {
    add_once(app, viewer, id, typed, None).await.map(drop)
}

/// The same, by a call that may be repeated with its key.
pub async fn add_once(
    app: &App,
    viewer: &Viewer,
    id: RequestId,
    typed: &str,
    once: Option<Idempotency>,
) -> Outcome<NoteId> {
    let user = viewer.signed_in()?;
    let route = "POST /api/dam/download-validation-requests/{id}/notes";
    let (key, earlier) = idempotency::of_maker(app, Some(user.id), route, once).await?;
    if let Some(note) = earlier {
        return Ok(NoteId(note));
    }
    let note = checked("/note", typed)?;
    let written = store::write!(app.store, |tx| {
        let request = held(tx, user, id).await?;
        let note = write(app, tx, &request, user.id, &note).await?;
        idempotency::remember(app, tx, key.as_ref(), note.0).await?;
        Ok::<_, Refusal>(note)
    });
    match written {
        Err(error) => idempotency::answer_of_the_other(app, key.as_ref(), error).await.map(NoteId),
        written => written,
    }
}

/// Writes a note on a request that this transaction holds.
pub(crate) async fn write(app: &App, tx: &Tx, request: &Request, by: UserId, note: &str) -> Outcome<NoteId> {
    if requests::notes(tx, &[request.id]).await?.len() >= MOST_NOTES {
        let detail = format!("There are {MOST_NOTES} notes already; erase one that nobody needs.");
        return Err(Refusal::invalid("/note", detail));
    }
    let id = requests::add_note(tx, request.id, by, note, app.now()).await?;
    let event = NewEvent { user_id: Some(by), ..about(request) };
    events::record(tx, "request.noted", &event, app.now()).await?;
    Ok(id)
}

/// Whoever wrote a note, or a manager, erases it.
pub async fn erase(app: &App, viewer: &Viewer, id: RequestId, note: NoteId) -> Outcome<()> {
    let user = viewer.signed_in()?;
    store::write!(app.store, |tx| {
        let request = held(tx, user, id).await?;
        let note = requests::note(tx, note).await?.filter(|note| note.request_id == id).ok_or(Refusal::NotFound)?;
        if !may_erase(user, &note) {
            return Err(Refusal::forbidden("not-yours", "Only who wrote a note erases it, or a manager."));
        }
        requests::erase_note(tx, note.id).await?;
        let event = NewEvent { user_id: Some(user.id), ..about(&request) };
        events::record(tx, "request.note-erased", &event, app.now()).await?;
        Ok(())
    })
}
