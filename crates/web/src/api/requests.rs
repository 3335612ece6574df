//! `/api/dam/download-validation-requests` and its public sister.

mod ask;
mod ask_publicly;
mod by_reference;
mod decide;
mod decide_many;
mod filter;
mod list;
mod notes;
mod pass_on;
mod revoke;
mod revoke_many;
mod show;
mod shown;
mod withdraw;

use crate::Site;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) use shown::{Decider, Named, Requester};

/// The most elements that a list of assets or users in a request may have.
const MOST_NAMED: usize = 10_000;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list::list_download_requests, ask::ask_for_downloads))
        .routes(routes!(show::show_download_request))
        .routes(routes!(decide::decide_download_request))
        .routes(routes!(revoke::revoke_download_request))
        .routes(routes!(pass_on::pass_download_request_on))
        .routes(routes!(notes::list_request_notes, notes::create_request_note))
        .routes(routes!(notes::show_request_note, notes::erase_request_note))
        .routes(routes!(decide_many::decide_download_requests))
        .routes(routes!(revoke_many::revoke_download_requests))
        .routes(routes!(ask_publicly::ask_publicly_for_downloads))
        .routes(routes!(by_reference::show_by_reference, withdraw::withdraw_download_request))
}
