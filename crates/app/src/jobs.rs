//! The background work: mails, pictures, housekeeping. Any number of processes may do it; each job is done by one.

mod housekeeping;
mod letters;
mod post;
mod previews;
mod reader;

use crate::{
    App, Outcome, Refusal,
    metrics::Ended,
    notify::{Letter, MAIL, PREVIEW, Recipient},
    webhooks::{self, Next},
};
use domain::*;
use serde::Deserialize;
use std::time::Duration;
use store::{
    outbox::{self, Job},
    webhooks::{Told, WEBHOOK},
};

/// How long a job is leased: who does not finish by then has died, and another takes it up within a minute.
const LEASE: Duration = Duration::from_secs(50);
/// How often the outbox is looked at while it is empty.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a job that fails is tried again.
const GIVE_UP_AFTER: Duration = Duration::from_secs(3 * 24 * 60 * 60);
/// How long work in the background stands back, each time, for people who wait for an answer.
const STAND_BACK: Duration = Duration::from_secs(1);
/// How often it looks whether somebody still does.
const GLANCE: Duration = Duration::from_millis(10);
/// How many mails one process sends at once, and how many assets it makes pictures of.
const MAILS_AT_ONCE: u32 = 8;
const PREVIEWS_AT_ONCE: u32 = 2;
/// How many webhooks one lane tells something at once. There are two, so that one whose servers let it wait keeps no other.
const WEBHOOKS_AT_ONCE: u32 = 16;

/// What kinds of work there are.
pub(crate) const KINDS: &[&str] = &[MAIL, PREVIEW, WEBHOOK];

/// What became of a job.
enum Done {
    /// It is done, or there is nothing to do any more.
    Finished,
    /// It failed for the moment.
    Later(String),
    /// It failed for the moment, and who did it says when it is tried again, and gives it up by themselves.
    At(Timestamp, String),
    /// Trying again makes no sense.
    Never(String),
}

/// Works until it is told to stop; what it has begun it finishes. Mails and pictures have a lane each, so that nobody
/// waits for a letter because somebody imported a thousand photographs; webhooks have two.
pub async fn work(app: App, stop: tokio::sync::watch::Receiver<bool>) {
    let mails = lane(&app, MAIL, MAILS_AT_ONCE, stop.clone());
    let previews = lane(&app, PREVIEW, PREVIEWS_AT_ONCE, stop.clone());
    let webhooks = lane(&app, WEBHOOK, WEBHOOKS_AT_ONCE, stop.clone());
    let more_webhooks = lane(&app, WEBHOOK, WEBHOOKS_AT_ONCE, stop.clone());
    let tidying = keep_tidy(&app, stop);
    tokio::join!(mails, previews, webhooks, more_webhooks, tidying);
}

async fn lane(app: &App, kind: &str, most: u32, mut stop: tokio::sync::watch::Receiver<bool>) {
    let holder = crate::secret::reference(app);
    while !*stop.borrow() {
        // Looking writes nothing, so that whoever is told to stop need not wait for records that do not answer.
        let due = tokio::select! {
            due = outbox::is_due(&app.store, kind, app.now()) => due.map_err(Refusal::from),
            changed = stop.changed() => match changed {
                Ok(()) => continue,
                Err(_) => break,
            },
        };
        let worked = match due {
            Ok(true) => {
                stand_back(app).await;
                run_leased(app, kind, most, &holder).await
            }
            Ok(false) => Ok(0),
            Err(error) => Err(error),
        };
        match worked {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::error!(%error, kind, "the outbox can't be read; trying again"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            // Whoever could say stop is gone: that says it too.
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
}

/// Lets those go first who ask for something just now, but not for long: a flood of requests must not keep back every
/// letter.
async fn stand_back(app: &App) {
    let mut stood = Duration::ZERO;
    while app.intake.is_busy() && stood < STAND_BACK {
        tokio::time::sleep(GLANCE).await;
        stood += GLANCE;
    }
}

async fn keep_tidy(app: &App, mut stop: tokio::sync::watch::Receiver<bool>) {
    while !*stop.borrow() {
        // What is cut short here is begun again next time: records change in one transaction, files go one by one.
        tokio::select! {
            tidied = housekeeping::tidy(app) => if let Err(error) = tidied {
                tracing::warn!(%error, "tidying up failed; it is tried again later");
            },
            changed = stop.changed() => if changed.is_err() { break } else { continue },
        }
        tokio::select! {
            () = tokio::time::sleep(housekeeping::EVERY) => {}
            // Whoever could say stop is gone: that says it too.
            changed = stop.changed() => if changed.is_err() { break },
        }
    }
}

/// Does all that is due now, and what that makes due; how many jobs were begun.
pub async fn run_all_due(app: &App, holder: &str) -> Outcome<usize> {
    let mut begun = 0;
    // Telling a webhook may switch it off, which is written to the admins.
    for (kind, most) in [(WEBHOOK, WEBHOOKS_AT_ONCE), (MAIL, MAILS_AT_ONCE), (PREVIEW, PREVIEWS_AT_ONCE)] {
        begun += run_all_of(app, kind, most, holder).await?;
    }
    Ok(begun)
}

/// Tidies up now rather than within ten minutes.
pub async fn tidy(app: &App) -> Outcome<()> {
    housekeeping::tidy(app).await
}

/// Sends the mails that are due now; how many were begun.
pub async fn send_due_mails(app: &App, holder: &str) -> Outcome<usize> {
    run_all_of(app, MAIL, MAILS_AT_ONCE, holder).await
}

async fn run_all_of(app: &App, kind: &str, most: u32, holder: &str) -> Outcome<usize> {
    let mut begun = 0;
    loop {
        match run_due(app, kind, most, holder).await? {
            0 => return Ok(begun),
            some => begun += some,
        }
    }
}

async fn run_due(app: &App, kind: &str, most: u32, holder: &str) -> Outcome<usize> {
    match outbox::is_due(&app.store, kind, app.now()).await? {
        true => run_leased(app, kind, most, holder).await,
        false => Ok(0),
    }
}

async fn run_leased(app: &App, kind: &str, most: u32, holder: &str) -> Outcome<usize> {
    app.heed_settings().await?;
    let now = app.now();
    let jobs = outbox::lease(&app.store, kind, holder, most, now, now.plus(LEASE)).await?;
    let count = jobs.len();
    let mut running = tokio::task::JoinSet::new();
    for queue in queues(jobs) {
        let (app, holder) = (app.clone(), holder.to_owned());
        running.spawn(async move {
            for job in queue {
                // Whoever stands behind a slow one waits for the next lease rather than lose this one half-way.
                let done = match app.now() < now.plus(LEASE / 2) {
                    true => run(&app, &job).await,
                    false => Done::Later("its turn did not come in time".into()),
                };
                settle(&app, &job, &holder, done).await?;
            }
            Ok::<_, Refusal>(())
        });
    }
    while let Some(ended) = running.join_next().await {
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(%error, "a job could not be put away; its lease will run out"),
            Err(error) => tracing::error!(%error, "a job broke; its lease will run out"),
        }
    }
    Ok(count)
}

/// What is done one after the other: letters that tell one requester where things stand. All else goes at once.
fn queues(jobs: Vec<Job>) -> Vec<Vec<Job>> {
    let mut queues: Vec<(Option<Recipient>, Vec<Job>)> = Vec::new();
    for job in jobs {
        let letter = (job.kind == MAIL).then(|| serde_json::from_str::<Letter>(&job.payload).ok()).flatten();
        let to = letter.and_then(|letter| letter.requester());
        match queues.iter_mut().find(|(known, _)| to.is_some() && *known == to) {
            Some((_, queue)) => queue.push(job),
            None => queues.push((to, vec![job])),
        }
    }
    queues.into_iter().map(|(_, queue)| queue).collect()
}

async fn run(app: &App, job: &Job) -> Done {
    let outcome = match job.kind.as_str() {
        MAIL => match serde_json::from_str::<Letter>(&job.payload) {
            Ok(letter) => post::send(app, job, &letter).await,
            Err(error) => Ok(Done::Never(format!("unreadable payload: {error}"))),
        },
        PREVIEW => match serde_json::from_str::<PreviewOf>(&job.payload) {
            Ok(preview) => previews::make(app, preview.version, job.attempts).await,
            Err(error) => Ok(Done::Never(format!("unreadable payload: {error}"))),
        },
        WEBHOOK => match serde_json::from_str::<Told>(&job.payload) {
            Ok(told) => webhooks::tell(app, job, &told).await.map(|next| match next {
                Next::Nothing => Done::Finished,
                Next::Again(at, why) => Done::At(at, why),
            }),
            Err(error) => Ok(Done::Never(format!("unreadable payload: {error}"))),
        },
        other => Ok(Done::Later(format!("this version does not know jobs of the kind {other}"))),
    };
    outcome.unwrap_or_else(|error| Done::Later(error.to_string()))
}

#[derive(Deserialize)]
struct PreviewOf {
    version: VersionId,
}

/// After 5, 15 and 45 seconds, then ever more rarely, at least every three hours.
fn pause_after(attempts: u32) -> Duration {
    const LONGEST: u64 = 3 * 60 * 60;
    Duration::from_secs(3u64.saturating_pow(attempts.saturating_sub(1)).saturating_mul(5).min(LONGEST))
}

async fn settle(app: &App, job: &Job, holder: &str, done: Done) -> Outcome<()> {
    let now = app.now();
    let ended = match &done {
        Done::Finished => Ended::Done,
        Done::At(..) => Ended::Later,
        Done::Later(_) if now < job.created_at.plus(GIVE_UP_AFTER) => Ended::Later,
        Done::Later(_) | Done::Never(_) => Ended::GivenUp,
    };
    let settled: Outcome<()> = store::write!(app.store, |tx| {
        match &done {
            Done::Finished => {
                outbox::finish(tx, job.id, holder).await?;
            }
            // It stands in the log of the webhook; others' servers are no trouble of this one.
            Done::At(at, error) => outbox::postpone(tx, job.id, holder, *at, error).await?,
            Done::Later(error) if now < job.created_at.plus(GIVE_UP_AFTER) => {
                tracing::warn!(
                    job.id = job.id.0,
                    job.kind = job.kind,
                    job.attempts,
                    error,
                    "a job failed for the moment"
                );
                outbox::postpone(tx, job.id, holder, now.plus(pause_after(job.attempts)), error).await?;
            }
            Done::Later(error) | Done::Never(error) => {
                tracing::error!(job.id = job.id.0, job.kind = job.kind, job.attempts, error, "a job failed for good");
                outbox::give_up(tx, job.id, holder, now, error).await?;
            }
        }
        Ok(())
    });
    if settled.is_ok() {
        app.metrics.ended(&job.kind, ended);
    }
    settled
}

/// How much work waits, and how much was given up.
pub async fn counts(app: &App) -> Outcome<(u64, u64)> {
    Ok(outbox::counts(&app.store).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_tried_again_after_5_15_and_45_seconds_then_ever_more_rarely() {
        let pauses: Vec<u64> = (1..=12).map(|attempts| pause_after(attempts).as_secs()).collect();
        assert_eq!(pauses[..3], [5, 15, 45]);
        assert!(pauses.windows(2).all(|pair| pair[0] <= pair[1]));
        assert_eq!(pauses[11], 3 * 60 * 60);
        assert_eq!(pause_after(u32::MAX).as_secs(), 3 * 60 * 60);
    }
}
