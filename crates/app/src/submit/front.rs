//! Where strangers ask by the public call, kept in memory.

use crate::{
    App, Outcome, Viewer, browse,
    caches::{Made, Subject},
    form::PlaceForm,
    place::{self, Spot},
};
use domain::{place::Sight, *};
use std::{collections::HashSet, sync::Arc};

/// A place as strangers find it, and what they are asked there.
#[derive(Debug)]
pub(crate) struct Front {
    pub(super) spot: Spot,
    pub(super) form: PlaceForm,
}

/// The place that ids name, where it shows to strangers; kept in memory.
pub(super) async fn front(app: &App, portal: Option<PortalId>, kit: Option<KitId>) -> Outcome<Option<Arc<Front>>> {
    let (question, stamp) = (format!("{portal:?} {kit:?}"), app.stamp());
    if let Some(known) = app.caches.fronts.get(app, &question) {
        return Ok(Some(known));
    }
    let spot = place::by_ids(app, portal, kit).await?;
    let shows = |spot: &Spot| place::look(app, &Viewer::default(), spot) == Sight::Visible;
    let Some(spot) = spot.filter(shows) else { return Ok(None) };
    let form = PlaceForm::of(app, &spot, false).await?;
    let about = place::grounds(&spot, &[]);
    let found = Arc::new(Front { spot, form });
    app.caches.fronts.keep(question, Made { stamp, about: &about, until: None }, 4_000, found.clone());
    Ok(Some(found))
}

/// Those of these assets that a place shows to strangers; kept in memory one by one.
pub(super) async fn shown_at(app: &App, spot: &Spot, assets: &[AssetId]) -> Outcome<HashSet<AssetId>> {
    let question = |asset: &AssetId| format!("{:?} {asset}", spot.place);
    let stamp = app.stamp();
    let is_known = |asset: &&AssetId| app.caches.shown.get(app, &question(asset)).is_some();
    let mut shown: HashSet<AssetId> = assets.iter().filter(is_known).copied().collect();
    let unknown: Vec<AssetId> = assets.iter().filter(|asset| !shown.contains(asset)).copied().collect();
    if !unknown.is_empty() {
        let contents = browse::contents_of(app, &Viewer::default(), spot, &unknown).await?;
        for asset in contents.asset_ids() {
            let mut about = place::grounds(spot, &contents.kits);
            about.push(Subject::Asset(asset));
            app.caches.shown.keep(question(&asset), Made { stamp, about: &about, until: None }, 0, ());
            shown.insert(asset);
        }
    }
    Ok(shown)
}
