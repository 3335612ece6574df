//! Notes of colleagues on an external user. The person never sees one, but for who asks what is stored about them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    idempotency::{self, Idempotency},
    said,
    show_external_user::find,
};
use domain::{ExternalUserId, NoteId, text};
use store::{
    Tx,
    events::{self, NewEvent},
    external_user_notes as notes,
};

/// A manager notes something of an external user.
pub async fn note(app: &App, viewer: &Viewer, about: ExternalUserId, typed: &str) -> Outcome<()> {
    note_once(app, viewer, about, typed, None).await.map(drop)
}

/// The same, by a call that may be repeated with its key.
pub async fn note_once(
    app: &App,
    viewer: &Viewer,
    about: ExternalUserId,
    typed: &str,
    once: Option<Idempotency>,
) -> Outcome<NoteId> {
    let by = viewer.manager()?.id;
    find(app, viewer, about).await?;
    let route = "POST /api/dam/external-users/{id}/notes";
    let (key, earlier) = idempotency::of_maker(app, Some(by), route, once).await?;
    if let Some(note) = earlier {
        return Ok(NoteId(note));
    }
    let Some(text) = text::message(typed) else {
        return Err(Refusal::invalid("/text", "Write something to be noted first."));
    };
    if text.chars().count() > text::LONGEST_MESSAGE {
        let fault = Fault::said("/text", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE);
        return Err(Refusal::Invalid(vec![fault]));
    }
    let noted = store::write!(app.store, |tx| {
        let note = notes::insert(tx, about, by, &text, app.now()).await?;
        idempotency::remember(app, tx, key.as_ref(), note.0).await?;
        record(app, tx, viewer, about, "externalUser.noted").await?;
        Ok::<_, Refusal>(note)
    });
    match noted {
        Err(error) => idempotency::answer_of_the_other(app, key.as_ref(), error).await.map(NoteId),
        noted => noted,
    }
}

/// A manager takes a note away.
pub async fn remove_note(app: &App, viewer: &Viewer, about: ExternalUserId, note: NoteId) -> Outcome<()> {
    find(app, viewer, about).await?;
    store::write!(app.store, |tx| {
        if !notes::delete(tx, about, note).await? {
            return Err(Refusal::NotFound);
        }
        record(app, tx, viewer, about, "externalUser.noteRemoved").await
    })
}

/// Remembers what somebody did about an external user.
pub(crate) async fn record(app: &App, tx: &Tx, viewer: &Viewer, about: ExternalUserId, kind: &str) -> Outcome<()> {
    let user_id = viewer.user.as_ref().map(|user| user.id);
    let event = NewEvent { user_id, external_user_id: Some(about), ..NewEvent::default() };
    events::record(tx, kind, &event, app.now()).await?;
    Ok(())
}
