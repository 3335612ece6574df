//! Kits and portals at the desk: lists, the pages on which they are made, a look at them as a visitor, and deleting them.
//!
//! A kit or portal is one form. Whatever is pressed in it sends all of it: only `save` keeps anything, everything else changes
//! the form and shows it again. So all of it works without JavaScript, nothing typed is ever lost, and the script does no more
//! than put the changed part of the answer into the page.

mod composition;
mod deletion;
pub(super) mod fields;
mod kit;
pub(super) mod library;
mod lists;
mod meanings;
mod order;
mod portal;
mod saving;
pub(super) mod upload;
mod visitor;

use super::{language, shell};
use crate::addresses::Addresses;
use axum::{extract::DefaultBodyLimit, routing::get};
use http::Method;

pub(super) fn routes() -> Addresses {
    Addresses::default()
        .get("/admin/kits", lists::kits)
        .post("/admin/kits", lists::make_kit)
        .get("/admin/kits/{id}", kit::show)
        .post("/admin/kits/{id}", kit::change)
        .get("/admin/kits/{id}/visitor", visitor::kit)
        .get("/admin/kits/{id}/deletion", deletion::kit)
        .post("/admin/kits/{id}/deletion", deletion::delete_kit)
        .get("/admin/portals", lists::portals)
        .post("/admin/portals", lists::make_portal)
        .with(
            &[Method::GET, Method::POST],
            "/admin/portals/{id}",
            get(portal::show).post(portal::change).layer(DefaultBodyLimit::disable()),
        )
        .get("/admin/portals/{id}/visitor", visitor::portal)
        .get("/admin/portals/{id}/deletion", deletion::portal)
        .post("/admin/portals/{id}/deletion", deletion::delete_portal)
}
