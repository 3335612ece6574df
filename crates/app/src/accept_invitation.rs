//! Accepting an invitation: setting a password by the link from the mail.

use crate::{
    App, Outcome, Refusal, Viewer, password,
    refusal::Faults,
    said,
    secret::{Secret, hash},
    sign_in::open_session,
};
use store::{
    links,
    links::{Link, LinkKind},
    sessions, users,
    users::User,
};

async fn live(app: &App, secret: &str) -> Outcome<(Link, User)> {
    let link = links::by_hash(&app.store, &hash(secret)).await?;
    let link = link.filter(|link| link.kind == LinkKind::Invitation).ok_or(Refusal::NotFound)?;
    let over = || Refusal::conflict(said::INVITATION_OVER.code, said::INVITATION_OVER.english);
    if !link.is_live(app.now()) {
        return Err(over());
    }
    let user = link.user_id.ok_or(Refusal::NotFound)?;
    // Who was taken out in the meantime is invited no more.
    let user = users::by_id(&app.store, user).await?.ok_or_else(over)?;
    Ok((link, user))
}

/// Who is invited by this link; opening it writes nothing.
pub async fn invited(app: &App, secret: &str) -> Outcome<User> {
    Ok(live(app, secret).await?.1)
}

/// Sets the password and signs in; the session's cookie. The link and every other session end.
pub async fn accept(app: &App, viewer: &Viewer, secret: &str, typed: String, again: &str) -> Outcome<Secret> {
    let (_, user) = live(app, secret).await?;
    let mut faults = Faults::default();
    password::check_twice(&typed, again, &mut faults);
    faults.check()?;
    let hash = password::hash(app, typed).await?;
    store::write!(app.store, |tx| {
        users::set_password(tx, user.id, &hash).await?;
        links::end_of_user(tx, user.id, LinkKind::Invitation, app.now()).await?;
        sessions::end_all(tx, user.id, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    open_session(app, viewer, user.id).await
}
