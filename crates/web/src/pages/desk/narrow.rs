//! What lists of the desk are narrowed to in the same way: a requester, days, a place, a colleague.

use super::language;
use crate::{Site, extract::Fields, failure::Failure, views::desk::Choice};
use app::{Viewer, accounts::User, place::Spot};
use domain::{Day, MailAddress, Timestamp, responsible::can_be_responsible};
use std::time::Duration;

/// What an address narrows to. What can't be read narrows nothing.
#[derive(Debug, Default)]
pub(super) struct Narrowed {
    /// The requester, by the normalised key of the address.
    pub mail_key: Option<String>,
    /// From the beginning of this day on.
    pub after: Option<Timestamp>,
    /// Before the end of this day.
    pub before: Option<Timestamp>,
}

/// Reads `mail`, `from` and `to`; and what is wrong with them, in whole sentences.
pub(super) fn narrowed(query: &Fields) -> (Narrowed, Vec<String>) {
    let mut faults = Vec::new();
    let mut judge = |name: &str, is_read: bool, fault: &str| {
        if !query.text(name).trim().is_empty() && !is_read {
            faults.push(fault.to_owned());
        }
    };
    let mail = MailAddress::parse(query.text("mail").trim()).ok();
    judge("mail", mail.is_some(), "The requester has to be a whole mail address, such as zoe@example.org.");
    let from = day(query.text("from"));
    judge("from", from.is_some(), "The first day can't be read; write it like 2026-11-30.");
    let to = day(query.text("to"));
    judge("to", to.is_some(), "The last day can't be read; write it like 2026-11-30.");
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        faults.push("The last day lies before the first.".to_owned());
    }
    let narrowed = Narrowed { mail_key: mail.map(|mail| mail.key().to_owned()), after: from, before: to.map(end_of) };
    (narrowed, faults)
}

/// The beginning of a day in UTC.
pub(super) fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}

/// The end of the day that begins then.
pub(super) fn end_of(day: Timestamp) -> Timestamp {
    day.plus(Duration::from_secs(24 * 60 * 60))
}

/// The day of a moment as people say it.
pub(super) fn said(at: Timestamp) -> String {
    language().day(Day::of(at).date())
}

/// The last day before a moment as people say it.
pub(super) fn said_before(end: Timestamp) -> String {
    said(end.minus(Duration::from_micros(1)))
}

/// Portals and kits to choose from.
pub(super) fn places(portals: &[Spot], kits: &[Spot]) -> (Vec<Choice>, Vec<Choice>) {
    let choice = |id: Option<i64>, spot: &Spot| Some(Choice { id: id?.to_string(), title: spot.title().to_owned() });
    let portal = |spot: &Spot| choice(spot.place.portal().map(|id| id.0), spot);
    let kit = |spot: &Spot| choice(spot.place.kit().map(|id| id.0), spot);
    (portals.iter().filter_map(portal).collect(), kits.iter().filter_map(kit).collect())
}

/// The members who may decide, to choose from: managers and admins among them.
pub(super) async fn colleagues(site: &Site, viewer: &Viewer) -> Result<Vec<Choice>, Failure> {
    let decides = |user: &User| can_be_responsible(user.role, user.responsible_for_external_users);
    let users = app::accounts::list(&site.app, viewer).await?;
    let choice = |user: User| Choice { id: user.id.to_string(), title: user.name() };
    Ok(users.into_iter().filter(decides).map(choice).collect())
}

/// Adds what an address names, where it is none of the choices: nobody can choose it any more.
pub(super) fn also(choices: &mut Vec<Choice>, named: Option<Choice>) {
    choices.extend(named.filter(|named| choices.iter().all(|choice| choice.id != named.id)));
}
