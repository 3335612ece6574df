//! Tidying up: what has no use any more. Nothing rests on it: what is over is over because the check says so.

use crate::{
    App, Outcome, Refusal, delete_assets, erase_external_user, expire_requests,
    settings::{DELIVERY_LIFETIME, IDEMPOTENCY_LIFETIME},
    upload_asset,
};
use domain::Day;
use std::time::{Duration, SystemTime};
use store::{
    changes, counters, digests, downloads, idempotency, insight, recoveries, renditions, requests, retention,
    selections, strokes, webhooks::deliveries,
};

/// How often.
pub(super) const EVERY: Duration = Duration::from_secs(10 * 60);
/// How long counters and counts are looked at, at the most.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// How long it is known what may be undone: its mails left long before, but where they are held back.
const HOUR: Duration = Duration::from_secs(60 * 60);
/// How old a half-written file must be before its writer is thought dead.
const STALE: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) async fn tidy(app: &App) -> Outcome<()> {
    app.heed_settings().await?;
    let now = app.now();
    store::write!(app.store, |tx| {
        counters::forget(tx, now.minus(DAY * 2)).await?;
        idempotency::forget(tx, now.minus(IDEMPOTENCY_LIFETIME)).await?;
        selections::forget(tx, now).await?;
        downloads::forget(tx, now.minus(DAY)).await?;
        strokes::forget(tx, now.minus(HOUR)).await?;
        changes::forget(tx).await?;
        deliveries::forget(tx, now.minus(DELIVERY_LIFETIME)).await?;
        // By then their mails went out or were given up.
        digests::forget(tx, now.minus(DAY * 4)).await?;
        recoveries::forget(tx, now.minus(DAY)).await?;
        requests::put_together(tx).await?;
        insight::put_together(tx, Day::of(now)).await?;
        Ok::<_, Refusal>(())
    })?;
    expire_requests::expire(app).await?;
    forget_history(app).await?;
    erase_external_user::finish(app).await?;
    let superseded = store::write!(app.store, |tx| Ok::<_, Refusal>(renditions::forget_superseded(tx).await?))?;
    for key in superseded.iter().filter_map(|key| key.parse().ok()) {
        app.blobs.delete(key).await?;
    }
    delete_assets::let_go(app).await?;
    upload_asset::tidy(app).await?;
    let stale = u64::try_from(now.minus(STALE).seconds()).unwrap_or(0);
    app.blobs.sweep_temporary(SystemTime::UNIX_EPOCH + Duration::from_secs(stale)).await?;
    Ok(())
}

/// How many events are forgotten in one transaction.
const AT_ONCE: u32 = 2_000;

/// Forgets what happened longer ago than the history is kept for.
async fn forget_history(app: &App) -> Outcome<()> {
    let Some(kept_for) = app.in_force().history_kept_for else { return Ok(()) };
    let before = app.now().minus(kept_for);
    loop {
        let forgotten =
            store::write!(app.store, |tx| Ok::<_, Refusal>(retention::forget_events(tx, before, AT_ONCE).await?))?;
        if forgotten < AT_ONCE as usize {
            return Ok(());
        }
    }
}
