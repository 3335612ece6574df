//! What is known of a requester before a request of theirs is decided: what they asked for and took, and who else of their
//! organisation asked.

use crate::{
    App, Outcome,
    show_request::{RequestView, Requester},
};
use domain::{MailAddress, RequestStatus, Timestamp};
use store::{events, external_users, grants::Subject, requests};

/// What is known of who asked.
#[derive(Debug, Clone)]
pub struct KnownBefore {
    /// Their address.
    pub mail: String,
    /// Their other requests, by what became of them.
    pub requests: Vec<(RequestStatus, u64)>,
    /// How often they downloaded something.
    pub downloads: u64,
    /// When they last did.
    pub last_download: Option<Timestamp>,
    /// The domain of their address.
    pub domain: String,
    /// How many others have asked with an address of that domain; [`MOST_OTHERS`] stands for as many and more.
    pub others: u64,
}

/// How far others are counted.
pub const MOST_OTHERS: u64 = 1_000;

/// What is known of who made this request.
pub async fn known_before(app: &App, view: &RequestView) -> Outcome<KnownBefore> {
    let (subject, mail) = match &view.requester {
        Requester::External(user) => (Subject::ExternalUser(user.id), user.mail.clone()),
        Requester::User(user) => (Subject::User(user.id), user.mail.clone()),
    };
    let mut asked = requests::statuses_of(&app.store, subject).await?;
    // This one is not one before it.
    for (status, count) in &mut asked {
        *count -= u64::from(*status == view.request.status && *count > 0);
    }
    asked.retain(|(_, count)| *count > 0);
    let (downloads, last_download) = events::downloads_of(&app.store, subject).await?;
    let domain = mail.rsplit_once('@').map(|(_, domain)| domain.to_lowercase()).unwrap_or_default();
    let of_domain = match MailAddress::parse(&mail) {
        Ok(mail) => external_users::of_domain(&app.store, &mail, MOST_OTHERS + 1).await?,
        Err(_) => 0,
    };
    let others = match &view.requester {
        Requester::External(_) => of_domain.saturating_sub(1),
        Requester::User(_) => of_domain,
    };
    Ok(KnownBefore { mail, requests: asked, downloads, last_download, domain, others: others.min(MOST_OTHERS) })
}
