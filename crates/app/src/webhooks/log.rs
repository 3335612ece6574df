//! What was told to a webhook and how that went; telling it again, and trying it out.

use super::{Delivery, DeliveryStatus, attempt, show};
use crate::{App, Outcome, Refusal, Viewer};
use domain::*;
use store::{
    Table, outbox,
    webhooks::{self, Told, WEBHOOK, deliveries},
};

/// A page of what was told.
#[derive(Debug)]
pub struct Delivered {
    /// The deliveries, the newest first.
    pub deliveries: Vec<Delivery>,
    /// Where the next page begins.
    pub next: Option<(Timestamp, JobId)>,
    /// How many the list has in all.
    pub total: u64,
}

/// What was told to a webhook in the last thirty days, to admins.
pub async fn deliveries(
    app: &App,
    viewer: &Viewer,
    id: WebhookId,
    status: Option<DeliveryStatus>,
    before: Option<(Timestamp, JobId)>,
    size: u32,
) -> Outcome<Delivered> {
    show(app, viewer, id).await?;
    let mut rows = deliveries::list(&app.store, id, status, before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| (row.created_at, row.id));
    Ok(Delivered { deliveries: rows, next, total: deliveries::count(&app.store, id, status).await? })
}

/// An admin has something told again: the same message, under the same id. One that waits for its next try is tried now.
pub async fn replay(app: &App, viewer: &Viewer, webhook: WebhookId, id: JobId) -> Outcome<Delivery> {
    if !show(app, viewer, webhook).await?.enabled {
        let detail = "This webhook is switched off; switch it on first.";
        return Err(Refusal::conflict("webhook-off", detail));
    }
    store::write!(app.store, |tx| {
        let now = app.now();
        let mut delivery = deliveries::by_id(tx, webhook, id).await?.ok_or(Refusal::NotFound)?;
        if delivery.event_id.is_none() {
            return Err(Refusal::conflict("webhook-test", "This was a test; make a new one."));
        }
        webhooks::wake(tx, webhook).await?;
        let waits = outbox::hasten(tx, WEBHOOK, id, &format!("\"delivery\":{id}}}"), now).await?;
        if delivery.status == DeliveryStatus::Pending {
            // Where none waits it is on its way just now.
            delivery.next_at = if waits > 0 { Some(now) } else { delivery.next_at };
        } else {
            (delivery.status, delivery.attempts, delivery.next_at) = (DeliveryStatus::Pending, 0, Some(now));
            let told = Told { webhook, event: delivery.event_id, delivery: Some(id) };
            outbox::enqueue(tx, WEBHOOK, &told, now, now).await?;
        }
        deliveries::record(tx, &delivery).await?;
        Ok(delivery)
    })
}

/// An admin tries a webhook out, also one that is switched off: a message of the type `webhook.test`, once. How it went.
pub async fn test(app: &App, viewer: &Viewer, id: WebhookId) -> Outcome<Delivery> {
    let webhook = show(app, viewer, id).await?;
    let delivery = store::write!(app.store, |tx| {
        let id = JobId(tx.id(Table::Outbox).await?);
        Ok::<_, Refusal>(attempt::fresh(id, &webhook, None, attempt::TEST, app.now()))
    })?;
    attempt::once(app, &webhook, delivery).await
}
