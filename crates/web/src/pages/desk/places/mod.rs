//! Kits and portals at the desk: lists, the pages on which they are made, a look at them as a visitor, and deleting them.
//!
//! A kit or portal is one form. Whatever is pressed in it sends all of it: only `save` keeps anything, everything else changes
//! the form and shows it again. So all of it works without JavaScript, nothing typed is ever lost, and the script does no more
//! than put the changed part of the answer into the page.

mod composition;
mod deletion;
mod fields;
mod kit;
mod library;
mod lists;
mod meanings;
mod order;
mod portal;
mod upload;
mod visitor;

use super::{language, shell};
use crate::Site;
use axum::{Router, extract::DefaultBodyLimit, routing::get};

pub(super) fn routes() -> Router<Site> {
    Router::new()
        .route("/admin/kits", get(lists::kits).post(lists::make_kit))
        .route("/admin/kits/{id}", get(kit::show).post(kit::change))
        .route("/admin/kits/{id}/visitor", get(visitor::kit))
        .route("/admin/kits/{id}/deletion", get(deletion::kit).post(deletion::delete_kit))
        .route("/admin/portals", get(lists::portals).post(lists::make_portal))
        .route("/admin/portals/{id}", get(portal::show).post(portal::change).layer(DefaultBodyLimit::disable()))
        .route("/admin/portals/{id}/visitor", get(visitor::portal))
        .route("/admin/portals/{id}/deletion", get(deletion::portal).post(deletion::delete_portal))
}
