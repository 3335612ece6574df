//! Mails that a restored installation holds back: it must not write to a thousand people by surprise. What webhooks are to be
//! told is held back, let go and dropped with them.

use crate::{App, Outcome, notify::MAIL};
use domain::Timestamp;
use store::{outbox, webhooks::WEBHOOK};

/// Mails that are held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Since the records were restored.
    pub since: Timestamp,
    /// How many wait.
    pub waiting: u64,
}

/// What is held back, where something is.
pub async fn held(app: &App) -> Outcome<Option<Held>> {
    let Some(since) = outbox::held_since(&app.store, MAIL).await? else { return Ok(None) };
    Ok(Some(Held { since, waiting: outbox::waiting(&app.store, MAIL).await? }))
}

/// Lets mails leave, from every node within a second; what was held back.
pub async fn release(app: &App) -> Outcome<Option<Held>> {
    let held = held(app).await?;
    if held.is_none() {
        return Ok(None);
    }
    store::write!(app.store, |tx| {
        outbox::release(tx, MAIL, app.now()).await?;
        outbox::release(tx, WEBHOOK, app.now()).await?;
        Ok(held)
    })
}

/// Drops the mails that came out of the backup, and lets those leave that came since; how many were dropped.
pub async fn discard(app: &App) -> Outcome<Option<u64>> {
    store::write!(app.store, |tx| {
        let Some(since) = outbox::held_since(tx, MAIL).await? else { return Ok(None) };
        let dropped = outbox::drop_older(tx, MAIL, since).await?;
        outbox::release(tx, MAIL, app.now()).await?;
        outbox::drop_older(tx, WEBHOOK, since).await?;
        outbox::release(tx, WEBHOOK, app.now()).await?;
        Ok(Some(dropped))
    })
}
