//! The home page: the public portals and kits, or the one portal where there is one.

use super::{
    cards::{Easel, Shown},
    frame::Frame,
    kept::{Looks, PublicPage, Recall, render_public},
    place,
};
use crate::{
    Site,
    extract::{Door, Fields, Query},
    failure::Failure,
    views::{
        public::HomePage,
        shared::{Lock, PlaceCard, Thumb},
    },
};
use app::{Viewer, browse, caches::Subject, place::Spot};
use axum::{extract::State, response::Response};
use domain::Privacy;
use http::{HeaderMap, Method, Uri};
use words::Language;

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    Query(query): Query,
    uri: Uri,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let recall = Recall::new(&site.app, &viewer, &uri);
    let looks = Looks { viewer: &viewer, method: &method, headers: &headers };
    if let Some(page) = recall.as_ref().and_then(|recall| recall.page(&site)) {
        return Ok(looks.at(&site, &page));
    }
    let (page, about) = home(&site, &viewer, &query).await?;
    Ok(match recall {
        Some(recall) => looks.at(&site, &recall.keep(&site, &about, page)),
        None => looks.at(&site, &page),
    })
}

/// The page, and what it shows.
async fn home(site: &Site, viewer: &Viewer, query: &Fields) -> Result<(PublicPage, Vec<Subject>), Failure> {
    let (portals, kits) = app::place::home(&site.app, viewer).await?;
    // Kits that a listed portal gathers are found there.
    let mut gathered = Vec::new();
    for portal in portals.iter().filter_map(|spot| spot.portal.as_ref()) {
        let inside = app::place::doors_of(&site.app, viewer, portal).await?;
        gathered.extend(inside.into_iter().filter_map(|(spot, _)| spot.kit.map(|kit| kit.id)));
    }
    let lone = |spot: &&Spot| spot.kit.as_ref().is_some_and(|kit| !gathered.contains(&kit.id));
    let kits: Vec<&Spot> = kits.iter().filter(lone).collect();
    let mut about = vec![Subject::Places];
    for spot in portals.iter().chain(kits.iter().copied()) {
        about.extend(app::place::about(&site.app, spot).await?);
    }
    if let ([only], true) = (portals.as_slice(), kits.is_empty()) {
        return Ok((place::portal(site, viewer, only, query).await?.of(only.place, None), about));
    }
    let mut page = HomePage { shell: Frame { site, viewer }.shell(), portals: vec![], kits: vec![] };
    for spot in &portals {
        page.portals.push(card(site, viewer, spot, false).await?);
    }
    for spot in kits {
        page.kits.push(card(site, viewer, spot, false).await?);
    }
    Ok((render_public(&page)?, about))
}

/// How many pictures a card shows of what is inside.
const MOSAIC: u32 = 4;

/// A portal or kit as a card. `locked`: its password has not been typed here, so nothing of the inside shows.
pub(super) async fn card(site: &Site, viewer: &Viewer, spot: &Spot, locked: bool) -> Result<PlaceCard, Failure> {
    let (privacy, text) = match (&spot.kit, &spot.portal) {
        (Some(kit), _) => (kit.privacy, kit.description.clone()),
        (None, Some(portal)) => (portal.privacy, portal.introduction.clone()),
        (None, None) => (Privacy::Public, String::new()),
    };
    let lock = match privacy {
        Privacy::Private => Some(Lock::Private),
        Privacy::Password if locked => Some(Lock::Password),
        Privacy::Password => None,
        Privacy::Public => None,
    };
    let mut card = PlaceCard {
        href: site.path(&spot.path()),
        title: spot.title().to_owned(),
        text,
        assets: None,
        mosaic: vec![],
        lock,
    };
    if !locked {
        let (first, files, _) = browse::glimpse(&site.app, viewer, spot, MOSAIC * 3).await?;
        card.assets = Some(files);
        let lang = Frame { site, viewer }.shell().lang;
        card.mosaic = mosaic(site, lang, spot, &first.iter().collect::<Vec<_>>()).await?;
    }
    Ok(card)
}

async fn mosaic(site: &Site, lang: Language, spot: &Spot, assets: &[&app::rows::Asset]) -> Result<Vec<Thumb>, Failure> {
    let pictures = browse::previews(&site.app, assets).await?;
    let easel = Easel { site, lang, pictures: &pictures };
    let thumbs = assets.iter().map(|asset| easel.thumb(&spot.path(), asset, Shown::Card));
    let (with, without): (Vec<Thumb>, Vec<Thumb>) = thumbs.partition(|thumb| thumb.picture.is_some());
    Ok(with.into_iter().chain(without).take(MOSAIC as usize).collect())
}
