//! The decide page: what a responsible's link from the mail opens. Only a POST by a person decides.

use super::{
    desk::{
        case::{case, decided, decision_errors, decision_form, read_decision},
        replies,
        undo::stroke,
    },
    frame::{Frame, render_as},
};
use crate::{
    Site,
    extract::{Door, Form, Path},
    failure::Failure,
    views::{
        desk::{DecisionForm, Undo},
        public::{DecidePage, NotePage},
        shared::Shell,
    },
};
use app::{
    Refusal, Viewer, decide_link,
    decide_request::decide as decide_request,
    show_request::{Shown, show as show_request},
    undo::{self, offered_about},
};
use axum::{extract::State, response::Response};
use http::StatusCode;

pub(super) async fn show(
    State(site): State<Site>,
    Door(here): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    let Some((responsible, shown)) = open(&site, &token).await? else { return Ok(over(&site, &here)) };
    page(&site, &here, &responsible, &token, shown, Said::default(), StatusCode::OK).await
}

/// What the page says beside the request.
#[derive(Default)]
struct Said {
    /// The form as it was sent, with its faults.
    sent: Option<DecisionForm>,
    /// Why a decision can't be undone.
    refused: Option<String>,
    /// Whether one just was.
    is_undone: bool,
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
    let shell = Frame { site, viewer }.shell();
    let page = NotePage {
        title: shell.lang.say("decide-over-title"),
        text: vec![shell.lang.say("decide-over")],
        next: Some(super::status::link_to(site, "/admin/users/download-requests", &shell.lang.say("decide-desk"))),
        shell,
    };
    render_as(StatusCode::GONE, &page)
}

/// The frame of the page. The link shows one request to one person: it signs nobody in, so the frame knows nobody; but it
/// speaks their language.
fn frame_shell(site: &Site, here: &Viewer, responsible: &Viewer) -> Shell {
    let reader = Viewer { user: responsible.user.clone(), reads: here.reads.clone(), ..Viewer::default() };
    Shell { identity: None, ..Frame { site, viewer: &reader }.shell() }
}

async fn page(
    site: &Site,
    here: &Viewer,
    responsible: &Viewer,
    token: &str,
    shown: Shown,
    said: Said,
    status: StatusCode,
) -> Result<Response, Failure> {
    let action = site.path(&format!("/decide/{token}"));
    let reader = responsible.user.as_ref().map(|user| user.id);
    let shell = frame_shell(site, here, responsible);
    let by = shown.view.last_act().and_then(|(by, _)| by.map(|user| user.id));
    let offer = offered_about(&site.app, responsible, shown.view.request.id).await?;
    let page = DecidePage {
        case: case(site, shell.lang, responsible, &shown).await?,
        form: match said.sent.or_else(|| decision_form(site, &shown, action)) {
            Some(form) => Some(DecisionForm { replies: replies::choices(site, responsible).await?, ..form }),
            None => None,
        },
        decided: decided(shell.lang, &shown),
        undo: offer.map(|offer| Undo {
            action: site.path(&format!("/decide/{token}/undo")),
            stroke: offer.stroke.0,
            text: shell.lang.say("decide-undo-hint"),
            seconds: offer.left.as_secs() + 1,
        }),
        undone: said.is_undone.then(|| shell.lang.say("decide-undone")),
        refused: said.refused,
        shell,
        by_reader: by.is_some() && by == reader,
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
    let outcome = match read_decision(&site, &responsible, &fields).await {
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
                form.errors = decision_errors(frame_shell(&site, &here, &responsible).lang, &faults);
            }
            let said = Said { sent: form, ..Said::default() };
            return page(&site, &here, &responsible, &token, shown, said, StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(other) => return Err(other.into()),
    };
    // Decided now, or by a colleague before: the page shows what is.
    let after = show_request(&site.app, &responsible, shown.view.request.id).await?;
    page(&site, &here, &responsible, &token, after, Said::default(), status).await
}

/// Whoever decided by the link takes it back, while the mails wait.
pub(super) async fn undo(
    State(site): State<Site>,
    Door(here): Door,
    Path(token): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let Some((responsible, shown)) = open(&site, &token).await? else { return Ok(over(&site, &here)) };
    let (said, status) = match undo::undo(&site.app, &responsible, stroke(&fields)?).await {
        Ok(_) => (Said { is_undone: true, ..Said::default() }, StatusCode::OK),
        Err(Refusal::Conflict { code, .. }) => {
            let words = frame_shell(&site, &here, &responsible).lang.say(&format!("fault-{code}"));
            (Said { refused: Some(words), ..Said::default() }, StatusCode::CONFLICT)
        }
        Err(other) => return Err(other.into()),
    };
    let after = show_request(&site.app, &responsible, shown.view.request.id).await?;
    page(&site, &here, &responsible, &token, after, said, status).await
}
