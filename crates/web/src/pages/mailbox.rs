//! The mailbox of the demo: the mails that it sent, readable in the browser.

use super::frame::{Frame, render};
use crate::{
    Site,
    addresses::Addresses,
    extract::{Door, Path},
    failure::Failure,
    views::{
        mailbox::{MailPage, MailRow, MailboxPage},
        shared::When,
    },
};
use app::Refusal;
use axum::{
    extract::State,
    response::{Html, IntoResponse, Response},
};
use domain::Timestamp;
use http::{HeaderName, HeaderValue};
use std::time::UNIX_EPOCH;

pub(super) fn routes() -> Addresses {
    Addresses::default().get("/mailbox", list).get("/mailbox/{number}", show).get("/mailbox/{number}/html", html)
}

fn sent(message: &app::MailMessage) -> When {
    let micros = message.date.duration_since(UNIX_EPOCH).map(|since| since.as_micros()).unwrap_or_default();
    super::frame::when(words::Language::default(), Timestamp::from_micros(i64::try_from(micros).unwrap_or(i64::MAX)))
}

async fn list(State(site): State<Site>, Door(viewer): Door) -> Result<Response, Failure> {
    let mails = site.mailbox.as_ref().ok_or(Refusal::NotFound)?.all();
    let row = |(number, mail): (usize, &app::Delivered)| MailRow {
        href: site.path(&format!("/mailbox/{number}")),
        to: mail.message.to.mail.clone(),
        subject: mail.message.subject.clone(),
        sent: sent(&mail.message),
    };
    let mut mails: Vec<MailRow> = mails.iter().enumerate().map(row).collect();
    mails.reverse();
    Ok(render(&MailboxPage { shell: Frame { site: &site, viewer: &viewer }.shell(), mails }))
}

fn find(site: &Site, number: usize) -> Result<app::Delivered, Failure> {
    let mails = site.mailbox.as_ref().ok_or(Refusal::NotFound)?.all();
    Ok(mails.get(number).cloned().ok_or(Refusal::NotFound)?)
}

async fn show(State(site): State<Site>, Door(viewer): Door, Path(number): Path<usize>) -> Result<Response, Failure> {
    let mail = find(&site, number)?;
    let header = |name: &str, value: String| (name.to_owned(), value);
    Ok(render(&MailPage {
        shell: Frame { site: &site, viewer: &viewer }.shell(),
        list_href: site.path("/mailbox"),
        subject: mail.message.subject.clone(),
        headers: vec![
            header("From", mail.message.from.mail.clone()),
            header("To", mail.message.to.mail.clone()),
            header("Date", sent(&mail.message).text),
        ],
        text: mail.message.text.clone(),
        html_src: Some(site.path(&format!("/mailbox/{number}/html"))),
    }))
}

/// The HTML part, under a policy of its own: mails have inline styles, and their links leave the frame.
async fn html(State(site): State<Site>, Path(number): Path<usize>) -> Result<Response, Failure> {
    let mail = find(&site, number)?;
    let body = mail.message.html.replacen("<head>", "<head><base target=\"_top\">", 1);
    let mut response = Html(body).into_response();
    let policy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; \
                  sandbox allow-top-navigation-by-user-activation allow-popups";
    response.headers_mut().insert(http::header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(HeaderName::from_static("x-frame-options"), HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}
