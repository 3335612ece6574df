//! Webhooks: whoever is told by an admin's wish what happens here. What is told lies in the outbox as ids, enqueued with what
//! happened; what is said of it is written when it is sent.

mod attempt;
mod body;
mod edit;
mod log;

use crate::{App, Outcome, Refusal, Viewer, library, secret::reference};
use domain::*;
use store::webhooks;
use webhook::Secret;

pub(crate) use attempt::{Next, tell};
pub use edit::{WebhookDraft, create, remove, rotate, update};
pub use log::{Delivered, deliveries, replay, test};
pub use store::webhooks::{
    UNTOLD, Webhook,
    deliveries::{Delivery, DeliveryStatus},
};

/// The most webhooks: each is told everything that happens, one by one.
pub const MOST_WEBHOOKS: usize = 50;
/// The word for one that said that it is gone.
pub const GONE: &str = "gone";
/// The word for one that failed for days.
pub const FAILING: &str = "failing";

/// All of them, to admins.
pub async fn list(app: &App, viewer: &Viewer) -> Outcome<Vec<Webhook>> {
    viewer.admin()?;
    Ok(webhooks::list(&app.store).await?)
}

/// One of them, to admins.
pub async fn show(app: &App, viewer: &Viewer, id: WebhookId) -> Outcome<Webhook> {
    viewer.admin()?;
    webhooks::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)
}

/// What tells this state of a webhook from every other, as far as people set it.
pub fn version(webhook: &Webhook) -> String {
    let Webhook { url, events, description, enabled, updated_at, .. } = webhook;
    library::version(&(url, events, description, enabled, updated_at))
}

/// What a webhook is told of, one by one; nothing: everything.
pub fn events(webhook: &Webhook) -> Vec<String> {
    webhook.events.split_whitespace().map(str::to_owned).collect()
}

/// The secret that counts now, to be told to whoever made it. None where the installation's key is another one by now.
pub fn secret(app: &App, webhook: &Webhook) -> Option<String> {
    open(app, &webhook.secret).map(|secret| secret.expose())
}

const SEALED: &str = "webhook";
const DERIVED: &str = "webhook secret";

/// What a fresh secret is made of. It is kept nowhere: who has the installation's key makes it again.
fn seal(app: &App) -> String {
    app.keys.seal(SEALED, &reference(app))
}

/// The secret that is made of this; none where that was sealed by another key.
fn open(app: &App, sealed: &str) -> Option<Secret> {
    app.keys.open(SEALED, sealed).map(|nonce| Secret::new(app.keys.derive(DERIVED, nonce)))
}

/// What a message is signed with now: the secret, and for a while the one before it.
fn secrets(app: &App, webhook: &Webhook, now: Timestamp) -> Vec<Secret> {
    let earlier = webhook.earlier_secret.as_ref().filter(|_| webhook.earlier_until.is_some_and(|until| now < until));
    [Some(&webhook.secret), earlier].into_iter().flatten().filter_map(|sealed| open(app, sealed)).collect()
}
