//! A test message: from an admin to themselves, by the outbox and the way of every mail, and how it ended.

use crate::{
    App, Outcome, Refusal, Viewer,
    idempotency::{self, Idempotency},
    mail_queue::{DROPPED, Troubled},
    notify::{Letter, MAIL},
};
use domain::{JobId, Timestamp, UserId};
use store::{
    Tx, events,
    events::Filter,
    outbox,
    queue::{self, Queued},
};

/// A test message that was asked for.
#[derive(Debug, Clone)]
pub struct MailTest {
    /// Its unguessable name.
    pub reference: String,
    /// How it stands with it.
    pub state: State,
}

/// How it stands with a test message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It waits for its turn.
    Waiting,
    /// It failed for the moment.
    Failing {
        /// What was said the last time.
        reason: String,
        /// When it is tried next.
        next: Timestamp,
    },
    /// It failed for good.
    GivenUp {
        /// What was said.
        reason: String,
    },
    /// The other side has taken it over.
    Sent,
    /// An admin dropped it.
    Dropped,
}

const ROUTE: &str = "POST /api/dam/settings/mail-tests";
const PURPOSE: &str = "mail-test";

/// An admin sends themselves a test message.
pub async fn send(app: &App, viewer: &Viewer, once: Option<Idempotency>) -> Outcome<MailTest> {
    let by = viewer.admin()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(by), ROUTE, once).await?;
    if let Some(id) = earlier {
        return of_job(app, JobId(id)).await;
    }
    let outcome = store::write!(app.store, |tx| {
        let id = enqueue(app, tx, by).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        Ok::<_, Refusal>(id)
    });
    let id = match outcome {
        Err(error) => JobId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?),
        Ok(id) => id,
    };
    of_job(app, id).await
}

async fn enqueue(app: &App, tx: &Tx, to: UserId) -> Outcome<JobId> {
    let now = app.now();
    Ok(outbox::enqueue(tx, MAIL, &Letter::MailTest { to }, now, now).await?)
}

/// How it stands with a test message, to an admin.
pub async fn show(app: &App, viewer: &Viewer, reference: &str) -> Outcome<MailTest> {
    viewer.admin()?;
    let id = app.keys.open(PURPOSE, reference).and_then(|id| id.parse().ok()).ok_or(Refusal::NotFound)?;
    of_job(app, JobId(id)).await
}

async fn of_job(app: &App, id: JobId) -> Outcome<MailTest> {
    let state = match queue::by_id(&app.store, MAIL, id).await? {
        Some(job) => in_queue(job),
        None if was_dropped(app, id).await? => State::Dropped,
        None => State::Sent,
    };
    Ok(MailTest { reference: app.keys.seal(PURPOSE, &id.to_string()), state })
}

fn in_queue(job: Queued) -> State {
    let failed = job.last_error.is_some();
    let Troubled { reason, next, .. } = Troubled::of(job);
    match next {
        Some(_) if !failed => State::Waiting,
        Some(next) => State::Failing { reason, next },
        None => State::GivenUp { reason },
    }
}

/// What is in the outbox no more was sent, unless the history says that somebody dropped it. Few are ever dropped, and who
/// looks for one does so soon.
async fn was_dropped(app: &App, id: JobId) -> Outcome<bool> {
    const LOOKED_AT: u32 = 200;
    let dropped = Filter { kind: Some(DROPPED.to_owned()), ..Filter::default() };
    let found = events::list(&app.store, &dropped, None, LOOKED_AT).await?;
    Ok(found.iter().any(|event| crate::history::id_in(event, "jobId") == Some(id.0)))
}
