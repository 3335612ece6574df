//! What is written to whom, enqueued in the transaction that makes it necessary. The outbox holds ids only.

use crate::{App, Outcome, settings::UNDO_FOR, submit::Memo};
use domain::*;
use serde::{Deserialize, Serialize};
use store::{
    Tx, digests, outbox,
    requests::{Item, Request},
    users::User,
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
    /// What nobody decides about any more, because the place or all that was asked for was deleted.
    RequestClosed { to: Recipient, requests: Vec<RequestId> },
    /// A new pick-up link for what may be downloaded already: because of a request, or at a place, or at all.
    FreshLink {
        to: ExternalUserId,
        place: Option<Place>,
        #[serde(default)]
        request: Option<RequestId>,
    },
    /// The all-clear to the other responsibles.
    RequestHandled { to: UserId, request: RequestId, by: Option<UserId> },
    /// The question to a responsible about all that came within an hour or a day.
    ReviewDigest { to: UserId, due: Timestamp },
    /// The link to set a password with.
    Invitation { to: UserId, by: Option<UserId> },
    /// The way back into an account.
    Recovery { to: UserId },
    /// The notice that a webhook was switched off.
    WebhookOff { to: UserId, webhook: WebhookId },
    /// Whether mails arrive.
    MailTest { to: UserId },
    /// What nobody decided in time, to who asked for it.
    RequestExpired { to: Recipient, requests: Vec<RequestId> },
    /// The same to a responsible, who need not decide it any more.
    RequestsRanOut { to: UserId, requests: Vec<RequestId> },
}

impl Letter {
    /// The requester whom it tells where a request stands: such letters leave in the order in which things happened.
    pub fn requester(&self) -> Option<Recipient> {
        match self {
            Letter::RequestReceived { to, .. }
            | Letter::RequestDecided { to, .. }
            | Letter::AccessRevoked { to, .. }
            | Letter::RequestClosed { to, .. }
            | Letter::RequestExpired { to, .. } => Some(*to),
            Letter::RequestToReview { .. }
            | Letter::FreshLink { .. }
            | Letter::RequestHandled { .. }
            | Letter::ReviewDigest { .. }
            | Letter::Invitation { .. }
            | Letter::Recovery { .. }
            | Letter::WebhookOff { .. }
            | Letter::MailTest { .. }
            | Letter::RequestsRanOut { .. } => None,
        }
    }
}

pub(crate) async fn enqueue(app: &App, tx: &Tx, letter: &Letter) -> Outcome<()> {
    enqueue_to_leave(app, tx, letter, Leaves::AtOnce).await
}

/// When letters leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Leaves {
    /// As soon as somebody sends them.
    AtOnce,
    /// Once the stroke that they tell of can't be undone any more.
    WithStroke(StrokeId),
}

pub(crate) async fn enqueue_to_leave(app: &App, tx: &Tx, letter: &Letter, leaves: Leaves) -> Outcome<()> {
    let now = app.now();
    match leaves {
        Leaves::AtOnce => outbox::enqueue(tx, MAIL, letter, now, now).await?,
        Leaves::WithStroke(stroke) => {
            outbox::enqueue_with_stroke(tx, MAIL, letter, now, now.plus(UNDO_FOR), stroke).await?
        }
    };
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
    let mut mails: Vec<(User, Vec<RequestId>)> = Vec::new();
    for (request, items) in requests {
        for user in memo.notified(tx, request, items).await?.iter() {
            match mails.iter_mut().find(|(to, _)| to.id == user.id) {
                Some((_, requests)) => requests.push(request.id),
                None => mails.push((user.clone(), vec![request.id])),
            }
        }
    }
    for (to, requests) in mails {
        ask(app, tx, &to, requests).await?;
    }
    Ok(())
}

/// Asks one responsible, when they want to be asked: now, or together with what else comes until then.
pub(crate) async fn ask(app: &App, tx: &Tx, to: &User, requests: Vec<RequestId>) -> Outcome<()> {
    let zone = to.time_zone.clone().unwrap_or_default();
    match to.notifications {
        Notifications::Each => enqueue(app, tx, &Letter::RequestToReview { to: to.id, requests }).await,
        later => {
            let Some(due) = later.due(app.now(), &zone) else { return Ok(()) };
            if digests::add(tx, to.id, due, &requests).await? {
                // Written when it is due, and dated so.
                outbox::enqueue(tx, MAIL, &Letter::ReviewDigest { to: to.id, due }, due, due).await?;
            }
            Ok(())
        }
    }
}

/// How the outbox names an external user as the one who is written to: parts of payloads.
pub(crate) fn named_in_outbox(user: ExternalUserId) -> Vec<String> {
    vec![format!("\"to\":{{\"externalUser\":{user}}}"), format!("\"letter\":\"freshLink\",\"to\":{user},")]
}

/// Tells the other responsibles that a request needs nobody any more.
pub(crate) async fn tell_handled(
    app: &App,
    tx: &Tx,
    request: &Request,
    items: &[Item],
    by: Option<UserId>,
    leaves: Leaves,
    memo: &mut Memo,
) -> Outcome<()> {
    for user in memo.notified(tx, request, items).await?.iter().filter(|user| Some(user.id) != by) {
        let letter = Letter::RequestHandled { to: user.id, request: request.id, by };
        enqueue_to_leave(app, tx, &letter, leaves).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_external_user_is_found_in_the_outbox_however_they_are_written_to() {
        let (to, user) = (Recipient::ExternalUser(ExternalUserId(7)), ExternalUserId(7));
        let letters = [
            Letter::RequestReceived { to, requests: vec![RequestId(1)] },
            Letter::RequestDecided { to, decisions: vec![] },
            Letter::AccessRevoked { to, requests: vec![], grants: vec![] },
            Letter::RequestExpired { to, requests: vec![] },
            Letter::FreshLink { to: user, place: None, request: None },
        ];
        let named = |letter: &Letter, user: i64| {
            let payload = serde_json::to_string(letter).unwrap();
            named_in_outbox(ExternalUserId(user)).iter().any(|part| payload.contains(part))
        };
        for letter in &letters {
            assert!(named(letter, 7), "{letter:?}");
            assert!(!named(letter, 77) && !named(letter, 1), "{letter:?}");
        }
        assert!(!named(&Letter::Invitation { to: UserId(7), by: None }, 7));
    }
}
