//! Picking up: what a link from a mail opens. Opening one writes nothing, so a scanner that opens everything changes nothing.

use crate::{
    App, Outcome, Refusal, Viewer, browse,
    place::{self, Spot},
    secret::hash,
    show_request::{RequestView, view},
};
use domain::{place::Sight, *};
use store::{
    assets::Asset,
    external_users, grants, links,
    requests::{self, Request},
};

/// What a pick-up link opens.
#[derive(Debug)]
pub enum Opened {
    /// The browser becomes a proven one, by the cookie, and goes on to the request (none: to all of them).
    Proven {
        /// The cookie of the requester.
        cookie: String,
        /// The reference of the request that the link is about.
        request: Option<RequestId>,
    },
    /// Another requester is known in this browser: it asks first.
    AskFirst {
        /// Whose link it is.
        mail: String,
        /// Who is known here.
        known: String,
    },
    /// Its time is over; a fresh one can be had.
    Over,
    /// The person ended it; a fresh one can be had.
    Ended,
}

/// Opens a pick-up link. `confirmed`: the person wants to go on as the one whose link it is.
pub async fn open(app: &App, viewer: &Viewer, secret: &str, confirmed: bool) -> Outcome<Opened> {
    let link = links::by_hash(&app.store, &hash(secret)).await?;
    let link = link.filter(|link| link.kind == links::LinkKind::Pickup).ok_or(Refusal::NotFound)?;
    if link.ended_at.is_some() {
        return Ok(Opened::Ended);
    }
    if !link.is_live(app.now()) {
        return Ok(Opened::Over);
    }
    let Some(user) = link.external_user_id else { return Err(Refusal::NotFound) };
    let user = external_users::by_id(&app.store, user).await?.ok_or(Refusal::NotFound)?;
    if let Some(known) = &viewer.proven
        && known.user.id != user.id
        && !confirmed
    {
        return Ok(Opened::AskFirst { mail: user.mail, known: known.user.mail.clone() });
    }
    Ok(Opened::Proven { cookie: crate::viewer::requester_cookie(app, link.id), request: link.request_id })
}

/// One asset that can be picked up, and where.
#[derive(Debug)]
pub struct Parcel {
    /// The asset.
    pub asset: Asset,
    /// The address of the place in which it may be downloaded.
    pub path: String,
}

/// What can be picked up because of one request.
#[derive(Debug)]
pub struct Pile {
    /// The request.
    pub view: RequestView,
    /// The place, where it still shows.
    pub spot: Option<Spot>,
    /// What was asked for and may be downloaded now.
    pub asked: Vec<Parcel>,
    /// The rest of the place that the grant covers.
    pub rest: Vec<Parcel>,
    /// Until when.
    pub until: Option<Timestamp>,
    /// Whether a password has to be typed first at the place.
    pub locked: bool,
}

/// Whether a request is the viewer's own: the proven requester's, or the signed-in user's.
pub fn is_own(viewer: &Viewer, request: &Request) -> bool {
    let proven = viewer.proven.as_ref().map(|proven| proven.user.id);
    let user = viewer.user.as_ref().map(|user| user.id);
    (proven.is_some() && request.external_user_id == proven) || (user.is_some() && request.user_id == user)
}

/// What may be picked up because of one request of the viewer's own, or of the newest that opened something.
pub async fn pick_up(app: &App, viewer: &Viewer, reference: Option<&str>) -> Outcome<Option<Pile>> {
    if let Some(reference) = reference {
        let request = requests::by_reference(&app.store, reference).await?.ok_or(Refusal::NotFound)?;
        if !is_own(viewer, &request) {
            return Err(Refusal::NotFound);
        }
        return Ok(Some(pile(app, viewer, view(app, request).await?).await?));
    }
    let opened = |status| matches!(status, RequestStatus::Approved | RequestStatus::PartiallyApproved);
    let mut newest = None;
    for request in browse::own_requests(app, viewer).await?.into_iter().filter(|request| opened(request.status)) {
        let pile = pile(app, viewer, view(app, request).await?).await?;
        if !pile.asked.is_empty() || !pile.rest.is_empty() {
            return Ok(Some(pile));
        }
        newest = newest.or(Some(pile));
    }
    // Nothing can be picked up: told is why of the newest.
    Ok(newest)
}

/// Until when the link opens by which this browser became a proven one.
pub async fn link_until(app: &App, viewer: &Viewer) -> Outcome<Option<Timestamp>> {
    let Some(proven) = &viewer.proven else { return Ok(None) };
    Ok(links::by_id(&app.store, proven.link).await?.map(|link| link.expires_at))
}

/// The reference of a request, for the clean address after a pick-up link.
pub async fn reference_of(app: &App, id: RequestId) -> Outcome<Option<String>> {
    Ok(requests::by_id(&app.store, id).await?.map(|request| request.reference))
}

/// What can be picked up because of one request, by whoever stands at the door.
pub async fn pile(app: &App, viewer: &Viewer, view: RequestView) -> Outcome<Pile> {
    let now = app.now();
    let holder = viewer.holder(app).await?;
    let until = view.grants.iter().filter(|grant| grant.is_live(now)).filter_map(|grant| grant.expires_at).max();
    let named: Vec<AssetId> = view.assets().map(|(_, asset)| asset).collect();
    let spot = match view.request.place() {
        Some(_) => place::of_request(app, &view.request).await?,
        None => None,
    };
    let mut pile = Pile { view, spot: None, asked: vec![], rest: vec![], until, locked: false };
    let Some(spot) = spot else {
        pile.asked = elsewhere(app, viewer, &holder, &named).await?;
        return Ok(pile);
    };
    match place::look(app, viewer, &spot) {
        Sight::Visible => {}
        Sight::KitPassword | Sight::PortalPassword => {
            pile.locked = true;
            pile.spot = Some(spot);
            return Ok(pile);
        }
        Sight::Hidden => return Ok(pile),
    }
    let contents = browse::contents(app, viewer, &spot).await?;
    for asset in contents.in_order() {
        if contents.access(&spot, asset.id, &holder, now).is_allowed() {
            let parcel = Parcel { asset: asset.clone(), path: spot.path() };
            if named.is_empty() || named.contains(&asset.id) {
                pile.asked.push(parcel);
            } else {
                pile.rest.push(parcel);
            }
        }
    }
    pile.spot = Some(spot);
    Ok(pile)
}

/// Where assets can be downloaded that were asked for without a place: in a kit in which they show and are allowed.
async fn elsewhere(app: &App, viewer: &Viewer, holder: &Holder, assets: &[AssetId]) -> Outcome<Vec<Parcel>> {
    let kits = store::kits::of_assets(&app.store, assets).await?;
    let mut parcels = Vec::new();
    for asset in store::assets::by_ids(&app.store, assets).await? {
        // A signed-in user sees all assets, in a kit or not, and downloads at the desk what a grant covers.
        if viewer.user.is_some() {
            if crate::download::may_user_download(app, holder, asset.id).await? {
                parcels.push(Parcel { path: "/admin".into(), asset });
            }
            continue;
        }
        for (_, kit) in kits.iter().filter(|(id, _)| *id == asset.id) {
            let Some(spot) = place::by_ids(app, None, Some(*kit)).await? else { continue };
            let shows = place::look(app, viewer, &spot) == Sight::Visible;
            if shows && access(spot.place, spot.policy, Some(asset.id), holder, app.now()).is_allowed() {
                parcels.push(Parcel { path: spot.path(), asset: asset.clone() });
                break;
            }
        }
    }
    parcels.sort_by_key(|parcel| assets.iter().position(|id| *id == parcel.asset.id));
    Ok(parcels)
}

/// A proven requester ends the link they came by, and with it this browser's cookie and every other of that link.
pub async fn end_link(app: &App, viewer: &Viewer) -> Outcome<()> {
    let Some(proven) = &viewer.proven else { return Ok(()) };
    let link = proven.link;
    store::write!(app.store, |tx| Ok::<_, Refusal>(links::end(tx, link, app.now()).await?))
}

/// Whether anything stands open for a requester.
pub(crate) async fn has_access(app: &App, user: ExternalUserId) -> Outcome<bool> {
    let grants = grants::of_subjects(&app.store, &[grants::Subject::ExternalUser(user)]).await?;
    Ok(grants.iter().any(|grant| grant.is_live(app.now())))
}
