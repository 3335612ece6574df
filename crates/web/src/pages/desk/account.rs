//! By what a user comes in, as their page and their own profile show it: sessions and tokens.

use super::language;
use crate::{
    Site,
    extract::Fields,
    failure::Failure,
    pages::frame::{field_errors, when},
    views::desk::{Access, SessionRow, TokenRow},
};
use app::{
    Fault, Refusal, Viewer,
    access::{self, TokenDraft},
    refusal::Faults,
    secret::Secret,
};
use domain::{Timestamp, TokenId, TokenScope, UserId};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The sessions and tokens of a user; `address` is what their forms begin with, base included.
pub(super) async fn access_of(site: &Site, viewer: &Viewer, user: UserId, address: &str) -> Result<Access, Failure> {
    let now = site.app.now();
    let sessions = access::sessions(&site.app, viewer, user).await?;
    let tokens = access::tokens(&site.app, viewer, user).await?;
    let session = |session: access::Session| SessionRow {
        id: session.id.0,
        browser: session.browser,
        since: when(language(), session.created_at),
        until: when(language(), session.expires_at),
        is_this: viewer.session == Some(session.id),
    };
    let token = |token: access::Token| TokenRow {
        id: token.id.0,
        name: token.name,
        reads_only: token.scope == TokenScope::Read,
        since: when(language(), token.created_at),
        until: token.expires_at.map(|end| when(language(), end)),
        is_over: token.expires_at.is_some_and(|end| end <= now),
    };
    Ok(Access {
        address: address.to_owned(),
        sessions: sessions.into_iter().map(session).collect(),
        tokens: tokens.into_iter().map(token).collect(),
        made: None,
        name: String::new(),
        expires_at: String::new(),
        reads_only: false,
        earliest: now.plus(DAY).to_string().chars().take(10).collect(),
        errors: vec![],
    })
}

/// Makes the token that a form asks for.
pub(super) async fn make_token(
    site: &Site,
    viewer: &Viewer,
    user: UserId,
    fields: &Fields,
) -> Result<(TokenId, Secret), Refusal> {
    let mut faults = Faults::default();
    let expires_at = fields.get("expiresAt").and_then(|typed| {
        let end = Timestamp::parse(typed);
        if end.is_none() {
            faults.add(Fault::at("/expiresAt", "This is no day such as 2026-12-31."));
        }
        end
    });
    let scope = if fields.text("scope") == TokenScope::Read.as_str() { TokenScope::Read } else { TokenScope::All };
    let draft = TokenDraft { name: fields.text("name").to_owned(), scope, expires_at };
    access::make_token(&site.app, viewer, user, draft, faults).await
}

/// Puts what was typed back into the form of a token, with what is to be mended.
pub(super) fn refill(access: &mut Access, fields: &Fields, faults: &[Fault]) {
    access.name = fields.text("name").to_owned();
    access.expires_at = fields.text("expiresAt").to_owned();
    access.reads_only = fields.text("scope") == TokenScope::Read.as_str();
    access.errors = field_errors(language(), faults, named);
}

/// The field of a pointer: its last word.
pub(super) fn named(pointer: &str) -> String {
    pointer.trim_start_matches('/').to_owned()
}
