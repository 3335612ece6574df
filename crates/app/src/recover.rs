//! A way back into an account for who forgot the password: by a link to the account's address, which opens for an hour,
//! once. The answer is the same whether there is an account.

use crate::{
    App, Outcome, Refusal, Viewer, limits,
    notify::{self, Letter},
    password,
    refusal::Faults,
    said,
    secret::{Secret, hash},
    sign_in::open_session,
};
use domain::MailAddress;
use store::{
    counters::Tally,
    events::{self, NewEvent},
    links::{self, LinkKind},
    recoveries::{self, Recovery},
    sessions, users,
    users::User,
};

/// Somebody asks for a way back into the account of an address.
pub async fn ask(app: &App, viewer: &Viewer, typed: &str) -> Outcome<MailAddress> {
    let mail = MailAddress::parse(typed).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let counters = limits::counters_of_recovery(app, &viewer.network, mail.key());
    store::write!(app.store, |tx| {
        let mut tally = Tally::read(tx, &counters, app.now()).await?;
        let may = limits::count_recovery(app, &mut tally, &viewer.network, mail.key())?;
        tally.write(tx).await?;
        if let Some(user) = users::by_mail_key(tx, mail.key()).await?.filter(|_| may) {
            notify::enqueue(app, tx, &Letter::Recovery { to: user.id }).await?;
        }
        Ok::<_, Refusal>(())
    })?;
    Ok(mail)
}

async fn live(app: &App, secret: &str) -> Outcome<(Recovery, User)> {
    let found = recoveries::by_hash(&app.store, &hash(secret)).await?.ok_or(Refusal::NotFound)?;
    let over = || Refusal::conflict(said::RECOVERY_OVER.code, said::RECOVERY_OVER.english);
    if !found.is_live(app.now()) {
        return Err(over());
    }
    let user = users::by_id(&app.store, found.user_id).await?.ok_or_else(over)?;
    Ok((found, user))
}

/// Whose account this link opens; opening it writes nothing.
pub async fn whose(app: &App, secret: &str) -> Outcome<User> {
    Ok(live(app, secret).await?.1)
}

/// Sets a new password and signs in; the session's cookie. The link, every other one and every other session end.
pub async fn set_password(app: &App, viewer: &Viewer, secret: &str, typed: String, again: &str) -> Outcome<Secret> {
    let (found, user) = live(app, secret).await?;
    let mut faults = Faults::default();
    password::check_twice(&typed, again, &mut faults);
    faults.check()?;
    let hash = password::hash(app, typed).await?;
    store::write!(app.store, |tx| {
        // Of two who send it at the same instant one sets the password.
        if !recoveries::end(tx, found.id, app.now()).await? {
            return Err(Refusal::conflict(said::RECOVERY_OVER.code, said::RECOVERY_OVER.english));
        }
        recoveries::end_of_user(tx, user.id, app.now()).await?;
        links::end_of_user(tx, user.id, LinkKind::Invitation, app.now()).await?;
        users::set_password(tx, user.id, &hash).await?;
        sessions::end_all(tx, user.id, app.now()).await?;
        let mut event = NewEvent { user_id: Some(user.id), ..NewEvent::default() };
        event.data.insert("userId".into(), user.id.0.into());
        events::record(tx, "user.recovered", &event, app.now()).await?;
        Ok(())
    })?;
    open_session(app, viewer, user.id).await
}
