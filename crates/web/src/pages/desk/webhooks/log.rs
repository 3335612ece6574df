//! The page of one webhook: what it was told, and telling it again.

use super::{earlier_until, form_of, host, is_fresh, path, state};
use crate::{
    Site,
    extract::{Path, Query},
    failure::Failure,
    pages::{
        desk::{Desk, history, language, shell},
        frame::{ago, render_as, see_other, when},
    },
    views::desk::{DeliveryList, DeliveryRow, DeliverySign, DeskRoom, Flash, SettingsTab, WebhookForm, WebhookPage},
};
use app::{
    Viewer,
    webhooks::{self, Delivery, DeliveryStatus, Webhook},
};
use axum::{extract::State, response::Response};
use domain::{JobId, Timestamp, WebhookId};
use http::StatusCode;

const PAGE_SIZE: u32 = 50;

/// The lists of deliveries: what an address says, and what they are called.
const LISTS: [(&str, Option<DeliveryStatus>, &str); 4] = [
    ("", None, "All"),
    ("failed", Some(DeliveryStatus::Failed), "Failed"),
    ("pending", Some(DeliveryStatus::Pending), "Waiting"),
    ("delivered", Some(DeliveryStatus::Delivered), "Delivered"),
];

/// What is to be shown.
#[derive(Default)]
pub(super) struct Asked {
    pub form: Option<WebhookForm>,
    pub status: StatusCode,
    pub flash: Option<Flash>,
    pub secret: Option<String>,
    pub list: Option<DeliveryStatus>,
    pub before: Option<(Timestamp, JobId)>,
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let webhook = webhooks::show(&site.app, &viewer, WebhookId(id)).await?;
    let list = LISTS.iter().find(|(word, ..)| *word == query.text("status")).and_then(|(_, status, _)| *status);
    let is_fresh = is_fresh(&site, webhook.id, query.text("fresh"));
    let asked = Asked {
        flash: flash(query.text("done")),
        secret: if is_fresh { webhooks::secret(&site.app, &webhook) } else { None },
        list,
        before: query.get("cursor").and_then(position),
        ..Asked::default()
    };
    page(&site, &viewer, &webhook, asked).await
}

fn flash(done: &str) -> Option<Flash> {
    let (good, text) = match done {
        "saved" => (true, "Saved."),
        "on" => (true, "Switched on: it is told what happens from now on."),
        "off" => (true, "Switched off: it is told nothing."),
        "tested" => (true, "The test was taken."),
        "test-failed" => (false, "The test failed; the log says why."),
        "again" => (true, "It is sent again now."),
        _ => return None,
    };
    Some(Flash { good, text: text.into() })
}

/// Where a page begins: `MICROS-ID`.
fn position(cursor: &str) -> Option<(Timestamp, JobId)> {
    let (at, id) = cursor.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

pub(super) async fn page(site: &Site, viewer: &Viewer, webhook: &Webhook, asked: Asked) -> Result<Response, Failure> {
    let (here, now) = (site.path(&path(webhook.id)), site.app.now());
    let (list, before) = (asked.list, asked.before);
    let log = webhooks::deliveries(&site.app, viewer, webhook.id, list, before, PAGE_SIZE).await?;
    let address = |status: &str, cursor: Option<String>| {
        let status = (!status.is_empty()).then(|| format!("status={status}"));
        let query = status.into_iter().chain(cursor).collect::<Vec<_>>().join("&");
        if query.is_empty() { here.clone() } else { format!("{here}?{query}") }
    };
    let word = LISTS.iter().find(|(_, status, _)| *status == list).map_or("", |(word, ..)| *word);
    let lists = LISTS.iter().map(|(word, status, name)| DeliveryList {
        href: address(word, None),
        name,
        current: *status == list,
    });
    let page = WebhookPage {
        shell: shell(site, viewer, DeskRoom::Settings, asked.flash).await?,
        tab: SettingsTab::Webhooks,
        host: host(webhook),
        state: state(webhook),
        form: asked.form.unwrap_or_else(|| form_of(&here, Some(webhook))),
        secret: asked.secret,
        earlier_until: earlier_until(webhook, now).map(|until| when(language(), until)),
        made: when(language(), webhook.created_at),
        deliveries: log.deliveries.iter().map(|delivery| row(&here, webhook, delivery, now)).collect(),
        lists: lists.collect(),
        total: log.total,
        first_href: before.map(|_| address(word, None)),
        next_href: log.next.map(|(at, id)| address(word, Some(format!("cursor={}-{id}", at.micros())))),
    };
    Ok(render_as(asked.status, &page))
}

fn row(here: &str, webhook: &Webhook, delivery: &Delivery, now: Timestamp) -> DeliveryRow {
    let answered = match (delivery.response_code, delivery.duration) {
        (Some(code), Some(duration)) => format!("{code} after {duration} ms"),
        _ => String::new(),
    };
    let may_replay = webhook.enabled && delivery.event_id.is_some();
    DeliveryRow {
        id: delivery.id.0,
        what: match delivery.event_id {
            Some(_) => history::called(&delivery.kind),
            None => "Test".to_owned(),
        },
        kind: delivery.kind.clone(),
        sign: match delivery.status {
            DeliveryStatus::Delivered => DeliverySign::Delivered,
            DeliveryStatus::Pending => DeliverySign::Pending,
            DeliveryStatus::Failed => DeliverySign::Failed,
        },
        said: delivery.error.clone().unwrap_or(answered),
        attempts: delivery.attempts,
        when: ago(language(), delivery.created_at, now),
        next: delivery.next_at.map(|next| when(language(), next)),
        replay: may_replay.then(|| format!("{here}/deliveries/{}/replay", delivery.id)),
    }
}

pub(super) async fn replay(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, delivery)): Path<(i64, i64)>,
) -> Result<Response, Failure> {
    webhooks::replay(&site.app, &viewer, WebhookId(id), JobId(delivery)).await?;
    Ok(see_other(&site, &format!("{}?done=again", path(WebhookId(id)))))
}
