//! Webhooks: addresses that are told what happens. What is to be told lies in the outbox, enqueued with the event itself: what
//! was committed is told, and what was not is not.

pub mod deliveries;

use crate::{
    Result, Run, Store, Table, Tx,
    changes::{Stamp, Subject},
    outbox,
    sql::{Single, all, args, execute, from_row, one},
};
use domain::*;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// The kind of a job that tells a webhook something.
pub const WEBHOOK: &str = "webhook";

/// What is told to nobody but colleagues: that a decision was undone of which nobody had heard.
pub const UNTOLD: &str = "decision.undone";

/// A webhook as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where it is.
    pub url: String,
    /// The types of events that it is told of, or their first parts, between blanks; none: all.
    pub events: String,
    /// What its owners say of it.
    pub description: String,
    /// Whether it is told anything.
    pub enabled: bool,
    /// Why it was switched off, where nobody did that: a word.
    pub off_because: Option<String>,
    /// What its secret is made of.
    pub secret: String,
    /// The same of the secret before.
    pub earlier_secret: Option<String>,
    /// Until when that one counts too.
    pub earlier_until: Option<Timestamp>,
    /// Since when it answers nothing but failures.
    pub failing_since: Option<Timestamp>,
    /// Until when it is left alone, since it did not answer.
    pub rests_until: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

from_row!(Webhook {
    id,
    url,
    events,
    description,
    enabled,
    off_because,
    secret,
    earlier_secret,
    earlier_until,
    failing_since,
    rests_until,
    created_at,
    updated_at
});

const COLUMNS: &str = "id, url, events, description, enabled, off_because, secret, earlier_secret, earlier_until, failing_since, \
                       rests_until, created_at, updated_at";

/// What a job tells, as it lies in the outbox: ids only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// To whom.
    pub webhook: WebhookId,
    /// Of what; without one it is a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventId>,
    /// The delivery that it goes on with, where it is not the first job of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<JobId>,
}

/// All of them, the oldest first.
pub async fn list(db: &impl Run) -> Result<Vec<Webhook>> {
    all(db, &format!("SELECT {COLUMNS} FROM webhooks ORDER BY id"), vec![]).await
}

/// One of them.
pub async fn by_id(db: &impl Run, id: WebhookId) -> Result<Option<Webhook>> {
    one(db, &format!("SELECT {COLUMNS} FROM webhooks WHERE id = $1"), args![id]).await
}

/// Adds one; its own id counts for nothing.
pub async fn insert(tx: &Tx, webhook: &Webhook) -> Result<WebhookId> {
    let id = WebhookId(tx.id(Table::Webhooks).await?);
    let sql =
        format!("INSERT INTO webhooks ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)");
    execute(tx, &sql, values(id, webhook)).await?;
    tx.touch(Subject::Webhooks);
    Ok(id)
}

fn values(id: WebhookId, webhook: &Webhook) -> Vec<sea_orm::Value> {
    args![
        id,
        &webhook.url,
        &webhook.events,
        &webhook.description,
        webhook.enabled,
        &webhook.off_because,
        &webhook.secret,
        &webhook.earlier_secret,
        webhook.earlier_until,
        webhook.failing_since,
        webhook.rests_until,
        webhook.created_at,
        webhook.updated_at
    ]
}

/// Changes one; whether it was there.
pub async fn update(tx: &Tx, webhook: &Webhook) -> Result<bool> {
    let sql = "UPDATE webhooks SET url = $2, events = $3, description = $4, enabled = $5, off_because = $6, secret = $7, \
               earlier_secret = $8, earlier_until = $9, failing_since = $10, rests_until = $11, created_at = $12, \
               updated_at = $13 WHERE id = $1";
    tx.touch(Subject::Webhooks);
    Ok(execute(tx, sql, values(webhook.id, webhook)).await? > 0)
}

/// Takes one out, with what is known of what it was told; whether it was there.
pub async fn delete(tx: &Tx, id: WebhookId) -> Result<bool> {
    execute(tx, "DELETE FROM webhook_deliveries WHERE webhook_id = $1", args![id]).await?;
    tx.touch(Subject::Webhooks);
    Ok(execute(tx, "DELETE FROM webhooks WHERE id = $1", args![id]).await? > 0)
}

/// It answered as one wishes.
pub async fn answered(tx: &Tx, id: WebhookId) -> Result<()> {
    let sql =
        "UPDATE webhooks SET failing_since = NULL, rests_until = NULL WHERE id = $1 AND failing_since IS NOT NULL";
    execute(tx, sql, args![id]).await?;
    Ok(())
}

/// It did not; since when it has not.
pub async fn failed(tx: &Tx, id: WebhookId, now: Timestamp, rests_until: Timestamp) -> Result<Option<Timestamp>> {
    let sql = "UPDATE webhooks SET failing_since = COALESCE(failing_since, $2), rests_until = $3 WHERE id = $1 \
               RETURNING failing_since AS value";
    Ok(one(tx, sql, args![id, now, rests_until]).await?.map(|Single(since)| since))
}

/// It is asked again at once, whatever it answered before.
pub async fn wake(tx: &Tx, id: WebhookId) -> Result<()> {
    execute(tx, "UPDATE webhooks SET rests_until = NULL WHERE id = $1", args![id]).await?;
    Ok(())
}

/// Switches one off that is on; whether it was.
pub async fn switch_off(tx: &Tx, id: WebhookId, because: &str, now: Timestamp) -> Result<bool> {
    let sql = "UPDATE webhooks SET enabled = 0, off_because = $2, updated_at = $3 WHERE id = $1 AND enabled = 1";
    tx.touch(Subject::Webhooks);
    Ok(execute(tx, sql, args![id, because, now]).await? > 0)
}

/// Whether who chose these events is told of one: a whole type, or its first part.
pub fn wants(events: &str, kind: &str) -> bool {
    let mut chosen = events.split_whitespace().peekable();
    if chosen.peek().is_none() {
        return true;
    }
    chosen.any(|part| kind.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// Who listens, as far as the outbox has to know.
pub(crate) struct Listener {
    id: WebhookId,
    events: String,
}

from_row!(Listener { id, events });

/// Who listens, as this process knows it: kept until that changes.
#[derive(Default)]
pub(crate) struct Listening(Mutex<Option<(Stamp, Arc<[Listener]>)>>);

impl Listening {
    fn known(&self, store: &Store) -> Option<Arc<[Listener]>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (stamp, listeners) = kept.as_ref()?;
        store.is_current(*stamp, &[Subject::Webhooks]).then(|| listeners.clone())
    }

    /// Who listens. It is read beside any transaction: whether one is told of what happens in the moment in which they
    /// begin to listen is anybody's guess, and no reason for two transactions to be in each other's way.
    pub async fn now(&self, store: &Store) -> Result<Arc<[Listener]>> {
        if let Some(known) = self.known(store) {
            return Ok(known);
        }
        let stamp = store.stamp();
        let read = all(store, "SELECT id, events FROM webhooks WHERE enabled = 1 ORDER BY id", vec![]).await?;
        let listeners: Arc<[Listener]> = read.into();
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((stamp, listeners.clone()));
        Ok(listeners)
    }
}

/// Enqueues that an event is told to whoever listens. What may be undone waits as long as its mails do, and goes with them.
pub(crate) async fn tell(
    tx: &Tx,
    event: EventId,
    kind: &str,
    data: &serde_json::Map<String, serde_json::Value>,
    now: Timestamp,
) -> Result<()> {
    if kind == UNTOLD {
        return Ok(());
    }
    let listeners = tx.listeners().await?;
    for listener in listeners.iter().filter(|listener| wants(&listener.events, kind)) {
        let told = Told { webhook: listener.id, event: Some(event), delivery: None };
        match data.get("strokeId").and_then(serde_json::Value::as_i64).map(StrokeId) {
            Some(stroke) => outbox::enqueue_with_stroke(tx, WEBHOOK, &told, now, now, stroke).await?,
            None => outbox::enqueue(tx, WEBHOOK, &told, now, now).await?,
        };
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::wants;

    #[test]
    fn a_type_is_wanted_as_a_whole_or_by_its_first_part() {
        assert!(wants("", "decision.approved"));
        assert!(wants("request decision.approved", "decision.approved"));
        assert!(wants("request decision.approved", "request.created"));
        assert!(!wants("request decision.approved", "decision.denied"));
        assert!(!wants("request", "requester.merged"));
    }
}
