//! What lists of the desk are narrowed to in the same way: a requester, and days.

use crate::extract::Fields;
use domain::{MailAddress, Timestamp};
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
    let narrowed = Narrowed {
        mail_key: mail.map(|mail| mail.key().to_owned()),
        after: from,
        before: to.map(|day| day.plus(Duration::from_secs(24 * 60 * 60))),
    };
    (narrowed, faults)
}

/// The beginning of a day in UTC.
fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{}T00:00:00Z", text.trim()))
}
