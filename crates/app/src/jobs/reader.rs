//! In which language somebody reads: the one who gets the mail, never the one who decided.

use crate::{App, Outcome, notify::Recipient};
use domain::RequestId;
use store::{languages, users};
use words::Language;

/// A user's own language. An external user's is that of the newest request the mail is about, else the one they first
/// asked in. Where none is known, or there are no sentences in it, the installation's.
pub(super) async fn language(app: &App, to: Recipient, requests: &[RequestId]) -> Outcome<Language> {
    let own = match to {
        Recipient::User(id) => users::by_id(&app.store, id).await?.and_then(|user| user.language),
        Recipient::ExternalUser(id) => {
            let asked_in = languages::of_newest_request(&app.store, requests).await?;
            let tag = match asked_in {
                None => languages::of_external_user(&app.store, id).await?,
                found => found,
            };
            tag.and_then(|tag| Language::parse(&tag))
        }
    };
    Ok(own.unwrap_or(app.in_force().language))
}
