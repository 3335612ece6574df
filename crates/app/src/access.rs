//! By what a user comes in: sessions of browsers and tokens of programs. One sees and ends one's own; an admin everybody's.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    idempotency::{self, Idempotency},
    refusal::Faults,
    secret::Secret,
};
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
    faults: Faults,
) -> Outcome<(TokenId, Secret)> {
    own_or_any(app, viewer, user).await?;
    let (name, secret, now) = (checked(app, viewer, &draft, faults)?, Secret::mint(app), app.now());
    let fresh = Fresh { user, name: &name, draft: &draft, secret: &secret, now };
    let id = store::write!(app.store, |tx| fresh.keep(app, tx, viewer).await)?;
    Ok((id, secret))
}

/// Makes a token for whoever asks for it; the token itself, once: only who repeats the call with its key is told again.
pub async fn make_own_token(
    app: &App,
    viewer: &Viewer,
    draft: TokenDraft,
    once: Option<Idempotency>,
    faults: Faults,
) -> Outcome<(Token, Secret)> {
    let user = viewer.signed_in()?.id;
    let (key, earlier) = idempotency::of_maker(app, Some(user), "POST /api/dam/tokens", once.clone()).await?;
    // Only hashes are kept: what is to be told twice is derived from what its caller says twice.
    let secret = |made_at: Timestamp| match &once {
        Some(key) => Secret::derived(app, "token", &format!("{user} {} {}", made_at.micros(), key.text())),
        None => Secret::mint(app),
    };
    if let Some(id) = earlier {
        let token = own_token(app, viewer, TokenId(id)).await?;
        let secret = secret(token.created_at);
        return Ok((token, secret));
    }
    let (name, now) = (checked(app, viewer, &draft, faults)?, app.now());
    let minted = secret(now);
    let fresh = Fresh { user, name: &name, draft: &draft, secret: &minted, now };
    let made = store::write!(app.store, |tx| {
        let id = fresh.keep(app, tx, viewer).await?;
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        Ok::<_, Refusal>(id)
    });
    match made {
        Ok(id) => Ok((own_token(app, viewer, id).await?, minted)),
        Err(error) => {
            let id = idempotency::answer_of_the_other(app, key.as_ref(), error).await?;
            let token = own_token(app, viewer, TokenId(id)).await?;
            let secret = secret(token.created_at);
            Ok((token, secret))
        }
    }
}

/// One of one's own tokens.
pub async fn own_token(app: &App, viewer: &Viewer, id: TokenId) -> Outcome<Token> {
    let own = tokens::of_user(&app.store, viewer.signed_in()?.id).await?;
    own.into_iter().find(|token| token.id == id).ok_or(Refusal::NotFound)
}

/// The name of a token that may be made.
fn checked(app: &App, viewer: &Viewer, draft: &TokenDraft, mut faults: Faults) -> Outcome<String> {
    let name = text::line(&draft.name).filter(|name| name.chars().count() <= LONGEST_NAME);
    if name.is_none() && !faults.has("/name") {
        let detail = format!("A name is needed, to tell the tokens apart; at most {LONGEST_NAME} characters.");
        faults.add(Fault::at("/name", detail));
    }
    if draft.expires_at.is_some_and(|end| end <= app.now()) {
        faults.add(Fault::at("/expiresAt", "This lies in the past; a token has to end later than now."));
    }
    // A token that ends would else make itself one that does not.
    if let (None, Some(end)) = (viewer.session, viewer.until)
        && draft.expires_at.is_none_or(|wanted| wanted > end)
    {
        faults.add(Fault::at("/expiresAt", format!("Your own token ends at {end}; one that it makes ends no later.")));
    }
    faults.check()?;
    Ok(name.unwrap_or_default())
}

/// A token that may be made.
struct Fresh<'a> {
    user: UserId,
    name: &'a str,
    draft: &'a TokenDraft,
    secret: &'a Secret,
    now: Timestamp,
}

impl Fresh<'_> {
    async fn keep(&self, app: &App, tx: &Tx, viewer: &Viewer) -> Outcome<TokenId> {
        let id = tokens::insert(tx, self.user, self.name, &self.secret.hash(), self.draft.expires_at, self.now).await?;
        tokens::limit(tx, id, self.draft.scope).await?;
        record(app, tx, viewer, self.user, "token.created").await?;
        Ok(id)
    }
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
