//! Kits, their sections, and the assets in them.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, execute, from_row, insert_many, one},
};
use domain::{AssetId, KitFacts, KitId, Policy, PortalId, Privacy, Question, SectionId, Slug, Timestamp};

/// A kit as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kit {
    /// Its id.
    pub id: KitId,
    /// Its word in addresses.
    pub slug: String,
    /// What it is called.
    pub title: String,
    /// A sentence or two about it; may be empty.
    pub description: String,
    /// Who sees it.
    pub privacy: Privacy,
    /// Argon2 hash of its password.
    pub password_hash: Option<String>,
    /// How its assets may be downloaded.
    pub policy: Policy,
    /// What its form asks.
    pub questions: Vec<Question>,
    /// What stands across its previews; empty: nothing.
    pub watermark: String,
    /// Whether its archives hold a manifest.
    pub manifest: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was deleted. Only requests and the history still name such a one.
    pub deleted_at: Option<Timestamp>,
}

from_row!(Kit {
    id,
    slug,
    title,
    description,
    privacy,
    password_hash,
    policy,
    questions,
    watermark,
    manifest,
    created_at,
    updated_at,
    deleted_at
});

impl Kit {
    /// What the rules need to know.
    pub fn facts(&self) -> KitFacts {
        KitFacts { id: self.id, privacy: self.privacy, policy: self.policy }
    }
}

/// A kit to make.
#[derive(Debug, Clone)]
pub struct NewKit {
    /// Its word in addresses.
    pub slug: Slug,
    /// What it is called.
    pub title: String,
    /// A sentence or two about it.
    pub description: String,
    /// Who sees it.
    pub privacy: Privacy,
    /// Argon2 hash of its password.
    pub password_hash: Option<String>,
    /// How its assets may be downloaded.
    pub policy: Policy,
    /// What its form asks.
    pub questions: Vec<Question>,
    /// What stands across its previews.
    pub watermark: String,
    /// Whether its archives hold a manifest.
    pub manifest: bool,
}

/// A section of a kit.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its id.
    pub id: SectionId,
    /// The kit it belongs to.
    pub kit_id: KitId,
    /// Its heading; may be empty in the first one.
    pub title: String,
    /// A line of text under it; may be empty.
    pub text: String,
}

from_row!(Section { id, kit_id, title, text });

const COLUMNS: &str = "id, slug, title, description, privacy, password_hash, policy, questions, watermark, manifest, created_at, updated_at, deleted_at";

/// Makes a kit; [`crate::Error::Taken`] where the slug is.
pub async fn insert(tx: &Tx, kit: &NewKit, now: Timestamp) -> Result<KitId> {
    let id = KitId(tx.id(Table::Kits).await?);
    let sql = format!("INSERT INTO kits ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, NULL)");
    let NewKit { slug, title, description, privacy, password_hash, policy, questions, watermark, manifest } = kit;
    let slug = slug.as_str();
    let args =
        args![id, slug, title, description, *privacy, password_hash, *policy, questions, watermark, *manifest, now];
    execute(tx, &sql, args).await?;
    tx.touch(Subject::Places);
    tx.fresh(Subject::Kit(id));
    Ok(id)
}

/// Changes a kit.
pub async fn update(tx: &Tx, kit: &Kit, now: Timestamp) -> Result<()> {
    let sql = "UPDATE kits SET slug = $2, title = $3, description = $4, privacy = $5, password_hash = $6, policy = $7, \
               questions = $8, watermark = $9, manifest = $10, updated_at = $11 WHERE id = $1";
    let Kit { id, slug, title, description, privacy, password_hash, policy, questions, watermark, manifest, .. } = kit;
    let args =
        args![*id, slug, title, description, *privacy, password_hash, *policy, questions, watermark, *manifest, now];
    tx.touch(Subject::Places);
    tx.touch(Subject::Kit(*id));
    execute(tx, sql, args).await?;
    Ok(())
}

/// Deletes a kit: it leaves every list, address and portal. Its row stays with its title, for what names it.
pub async fn delete(tx: &Tx, id: KitId, now: Timestamp) -> Result<()> {
    let gathered = all::<_, Single<PortalId>>(tx, PORTALS_WITH, args![id]).await?;
    for Single(portal) in gathered {
        tx.touch(Subject::Portal(portal));
    }
    tx.touch(Subject::Places);
    clear_sections(tx, id).await?;
    execute(tx, "DELETE FROM portal_kits WHERE kit_id = $1", args![id]).await?;
    // No slug that somebody could choose; whoever makes a new kit may choose the old one.
    let sql = "UPDATE kits SET slug = $2, privacy = 'private', password_hash = NULL, deleted_at = $3 WHERE id = $1";
    execute(tx, sql, args![id, format!("~{id}"), now]).await?;
    Ok(())
}

const PORTALS_WITH: &str = "SELECT portal_id AS value FROM portal_kits WHERE kit_id = $1 ORDER BY portal_id";

/// The portals that gather this kit.
pub async fn portals_with(db: &impl Run, kit: KitId) -> Result<Vec<PortalId>> {
    let rows: Vec<Single<PortalId>> = all(db, PORTALS_WITH, args![kit]).await?;
    Ok(rows.into_iter().map(|Single(portal)| portal).collect())
}

/// Whether a slug is taken.
pub async fn has_slug(db: &impl Run, slug: &str) -> Result<bool> {
    Ok(one::<_, Single<i64>>(db, "SELECT id AS value FROM kits WHERE slug = $1", args![slug]).await?.is_some())
}

/// The kit of this slug.
pub async fn by_slug(db: &impl Run, slug: &str) -> Result<Option<Kit>> {
    one(db, &format!("SELECT {COLUMNS} FROM kits WHERE slug = $1 AND deleted_at IS NULL"), args![slug]).await
}

/// One kit, unless deleted.
pub async fn by_id(db: &impl Run, id: KitId) -> Result<Option<Kit>> {
    one(db, &format!("SELECT {COLUMNS} FROM kits WHERE id = $1 AND deleted_at IS NULL"), args![id]).await
}

/// These kits, also deleted ones, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[KitId]) -> Result<Vec<Kit>> {
    let mut kits = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM kits WHERE id IN "));
        query.push_list(chunk.iter().copied());
        kits.extend(query.all(db).await?);
    }
    Ok(kits)
}

/// All kits, oldest first.
pub async fn list(db: &impl Run) -> Result<Vec<Kit>> {
    all(db, &format!("SELECT {COLUMNS} FROM kits WHERE deleted_at IS NULL ORDER BY id"), vec![]).await
}

/// The kits that a portal gathers, in its order.
pub async fn of_portal(db: &impl Run, portal: PortalId) -> Result<Vec<Kit>> {
    let sql = "SELECT k.id, k.slug, k.title, k.description, k.privacy, k.password_hash, k.policy, \
               k.questions, k.watermark, k.manifest, k.created_at, k.updated_at, k.deleted_at \
               FROM portal_kits p JOIN kits k ON k.id = p.kit_id WHERE p.portal_id = $1 ORDER BY p.position, k.id";
    all(db, sql, args![portal]).await
}

/// Adds a section at the end of a kit.
pub async fn insert_section(tx: &Tx, kit: KitId, title: &str, text: &str) -> Result<SectionId> {
    let id = SectionId(tx.id(Table::KitSections).await?);
    let sql = "INSERT INTO kit_sections (id, kit_id, position, title, text) \
               VALUES ($1, $2, (SELECT COALESCE(MAX(position), 0) + 1 FROM kit_sections WHERE kit_id = $2), $3, $4)";
    tx.touch(Subject::Kit(kit));
    execute(tx, sql, args![id, kit, title, text]).await?;
    Ok(id)
}

/// The sections of a kit, in order.
pub async fn sections(db: &impl Run, kit: KitId) -> Result<Vec<Section>> {
    all(db, "SELECT id, kit_id, title, text FROM kit_sections WHERE kit_id = $1 ORDER BY position", args![kit]).await
}

/// The sections of these kits, in order within each.
pub async fn sections_of(db: &impl Run, kits: &[KitId]) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    for chunk in kits.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT id, kit_id, title, text FROM kit_sections WHERE kit_id IN ");
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY kit_id, position", vec![]);
        sections.extend(query.all(db).await?);
    }
    Ok(sections)
}

/// Takes every section of a kit away, and the assets out of them.
pub async fn clear_sections(tx: &Tx, kit: KitId) -> Result<()> {
    tx.touch(Subject::Kit(kit));
    execute(tx, "DELETE FROM kit_assets WHERE kit_id = $1", args![kit]).await?;
    execute(tx, "DELETE FROM kit_sections WHERE kit_id = $1", args![kit]).await?;
    Ok(())
}

/// Puts assets at the end of a section; ones that stand there already stay where they are.
pub async fn add_assets(tx: &Tx, kit: KitId, section: SectionId, assets: &[AssetId]) -> Result<()> {
    let sql = "SELECT COALESCE(MAX(position), 0) AS value FROM kit_assets WHERE section_id = $1";
    let last = one(tx, sql, args![section]).await?.map_or(0i64, |Single(last)| last);
    let rows = assets.iter().zip(last + 1..).map(|(asset, position)| args![section, *asset, kit, position]).collect();
    tx.touch(Subject::Kit(kit));
    let head = "INSERT INTO kit_assets (section_id, asset_id, kit_id, position)";
    insert_many(tx, head, "ON CONFLICT DO NOTHING", rows).await?;
    Ok(())
}

/// Which assets stand in which section of a kit, in the order of its page; deleted ones are left out.
pub async fn assets(db: &impl Run, kit: KitId) -> Result<Vec<(SectionId, AssetId)>> {
    let sql = "SELECT k.section_id AS one, k.asset_id AS other FROM kit_assets k \
               JOIN kit_sections s ON s.id = k.section_id JOIN assets a ON a.id = k.asset_id \
               WHERE k.kit_id = $1 AND a.deleted_at IS NULL ORDER BY s.position, k.position, k.asset_id";
    let rows: Vec<Pair<SectionId, AssetId>> = all(db, sql, args![kit]).await?;
    Ok(rows.into_iter().map(|Pair(section, asset)| (section, asset)).collect())
}

/// Which deleted assets would stand in which section of a kit if they came back, in the order of its page.
pub async fn deleted_assets(db: &impl Run, kit: KitId) -> Result<Vec<(SectionId, AssetId)>> {
    let sql = "SELECT k.section_id AS one, k.asset_id AS other FROM kit_assets k \
               JOIN kit_sections s ON s.id = k.section_id JOIN assets a ON a.id = k.asset_id \
               WHERE k.kit_id = $1 AND a.deleted_at IS NOT NULL ORDER BY s.position, k.position, k.asset_id";
    let rows: Vec<Pair<SectionId, AssetId>> = all(db, sql, args![kit]).await?;
    Ok(rows.into_iter().map(|Pair(section, asset)| (section, asset)).collect())
}

/// Whether a kit has this asset.
pub async fn has_asset(db: &impl Run, kit: KitId, asset: AssetId) -> Result<bool> {
    let sql = "SELECT asset_id AS value FROM kit_assets WHERE asset_id = $1 AND kit_id = $2 LIMIT 1";
    Ok(one::<_, Single<i64>>(db, sql, args![asset, kit]).await?.is_some())
}

/// Which of these assets stand in which kit.
pub async fn of_assets(db: &impl Run, assets: &[AssetId]) -> Result<Vec<(AssetId, KitId)>> {
    let mut found = Vec::new();
    for chunk in assets.chunks(LIST_CHUNK) {
        let mut query =
            Query::new("SELECT DISTINCT asset_id AS one, kit_id AS other FROM kit_assets WHERE asset_id IN ");
        query.push_list(chunk.iter().copied());
        let rows: Vec<Pair<AssetId, KitId>> = query.all(db).await?;
        found.extend(rows.into_iter().map(|Pair(asset, kit)| (asset, kit)));
    }
    Ok(found)
}

/// An asset that a visitor sees somewhere.
#[derive(Debug, Clone)]
pub struct Visible {
    /// The asset.
    pub asset: AssetId,
    /// What it is called.
    pub title: String,
    /// A kit in which they see it.
    pub kit: KitId,
}

from_row!(Visible { asset, title, kit });

/// Which of these assets a visitor sees somewhere: in a public kit, or in a public portal's kit that is not private or
/// behind a password.
pub async fn visible_to_visitors(db: &impl Run, assets: &[AssetId]) -> Result<Vec<Visible>> {
    let mut visible = Vec::new();
    for chunk in assets.chunks(LIST_CHUNK) {
        // A public portal's kit that is neither private nor behind a password is a public kit: one condition says both.
        let mut query = Query::new(
            "SELECT ka.asset_id AS asset, a.title, MIN(k.id) AS kit FROM kit_assets ka JOIN kits k ON k.id = ka.kit_id JOIN assets a ON a.id = ka.asset_id \
             WHERE k.privacy = 'public' AND a.deleted_at IS NULL AND ka.asset_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.push(" GROUP BY ka.asset_id, a.title", vec![]);
        visible.extend(query.all::<_, Visible>(db).await?);
    }
    Ok(visible)
}
