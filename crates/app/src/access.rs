//! By what a user comes in: sessions of browsers and tokens of programs. One sees and ends one's own; an admin everybody's.

use crate::{App, Fault, Outcome, Refusal, Viewer, refusal::Faults, secret::Secret};
use domain::*;
use store::{
    Tx,
    events::{self, NewEvent},
    sessions, tokens, users,
};

pub use store::{sessions::Session, tokens::Token};

/// The user of this id, where it is oneself or one is an admin; what others may not know of looks like what does not exist.
async fn own_or_any(app: &App, viewer: &Viewer, id: UserId) -> Outcome<users::User> {
    let by = viewer.signed_in()?;
    if by.id != id && by.role != Role::Admin {
        return Err(Refusal::NotFound);
    }
    users::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)
}

/// The sessions of a user that are open now, the newest first.
pub async fn sessions(app: &App, viewer: &Viewer, user: UserId) -> Outcome<Vec<Session>> {
    own_or_any(app, viewer, user).await?;
    Ok(sessions::open_of(&app.store, user, app.now()).await?)
}

/// The tokens of a user that were not ended, the newest first.
pub async fn tokens(app: &App, viewer: &Viewer, user: UserId) -> Outcome<Vec<Token>> {
    own_or_any(app, viewer, user).await?;
    Ok(tokens::of_user(&app.store, user).await?)
}

/// Ends a session of a user.
pub async fn end_session(app: &App, viewer: &Viewer, user: UserId, id: SessionId) -> Outcome<()> {
    own_or_any(app, viewer, user).await?;
    store::write!(app.store, |tx| {
        if !sessions::end_of_user(tx, user, id, app.now()).await? {
            return Err(Refusal::NotFound);
        }
        record(app, tx, viewer, user, "session.ended").await
    })
}

/// Ends every session of a user but the one that this is asked by.
pub async fn end_other_sessions(app: &App, viewer: &Viewer, user: UserId) -> Outcome<()> {
    own_or_any(app, viewer, user).await?;
    store::write!(app.store, |tx| {
        sessions::end_others(tx, user, viewer.session, app.now()).await?;
        record(app, tx, viewer, user, "session.ended").await
    })
}

/// A token to make.
#[derive(Debug, Clone, Default)]
pub struct TokenDraft {
    /// What it is for, to tell tokens apart.
    pub name: String,
    /// What it may do of what its user may.
    pub scope: TokenScope,
    /// When it ends; none: until somebody ends it.
    pub expires_at: Option<Timestamp>,
}

/// The longest name of a token, in characters.
const LONGEST_NAME: usize = 100;

/// Makes a token for a user; its id, and the token itself, once.
pub async fn make_token(
    app: &App,
    viewer: &Viewer,
    user: UserId,
    draft: TokenDraft,
    mut faults: Faults,
) -> Outcome<(TokenId, Secret)> {
    own_or_any(app, viewer, user).await?;
    let name = text::line(&draft.name).filter(|name| name.chars().count() <= LONGEST_NAME);
    if name.is_none() && !faults.has("/name") {
        let detail = format!("A name is needed, to tell the tokens apart; at most {LONGEST_NAME} characters.");
        faults.add(Fault::at("/name", detail));
    }
    if draft.expires_at.is_some_and(|end| end <= app.now()) {
        faults.add(Fault::at("/expiresAt", "This lies in the past; a token has to end later than now."));
    }
    faults.check()?;
    let (name, secret) = (name.unwrap_or_default(), Secret::mint(app));
    let id = store::write!(app.store, |tx| {
        let id = tokens::insert(tx, user, &name, &secret.hash(), draft.expires_at, app.now()).await?;
        tokens::limit(tx, id, draft.scope).await?;
        record(app, tx, viewer, user, "token.created").await?;
        Ok::<_, Refusal>(id)
    })?;
    Ok((id, secret))
}

/// Ends a token of a user: whoever calls with it is not known from then on.
pub async fn end_token(app: &App, viewer: &Viewer, user: UserId, id: TokenId) -> Outcome<()> {
    own_or_any(app, viewer, user).await?;
    store::write!(app.store, |tx| {
        if !tokens::revoke(tx, user, id, app.now()).await? {
            return Err(Refusal::NotFound);
        }
        record(app, tx, viewer, user, "token.ended").await
    })
}

/// Remembers what somebody did to a user.
pub(crate) async fn record(app: &App, tx: &Tx, viewer: &Viewer, about: UserId, kind: &str) -> Outcome<()> {
    let mut event = NewEvent { user_id: viewer.user.as_ref().map(|user| user.id), ..NewEvent::default() };
    event.data.insert("userId".into(), about.0.into());
    events::record(tx, kind, &event, app.now()).await?;
    Ok(())
}
