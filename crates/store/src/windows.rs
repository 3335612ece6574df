//! Windows of what stands in kits: a page of a stable order, its counts and an asset's neighbours, in few statements however
//! large a kit is. The order is that of the kits in their portal, then of the sections, then within each.

use crate::{
    Result, Run, search,
    sql::{LIST_CHUNK, Pair, Query, ToValue, args, from_row},
};
use domain::{AssetId, AssetKind, KitId, PortalId, SectionId, asset_kind::Pattern};
use sea_orm::Value;
use std::{fmt, str::FromStr};

/// The kits that a window is of.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The portal that gathers them, whose order counts; none for a single kit.
    pub portal: Option<PortalId>,
    /// The kits that show.
    pub kits: Vec<KitId>,
}

/// Which assets a window shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words in the title, the file's name, the description, the credit or the licence.
    pub q: Option<String>,
    /// Of this kind.
    pub kind: Option<AssetKind>,
    /// In this section.
    pub section: Option<SectionId>,
}

/// Where an asset stands in the order; written as `1.2.30.7` in addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    kit: i64,
    section: i64,
    place: i64,
    asset: i64,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.{}", self.kit, self.section, self.place, self.asset)
    }
}

impl FromStr for Position {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        let numbers: Vec<i64> =
            text.split('.').map(|part| part.parse().map_err(|_| ())).collect::<std::result::Result<_, _>>()?;
        match numbers[..] {
            [kit, section, place, asset] => Ok(Self { kit, section, place, asset }),
            _ => Err(()),
        }
    }
}

/// An asset where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// In which section.
    pub section: SectionId,
    /// The asset.
    pub asset: AssetId,
    /// Where in the order.
    pub position: Position,
}

impl crate::sql::FromRow for Placed {
    fn from_row(row: &crate::sql::Row) -> Result<Self> {
        let asset: AssetId = row.get("asset_id")?;
        let (kit, section, place) = (row.get("kit_at")?, row.get("section_at")?, row.get("place_at")?);
        Ok(Self { section: row.get("section_id")?, asset, position: Position { kit, section, place, asset: asset.0 } })
    }
}

/// How much there is of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfKind {
    /// The kind.
    pub kind: AssetKind,
    /// How many assets, each counted once wherever it stands.
    pub assets: u64,
    /// How many bytes they have.
    pub bytes: u64,
}

from_row!(OfKind { kind, assets, bytes });

/// The kind of a version in SQL, by the same table as in `domain`.
fn kind_of_version() -> String {
    let when = |(pattern, kind): &(Pattern, AssetKind)| match pattern {
        Pattern::Is(whole) => format!("WHEN v.content_type = '{whole}' THEN '{kind}'"),
        Pattern::Begins(start) => format!("WHEN SUBSTR(v.content_type, 1, {}) = '{start}' THEN '{kind}'", start.len()),
    };
    let whens: Vec<String> = AssetKind::PATTERNS.iter().map(when).collect();
    format!("CASE {} ELSE '{}' END", whens.join(" "), AssetKind::Other)
}

/// `FROM … WHERE …` of everything that stands in the scope and fits the filter.
fn placed(query: &mut Query, scope: &Scope, filter: &Filter) {
    let versions = "JOIN asset_versions v ON v.asset_id = a.id AND v.number = a.version";
    let assets = "JOIN kit_assets k ON k.section_id = s.id JOIN assets a ON a.id = k.asset_id";
    let (start, values): (&str, Vec<Value>) = match scope.portal {
        Some(portal) => ("portal_kits p JOIN kit_sections s ON p.portal_id = ? AND s.kit_id = p.kit_id", args![portal]),
        None => ("kit_sections s", vec![]),
    };
    query.push(&format!(" FROM {start} {assets} {versions} WHERE 1 = 1"), values);
    query.push(" AND a.deleted_at IS NULL AND s.kit_id IN ", vec![]).push_list(scope.kits.iter().copied());
    // What a kit holds is few enough to be looked through.
    search::has(query, "a", filter.q.as_deref());
    if let Some(section) = filter.section {
        query.push(" AND s.id = ?", args![section]);
    }
    if let Some(kind) = filter.kind {
        query.push(&format!(" AND {} = ?", kind_of_version()), args![kind]);
    }
}

fn columns(scope: &Scope) -> &'static str {
    match scope.portal {
        Some(_) => "k.section_id, k.asset_id, p.position AS kit_at, s.position AS section_at, k.position AS place_at",
        None => {
            "k.section_id, k.asset_id, CAST(0 AS BIGINT) AS kit_at, s.position AS section_at, k.position AS place_at"
        }
    }
}

/// What is in `placed`, each asset once: where it stands first.
fn each_once(query: &mut Query, scope: &Scope, filter: &Filter) {
    let order = match scope.portal {
        Some(_) => "p.position, s.position, k.position",
        None => "s.position, k.position",
    };
    let turn = format!("ROW_NUMBER() OVER (PARTITION BY k.asset_id ORDER BY {order}) AS turn");
    query.push(&format!("(SELECT {}, {turn}", columns(scope)), vec![]);
    placed(query, scope, filter);
    query.push(") x WHERE x.turn = 1", vec![]);
}

/// A page of what stands in the scope, after `after`. In a kit an asset stands wherever it was put; across the kits of a
/// portal it stands once, where it comes first.
pub async fn page(
    db: &impl Run,
    scope: &Scope,
    filter: &Filter,
    after: Option<Position>,
    size: u32,
) -> Result<Vec<Placed>> {
    let mut query = Query::new("SELECT ");
    let order = match scope.portal {
        Some(_) => {
            query.push("x.section_id, x.asset_id, x.kit_at, x.section_at, x.place_at FROM ", vec![]);
            each_once(&mut query, scope, filter);
            "x.kit_at, x.section_at, x.place_at, x.asset_id"
        }
        None => {
            query.push(columns(scope), vec![]);
            placed(&mut query, scope, filter);
            "s.position, k.position, k.asset_id"
        }
    };
    if let Some(Position { kit, section, place, asset }) = after {
        let (places, mut values) = (vec!["?"; order.split(", ").count()].join(", "), args![section, place, asset]);
        if scope.portal.is_some() {
            values.insert(0, kit.to_value());
        }
        query.push(&format!(" AND ({order}) > ({places})"), values);
    }
    query.push(&format!(" ORDER BY {order} LIMIT ?"), args![size]);
    query.all(db).await
}

/// How much there is of each kind; a kind of which there is nothing is left out.
pub async fn kinds(db: &impl Run, scope: &Scope, filter: &Filter) -> Result<Vec<OfKind>> {
    let mut query = Query::new(
        "SELECT x.kind, COUNT(*) AS assets, CAST(SUM(x.size) AS BIGINT) AS bytes FROM (SELECT DISTINCT a.id, ",
    );
    query.push(&format!("{} AS kind, v.size", kind_of_version()), vec![]);
    placed(&mut query, scope, filter);
    query.push(") x GROUP BY x.kind ORDER BY x.kind", vec![]);
    query.all(db).await
}

/// How many assets stand in each section; sections with none are left out.
pub async fn sections(db: &impl Run, scope: &Scope, filter: &Filter) -> Result<Vec<(SectionId, u64)>> {
    let mut query = Query::new("SELECT k.section_id AS one, COUNT(*) AS other");
    placed(&mut query, scope, filter);
    query.push(" GROUP BY k.section_id", vec![]);
    let rows: Vec<Pair<SectionId, u64>> = query.all(db).await?;
    Ok(rows.into_iter().map(|Pair(section, count)| (section, count)).collect())
}

/// Where these assets stand in the scope, in its order; one that stands nowhere in it is left out.
pub async fn of_assets(db: &impl Run, scope: &Scope, assets: &[AssetId]) -> Result<Vec<Placed>> {
    let mut found: Vec<Placed> = Vec::new();
    for chunk in assets.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT ");
        query.push(columns(scope), vec![]);
        placed(&mut query, scope, &Filter::default());
        query.push(" AND k.asset_id IN ", vec![]).push_list(chunk.iter().copied());
        found.extend(query.all::<_, Placed>(db).await?);
    }
    found.sort_by_key(|placed| placed.position);
    found.dedup();
    Ok(found)
}

/// What stands beside an asset in the order of a place, in which each asset stands once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before it.
    pub previous: Option<AssetId>,
    /// The one after it.
    pub next: Option<AssetId>,
    /// Its number, from 1.
    pub number: u64,
    /// How many there are.
    pub total: u64,
}

from_row!(Neighbours { previous, next, number, total });

/// The neighbours of an asset, if it stands in the scope.
pub async fn neighbours(db: &impl Run, scope: &Scope, asset: AssetId) -> Result<Option<Neighbours>> {
    let order = "OVER (ORDER BY x.kit_at, x.section_at, x.place_at, x.asset_id)";
    let mut query = Query::new(&format!(
        "SELECT y.previous, y.next, y.number, y.total FROM (SELECT x.asset_id, LAG(x.asset_id) {order} AS previous, \
         LEAD(x.asset_id) {order} AS next, ROW_NUMBER() {order} AS number, COUNT(*) OVER () AS total FROM "
    ));
    each_once(&mut query, scope, &Filter::default());
    query.push(") y WHERE y.asset_id = ?", args![asset]);
    query.one(db).await
}

/// How many assets stand in each of these kits, and how many bytes they have; a kit with none is left out.
pub async fn of_kits(db: &impl Run, kits: &[KitId]) -> Result<Vec<(KitId, u64, u64)>> {
    struct Of(KitId, u64, u64);
    impl crate::sql::FromRow for Of {
        fn from_row(row: &crate::sql::Row) -> Result<Self> {
            Ok(Of(row.get("kit_id")?, row.get("assets")?, row.get("bytes")?))
        }
    }
    let mut found = Vec::new();
    for chunk in kits.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT x.kit_id, COUNT(*) AS assets, CAST(SUM(x.size) AS BIGINT) AS bytes FROM (SELECT DISTINCT s.kit_id, a.id, v.size",
        );
        placed(&mut query, &Scope { portal: None, kits: chunk.to_vec() }, &Filter::default());
        query.push(") x GROUP BY x.kit_id", vec![]);
        let rows: Vec<Of> = query.all(db).await?;
        found.extend(rows.into_iter().map(|Of(kit, assets, bytes)| (kit, assets, bytes)));
    }
    Ok(found)
}

/// The first assets of each of these kits, at most `most` of each, in the order of its page.
pub async fn first_of_kits(db: &impl Run, kits: &[KitId], most: u32) -> Result<Vec<(KitId, AssetId)>> {
    let mut found = Vec::new();
    for chunk in kits.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT x.kit_id AS one, x.asset_id AS other FROM (SELECT s.kit_id, k.asset_id, \
             ROW_NUMBER() OVER (PARTITION BY s.kit_id ORDER BY s.position, k.position, k.asset_id) AS turn",
        );
        placed(&mut query, &Scope { portal: None, kits: chunk.to_vec() }, &Filter::default());
        query.push(") x WHERE x.turn <= ? ORDER BY x.kit_id, x.turn", args![most]);
        let rows: Vec<Pair<KitId, AssetId>> = query.all(db).await?;
        found.extend(rows.into_iter().map(|Pair(kit, asset)| (kit, asset)));
    }
    Ok(found)
}
