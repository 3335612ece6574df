//! The history: what happened, narrowed by what its address says.

use super::{
    Desk,
    format::format_of,
    language,
    narrow::{self, also, narrowed},
    shell,
};
use crate::{
    Site, export,
    extract::{Fields, Query},
    failure::Failure,
    pages::frame::{render, when},
    views::{
        desk::{Chip, Choice, DeskRoom, HistoryPage, HistoryRow, HistoryWishes, Kinds},
        shared::Link,
    },
};
use app::{
    Viewer,
    history::{self, Event, Filter, Listed, Titles},
};
use axum::{extract::State, response::Response};
use domain::{AssetId, EventId, FolderId, KitId, PortalId, RequestId, Timestamp, UserId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{collections::HashMap, fmt::Display, hash::Hash};

const PATH: &str = "/admin/history";
const PAGE_SIZE: u32 = 100;
/// What an address may narrow to.
const FIELDS: [&str; 11] =
    ["type", "mail", "userId", "portalId", "kitId", "mediaId", "folderId", "requestId", "contentType", "from", "to"];
/// Those of them that one comes to by a link alone.
const LINKED: [&str; 4] = ["mediaId", "folderId", "requestId", "contentType"];

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let (filter, faults) = chosen(&query);
    let before = query.get("cursor").and_then(position);
    let listed = history::list(&site.app, &viewer, &filter, before, PAGE_SIZE).await?;
    let titles = history::titles(&site.app, &listed).await?;
    let named = history::titles_of(&site.app, &viewer, &filter).await?;
    let search = search(&query, None);
    let here = |rest: String| site.path(&format!("{PATH}?{search}{rest}"));
    let page = HistoryPage {
        shell: shell(&site, &viewer, DeskRoom::History, None).await?,
        action: site.path(PATH),
        wishes: wishes(&site, &viewer, &query, &filter, &named, faults).await?,
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
        user: number("userId").map(UserId),
        asset: number("mediaId").map(AssetId),
        kit: number("kitId").map(KitId),
        portal: number("portalId").map(PortalId),
        request: number("requestId").map(RequestId),
        folder: number("folderId").map(FolderId),
        content_type: query.get("contentType").map(str::to_owned),
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

async fn wishes(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    filter: &Filter,
    named: &Titles,
    faults: Vec<String>,
) -> Result<HistoryWishes, Failure> {
    let (portals, kits) = app::place::home(&site.app, viewer).await?;
    let (mut portals, mut kits) = narrow::places(&portals, &kits);
    let mut users = narrow::colleagues(site, viewer).await?;
    also(&mut portals, filter.portal.map(|id| choice(id, &named.portals)));
    also(&mut kits, filter.kit.map(|id| choice(id, &named.kits)));
    also(&mut users, filter.user.map(|id| choice(id, &named.users)));
    let chips: Vec<(&str, Chip)> = FIELDS
        .into_iter()
        .filter_map(|field| {
            let (name, value) = chip(field, query, filter, named)?;
            let href = site.path(&format!("{PATH}?{}", search(query, Some(field))));
            Some((field, Chip { name, value, href }))
        })
        .collect();
    let hidden = LINKED.into_iter().filter(|field| chips.iter().any(|(set, _)| set == field));
    let text = |name: &str| query.text(name).to_owned();
    Ok(HistoryWishes {
        kind: text("type"),
        mail: text("mail"),
        user: text("userId"),
        portal: text("portalId"),
        kit: text("kitId"),
        from: text("from"),
        to: text("to"),
        kinds: kinds(filter.kind.as_deref()),
        users,
        portals,
        kits,
        hidden: hidden.map(|field| (field, text(field))).collect(),
        chips: chips.into_iter().map(|(_, chip)| chip).collect(),
        faults,
    })
}

/// What is called so; by its id where it has no name any more.
fn title<I: Eq + Hash + Display>(id: I, titles: &HashMap<I, String>) -> String {
    titles.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

fn choice<I: Eq + Hash + Display>(id: I, titles: &HashMap<I, String>) -> Choice {
    Choice { id: id.to_string(), title: title(id, titles) }
}

/// What a field of the address narrows to, as people say it; nothing where it narrows nothing.
fn chip(field: &str, query: &Fields, filter: &Filter, named: &Titles) -> Option<(&'static str, String)> {
    Some(match field {
        "type" => ("What", called(filter.kind.as_deref()?)),
        "mail" => ("Requester", filter.mail_key.as_ref().map(|_| query.text("mail").trim().to_owned())?),
        "userId" => ("By", title(filter.user?, &named.users)),
        "portalId" => ("Portal", title(filter.portal?, &named.portals)),
        "kitId" => ("Kit", title(filter.kit?, &named.kits)),
        "mediaId" => ("Asset", title(filter.asset?, &named.assets)),
        "folderId" => ("Folder", title(filter.folder?, &named.folders)),
        "requestId" => ("Request", filter.request?.to_string()),
        "contentType" => ("Format", format_of(filter.content_type.as_deref()?)),
        "from" => ("From", narrow::said(filter.after?)),
        "to" => ("To", narrow::said_before(filter.before?)),
        _ => return None,
    })
}

fn rows(site: &Site, listed: &Listed, titles: &Titles) -> Vec<HistoryRow> {
    let narrowed = |field: &str, value: &str, text: &str| Link {
        href: site.path(&format!("{PATH}?{field}={}", utf8_percent_encode(value, NON_ALPHANUMERIC))),
        text: text.to_owned(),
    };
    let by = |id: UserId| Some(narrowed("userId", &id.to_string(), listed.names.get(&id)?));
    let row = |event: &Event| HistoryRow {
        when: when(language(), event.at),
        what: super::settings::told::told(event).unwrap_or_else(|| said(&event.kind).to_owned()),
        kind: event.kind.clone(),
        by: event.user_id.and_then(by),
        mail: listed.mail_of(event).map(|mail| narrowed("mail", mail, mail)),
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
    if let Some(id) = event.portal_id {
        let title = titles.portals.get(&id).cloned().unwrap_or_else(|| format!("Portal {id}"));
        add(format!("{PATH}?portalId={id}"), title);
    }
    if let Some(id) = event.folder_id {
        let title = titles.folders.get(&id).cloned().unwrap_or_else(|| format!("Folder {id}"));
        add(format!("{PATH}?folderId={id}"), title);
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

/// The types, by their first part, and what those of one part are called.
const KINDS: [(&str, &str, &[&str]); 17] = [
    ("view", "Views", &["portal", "kit", "asset"]),
    (
        "request",
        "Requests",
        &["created", "withdrawn", "cancelled", "expired", "words-added", "noted", "note-erased", "passed-on"],
    ),
    ("decision", "Decisions", &["approved", "denied", "undone"]),
    ("grant", "Access", &["revoked"]),
    ("download", "Downloads", &["asset", "zip"]),
    ("asset", "Assets", &["added", "changed", "replaced", "deleted", "restored"]),
    ("folder", "Folders", &["created", "changed", "deleted"]),
    ("kit", "Kits", &["created", "changed", "deleted"]),
    ("portal", "Portals", &["created", "changed", "deleted"]),
    (
        "externalUser",
        "External users",
        &["changed", "noted", "noteRemoved", "exported", "linksEnded", "merged", "erased"],
    ),
    ("user", "Members", &["added", "changed", "deleted", "invited", "passwordChanged", "recovered"]),
    ("session", "Sign-ins", &["opened", "ended"]),
    ("token", "Tokens", &["created", "ended"]),
    ("reply", "Saved replies", &["created", "changed", "deleted"]),
    ("setting", "Settings", &["changed"]),
    ("mail", "Mails", &["retried", "dropped"]),
    ("webhook", "Webhooks", &["created", "changed", "deleted", "switchedOff"]),
];

/// The types to choose from, and one that an address names, where it is none of these.
pub(super) fn kinds(named: Option<&str>) -> Vec<Kinds> {
    let of = |(part, name, ends): (&str, &str, &[&str])| Kinds {
        part: part.to_owned(),
        name: name.to_owned(),
        types: ends
            .iter()
            .map(|end| format!("{part}.{end}"))
            .map(|kind| (kind.clone(), said(&kind).to_owned()))
            .collect(),
    };
    let mut kinds: Vec<Kinds> = KINDS.into_iter().map(of).collect();
    let is_there = |named: &&str| {
        kinds.iter().any(|kinds| kinds.part == *named || kinds.types.iter().any(|(kind, _)| kind == *named))
    };
    if let Some(named) = named.filter(|named| !is_there(named)) {
        kinds.push(Kinds { part: named.to_owned(), name: called(named), types: vec![] });
    }
    kinds
}

/// A type or its first part as people say it.
pub(super) fn called(kind: &str) -> String {
    let part = KINDS.iter().find(|(part, ..)| *part == kind);
    part.map_or_else(|| said(kind), |(_, name, _)| *name).to_owned()
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
        "folder.deleted" => "Folder removed",
        "kit.created" => "Kit made",
        "kit.changed" => "Kit changed",
        "kit.deleted" => "Kit deleted",
        "portal.created" => "Portal made",
        "portal.changed" => "Portal changed",
        "externalUser.changed" => "Names changed",
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
        "webhook.created" => "Webhook made",
        "webhook.changed" => "Webhook changed",
        "webhook.deleted" => "Webhook removed",
        "webhook.switchedOff" => "Webhook switched off",
        "mail.retried" => "Mail tried again",
        "mail.dropped" => "Mail dropped",
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The types that [`said`] knows, as they stand in this file.
    fn known() -> Vec<&'static str> {
        let lines =
            include_str!("history.rs").lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" => \""));
        lines.map(|(kind, _)| kind).filter(|kind| kind.contains('.')).collect()
    }

    #[test]
    fn every_type_that_has_words_can_be_chosen() {
        let offered: Vec<String> = kinds(None).into_iter().flat_map(|of| of.types).map(|(kind, _)| kind).collect();
        assert!(known().len() > 40, "{:?}", known());
        // Webhooks are tried with one that is in no history.
        for kind in known().into_iter().filter(|kind| *kind != "webhook.test") {
            assert!(offered.iter().any(|offered| offered == kind), "{kind} is none of the choices");
        }
        for kind in &offered {
            assert_ne!(said(kind), kind, "it has no words");
        }
    }

    #[test]
    fn a_type_that_is_none_of_the_choices_is_one_while_it_is_chosen() {
        assert_eq!(kinds(Some("view.kit")).len(), KINDS.len());
        assert_eq!(kinds(Some("view")).len(), KINDS.len());
        let last = kinds(Some("comet.seen")).pop().map(|kinds| (kinds.part, kinds.name));
        assert_eq!(last, Some(("comet.seen".into(), "comet.seen".into())));
    }
}
