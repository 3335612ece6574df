//! Accepting an invitation: choosing a password.

use super::frame::{Frame, field_errors, render, render_as, see_other};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form, Path},
    failure::Failure,
    views::public::{InvitationPage, NotePage},
};
use app::{Fault, Refusal, Viewer, accept_invitation, password, settings::SESSION_LIFETIME};
use axum::{extract::State, response::Response};
use http::{StatusCode, header};

async fn page(site: &Site, viewer: &Viewer, token: &str, faults: &[Fault]) -> Result<InvitationPage, Failure> {
    let user = accept_invitation::invited(&site.app, token).await?;
    let field = |pointer: &str| if pointer == "/passwordAgain" { "passwordAgain" } else { "password" }.to_owned();
    let shell = Frame { site, viewer }.shell();
    Ok(InvitationPage {
        name: user.name(),
        mail: user.mail,
        action: site.path(&format!("/invitation/{token}")),
        least: u32::try_from(password::SHORTEST).unwrap_or(u32::MAX),
        errors: field_errors(shell.lang, faults, field),
        shell,
    })
}

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    match page(&site, &viewer, &token, &[]).await {
        Ok(page) => Ok(render(&page)),
        Err(failure) => over(&site, &viewer, failure),
    }
}

pub(super) async fn accept(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let typed = fields.text("password").to_owned();
    match accept_invitation::accept(&site.app, &viewer, &token, typed, fields.text("passwordAgain")).await {
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

/// An invitation that was used, or that has ended: nobody was quicker, and nothing is to be mended here.
fn over(site: &Site, viewer: &Viewer, failure: Failure) -> Result<Response, Failure> {
    if failure.code() != app::said::INVITATION_OVER.code {
        return Err(failure);
    }
    let shell = Frame { site, viewer }.shell();
    let page = NotePage {
        title: shell.lang.say("invitation-over-title"),
        text: vec![shell.lang.say("fault-invitation-over")],
        next: Some(super::status::link_to(site, "/admin/", &shell.lang.say("invitation-over-sign-in"))),
        shell,
    };
    Ok(render_as(StatusCode::GONE, &page))
}
