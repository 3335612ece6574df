//! Links sent by mail, as hashes. Looking one up writes nothing.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{Single, all, args, execute, from_row, one},
};
use domain::{ExternalUserId, LinkId, RequestId, Timestamp, UserId};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// Makes a browser a proven one and shows what may be downloaded.
    Pickup,
    /// Shows one request to one responsible, who may decide it there.
    Decide,
    /// Lets a new user set a password.
    Invitation,
}

impl LinkKind {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            LinkKind::Pickup => "pickup",
            LinkKind::Decide => "decide",
            LinkKind::Invitation => "invitation",
        }
    }
}

impl std::str::FromStr for LinkKind {
    type Err = ();
    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        [LinkKind::Pickup, LinkKind::Decide, LinkKind::Invitation]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(())
    }
}

/// A link as remembered.
#[derive(Debug, Clone)]
pub struct Link {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub kind: LinkKind,
    /// To which requester it was sent.
    pub external_user_id: Option<ExternalUserId>,
    /// To which user it was sent.
    pub user_id: Option<UserId>,
    /// The request it is about.
    pub request_id: Option<RequestId>,
    /// When it was sent.
    pub created_at: Timestamp,
    /// Until when it opens.
    pub expires_at: Timestamp,
    /// When somebody ended it.
    pub ended_at: Option<Timestamp>,
}

from_row!(Link { id, kind, external_user_id, user_id, request_id, created_at, expires_at, ended_at });

impl Link {
    /// Whether it opens.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// A link to remember.
#[derive(Debug, Clone)]
pub struct NewLink<'a> {
    /// What it is for.
    pub kind: LinkKind,
    /// SHA-256 of its secret.
    pub hash: &'a str,
    /// To which requester it is sent.
    pub external_user_id: Option<ExternalUserId>,
    /// To which user it is sent.
    pub user_id: Option<UserId>,
    /// The request it is about.
    pub request_id: Option<RequestId>,
    /// Until when it opens.
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "id, kind, external_user_id, user_id, request_id, created_at, expires_at, ended_at";

/// Remembers a link.
pub async fn insert(tx: &Tx, link: &NewLink<'_>, now: Timestamp) -> Result<LinkId> {
    let id = LinkId(tx.id(Table::Links).await?);
    let sql = "INSERT INTO links (id, kind, hash, external_user_id, user_id, request_id, created_at, expires_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let args =
        args![id, link.kind, link.hash, link.external_user_id, link.user_id, link.request_id, now, link.expires_at];
    execute(tx, sql, args).await?;
    Ok(id)
}

/// The link with this hash, also an ended or expired one: the page says which it is.
pub async fn by_hash(db: &impl Run, hash: &str) -> Result<Option<Link>> {
    one(db, &format!("SELECT {COLUMNS} FROM links WHERE hash = $1"), args![hash]).await
}

/// A link by its id.
pub async fn by_id(db: &impl Run, id: LinkId) -> Result<Option<Link>> {
    one(db, &format!("SELECT {COLUMNS} FROM links WHERE id = $1"), args![id]).await
}

/// Whether a user was ever sent a link of this kind about this request, whatever became of it.
pub async fn was_made(db: &impl Run, kind: LinkKind, user: UserId, request: RequestId) -> Result<bool> {
    let sql = "SELECT id AS value FROM links WHERE user_id = $1 AND kind = $2 AND request_id = $3 LIMIT 1";
    Ok(one::<_, Single<i64>>(db, sql, args![user, kind, request]).await?.is_some())
}

/// Ends one link.
pub async fn end(tx: &Tx, id: LinkId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::Link(id));
    execute(tx, "UPDATE links SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", args![id, now]).await?;
    Ok(())
}

/// The links of a requester that open now, the newest first.
pub async fn live_of_external_user(db: &impl Run, user: ExternalUserId, now: Timestamp) -> Result<Vec<Link>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM links WHERE external_user_id = $1 AND ended_at IS NULL AND expires_at > $2 \
         ORDER BY created_at DESC, id DESC"
    );
    all(db, &sql, args![user, now]).await
}

/// Ends every link of a requester.
pub async fn end_of_external_user(tx: &Tx, user: ExternalUserId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::ExternalUser(user));
    let sql = "UPDATE links SET ended_at = $2 WHERE external_user_id = $1 AND ended_at IS NULL";
    execute(tx, sql, args![user, now]).await?;
    Ok(())
}

/// Ends every link of one kind of a user, such as the invitation once a password is set.
pub async fn end_of_user(tx: &Tx, user: UserId, kind: LinkKind, now: Timestamp) -> Result<()> {
    let sql = "UPDATE links SET ended_at = $3 WHERE user_id = $1 AND kind = $2 AND ended_at IS NULL";
    execute(tx, sql, args![user, kind, now]).await?;
    Ok(())
}
