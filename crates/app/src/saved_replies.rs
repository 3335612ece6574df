//! Saved replies: messages that are written again and again. Whoever decides uses them, managers write them.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::check_seen,
    idempotency::{self, Idempotency},
    library,
    refusal::Faults,
    said,
};
use domain::{responsible::can_be_responsible, *};
use store::{
    Run, Tx,
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

fn check(draft: &ReplyDraft, mut faults: Faults) -> Outcome<(String, String)> {
    let (title, text) = (text::line(&draft.title), text::message(&draft.text));
    match &title {
        None if faults.has("/title") => {}
        None => faults.add(Fault::at("/title", "A title is needed, by which the reply is chosen.")),
        Some(title) if title.chars().count() > LONGEST_TITLE => {
            faults.add(Fault::at("/title", format!("This is too long; at most {LONGEST_TITLE} characters fit.")));
        }
        Some(_) => {}
    }
    match &text {
        None if faults.has("/text") => {}
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
    match id {
        Some(id) => {
            let (title, text) = (Some(draft.title.clone()), Some(draft.text.clone()));
            change(app, viewer, id, ReplyChange { title, text, seen: None }, Faults::default()).await.map(drop)
        }
        None => add(app, viewer, draft, None, Faults::default()).await.map(drop),
    }
}

/// A manager adds one.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    draft: &ReplyDraft,
    once: Option<Idempotency>,
    faults: Faults,
) -> Outcome<SavedReply> {
    let by = viewer.manager()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(by), "POST /api/dam/saved-replies", once).await?;
    if let Some(id) = earlier {
        return kept(&app.store, ReplyId(id)).await;
    }
    let (title, text) = check(draft, faults)?;
    let made = store::write!(app.store, |tx| {
        if saved_replies::list(tx).await?.len() >= MOST_REPLIES {
            let detail = format!("There are {MOST_REPLIES} already; take one out that nobody uses.");
            return Err(Refusal::invalid("/title", detail));
        }
        let id = saved_replies::insert(tx, &title, &text, app.now()).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        record(app, tx, by, "reply.created").await?;
        kept(tx, id).await
    });
    match made {
        Err(error) => {
            kept(&app.store, ReplyId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?)).await
        }
        made => made,
    }
}

/// What changes on a saved reply; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub struct ReplyChange {
    /// By which it is chosen.
    pub title: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// The [`version`] that was seen by whoever changes it; one that has been changed since is left as it is.
    pub seen: Option<String>,
}

/// A manager changes one.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: ReplyId,
    change: ReplyChange,
    faults: Faults,
) -> Outcome<SavedReply> {
    let by = viewer.manager()?.id;
    let present = kept(&app.store, id).await?;
    let typed = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
    let draft = ReplyDraft { title: typed(&change.title, present.title), text: typed(&change.text, present.text) };
    let (title, text) = check(&draft, faults)?;
    store::write!(app.store, |tx| {
        let present = kept(tx, id).await?;
        check_seen(change.seen.as_ref(), || version(&present))?;
        let reply = SavedReply {
            id,
            title: if change.title.is_some() { title.clone() } else { present.title },
            text: if change.text.is_some() { text.clone() } else { present.text },
        };
        saved_replies::update(tx, &reply, app.now()).await?;
        record(app, tx, by, "reply.changed").await?;
        Ok(reply)
    })
}

/// What tells this state of a saved reply from every other: whoever changes it says which one they saw.
pub fn version(reply: &SavedReply) -> String {
    library::version(reply)
}

/// One of them, to whoever may decide.
pub async fn one(app: &App, viewer: &Viewer, id: ReplyId) -> Outcome<SavedReply> {
    list(app, viewer).await?.into_iter().find(|reply| reply.id == id).ok_or(Refusal::NotFound)
}

async fn kept(db: &impl Run, id: ReplyId) -> Outcome<SavedReply> {
    saved_replies::by_id(db, id).await?.ok_or(Refusal::NotFound)
}

async fn record(app: &App, tx: &Tx, by: UserId, kind: &str) -> Outcome<()> {
    events::record(tx, kind, &NewEvent { user_id: Some(by), ..NewEvent::default() }, app.now()).await?;
    Ok(())
}

/// A manager takes one out; where they say which version of it they saw, only that one. Messages that were written with it
/// stay as they are.
pub async fn remove(app: &App, viewer: &Viewer, id: ReplyId, seen: Option<String>) -> Outcome<()> {
    let by = viewer.manager()?.id;
    store::write!(app.store, |tx| {
        let present = kept(tx, id).await?;
        check_seen(seen.as_ref(), || version(&present))?;
        saved_replies::delete(tx, id).await?;
        record(app, tx, by, "reply.deleted").await
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
