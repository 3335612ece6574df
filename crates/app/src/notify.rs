//! What is written to whom, enqueued in the transaction that makes it necessary. The outbox holds ids only.

use crate::{App, Outcome, submit::Memo};
use domain::*;
use serde::{Deserialize, Serialize};
use store::{
    Tx, outbox,
    requests::{Item, Request},
};

/// The kind of a job that writes a mail.
pub(crate) const MAIL: &str = "mail";
/// The kind of a job that makes the pictures of an asset version.
pub(crate) const PREVIEW: &str = "preview";

/// Who gets a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Recipient {
    /// A requester without a login.
    ExternalUser(ExternalUserId),
    /// A user.
    User(UserId),
}

/// A mail to write, as it lies in the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(crate) enum Letter {
    /// The receipt: these are under review.
    RequestReceived { to: Recipient, requests: Vec<RequestId> },
    /// The question to a responsible.
    RequestToReview { to: UserId, requests: Vec<RequestId> },
    /// What was decided.
    RequestDecided { to: Recipient, decisions: Vec<DecisionId> },
    /// What can no longer be downloaded, of all requests of one stroke.
    AccessRevoked { to: Recipient, requests: Vec<RequestId>, grants: Vec<GrantId> },
    /// A new pick-up link for what may be downloaded already: because of a request, or at a place, or at all.
    FreshLink {
        to: ExternalUserId,
        place: Option<Place>,
        #[serde(default)]
        request: Option<RequestId>,
    },
    /// Nothing is left of these: everything they asked for was deleted.
    RequestClosed { to: Recipient, requests: Vec<RequestId> },
    /// The all-clear to the other responsibles.
    RequestHandled { to: UserId, request: RequestId, by: Option<UserId> },
    /// The link to set a password with.
    Invitation { to: UserId, by: Option<UserId> },
}

impl Letter {
    /// The requester whom it tells where a request stands: such letters leave in the order in which things happened.
    pub fn requester(&self) -> Option<Recipient> {
        match self {
            Letter::RequestReceived { to, .. }
            | Letter::RequestDecided { to, .. }
            | Letter::RequestClosed { to, .. }
            | Letter::AccessRevoked { to, .. } => Some(*to),
            Letter::RequestToReview { .. }
            | Letter::FreshLink { .. }
            | Letter::RequestHandled { .. }
            | Letter::Invitation { .. } => None,
        }
    }
}

pub(crate) async fn enqueue(app: &App, tx: &Tx, letter: &Letter) -> Outcome<()> {
    outbox::enqueue(tx, MAIL, letter, app.now(), app.now()).await?;
    Ok(())
}

/// Who asked.
pub(crate) fn requester_of(request: &Request) -> Option<Recipient> {
    let external = request.external_user_id.map(Recipient::ExternalUser);
    external.or(request.user_id.map(Recipient::User))
}

/// Asks the responsibles to decide new requests: one mail for each of them, whatever the number of requests.
pub(crate) async fn ask_responsibles(
    app: &App,
    tx: &Tx,
    requests: &[(Request, Vec<Item>)],
    memo: &mut Memo,
) -> Outcome<()> {
    let mut mails: Vec<(UserId, Vec<RequestId>)> = Vec::new();
    for (request, items) in requests {
        for user in memo.notified(tx, request, items).await? {
            match mails.iter_mut().find(|(to, _)| *to == user) {
                Some((_, requests)) => requests.push(request.id),
                None => mails.push((user, vec![request.id])),
            }
        }
    }
    for (to, requests) in mails {
        enqueue(app, tx, &Letter::RequestToReview { to, requests }).await?;
    }
    Ok(())
}

/// Tells the other responsibles that a request needs nobody any more.
pub(crate) async fn tell_handled(
    app: &App,
    tx: &Tx,
    request: &Request,
    items: &[Item],
    by: Option<UserId>,
    memo: &mut Memo,
) -> Outcome<()> {
    for user in memo.notified(tx, request, items).await? {
        if Some(user) != by {
            enqueue(app, tx, &Letter::RequestHandled { to: user, request: request.id, by }).await?;
        }
    }
    Ok(())
}
