//! `/api/dam/tokens`: one's own tokens, by which programs sign in.

use super::{
    answer::created,
    body::{self, Known},
    door::{Named, SignedIn},
    list::{List, Page, PageParams},
    schema,
};
use crate::{Site, extract::Query, failure::Failure};
use app::{
    access::{self, TokenDraft},
    refusal::Faults,
};
use axum::{Json, extract::State, response::Response};
use domain::*;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new().routes(routes!(list_tokens, create_token)).routes(routes!(show_token, end_token))
}

/// A token. What it is itself was told when it was made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Token {
    #[schema(value_type = i64)]
    id: TokenId,
    /// What it is for, to tell tokens apart.
    name: String,
    /// What it may do of what its user may.
    #[schema(value_type = schema::TokenScope)]
    scope: TokenScope,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it ends; `null`: when somebody ends it.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

impl Token {
    fn of(token: access::Token) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scope: token.scope,
            created_at: token.created_at,
            expires_at: token.expires_at,
        }
    }
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewlyMadeToken {
    #[serde(flatten)]
    token: Token,
    /// The token itself, for `Authorization: Bearer`. It is told here only: what is kept of it is a hash.
    #[serde(rename = "token")]
    secret: String,
}

/// A token to make.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
struct NewToken {
    /// What it is for, to tell tokens apart.
    name: String,
    /// `all` where left out.
    #[schema(value_type = Option<schema::TokenScope>)]
    scope: Option<String>,
    /// When it ends; until somebody ends it where left out. A token that ends itself makes none that ends later.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
}

/// What a token is made of.
const MEMBERS: Known = &["name", "scope", "expiresAt"];

/// List one's own tokens
///
/// Those that nobody ended; those that ended by themselves are among them.
#[utoipa::path(
    get, path = "/api/dam/tokens", tag = "tokens",
    params(PageParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "A page of the list.", body = List<Token>))
)]
async fn list_tokens(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<List<Token>>, Failure> {
    let mut faults = Faults::default();
    let page = Page::read(&fields, "tokens", 1, &[], &mut faults);
    faults.check()?;
    let own = access::tokens(&site.app, &viewer, viewer.signed_in()?.id).await?;
    Ok(Json(page.of_all(own, |token| token.id.0, Token::of)))
}

/// One of one's own tokens
#[utoipa::path(
    get, path = "/api/dam/tokens/{id}", tag = "tokens",
    params(("id" = i64, Path, description = "The token.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "The token.", body = Token))
)]
async fn show_token(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<TokenId>,
) -> Result<Json<Token>, Failure> {
    Ok(Json(Token::of(access::own_token(&site.app, &viewer, id).await?)))
}

/// Make a token of one's own
///
/// It signs in as its user, with the role that the user has then. The answer to a repeated call with the same
/// `Idempotency-Key` tells the token again.
#[utoipa::path(
    post, path = "/api/dam/tokens", tag = "tokens",
    request_body = NewToken,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and body answer the same, once, for 24 hours.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 201, description = "The token.", body = NewlyMadeToken))
)]
async fn create_token(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    headers: HeaderMap,
    body: body::Json,
) -> Result<Response, Failure> {
    let once = body.idempotency(&headers)?;
    let mut faults = Faults::default();
    let object = body.object(MEMBERS, &mut faults);
    let draft = TokenDraft {
        name: object.required_text(&mut faults, "name").unwrap_or_default(),
        scope: object.word(&mut faults, "scope").unwrap_or_default(),
        expires_at: object.moment(&mut faults, "expiresAt"),
    };
    let (token, secret) = access::make_own_token(&site.app, &viewer, draft, once, faults).await?;
    let made = NewlyMadeToken { token: Token::of(token), secret: secret.expose().to_owned() };
    let mut response = created(&site, &format!("/api/dam/tokens/{}", made.token.id), &made);
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// End one of one's own tokens
///
/// Whoever calls with it is not known from then on.
#[utoipa::path(
    delete, path = "/api/dam/tokens/{id}", tag = "tokens",
    params(("id" = i64, Path, description = "The token.")),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 204, description = "Ended."))
)]
async fn end_token(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Named(id): Named<TokenId>,
) -> Result<StatusCode, Failure> {
    access::end_token(&site.app, &viewer, viewer.signed_in()?.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
