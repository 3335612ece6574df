//! Mail: where it goes and from whom, a test, and what is done about mails that failed.

use super::{Sent, done, field, language, plain, shell};
use crate::{
    Site,
    extract::{Form, Path, Query},
    failure::Failure,
    pages::{
        desk::Desk,
        frame::{ago, render_as, see_other, when},
    },
    views::desk::{DeskRoom, Flash, MailPage, MailTestLine, SettingsTab, TroubledRow},
};
use app::{
    Refusal, Viewer,
    change_settings::{self, SettingsDraft},
    mail_queue::{self, Act, Troubled},
    mail_test::{self, MailTest, State as Ended},
    refusal::Faults,
};
use axum::{extract::State, response::Response};
use domain::{JobId, Setting};
use http::StatusCode;

pub(super) const PATH: &str = "/admin/settings/mail";

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let test = match query.get("test") {
        Some(reference) => Some(mail_test::show(&site.app, &viewer, reference).await?),
        None => None,
    };
    let flash = match query.text("done") {
        "again" => Some(Flash { good: true, text: "It is tried again now.".into() }),
        "dropped" => Some(Flash { good: true, text: "Dropped: nobody gets it any more.".into() }),
        _ => done(&query),
    };
    page(&site, &viewer, Sent::default(), (test, flash), StatusCode::OK).await
}

pub(super) async fn change(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let mail_from = fields.every(Setting::MailFrom.as_str()).next().map(|typed| Some(typed.to_owned()));
    let draft = SettingsDraft { mail_from, ..SettingsDraft::default() };
    match change_settings::change(&site.app, &viewer, draft, Faults::default()).await {
        Ok(()) => Ok(see_other(&site, &format!("{PATH}?done=saved"))),
        Err(Refusal::Invalid(faults)) => {
            let sent = Sent::of(&fields, &faults);
            page(&site, &viewer, sent, (None, None), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Sends a test message to whoever presses the button.
pub(super) async fn test(State(site): State<Site>, Desk(viewer): Desk, _: Form) -> Result<Response, Failure> {
    let MailTest { reference, .. } = mail_test::send(&site.app, &viewer, None).await?;
    Ok(see_other(&site, &format!("{PATH}?test={reference}#mail-test")))
}

/// Tries a mail again, or drops it.
pub(super) async fn act(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    viewer.admin()?;
    let (act, done) = match fields.text("act") {
        "again" => (Act::SendAgain, "again"),
        "drop" => (Act::Drop, "dropped"),
        _ => return Err(Refusal::invalid("/act", "Choose what to do: again, or drop.").into()),
    };
    mail_queue::act(&site.app, &viewer, JobId(id), act).await?;
    Ok(see_other(&site, &format!("{PATH}?done={done}")))
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    sent: Sent<'_>,
    (test, flash): (Option<MailTest>, Option<Flash>),
    status: StatusCode,
) -> Result<Response, Failure> {
    let view = change_settings::show(&site.app, viewer).await?;
    let queue = mail_queue::show(&site.app, viewer).await?;
    let hint = "A name, and an address whose domain lets your mail server send for it. Answers of people go there.";
    let mut from = field(&view, Setting::MailFrom, hint.to_owned(), sent);
    from.default = plain(&view.in_force.value(Setting::MailFrom));
    let page = MailPage {
        tab: SettingsTab::Mail,
        action: site.path(PATH),
        way: queue.way,
        from,
        from_localhost: view.in_force.mail_from.mail.ends_with("@localhost"),
        own_mail: viewer.signed_in()?.mail.clone(),
        test: test.map(|test| line(site, &test)),
        held: queue.held.map(|held| when(language(), held.since)),
        waiting: queue.counts.waiting,
        failing: queue.counts.failing,
        given_up: queue.counts.given_up,
        troubled: queue.troubled.iter().map(|mail| row(site, mail)).collect(),
        shell: shell(site, viewer, DeskRoom::Settings, flash).await?,
    };
    Ok(render_as(status, &page))
}

/// How it stands with a test message, in words.
fn line(site: &Site, test: &MailTest) -> MailTestLine {
    let (text, good, waits) = match &test.state {
        Ended::Waiting => ("The test message waits for its turn.".to_owned(), true, true),
        Ended::Failing { reason, next } => {
            let next = when(language(), *next).text;
            (format!("It has not left yet: {reason}. It is tried again, next at {next}."), false, true)
        }
        Ended::GivenUp { reason } => (format!("It did not leave: {reason}."), false, false),
        Ended::Sent => {
            let text = "The test message has left: the other side took it over. Look into your mailbox.";
            (text.to_owned(), true, false)
        }
        Ended::Dropped => ("The test message was dropped.".to_owned(), false, false),
    };
    let again = site.path(&format!("{PATH}?test={}#mail-test", test.reference));
    MailTestLine { text, good, waits, again }
}

fn row(site: &Site, mail: &Troubled) -> TroubledRow {
    TroubledRow {
        id: mail.id.0,
        letter: called(&mail.letter).to_owned(),
        since: ago(language(), mail.since, site.app.now()),
        attempts: mail.attempts,
        reason: mail.reason.clone(),
        next: mail.next.map(|next| when(language(), next)),
    }
}

/// A letter as people call it; one that has no words yet says itself.
fn called(letter: &str) -> &str {
    match letter {
        "requestReceived" => "Receipt, to a requester",
        "requestToReview" => "Question, to a responsible",
        "requestDecided" => "Decision, to a requester",
        "accessRevoked" => "Revocation, to a requester",
        "requestClosed" => "End of a request, to a requester",
        "requestExpired" => "Expired request, to a requester",
        "requestsRanOut" => "Expired requests, to a responsible",
        "freshLink" => "Fresh link, to a requester",
        "requestHandled" => "All-clear, to a responsible",
        "reviewDigest" => "Questions of a while, to a responsible",
        "invitation" => "Invitation, to a member",
        "recovery" => "Way back, to a member",
        "mailTest" => "Test message",
        other => other,
    }
}
