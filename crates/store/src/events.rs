//! The history: what happened, only ever added to. It carries ids, never addresses or words.

mod kinds;

use crate::{
    Error, Result, Run, Table, Tx,
    grants::Subject,
    insight::tallies,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, from_row, one},
    webhooks,
};
use domain::*;
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap},
};

/// An event to remember. Whatever it is not about stays `None`.
#[derive(Debug, Clone, Default)]
pub struct NewEvent {
    /// The user who did it.
    pub user_id: Option<UserId>,
    /// The requester whom it concerns.
    pub external_user_id: Option<ExternalUserId>,
    /// The requester whom it concerns, where a user asked.
    pub requester_user_id: Option<UserId>,
    /// The browser in which it happened.
    pub browser_id: Option<BrowserId>,
    /// The request.
    pub request_id: Option<RequestId>,
    /// The grant.
    pub grant_id: Option<GrantId>,
    /// The portal.
    pub portal_id: Option<PortalId>,
    /// The kit.
    pub kit_id: Option<KitId>,
    /// The asset.
    pub asset_id: Option<AssetId>,
    /// The assets, where it is about several.
    pub assets: Vec<AssetId>,
    /// The folder.
    pub folder_id: Option<FolderId>,
    /// What else belongs to it: numbers and fixed words only.
    pub data: serde_json::Map<String, serde_json::Value>,
}

/// An event as remembered.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened, dotted: `request.created`.
    pub kind: String,
    /// The user who did it.
    pub user_id: Option<UserId>,
    /// The requester whom it concerns.
    pub external_user_id: Option<ExternalUserId>,
    /// The requester whom it concerns, where a user asked.
    pub requester_user_id: Option<UserId>,
    /// The request.
    pub request_id: Option<RequestId>,
    /// The grant.
    pub grant_id: Option<GrantId>,
    /// The portal.
    pub portal_id: Option<PortalId>,
    /// The kit.
    pub kit_id: Option<KitId>,
    /// The asset.
    pub asset_id: Option<AssetId>,
    /// The folder.
    pub folder_id: Option<FolderId>,
    /// What else belongs to it, as JSON.
    pub data: String,
}

from_row!(Event {
    id,
    at,
    kind,
    user_id,
    external_user_id,
    requester_user_id,
    request_id,
    grant_id,
    portal_id,
    kit_id,
    asset_id,
    folder_id,
    data
});

const COLUMNS: &str = "e.id, e.at, e.type AS kind, e.user_id, e.external_user_id, e.requester_user_id, e.request_id, e.grant_id, \
                       e.portal_id, e.kit_id, e.asset_id, e.folder_id, e.data";

/// Remembers that something happened.
pub async fn record(tx: &Tx, kind: &str, event: &NewEvent, now: Timestamp) -> Result<EventId> {
    let id = EventId(tx.id(Table::Events).await?);
    let data = serde_json::to_string(&event.data).map_err(|error| Error::Unreadable(error.to_string()))?;
    let head = "INSERT INTO events (id, at, type, user_id, external_user_id, requester_user_id, browser_id, request_id, grant_id, \
                portal_id, kit_id, asset_id, folder_id, data)";
    let row = args![
        id,
        now,
        kind,
        event.user_id,
        event.external_user_id,
        event.requester_user_id,
        event.browser_id,
        event.request_id,
        event.grant_id,
        event.portal_id,
        event.kit_id,
        event.asset_id,
        event.folder_id,
        data
    ];
    tx.insert_later("events", head, [row]);
    tallies::happened(tx, id, kind, event, now);
    let assets: BTreeSet<AssetId> = event.assets.iter().copied().collect();
    let taken: Vec<AssetId> = match kind {
        "download.asset" => event.asset_id.into_iter().collect(),
        "download.zip" => assets.iter().copied().collect(),
        _ => vec![],
    };
    let rows = assets.into_iter().map(|asset| args![id, asset]);
    tx.insert_later("event_assets", "INSERT INTO event_assets (event_id, asset_id)", rows);
    let rows = taken.into_iter().map(|asset| args![asset, now, id]);
    tx.insert_later("taken_assets", "INSERT INTO taken_assets (asset_id, at, event_id)", rows);
    webhooks::tell(tx, id, kind, &event.data, now).await?;
    Ok(id)
}

/// Which events a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// A whole type, or its first part.
    pub kind: Option<String>,
    /// Of this requester (the normalised key of the address).
    pub mail_key: Option<String>,
    /// Done by this user.
    pub user: Option<UserId>,
    /// About this asset.
    pub asset: Option<AssetId>,
    /// About this kit.
    pub kit: Option<KitId>,
    /// About this portal.
    pub portal: Option<PortalId>,
    /// About this request.
    pub request: Option<RequestId>,
    /// About this folder.
    pub folder: Option<FolderId>,
    /// About an asset whose file is of this type now.
    pub content_type: Option<String>,
    /// At or after.
    pub after: Option<Timestamp>,
    /// Before.
    pub before: Option<Timestamp>,
}

/// The assets whose file is of a type now.
const OF_TYPE: &str = "SELECT v.asset_id FROM asset_versions v JOIN assets a ON a.id = v.asset_id AND a.version = v.number \
                       WHERE v.content_type = ?";

fn conditions(query: &mut Query, filter: &Filter) {
    if let Some(kind) = &filter.kind {
        // A dot is followed by `/` in the order of characters: this is the range of everything that begins with `kind.`.
        query.push(
            " AND (e.type = ? OR (e.type >= ? AND e.type < ?))",
            args![kind, format!("{kind}."), format!("{kind}/")],
        );
    }
    if let Some(key) = &filter.mail_key {
        // Said like this an engine looks both indexes up instead of going through the history.
        query.push(
            " AND e.id IN (SELECT y.id FROM events y \
             WHERE y.external_user_id = (SELECT id FROM external_users WHERE mail_key = ?) \
             UNION ALL SELECT z.id FROM events z WHERE z.requester_user_id = (SELECT id FROM users WHERE mail_key = ?))",
            args![key, key],
        );
    }
    if let Some(user) = filter.user {
        query.push(" AND e.user_id = ?", args![user]);
    }
    if let Some(asset) = filter.asset {
        query.push(
            " AND e.id IN (SELECT y.id FROM events y WHERE y.asset_id = ? \
             UNION ALL SELECT x.event_id FROM event_assets x WHERE x.asset_id = ?)",
            args![asset, asset],
        );
    }
    if let Some(kit) = filter.kit {
        query.push(" AND e.kit_id = ?", args![kit]);
    }
    if let Some(portal) = filter.portal {
        query.push(" AND e.portal_id = ?", args![portal]);
    }
    if let Some(request) = filter.request {
        query.push(" AND e.request_id = ?", args![request]);
    }
    if let Some(folder) = filter.folder {
        query.push(" AND e.folder_id = ?", args![folder]);
    }
    if let Some(content_type) = &filter.content_type {
        query.push(
            &format!(
                " AND (e.asset_id IN ({OF_TYPE}) \
                 OR EXISTS (SELECT 1 FROM event_assets x WHERE x.event_id = e.id AND x.asset_id IN ({OF_TYPE})))"
            ),
            args![content_type, content_type],
        );
    }
    if let Some(after) = filter.after {
        query.push(" AND e.at >= ?", args![after]);
    }
    if let Some(before) = filter.before {
        query.push(" AND e.at < ?", args![before]);
    }
}

/// A page of the history, newest first, before the row that the last page ended with.
pub async fn list(
    db: &impl Run,
    filter: &Filter,
    before: Option<(Timestamp, EventId)>,
    size: u32,
) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for (kind, filter) in kinds::apart(db, filter).await? {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM events e WHERE 1 = 1"));
        of_kind(&mut query, kind, &filter);
        if let Some((at, id)) = before {
            query.push(" AND (e.at, e.id) < (?, ?)", args![at, id]);
        }
        query.push(" ORDER BY e.at DESC, e.id DESC LIMIT ?", args![size]);
        events.extend(query.all::<_, Event>(db).await?);
    }
    events.sort_by_key(|event| Reverse((event.at, event.id)));
    events.truncate(size as usize);
    Ok(events)
}

/// What is asked of events beside a whole type.
fn of_kind(query: &mut Query, kind: Option<String>, filter: &Filter) {
    if let Some(kind) = kind {
        query.push(" AND e.type = ?", args![kind]);
    }
    conditions(query, filter);
}

/// One event.
pub async fn by_id(db: &impl Run, id: EventId) -> Result<Option<Event>> {
    one(db, &format!("SELECT {COLUMNS} FROM events e WHERE e.id = $1"), args![id]).await
}

/// When the last event happened.
pub async fn newest(db: &impl Run) -> Result<Option<Timestamp>> {
    let found = one(db, "SELECT at AS value FROM events ORDER BY at DESC, id DESC LIMIT 1", vec![]).await?;
    Ok(found.map(|Single(at)| at))
}

/// Which events happened after a moment, as far as they can be seen by now, in the order of time.
pub async fn after(db: &impl Run, moment: Timestamp) -> Result<Vec<(EventId, Timestamp)>> {
    let sql = "SELECT id AS one, at AS other FROM events WHERE at > $1 ORDER BY at, id";
    let rows: Vec<Pair<EventId, Timestamp>> = all(db, sql, args![moment]).await?;
    Ok(rows.into_iter().map(|Pair(id, at)| (id, at)).collect())
}

/// Those of these events that a list shows, in the order of time.
pub async fn among(db: &impl Run, filter: &Filter, ids: &[EventId]) -> Result<Vec<Event>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM events e WHERE e.id IN "));
        query.push_list(chunk.iter().copied());
        conditions(&mut query, filter);
        found.extend(query.all::<_, Event>(db).await?);
    }
    found.sort_by_key(|event| (event.at, event.id));
    Ok(found)
}

/// A page of the history in the order of time, after the row that the last page ended with.
pub async fn onwards(db: &impl Run, filter: &Filter, after: (Timestamp, EventId), size: u32) -> Result<Vec<Event>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM events e WHERE (e.at, e.id) > "));
    query.push("(?, ?)", args![after.0, after.1]);
    conditions(&mut query, filter);
    query.push(" ORDER BY e.at, e.id LIMIT ?", args![size]);
    query.all(db).await
}

/// The last event that says that a kit or a portal was made or changed.
pub async fn last_change(db: &impl Run, kit: Option<KitId>, portal: Option<PortalId>) -> Result<Option<Event>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM events e"));
    match (kit, portal) {
        (Some(kit), _) => {
            // Said like this SQLite goes through the changes of all kits instead of all that happened at this one.
            query.push(" WHERE + e.kit_id = ? AND e.type IN ('kit.created', 'kit.changed')", args![kit]);
        }
        (None, Some(portal)) => {
            query.push(" WHERE + e.portal_id = ? AND e.type IN ('portal.created', 'portal.changed')", args![portal]);
        }
        (None, None) => return Ok(None),
    }
    query.push(" ORDER BY e.at DESC, e.id DESC LIMIT 1", vec![]);
    query.one(db).await
}

/// What was decided about these requests since a moment: approvals and denials, in no particular order.
pub async fn decisions_since(db: &impl Run, requests: &[RequestId], since: Timestamp) -> Result<Vec<Event>> {
    let mut decided = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM events e WHERE e.request_id IN "));
        query.push_list(chunk.iter().copied());
        query.push(" AND e.at >= ? AND e.type IN ('decision.approved', 'decision.denied')", args![since]);
        decided.extend(query.all::<_, Event>(db).await?);
    }
    Ok(decided)
}

/// How many events a list has in all.
pub async fn count(db: &impl Run, filter: &Filter) -> Result<u64> {
    let mut sum = 0;
    for (kind, filter) in kinds::apart(db, filter).await? {
        let mut query = Query::new("SELECT COUNT(*) AS value FROM events e WHERE 1 = 1");
        of_kind(&mut query, kind, &filter);
        sum += query.one(db).await?.map_or(0, |Single(count): Single<u64>| count);
    }
    Ok(sum)
}

/// The assets of events that are about several.
pub async fn assets(db: &impl Run, events: &[EventId]) -> Result<HashMap<EventId, Vec<AssetId>>> {
    let mut assets: HashMap<EventId, Vec<AssetId>> = HashMap::new();
    for chunk in events.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT event_id AS one, asset_id AS other FROM event_assets WHERE event_id IN ");
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY event_id, asset_id", vec![]);
        for Pair(event, asset) in query.all(db).await? {
            assets.entry(event).or_default().push(asset);
        }
    }
    Ok(assets)
}

/// How often a requester downloaded something, and when last.
pub async fn downloads_of(db: &impl Run, requester: Subject) -> Result<(u64, Option<Timestamp>)> {
    let (column, id) = match requester {
        Subject::ExternalUser(id) => ("external_user_id", id.0),
        Subject::User(id) => ("requester_user_id", id.0),
        Subject::Browser(id) => ("browser_id", id.0),
    };
    let sql = format!(
        "SELECT COUNT(*) AS one, MAX(at) AS other FROM events WHERE {column} = $1 AND type >= 'download.' AND type < 'download/'"
    );
    let found = one(db, &sql, args![id]).await?;
    Ok(found.map_or((0, None), |Pair(count, last)| (count, last)))
}
