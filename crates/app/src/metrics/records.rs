//! The numbers that stand in the records.

use super::{Exposition, FRESH};
use crate::{App, Outcome, jobs, notify::MAIL};
use domain::{RequestStatus, Timestamp};
use std::time::Duration;
use store::{
    outbox,
    vitals::{self, Queue},
};

/// How long the records may take to answer: whoever gathers numbers waits no longer either.
const PATIENCE: Duration = Duration::from_secs(4);

/// What was read.
#[derive(Debug)]
pub(super) struct Seen {
    queues: Vec<(&'static str, Queue)>,
    held: bool,
    requests: Vec<(RequestStatus, u64)>,
    pending_since: Option<Timestamp>,
    uploads: u64,
}

async fn look(app: &App, now: Timestamp) -> Outcome<Seen> {
    let mut queues = Vec::new();
    for kind in jobs::KINDS {
        queues.push((*kind, vitals::queue(&app.store, kind, now).await?));
    }
    Ok(Seen {
        queues,
        held: outbox::held_since(&app.store, MAIL).await?.is_some(),
        requests: vitals::requests(&app.store).await?,
        pending_since: vitals::pending_since(&app.store).await?,
        uploads: vitals::uploads(&app.store).await?,
    })
}

/// Writes them. Where the records do not answer, that is said, and everything else is told nevertheless.
pub(super) async fn write(app: &App, text: &mut Exposition) {
    let now = app.now();
    let mut seen = app.metrics.seen.lock().await;
    // A clock that was set back makes nothing fresh for ever.
    if seen.as_ref().is_none_or(|(at, _)| now < *at || at.plus(FRESH) <= now) {
        let found = match tokio::time::timeout(PATIENCE, look(app, now)).await {
            Ok(Ok(found)) => Some(found),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the metrics do without the records");
                None
            }
            Err(_) => {
                tracing::warn!("the metrics do without the records, which take too long to answer");
                None
            }
        };
        *seen = Some((now, found));
    }
    let found = seen.as_ref().and_then(|(_, found)| found.as_ref());
    text.head("ajar_database_up", "gauge", "Whether the records answered, 1 or 0.");
    text.sample("ajar_database_up", &[], u8::from(found.is_some()));
    if let Some(found) = found {
        tell(found, now, text);
    }
    connections(app, text);
}

fn tell(seen: &Seen, now: Timestamp, text: &mut Exposition) {
    let most = vitals::MOST;
    let mut of_queues = |name: &str, help: &str, of: &dyn Fn(&Queue) -> f64| {
        text.head(name, "gauge", help);
        for (kind, queue) in &seen.queues {
            text.sample(name, &[("kind", kind)], of(queue));
        }
    };
    let help = format!("Background work that waits or is being done; no further than {most} is counted.");
    of_queues("ajar_outbox_waiting", &help, &|queue| queue.waiting as f64);
    let help = "For how long the oldest background work is due that nobody has taken up; 0 where none is late.";
    of_queues("ajar_outbox_late_seconds", help, &|queue| age(queue.due_since, now));
    let help = "Background work that was given up and stays to be seen.";
    of_queues("ajar_outbox_given_up", help, &|queue| queue.given_up as f64);
    text.head("ajar_mails_held", "gauge", "Whether mails are held back since a backup was restored, 1 or 0.");
    text.sample("ajar_mails_held", &[], u8::from(seen.held));
    text.head("ajar_requests", "gauge", "Download requests in each state.");
    for status in RequestStatus::ALL {
        let count = seen.requests.iter().find(|(known, _)| known == status).map_or(0, |(_, count)| *count);
        text.sample("ajar_requests", &[("status", status.as_str())], count);
    }
    let help = "How long the oldest request waits that nobody has decided; 0 where none waits.";
    text.head("ajar_requests_oldest_pending_seconds", "gauge", help);
    text.sample("ajar_requests_oldest_pending_seconds", &[], age(seen.pending_since, now));
    text.head("ajar_uploads_unfinished", "gauge", "Uploads that were begun and are neither done nor forgotten.");
    text.sample("ajar_uploads_unfinished", &[], seen.uploads);
}

/// How long ago, in seconds.
fn age(since: Option<Timestamp>, now: Timestamp) -> f64 {
    since.map_or(0.0, |since| now.since(since).as_secs_f64())
}

fn connections(app: &App, text: &mut Exposition) {
    let pools = app.store.pools();
    text.head("ajar_database_connections", "gauge", "Connections to the database, by what they are for.");
    for pool in pools {
        text.sample("ajar_database_connections", &[("pool", pool.name), ("state", "used")], pool.open - pool.idle);
        text.sample("ajar_database_connections", &[("pool", pool.name), ("state", "idle")], pool.idle);
    }
    text.head("ajar_database_connections_max", "gauge", "How many connections there may be.");
    for pool in pools {
        text.sample("ajar_database_connections_max", &[("pool", pool.name)], pool.most);
    }
    let (silent, failed, conflicts) = vitals::troubles();
    let help = "Statements that the database did not answer, or did not do as it was asked.";
    text.head("ajar_database_failures_total", "counter", help);
    text.sample("ajar_database_failures_total", &[("reason", "unanswered")], silent);
    text.sample("ajar_database_failures_total", &[("reason", "failed")], failed);
    let help = "Transactions that were made again because another got in their way.";
    text.head("ajar_database_conflicts_total", "counter", help);
    text.sample("ajar_database_conflicts_total", &[], conflicts);
}
