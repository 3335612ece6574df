//! One download request at the desk: decide it, revoke what it opened, read its history.

use super::{
    Desk,
    case::{case, decided, decision_errors, decision_form, read_decision, refill},
    language, shell,
};
use crate::{
    Site,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::frame::{render_as, see_other, when},
    views::{
        desk::{DeskRoom, Flash, RequestPage, RevokeForm},
        public::TimelineEntry,
    },
};
use app::{
    Fault, Refusal, Viewer, decide_request, history, revoke,
    show_request::{RequestView, Shown, show as show_request},
};
use axum::{extract::State, response::Response};
use domain::RequestId;
use http::StatusCode;

fn path(id: i64) -> String {
    format!("/admin/users/download-requests/{id}")
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "approved" => Some("Approved. The requester is told by mail."),
        "denied" => Some("Denied. The requester is told by mail."),
        "revoked" => Some("Revoked. Nothing can be downloaded by it any more."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    let shown = show_request(&site.app, &viewer, RequestId(id)).await?;
    page(&site, &viewer, shown, flash, None, StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    shown: Shown,
    flash: Option<Flash>,
    sent: Option<(&Fields, &[Fault])>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let id = shown.view.request.id.0;
    let mut form = decision_form(site, &shown, site.path(&format!("{}/decision", path(id))));
    if let (Some(form), Some((fields, faults))) = (&mut form, sent) {
        refill(form, fields);
        form.errors = decision_errors(language(), faults);
    }
    let live = shown.view.grants.iter().any(|grant| grant.is_live(site.app.now()));
    let may_revoke = live && !shown.decidable.is_empty();
    let page = RequestPage {
        shell: shell(site, viewer, DeskRoom::Requests, flash).await?,
        id,
        case: case(site, language(), viewer, &shown).await?,
        form,
        decided: decided(language(), &shown),
        revoke: may_revoke
            .then(|| RevokeForm { action: site.path(&format!("{}/revocation", path(id))), message: String::new() }),
        until: shown.view.request.expires_at.filter(|_| live).map(|until| when(language(), until)),
        responsibles: shown.view.responsibles.iter().map(|user| user.name.clone()).collect(),
        history: timeline(site, &shown.view).await?,
    };
    Ok(render_as(status, &page))
}

async fn timeline(site: &Site, view: &RequestView) -> Result<Vec<TimelineEntry>, Failure> {
    let history = history::of_request(&site.app, view.request.id).await?;
    let by = |event: &app::rows::Event| {
        event.user_id.and_then(|id| history.names.get(&id)).map_or("the policy", String::as_str)
    };
    let words = |event: &app::rows::Event| match event.kind.as_str() {
        "request.created" => Some("Asked".to_owned()),
        "request.withdrawn" => Some("Withdrawn by the requester".to_owned()),
        "decision.approved" => Some(format!("Approved by {}", by(event))),
        "decision.denied" => Some(format!("Denied by {}", by(event))),
        "grant.revoked" => Some(format!("Access revoked by {}", by(event))),
        _ => None,
    };
    let entries = history.events.iter().rev();
    Ok(entries
        .filter_map(|event| Some(TimelineEntry { when: when(language(), event.at), text: words(event)? }))
        .collect())
}

pub(super) async fn decide(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let outcome = match read_decision(&fields) {
        Ok(decision) => {
            let word = if decision.verdict == domain::Verdict::Approve { "approved" } else { "denied" };
            decide_request::decide(&site.app, &viewer, RequestId(id), decision).await.map(|_| word)
        }
        Err(refusal) => Err(refusal),
    };
    match outcome {
        Ok(word) => Ok(see_other(&site, &format!("{}?done={word}", path(id)))),
        Err(Refusal::Invalid(faults)) => {
            let shown = show_request(&site.app, &viewer, RequestId(id)).await?;
            page(&site, &viewer, shown, None, Some((&fields, &faults)), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(refusal @ (Refusal::AlreadyDecided { .. } | Refusal::Conflict { .. })) => {
            conflict(&site, &viewer, id, refusal).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Somebody was quicker, or nothing is left: the page shows what is, and says so.
async fn conflict(site: &Site, viewer: &Viewer, id: i64, refusal: Refusal) -> Result<Response, Failure> {
    let refusal = decide_request::name_the_decider(&site.app, refusal).await;
    let text = Failure::from(refusal).detail();
    let shown = show_request(&site.app, viewer, RequestId(id)).await?;
    page(site, viewer, shown, Some(Flash { good: false, text }), None, StatusCode::CONFLICT).await
}

pub(super) async fn revoke(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let message = fields.get("message").map(str::to_owned);
    match revoke::revoke_request(&site.app, &viewer, RequestId(id), message).await {
        Ok(_) => Ok(see_other(&site, &format!("{}?done=revoked", path(id)))),
        Err(Refusal::Conflict { code, detail }) => {
            conflict(&site, &viewer, id, Refusal::Conflict { code, detail }).await
        }
        Err(Refusal::Invalid(faults)) => {
            let text = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let shown = show_request(&site.app, &viewer, RequestId(id)).await?;
            page(&site, &viewer, shown, Some(Flash { good: false, text }), None, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}
