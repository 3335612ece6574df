//! Notes of colleagues on an external user. The person never sees one, but for who asks what is stored about them.

use crate::{App, Fault, Outcome, Refusal, Viewer, said, show_external_user::find};
use domain::{ExternalUserId, NoteId, text};
use store::{
    Tx,
    events::{self, NewEvent},
    external_user_notes as notes,
};

/// A manager notes something of an external user.
pub async fn note(app: &App, viewer: &Viewer, about: ExternalUserId, typed: &str) -> Outcome<()> {
    let by = viewer.manager()?.id;
    find(app, viewer, about).await?;
    let Some(text) = text::message(typed) else {
        return Err(Refusal::invalid("/text", "Write something to be noted first."));
    };
    if text.chars().count() > text::LONGEST_MESSAGE {
        let fault = Fault::said("/text", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE);
        return Err(Refusal::Invalid(vec![fault]));
    }
    store::write!(app.store, |tx| {
        notes::insert(tx, about, by, &text, app.now()).await?;
        record(app, tx, viewer, about, "externalUser.noted").await
    })
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
