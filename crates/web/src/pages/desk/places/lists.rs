//! The lists of kits and of portals, and making new ones.

use super::{language, meanings, shell};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        desk::Desk,
        frame::{render_as, see_other},
    },
    views::{
        desk::{DeskRoom, Flash, KitRow, KitsPage, NewPlace, PortalRow, PortalsPage},
        shared::{Link, Lock},
    },
};
use app::{
    Fault, Refusal, Viewer, browse,
    edit_kit::{self, KitDraft},
    edit_portal::{self, PortalDraft},
    list_places::{self, Listed},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::{KitId, PortalId, Privacy};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands on a place that is not everybody's.
pub(super) fn lock(privacy: Privacy) -> Option<Lock> {
    match privacy {
        Privacy::Private => Some(Lock::Private),
        Privacy::Password => Some(Lock::Password),
        Privacy::Public => None,
    }
}

/// Addresses of the first page, on a later one, and of the next.
fn pages<T>(site: &Site, query: &Fields, room: &str, listed: &Listed<T>) -> (Option<String>, Option<String>) {
    let q = utf8_percent_encode(query.text("q"), NON_ALPHANUMERIC);
    let at = |after: String| site.path(&format!("/admin/{room}?q={q}{after}"));
    let first = query.get("after").map(|_| at(String::new()));
    (first, listed.next.map(|id| at(format!("&after={id}"))))
}

fn after(query: &Fields) -> Option<i64> {
    query.text("after").parse().ok()
}

/// The form that makes one, as it was typed.
fn new(site: &Site, room: &str, typed: &str, faults: &[Fault]) -> NewPlace {
    NewPlace {
        action: site.path(&format!("/admin/{room}")),
        title: typed.to_owned(),
        errors: super::fields::errors(faults, &[]),
    }
}

fn deleted(query: &Fields, what: &str) -> Option<Flash> {
    (query.text("done") == "deleted").then(|| Flash { good: true, text: format!("The {what} is deleted.") })
}

pub(super) async fn kits(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let form = new(&site, "kits", "", &[]);
    list_kits(&site, &viewer, &query, form, StatusCode::OK).await
}

async fn list_kits(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    new: NewPlace,
    status: StatusCode,
) -> Result<Response, Failure> {
    let listed = list_places::kits(&site.app, viewer, query.get("q"), after(query).map(KitId)).await?;
    let assets: Vec<&app::rows::Asset> = listed.lines.iter().flat_map(|line| &line.first).collect();
    let pictures = browse::previews(&site.app, &assets).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let (first_href, next_href) = pages(site, query, "kits", &listed);
    let portal = |(id, title): &(PortalId, String)| Link {
        href: site.path(&format!("/admin/portals/{id}")),
        text: title.clone(),
    };
    let row = |line: &list_places::KitLine| KitRow {
        href: site.path(&format!("/admin/kits/{}", line.kit.id)),
        title: line.kit.title.clone(),
        thumbs: line.first.iter().map(|asset| easel.thumb("/admin", asset, Shown::Line)).collect(),
        lock: lock(line.kit.privacy),
        policy: meanings::policy(line.kit.policy),
        assets: line.assets,
        portals: line.portals.iter().map(portal).collect(),
        pending: (line.pending, requests(site, "kitId", line.kit.id.0)),
    };
    let page = KitsPage {
        shell: shell(site, viewer, DeskRoom::Kits, deleted(query, "kit")).await?,
        q: query.text("q").to_owned(),
        rows: listed.lines.iter().map(row).collect(),
        total: listed.total as u64,
        new,
        first_href,
        next_href,
    };
    Ok(render_as(status, &page))
}

/// Where the requests wait that are for a place.
pub(super) fn requests(site: &Site, name: &str, id: i64) -> String {
    site.path(&format!("/admin/users/download-requests?tab=pending&{name}={id}"))
}

pub(super) async fn make_kit(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let title = fields.text("title").to_owned();
    let draft = KitDraft { title: Some(title.clone()), ..KitDraft::default() };
    match edit_kit::create(&site.app, &viewer, draft, Faults::default()).await {
        Ok(kit) => Ok(see_other(&site, &format!("/admin/kits/{}?done=made", kit.id))),
        Err(Refusal::Invalid(faults)) => {
            let form = new(&site, "kits", &title, &faults);
            list_kits(&site, &viewer, &Fields::default(), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn portals(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let form = new(&site, "portals", "", &[]);
    list_portals(&site, &viewer, &query, form, StatusCode::OK).await
}

async fn list_portals(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    new: NewPlace,
    status: StatusCode,
) -> Result<Response, Failure> {
    let listed = list_places::portals(&site.app, viewer, query.get("q"), after(query).map(PortalId)).await?;
    let signs: Vec<&app::rows::Asset> = listed.lines.iter().filter_map(|line| line.sign.as_ref()).collect();
    let pictures = browse::previews(&site.app, &signs).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    let (first_href, next_href) = pages(site, query, "portals", &listed);
    let row = |line: &list_places::PortalLine| PortalRow {
        href: site.path(&format!("/admin/portals/{}", line.portal.id)),
        title: line.portal.title.clone(),
        sign: line.sign.as_ref().map(|asset| easel.thumb("/admin", asset, Shown::Line)),
        lock: lock(line.portal.privacy),
        policy: meanings::portal_policy(line.portal.policy),
        kits: line.kits as u64,
        looser_than: line.looser_than.clone(),
        pending: (line.pending, requests(site, "portalId", line.portal.id.0)),
    };
    let page = PortalsPage {
        shell: shell(site, viewer, DeskRoom::Portals, deleted(query, "portal")).await?,
        q: query.text("q").to_owned(),
        rows: listed.lines.iter().map(row).collect(),
        total: listed.total as u64,
        new,
        first_href,
        next_href,
    };
    Ok(render_as(status, &page))
}

pub(super) async fn make_portal(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let title = fields.text("title").to_owned();
    let draft = PortalDraft { title: Some(title.clone()), ..PortalDraft::default() };
    match edit_portal::create(&site.app, &viewer, draft, Faults::default()).await {
        Ok(portal) => Ok(see_other(&site, &format!("/admin/portals/{}?done=made", portal.id))),
        Err(Refusal::Invalid(faults)) => {
            let form = new(&site, "portals", &title, &faults);
            list_portals(&site, &viewer, &Fields::default(), form, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}
