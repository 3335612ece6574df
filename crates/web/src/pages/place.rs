//! The page of a portal or kit: what is in it, and what one may do with it.

use super::{
    cards::{self, Easel, Offering, Shown},
    frame::{Frame, paragraphs, render_as, render_public, see_other, told},
    home::card,
};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form, PlacePath},
    failure::Failure,
    views::{
        public::{KitPage, PasswordPage, PortalPage},
        shared::{Link, Offer, Picks, Section},
    },
};
use app::{
    Fault, Refusal, Viewer,
    browse::{self, Contents},
    place::{self, Opened, Spot},
};
use axum::{extract::State, response::Response};
use domain::{Access, Holder, Policy, Privacy, Timestamp};
use http::{HeaderMap, StatusCode, header};
use words::Language;

/// A place that shows, or the answer that asks for its password.
pub(super) enum Doorway {
    Spot(Box<Spot>),
    Locked(Response),
}

/// Opens the place of an address; where it is behind a password, the answer is the form, as `status`.
pub(super) async fn open(
    site: &Site,
    viewer: &Viewer,
    path: &PlacePath,
    status: StatusCode,
) -> Result<Doorway, Failure> {
    match place::open(&site.app, viewer, path.portal.as_deref(), path.kit.as_deref()).await? {
        Opened::Spot(spot) => Ok(Doorway::Spot(spot)),
        Opened::Locked { of } => Ok(Doorway::Locked(password(site, viewer, path, &of, None, status))),
    }
}

fn password(
    site: &Site,
    viewer: &Viewer,
    path: &PlacePath,
    of: &Spot,
    fault: Option<&Fault>,
    status: StatusCode,
) -> Response {
    let shell = Frame { site, viewer }.shell();
    let error = fault.map(|fault| told(shell.lang, fault));
    let page = PasswordPage {
        shell,
        title: of.title().to_owned(),
        action: site.path(&place::path(path.portal.as_deref(), path.kit.as_deref())),
        error,
    };
    render_as(status, &page)
}

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    match open(&site, &viewer, &path, StatusCode::OK).await? {
        Doorway::Locked(form) => Ok(form),
        Doorway::Spot(spot) if spot.kit.is_some() => kit(&site, &viewer, &spot, &headers).await,
        Doorway::Spot(spot) => portal(&site, &viewer, &spot, &headers).await,
    }
}

/// Tries a password; where it is right the browser keeps the proof, and the same address shows the place.
pub(super) async fn unlock(
    State(site): State<Site>,
    Door(viewer): Door,
    path: PlacePath,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (portal, kit) = (path.portal.as_deref(), path.kit.as_deref());
    let typed = fields.text("password").to_owned();
    match place::unlock(&site.app, &viewer, portal, kit, typed).await {
        Ok(proof) => {
            let mut response = see_other(&site, &place::path(portal, kit));
            if let Some(proof) = proof {
                let name = proof.split('-').take(2).collect::<Vec<_>>().join("_");
                response.headers_mut().append(header::SET_COOKIE, Cookie::Unlocked(name).set(&site, &proof, None));
            }
            Ok(response)
        }
        Err(Refusal::Invalid(faults)) => match place::open(&site.app, &viewer, portal, kit).await? {
            Opened::Locked { of } => {
                Ok(password(&site, &viewer, &path, &of, faults.first(), StatusCode::UNPROCESSABLE_ENTITY))
            }
            Opened::Spot(_) => Ok(see_other(&site, &place::path(portal, kit))),
        },
        Err(other) => Err(other.into()),
    }
}

/// What one may do with everything in a place.
pub(super) fn offer(
    lang: Language,
    contents: &Contents,
    spot: &Spot,
    holder: &Holder,
    now: Timestamp,
    under_review: bool,
) -> Offer {
    let files = contents.asset_ids().len() as u64;
    let size = lang.size(contents.in_order().iter().map(|asset| asset.size).sum());
    if files == 0 {
        return Offer::Nothing;
    }
    let every = |wanted: fn(Access) -> bool| {
        contents.asset_ids().iter().all(|asset| wanted(contents.access(spot, *asset, holder, now)))
    };
    if every(Access::is_allowed) {
        return Offer::Download { files, size };
    }
    match domain::access(spot.place, spot.policy, None, holder, now) {
        Access::Ask(Policy::NoApproval) => Offer::DownloadAfterForm { files, size },
        Access::Ask(_) if under_review => Offer::UnderReview,
        Access::Ask(_) => Offer::Request,
        _ => Offer::Nothing,
    }
}

fn staff_only(spot: &Spot) -> bool {
    let private = |privacy| privacy == Privacy::Private;
    spot.kit.as_ref().is_some_and(|kit| private(kit.privacy))
        || spot.portal.as_ref().is_some_and(|portal| private(portal.privacy))
}

/// The page of a portal.
pub(super) async fn portal(
    site: &Site,
    viewer: &Viewer,
    spot: &Spot,
    headers: &HeaderMap,
) -> Result<Response, Failure> {
    let frame = Frame { site, viewer };
    let Some(row) = &spot.portal else { return Err(Refusal::NotFound.into()) };
    let contents = browse::contents(&site.app, viewer, spot).await?;
    let holder = viewer.holder(&site.app).await?;
    let under_review = browse::under_review(&site.app, viewer, spot.place).await?;
    let (_, cover) = browse::branding(&site.app, row).await?;
    let shell = frame.shell_of(spot).await?;
    let mut page = PortalPage {
        title: row.title.clone(),
        introduction: paragraphs(&row.introduction),
        cover: cover.and_then(|(asset, pictures)| cards::picture(site, &spot.path(), &asset, &pictures, Shown::Cover)),
        place: site.path(&spot.path()),
        kits: vec![],
        finder: None,
        hits: None,
        stretch: None,
        picks: Picks::default(),
        offer: offer(shell.lang, &contents, spot, &holder, site.app.now(), under_review.0),
        staff_only: staff_only(spot),
        shell,
    };
    for (kit, locked) in place::doors_of(&site.app, viewer, row).await? {
        page.kits.push(card(site, viewer, &kit, locked).await?);
    }
    Ok(render_public(headers, &page))
}

async fn kit(site: &Site, viewer: &Viewer, spot: &Spot, headers: &HeaderMap) -> Result<Response, Failure> {
    let frame = Frame { site, viewer };
    let Some(row) = &spot.kit else { return Err(Refusal::NotFound.into()) };
    let contents = browse::contents(&site.app, viewer, spot).await?;
    let pictures = browse::previews(&site.app, &contents.in_order()).await?;
    let holder = viewer.holder(&site.app).await?;
    let under_review = browse::under_review(&site.app, viewer, spot.place).await?;
    let now = site.app.now();
    let shell = frame.shell_of(spot).await?;
    let offering = Offering {
        easel: Easel { site, lang: shell.lang, pictures: &pictures },
        spot,
        contents: &contents,
        holder: &holder,
        now,
        under_review: &under_review,
    };
    let inside = |section: &app::rows::Section| {
        let placed = contents.placed.iter().filter(|(id, _)| *id == section.id);
        placed
            .filter_map(|(_, asset)| contents.assets.get(asset))
            .map(|asset| offering.card(asset, Shown::Card))
            .collect()
    };
    let sections = contents.sections.iter().map(|section| Section {
        id: section.id.0,
        title: section.title.clone(),
        text: paragraphs(&section.text),
        assets: inside(section),
    });
    let sections: Vec<Section> = sections.collect();
    let page = KitPage {
        crumbs: frame.crumbs(spot, false),
        place: site.path(&spot.path()),
        title: row.title.clone(),
        description: paragraphs(&row.description),
        anchors: anchors(&sections),
        finder: None,
        stretch: None,
        picks: Picks::of(sections.iter().flat_map(|section| &section.assets)),
        sections,
        offer: offer(shell.lang, &contents, spot, &holder, now, under_review.0),
        staff_only: staff_only(spot),
        shell,
    };
    Ok(render_public(headers, &page))
}

/// The headings of the sections, leading to them.
fn anchors(sections: &[Section]) -> Vec<Link> {
    let titled = sections.iter().filter(|section| !section.title.is_empty());
    titled.map(|section| Link { href: format!("#section-{}", section.id), text: section.title.clone() }).collect()
}

/// The page of a place in the place of another answer, where nothing has to be asked.
pub(super) fn back_to(site: &Site, spot: &Spot) -> Response {
    see_other(site, &spot.path())
}
