//! Repeating a call with the same `Idempotency-Key` answers the same, once, for a day.

use crate::{App, Outcome, Refusal, settings::IDEMPOTENCY_LIFETIME};
use domain::UserId;
use sha2::{Digest, Sha256};
use store::{Tx, idempotency};

/// A key as it came with a body.
#[derive(Debug, Clone)]
pub struct Idempotency {
    key: String,
    body_hash: String,
}

impl Idempotency {
    /// The key of a header and the body beside it. Keys have 1 to 255 visible ASCII characters.
    pub fn new(key: &str, body: &[u8]) -> Outcome<Self> {
        if key.is_empty() || key.len() > 255 || !key.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
            let detail = "The Idempotency-Key must have 1 to 255 ASCII characters.";
            return Err(Refusal::unprocessable("idempotency-key-malformed", detail));
        }
        Ok(Self { key: key.to_owned(), body_hash: hex::encode(Sha256::digest(body)) })
    }

    /// The key as it was sent. It is kept for a day, and nobody is told it.
    pub(crate) fn text(&self) -> &str {
        &self.key
    }

    /// The key as it belongs to a caller and a route.
    pub fn of(self, caller: String, route: &'static str) -> Owned {
        Owned(idempotency::Key { caller, route, key: self.key, body_hash: self.body_hash })
    }
}

/// A key that belongs to a caller and a route.
#[derive(Debug, Clone)]
pub struct Owned(idempotency::Key);

impl Owned {
    /// The resource that this key made before; refused where it came with another body.
    pub async fn earlier(&self, app: &App) -> Outcome<Option<i64>> {
        let Some(earlier) = idempotency::find(&app.store, &self.0).await? else { return Ok(None) };
        if app.now() >= earlier.created_at.plus(IDEMPOTENCY_LIFETIME) {
            return Ok(None);
        }
        if earlier.body_hash != self.0.body_hash {
            let detail = "This Idempotency-Key was used with another body. Use a new key for a new request.";
            return Err(Refusal::unprocessable("idempotency-key-reused", detail));
        }
        Ok(Some(earlier.resource_id))
    }

    pub(crate) async fn remember(&self, app: &App, tx: &Tx, resource: i64) -> Outcome<()> {
        // One whose day is over must not stand in the way of the new one.
        idempotency::forget(tx, app.now().minus(IDEMPOTENCY_LIFETIME)).await?;
        Ok(idempotency::remember(tx, &self.0, resource, app.now()).await?)
    }
}

/// The key of who makes something at a route, and what it made before. The command line has no keys.
pub(crate) async fn of_maker(
    app: &App,
    by: Option<UserId>,
    route: &'static str,
    key: Option<Idempotency>,
) -> Outcome<(Option<Owned>, Option<i64>)> {
    let Some((key, user)) = key.zip(by) else { return Ok((None, None)) };
    let key = key.of(format!("u{user}"), route);
    let earlier = key.earlier(app).await?;
    Ok((Some(key), earlier))
}

/// Remembers what a key made, where there is one.
pub(crate) async fn remember(app: &App, tx: &Tx, key: Option<&Owned>, resource: i64) -> Outcome<()> {
    match key {
        Some(key) => key.remember(app, tx, resource).await,
        None => Ok(()),
    }
}

/// Where two calls with one key came at the same instant, the later one fails in whatever way; it answers what the other
/// one made.
pub(crate) async fn answer_of_the_other(app: &App, key: Option<&Owned>, error: Refusal) -> Outcome<i64> {
    match key {
        Some(key) => key.earlier(app).await?.ok_or(error),
        None => Err(error),
    }
}
