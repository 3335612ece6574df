//! Windows of a place: a page of what stands in it, its counts and an asset's neighbours, without loading the rest.

use super::{Contents, kits_at, scope_at};
use crate::{App, Outcome, Refusal, Viewer, place::Spot};
use domain::*;
use store::{
    assets::Asset,
    kits::Section,
    windows::{self, Scope},
};

pub use store::windows::{Filter, OfKind, Position};

/// A page of what stands in a place.
#[derive(Debug, Clone)]
pub struct Window {
    /// Which asset stands in which section, in order. In a kit an asset stands wherever it was put; across the kits of a
    /// portal it stands once, where it comes first.
    pub placed: Vec<(SectionId, AssetId)>,
    /// The assets of the window, wherever in the place they stand: for [`Contents::access`] and their rows.
    pub contents: Contents,
    /// Every section of the place, in order, with how many of its assets fit the words and the kind.
    pub sections: Vec<(Section, u64)>,
    /// Where the next window begins.
    pub next: Option<Position>,
    /// How many assets fit the filter, each counted once.
    pub total: u64,
    /// How many there are of each kind, whichever kind is chosen.
    pub kinds: Vec<OfKind>,
    /// How many assets the whole place has, each counted once.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
}

/// The window of a place after `cursor`, of at most `size` places.
pub async fn window(
    app: &App,
    viewer: &Viewer,
    spot: &Spot,
    filter: &Filter,
    cursor: Option<Position>,
    size: u32,
) -> Outcome<Window> {
    let kits = kits_at(app, viewer, spot).await?;
    let scope = scope_at(spot, &kits);
    let mut rows = windows::page(&app.store, &scope, filter, cursor, size.saturating_add(1)).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|placed| placed.position);
    let placed: Vec<(SectionId, AssetId)> = rows.iter().map(|placed| (placed.section, placed.asset)).collect();
    let ids: Vec<AssetId> = placed.iter().map(|(_, asset)| *asset).collect();
    let contents = super::load(app, spot, kits, &ids).await?;
    let kinds = windows::kinds(&app.store, &scope, &Filter { kind: None, ..filter.clone() }).await?;
    let chosen = |of: &&OfKind| filter.kind.is_none_or(|kind| kind == of.kind);
    let total = kinds.iter().filter(chosen).map(|of| of.assets).sum();
    let everything = if filter.q.is_none() && filter.section.is_none() {
        kinds.clone()
    } else {
        windows::kinds(&app.store, &scope, &Filter::default()).await?
    };
    let counts = windows::sections(&app.store, &scope, &Filter { section: None, ..filter.clone() }).await?;
    let count = |section: &Section| counts.iter().find(|(id, _)| *id == section.id).map_or(0, |(_, count)| *count);
    Ok(Window {
        sections: contents.sections.iter().map(|section| (section.clone(), count(section))).collect(),
        placed,
        contents,
        next,
        total,
        kinds,
        files: everything.iter().map(|of| of.assets).sum(),
        bytes: everything.iter().map(|of| of.bytes).sum(),
    })
}

/// What stands beside an asset in the order of a place.
#[derive(Debug, Clone)]
pub struct Neighbours {
    /// The one before it.
    pub previous: Option<Asset>,
    /// The one after it.
    pub next: Option<Asset>,
    /// Its number, from 1.
    pub number: u64,
    /// How many there are.
    pub total: u64,
}

/// The neighbours of an asset of a place.
pub async fn neighbours(app: &App, viewer: &Viewer, spot: &Spot, asset: AssetId) -> Outcome<Neighbours> {
    let scope = scope_at(spot, &kits_at(app, viewer, spot).await?);
    let found = windows::neighbours(&app.store, &scope, asset).await?.ok_or(Refusal::NotFound)?;
    let ids: Vec<AssetId> = [found.previous, found.next].into_iter().flatten().collect();
    let assets = store::assets::by_ids(&app.store, &ids).await?;
    let of = |id: Option<AssetId>| assets.iter().find(|asset| Some(asset.id) == id).cloned();
    Ok(Neighbours { previous: of(found.previous), next: of(found.next), number: found.number, total: found.total })
}

/// What the viewer may do with everything in a place together. Where all of it was granted piece by piece, it is granted.
pub async fn whole_access(app: &App, viewer: &Viewer, spot: &Spot, holder: &Holder) -> Outcome<Access> {
    let now = app.now();
    let whole = access(spot.place, spot.policy, None, holder, now);
    if whole.is_allowed() || whole == Access::Disabled {
        return Ok(whole);
    }
    let kits = kits_at(app, viewer, spot).await?;
    let closed = |kit: &&Spot| spot.policy.is_some() || !access(kit.place, kit.policy, None, holder, now).is_allowed();
    let closed = kits.iter().filter(closed).filter_map(|kit| kit.place.kit()).collect();
    let scope = Scope { kits: closed, ..scope_at(spot, &kits) };
    let files: u64 = windows::kinds(&app.store, &scope, &Filter::default()).await?.iter().map(|of| of.assets).sum();
    let granted: Vec<AssetId> = holder
        .grants
        .iter()
        .filter_map(|grant| match grant.scope {
            GrantScope::Asset(asset) if grant.is_live(now) => Some(asset),
            _ => None,
        })
        .collect();
    let mut open: Vec<AssetId> = vec![];
    if !granted.is_empty() && files > 0 {
        let contents = super::load(app, spot, kits.clone(), &granted).await?;
        let inside = windows::of_assets(&app.store, &scope, &granted).await?;
        open = inside.iter().map(|placed| placed.asset).collect();
        open.sort_unstable();
        open.dedup();
        open.retain(|asset| contents.access(spot, *asset, holder, now).is_allowed());
    }
    // Nothing that is closed is left: neither a kit nor an asset in one.
    let all = open.len() as u64 == files && (files > 0 || (spot.policy.is_none() && !kits.is_empty()));
    Ok(if all { Access::Granted } else { whole })
}

/// How many assets a kit has, how many bytes, and the first few of them, for its card.
pub async fn glimpse(app: &App, viewer: &Viewer, spot: &Spot, most: u32) -> Outcome<(Vec<Asset>, u64, u64)> {
    let kits = kits_at(app, viewer, spot).await?;
    let scope = scope_at(spot, &kits);
    let rows = windows::page(&app.store, &scope, &Filter::default(), None, most).await?;
    let ids: Vec<AssetId> = rows.iter().map(|placed| placed.asset).collect();
    let assets = store::assets::by_ids(&app.store, &ids).await?;
    let mut first: Vec<Asset> =
        ids.iter().filter_map(|id| assets.iter().find(|asset| asset.id == *id).cloned()).collect();
    first.dedup_by_key(|asset| asset.id);
    let kinds = windows::kinds(&app.store, &scope, &Filter::default()).await?;
    Ok((first, kinds.iter().map(|of| of.assets).sum(), kinds.iter().map(|of| of.bytes).sum()))
}
