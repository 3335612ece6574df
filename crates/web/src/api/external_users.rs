//! `/api/dam/external-users`: requesters without a login.

use super::{
    door::SignedIn,
    list::{self, List, Page, PageParams},
};
use crate::{Site, extract::Query, failure::Failure};
use app::{accounts, refusal::Faults};
use axum::{Json, extract::State};
use domain::*;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_external_users))
}

/// A requester without a login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExternalUser {
    #[schema(value_type = i64)]
    id: ExternalUserId,
    mail: String,
    /// `null` until a call brings one.
    #[schema(required)]
    first_name: Option<String>,
    #[schema(required)]
    last_name: Option<String>,
    /// When the address first asked.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// What external users are searched by.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct SearchParams {
    /// Words, each of which begins one in the name or the mail.
    q: Option<String>,
}

/// List external users
///
/// Newest first; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/external-users", tag = "users",
    params(SearchParams, PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<ExternalUser>))
)]
async fn list_external_users(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<ExternalUser>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "external-users", 2, &["q"], &mut faults);
    faults.check()?;
    let (q, before) = (list::search(&fields), page.after_moment(ExternalUserId));
    let (rows, next, total) = accounts::external_users(&site.app, &viewer, q.as_deref(), before, page.size).await?;
    let show = |user: app::accounts::ExternalUser| ExternalUser {
        id: user.id,
        mail: user.mail,
        first_name: user.first_name,
        last_name: user.last_name,
        created_at: user.created_at,
    };
    Ok(Json(page.of_moments(rows.into_iter().map(show).collect(), next.map(|(at, id)| (at, id.0)), total)))
}
