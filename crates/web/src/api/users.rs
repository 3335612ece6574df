//! `/api/dam/users`: people who sign in.

use super::{
    answer::{created, not_changed, resource, seen},
    body::{self, Known, Object},
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
    schema,
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    Fault,
    accounts::{self, UserChange, UserDraft},
    member,
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Language;

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(list_users, create_user))
        .routes(routes!(show_user, patch_user, delete_user))
        .routes(routes!(invite_user_again))
}

/// A person who signs in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct User {
    #[schema(value_type = i64)]
    id: UserId,
    mail: String,
    first_name: String,
    last_name: String,
    #[schema(value_type = schema::Role)]
    role: Role,
    /// Whether requests of external users reach them.
    responsible_for_external_users: bool,
    /// The language that they read; `null`: the installation's.
    #[schema(required, value_type = Option<schema::Language>)]
    language: Option<Language>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl User {
    fn of(user: accounts::User) -> Self {
        Self {
            id: user.id,
            mail: user.mail,
            first_name: user.first_name,
            last_name: user.last_name,
            role: user.role,
            responsible_for_external_users: user.responsible_for_external_users,
            language: user.language,
            created_at: user.created_at,
        }
    }
}

/// A user to add.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewUser {
    #[schema(format = Email)]
    mail: String,
    first_name: String,
    last_name: Option<String>,
    #[schema(value_type = schema::Role)]
    role: String,
    /// Whether requests of external users reach them; where left out, those of role `responsible`.
    responsible_for_external_users: Option<bool>,
    /// At least 10 characters; who gets none is invited by mail to set one.
    password: Option<String>,
}

/// What changes on a user.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct UserPatch {
    /// As it is: it can't be changed.
    mail: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    #[schema(value_type = Option<schema::Role>)]
    role: Option<String>,
    responsible_for_external_users: Option<bool>,
    /// The language that they read; `null`: the installation's.
    #[schema(value_type = Option<schema::Language>)]
    language: Option<String>,
}

/// List users
#[utoipa::path(
    get, path = "/api/dam/users", tag = "users",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<User>))
)]
async fn list_users(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<User>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "users", 1, &[], &mut faults);
    faults.check()?;
    let users = accounts::list(&site.app, &viewer).await?;
    Ok(Json(page.of_all(users, |user| user.id.0, User::of)))
}

/// One user
#[utoipa::path(
    get, path = "/api/dam/users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The user.", body = User))
)]
async fn show_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UserId>,
) -> Result<Response, Failure> {
    Ok(resource(&User::of(accounts::show(&site.app, &viewer, id).await?)))
}

/// What a user is made of, and what can be changed. The address may be sent along as it is.
const NEW: Known = &["mail", "firstName", "lastName", "role", "responsibleForExternalUsers", "password"];
const CHANGING: Known = &["mail", "firstName", "lastName", "role", "responsibleForExternalUsers", "language"];

/// Add a user
///
/// For admins.
#[utoipa::path(
    post, path = "/api/dam/users", tag = "users",
    request_body = NewUser,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 201, description = "The user.", body = User),
        (status = 422, description = "Understood, but wrong; every fault at once. `mail-taken`: there is a user with this address."),
    )
)]
async fn create_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(NEW, &mut faults);
    object.require(&mut faults, "role");
    let draft = UserDraft {
        mail: object.required_text(&mut faults, "mail").unwrap_or_default(),
        first_name: object.required_text(&mut faults, "firstName").unwrap_or_default(),
        last_name: object.text(&mut faults, "lastName").unwrap_or_default(),
        role: object.word(&mut faults, "role"),
        responsible_for_external_users: object.switch(&mut faults, "responsibleForExternalUsers"),
        password: object.text(&mut faults, "password"),
        once,
    };
    let user = accounts::add(&site.app, &viewer, draft, faults).await?;
    Ok(created(&site, &format!("/api/dam/users/{}", user.id), &User::of(user)))
}

fn name(object: &Object<'_>, faults: &mut Faults, field: &str) -> Option<String> {
    let typed = object.text(faults, field)?;
    let name = PersonName::parse(&typed).map(PersonName::into_string);
    if name.is_none() && !(field == "lastName" && typed.trim().is_empty()) {
        faults.add(Fault::at(object.pointer(field), "A name is needed here: at most 200 characters, on one line."));
    }
    Some(name.unwrap_or_default())
}

/// Change a user
///
/// For admins. The last admin stays one.
#[utoipa::path(
    patch, path = "/api/dam/users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The user.")),
    request_body(content((UserPatch = "application/json"), (UserPatch = "application/merge-patch+json"))),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The user as it is then.", body = User),
        (status = 409, description = "`last-admin`."),
    )
)]
async fn patch_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UserId>,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let present = accounts::show(&site.app, &viewer, id).await?;
    let mail = present.mail.clone();
    let version = accounts::version(&present);
    let seen = seen(&headers, &User::of(present), version)?;
    let mut faults = Faults::default();
    let object = body.object(CHANGING, &mut faults);
    object.keep(&mut faults, &["role", "responsibleForExternalUsers", "firstName", "mail"]);
    if object.text(&mut faults, "mail").is_some_and(|typed| typed != mail) {
        faults.add(Fault::at("/mail", "The address of a user can't be changed."));
    }
    let language = object.word(&mut faults, "language");
    let last_name = name(&object, &mut faults, "lastName");
    let change = UserChange {
        role: object.word(&mut faults, "role"),
        responsible_for_external_users: object.switch(&mut faults, "responsibleForExternalUsers"),
        first_name: name(&object, &mut faults, "firstName"),
        last_name: if object.takes_away("lastName") { Some(String::new()) } else { last_name },
        language: if object.takes_away("language") { Some(None) } else { language.map(Some) },
        seen,
    };
    faults.check()?;
    Ok(resource(&User::of(accounts::update(&site.app, &viewer, id, change).await.map_err(not_changed)?)))
}

/// Take a user out
///
/// For admins. History still names them. What waits for them goes to who is left, or to the admins; what they asked for
/// themselves is cancelled.
#[utoipa::path(
    delete, path = "/api/dam/users/{id}", tag = "users",
    params(("id" = i64, Path, description = "The user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Taken out."), (status = 409, description = "`last-admin`."))
)]
async fn delete_user(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UserId>,
    headers: HeaderMap,
) -> Result<StatusCode, Failure> {
    viewer.admin()?;
    let present = accounts::show(&site.app, &viewer, id).await?;
    let version = accounts::version(&present);
    let seen = seen(&headers, &User::of(present), version)?;
    member::remove(&site.app, &viewer, id, seen).await.map_err(not_changed)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Invite a user again
///
/// For admins. Who has not set a password yet gets another mail to set it; links that were sent before open nothing any more.
#[utoipa::path(
    post, path = "/api/dam/users/{id}/invitation", tag = "users",
    params(("id" = i64, Path, description = "The user.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses(
        (status = 200, description = "The user, who is written to.", body = User),
        (status = 409, description = "`invitation-accepted`: they have a password already."),
    )
)]
async fn invite_user_again(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<UserId>,
) -> Result<Json<User>, Failure> {
    Ok(Json(User::of(member::invite_again(&site.app, &viewer, id).await?)))
}
