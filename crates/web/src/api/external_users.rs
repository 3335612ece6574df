//! `/api/dam/external-users`: requesters without a login.

use super::{
    answer::resource,
    body,
    door::{Named, SignedIn},
    list::{self, List, Page, PageParams},
};
use crate::{
    Site,
    export::person::{self, ExternalUserRecord},
    extract::{Query, prefers_csv},
    failure::Failure,
};
use app::{accounts, erase_external_user, merge_external_users, refusal::Faults, show_external_user};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_external_users))
        .routes(routes!(show_external_user, erase_external_user))
        .routes(routes!(merge_external_users))
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

impl ExternalUser {
    fn of(user: accounts::ExternalUser) -> Self {
        Self {
            id: user.id,
            mail: user.mail,
            first_name: user.first_name,
            last_name: user.last_name,
            created_at: user.created_at,
        }
    }
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
    let rows = rows.into_iter().map(ExternalUser::of).collect();
    Ok(Json(page.of_moments(rows, next.map(|(at, id)| (at, id.0)), total)))
}

/// Everything stored about one external user
///
/// The answer to a person who asks what is stored about them; for managers and admins. As JSON, or as one table where
/// `Accept` prefers `text/csv`.
#[utoipa::path(
    get, path = "/api/dam/external-users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The external user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "Everything that is stored.", content((ExternalUserRecord = "application/json"), (String = "text/csv"))))
)]
async fn show_external_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    if prefers_csv(&headers) {
        return person::csv(&site, &viewer, id, "").await;
    }
    Ok(resource(&person::record(&site, &viewer, id).await?))
}

/// Erase an external user
///
/// For admins. The person goes from every table, queue and later backup; requests under review end as cancelled, what is
/// open ends. What is counted stays.
#[utoipa::path(
    delete, path = "/api/dam/external-users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The external user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Erased."))
)]
async fn erase_external_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<ExternalUserId>,
) -> Result<StatusCode, Failure> {
    erase_external_user::erase(&site.app, &viewer, id, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom to merge with.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct Merger {
    /// The external user that goes: everything of theirs goes to the one of the address.
    #[schema(value_type = i64)]
    external_user_id: i64,
}

/// Make one of two external users
///
/// For managers and admins, where one person asked with two addresses. Requests, grants, downloads, notes and history of
/// the one in the body go to the one of the address; the other address is forgotten and its links end.
#[utoipa::path(
    post, path = "/api/dam/external-users/{id}/merger", tag = "users",
    params(("id" = i64, Path, description = "The external user that stays.")),
    request_body = Merger,
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The one that stayed.", body = ExternalUser))
)]
async fn merge_external_users(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(kept): Named<ExternalUserId>,
    body: body::Json,
) -> Result<Json<ExternalUser>, Failure> {
    viewer.manager()?;
    let mut faults = Faults::default();
    let object = body.object(&["externalUserId"], &mut faults);
    object.require(&mut faults, "externalUserId");
    let gone = object.id(&mut faults, "externalUserId", ExternalUserId);
    faults.check()?;
    let gone = gone.unwrap_or(ExternalUserId(0));
    merge_external_users::merge(&site.app, &viewer, kept, gone).await?;
    let view = show_external_user::show(&site.app, &viewer, kept).await?;
    Ok(Json(ExternalUser::of(view.user)))
}
