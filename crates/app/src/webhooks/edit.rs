//! Making, changing and taking out webhooks.

use super::{MOST_WEBHOOKS, UNTOLD, Webhook, seal, show, version};
use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::check_seen,
    idempotency::{self, Idempotency},
    refusal::Faults,
    settings::EARLIER_SECRET_LIFETIME,
};
use domain::*;
use store::{
    Tx,
    events::{self, NewEvent},
    webhooks,
};

/// The longest description, in characters.
const LONGEST_DESCRIPTION: usize = 200;
/// The most types that one is told of.
const MOST_TYPES: usize = 100;
/// The longest type, in characters.
const LONGEST_TYPE: usize = 60;

/// A webhook as it is to be; what is `None` stays, or is as it usually is.
#[derive(Debug, Clone, Default)]
pub struct WebhookDraft {
    /// Where it is.
    pub url: Option<String>,
    /// The types of events that it is told of, or their first parts; none in the list: all.
    pub events: Option<Vec<String>>,
    /// What its owners say of it.
    pub description: Option<String>,
    /// Whether it is told anything.
    pub enabled: Option<bool>,
    /// The key under which a call that makes one may be repeated.
    pub once: Option<Idempotency>,
    /// The [version](super::version) that was seen by whoever changes it.
    pub seen: Option<String>,
}

/// What was drafted, checked.
struct Checked {
    url: Option<String>,
    events: Option<String>,
    description: Option<String>,
}

fn check(app: &App, draft: &WebhookDraft, mut faults: Faults) -> Outcome<Checked> {
    let url = match draft.url.as_deref().map(|typed| app.sender.check(typed)) {
        Some(Err(why)) => {
            faults.add(Fault::at("/url", why.to_string()));
            None
        }
        Some(Ok(url)) => Some(url.to_string()),
        None => None,
    };
    let mut types: Vec<&str> = Vec::new();
    for (index, typed) in draft.events.iter().flatten().enumerate() {
        let typed = typed.trim();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let is_type = typed.starts_with(|c: char| c.is_ascii_alphabetic())
            && typed.chars().all(is_plain)
            && !typed.ends_with('.')
            && typed.len() <= LONGEST_TYPE;
        if !is_type {
            faults.add_at("/events", index, "This must be a type such as decision.approved, or its first part.");
        }
        if typed == UNTOLD {
            faults.add_at("/events", index, "What was undone is told to nobody: nobody had heard of it.");
        }
        if !types.contains(&typed) {
            types.push(typed);
        }
    }
    if types.len() > MOST_TYPES {
        faults.add(Fault::at(
            "/events",
            format!("This may have at most {MOST_TYPES} elements; a first part stands for many."),
        ));
    }
    let description = draft.description.as_deref().map(|typed| text::line(typed).unwrap_or_default());
    if description.as_ref().is_some_and(|line| line.chars().count() > LONGEST_DESCRIPTION) {
        let detail = format!("This is too long; at most {LONGEST_DESCRIPTION} characters fit.");
        faults.add(Fault::at("/description", detail));
    }
    faults.check()?;
    Ok(Checked { url, events: draft.events.is_some().then(|| types.join(" ")), description })
}

async fn remember(app: &App, tx: &Tx, kind: &str, by: UserId, id: WebhookId) -> Outcome<()> {
    let mut event = NewEvent { user_id: Some(by), ..NewEvent::default() };
    event.data.insert("webhookId".into(), id.0.into());
    events::record(tx, kind, &event, app.now()).await?;
    Ok(())
}

/// An admin makes one; it is told of what happens from a second later on. Its [secret](super::secret) is to be shown once.
pub async fn create(app: &App, viewer: &Viewer, draft: WebhookDraft, mut faults: Faults) -> Outcome<Webhook> {
    let by = viewer.admin()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(by), "POST /api/dam/webhooks", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return show(app, viewer, WebhookId(id)).await;
    }
    if draft.url.is_none() && !faults.has("/url") {
        faults.add(Fault::at("/url", "An address is needed, such as https://example.org/hooks."));
    }
    let checked = check(app, &draft, faults)?;
    let now = app.now();
    let webhook = Webhook {
        id: WebhookId(0),
        url: checked.url.unwrap_or_default(),
        events: checked.events.unwrap_or_default(),
        description: checked.description.unwrap_or_default(),
        enabled: draft.enabled.unwrap_or(true),
        off_because: None,
        secret: seal(app),
        earlier_secret: None,
        earlier_until: None,
        failing_since: None,
        rests_until: None,
        created_at: now,
        updated_at: now,
    };
    let made = store::write!(app.store, |tx| {
        if webhooks::list(tx).await?.len() >= MOST_WEBHOOKS {
            let detail = format!("There are {MOST_WEBHOOKS} already; take one out that nobody needs.");
            return Err(Refusal::conflict("too-many-webhooks", detail));
        }
        let id = webhooks::insert(tx, &webhook).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        remember(app, tx, "webhook.created", by, id).await?;
        Ok(id)
    });
    let id = match made {
        Ok(id) => id,
        Err(error) => WebhookId(idempotency::answer_of_the_other(app, key.as_ref(), error).await?),
    };
    show(app, viewer, id).await
}

/// An admin changes one. What is switched on again begins anew: how it failed before is forgotten.
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: WebhookId,
    draft: WebhookDraft,
    faults: Faults,
) -> Outcome<Webhook> {
    let by = viewer.admin()?.id;
    show(app, viewer, id).await?;
    let checked = check(app, &draft, faults)?;
    store::write!(app.store, |tx| {
        let mut webhook = webhooks::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        check_seen(draft.seen.as_ref(), || version(&webhook))?;
        webhook.url = checked.url.clone().unwrap_or(webhook.url);
        webhook.events = checked.events.clone().unwrap_or(webhook.events);
        webhook.description = checked.description.clone().unwrap_or(webhook.description);
        webhook.enabled = draft.enabled.unwrap_or(webhook.enabled);
        (webhook.failing_since, webhook.rests_until) = (None, None);
        if draft.enabled.is_some() {
            webhook.off_because = None;
        }
        webhook.updated_at = app.now();
        webhooks::update(tx, &webhook).await?;
        remember(app, tx, "webhook.changed", by, id).await
    })?;
    show(app, viewer, id).await
}

/// An admin makes a new secret; messages are signed with the one before as well, for a day.
pub async fn rotate(app: &App, viewer: &Viewer, id: WebhookId) -> Outcome<Webhook> {
    let by = viewer.admin()?.id;
    let fresh = seal(app);
    store::write!(app.store, |tx| {
        let mut webhook = webhooks::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        webhook.earlier_secret = Some(std::mem::replace(&mut webhook.secret, fresh.clone()));
        webhook.earlier_until = Some(app.now().plus(EARLIER_SECRET_LIFETIME));
        webhook.updated_at = app.now();
        webhooks::update(tx, &webhook).await?;
        remember(app, tx, "webhook.changed", by, id).await
    })?;
    show(app, viewer, id).await
}

/// An admin takes one out, with its log.
pub async fn remove(app: &App, viewer: &Viewer, id: WebhookId, seen: Option<String>) -> Outcome<()> {
    let by = viewer.admin()?.id;
    store::write!(app.store, |tx| {
        let webhook = webhooks::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        check_seen(seen.as_ref(), || version(&webhook))?;
        webhooks::delete(tx, id).await?;
        remember(app, tx, "webhook.deleted", by, id).await
    })
}
