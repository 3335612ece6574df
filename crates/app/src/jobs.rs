//! The background work: mails, pictures, housekeeping. Any number of processes may do it; each job is done by one.

mod housekeeping;
mod letters;
mod post;
mod previews;

use crate::{
    App, Outcome,
    notify::{Letter, MAIL, PREVIEW},
};
use domain::*;
use serde::Deserialize;
use std::time::Duration;
use store::outbox::{self, Job};

/// How long a job is leased: who does not finish by then has died, and another takes it up within a minute.
const LEASE: Duration = Duration::from_secs(50);
/// How often the outbox is looked at while it is empty.
const PAUSE: Duration = Duration::from_millis(250);
/// How long a job that fails is tried again.
const GIVE_UP_AFTER: Duration = Duration::from_secs(3 * 24 * 60 * 60);
/// How many jobs one process takes at once.
const MOST_AT_ONCE: u32 = 8;

/// What became of a job.
enum Done {
    /// It is done, or there is nothing to do any more.
    Finished,
    /// It failed for the moment.
    Later(String),
    /// Trying again makes no sense.
    Never(String),
}

/// Works until it is told to stop; what it has begun it finishes.
pub async fn work(app: App, mut stop: tokio::sync::watch::Receiver<bool>) {
    let holder = crate::secret::reference(&app);
    let mut last_tidied = None;
    while !*stop.borrow() {
        let tidy = last_tidied.is_none_or(|at: Timestamp| app.now() >= at.plus(housekeeping::EVERY));
        if tidy {
            last_tidied = Some(app.now());
            if let Err(error) = housekeeping::tidy(&app).await {
                tracing::warn!(%error, "tidying up failed; it is tried again later");
            }
        }
        match run_due(&app, &holder).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::error!(%error, "the outbox can't be read; trying again"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does what is due now, and what that makes due; how many jobs were begun.
pub async fn run_due(app: &App, holder: &str) -> Outcome<usize> {
    let now = app.now();
    if !outbox::is_due(&app.store, now).await? {
        return Ok(0);
    }
    let jobs = outbox::lease(&app.store, holder, MOST_AT_ONCE, now, now.plus(LEASE)).await?;
    let count = jobs.len();
    let mut running = tokio::task::JoinSet::new();
    for job in jobs {
        let (app, holder) = (app.clone(), holder.to_owned());
        running.spawn(async move {
            let done = run(&app, &job).await;
            settle(&app, &job, &holder, done).await
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

async fn run(app: &App, job: &Job) -> Done {
    let outcome = match job.kind.as_str() {
        MAIL => match serde_json::from_str::<Letter>(&job.payload) {
            Ok(letter) => post::send(app, job, &letter).await,
            Err(error) => Ok(Done::Never(format!("unreadable payload: {error}"))),
        },
        PREVIEW => match serde_json::from_str::<PreviewOf>(&job.payload) {
            Ok(preview) => previews::make(app, preview.version).await,
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
    store::write!(app.store, |tx| {
        match &done {
            Done::Finished => {
                outbox::finish(tx, job.id, holder).await?;
            }
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
    })
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
