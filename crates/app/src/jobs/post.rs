//! Sending one letter: to whom, with which links, under which Message-ID.

use super::{Done, letters};
use crate::{
    App, Outcome,
    notify::{Letter, Recipient},
};
use domain::*;
use mail::{Address, Message, MessageId, letters::Rendered};
use std::time::{Duration, SystemTime};
use store::{
    external_users,
    outbox::{self, Job},
    strokes, users,
};

/// A letter that is ready to go.
pub(super) struct Ready {
    pub to: Address,
    pub rendered: Rendered,
}

/// For how long a letter that can't be sent keeps later ones to the same person back.
const IN_ORDER: Duration = Duration::from_secs(60 * 60);

pub(super) async fn send(app: &App, job: &Job, letter: &Letter) -> Outcome<Done> {
    if let Some(to) = letter.requester()
        && let Ok(to) = serde_json::to_string(&to)
        && outbox::waits_before(&app.store, job, &format!("\"to\":{to}"), app.now().minus(IN_ORDER)).await?
    {
        return Ok(Done::Later("an earlier letter to the same person goes first".into()));
    }
    // Whoever is not asked because a colleague was quicker has to be asked where the colleague takes it back.
    if let Letter::RequestToReview { requests, .. } = letter
        && strokes::may_be_undone(&app.store, requests, app.now()).await?
    {
        return Ok(Done::Later("a decision may still be undone".into()));
    }
    // Nobody to write to, or nothing to say any more: the person is gone, the request was handled in the meantime.
    let Some(ready) = letters::write(app, letter).await? else { return Ok(Done::Finished) };
    let id = match message_id(app, job).await? {
        Ok(id) => id,
        Err(error) => return Ok(Done::Never(error.to_string())),
    };
    // A repeat of this mail has the same Message-ID and the same date.
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(job.created_at.seconds()).unwrap_or(0));
    let message = Message::new(ready.rendered, id, date, app.in_force().mail_from.clone(), ready.to);
    match app.transport.send(&message).await {
        Ok(()) => {
            app.metrics.mails.sent.add(1);
            tracing::info!(job.id = job.id.0, "a mail was sent");
            Ok(Done::Finished)
        }
        Err(error) if error.is_permanent() => {
            app.metrics.mails.refused.add(1);
            Ok(Done::Never(without_addresses(&error.to_string())))
        }
        Err(error) => {
            app.metrics.mails.failed.add(1);
            Ok(Done::Later(without_addresses(&error.to_string())))
        }
    }
}

/// What a mail server said, without the addresses that it names: it goes into the records and the log, which carry none.
fn without_addresses(said: &str) -> String {
    let word = |word: &str| if word.contains('@') { "…".to_owned() } else { word.to_owned() };
    said.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

async fn message_id(app: &App, job: &Job) -> Outcome<Result<MessageId, mail::InvalidMessageId>> {
    let name = crate::secret::installation_name(app).await?;
    let from = app.in_force().mail_from.mail.clone();
    let host = from.rsplit_once('@').map_or("localhost", |(_, host)| host);
    let host = if host.is_ascii() { host } else { "localhost" };
    Ok(MessageId::parse(&format!("{}.{name}@{host}", job.id)))
}

/// The address of a recipient. The name of an external user goes on no mail: nobody proved that it is theirs.
pub(super) async fn address(app: &App, to: Recipient) -> Outcome<Option<Address>> {
    Ok(match to {
        Recipient::ExternalUser(id) => {
            let user = external_users::by_id(&app.store, id).await?.filter(|user| user.erased_at.is_none());
            user.map(|user| Address::new(user.mail))
        }
        Recipient::User(id) => user_address(app, id).await?,
    })
}

pub(super) async fn user_address(app: &App, id: UserId) -> Outcome<Option<Address>> {
    Ok(users::by_id(&app.store, id).await?.map(|user| Address::new(user.mail.clone()).named(user.name())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_server_said_is_kept_without_addresses() {
        let said = "550 5.1.1 <vera@press.example>: Recipient address rejected";
        assert_eq!(without_addresses(said), "550 5.1.1 … Recipient address rejected");
        assert_eq!(without_addresses("connection refused"), "connection refused");
    }
}
