//! One attempt to tell a webhook something, and what becomes of it.

use super::{Delivery, DeliveryStatus, FAILING, GONE, Webhook, body, secrets};
use crate::{
    App, Outcome,
    notify::{self, Letter},
    secret::installation_name,
};
use bytes::Bytes;
use domain::*;
use std::time::Duration;
use store::{
    Tx,
    events::{self, NewEvent},
    outbox::Job,
    users,
    webhooks::{self, Told, deliveries},
};
use webhook::{Message, Url};

/// The type of the message that tells of nothing.
pub(super) const TEST: &str = "webhook.test";

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;

/// After how many seconds it is tried again, attempt by attempt: for three days, as the specification suggests.
const PAUSES: [u64; 9] = [5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/// Who answers nothing but failures for so long is told nothing any more.
const PATIENCE: Duration = Duration::from_secs(5 * 24 * HOUR);
/// How long one that does not answer is left alone: half as long as it has not answered, within these.
const RESTS: [Duration; 2] = [Duration::from_secs(5), Duration::from_secs(30 * MINUTE)];
/// The longest that an answer may ask to be waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * HOUR);

const ANOTHER_KEY: &str = "the secret key of this installation has changed: make a new secret for this webhook";
const SWITCHED_OFF: &str = "the webhook is switched off";
const RESTING: &str = "the server did not answer before; it is asked again a little later";

/// What becomes of a job that tells something.
pub(crate) enum Next {
    /// There is nothing to do any more.
    Nothing,
    /// It is tried again then, for this reason.
    Again(Timestamp, String),
}

/// A delivery that nobody has tried.
pub(super) fn fresh(id: JobId, webhook: &Webhook, event: Option<EventId>, kind: &str, now: Timestamp) -> Delivery {
    Delivery {
        id,
        webhook_id: webhook.id,
        event_id: event,
        kind: kind.to_owned(),
        status: DeliveryStatus::Pending,
        attempts: 0,
        response_code: None,
        duration: None,
        error: None,
        created_at: now,
        attempted_at: None,
        next_at: None,
    }
}

/// Tells a webhook what a job says.
pub(crate) async fn tell(app: &App, job: &Job, told: &Told) -> Outcome<Next> {
    // Taken out since; with it went what there was to remember.
    let Some(webhook) = webhooks::by_id(&app.store, told.webhook).await? else { return Ok(Next::Nothing) };
    let id = told.delivery.unwrap_or(job.id);
    let known = deliveries::by_id(&app.store, webhook.id, id).await?;
    let Some(event) = told.event else { return Ok(Next::Nothing) };
    // Told by somebody's wish before its turn came, or given up.
    if known.as_ref().is_some_and(|known| known.status != DeliveryStatus::Pending) {
        return Ok(Next::Nothing);
    }
    let Some(event) = events::by_id(&app.store, event).await? else {
        return give_up(app, known, "the event is not in the history any more").await;
    };
    let mut delivery = known.unwrap_or_else(|| fresh(id, &webhook, told.event, &event.kind, job.created_at));
    if !webhook.enabled {
        return give_up(app, Some(delivery), SWITCHED_OFF).await;
    }
    if let Some(until) = webhook.rests_until.filter(|until| app.now() < *until) {
        let next = later(app, until, RESTS[0]);
        delivery.next_at = Some(next);
        keep(app, &delivery).await?;
        return Ok(Next::Again(next, RESTING.to_owned()));
    }
    let message = body::of_event(app, event).await?;
    let tried = attempt(app, &webhook, delivery, message).await?;
    Ok(match tried.next_at {
        Some(next) => Next::Again(next, tried.error.unwrap_or_default()),
        None => Next::Nothing,
    })
}

/// Tries a webhook out, once.
pub(super) async fn once(app: &App, webhook: &Webhook, delivery: Delivery) -> Outcome<Delivery> {
    let message = body::of_test(webhook.id, TEST, app.now());
    attempt(app, webhook, delivery, message).await
}

async fn give_up(app: &App, delivery: Option<Delivery>, why: &str) -> Outcome<Next> {
    if let Some(delivery) = delivery {
        let (status, error) = (DeliveryStatus::Failed, Some(why.to_owned()));
        keep(app, &Delivery { status, error, next_at: None, ..delivery }).await?;
    }
    Ok(Next::Nothing)
}

async fn keep(app: &App, delivery: &Delivery) -> Outcome<()> {
    store::write!(app.store, |tx| Ok(deliveries::record(tx, delivery).await?))
}

/// A moment, and up to an eighth of a span later, so that what failed together does not come back together.
fn later(app: &App, moment: Timestamp, span: Duration) -> Timestamp {
    let [share] = app.random_bytes::<1>();
    moment.plus(span * u32::from(share) / 2_048)
}

/// What was answered, or why nothing was.
enum Said {
    Yes,
    Gone,
    No { error: String, wait: Option<Duration> },
}

/// Sends it, and remembers how that went.
async fn attempt(app: &App, webhook: &Webhook, mut delivery: Delivery, message: String) -> Outcome<Delivery> {
    let begun = app.now();
    let secrets = secrets(app, webhook, begun);
    let id = format!("msg_{}_{}", installation_name(app).await?, delivery.id);
    let message = Message { id, at: begun.seconds(), body: Bytes::from(message) };
    let answer = match Url::parse(&webhook.url) {
        _ if secrets.is_empty() => Err(ANOTHER_KEY.to_owned()),
        Ok(url) => app.sender.send(&url, &message, &secrets).await.map_err(|failed| failed.to_string()),
        Err(error) => Err(error.to_string()),
    };
    let now = app.now();
    delivery.attempts += 1;
    delivery.attempted_at = Some(begun);
    delivery.duration = u32::try_from(now.since(begun).as_millis()).ok();
    delivery.response_code = answer.as_ref().ok().map(|answer| u32::from(answer.status));
    let said = match answer {
        Ok(answer) => match answer.status {
            200..=299 => Said::Yes,
            410 => Said::Gone,
            status => Said::No { error: format!("the server answered {status}"), wait: answer.retry_after },
        },
        Err(error) => Said::No { error, wait: None },
    };
    store::write!(app.store, |tx| {
        let delivery = settle(app, tx, webhook, &delivery, &said).await?;
        deliveries::record(tx, &delivery).await?;
        Ok(delivery)
    })
}

/// What an answer makes of a delivery and its webhook.
async fn settle(app: &App, tx: &Tx, webhook: &Webhook, delivery: &Delivery, said: &Said) -> Outcome<Delivery> {
    let (now, is_test) = (app.now(), delivery.event_id.is_none());
    let as_failed = |error: &str| Delivery {
        status: DeliveryStatus::Failed,
        error: Some(error.to_owned()),
        next_at: None,
        ..delivery.clone()
    };
    Ok(match said {
        Said::Yes => {
            webhooks::answered(tx, webhook.id).await?;
            Delivery { status: DeliveryStatus::Delivered, error: None, next_at: None, ..delivery.clone() }
        }
        Said::Gone => {
            if !is_test {
                switch_off(app, tx, webhook.id, GONE).await?;
            }
            as_failed("the server answered 410: it wants to be told nothing any more")
        }
        // Whoever tries one out looks at how it went.
        Said::No { error, .. } if is_test => as_failed(error),
        Said::No { error, wait } => {
            let failing = now.since(webhook.failing_since.unwrap_or(now));
            let rest = (failing / 2).clamp(RESTS[0], RESTS[1]);
            let since = webhooks::failed(tx, webhook.id, now, now.plus(rest)).await?.unwrap_or(now);
            if now.since(since) >= PATIENCE {
                switch_off(app, tx, webhook.id, FAILING).await?;
                return Ok(as_failed(error));
            }
            let Some(pause) = pause_after(delivery.attempts) else { return Ok(as_failed(error)) };
            let pause = pause.max(wait.unwrap_or_default().min(LONGEST_WAIT));
            let next_at = Some(later(app, now.plus(pause), pause));
            Delivery { status: DeliveryStatus::Pending, error: Some(error.clone()), next_at, ..delivery.clone() }
        }
    })
}

fn pause_after(attempts: u32) -> Option<Duration> {
    let index = usize::try_from(attempts).ok()?.checked_sub(1)?;
    PAUSES.get(index).map(|seconds| Duration::from_secs(*seconds))
}

/// Switches a webhook off, once, and writes to the admins.
async fn switch_off(app: &App, tx: &Tx, id: WebhookId, because: &'static str) -> Outcome<()> {
    if !webhooks::switch_off(tx, id, because, app.now()).await? {
        return Ok(());
    }
    let mut event = NewEvent::default();
    event.data.insert("webhookId".into(), id.0.into());
    event.data.insert("because".into(), because.into());
    events::record(tx, "webhook.switchedOff", &event, app.now()).await?;
    for admin in users::of_role(tx, Role::Admin).await? {
        notify::enqueue(app, tx, &Letter::WebhookOff { to: admin.id, webhook: id }).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_tried_for_three_days_ever_more_rarely() {
        let pauses: Vec<u64> = (1..).map_while(pause_after).map(|pause| pause.as_secs()).collect();
        assert_eq!(pauses, PAUSES);
        assert_eq!(pauses[..3], [5, 300, 1_800]);
        assert!(pauses.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pauses.iter().sum::<u64>() / HOUR, 75);
        assert_eq!(pause_after(0), None);
    }
}
