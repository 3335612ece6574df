//! Assets, kits, portals, grants and selections as the desk and programs list them.

use crate::{App, Outcome, Refusal, Viewer, list_requests::seen_by, refusal::Faults, show_request::Requester};
use domain::*;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt::Debug};
use store::{
    Run,
    kits::{Kit, Section},
    portals::Portal,
    selections,
    terms::{self, Owner},
};

pub use store::{
    assets::{Asset, Filter as AssetFilter, Version},
    grants::{GrantRecord, Subject},
    terms::Terms,
};

/// A page of assets; signed-in users see all of them.
pub async fn assets(
    app: &App,
    viewer: &Viewer,
    filter: &AssetFilter,
    after: Option<AssetId>,
    size: u32,
) -> Outcome<(Vec<Asset>, Option<AssetId>, u64)> {
    viewer.signed_in()?;
    let mut rows = store::assets::list(&app.store, filter, after, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok((rows, next, store::assets::count(&app.store, filter).await?))
}

/// The same, newest first, before the one that the last page ended with.
pub async fn newest_assets(
    app: &App,
    viewer: &Viewer,
    filter: &AssetFilter,
    before: Option<AssetId>,
    size: u32,
) -> Outcome<(Vec<Asset>, Option<AssetId>, u64)> {
    viewer.signed_in()?;
    let mut rows = store::assets::newest(&app.store, filter, before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    Ok((rows, next, store::assets::count(&app.store, filter).await?))
}

/// These assets, in no particular order, without deleted ones; the caller has made sure that they may be seen.
pub async fn assets_by_ids(app: &App, ids: &[AssetId]) -> Outcome<Vec<Asset>> {
    Ok(store::assets::by_ids(&app.store, ids).await?)
}

/// One asset.
pub async fn asset(app: &App, viewer: &Viewer, id: AssetId) -> Outcome<Asset> {
    viewer.signed_in()?;
    store::assets::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)
}

/// Every version of an asset, newest first.
pub async fn versions(app: &App, viewer: &Viewer, id: AssetId) -> Outcome<Vec<Version>> {
    asset(app, viewer, id).await?;
    Ok(store::assets::versions(&app.store, id).await?)
}

/// What those are called who brought these versions.
pub async fn bringers(app: &App, viewer: &Viewer, versions: &[Version]) -> Outcome<HashMap<UserId, String>> {
    viewer.signed_in()?;
    let ids: Vec<UserId> = versions.iter().filter_map(|version| version.user_id).collect();
    let users = store::users::by_ids(&app.store, &ids).await?;
    Ok(users.into_iter().map(|user| (user.id, user.name())).collect())
}

/// A kit with its sections.
#[derive(Debug, Clone)]
pub struct KitView {
    /// The kit.
    pub kit: Kit,
    /// Its sections, with their assets in order.
    pub sections: Vec<(Section, Vec<AssetId>)>,
    /// Its terms of use.
    pub terms: Option<Terms>,
}

impl KitView {
    /// What tells this state of the kit from every other: whoever changes it says which one they saw.
    pub fn version(&self) -> String {
        version(self)
    }
}

/// A name for the state of something, of all that is in it.
pub(crate) fn version(of: &impl Debug) -> String {
    hex::encode(&Sha256::digest(format!("{of:?}"))[..16])
}

pub(crate) async fn kit_view(db: &impl Run, kit: Kit) -> Outcome<KitView> {
    let placed = store::kits::assets(db, kit.id).await?;
    let sections = store::kits::sections(db, kit.id).await?;
    let inside =
        |section: &Section| placed.iter().filter(|(id, _)| *id == section.id).map(|(_, asset)| *asset).collect();
    let terms = terms::current(db, Owner::Kit(kit.id)).await?;
    let sections = sections.into_iter().map(|section| (section.clone(), inside(&section))).collect();
    Ok(KitView { sections, terms, kit })
}

/// All kits.
pub async fn kits(app: &App, viewer: &Viewer) -> Outcome<Vec<KitView>> {
    viewer.signed_in()?;
    let mut views = Vec::new();
    for kit in store::kits::list(&app.store).await? {
        views.push(kit_view(&app.store, kit).await?);
    }
    Ok(views)
}

/// One kit.
pub async fn kit(app: &App, viewer: &Viewer, id: KitId) -> Outcome<KitView> {
    viewer.signed_in()?;
    let kit = store::kits::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    kit_view(&app.store, kit).await
}

/// The kit of this slug, to whoever runs the command line.
pub async fn kit_by_slug(app: &App, slug: &str) -> Outcome<Option<Kit>> {
    Ok(store::kits::by_slug(&app.store, slug).await?)
}

/// The portal of this slug, to whoever runs the command line.
pub async fn portal_by_slug(app: &App, slug: &str) -> Outcome<Option<Portal>> {
    Ok(store::portals::by_slug(&app.store, slug).await?)
}

/// A portal with the ids of its kits.
#[derive(Debug, Clone)]
pub struct PortalView {
    /// The portal.
    pub portal: Portal,
    /// The kits it gathers, in order.
    pub kits: Vec<KitId>,
    /// Its terms of use.
    pub terms: Option<Terms>,
}

impl PortalView {
    /// What tells this state of the portal from every other: whoever changes it says which one they saw.
    pub fn version(&self) -> String {
        version(self)
    }
}

pub(crate) async fn portal_view(db: &impl Run, portal: Portal) -> Outcome<PortalView> {
    let kits = store::kits::of_portal(db, portal.id).await?;
    let terms = terms::current(db, Owner::Portal(portal.id)).await?;
    Ok(PortalView { kits: kits.into_iter().map(|kit| kit.id).collect(), terms, portal })
}

/// All portals.
pub async fn portals(app: &App, viewer: &Viewer) -> Outcome<Vec<PortalView>> {
    viewer.signed_in()?;
    let mut views = Vec::new();
    for portal in store::portals::list(&app.store).await? {
        views.push(portal_view(&app.store, portal).await?);
    }
    Ok(views)
}

/// One portal.
pub async fn portal(app: &App, viewer: &Viewer, id: PortalId) -> Outcome<PortalView> {
    viewer.signed_in()?;
    let portal = store::portals::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    portal_view(&app.store, portal).await
}

/// A grant and who asked for what it opens.
#[derive(Debug, Clone)]
pub struct GrantView {
    /// The grant.
    pub grant: GrantRecord,
    /// Who asked.
    pub requester: Requester,
}

async fn grant_views(app: &App, rows: Vec<GrantRecord>) -> Outcome<Vec<GrantView>> {
    let mut ids: Vec<RequestId> = rows.iter().map(|row| row.request_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let requests = store::requests::by_ids(&app.store, &ids).await?;
    let externals: Vec<ExternalUserId> = requests.iter().filter_map(|request| request.external_user_id).collect();
    let users: Vec<UserId> = requests.iter().filter_map(|request| request.user_id).collect();
    let externals = store::external_users::by_ids(&app.store, &externals).await?;
    let users = store::users::by_ids(&app.store, &users).await?;
    let requester = |request: &store::requests::Request| {
        let external = externals.iter().find(|user| Some(user.id) == request.external_user_id);
        let user = users.iter().find(|user| Some(user.id) == request.user_id);
        external.cloned().map(Requester::External).or(user.cloned().map(Requester::User))
    };
    let requesters: HashMap<RequestId, Requester> =
        requests.iter().filter_map(|request| Some((request.id, requester(request)?))).collect();
    let view = |grant: GrantRecord| {
        let requester = requesters.get(&grant.request_id).cloned();
        let requester = requester.ok_or_else(|| Refusal::internal("a grant without a requester"))?;
        Ok(GrantView { grant, requester })
    };
    rows.into_iter().map(view).collect()
}

/// A page of the grants that stand open now: to managers and admins all, to others those of requests that they see.
pub async fn grants(
    app: &App,
    viewer: &Viewer,
    before: Option<GrantId>,
    size: u32,
) -> Outcome<(Vec<GrantView>, Option<GrantId>, u64)> {
    let seen = seen_by(viewer.signed_in()?);
    let mut rows = store::grants::list(&app.store, seen, app.now(), before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| row.id);
    let total = store::grants::count(&app.store, seen, app.now()).await?;
    Ok((grant_views(app, rows).await?, next, total))
}

/// One grant, to who sees its request.
pub async fn grant(app: &App, viewer: &Viewer, id: GrantId) -> Outcome<GrantView> {
    viewer.signed_in()?;
    let grant = store::grants::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)?;
    crate::show_request::show(app, viewer, grant.request_id).await?;
    grant_views(app, vec![grant]).await?.pop().ok_or(Refusal::NotFound)
}

/// The caller's selection.
pub async fn selection(app: &App, viewer: &Viewer) -> Outcome<Vec<AssetId>> {
    Ok(selections::of_user(&app.store, viewer.signed_in()?.id).await?)
}

/// Replaces the caller's selection.
pub async fn select(app: &App, viewer: &Viewer, assets: Vec<AssetId>, mut faults: Faults) -> Outcome<Vec<AssetId>> {
    let user = viewer.signed_in()?.id;
    let known = store::assets::by_ids(&app.store, &assets).await?;
    let mut chosen = Vec::new();
    for (index, asset) in assets.iter().enumerate() {
        if !known.iter().any(|known| known.id == *asset) {
            faults.add_at("/mediaIds", index, "There is no such asset.");
        } else if !chosen.contains(asset) {
            chosen.push(*asset);
        }
    }
    faults.check()?;
    store::write!(app.store, |tx| Ok::<_, Refusal>(selections::replace(tx, user, &chosen).await?))?;
    selection(app, viewer).await
}

/// The assets that a request names and that are still there, in no particular order; the caller may see the request.
pub async fn assets_of_request(app: &App, view: &crate::show_request::RequestView) -> Outcome<Vec<Asset>> {
    let ids: Vec<AssetId> = view.assets().map(|(_, asset)| asset).collect();
    Ok(store::assets::by_ids(&app.store, &ids).await?)
}
