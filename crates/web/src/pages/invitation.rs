//! Accepting an invitation: choosing a password.

use super::frame::{Frame, field_errors, render, render_as, see_other};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form, Path},
    failure::Failure,
    views::public::InvitationPage,
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
    Ok(render(&page(&site, &viewer, &token, &[]).await?))
}

pub(super) async fn accept(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let typed = fields.text("password").to_owned();
    match accept_invitation::accept(&site.app, &token, typed, fields.text("passwordAgain")).await {
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
        Err(other) => Err(other.into()),
    }
}
