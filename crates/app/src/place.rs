//! Opening a place: the portal, the kit, or the kit within the portal that an address names, for who stands at the door.

use crate::{App, Outcome, Refusal, Viewer, caches::Subject, password, said};
use domain::{
    place::{PolicySource, Shown, Sight, counting_policy, sight},
    *,
};
use store::{kits::Kit, portals::Portal, requests::Request};

/// A place that shows to the viewer.
#[derive(Debug, Clone)]
pub struct Spot {
    /// Which place.
    pub place: Place,
    /// The portal, where it is or lies in one.
    pub portal: Option<Portal>,
    /// The kit, where it is one.
    pub kit: Option<Kit>,
    /// The policy that counts here, and whose it is; none at a portal that inherits.
    pub policy: Option<(Policy, PolicySource)>,
}

impl Spot {
    fn of(portal: Option<Portal>, kit: Option<Kit>) -> Option<Self> {
        let place = Place::of(portal.as_ref().map(|portal| portal.id), kit.as_ref().map(|kit| kit.id))?;
        let facts = (portal.as_ref().map(Portal::facts), kit.as_ref().map(Kit::facts));
        let policy = counting_policy(facts.0.as_ref(), facts.1.as_ref());
        Some(Self { place, portal, kit, policy })
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        match (&self.kit, &self.portal) {
            (Some(kit), _) => &kit.title,
            (None, Some(portal)) => &portal.title,
            (None, None) => "",
        }
    }

    /// Its address, without the base: `/portals/{slug}/kits/{slug}`.
    pub fn path(&self) -> String {
        path(self.portal.as_ref().map(|portal| portal.slug.as_str()), self.kit.as_ref().map(|kit| kit.slug.as_str()))
    }

    /// How much an ask for the whole of it asks for.
    pub fn whole_scope(&self) -> RequestScope {
        if self.kit.is_some() { RequestScope::Kit } else { RequestScope::Portal }
    }
}

/// The address of a place.
pub fn path(portal: Option<&str>, kit: Option<&str>) -> String {
    let portal = portal.map(|slug| format!("/portals/{slug}")).unwrap_or_default();
    let kit = kit.map(|slug| format!("/kits/{slug}")).unwrap_or_default();
    portal + &kit
}

/// What an address opens.
#[derive(Debug)]
pub enum Opened {
    /// The place shows.
    Spot(Box<Spot>),
    /// A password is asked for first.
    Locked {
        /// The place whose password it is: the portal, or the kit.
        of: Box<Spot>,
    },
}

fn unlock_text(spot: &Spot, of_portal: bool) -> Option<String> {
    // The hash is part of what is signed: a changed password shuts everybody out again.
    let (kind, id, hash) = match (of_portal, &spot.portal, &spot.kit) {
        (true, Some(portal), _) => ("portal", portal.id.0, portal.password_hash.as_deref()?),
        (false, _, Some(kit)) => ("kit", kit.id.0, kit.password_hash.as_deref()?),
        _ => return None,
    };
    Some(format!("{kind}-{id}-{}", crate::secret::hash(hash)))
}

const UNLOCK: &str = "unlock";

fn is_unlocked(app: &App, viewer: &Viewer, spot: &Spot, of_portal: bool) -> bool {
    let Some(text) = unlock_text(spot, of_portal) else { return false };
    viewer.unlocked.iter().any(|cookie| app.keys.open(UNLOCK, cookie) == Some(text.as_str()))
}

/// Whether a place shows, or what it asks for first.
pub fn look(app: &App, viewer: &Viewer, spot: &Spot) -> Sight {
    let shown = Shown {
        signed_in: viewer.user.is_some(),
        portal_password: is_unlocked(app, viewer, spot, true),
        kit_password: is_unlocked(app, viewer, spot, false),
    };
    sight(spot.portal.as_ref().map(Portal::facts).as_ref(), spot.kit.as_ref().map(Kit::facts).as_ref(), shown)
}

async fn find(app: &App, portal: Option<&str>, kit: Option<&str>) -> Outcome<Spot> {
    let portal = match portal {
        Some(slug) => Some(store::portals::by_slug(&app.store, slug).await?.ok_or(Refusal::NotFound)?),
        None => None,
    };
    let kit = match kit {
        Some(slug) => Some(store::kits::by_slug(&app.store, slug).await?.ok_or(Refusal::NotFound)?),
        None => None,
    };
    if let (Some(portal), Some(kit)) = (&portal, &kit)
        && !store::portals::has_kit(&app.store, portal.id, kit.id).await?
    {
        return Err(Refusal::NotFound);
    }
    Spot::of(portal, kit).ok_or(Refusal::NotFound)
}

/// Opens the place that an address names. What the viewer may not know of looks like what does not exist.
pub async fn open(app: &App, viewer: &Viewer, portal: Option<&str>, kit: Option<&str>) -> Outcome<Opened> {
    let spot = find(app, portal, kit).await?;
    match look(app, viewer, &spot) {
        Sight::Visible => Ok(Opened::Spot(Box::new(spot))),
        Sight::Hidden => Err(Refusal::NotFound),
        Sight::PortalPassword => {
            let portal = Spot { place: spot.place, kit: None, policy: None, portal: spot.portal };
            Ok(Opened::Locked { of: Box::new(portal) })
        }
        Sight::KitPassword => Ok(Opened::Locked { of: Box::new(spot) }),
    }
}

/// Opens the place that ids name, as a visitor sees it; `None` where they see nothing there.
pub async fn by_ids(app: &App, portal: Option<PortalId>, kit: Option<KitId>) -> Outcome<Option<Spot>> {
    let portal_row = match portal {
        Some(id) => store::portals::by_id(&app.store, id).await?,
        None => None,
    };
    let kit_row = match kit {
        Some(id) => store::kits::by_id(&app.store, id).await?,
        None => None,
    };
    if portal.is_some() != portal_row.is_some() || kit.is_some() != kit_row.is_some() {
        return Ok(None);
    }
    if let (Some(portal), Some(kit)) = (portal, kit)
        && !store::portals::has_kit(&app.store, portal, kit).await?
    {
        return Ok(None);
    }
    Ok(Spot::of(portal_row, kit_row))
}

/// The place of a request, as a visitor sees it. A kit that was asked for through a portal that is deleted stands at its own
/// address.
pub async fn of_request(app: &App, request: &Request) -> Outcome<Option<Spot>> {
    if let (Some(portal), Some(kit)) = (request.portal_id, request.kit_id)
        && store::portals::by_id(&app.store, portal).await?.is_none()
    {
        return by_ids(app, None, Some(kit)).await;
    }
    by_ids(app, request.portal_id, request.kit_id).await
}

/// A place as a visitor would see it, for a manager to look at.
#[derive(Debug)]
pub struct AsVisitor {
    /// The place; what is private of it counts as published.
    pub spot: Spot,
    /// Somebody of whom nothing is known but the languages that they read, and who typed the passwords that are asked for.
    pub visitor: Viewer,
    /// What a visitor really sees of it now.
    pub sight: Sight,
}

/// A manager looks at a place as a visitor would see it: published, and with its password typed. Who sees it stays as it is.
pub async fn as_visitor(
    app: &App,
    viewer: &Viewer,
    portal: Option<PortalId>,
    kit: Option<KitId>,
) -> Outcome<AsVisitor> {
    viewer.manager()?;
    let mut spot = by_ids(app, portal, kit).await?.ok_or(Refusal::NotFound)?;
    let mut visitor = Viewer { reads: viewer.reads.clone(), ..Viewer::default() };
    let sight = look(app, &visitor, &spot);
    let proofs = [true, false].into_iter().filter_map(|of_portal| unlock_text(&spot, of_portal));
    visitor.unlocked = proofs.map(|text| app.keys.seal(UNLOCK, &text)).collect();
    let privacies = [spot.portal.as_mut().map(|row| &mut row.privacy), spot.kit.as_mut().map(|row| &mut row.privacy)];
    for privacy in privacies.into_iter().flatten().filter(|privacy| **privacy == Privacy::Private) {
        *privacy = Privacy::Public;
    }
    Ok(AsVisitor { spot, visitor, sight })
}

/// What the contents of a place rest on: its own rows, and those of the kits in a portal.
pub(crate) fn grounds(spot: &Spot, kits: &[Spot]) -> Vec<Subject> {
    let portal = spot.portal.as_ref().map(|portal| Subject::Portal(portal.id));
    let own = spot.kit.as_ref().map(|kit| Subject::Kit(kit.id));
    let inside = kits.iter().filter_map(|kit| kit.kit.as_ref()).map(|kit| Subject::Kit(kit.id));
    portal.into_iter().chain(own).chain(inside.filter(|kit| Some(*kit) != own)).collect()
}

/// What a page of a place shows, and so what it changes with: also the kits that do not show now, since they may.
pub async fn about(app: &App, spot: &Spot) -> Outcome<Vec<Subject>> {
    let mut about = grounds(spot, &[]);
    if let (Some(portal), None) = (&spot.portal, &spot.kit) {
        let kits = store::kits::of_portal(&app.store, portal.id).await?;
        about.extend(kits.iter().map(|kit| Subject::Kit(kit.id)));
    }
    Ok(about)
}

/// The kits of a portal that show to the viewer without a further password, each as reached through it.
pub async fn kits_of(app: &App, viewer: &Viewer, portal: &Portal) -> Outcome<Vec<Spot>> {
    let kits = store::kits::of_portal(&app.store, portal.id).await?;
    let spots = kits.into_iter().filter_map(|kit| Spot::of(Some(portal.clone()), Some(kit)));
    Ok(spots.filter(|spot| look(app, viewer, spot) == Sight::Visible).collect())
}

/// The kits of a portal that show at least their door to the viewer: visible ones, and ones behind a password.
pub async fn doors_of(app: &App, viewer: &Viewer, portal: &Portal) -> Outcome<Vec<(Spot, bool)>> {
    let kits = store::kits::of_portal(&app.store, portal.id).await?;
    let spots = kits.into_iter().filter_map(|kit| Spot::of(Some(portal.clone()), Some(kit)));
    let doors = spots.filter_map(|spot| match look(app, viewer, &spot) {
        Sight::Visible => Some((spot, false)),
        Sight::KitPassword => Some((spot, true)),
        Sight::PortalPassword | Sight::Hidden => None,
    });
    Ok(doors.collect())
}

/// The portals and kits of the home page: the public ones, and all of them to the signed-in.
pub async fn home(app: &App, viewer: &Viewer) -> Outcome<(Vec<Spot>, Vec<Spot>)> {
    let listed =
        |spot: &Spot| viewer.user.is_some() || look(app, viewer, spot) == Sight::Visible && !is_behind_password(spot);
    let portals = store::portals::list(&app.store).await?.into_iter().filter_map(|portal| Spot::of(Some(portal), None));
    let kits = store::kits::list(&app.store).await?.into_iter().filter_map(|kit| Spot::of(None, Some(kit)));
    Ok((portals.filter(&listed).collect(), kits.filter(&listed).collect()))
}

fn is_behind_password(spot: &Spot) -> bool {
    match (&spot.kit, &spot.portal) {
        (Some(kit), _) => kit.privacy == Privacy::Password,
        (None, Some(portal)) => portal.privacy == Privacy::Password,
        (None, None) => false,
    }
}

/// Tries a password at the place that asked for it; what the browser keeps as its proof. Wrong ones are limited.
pub async fn unlock(
    app: &App,
    viewer: &Viewer,
    portal: Option<&str>,
    kit: Option<&str>,
    typed: String,
) -> Outcome<Option<String>> {
    let spot = match open(app, viewer, portal, kit).await? {
        Opened::Spot(_) => return Ok(None),
        Opened::Locked { of } => of,
    };
    let of_portal = spot.kit.is_none();
    let hash = match (of_portal, &spot.portal, &spot.kit) {
        (true, Some(portal), _) => portal.password_hash.clone(),
        (false, _, Some(kit)) => kit.password_hash.clone(),
        _ => None,
    };
    crate::limits::check_password(app, &viewer.network, &spot.path()).await?;
    if !password::is_right(typed, hash).await {
        crate::limits::wrong_password(app, &viewer.network, &spot.path()).await?;
        return Err(Refusal::said("/password", &said::PASSWORD_WRONG));
    }
    Ok(unlock_text(&spot, of_portal).map(|text| app.keys.seal(UNLOCK, &text)))
}
