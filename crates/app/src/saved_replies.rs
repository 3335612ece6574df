//! Saved replies: messages that are written again and again. Whoever decides uses them, managers write them.

use crate::{App, Fault, Outcome, Refusal, Viewer, refusal::Faults, said};
use domain::{responsible::can_be_responsible, *};
use store::{
    events::{self, NewEvent},
    saved_replies,
};

pub use store::saved_replies::SavedReply;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 80;
/// The most saved replies: more are no list that one chooses from.
pub const MOST_REPLIES: usize = 100;

/// A reply as it was typed.
#[derive(Debug, Clone, Default)]
pub struct ReplyDraft {
    /// By which it is chosen.
    pub title: String,
    /// What it says.
    pub text: String,
}

/// All of them by title, to whoever may decide; none to others.
pub async fn list(app: &App, viewer: &Viewer) -> Outcome<Vec<SavedReply>> {
    let user = viewer.signed_in()?;
    match can_be_responsible(user.role, user.responsible_for_external_users) {
        true => Ok(saved_replies::list(&app.store).await?),
        false => Ok(vec![]),
    }
}

fn check(draft: &ReplyDraft) -> Outcome<(String, String)> {
    let (title, text) = (text::line(&draft.title), text::message(&draft.text));
    let mut faults = Faults::default();
    match &title {
        None => faults.add(Fault::at("/title", "A title is needed, by which the reply is chosen.")),
        Some(title) if title.chars().count() > LONGEST_TITLE => {
            faults.add(Fault::at("/title", format!("This is too long; at most {LONGEST_TITLE} characters fit.")));
        }
        Some(_) => {}
    }
    match &text {
        None => faults.add(Fault::at("/text", "A reply needs some words.")),
        Some(text) if text.chars().count() > text::LONGEST_MESSAGE => {
            faults.add(Fault::said("/text", &said::MESSAGE_TOO_LONG).with_arg("most", text::LONGEST_MESSAGE));
        }
        Some(_) => {}
    }
    faults.check()?;
    Ok((title.unwrap_or_default(), text.unwrap_or_default()))
}

/// A manager adds one, or changes the one of this id.
pub async fn save(app: &App, viewer: &Viewer, id: Option<ReplyId>, draft: &ReplyDraft) -> Outcome<()> {
    let by = viewer.manager()?.id;
    let (title, text) = check(draft)?;
    store::write!(app.store, |tx| {
        let kind = match id {
            Some(id) => {
                let reply = SavedReply { id, title: title.clone(), text: text.clone() };
                if !saved_replies::update(tx, &reply, app.now()).await? {
                    return Err(Refusal::NotFound);
                }
                "reply.changed"
            }
            None => {
                if saved_replies::list(tx).await?.len() >= MOST_REPLIES {
                    let detail = format!("There are {MOST_REPLIES} already; take one out that nobody uses.");
                    return Err(Refusal::invalid("/title", detail));
                }
                saved_replies::insert(tx, &title, &text, app.now()).await?;
                "reply.created"
            }
        };
        events::record(tx, kind, &NewEvent { user_id: Some(by), ..NewEvent::default() }, app.now()).await?;
        Ok(())
    })
}

/// A manager takes one out. Messages that were written with it stay as they are.
pub async fn remove(app: &App, viewer: &Viewer, id: ReplyId) -> Outcome<()> {
    let by = viewer.manager()?.id;
    store::write!(app.store, |tx| {
        if !saved_replies::delete(tx, id).await? {
            return Err(Refusal::NotFound);
        }
        let event = NewEvent { user_id: Some(by), ..NewEvent::default() };
        events::record(tx, "reply.deleted", &event, app.now()).await?;
        Ok(())
    })
}

/// A message with a saved reply before it, as a form that knows no script sends both.
pub async fn message(
    app: &App,
    viewer: &Viewer,
    reply: Option<ReplyId>,
    typed: Option<&str>,
) -> Outcome<Option<String>> {
    let typed = typed.map(str::to_owned);
    let Some(reply) = reply else { return Ok(typed) };
    let saved = list(app, viewer).await?.into_iter().find(|saved| saved.id == reply);
    let saved = saved.ok_or_else(|| Refusal::invalid("/reply", "This saved reply is not there any more."))?;
    Ok(Some(match typed {
        Some(typed) => format!("{}\n\n{typed}", saved.text),
        None => saved.text,
    }))
}
