//! Mails that wait, fail or were given up, and what an admin does about them.

use crate::{
    App, Outcome, Refusal, Viewer,
    held_mails::{self, Held},
    notify::MAIL,
};
use domain::{JobId, Timestamp};
use store::{
    events,
    events::NewEvent,
    queue::{self, Queued},
};

pub use store::queue::Counts;

/// How many mails that failed are shown.
pub const SHOWN: u32 = 50;

/// The queue of mails.
#[derive(Debug, Clone)]
pub struct Queue {
    /// Where mails go: a server, a folder. Never with a name or a password.
    pub way: String,
    /// Whether they are held back since a backup was restored.
    pub held: Option<Held>,
    /// How many there are.
    pub counts: Counts,
    /// The newest of those that failed.
    pub troubled: Vec<Troubled>,
}

/// A mail that failed.
#[derive(Debug, Clone)]
pub struct Troubled {
    /// Its id.
    pub id: JobId,
    /// The name of its letter: `requestDecided`.
    pub letter: String,
    /// When it was to be sent first.
    pub since: Timestamp,
    /// How often it was tried.
    pub attempts: u32,
    /// What was said the last time, without addresses.
    pub reason: String,
    /// When it is tried next; none where it was given up.
    pub next: Option<Timestamp>,
}

impl Troubled {
    pub(crate) fn of(job: Queued) -> Self {
        Self {
            letter: letter(&job),
            id: job.id,
            since: job.created_at,
            attempts: job.attempts,
            reason: job.last_error.unwrap_or_default(),
            next: job.failed_at.is_none().then_some(job.run_at),
        }
    }
}

/// The name of a letter as it lies in the outbox. Of one that this version does not know it is all that there is.
fn letter(job: &Queued) -> String {
    let payload: serde_json::Value = serde_json::from_str(&job.payload).unwrap_or_default();
    payload.get("letter").and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

/// The queue, to an admin.
pub async fn show(app: &App, viewer: &Viewer) -> Outcome<Queue> {
    viewer.admin()?;
    let troubled = queue::troubled(&app.store, MAIL, SHOWN).await?;
    Ok(Queue {
        way: app.transport.to_string(),
        held: held_mails::held(app).await?,
        counts: queue::counts(&app.store, MAIL).await?,
        troubled: troubled.into_iter().map(Troubled::of).collect(),
    })
}

/// What an admin does about a mail that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Try it again now.
    SendAgain,
    /// Never send it.
    Drop,
}

/// An admin tries a mail again that failed, or drops it. One that was sent meanwhile, or is being sent, stays as it is.
pub async fn act(app: &App, viewer: &Viewer, id: JobId, act: Act) -> Outcome<()> {
    let by = viewer.admin()?.id;
    store::write!(app.store, |tx| {
        let job = queue::by_id(tx, MAIL, id).await?.ok_or_else(gone)?;
        let (done, kind) = match act {
            Act::SendAgain => (queue::take_up(tx, MAIL, id, app.now()).await?, "mail.retried"),
            Act::Drop => (queue::drop_failed(tx, MAIL, id).await?, DROPPED),
        };
        if !done {
            return Err(gone());
        }
        let mut event = NewEvent { user_id: Some(by), ..NewEvent::default() };
        event.data.insert("letter".into(), letter(&job).into());
        event.data.insert("jobId".into(), id.0.into());
        events::record(tx, kind, &event, app.now()).await?;
        Ok(())
    })
}

/// What the history calls a mail that an admin dropped.
pub(crate) const DROPPED: &str = "mail.dropped";

fn gone() -> Refusal {
    Refusal::conflict("not-failed", "This mail is not among those that failed any more: it was sent, or is under way.")
}
