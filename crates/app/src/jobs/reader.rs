//! In which language somebody reads: the one who gets the mail, never the one who decided.

use crate::{App, Outcome, notify::Recipient};
use domain::RequestId;
use store::languages::{self, Reader};
use words::Language;

/// A user's own language. An external user's is that of the newest request the mail is about, else the one they first
/// asked in. Where none is known, or there are no sentences in it, the installation's.
pub(super) async fn language(app: &App, to: Recipient, requests: &[RequestId]) -> Outcome<Language> {
    let tag = match to {
        Recipient::User(id) => languages::of(&app.store, Reader::User(id)).await?,
        Recipient::ExternalUser(id) => match languages::of_newest_request(&app.store, requests).await? {
            Some(tag) => Some(tag),
            None => languages::of(&app.store, Reader::ExternalUser(id)).await?,
        },
    };
    Ok(tag.and_then(|tag| Language::parse(&tag)).unwrap_or(app.settings.language))
}
