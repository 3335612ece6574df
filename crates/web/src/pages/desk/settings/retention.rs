//! Retention: what is kept for how long.

use super::{Sent, done, field, number, shell};
use crate::{
    Site,
    extract::{Form, Query},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::{render_as, see_other},
    },
    views::{
        desk::{DeskRoom, FieldsPage, Flash, SettingsTab},
        words,
    },
};
use app::{
    Refusal, Viewer,
    change_settings::{self, SettingsDraft},
    refusal::Faults,
    settings,
};
use axum::{extract::State, response::Response};
use domain::Setting;
use http::StatusCode;
use std::time::Duration;

pub(super) const PATH: &str = "/admin/settings/retention";

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    page(&site, &viewer, Sent::default(), done(&query), StatusCode::OK).await
}

pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let mut faults = Faults::default();
    let draft = SettingsDraft {
        requests_expire_after_days: number(&fields, Setting::RequestsExpireAfterDays, &mut faults),
        history_kept_for_days: number(&fields, Setting::HistoryKeptForDays, &mut faults),
        ..SettingsDraft::default()
    };
    match change_settings::change(&site.app, &viewer, draft, faults).await {
        Ok(()) => Ok(see_other(&site, &format!("{PATH}?done=saved"))),
        Err(Refusal::Invalid(faults)) => {
            page(&site, &viewer, Sent::of(&fields, &faults), None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// How many days are looked at where nothing expires yet, to tell what would.
const PERHAPS: u32 = 90;

async fn page(
    site: &Site,
    viewer: &Viewer,
    sent: Sent<'_>,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, viewer).await?;
    let after = view.set.requests_expire_after_days;
    let waiting = change_settings::would_expire(&site.app, viewer, after.unwrap_or(PERHAPS)).await?;
    let old = words::requests(&waiting);
    let now = match after {
        Some(_) if waiting == 0 => "None that is pending now is that old.".to_owned(),
        Some(_) => format!("{old} under review {} that old, and will expire within ten minutes.", are(waiting)),
        None if waiting == 0 => format!("After {PERHAPS} days, for example, none would have expired by now."),
        None => format!("After {PERHAPS} days, for example, {old} would have expired by now."),
    };
    let expiry = format!(
        "A request that nobody decides by then expires: who asked is told in their language and may ask again, and who was \
         asked to decide is told that they need not. {now}"
    );
    let history = "Older events are taken out, from the oldest on. Insight goes on counting by days and places; which assets \
                   were taken, in which formats and by whom it tells only as far back as the history goes. Requests, \
                   decisions and what is granted stay.";
    let kept = |setting, hint: &str, default: &str| {
        let mut kept = field(&view, setting, hint.to_owned(), sent);
        kept.default = default.to_owned();
        kept
    };
    let page = FieldsPage {
        tab: SettingsTab::Retention,
        heading: "Retention",
        lead: "What is kept for how long. Erasing one person is an act of its own, on that person’s page.",
        action: site.path(PATH),
        fields: vec![
            kept(Setting::RequestsExpireAfterDays, &expiry, "never"),
            kept(Setting::HistoryKeptForDays, history, "for ever"),
        ],
        facts_heading: "Lifetimes that stay as they are",
        facts: vec![
            ("Deleted assets can come back for", span(settings::TRASH_LIFETIME)),
            ("Uploads wait for their next bytes for", span(settings::UPLOAD_LIFETIME)),
            ("Pick-up links open for (what they open stays open)", span(settings::PICK_UP_LIFETIME)),
            ("Links to decide open for", span(settings::DECIDE_LIFETIME)),
            ("Invitations open for", span(settings::INVITATION_LIFETIME)),
            ("Ways back into an account open for", span(settings::RECOVERY_LIFETIME)),
            ("Signed-in browsers stay so for", span(settings::SESSION_LIFETIME)),
            ("Selections to download are kept for", span(settings::SELECTION_LIFETIME)),
            ("Forms may lie before they are sent for", span(settings::FORM_LIFETIME)),
            ("Answers to an Idempotency-Key are kept for", span(settings::IDEMPOTENCY_LIFETIME)),
        ],
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
    };
    Ok(render_as(status, &page))
}

fn are(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

/// A span of whole hours or days.
fn span(span: Duration) -> String {
    let hours = span.as_secs() / (60 * 60);
    let counted = |count: u64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    if hours.is_multiple_of(24) { counted(hours / 24, "day") } else { counted(hours, "hour") }
}
