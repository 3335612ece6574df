//! A way back into an account for who forgot the password: asking for a link, and setting a new password by it.

use super::frame::{Frame, field_errors, render, render_as, see_other, told};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form, Path},
    failure::Failure,
    views::public::{NotePage, RecoverPage, RecoveryPage},
};
use app::{Fault, Refusal, Viewer, password, recover, settings::SESSION_LIFETIME};
use axum::{extract::State, response::Response};
use http::{StatusCode, header};

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

async fn page(site: &Site, viewer: &Viewer, token: &str, faults: &[Fault]) -> Result<RecoverPage, Failure> {
    let user = recover::whose(&site.app, token).await?;
    let field = |pointer: &str| if pointer == "/passwordAgain" { "passwordAgain" } else { "password" }.to_owned();
    let shell = Frame { site, viewer }.shell();
    Ok(RecoverPage {
        name: user.name(),
        mail: user.mail,
        action: site.path(&format!("/recovery/{token}")),
        least: u32::try_from(password::SHORTEST).unwrap_or(u32::MAX),
        errors: field_errors(shell.lang, faults, field),
        shell,
    })
}

pub(super) async fn open(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match page(&site, &viewer, &token, &[]).await {
        Ok(page) => Ok(render(&page)),
        Err(failure) => over(&site, &viewer, failure),
    }
}

pub(super) async fn set(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let typed = fields.text("password").to_owned();
    match recover::set_password(&site.app, &viewer, &token, typed, fields.text("passwordAgain")).await {
        Ok(secret) => {
            let mut response = see_other(&site, "/admin/");
            let cookie = Cookie::Session.set(&site, secret.expose(), Some(SESSION_LIFETIME));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(Refusal::Invalid(faults)) => {
            let page = page(&site, &viewer, &token, &faults).await?;
            Ok(render_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
        }
        Err(other) => over(&site, &viewer, other.into()),
    }
}

/// A link that was used, or whose hour has passed: a new one can be had.
fn over(site: &Site, viewer: &Viewer, failure: Failure) -> Result<Response, Failure> {
    if failure.code() != app::said::RECOVERY_OVER.code {
        return Err(failure);
    }
    let shell = Frame { site, viewer }.shell();
    let page = NotePage {
        title: shell.lang.say("recovery-over-title"),
        text: vec![shell.lang.say("fault-recovery-over")],
        next: Some(super::status::link_to(site, "/recovery", &shell.lang.say("recovery-over-again"))),
        shell,
    };
    Ok(render_as(StatusCode::GONE, &page))
}
