//! Portals and the kits they gather.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, execute, from_row, insert_many, one},
};
use domain::{AssetId, KitId, PortalFacts, PortalId, PortalPolicy, Privacy, Question, Slug, Timestamp};
use words::Language;

/// A portal as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portal {
    /// Its id.
    pub id: PortalId,
    /// Its word in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// A few sentences at its top; may be empty.
    pub introduction: String,
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// The asset that is its logo.
    pub logo_id: Option<AssetId>,
    /// The asset that is its cover.
    pub cover_id: Option<AssetId>,
    /// Who sees it.
    pub privacy: Privacy,
    /// Argon2 hash of its password.
    pub password_hash: Option<String>,
    /// Its policy, or `inherit`.
    pub policy: PortalPolicy,
    /// What its form asks, where its own policy counts.
    pub questions: Vec<Question>,
    /// What stands across its previews; empty: nothing.
    pub watermark: String,
    /// Whether its archives hold a manifest.
    pub manifest: bool,
    /// The languages it is offered in; none: those of the installation.
    pub languages: Vec<Language>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was deleted. Only requests and the history still name such a one.
    pub deleted_at: Option<Timestamp>,
}

from_row!(Portal {
    id,
    slug,
    title,
    introduction,
    accent,
    logo_id,
    cover_id,
    privacy,
    password_hash,
    policy,
    questions,
    watermark,
    manifest,
    languages,
    created_at,
    updated_at,
    deleted_at
});

impl Portal {
    /// What the rules need to know.
    pub fn facts(&self) -> PortalFacts {
        PortalFacts { id: self.id, privacy: self.privacy, policy: self.policy }
    }
}

/// A portal to make.
#[derive(Debug, Clone)]
pub struct NewPortal {
    /// Its word in addresses.
    pub slug: Slug,
    /// What it is called.
    pub title: String,
    /// A few sentences at its top.
    pub introduction: String,
    /// `#rrggbb`.
    pub accent: Option<String>,
    /// The asset that is its logo.
    pub logo_id: Option<AssetId>,
    /// The asset that is its cover.
    pub cover_id: Option<AssetId>,
    /// Who sees it.
    pub privacy: Privacy,
    /// Argon2 hash of its password.
    pub password_hash: Option<String>,
    /// Its policy, or `inherit`.
    pub policy: PortalPolicy,
    /// What its form asks.
    pub questions: Vec<Question>,
    /// What stands across its previews.
    pub watermark: String,
    /// Whether its archives hold a manifest.
    pub manifest: bool,
    /// The languages it is offered in; none: those of the installation.
    pub languages: Vec<Language>,
}

const COLUMNS: &str = "id, slug, title, introduction, accent, logo_id, cover_id, privacy, password_hash, policy, questions, watermark, manifest, languages, \
     created_at, updated_at, deleted_at";

/// Makes a portal; [`crate::Error::Taken`] where the slug is.
pub async fn insert(tx: &Tx, portal: &NewPortal, now: Timestamp) -> Result<PortalId> {
    let id = PortalId(tx.id(Table::Portals).await?);
    let sql = format!(
        "INSERT INTO portals ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, NULL)"
    );
    let NewPortal { slug, title, introduction, accent, logo_id, cover_id, privacy, password_hash, policy, .. } = portal;
    let NewPortal { questions, watermark, manifest, languages, .. } = portal;
    let args = args![
        id,
        slug.as_str(),
        title,
        introduction,
        accent,
        *logo_id,
        *cover_id,
        *privacy,
        password_hash,
        *policy,
        questions,
        watermark,
        *manifest,
        languages,
        now
    ];
    execute(tx, &sql, args).await?;
    tx.touch(Subject::Places);
    tx.fresh(Subject::Portal(id));
    Ok(id)
}

/// Changes a portal.
pub async fn update(tx: &Tx, portal: &Portal, now: Timestamp) -> Result<()> {
    let sql = "UPDATE portals SET slug = $2, title = $3, introduction = $4, accent = $5, logo_id = $6, cover_id = $7, \
               privacy = $8, password_hash = $9, policy = $10, questions = $11, watermark = $12, manifest = $13, languages = $14, updated_at = $15 WHERE id = $1";
    let Portal { id, slug, title, introduction, accent, logo_id, cover_id, privacy, password_hash, policy, .. } =
        portal;
    let Portal { questions, watermark, manifest, languages, .. } = portal;
    let args = args![
        *id,
        slug,
        title,
        introduction,
        accent,
        *logo_id,
        *cover_id,
        *privacy,
        password_hash,
        *policy,
        questions,
        watermark,
        *manifest,
        languages,
        now
    ];
    tx.touch(Subject::Places);
    tx.touch(Subject::Portal(*id));
    execute(tx, sql, args).await?;
    Ok(())
}

/// Whether a slug is taken.
pub async fn has_slug(db: &impl Run, slug: &str) -> Result<bool> {
    Ok(one::<_, Single<i64>>(db, "SELECT id AS value FROM portals WHERE slug = $1", args![slug]).await?.is_some())
}

/// The portal of this slug.
pub async fn by_slug(db: &impl Run, slug: &str) -> Result<Option<Portal>> {
    one(db, &format!("SELECT {COLUMNS} FROM portals WHERE slug = $1 AND deleted_at IS NULL"), args![slug]).await
}

/// One portal, unless deleted.
pub async fn by_id(db: &impl Run, id: PortalId) -> Result<Option<Portal>> {
    one(db, &format!("SELECT {COLUMNS} FROM portals WHERE id = $1 AND deleted_at IS NULL"), args![id]).await
}

/// These portals, also deleted ones, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[PortalId]) -> Result<Vec<Portal>> {
    let mut portals = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM portals WHERE id IN "));
        query.push_list(chunk.iter().copied());
        portals.extend(query.all(db).await?);
    }
    Ok(portals)
}

/// All portals, oldest first.
pub async fn list(db: &impl Run) -> Result<Vec<Portal>> {
    all(db, &format!("SELECT {COLUMNS} FROM portals WHERE deleted_at IS NULL ORDER BY id"), vec![]).await
}

/// Which portal gathers which kits, each portal's in its order.
pub async fn gathered(db: &impl Run) -> Result<Vec<(PortalId, KitId)>> {
    let sql = "SELECT portal_id AS one, kit_id AS other FROM portal_kits ORDER BY portal_id, position, kit_id";
    let rows: Vec<Pair<PortalId, KitId>> = all(db, sql, vec![]).await?;
    Ok(rows.into_iter().map(|Pair(portal, kit)| (portal, kit)).collect())
}

/// Deletes a portal: it leaves every list and address, its kits stay. Its row stays with its title, for what names it.
pub async fn delete(tx: &Tx, id: PortalId, now: Timestamp) -> Result<()> {
    tx.touch(Subject::Places);
    set_kits(tx, id, &[]).await?;
    // No slug that somebody could choose; whoever makes a new portal may choose the old one.
    let sql = "UPDATE portals SET slug = $2, privacy = 'private', password_hash = NULL, logo_id = NULL, cover_id = NULL, \
               deleted_at = $3 WHERE id = $1";
    execute(tx, sql, args![id, format!("~{id}"), now]).await?;
    Ok(())
}

/// Replaces the kits that a portal gathers.
pub async fn set_kits(tx: &Tx, portal: PortalId, kits: &[KitId]) -> Result<()> {
    tx.touch(Subject::Portal(portal));
    execute(tx, "DELETE FROM portal_kits WHERE portal_id = $1", args![portal]).await?;
    let rows = kits.iter().zip(1i64..).map(|(kit, position)| args![portal, *kit, position]).collect();
    insert_many(tx, "INSERT INTO portal_kits (portal_id, kit_id, position)", "ON CONFLICT DO NOTHING", rows).await?;
    Ok(())
}

/// Whether a portal gathers this kit.
pub async fn has_kit(db: &impl Run, portal: PortalId, kit: KitId) -> Result<bool> {
    let sql = "SELECT kit_id AS value FROM portal_kits WHERE portal_id = $1 AND kit_id = $2";
    Ok(one::<_, Single<i64>>(db, sql, args![portal, kit]).await?.is_some())
}
