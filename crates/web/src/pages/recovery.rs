//! A way back into an account for who forgot the password: asking for a link, and setting a new password by it.

use super::{
    choose_password::Opened,
    frame::{Frame, render, render_as, told},
};
use crate::{
    Site,
    extract::{Door, Form, Path},
    failure::Failure,
    views::public::{Occasion, RecoveryPage},
};
use app::{Refusal, Viewer, recover};
use axum::{extract::State, response::Response};
use http::StatusCode;

fn asking(site: &Site, viewer: &Viewer, mail: &str, sent: bool) -> RecoveryPage {
    RecoveryPage {
        shell: Frame { site, viewer }.shell(),
        action: site.path("/recovery"),
        sign_in_href: site.path("/admin/"),
        mail: mail.to_owned(),
        sent,
        error: None,
    }
}

pub(super) async fn show(State(site): State<Site>, Door(viewer): Door) -> Response {
    render(&asking(&site, &viewer, "", false))
}

/// Sends the link where there is an account; the answer is the same where there is none.
pub(super) async fn ask(State(site): State<Site>, Door(viewer): Door, Form(fields): Form) -> Result<Response, Failure> {
    let typed = fields.text("mail");
    match recover::ask(&site.app, &viewer, typed).await {
        Ok(mail) => Ok(render(&asking(&site, &viewer, mail.as_str(), true))),
        Err(Refusal::Invalid(faults)) => {
            let mut page = asking(&site, &viewer, typed, false);
            page.error = faults.first().map(|fault| told(page.shell.lang, fault));
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn open(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let opened = Opened { site: &site, viewer: &viewer, occasion: Occasion::Recovery, token: &token };
    opened.form(recover::whose(&site.app, &token).await)
}

pub(super) async fn set(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let opened = Opened { site: &site, viewer: &viewer, occasion: Occasion::Recovery, token: &token };
    let typed = fields.text("password").to_owned();
    let outcome = recover::set_password(&site.app, &viewer, &token, typed, fields.text("passwordAgain")).await;
    opened.sent(outcome, recover::whose(&site.app, &token)).await
}
