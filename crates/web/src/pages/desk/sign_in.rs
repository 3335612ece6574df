//! Signing in to the desk and out of it.

use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form},
    failure::Failure,
    pages::frame::{Frame, render_as, see_other},
    views::desk::SignInPage,
};
use app::{Refusal, Viewer, settings::SESSION_LIFETIME, sign_in as use_case};
use axum::{extract::State, response::Response};
use http::{StatusCode, header};

pub(super) fn page(site: &Site, next: &str, mail: &str, error: Option<String>) -> Response {
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SignInPage {
        shell: Frame { site, viewer: &Viewer::default() }.shell(),
        action: site.path("/admin/"),
        next: next.to_owned(),
        recovery_href: site.path("/recovery"),
        mail: mail.to_owned(),
        error,
    };
    render_as(status, &page)
}

pub(super) async fn sign_in(
    State(site): State<Site>,
    Door(viewer): Door,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (mail, next) = (fields.text("mail"), fields.text("next"));
    match use_case::sign_in(&site.app, &viewer, mail, fields.text("password").to_owned()).await {
        Ok(secret) => {
            // Only an address of the desk is gone on to, so that a link can't lead elsewhere after the sign-in.
            let safe = next.starts_with("/admin/") && !next.contains('\\') && !next.contains("//");
            let mut response = see_other(&site, if safe { next } else { "/admin/" });
            let cookie = Cookie::Session.set(&site, secret.expose(), Some(SESSION_LIFETIME));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(Refusal::Invalid(faults)) => {
            Ok(page(&site, next, mail, faults.into_iter().next().map(|fault| fault.detail)))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn sign_out(State(site): State<Site>, Door(viewer): Door, _: Form) -> Result<Response, Failure> {
    use_case::sign_out(&site.app, &viewer).await?;
    let mut response = see_other(&site, "/admin/");
    response.headers_mut().append(header::SET_COOKIE, Cookie::Session.clear(&site));
    Ok(response)
}
