//! The API for programs.

use crate::Site;
use axum::Router;

/// Every address of the API.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
}

/// The OpenAPI document as JSON.
pub fn openapi() -> String {
    String::new()
}
