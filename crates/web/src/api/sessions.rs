//! `/api/dam/sessions`: the browsers that one is signed in with.

use super::{
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{Refusal, access, refusal::Faults};
use axum::{Json, extract::State};
use domain::*;
use http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_sessions)).routes(routes!(show_session, end_session))
}

/// A browser that is signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Session {
    #[schema(value_type = i64)]
    id: SessionId,
    /// Which browser it is, as far as it says: "Firefox on Linux".
    browser: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it ends by itself.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl Session {
    fn of(session: access::Session) -> Self {
        Self {
            id: session.id,
            browser: session.browser,
            created_at: session.created_at,
            expires_at: session.expires_at,
        }
    }
}

/// List one's own sessions
#[utoipa::path(
    get, path = "/api/dam/sessions", tag = "tokens",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Session>))
)]
async fn list_sessions(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Session>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "sessions", 1, &[], &mut faults);
    faults.check()?;
    let own = access::sessions(&site.app, &viewer, viewer.signed_in()?.id).await?;
    Ok(Json(page.of_all(own, |session| session.id.0, Session::of)))
}

/// One of one's own sessions
#[utoipa::path(
    get, path = "/api/dam/sessions/{id}", tag = "tokens",
    params(("id" = i64, Path, description = "The session.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The session.", body = Session))
)]
async fn show_session(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<SessionId>,
) -> Result<Json<Session>, Failure> {
    let own = access::sessions(&site.app, &viewer, viewer.signed_in()?.id).await?;
    let found = own.into_iter().find(|session| session.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(Session::of(found)))
}

/// End one of one's own sessions
///
/// That browser is signed out.
#[utoipa::path(
    delete, path = "/api/dam/sessions/{id}", tag = "tokens",
    params(("id" = i64, Path, description = "The session.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Ended."))
)]
async fn end_session(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<SessionId>,
) -> Result<StatusCode, Failure> {
    access::end_session(&site.app, &viewer, viewer.signed_in()?.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
