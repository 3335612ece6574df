//! A kit or portal as a visitor would see it: the public page itself, made for somebody without any rights and marked as such.
//! Looking changes nothing, and opens nothing for anybody.

use crate::{
    Site,
    extract::{Path, Query},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::render,
        place::{kit_page, portal_page},
    },
    views::shared::{Identity, Shell},
};
use app::place::{AsVisitor, as_visitor};
use axum::{extract::State, response::Response};
use domain::{KitId, PortalId, place::Sight};

/// Marks a page.
fn mark(shell: &mut Shell, site: &Site, seen: &AsVisitor, back: &str) {
    let now = match seen.sight {
        Sight::Visible => "Everybody can see it now.",
        Sight::Hidden => "Nobody but members sees it yet: this is how it would look, once it is public.",
        Sight::KitPassword | Sight::PortalPassword => "Visitors type its password first.",
    };
    shell.identity = Some(Identity::AsVisitor {
        note: format!("{now} What you open from here you open as yourself."),
        back_href: site.path(back),
    });
}

pub(super) async fn kit(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let seen = as_visitor(&site.app, &viewer, None, Some(KitId(id))).await?;
    let mut page = kit_page(&site, &seen.visitor, &seen.spot, &query).await?;
    mark(&mut page.shell, &site, &seen, &format!("/admin/kits/{id}"));
    Ok(render(&page))
}

pub(super) async fn portal(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let seen = as_visitor(&site.app, &viewer, Some(PortalId(id)), None).await?;
    let mut page = portal_page(&site, &seen.visitor, &seen.spot, &query).await?;
    mark(&mut page.shell, &site, &seen, &format!("/admin/portals/{id}"));
    Ok(render(&page))
}
