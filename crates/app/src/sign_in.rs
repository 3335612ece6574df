//! Signing in to the desk and out of it.

use crate::{App, Outcome, Refusal, Viewer, limits, password, said, secret::Secret, settings::SESSION_LIFETIME};
use domain::{MailAddress, UserId};
use store::{events, events::NewEvent, sessions, users};

/// Signs a user in by address and password; the session's cookie. Twenty failures for one account and network within
/// ten minutes are followed by a pause, so that nobody else is locked out.
pub async fn sign_in(app: &App, viewer: &Viewer, mail: &str, typed: String) -> Outcome<Secret> {
    let wrong = || Refusal::said("/password", &said::SIGN_IN_WRONG);
    let account = MailAddress::parse(mail).map(|mail| mail.key().to_owned()).unwrap_or_default();
    limits::check_password(app, &viewer.network, &account).await?;
    let user = users::by_mail_key(&app.store, &account).await?;
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = password::is_right(typed, hash).await;
    let Some(user) = user.filter(|_| right) else {
        limits::wrong_password(app, &viewer.network, &account).await?;
        return Err(wrong());
    };
    open_session(app, viewer, user.id).await
}

/// Opens a session in the viewer's browser for a user who has shown who they are.
pub(crate) async fn open_session(app: &App, viewer: &Viewer, user: UserId) -> Outcome<Secret> {
    let secret = Secret::mint(app);
    store::write!(app.store, |tx| {
        let (now, hash) = (app.now(), secret.hash());
        let session = sessions::insert(tx, user, &hash, now, now.plus(SESSION_LIFETIME)).await?;
        sessions::name(tx, session, &viewer.agent).await?;
        let event = NewEvent { user_id: Some(user), ..NewEvent::default() };
        events::record(tx, "session.opened", &event, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    Ok(secret)
}

/// Ends the session that the viewer is signed in by.
pub async fn sign_out(app: &App, viewer: &Viewer) -> Outcome<()> {
    let Some(session) = viewer.session else { return Ok(()) };
    store::write!(app.store, |tx| Ok::<_, Refusal>(sessions::end(tx, session, app.now()).await?))
}
