//! Listing download requests: the ones that one may decide, and one's own.

use crate::{
    App, Outcome, Viewer,
    responsibles::Deciders,
    show_request::{RequestView, kept_views, listed_views},
};
use domain::{responsible::can_be_responsible, *};
use std::sync::Arc;
use store::{request_list, requests, users::User};

pub use store::request_list::{Answered, ByPeople, Filter, Page};

/// A page of requests.
#[derive(Debug)]
pub struct Listed {
    /// The requests.
    pub items: Vec<Arc<RequestView>>,
    /// Where the next page begins.
    pub next: Option<(Timestamp, RequestId)>,
    /// How many the list has in all.
    pub total: u64,
}

pub(crate) fn seen_by(user: &User) -> request_list::Viewer {
    if user.role.sees_everything() {
        return request_list::Viewer::Everything;
    }
    request_list::Viewer::Theirs {
        user: user.id,
        can_be_responsible: can_be_responsible(user.role, user.responsible_for_external_users),
        responsible_for_external_users: user.responsible_for_external_users,
    }
}

/// The filter for a responsible by id: whether they are marked *responsible for external users* is looked up.
pub async fn responsible(app: &App, user: UserId) -> Outcome<(UserId, bool)> {
    let user_row = store::users::by_id(&app.store, user).await?;
    Ok((user, user_row.is_some_and(|user| user.responsible_for_external_users)))
}

/// A page of the requests that the viewer may see.
pub async fn list(app: &App, viewer: &Viewer, filter: &Filter, page: Page) -> Outcome<Listed> {
    let (seen, stamp) = (seen_by(viewer.signed_in()?), app.stamp());
    // One more than the page holds tells whether there is a next one.
    let wanted = Page { size: page.size + 1, ..page };
    let (mut entries, total) = request_list::entries_and_count(&app.store, seen, filter, wanted).await?;
    let size = page.size as usize;
    let has_more = entries.len() > size;
    entries.truncate(size);
    let next = entries.last().filter(|_| has_more).map(|entry| (entry.created_at, entry.id));
    Ok(Listed { items: listed_views(app, stamp, &entries).await?, next, total })
}

/// Those of these requests that the viewer may see, in this order.
pub async fn some(app: &App, viewer: &Viewer, ids: &[RequestId]) -> Outcome<Vec<Arc<RequestView>>> {
    let (user, stamp) = (viewer.signed_in()?, app.stamp());
    let mut rows = requests::by_ids(&app.store, ids).await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let deciders = Deciders::of(&app.store, user, &rows).await?;
    let mut found = kept_views(app, stamp, rows).await?;
    found.retain(|view| deciders.decidable(&view.request, &view.items).is_ok());
    Ok(found)
}

/// How many requests a tab has.
pub async fn count(app: &App, viewer: &Viewer, status: &[RequestStatus]) -> Outcome<u64> {
    let filter = Filter { status: status.to_vec(), ..Filter::default() };
    Ok(request_list::count(&app.store, seen_by(viewer.signed_in()?), &filter).await?)
}

/// Whether nobody but the admins would hear of a request of an external user.
pub async fn has_nobody_responsible(app: &App) -> Outcome<bool> {
    Ok(store::users::responsible_for_external_users(&app.store).await?.is_empty())
}
