//! Lists of download requests: what somebody may see, filtered, a page at a time.

use crate::{
    Result, Run,
    requests::{COLUMNS, Request},
    sql::{Query, Single, args, like},
};
use domain::*;

/// Who looks at the list, and so which requests are in it.
#[derive(Debug, Clone, Copy)]
pub enum Viewer {
    /// Managers and admins: every request.
    Everything,
    /// Others: the ones that they may decide, and their own.
    Theirs {
        /// Who it is.
        user: UserId,
        /// Whether they may be anybody's responsible at all.
        can_be_responsible: bool,
        /// Whether they are marked *responsible for external users*.
        responsible_for_external_users: bool,
    },
}

/// Which requests a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In one of these states; any where empty.
    pub status: Vec<RequestStatus>,
    /// Asked from this kit.
    pub kit: Option<KitId>,
    /// Asked from this portal.
    pub portal: Option<PortalId>,
    /// Asking for this asset.
    pub asset: Option<AssetId>,
    /// Asked by this address (its normalised key).
    pub mail_key: Option<String>,
    /// That this user is a responsible of.
    pub responsible: Option<(UserId, bool)>,
    /// Words in the reason, the requester's name and mail, or a title.
    pub q: Option<String>,
    /// Came at or after.
    pub created_after: Option<Timestamp>,
    /// Came before.
    pub created_before: Option<Timestamp>,
}

/// A page of the list: where it begins, and which way it goes.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Oldest first.
    pub ascending: bool,
    /// The last row of the page before.
    pub after: Option<(Timestamp, RequestId)>,
    /// How many rows at the most.
    pub size: u32,
}

fn is_responsible(query: &mut Query, user: UserId, for_external_users: bool) {
    query.push(
        "(EXISTS (SELECT 1 FROM request_responsibles p WHERE p.request_id = r.id AND p.user_id = ?) \
         OR EXISTS (SELECT 1 FROM request_items i JOIN folder_responsibles f ON f.folder_id = i.folder_id \
         WHERE i.request_id = r.id AND f.user_id = ? AND r.routing = 'folders')",
        args![user, user],
    );
    if for_external_users {
        query.push(" OR r.routes_external = 1", vec![]);
    }
    query.push(")", vec![]);
}

pub(crate) fn conditions(query: &mut Query, viewer: Viewer, filter: &Filter) {
    if let Viewer::Theirs { user, can_be_responsible, responsible_for_external_users } = viewer {
        query.push(" AND (r.user_id = ?", args![user]);
        if can_be_responsible {
            query.push(" OR ", vec![]);
            is_responsible(query, user, responsible_for_external_users);
        }
        query.push(")", vec![]);
    }
    if !filter.status.is_empty() {
        query.push(" AND r.status IN ", vec![]).push_list(filter.status.iter().copied());
    }
    if let Some(kit) = filter.kit {
        query.push(" AND r.kit_id = ?", args![kit]);
    }
    if let Some(portal) = filter.portal {
        query.push(" AND r.portal_id = ?", args![portal]);
    }
    if let Some(asset) = filter.asset {
        query.push(
            " AND EXISTS (SELECT 1 FROM request_items i WHERE i.asset_id = ? AND i.request_id = r.id)",
            args![asset],
        );
    }
    if let Some(key) = &filter.mail_key {
        query.push(
            " AND (r.external_user_id = (SELECT id FROM external_users WHERE mail_key = ?) \
             OR r.user_id = (SELECT id FROM users WHERE mail_key = ?))",
            args![key, key],
        );
    }
    if let Some((user, for_external_users)) = filter.responsible {
        query.push(" AND ", vec![]);
        is_responsible(query, user, for_external_users);
    }
    if let Some(q) = &filter.q {
        let pattern = like(q);
        query.push(
            " AND (r.search LIKE ? ESCAPE '\\' \
             OR EXISTS (SELECT 1 FROM external_users e WHERE e.id = r.external_user_id AND e.search LIKE ? ESCAPE '\\') \
             OR EXISTS (SELECT 1 FROM users u WHERE u.id = r.user_id AND u.search LIKE ? ESCAPE '\\') \
             OR EXISTS (SELECT 1 FROM request_items i JOIN assets a ON a.id = i.asset_id WHERE i.request_id = r.id AND a.search LIKE ? ESCAPE '\\'))",
            args![&pattern, &pattern, &pattern, &pattern],
        );
    }
    if let Some(after) = filter.created_after {
        query.push(" AND r.created_at >= ?", args![after]);
    }
    if let Some(before) = filter.created_before {
        query.push(" AND r.created_at < ?", args![before]);
    }
}

/// A page of the requests that `viewer` may see.
pub async fn page(db: &impl Run, viewer: Viewer, filter: &Filter, page: Page) -> Result<Vec<Request>> {
    // The indexes hold each state in the order of time: a page of several is the first of all of theirs.
    let of_place = filter.kit.is_some() || filter.portal.is_some();
    let states = match filter.status.as_slice() {
        [] if of_place => RequestStatus::ALL,
        [] | [_] => return page_of(db, viewer, filter, page).await,
        some => some,
    };
    let mut rows = Vec::new();
    for status in states {
        let filter = Filter { status: vec![*status], ..filter.clone() };
        rows.extend(page_of(db, viewer, &filter, page).await?);
    }
    rows.sort_by_key(|row| (row.created_at, row.id));
    rows.dedup_by_key(|row| row.id);
    if !page.ascending {
        rows.reverse();
    }
    rows.truncate(page.size as usize);
    Ok(rows)
}

async fn page_of(db: &impl Run, viewer: Viewer, filter: &Filter, page: Page) -> Result<Vec<Request>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM requests r WHERE 1 = 1"));
    conditions(&mut query, viewer, filter);
    let (compare, order) = if page.ascending { (">", "ASC") } else { ("<", "DESC") };
    if let Some((at, id)) = page.after {
        query.push(&format!(" AND (r.created_at, r.id) {compare} (?, ?)"), args![at, id]);
    }
    query.push(&format!(" ORDER BY r.created_at {order}, r.id {order} LIMIT ?"), args![page.size]);
    query.all(db).await
}

/// Those of the requests that `viewer` may see that answer questions, oldest first: `size` of them after a row.
pub async fn answered(
    db: &impl Run,
    viewer: Viewer,
    filter: &Filter,
    after: Option<(Timestamp, RequestId)>,
    size: u32,
) -> Result<Vec<Request>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM requests r WHERE r.answers <> '[]'"));
    conditions(&mut query, viewer, filter);
    if let Some((at, id)) = after {
        query.push(" AND (r.created_at, r.id) > (?, ?)", args![at, id]);
    }
    query.push(" ORDER BY r.created_at, r.id LIMIT ?", args![size]);
    query.all(db).await
}

/// How far a list is counted row by row.
pub const COUNTED_UP_TO: u64 = 10_000;

/// How many requests of the list there are in all: exactly, where what is filtered by is kept count of or there are no more
/// than [`COUNTED_UP_TO`]; else that many.
pub async fn count(db: &impl Run, viewer: Viewer, filter: &Filter) -> Result<u64> {
    let Filter { status, kit, portal, asset, mail_key, responsible, q, created_after, created_before } = filter;
    let is_kept = asset.is_none()
        && mail_key.is_none()
        && responsible.is_none()
        && q.is_none()
        && created_after.is_none()
        && created_before.is_none();
    if let (Viewer::Everything, true) = (viewer, is_kept) {
        return crate::requests::counted(db, status, *portal, *kit).await;
    }
    let mut query = Query::new("SELECT COUNT(*) AS value FROM (SELECT r.id FROM requests r WHERE 1 = 1");
    conditions(&mut query, viewer, filter);
    query.push(" LIMIT ?) AS first", args![COUNTED_UP_TO]);
    Ok(query.one(db).await?.map_or(0, |Single(count)| count))
}

/// The ids of up to `most` requests of the list, oldest first.
pub async fn ids(db: &impl Run, viewer: Viewer, filter: &Filter, most: u32) -> Result<Vec<RequestId>> {
    let mut query = Query::new("SELECT r.id AS value FROM requests r WHERE 1 = 1");
    conditions(&mut query, viewer, filter);
    query.push(" ORDER BY r.created_at, r.id LIMIT ?", args![most]);
    let rows = query.all(db).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}
