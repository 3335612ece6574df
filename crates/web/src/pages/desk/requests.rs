//! The Download Requests tab: lists, and deciding several at once.

use super::{
    Desk,
    case::{person, read_decision},
    language, shell,
};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        frame::{ago, render_as, see_other},
        status::status,
    },
    views::{
        desk::{DeskRoom, Flash, RequestRow, RequestTab, RequestsPage, TabCounts},
        shared::Thumb,
        words,
    },
};
use app::{
    Refusal, Viewer, browse,
    decide_request::{BulkResult, decide_many as use_case},
    list_requests::{self, Filter, Page},
    show_request::RequestView,
};
use axum::{extract::State, response::Response};
use domain::{KitId, PortalId, RequestId, RequestScope, RequestStatus, Timestamp};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::sync::Arc;

const PATH: &str = "/admin/users/download-requests";
const PAGE_SIZE: u32 = 50;
/// How many thumbnails a line shows.
const THUMBS: usize = 3;

fn statuses(tab: &RequestTab) -> Vec<RequestStatus> {
    match tab {
        RequestTab::Pending => vec![RequestStatus::Pending],
        RequestTab::Approved => vec![RequestStatus::Approved, RequestStatus::PartiallyApproved],
        RequestTab::Denied => vec![RequestStatus::Denied],
        RequestTab::Revoked => vec![RequestStatus::Revoked],
    }
}

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    show(&site, &viewer, &query, None, StatusCode::OK).await
}

async fn show(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let (tab, filter) = chosen(query);
    let after = query.get("cursor").and_then(position);
    // Who waits longest stands first; of what is decided the newest.
    let page = Page { ascending: tab == RequestTab::Pending, after, size: PAGE_SIZE };
    let listed = list_requests::list(&site.app, viewer, &filter, page).await?;
    let count = async |tab: RequestTab| list_requests::count(&site.app, viewer, &statuses(&tab)).await;
    let search = search(&tab, query);
    let here = |cursor: String| site.path(&format!("{PATH}{search}{cursor}"));
    let page = RequestsPage {
        shell: shell(site, viewer, DeskRoom::Requests, flash).await?,
        counts: TabCounts {
            pending: count(RequestTab::Pending).await?,
            approved: count(RequestTab::Approved).await?,
            denied: count(RequestTab::Denied).await?,
            revoked: count(RequestTab::Revoked).await?,
        },
        q: query.text("q").to_owned(),
        rows: rows(site, &listed.items).await?,
        next_href: listed.next.map(|(at, id)| here(format!("&cursor={}-{id}", at.micros()))),
        first_href: after.map(|_| here(String::new())),
        export_href: (listed.total > 0).then(|| site.path(&format!("{PATH}/export{search}"))),
        bulk_action: (tab == RequestTab::Pending).then(|| site.path(PATH)),
        no_responsible: list_requests::has_nobody_responsible(&site.app).await?,
        tab,
    };
    Ok(render_as(status, &page))
}

/// The tab and the filter that an address says.
fn chosen(query: &Fields) -> (RequestTab, Filter) {
    let tab = RequestTab::parse(query.text("tab")).unwrap_or(RequestTab::Pending);
    let mail = query.get("mail").and_then(|mail| domain::MailAddress::parse(mail).ok());
    let filter = Filter {
        status: statuses(&tab),
        q: query.get("q").map(str::to_owned),
        kit: query.get("kitId").and_then(|id| id.parse().ok()).map(KitId),
        portal: query.get("portalId").and_then(|id| id.parse().ok()).map(PortalId),
        mail_key: mail.map(|mail| mail.key().to_owned()),
        ..Filter::default()
    };
    (tab, filter)
}

/// The same as it stands in an address.
fn search(tab: &RequestTab, query: &Fields) -> String {
    let mut search = format!("?tab={}", tab.word());
    for name in ["q", "kitId", "portalId", "mail"] {
        if let Some(value) = query.get(name) {
            search.push_str(&format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        }
    }
    search
}

/// The list of an address as a table for spreadsheets.
pub(super) async fn export(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    crate::export::requests(&site, &viewer, chosen(&query).1, crate::export::MARK).await
}

fn position(cursor: &str) -> Option<(Timestamp, RequestId)> {
    let (at, id) = cursor.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), RequestId(id.parse().ok()?)))
}

/// Requests as lines of a list.
pub(super) async fn rows(site: &Site, views: &[Arc<RequestView>]) -> Result<Vec<RequestRow>, Failure> {
    let mut rows = Vec::with_capacity(views.len());
    for view in views {
        rows.push(RequestRow {
            id: view.request.id.0,
            href: site.path(&format!("{PATH}/{}", view.request.id)),
            who: person(language(), view).name,
            mail: person(language(), view).mail,
            thumbs: thumbs(site, view).await?,
            what: what(view),
            reason: view.request.reason.clone().unwrap_or_default(),
            place: view.place_title().unwrap_or_default().to_owned(),
            asked: ago(language(), view.request.created_at, site.app.now()),
            status: status(view.request.status),
        });
    }
    Ok(rows)
}

fn what(view: &RequestView) -> String {
    if view.request.scope != RequestScope::Assets {
        return "Everything".to_owned();
    }
    let titles: Vec<&str> = view.items.iter().filter_map(|item| item.title.as_deref()).collect();
    match titles.as_slice() {
        [only] => (*only).to_owned(),
        many => words::files(&(many.len() as u64)),
    }
}

async fn thumbs(site: &Site, view: &RequestView) -> Result<Vec<Thumb>, Failure> {
    let mut rows = app::library::assets_of_request(&site.app, view).await?;
    rows.truncate(THUMBS);
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    Ok(rows.iter().map(|row| easel.thumb("/admin", row, Shown::Line)).collect())
}

/// Decides the ticked requests.
pub(super) async fn decide_many(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let ids: Vec<RequestId> = fields.ids("id")?;
    if ids.is_empty() {
        let flash = Flash { good: false, text: "Tick the requests to decide first.".into() };
        return show(&site, &viewer, &Fields::default(), Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let decision = app::decide_request::Decision { assets: None, ..read_decision(&fields)? };
    let verdict = decision.verdict;
    let results = match use_case(&site.app, &viewer, Some(ids), None, decision).await {
        Ok(results) => results,
        Err(Refusal::Invalid(faults)) => {
            let text = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let flash = Flash { good: false, text };
            return show(&site, &viewer, &Fields::default(), Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(other) => return Err(other.into()),
    };
    let done = |result: &&BulkResult| result.code.is_none();
    let decided = results.iter().filter(done).count() as u64;
    let left = results.len() as u64 - decided;
    let word = if verdict == domain::Verdict::Approve { "approved" } else { "denied" };
    if left == 0 {
        return Ok(see_other(&site, &format!("{PATH}?tab=pending")));
    }
    let text = format!(
        "{decided} {word}. {left} could not be decided: decided by somebody else already, or not yours to decide."
    );
    show(&site, &viewer, &Fields::default(), Some(Flash { good: decided > 0, text }), StatusCode::OK).await
}
