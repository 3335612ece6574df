//! The API for programs: JSON over the same use cases as the pages, one file a resource, one function an action.
//!
//! Handlers read, call one use case and show. What is wrong with a body or a query is noted fault by fault and handed to
//! the use case, which adds its own, so that everything is told at once.

mod answer;
mod body;
mod docs;
mod document;
mod door;
mod events;
mod external_users;
mod folders;
mod forms;
mod grants;
mod insights;
mod kits;
mod limits;
mod list;
mod medias;
mod portals;
mod properties;
mod requests;
mod saved_replies;
mod schema;
mod selection;
mod sessions;
mod settings;
mod tokens;
mod uploads;
mod users;
mod webhooks;

use crate::Site;
use axum::{Router, middleware};
use http::Method;
use utoipa::openapi::PathItem;
use utoipa_axum::router::OpenApiRouter;

pub use document::openapi;

/// Every address of the API that its document describes.
fn described() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .merge(requests::routes())
        .merge(grants::routes())
        .merge(medias::routes())
        .merge(uploads::routes())
        .merge(folders::routes())
        .merge(kits::routes())
        .merge(portals::routes())
        .merge(users::routes())
        .merge(external_users::routes())
        .merge(tokens::routes())
        .merge(sessions::routes())
        .merge(saved_replies::routes())
        .merge(properties::routes())
        .merge(settings::routes())
        .merge(selection::routes())
        .merge(events::routes())
        .merge(insights::routes())
        .merge(webhooks::routes())
        .merge(docs::routes())
}

/// Every address of the API.
pub(crate) fn routes() -> Router<Site> {
    let (router, _) = described().split_for_parts();
    router.layer(middleware::from_fn(answer::conditional)).merge(docs::pages().into_router())
}

/// The same as a list.
pub(crate) fn addresses() -> Vec<(Method, String)> {
    let (_, document) = described().split_for_parts();
    let of_path = |(path, item): (String, PathItem)| {
        let methods = [
            (Method::GET, item.get),
            (Method::POST, item.post),
            (Method::PUT, item.put),
            (Method::PATCH, item.patch),
            (Method::DELETE, item.delete),
            (Method::HEAD, item.head),
            (Method::OPTIONS, item.options),
        ];
        methods.into_iter().filter(|(_, operation)| operation.is_some()).map(move |(method, _)| (method, path.clone()))
    };
    document.paths.paths.into_iter().flat_map(of_path).chain(docs::pages().known()).collect()
}
