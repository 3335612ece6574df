//! The letter that says that a webhook was switched off, to an admin.

use super::{Ready, brand, language, render, user_address};
use crate::{App, Outcome, notify::Recipient, webhooks::GONE};
use domain::*;
use mail::letters::{Off, WebhookOff};
use store::webhooks;
use webhook::Url;

pub(super) async fn write(app: &App, to: UserId, id: WebhookId) -> Outcome<Option<Ready>> {
    let Some(address) = user_address(app, to).await? else { return Ok(None) };
    // Taken out or switched on again since: there is nothing to look after.
    let Some(webhook) = webhooks::by_id(&app.store, id).await?.filter(|webhook| !webhook.enabled) else {
        return Ok(None);
    };
    let Some(because) = webhook.off_because.as_deref() else { return Ok(None) };
    let because = match (because, webhook.failing_since) {
        (GONE, _) | (_, None) => Off::Gone,
        (_, Some(since)) => Off::FailingSince(since.civil()),
    };
    let host = Url::parse(&webhook.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let language = language(app, Recipient::User(to), &[]).await?;
    let letter = WebhookOff {
        brand: brand(app, None).await?,
        host: host.as_str().into(),
        description: (!webhook.description.is_empty()).then(|| webhook.description.as_str().into()),
        because,
        webhook_url: app.settings.link(&format!("/admin/settings/webhooks/{id}")).into(),
    };
    render(address, language, &letter)
}
