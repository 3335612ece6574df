//! Where an asset is used: the kits it stands in, the portals that show them or wear it, and what waits for it.

use crate::{App, Outcome, Viewer};
use domain::*;
use store::{
    kits::{self, Kit},
    portals::{self, Portal},
    trash,
};

/// Where an asset is used.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    /// The kits it stands in.
    pub kits: Vec<Kit>,
    /// The portals that gather one of these.
    pub portals: Vec<Portal>,
    /// The portals whose logo or cover it is.
    pub worn_by: Vec<Portal>,
    /// Whether it is the installation's logo.
    pub is_logo: bool,
    /// How many requests wait for a decision about it.
    pub awaited_by: usize,
}

/// Where an asset is used; signed-in users see all assets.
pub async fn of_asset(app: &App, viewer: &Viewer, id: AssetId) -> Outcome<Uses> {
    viewer.signed_in()?;
    let ids: Vec<KitId> = kits::of_assets(&app.store, &[id]).await?.into_iter().map(|(_, kit)| kit).collect();
    let mut uses = Uses { kits: kits::by_ids(&app.store, &ids).await?, ..Uses::default() };
    uses.kits.sort_by(|a, b| a.title.cmp(&b.title));
    for portal in portals::list(&app.store).await? {
        if portal.logo_id == Some(id) || portal.cover_id == Some(id) {
            uses.worn_by.push(portal.clone());
        }
        if kits::of_portal(&app.store, portal.id).await?.iter().any(|kit| ids.contains(&kit.id)) {
            uses.portals.push(portal);
        }
    }
    uses.is_logo = store::settings::get(&app.store).await?.logo_id == Some(id);
    uses.awaited_by = trash::awaited_by(&app.store, &[id]).await?.len();
    Ok(uses)
}
