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
use store::requests::Request;

/// About what a view takes beside its items, in bytes.
const BASE: u64 = 2_500;
/// What an item of it takes.
const ITEM: u64 = 300;

/// Everything that belongs to these requests, in their order. The stamp was taken before they were read.
pub(crate) async fn kept_views(app: &App, stamp: Stamp, rows: Vec<Request>) -> Outcome<Vec<Arc<RequestView>>> {
    let ids: Vec<RequestId> = rows.iter().map(|row| row.id).collect();
    let mut found: HashMap<RequestId, Arc<RequestView>> = HashMap::with_capacity(rows.len());
    let mut missing = Vec::new();
    for row in rows {
        match app.caches.requests.get(app, &question(&row)) {
            Some(view) => drop(found.insert(row.id, view)),
            None => missing.push(row),
        }
    }
    if !missing.is_empty() {
        for view in views(app, missing).await? {
            let view = Arc::new(view);
            let made = Made { stamp, about: &about(&view), until: None };
            let bytes = BASE + ITEM * view.items.len() as u64;
            app.caches.requests.keep(question(&view.request), made, bytes, view.clone());
            found.insert(view.request.id, view);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn question(request: &Request) -> String {
    format!("{} {}", request.id, request.version)
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
