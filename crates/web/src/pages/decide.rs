//! The decide page: what a responsible's link from the mail opens. Only a POST by a person decides.

use super::{
    desk::case::{case, decided, decision_form, read_decision},
    frame::{Frame, render_as},
};
use crate::{
    Site,
    extract::{Door, Form},
    failure::Failure,
    views::{
        desk::DecisionForm,
        public::{DecidePage, NotePage},
        shared::FieldError,
    },
};
use app::{
    Refusal, Viewer, decide_link,
    decide_request::decide as decide_request,
    show_request::{Shown, show as show_request},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;

pub(super) async fn show(
    State(site): State<Site>,
    Door(here): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let Some((responsible, shown)) = open(&site, &token).await? else { return Ok(over(&site, &here)) };
    page(&site, &responsible, &token, shown, None, StatusCode::OK).await
}

/// The responsible and the request of a link; none where the link is over, or its right is lost.
async fn open(site: &Site, token: &str) -> Result<Option<(Viewer, Shown)>, Failure> {
    let (responsible, request) = match decide_link::open(&site.app, token).await {
        Ok(opened) => opened,
        Err(Refusal::Conflict { .. }) => return Ok(None),
        Err(other) => return Err(other.into()),
    };
    match show_request(&site.app, &responsible, request).await {
        Ok(shown) => Ok(Some((responsible, shown))),
        Err(Refusal::NotFound) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

fn over(site: &Site, viewer: &Viewer) -> Response {
    let page = NotePage {
        shell: Frame { site, viewer }.shell(),
        title: "This link is over".into(),
        text: vec!["It opened a request for two weeks, or until it was somebody else's to decide. Sign in to see where the request stands.".into()],
        next: Some(super::status::link_to(site, "/admin/users/download-requests", "To the Download Requests")),
    };
    render_as(StatusCode::GONE, &page)
}

async fn page(
    site: &Site,
    responsible: &Viewer,
    token: &str,
    shown: Shown,
    sent: Option<DecisionForm>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let action = site.path(&format!("/decide/{token}"));
    let reader = responsible.user.as_ref().map(|user| user.id);
    // The link shows one request to one person: it signs nobody in, so the frame knows nobody.
    let nobody = Viewer::default();
    let page = DecidePage {
        shell: Frame { site, viewer: &nobody }.shell(),
        case: case(site, responsible, &shown).await?,
        form: sent.or_else(|| decision_form(site, &shown, action)),
        decided: decided(&shown),
        by_reader: shown.view.request.decided_by.is_some() && shown.view.request.decided_by == reader,
    };
    Ok(render_as(status, &page))
}

pub(super) async fn decide(
    State(site): State<Site>,
    Door(here): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let Some((responsible, shown)) = open(&site, &token).await? else { return Ok(over(&site, &here)) };
    let action = site.path(&format!("/decide/{token}"));
    let outcome = match read_decision(&fields) {
        Ok(decision) => decide_request(&site.app, &responsible, shown.view.request.id, decision).await,
        Err(refusal) => Err(refusal),
    };
    let status = match outcome {
        Ok(_) => StatusCode::OK,
        Err(Refusal::AlreadyDecided { .. }) => StatusCode::CONFLICT,
        Err(Refusal::Invalid(faults)) => {
            let mut form = decision_form(&site, &shown, action);
            if let Some(form) = &mut form {
                super::desk::case::refill(form, &fields);
                form.errors = faults.iter().map(FieldError::from).collect();
            }
            return page(&site, &responsible, &token, shown, form, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(other) => return Err(other.into()),
    };
    // Decided now, or by a colleague before: the page shows what is.
    let after = show_request(&site.app, &responsible, shown.view.request.id).await?;
    page(&site, &responsible, &token, after, None, status).await
}
