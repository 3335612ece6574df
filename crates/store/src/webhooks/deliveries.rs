//! What was told to whom, and how that went.

use crate::{
    Result, Run, Tx,
    sql::{Query, Single, args, execute, from_row, one},
};
use domain::*;

/// How a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryStatus {
    /// It waits for its first or next attempt.
    Pending,
    /// It was taken.
    Delivered,
    /// It was given up.
    Failed,
}

impl DeliveryStatus {
    /// All of them.
    pub const ALL: &'static [DeliveryStatus] =
        &[DeliveryStatus::Pending, DeliveryStatus::Delivered, DeliveryStatus::Failed];

    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            DeliveryStatus::Pending => "pending",
            DeliveryStatus::Delivered => "delivered",
            DeliveryStatus::Failed => "failed",
        }
    }
}

impl std::str::FromStr for DeliveryStatus {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        Self::ALL.iter().copied().find(|status| status.as_str() == text).ok_or(())
    }
}

/// A delivery as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id: that of the job that first told it.
    pub id: JobId,
    /// Who is told.
    pub webhook_id: WebhookId,
    /// Of what; none: it is a test.
    pub event_id: Option<EventId>,
    /// The type of the event.
    pub kind: String,
    /// How it stands.
    pub status: DeliveryStatus,
    /// How often it was tried.
    pub attempts: u32,
    /// The status that was answered last, where one was.
    pub response_code: Option<u32>,
    /// How long the last attempt took, in milliseconds.
    pub duration: Option<u32>,
    /// Why the last attempt failed, where it did.
    pub error: Option<String>,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it was last tried.
    pub attempted_at: Option<Timestamp>,
    /// When it is tried next.
    pub next_at: Option<Timestamp>,
}

from_row!(Delivery {
    id,
    webhook_id,
    event_id,
    kind,
    status,
    attempts,
    response_code,
    duration,
    error,
    created_at,
    attempted_at,
    next_at
});

const COLUMNS: &str = "id, webhook_id, event_id, type AS kind, status, attempts, response_code, duration, error, created_at, \
                       attempted_at, next_at";

/// One delivery of a webhook.
pub async fn by_id(db: &impl Run, webhook: WebhookId, id: JobId) -> Result<Option<Delivery>> {
    let sql = format!("SELECT {COLUMNS} FROM webhook_deliveries WHERE id = $1 AND webhook_id = $2");
    one(db, &sql, args![id, webhook]).await
}

/// Remembers how a delivery stands.
pub async fn record(tx: &Tx, delivery: &Delivery) -> Result<()> {
    let sql = "INSERT INTO webhook_deliveries (id, webhook_id, event_id, type, status, attempts, response_code, duration, error, \
               created_at, attempted_at, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
               ON CONFLICT (id) DO UPDATE SET status = excluded.status, attempts = excluded.attempts, \
               response_code = excluded.response_code, duration = excluded.duration, error = excluded.error, \
               attempted_at = excluded.attempted_at, next_at = excluded.next_at";
    let values = args![
        delivery.id,
        delivery.webhook_id,
        delivery.event_id,
        &delivery.kind,
        delivery.status,
        delivery.attempts,
        delivery.response_code,
        delivery.duration,
        &delivery.error,
        delivery.created_at,
        delivery.attempted_at,
        delivery.next_at
    ];
    execute(tx, sql, values).await?;
    Ok(())
}

fn of(query: &mut Query, webhook: WebhookId, status: Option<DeliveryStatus>) {
    query.push(" FROM webhook_deliveries WHERE webhook_id = ?", args![webhook]);
    if let Some(status) = status {
        query.push(" AND status = ?", args![status]);
    }
}

/// A page of a webhook's deliveries, the newest first, before the row that the last page ended with.
pub async fn list(
    db: &impl Run,
    webhook: WebhookId,
    status: Option<DeliveryStatus>,
    before: Option<(Timestamp, JobId)>,
    size: u32,
) -> Result<Vec<Delivery>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS}"));
    of(&mut query, webhook, status);
    if let Some((at, id)) = before {
        query.push(" AND (created_at, id) < (?, ?)", args![at, id]);
    }
    query.push(" ORDER BY created_at DESC, id DESC LIMIT ?", args![size]);
    query.all(db).await
}

/// How many deliveries such a list has in all.
pub async fn count(db: &impl Run, webhook: WebhookId, status: Option<DeliveryStatus>) -> Result<u64> {
    let mut query = Query::new("SELECT COUNT(*) AS value");
    of(&mut query, webhook, status);
    Ok(query.one(db).await?.map_or(0, |Single(count)| count))
}

/// Forgets what was enqueued before a moment and waits no more.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    let sql = "DELETE FROM webhook_deliveries WHERE webhook_id IN (SELECT id FROM webhooks) AND created_at < $1 \
               AND status <> 'pending'";
    execute(tx, sql, args![before]).await?;
    Ok(())
}
