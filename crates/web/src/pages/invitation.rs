//! Accepting an invitation: choosing a password.

use super::choose_password::Opened;
use crate::{
    Site,
    extract::{Door, Form, Path},
    failure::Failure,
    views::public::Occasion,
};
use app::accept_invitation::{accept as use_case, invited};
use axum::{extract::State, response::Response};

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let opened = Opened { site: &site, viewer: &viewer, occasion: Occasion::Invitation, token: &token };
    opened.form(invited(&site.app, &token).await)
}

pub(super) async fn accept(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let opened = Opened { site: &site, viewer: &viewer, occasion: Occasion::Invitation, token: &token };
    let typed = fields.text("password").to_owned();
    let outcome = use_case(&site.app, &viewer, &token, typed, fields.text("passwordAgain")).await;
    opened.sent(outcome, invited(&site.app, &token)).await
}
