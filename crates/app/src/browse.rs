//! What stands in a place: the kits, their sections, the assets and their pictures.

mod window;

pub use window::{Filter, Neighbours, OfKind, Position, Window, glimpse, neighbours, whole_access, window};

use crate::{
    App, Outcome, Refusal, Viewer,
    caches::{Made, Question, Subject},
    place::{self, Spot},
};
use domain::*;
use std::{collections::HashMap, sync::Arc};
use store::{
    assets::{Asset, Version},
    kits::Section,
    portals::Portal,
    previews::Preview,
    request_list,
    requests::{self, Request},
    windows::{self, Scope},
};
use words::Language;

/// Everything that a place shows.
#[derive(Debug, Clone, Default)]
pub struct Contents {
    /// The kits: the place itself where it is one, else those of the portal that show to the viewer.
    pub kits: Vec<Spot>,
    /// The sections of the kits, in order.
    pub sections: Vec<Section>,
    /// Which asset stands in which section, in order.
    pub placed: Vec<(SectionId, AssetId)>,
    /// The assets.
    pub assets: HashMap<AssetId, Asset>,
}

impl Contents {
    /// The assets of the place in the order of its page, each once.
    pub fn asset_ids(&self) -> Vec<AssetId> {
        let mut seen = std::collections::HashSet::new();
        self.placed.iter().map(|(_, asset)| *asset).filter(|asset| seen.insert(*asset)).collect()
    }

    /// The assets of one of its kits.
    pub fn of_kit(&self, kit: KitId) -> Vec<AssetId> {
        let sections: Vec<SectionId> =
            self.sections.iter().filter(|section| section.kit_id == kit).map(|section| section.id).collect();
        self.placed.iter().filter(|(section, _)| sections.contains(section)).map(|(_, asset)| *asset).collect()
    }

    /// The kits in which an asset stands.
    pub fn kits_with(&self, asset: AssetId) -> Vec<&Spot> {
        let kits = self.kits.iter();
        kits.filter(|spot| spot.kit.as_ref().is_some_and(|kit| self.of_kit(kit.id).contains(&asset))).collect()
    }

    /// The places whose policy counts for an asset here: this one, or at a portal that inherits, its kits.
    pub fn counting<'a>(&'a self, spot: &'a Spot, asset: AssetId) -> Vec<&'a Spot> {
        if spot.policy.is_some() || spot.kit.is_some() { vec![spot] } else { self.kits_with(asset) }
    }

    /// The assets in order, each once.
    pub fn in_order(&self) -> Vec<&Asset> {
        self.asset_ids().iter().filter_map(|id| self.assets.get(id)).collect()
    }

    /// What the viewer may do with one asset here. At a portal that inherits, the best of what its kits allow.
    pub fn access(&self, spot: &Spot, asset: AssetId, holder: &Holder, now: Timestamp) -> Access {
        let mut best = Access::Disabled;
        for counting in self.counting(spot, asset) {
            let access = domain::access(counting.place, counting.policy, Some(asset), holder, now);
            if spot.policy.is_some() || spot.kit.is_some() {
                return access;
            }
            if access.is_allowed() {
                return access;
            }
            if matches!(access, Access::Ask(_)) {
                best = access;
            }
        }
        best
    }
}

/// What a place shows to the viewer.
pub async fn contents(app: &App, viewer: &Viewer, spot: &Spot) -> Outcome<Contents> {
    let kits = kits_at(app, viewer, spot).await?;
    let mut contents = Contents::default();
    for kit in kits.iter().filter_map(|spot| spot.kit.as_ref()) {
        contents.sections.extend(store::kits::sections(&app.store, kit.id).await?);
        contents.placed.extend(store::kits::assets(&app.store, kit.id).await?);
    }
    let assets = store::assets::by_ids(&app.store, &contents.asset_ids()).await?;
    contents.assets = assets.into_iter().map(|asset| (asset.id, asset)).collect();
    contents.kits = kits;
    Ok(contents)
}

/// The kits of a place that show to the viewer: the kit itself, or those of a portal.
pub(crate) async fn kits_at(app: &App, viewer: &Viewer, spot: &Spot) -> Outcome<Vec<Spot>> {
    match (&spot.kit, &spot.portal) {
        (Some(_), _) => Ok(vec![spot.clone()]),
        (None, Some(portal)) => place::kits_of(app, viewer, portal).await,
        (None, None) => Ok(vec![]),
    }
}

fn scope_at(spot: &Spot, kits: &[Spot]) -> Scope {
    let portal = if spot.kit.is_some() { None } else { spot.place.portal() };
    Scope { portal, kits: kits.iter().filter_map(|kit| kit.place.kit()).collect() }
}

/// What a place shows of these assets alone: the same as [`contents`] as far as they are concerned.
pub async fn contents_of(app: &App, viewer: &Viewer, spot: &Spot, assets: &[AssetId]) -> Outcome<Contents> {
    load(app, spot, kits_at(app, viewer, spot).await?, assets).await
}

async fn load(app: &App, spot: &Spot, kits: Vec<Spot>, assets: &[AssetId]) -> Outcome<Contents> {
    let scope = scope_at(spot, &kits);
    let placed = windows::of_assets(&app.store, &scope, assets).await?;
    let mut found = store::kits::sections_of(&app.store, &scope.kits).await?;
    // In the order of the kits in the place; within each they are in order already.
    found.sort_by_key(|section| scope.kits.iter().position(|kit| *kit == section.kit_id));
    let placed: Vec<(SectionId, AssetId)> = placed.iter().map(|placed| (placed.section, placed.asset)).collect();
    let mut contents = Contents { kits, sections: found, placed, assets: HashMap::new() };
    let assets = store::assets::by_ids(&app.store, &contents.asset_ids()).await?;
    contents.assets = assets.into_iter().map(|asset| (asset.id, asset)).collect();
    Ok(contents)
}

/// The pictures of these assets, smallest first within each.
pub async fn previews(app: &App, assets: &[&Asset]) -> Outcome<HashMap<AssetId, Vec<Preview>>> {
    let versions: Vec<VersionId> =
        assets.iter().filter(|asset| asset.preview == "ready").map(|asset| asset.version_id).collect();
    let of: HashMap<VersionId, AssetId> = assets.iter().map(|asset| (asset.version_id, asset.id)).collect();
    let mut pictures: HashMap<AssetId, Vec<Preview>> = HashMap::new();
    for preview in store::previews::of_versions(&app.store, &versions).await? {
        if let Some(asset) = of.get(&preview.version_id) {
            pictures.entry(*asset).or_default().push(preview);
        }
    }
    Ok(pictures)
}

/// One asset of a place, with the contents as far as it is concerned.
pub async fn asset_at(app: &App, viewer: &Viewer, spot: &Spot, id: AssetId) -> Outcome<(Contents, Asset)> {
    let contents = contents_of(app, viewer, spot, &[id]).await?;
    let asset = contents.assets.get(&id).cloned().ok_or(Refusal::NotFound)?;
    Ok((contents, asset))
}

/// The bytes of a picture of an asset that stands in a place which shows to the viewer.
pub async fn picture_at(
    app: &App,
    viewer: &Viewer,
    spot: &Spot,
    asset: AssetId,
    width: u32,
) -> Outcome<(Preview, blobs::Blob)> {
    // The logo and the cover of a portal show with it, in whatever kit they stand.
    let brands = |portal: &Portal| [portal.logo_id, portal.cover_id].contains(&Some(asset));
    if spot.kit.is_none() && spot.portal.as_ref().is_some_and(brands) {
        return picture(app, asset, width).await;
    }
    let (contents, _) = asset_at(app, viewer, spot, asset).await?;
    let holders = contents.kits_with(asset);
    picture_marked(app, asset, width, watermark(spot, &holders)).await
}

/// Which of these assets a visitor sees somewhere, and what they are called.
pub(crate) async fn visible_to_visitors(app: &App, assets: &[AssetId]) -> Outcome<HashMap<AssetId, String>> {
    let mut visible = HashMap::new();
    let mut unknown = Vec::new();
    for asset in assets {
        match app.caches.visible.get(app, &asset.to_string()) {
            Some(title) => drop(visible.insert(*asset, title)),
            None => unknown.push(*asset),
        }
    }
    let stamp = app.stamp();
    for found in store::kits::visible_to_visitors(&app.store, &unknown).await? {
        let made = Made { stamp, about: &[Subject::Asset(found.asset), Subject::Kit(found.kit)], until: None };
        app.caches.visible.keep(found.asset.to_string(), made, found.title.len() as u64, found.title.clone());
        visible.insert(found.asset, found.title);
    }
    Ok(visible)
}

/// The picture that was shown to the same question before, where it still counts.
pub async fn picture_shown(app: &App, question: &Question) -> Outcome<Option<(Arc<Preview>, blobs::Blob)>> {
    let Some(preview) = app.caches.pictures.answer(app, question) else { return Ok(None) };
    let key = preview.blob_key.parse().map_err(|_| Refusal::internal("a preview with an unreadable key"))?;
    Ok(Some((preview, app.blobs.open(key).await?)))
}

/// Keeps a picture of an asset at a place as the answer to a question that was taken before anything was read.
pub async fn keep_picture(app: &App, question: Question, spot: &Spot, asset: AssetId, preview: Preview) -> Outcome<()> {
    let mut about = crate::place::about(app, spot).await?;
    about.push(Subject::Asset(asset));
    let made = question.made(&about, None);
    app.caches.pictures.keep(question.text, made, 300, Arc::new(preview));
    Ok(())
}

/// What stands across the pictures of an asset at a place: the words of a kit that holds it there, else the portal's.
fn watermark<'a>(spot: &'a Spot, holders: &[&'a Spot]) -> &'a str {
    let of_kits = holders.iter().filter_map(|holder| holder.kit.as_ref()).map(|kit| kit.watermark.as_str());
    let of_portal = spot.portal.as_ref().map(|portal| portal.watermark.as_str());
    of_kits.chain(of_portal).find(|words| !words.trim().is_empty()).unwrap_or_default()
}

/// The bytes of a picture of an asset with the words of a watermark across it; the caller has made sure that it may be
/// seen. Made when it is first asked for and kept; other words make another picture. A picture that can't be marked is
/// refused, never shown without its mark.
pub async fn picture_marked(app: &App, asset: AssetId, width: u32, watermark: &str) -> Outcome<(Preview, blobs::Blob)> {
    let (plain, blob) = picture(app, asset, width).await?;
    let words = watermark.trim();
    if words.is_empty() {
        return Ok((plain, blob));
    }
    let marked = crate::renditions::marked(app, &plain, words).await?;
    let key = marked.blob_key.parse().map_err(|_| Refusal::internal("a preview with an unreadable key"))?;
    Ok((marked, app.blobs.open(key).await?))
}

/// The bytes of a picture of an asset; the caller has made sure that it may be seen.
pub(crate) async fn picture(app: &App, asset: AssetId, width: u32) -> Outcome<(Preview, blobs::Blob)> {
    let asset = store::assets::by_id(&app.store, asset).await?.ok_or(Refusal::NotFound)?;
    picture_of(app, &asset, width).await
}

async fn picture_of(app: &App, asset: &Asset, width: u32) -> Outcome<(Preview, blobs::Blob)> {
    let pictures = store::previews::of_version(&app.store, asset.version_id).await?;
    let fit = pictures.iter().find(|picture| picture.width == width).cloned();
    let picture = fit.ok_or(Refusal::NotFound)?;
    let key = picture.blob_key.parse().map_err(|_| Refusal::internal("a preview with an unreadable key"))?;
    Ok((picture, app.blobs.open(key).await?))
}

/// The languages that the pages of a place may be in: those its portal is offered in, else those of the installation. The
/// first is for whoever wants none of them: the portal's first, or the installation's.
pub fn languages(app: &App, spot: Option<&Spot>) -> Vec<Language> {
    let portal = spot.and_then(|spot| spot.portal.as_ref());
    if let Some(portal) = portal.filter(|portal| !portal.languages.is_empty()) {
        return portal.languages.clone();
    }
    app.in_force().languages.clone()
}

/// The versions of an asset before its current one, newest first. They are told, not given: access covers the current one.
pub async fn earlier_versions(app: &App, asset: &Asset) -> Outcome<Vec<Version>> {
    if asset.version < 2 {
        return Ok(vec![]);
    }
    let mut versions = store::assets::versions(&app.store, asset.id).await?;
    versions.retain(|version| version.number < asset.version);
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    Ok(versions)
}

/// The bytes of a picture for a signed-in user, who sees all assets.
pub async fn picture_for_user(
    app: &App,
    viewer: &Viewer,
    asset: AssetId,
    width: u32,
) -> Outcome<(Preview, blobs::Blob)> {
    viewer.signed_in()?;
    // Managers see what they deleted for as long as it can come back.
    if viewer.manager().is_ok()
        && let Some(deleted) = store::trash::by_id(&app.store, asset).await?
    {
        return picture_of(app, &deleted, width).await;
    }
    picture(app, asset, width).await
}

/// What this viewer has under review at a place: single assets, or the whole of it. Only a proven requester or a user has
/// any, since a typed address proves nothing.
pub async fn under_review(app: &App, viewer: &Viewer, place: Place) -> Outcome<(bool, Vec<AssetId>)> {
    let mut asks = Vec::new();
    if let Some(user) = &viewer.user {
        asks.extend(store::open_asks::of(&app.store, store::open_asks::Asker::User(user.id), place).await?);
    }
    if let Some(proven) = &viewer.proven {
        let asker = store::open_asks::Asker::External(proven.user.id);
        asks.extend(store::open_asks::of(&app.store, asker, place).await?);
    }
    let whole = asks.iter().any(|(asset, _)| asset.is_none());
    Ok((whole, asks.into_iter().filter_map(|(asset, _)| asset).collect()))
}

/// The requests of a proven requester or a signed-in user, newest first.
pub async fn own_requests(app: &App, viewer: &Viewer) -> Outcome<Vec<Request>> {
    const MOST: u32 = 100;
    if let Some(proven) = &viewer.proven {
        return Ok(requests::of_external_user(&app.store, proven.user.id, MOST).await?);
    }
    let Some(user) = &viewer.user else { return Ok(vec![]) };
    let own = request_list::Viewer::Theirs {
        user: user.id,
        can_be_responsible: false,
        responsible_for_external_users: false,
    };
    let page = request_list::Page { ascending: false, after: None, size: MOST };
    Ok(request_list::page(&app.store, own, &request_list::Filter::default(), page).await?)
}

/// The logo and the cover of a portal, where it has some with a picture.
pub async fn branding(
    app: &App,
    portal: &Portal,
) -> Outcome<(Option<(Asset, Vec<Preview>)>, Option<(Asset, Vec<Preview>)>)> {
    Ok((pictured(app, portal.logo_id).await?, pictured(app, portal.cover_id).await?))
}

pub(crate) async fn pictured(app: &App, asset: Option<AssetId>) -> Outcome<Option<(Asset, Vec<Preview>)>> {
    let Some(asset) = asset else { return Ok(None) };
    let Some(asset) = store::assets::by_id(&app.store, asset).await? else { return Ok(None) };
    let pictures = store::previews::of_version(&app.store, asset.version_id).await?;
    Ok(if pictures.is_empty() { None } else { Some((asset, pictures)) })
}
