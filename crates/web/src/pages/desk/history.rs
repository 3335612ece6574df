//! The history: what happened, narrowed by what its address says.

use super::{Desk, language, narrow::narrowed, shell};
use crate::{
    Site, export,
    extract::{Fields, Query},
    failure::Failure,
    pages::frame::{render, when},
    views::{
        desk::{DeskRoom, HistoryPage, HistoryRow, HistoryWishes},
        shared::Link,
    },
};
use app::history::{self, Event, Filter, Listed, Titles};
use axum::{extract::State, response::Response};
use domain::{AssetId, EventId, KitId, PortalId, RequestId, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const PATH: &str = "/admin/history";
const PAGE_SIZE: u32 = 100;
/// What an address may narrow to.
const FIELDS: [&str; 8] = ["type", "mail", "from", "to", "requestId", "portalId", "kitId", "mediaId"];

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let (filter, faults) = chosen(&query);
    let before = query.get("cursor").and_then(position);
    let listed = history::list(&site.app, &viewer, &filter, before, PAGE_SIZE).await?;
    let titles = history::titles(&site.app, &listed).await?;
    let search = search(&query, None);
    let here = |rest: String| site.path(&format!("{PATH}?{search}{rest}"));
    let page = HistoryPage {
        shell: shell(&site, &viewer, DeskRoom::History, None).await?,
        action: site.path(PATH),
        wishes: wishes(&site, &query, faults),
        rows: rows(&site, &listed, &titles),
        total: listed.total,
        first_href: before.map(|_| here(String::new())),
        next_href: listed.next.map(|(at, id)| here(format!("&cursor={}-{id}", at.micros()))),
        export_href: (listed.total > 0).then(|| site.path(&format!("{PATH}/export?{search}"))),
    };
    Ok(render(&page))
}

/// The list of an address as a table for spreadsheets.
pub(super) async fn export(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    export::history(&site, &viewer, chosen(&query).0, export::MARK).await
}

/// The filter that an address says, and what is wrong with it. What can't be read narrows nothing.
fn chosen(query: &Fields) -> (Filter, Vec<String>) {
    let (narrowed, faults) = narrowed(query);
    let number = |name: &str| query.get(name).and_then(|id| id.parse().ok());
    let kind = query.get("type").filter(|kind| kind.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c)));
    let filter = Filter {
        kind: kind.filter(|kind| !kind.is_empty()).map(str::to_owned),
        mail_key: narrowed.mail_key,
        asset: number("mediaId").map(AssetId),
        kit: number("kitId").map(KitId),
        portal: number("portalId").map(PortalId),
        request: number("requestId").map(RequestId),
        after: narrowed.after,
        before: narrowed.before,
    };
    (filter, faults)
}

fn position(cursor: &str) -> Option<(Timestamp, EventId)> {
    let (at, id) = cursor.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), EventId(id.parse().ok()?)))
}

/// What the list is narrowed to as it stands in an address, but for one of them.
fn search(query: &Fields, without: Option<&str>) -> String {
    let said = FIELDS.iter().filter(|name| Some(**name) != without).filter_map(|name| {
        let value = query.get(name).filter(|value| !value.is_empty())?;
        Some(format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
    });
    said.collect::<Vec<_>>().join("&")
}

fn wishes(site: &Site, query: &Fields, faults: Vec<String>) -> HistoryWishes {
    let named = [("requestId", "Request"), ("portalId", "Portal"), ("kitId", "Kit"), ("mediaId", "Asset")];
    let set: Vec<(&str, &str, &str)> = named
        .into_iter()
        .filter_map(|(name, word)| Some((name, word, query.get(name).filter(|id| id.parse::<i64>().is_ok())?)))
        .collect();
    let link = |(name, word, id): &(&str, &str, &str)| Link {
        href: site.path(&format!("{PATH}?{}", search(query, Some(name)))),
        text: format!("{word} {id}"),
    };
    HistoryWishes {
        kind: query.text("type").to_owned(),
        mail: query.text("mail").to_owned(),
        from: query.text("from").to_owned(),
        to: query.text("to").to_owned(),
        about: set.iter().map(link).collect(),
        hidden: set.iter().map(|(name, _, id)| ((*name).to_owned(), (*id).to_owned())).collect(),
        faults,
    }
}

fn rows(site: &Site, listed: &Listed, titles: &Titles) -> Vec<HistoryRow> {
    let row = |event: &Event| HistoryRow {
        when: when(language(), event.at),
        what: said(&event.kind).to_owned(),
        kind: event.kind.clone(),
        by: event.user_id.and_then(|id| listed.names.get(&id).cloned()).unwrap_or_default(),
        mail: listed.mail_of(event).cloned().unwrap_or_default(),
        about: about(site, event, listed, titles),
    };
    listed.events.iter().map(row).collect()
}

/// What an event is about: each leads to the history of it, a request to itself.
fn about(site: &Site, event: &Event, listed: &Listed, titles: &Titles) -> Vec<Link> {
    let mut links = Vec::new();
    let mut add = |path: String, text: String| links.push(Link { href: site.path(&path), text });
    if let Some(id) = event.request_id {
        add(format!("/admin/users/download-requests/{id}"), format!("Request {id}"));
    }
    if let Some(id) = event.kit_id {
        let title = titles.kits.get(&id).cloned().unwrap_or_else(|| format!("Kit {id}"));
        add(format!("{PATH}?kitId={id}"), title);
    }
    if let (Some(id), None) = (event.portal_id, event.kit_id) {
        let title = titles.portals.get(&id).cloned().unwrap_or_else(|| format!("Portal {id}"));
        add(format!("{PATH}?type=portal"), title);
    }
    let several = listed.assets.get(&event.id).map(Vec::as_slice).unwrap_or_default();
    let single = event.asset_id.or(if let [id] = several { Some(*id) } else { None });
    if let Some(id) = single {
        let title = titles.assets.get(&id).cloned().unwrap_or_else(|| format!("Asset {id}"));
        add(format!("{PATH}?mediaId={id}"), title);
    } else if let (Some(request), [_, ..]) = (event.request_id, several) {
        add(format!("{PATH}?requestId={request}"), format!("{} assets", several.len()));
    }
    links
}

/// A type as people say it; one that has no words yet says itself.
fn said(kind: &str) -> &str {
    match kind {
        "view.portal" => "Portal viewed",
        "view.kit" => "Kit viewed",
        "view.asset" => "Asset viewed",
        "request.created" => "Asked",
        "request.withdrawn" => "Withdrawn",
        "request.cancelled" => "Cancelled",
        "request.expired" => "Expired",
        "request.words-added" => "A word added",
        "request.noted" => "Note written",
        "request.note-erased" => "Note erased",
        "request.passed-on" => "Passed on",
        "reply.created" => "Saved reply added",
        "reply.changed" => "Saved reply changed",
        "reply.deleted" => "Saved reply removed",
        "decision.approved" => "Approved",
        "decision.denied" => "Denied",
        "decision.undone" => "Decision undone",
        "grant.revoked" => "Access revoked",
        "download.asset" => "Downloaded",
        "download.zip" => "Downloaded as ZIP",
        "asset.added" => "Asset added",
        "asset.changed" => "Asset changed",
        "asset.replaced" => "New version",
        "asset.deleted" => "Asset deleted",
        "asset.restored" => "Asset brought back",
        "folder.created" => "Folder made",
        "folder.changed" => "Folder changed",
        "kit.created" => "Kit made",
        "kit.changed" => "Kit changed",
        "kit.deleted" => "Kit deleted",
        "portal.created" => "Portal made",
        "portal.changed" => "Portal changed",
        "externalUser.noted" => "Noted",
        "externalUser.noteRemoved" => "Note removed",
        "externalUser.exported" => "Exported",
        "externalUser.linksEnded" => "Links ended",
        "externalUser.merged" => "Two made one",
        "externalUser.erased" => "Erased",
        "portal.deleted" => "Portal deleted",
        "session.opened" => "Signed in",
        "session.ended" => "Session ended",
        "setting.changed" => "Setting changed",
        "token.created" => "Token made",
        "token.ended" => "Token ended",
        "user.invited" => "Member invited again",
        "user.passwordChanged" => "Password changed",
        "user.recovered" => "Password set anew",
        "user.added" => "Member added",
        "user.changed" => "Member changed",
        "user.deleted" => "Member removed",
        other => other,
    }
}
