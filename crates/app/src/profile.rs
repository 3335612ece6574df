//! One's own profile: what one is called, what one reads, where one is, when one hears of requests, and one's password.

use crate::{App, Fault, Outcome, Refusal, Viewer, access::record, limits, password, refusal::Faults, said};
use domain::*;
use store::{sessions, users};
use words::Language;

/// A profile as it is to be.
#[derive(Debug, Clone)]
pub struct Profile {
    /// First name, as typed.
    pub first_name: String,
    /// Last name, as typed; may be empty.
    pub last_name: String,
    /// The language that one reads; none: the installation's.
    pub language: Option<Language>,
    /// The time zone, by its name; empty: it is not said.
    pub time_zone: String,
    /// When one hears of requests by mail.
    pub notifications: Notifications,
}

/// First and last name as they are kept; what is wrong with them is noted.
pub(crate) fn names(faults: &mut Faults, first: &str, last: &str) -> (String, String) {
    let parsed = PersonName::parse(first);
    if parsed.is_none() && !faults.has("/firstName") {
        faults.add(Fault::at("/firstName", "A name is needed here: at most 200 characters, on one line."));
    }
    let last_parsed = PersonName::parse(last);
    if last_parsed.is_none() && !last.trim().is_empty() {
        faults.add(Fault::at("/lastName", "A name has at most 200 characters, on one line."));
    }
    let text = |name: Option<PersonName>| name.map(PersonName::into_string).unwrap_or_default();
    (text(parsed), text(last_parsed))
}

/// Somebody changes their own profile.
pub async fn update(app: &App, viewer: &Viewer, profile: Profile) -> Outcome<()> {
    let user = viewer.signed_in()?;
    let mut faults = Faults::default();
    let (first, last) = names(&mut faults, &profile.first_name, &profile.last_name);
    let zone = Zone::parse(&profile.time_zone);
    if zone.is_none() && !profile.time_zone.is_empty() {
        faults.add(Fault::at("/timeZone", "There is no such time zone here; choose one from the list."));
    }
    faults.check()?;
    store::write!(app.store, |tx| {
        let present = users::by_id(tx, user.id).await?.ok_or(Refusal::Unauthenticated)?;
        users::set_names(tx, &present, &first, &last).await?;
        users::set_language(tx, user.id, profile.language).await?;
        users::set_notifications(tx, user.id, &zone, profile.notifications).await?;
        record(app, tx, viewer, user.id, "user.changed").await
    })
}

/// Somebody changes their own password, by the present one. Every other session of theirs ends. Guesses of the present one
/// are counted like failed sign-ins.
pub async fn change_password(app: &App, viewer: &Viewer, present: String, typed: String, again: &str) -> Outcome<()> {
    let user = viewer.signed_in()?;
    let account = MailAddress::parse(&user.mail).map(|mail| mail.key().to_owned()).unwrap_or_default();
    limits::check_password(app, &viewer.network, &account).await?;
    let mut faults = Faults::default();
    password::check_twice(&typed, again, &mut faults);
    // What is kept in memory of who is signed in may be a moment older than their password.
    let known = users::by_id(&app.store, user.id).await?.and_then(|user| user.password_hash);
    if !password::is_right(present, known).await {
        limits::wrong_password(app, &viewer.network, &account).await?;
        faults.add(Fault::said("/present", &said::PASSWORD_NOT_PRESENT));
    }
    faults.check()?;
    let hash = password::hash(app, typed).await?;
    store::write!(app.store, |tx| {
        users::set_password(tx, user.id, &hash).await?;
        sessions::end_others(tx, user.id, viewer.session, app.now()).await?;
        record(app, tx, viewer, user.id, "user.passwordChanged").await
    })
}
