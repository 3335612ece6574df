//! Grants: what a requester may download.

use crate::{
    Error, Result, Run, Table, Tx,
    changes::{self, Subject as Changed},
    request_list::{Viewer, may_be_seen},
    sql::{FromRow, LIST_CHUNK, Query, Row, Single, all, args, one},
    terms::Owner,
};
use domain::*;

/// Whose a grant is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A requester without a login, in every browser that came by a link sent to their address.
    ExternalUser(ExternalUserId),
    /// A user.
    User(UserId),
    /// One browser.
    Browser(BrowserId),
}

impl Subject {
    /// What a change of this one's grants touches.
    pub fn changed(self) -> changes::Subject {
        match self {
            Subject::ExternalUser(id) => Changed::ExternalUser(id),
            Subject::User(id) => Changed::User(id),
            Subject::Browser(id) => Changed::Browser(id),
        }
    }
}

/// A grant as remembered.
#[derive(Debug, Clone)]
pub struct GrantRecord {
    /// Its id.
    pub id: GrantId,
    /// The request it came from.
    pub request_id: RequestId,
    /// Whose it is.
    pub subject: Subject,
    /// What it opens.
    pub scope: GrantScope,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}

impl FromRow for Subject {
    fn from_row(row: &Row) -> Result<Self> {
        match (row.get("external_user_id")?, row.get("user_id")?, row.get("browser_id")?) {
            (Some(user), None, None) => Ok(Subject::ExternalUser(user)),
            (None, Some(user), None) => Ok(Subject::User(user)),
            (None, None, Some(browser)) => Ok(Subject::Browser(browser)),
            _ => Err(Error::Unreadable("a grant without a subject".into())),
        }
    }
}

impl FromRow for GrantRecord {
    fn from_row(row: &Row) -> Result<Self> {
        let unreadable = |what| Error::Unreadable(format!("a grant without a {what}"));
        let subject = Subject::from_row(row)?;
        let scope = match (row.get("portal_id")?, row.get("kit_id")?, row.get("asset_id")?) {
            (Some(portal), None, None) => GrantScope::Portal(portal),
            (None, Some(kit), None) => GrantScope::Kit(kit),
            (None, None, Some(asset)) => GrantScope::Asset(asset),
            _ => return Err(unreadable("scope")),
        };
        Ok(Self {
            id: row.get("id")?,
            request_id: row.get("request_id")?,
            subject,
            scope,
            created_at: row.get("created_at")?,
            expires_at: row.get("expires_at")?,
            revoked_at: row.get("revoked_at")?,
        })
    }
}

impl GrantRecord {
    /// As the rules see it.
    pub fn grant(&self) -> Grant {
        Grant { scope: self.scope, expires_at: self.expires_at }
    }

    /// Whether it counts.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.grant().is_live(now)
    }
}

const COLUMNS: &str = "id, request_id, external_user_id, user_id, browser_id, portal_id, kit_id, asset_id, created_at, expires_at, revoked_at";

/// What grants of one decision have in common.
pub(crate) struct Given {
    pub request: RequestId,
    pub decision: DecisionId,
    pub subject: Subject,
    pub expires_at: Option<Timestamp>,
    pub at: Timestamp,
    /// When and by whom they were revoked, where what is remembered lies in the past.
    pub revoked: Option<(Timestamp, UserId)>,
}

/// Gives grants, all of one decision.
pub async fn insert(
    tx: &Tx,
    request: RequestId,
    decision: DecisionId,
    subject: Subject,
    scopes: &[GrantScope],
    expires_at: Option<Timestamp>,
    now: Timestamp,
) -> Result<Vec<GrantId>> {
    give(tx, &Given { request, decision, subject, expires_at, at: now, revoked: None }, scopes).await
}

/// The same, as they were given and perhaps revoked.
pub(crate) async fn give(tx: &Tx, given: &Given, scopes: &[GrantScope]) -> Result<Vec<GrantId>> {
    let Given { request, decision, subject, expires_at, at, revoked } = *given;
    let (external, user, browser) = match subject {
        Subject::ExternalUser(id) => (Some(id), None, None),
        Subject::User(id) => (None, Some(id), None),
        Subject::Browser(id) => (None, None, Some(id)),
    };
    if scopes.is_empty() {
        return Ok(Vec::new());
    }
    let (revoked_at, revoked_by) = revoked.unzip();
    let ids = tx.ids(Table::Grants, scopes.len()).await?;
    let rows = ids.clone().zip(scopes).map(|(id, scope)| {
        let (portal, kit, asset) = match *scope {
            GrantScope::Portal(id) => (Some(id), None, None),
            GrantScope::Kit(id) => (None, Some(id), None),
            GrantScope::Asset(id) => (None, None, Some(id)),
        };
        args![
            id, request, decision, external, user, browser, portal, kit, asset, at, expires_at, revoked_at, revoked_by
        ]
    });
    let head = "INSERT INTO grants (id, request_id, decision_id, external_user_id, user_id, browser_id, portal_id, kit_id, asset_id, \
                created_at, expires_at, revoked_at, revoked_by)";
    tx.touch(subject.changed());
    tx.insert_later("grants", head, rows);
    Ok(ids.map(GrantId).collect())
}

/// The grants of these subjects that have not been revoked; ended ones are among them, the rules look at the clock.
pub async fn of_subjects(db: &impl Run, subjects: &[Subject]) -> Result<Vec<GrantRecord>> {
    let mut grants = Vec::new();
    for subject in subjects {
        let (column, id) = match subject {
            Subject::ExternalUser(id) => ("external_user_id", id.0),
            Subject::User(id) => ("user_id", id.0),
            Subject::Browser(id) => ("browser_id", id.0),
        };
        let sql = format!("SELECT {COLUMNS} FROM grants WHERE {column} = $1 AND revoked_at IS NULL ORDER BY id");
        grants.extend(all::<_, GrantRecord>(db, &sql, args![id]).await?);
    }
    Ok(grants)
}

/// All grants of these requests, also revoked ones.
pub async fn of_requests(db: &impl Run, requests: &[RequestId]) -> Result<Vec<GrantRecord>> {
    let mut grants = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM grants WHERE request_id IN "));
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY request_id, id", vec![]);
        grants.extend(query.all(db).await?);
    }
    Ok(grants)
}

/// The grants that came of the requests of an external user, whether they are theirs or a browser's, the newest first;
/// without those that were revoked.
pub async fn of_requester(db: &impl Run, user: ExternalUserId) -> Result<Vec<GrantRecord>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM grants WHERE revoked_at IS NULL \
         AND request_id IN (SELECT r.id FROM requests r WHERE r.external_user_id = $1) ORDER BY id DESC"
    );
    all(db, &sql, args![user]).await
}

/// These grants, also revoked ones.
pub async fn by_ids(db: &impl Run, ids: &[GrantId]) -> Result<Vec<GrantRecord>> {
    let mut grants = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM grants WHERE id IN "));
        query.push_list(chunk.iter().copied());
        grants.extend(query.all(db).await?);
    }
    Ok(grants)
}

/// One grant.
pub async fn by_id(db: &impl Run, id: GrantId) -> Result<Option<GrantRecord>> {
    one(db, &format!("SELECT {COLUMNS} FROM grants WHERE id = $1"), args![id]).await
}

fn open_now(query: &mut Query, viewer: Viewer, now: Timestamp) {
    query.push(" WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)", args![now]);
    if let Viewer::Theirs { .. } = viewer {
        query.push(" AND EXISTS (SELECT 1 FROM requests r WHERE r.id = grants.request_id", vec![]);
        may_be_seen(query, viewer);
        query.push(")", vec![]);
    }
}

/// The grants that stand open now, of the requests that `viewer` may see, newest first, before the one that the last page
/// ended with.
pub async fn list(
    db: &impl Run,
    viewer: Viewer,
    now: Timestamp,
    before: Option<GrantId>,
    size: u32,
) -> Result<Vec<GrantRecord>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM grants"));
    open_now(&mut query, viewer, now);
    if let Some(before) = before {
        query.push(" AND id < ?", args![before]);
    }
    query.push(" ORDER BY id DESC LIMIT ?", args![size]);
    query.all(db).await
}

/// How many of them there are in all.
pub async fn count(db: &impl Run, viewer: Viewer, now: Timestamp) -> Result<u64> {
    let mut query = Query::new("SELECT COUNT(*) AS value FROM grants");
    open_now(&mut query, viewer, now);
    Ok(query.one(db).await?.map_or(0, |Single(count)| count))
}

const LIVE_OF: &str = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";

/// The grants of a whole place that stand open now, at most `most`, oldest first.
pub async fn live_of(db: &impl Run, of: Owner, now: Timestamp, most: u32) -> Result<Vec<GrantRecord>> {
    let (column, id) = of.column();
    let sql = format!("SELECT {COLUMNS} FROM grants WHERE {column} = $1 AND {LIVE_OF} ORDER BY id LIMIT $3");
    all(db, &sql, args![id, now, most]).await
}

/// How many of them there are.
pub async fn count_live_of(db: &impl Run, of: Owner, now: Timestamp) -> Result<u64> {
    let (column, id) = of.column();
    let sql = format!("SELECT COUNT(*) AS value FROM grants WHERE {column} = $1 AND {LIVE_OF}");
    Ok(one(db, &sql, args![id, now]).await?.map_or(0, |Single(count)| count))
}

/// Revokes these grants; how many were not revoked before.
pub async fn revoke(tx: &Tx, ids: &[GrantId], by: Option<UserId>, now: Timestamp) -> Result<u64> {
    let mut revoked = 0;
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE grants SET revoked_at = ");
        query.push("?, revoked_by = ? WHERE revoked_at IS NULL AND id IN ", args![now, by]);
        query.push_list(chunk.iter().copied());
        query.push(" RETURNING external_user_id, user_id, browser_id", vec![]);
        let subjects: Vec<Subject> = query.all(tx).await?;
        revoked += subjects.len() as u64;
        for subject in subjects {
            tx.touch(subject.changed());
        }
    }
    Ok(revoked)
}
