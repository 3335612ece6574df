//! Limits: how often, and how much at once.

use super::{Sent, done, field, number, shell};
use crate::{
    Site,
    extract::{Form, Query},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::{render_as, see_other},
    },
    views::desk::{DeskRoom, FieldsPage, Flash, SettingsTab},
};
use app::{
    Refusal, Viewer,
    change_settings::{self, SettingsDraft},
    in_force::{LIMIT_ADDRESS, LIMIT_DOWNLOADS, LIMIT_NETWORK},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::Setting;
use http::StatusCode;

pub(super) const PATH: &str = "/admin/settings/limits";

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
        limit_network: number(&fields, Setting::LimitNetwork, &mut faults),
        limit_address: number(&fields, Setting::LimitAddress, &mut faults),
        limit_downloads: number(&fields, Setting::LimitDownloads, &mut faults),
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

async fn page(
    site: &Site,
    viewer: &Viewer,
    sent: Sent<'_>,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, viewer).await?;
    let limit = |setting, hint: &str, default: String| {
        let mut limit = field(&view, setting, hint.to_owned(), sent);
        limit.default = default;
        limit
    };
    let page = FieldsPage {
        tab: SettingsTab::Limits,
        heading: "Limits",
        lead: "Counted for all nodes together. They hold for people who are not signed in, and protect strangers’ mailboxes \
               as much as this desk.",
        action: site.path(PATH),
        fields: vec![
            limit(
                Setting::LimitNetwork,
                "A network is an IPv4 address or an IPv6 /64. A large office behind one address may need more.",
                LIMIT_NETWORK.to_string(),
            ),
            limit(
                Setting::LimitAddress,
                "Whoever types somebody’s address can’t use it up for longer than an hour.",
                LIMIT_ADDRESS.to_string(),
            ),
            limit(
                Setting::LimitDownloads,
                "Of one requester at once; the next ones queue. What flows already goes on.",
                LIMIT_DOWNLOADS.to_string(),
            ),
        ],
        facts_heading: "Limits that stay as they are",
        facts: vec![
            ("Wrong passwords for one account or place from one network", "20 within ten minutes".into()),
            ("Wrong names for an address, or from a network", "20 an hour".into()),
            ("Receipts and fresh links to an address that nobody proved", "3 a day".into()),
            ("Ways back into an account", "3 an hour for one address, 20 from one network".into()),
        ],
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
    };
    Ok(render_as(status, &page))
}
