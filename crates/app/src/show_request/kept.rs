//! Requests as they are shown in lists, kept in memory. Whatever changes a request takes hold of it and so raises its
//! version; of what else shows with it (names, titles, who is responsible) each is a subject.

use super::{RequestView, Requester, views};
use crate::{
    App, Outcome,
    caches::{Made, Stamp, Subject},
};
use domain::{RequestId, UserId};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use store::{
    request_list::Entry,
    requests::{self, Request},
};

/// About what a view takes beside its items, in bytes.
const BASE: u64 = 2_500;
/// What an item of it takes.
const ITEM: u64 = 300;

/// Views by their requests.
type Found = HashMap<RequestId, Arc<RequestView>>;

/// Everything that belongs to these requests, in their order. The stamp was taken before they were read.
pub(crate) async fn kept_views(app: &App, stamp: Stamp, rows: Vec<Request>) -> Outcome<Vec<Arc<RequestView>>> {
    let ids: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
    let mut found = Found::with_capacity(rows.len());
    let missing = rows.into_iter().filter(|row| !is_kept(app, row.id, row.version, &mut found)).collect();
    make(app, stamp, missing, &mut found).await?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The same of a list. Only what is not in memory is read.
pub(crate) async fn listed_views(app: &App, stamp: Stamp, entries: &[Entry]) -> Outcome<Vec<Arc<RequestView>>> {
    let mut found = Found::with_capacity(entries.len());
    let missing = entries.iter().filter(|entry| !is_kept(app, entry.id, entry.version, &mut found));
    let missing: Vec<RequestId> = missing.map(|entry| entry.id).collect();
    make(app, stamp, requests::by_ids(&app.store, &missing).await?, &mut found).await?;
    Ok(entries.iter().filter_map(|entry| found.remove(&entry.id)).collect())
}

/// Finds a request in memory, as it was after so many changes.
fn is_kept(app: &App, id: RequestId, version: i64, found: &mut Found) -> bool {
    let kept = app.caches.requests.get(app, &question(id, version));
    let is_kept = kept.is_some();
    found.extend(kept.map(|view| (id, view)));
    is_kept
}

async fn make(app: &App, stamp: Stamp, missing: Vec<Request>, found: &mut Found) -> Outcome<()> {
    if missing.is_empty() {
        return Ok(());
    }
    for view in views(app, missing).await? {
        let view = Arc::new(view);
        let made = Made { stamp, about: &about(&view), until: None };
        let bytes = BASE + ITEM * view.items.len() as u64;
        app.caches.requests.keep(question(view.request.id, view.request.version), made, bytes, view.clone());
        found.insert(view.request.id, view);
    }
    Ok(())
}

fn question(id: RequestId, version: i64) -> String {
    format!("{id} {version}")
}

/// What shows with a request beside its own rows.
fn about(view: &RequestView) -> Vec<Subject> {
    let requester = match &view.requester {
        Requester::External(user) => Subject::ExternalUser(user.id),
        Requester::User(user) => Subject::User(user.id),
    };
    let named = [&view.decided_by, &view.revoked_by].into_iter().flatten().chain(&view.responsibles);
    let people: HashSet<UserId> = named.map(|named| named.id).chain(view.deciders.keys().copied()).collect();
    let places = [
        view.kit.as_ref().map(|kit| Subject::Kit(kit.id)),
        view.portal.as_ref().map(|portal| Subject::Portal(portal.id)),
    ];
    let mut about = vec![Subject::Responsibles, requester];
    about.extend(people.into_iter().map(Subject::User));
    about.extend(places.into_iter().flatten());
    about.extend(view.assets().map(|(_, asset)| Subject::Asset(asset)));
    about
}
