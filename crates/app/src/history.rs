//! The history: what happened, filtered, newest first.

use crate::{App, Outcome, Viewer};
use domain::*;
use std::collections::{BTreeSet, HashMap};
use store::{assets, events, external_users, folders, kits, portals, users};

pub use store::events::{Event, Filter};

/// A page of the history.
#[derive(Debug)]
pub struct Listed {
    /// The events.
    pub events: Vec<Event>,
    /// The assets of those that are about several.
    pub assets: HashMap<EventId, Vec<AssetId>>,
    /// The requesters' addresses, by external user.
    pub mails: HashMap<ExternalUserId, String>,
    /// The requesters' addresses, where a user asked.
    pub user_mails: HashMap<UserId, String>,
    /// The users' names.
    pub names: HashMap<UserId, String>,
    /// Where the next page begins.
    pub next: Option<(Timestamp, EventId)>,
    /// How many the list has in all.
    pub total: u64,
}

impl Listed {
    /// The address of the requester whom an event concerns.
    pub fn mail_of(&self, event: &Event) -> Option<&String> {
        let external = event.external_user_id.and_then(|id| self.mails.get(&id));
        external.or_else(|| event.requester_user_id.and_then(|id| self.user_mails.get(&id)))
    }
}

/// A page of the history, to managers and admins.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: &Filter,
    before: Option<(Timestamp, EventId)>,
    size: u32,
) -> Outcome<Listed> {
    viewer.manager()?;
    let total = events::count(&app.store, filter).await?;
    page(app, filter, before, size, total).await
}

/// The same without a count, for those who walk through all of it.
pub async fn walk(
    app: &App,
    viewer: &Viewer,
    filter: &Filter,
    before: Option<(Timestamp, EventId)>,
    size: u32,
) -> Outcome<Listed> {
    viewer.manager()?;
    page(app, filter, before, size, 0).await
}

/// The history of one request; the caller has made sure that it may be seen.
pub async fn of_request(app: &App, id: RequestId) -> Outcome<Listed> {
    let filter = Filter { request: Some(id), ..Filter::default() };
    page(app, &filter, None, 200, 0).await
}

async fn page(
    app: &App,
    filter: &Filter,
    before: Option<(Timestamp, EventId)>,
    size: u32,
    total: u64,
) -> Outcome<Listed> {
    let mut rows = events::list(&app.store, filter, before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| (row.at, row.id));
    Ok(Listed { next, total, ..of_rows(app, rows).await? })
}

/// These events with what is said of them.
pub(crate) async fn of_rows(app: &App, rows: Vec<Event>) -> Outcome<Listed> {
    let ids: Vec<EventId> = rows.iter().map(|row| row.id).collect();
    let mut externals: Vec<ExternalUserId> = rows.iter().filter_map(|row| row.external_user_id).collect();
    externals.sort_unstable();
    externals.dedup();
    let people = rows.iter().flat_map(|row| [row.user_id, row.requester_user_id, passed_on_to(row)]);
    let mut people: Vec<UserId> = people.flatten().collect();
    people.sort_unstable();
    people.dedup();
    let mails = external_users::by_ids(&app.store, &externals).await?;
    let names = users::by_ids(&app.store, &people).await?;
    Ok(Listed {
        assets: events::assets(&app.store, &ids).await?,
        mails: mails.into_iter().map(|user| (user.id, user.mail)).collect(),
        user_mails: names.iter().map(|user| (user.id, user.mail.clone())).collect(),
        names: names.into_iter().map(|user| (user.id, user.name())).collect(),
        events: rows,
        next: None,
        total: 0,
    })
}

/// Whom a request was passed on to, where that is what happened.
pub fn passed_on_to(event: &Event) -> Option<UserId> {
    (event.kind == "request.passed-on").then(|| id_in(event, "toId")).flatten().map(UserId)
}

/// An id that belongs to an event beside those of its columns.
pub(crate) fn id_in(event: &Event, name: &str) -> Option<i64> {
    serde_json::from_str::<serde_json::Value>(&event.data).ok()?.get(name)?.as_i64()
}

impl Listed {
    /// The events but for decisions that were undone, and that they were: nobody but colleagues was told of them.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = &Event> {
        let undone = self.events.iter().filter(|event| event.kind == "decision.undone");
        let undone: BTreeSet<i64> = undone.filter_map(|event| id_in(event, "strokeId")).collect();
        let stands = move |event: &&Event| {
            undone.is_empty()
                || !event.kind.starts_with("decision.")
                || id_in(event, "strokeId").is_none_or(|stroke| !undone.contains(&stroke))
        };
        self.events.iter().filter(stands)
    }
}

/// What the history names is called. What is gone for good has no name any more.
#[derive(Debug, Default)]
pub struct Titles {
    /// Of portals.
    pub portals: HashMap<PortalId, String>,
    /// Of kits.
    pub kits: HashMap<KitId, String>,
    /// Of assets.
    pub assets: HashMap<AssetId, String>,
    /// Of folders.
    pub folders: HashMap<FolderId, String>,
    /// Of users.
    pub users: HashMap<UserId, String>,
}

/// The titles for a page of the history.
pub async fn titles(app: &App, listed: &Listed) -> Outcome<Titles> {
    let events = &listed.events;
    let single = events.iter().filter_map(|event| event.asset_id);
    let named = Named {
        portals: events.iter().filter_map(|event| event.portal_id).collect(),
        kits: events.iter().filter_map(|event| event.kit_id).collect(),
        assets: single.chain(listed.assets.values().flatten().copied()).collect(),
        folders: events.iter().filter_map(|event| event.folder_id).collect(),
        users: BTreeSet::new(),
    };
    Ok(Titles { users: listed.names.clone(), ..called(app, named).await? })
}

/// The titles of what a filter names, to managers and admins.
pub async fn titles_of(app: &App, viewer: &Viewer, filter: &Filter) -> Outcome<Titles> {
    viewer.manager()?;
    let named = Named {
        portals: filter.portal.into_iter().collect(),
        kits: filter.kit.into_iter().collect(),
        assets: filter.asset.into_iter().collect(),
        folders: filter.folder.into_iter().collect(),
        users: filter.user.into_iter().collect(),
    };
    called(app, named).await
}

/// What is named.
struct Named {
    portals: BTreeSet<PortalId>,
    kits: BTreeSet<KitId>,
    assets: BTreeSet<AssetId>,
    folders: BTreeSet<FolderId>,
    users: BTreeSet<UserId>,
}

async fn called(app: &App, named: Named) -> Outcome<Titles> {
    let portals = portals::by_ids(&app.store, &Vec::from_iter(named.portals)).await?;
    let kits = kits::by_ids(&app.store, &Vec::from_iter(named.kits)).await?;
    let folders = if named.folders.is_empty() { vec![] } else { folders::list(&app.store).await? };
    let users = users::by_ids(&app.store, &Vec::from_iter(named.users)).await?;
    Ok(Titles {
        portals: portals.into_iter().map(|portal| (portal.id, portal.title)).collect(),
        kits: kits.into_iter().map(|kit| (kit.id, kit.title)).collect(),
        assets: assets::titles(&app.store, &Vec::from_iter(named.assets)).await?,
        folders: folders.into_iter().map(|folder| (folder.id, folder.name)).collect(),
        users: users.into_iter().map(|user| (user.id, user.name())).collect(),
    })
}
