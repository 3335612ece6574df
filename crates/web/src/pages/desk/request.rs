//! One download request at the desk: decide it, revoke what it opened, read its history.

use super::{
    Desk, bulk,
    case::{case, decided, decision_errors, decision_form, read_decision, refill},
    colleagues, language, replies, shell,
};
use crate::{
    Site,
    extract::{Fields, Form, Path, Query},
    failure::Failure,
    pages::frame::{ago, render_as, see_other, when},
    views::{
        desk::{DeskRoom, Flash, RequestPage, RevokeForm},
        public::TimelineEntry,
        words,
    },
};
use app::{
    Fault, Refusal, Viewer, decide_request, history,
    known_before::{MOST_OTHERS, known_before},
    revoke,
    show_request::{RequestView, Requester, Shown, show as show_request},
    undo,
};
use axum::{extract::State, response::Response};
use domain::{RequestId, RequestStatus};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

pub(super) fn path(id: i64) -> String {
    format!("/admin/users/download-requests/{id}")
}

/// A form of the page that came back to be mended.
pub(super) struct Sent<'a> {
    pub form: SentForm,
    pub fields: &'a Fields,
    pub faults: &'a [Fault],
}

/// Which one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SentForm {
    Decision,
    Note,
    PassOn,
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    // Where it may be undone, that is said with it.
    let may_undo = undo::offered(&site.app, &viewer).await?.is_some();
    let flash = match query.text("done") {
        "approved" if !may_undo => Some("Approved. The requester is told by mail."),
        "denied" if !may_undo => Some("Denied. The requester is told by mail."),
        "undone" => Some("Undone. The request waits for a decision again, and nobody was written to."),
        "noted" => Some("The note is kept. Only who may decide this request reads it."),
        "note-erased" => Some("The note is erased."),
        "passed-on" => Some("Passed on. Your colleague is asked by mail."),
        "revoked" => Some("Revoked. Nothing can be downloaded by it any more."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    let shown = show_request(&site.app, &viewer, RequestId(id)).await?;
    page(&site, &viewer, shown, flash, None, StatusCode::OK).await
}

pub(super) async fn page(
    site: &Site,
    viewer: &Viewer,
    shown: Shown,
    flash: Option<Flash>,
    sent: Option<Sent<'_>>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let id = shown.view.request.id.0;
    let mut form = decision_form(site, &shown, site.path(&format!("{}/decision", path(id))));
    if let Some(form) = &mut form {
        form.replies = replies::choices(site, viewer).await?;
        if let Some(sent) = sent.as_ref().filter(|sent| sent.form == SentForm::Decision) {
            refill(form, sent.fields);
            form.errors = decision_errors(language(), sent.faults);
        }
    }
    let live = shown.view.grants.iter().any(|grant| grant.is_live(site.app.now()));
    let may_revoke = live && !shown.decidable.is_empty();
    let (known, held) = known(site, viewer, &shown.view).await?;
    let holds = held || live;
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
        notes: colleagues::notes(site, viewer, &shown, sent.as_ref()).await?,
        pass_on: colleagues::pass_on_form(site, viewer, &shown, sent.as_ref()).await?,
        revoke_all: if holds { revoke_all(site, &shown) } else { None },
        known,
        history: timeline(site, &shown.view).await?,
    };
    Ok(render_as(status, &page))
}

/// Where whoever may decide this request takes away everything that its requester holds.
fn revoke_all(site: &Site, shown: &Shown) -> Option<String> {
    let mail = match &shown.view.requester {
        Requester::External(user) => &user.mail,
        Requester::User(user) => &user.mail,
    };
    let mail = utf8_percent_encode(mail, NON_ALPHANUMERIC);
    (!shown.decidable.is_empty()).then(|| site.path(&format!("{}?act=revoke&tab=approved&mail={mail}", bulk::PATH)))
}

/// What is known of somebody: a sentence, and where the rows behind it are.
type Known = Vec<(String, Option<String>)>;

/// Whether they asked before, what became of it, what they took, and whether others of theirs asked. And whether another request
/// of theirs was approved.
async fn known(site: &Site, viewer: &Viewer, view: &RequestView) -> Result<(Known, bool), Failure> {
    let known = known_before(&site.app, view).await?;
    let opened = |status: RequestStatus| matches!(status, RequestStatus::Approved | RequestStatus::PartiallyApproved);
    let held = known.requests.iter().any(|(status, _)| opened(*status));
    let mail = utf8_percent_encode(&known.mail, NON_ALPHANUMERIC);
    let total: u64 = known.requests.iter().map(|(_, count)| count).sum();
    let parts = known.requests.iter().map(|(of, count)| format!("{} {}", words::grouped(count), of_state(*of)));
    let requests = match total {
        0 => ("The first request".to_owned(), None),
        _ => {
            let parts: Vec<String> = parts.collect();
            let text = format!("{} besides this: {}", words::requests(&total), parts.join(", "));
            (text, Some(site.path(&format!("/admin/users/download-requests?tab=all&mail={mail}"))))
        }
    };
    // The history is for those who see everything.
    let may_read = viewer.manager().is_ok();
    let downloads = match known.last_download {
        Some(last) => {
            let times = if known.downloads == 1 {
                "once".to_owned()
            } else {
                format!("{} times", words::grouped(&known.downloads))
            };
            let text = format!("Downloaded {times}, last {}", ago(language(), last, site.app.now()).text);
            (text, may_read.then(|| site.path(&format!("/admin/history?type=download&mail={mail}"))))
        }
        None => ("Nothing downloaded yet".to_owned(), None),
    };
    let mut lines = vec![requests, downloads];
    if known.others > 0 {
        let more = if known.others >= MOST_OTHERS { " and more" } else { "" };
        let who = if known.others == 1 { "other" } else { "others" };
        let text = format!("{}{more} {who} of {} asked too", words::grouped(&known.others), known.domain);
        let domain = utf8_percent_encode(&known.domain, NON_ALPHANUMERIC);
        let href = format!("/admin/users/download-requests?tab=all&mailDomain={domain}");
        lines.push((text, Some(site.path(&href))));
    }
    if let app::show_request::Requester::External(user) = &view.requester
        && user.erased_at.is_none()
        && may_read
    {
        let page = site.path(&super::external_user::path(user.id));
        lines.push(("Everything about them".to_owned(), Some(page)));
    }
    Ok((lines, held))
}

fn of_state(status: RequestStatus) -> &'static str {
    match status {
        RequestStatus::Pending => "under review",
        RequestStatus::Approved => "approved",
        RequestStatus::PartiallyApproved => "partly approved",
        RequestStatus::Denied => "denied",
        RequestStatus::Cancelled => "withdrawn",
        RequestStatus::Expired => "expired",
        RequestStatus::Revoked => "revoked",
    }
}

async fn timeline(site: &Site, view: &RequestView) -> Result<Vec<TimelineEntry>, Failure> {
    let listed = history::of_request(&site.app, view.request.id).await?;
    let by = |event: &app::rows::Event| {
        event.user_id.and_then(|id| listed.names.get(&id)).map_or("the policy", String::as_str)
    };
    let to = |event: &app::rows::Event| {
        history::passed_on_to(event).and_then(|id| listed.names.get(&id)).map_or("a colleague", String::as_str)
    };
    let words = |event: &app::rows::Event| match event.kind.as_str() {
        "request.created" => Some("Asked".to_owned()),
        "request.withdrawn" => Some("Withdrawn by the requester".to_owned()),
        "request.cancelled" => Some(format!("Closed, because {} deleted what it was for", by(event))),
        "request.expired" => Some("Expired: nobody decided it in time".to_owned()),
        "decision.approved" => Some(format!("Approved by {}", by(event))),
        "decision.denied" => Some(format!("Denied by {}", by(event))),
        "request.noted" => Some(format!("Note by {}", by(event))),
        "request.note-erased" => Some(format!("Note erased by {}", by(event))),
        "request.passed-on" => Some(format!("Passed on by {} to {}", by(event), to(event))),
        "decision.undone" => Some(format!("Decision undone by {}", by(event))),
        "grant.revoked" => Some(format!("Access revoked by {}", by(event))),
        _ => None,
    };
    let entries = listed.events.iter().rev();
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
    let outcome = match read_decision(&site, &viewer, &fields).await {
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
            let sent = Sent { form: SentForm::Decision, fields: &fields, faults: &faults };
            page(&site, &viewer, shown, None, Some(sent), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(refusal @ (Refusal::AlreadyDecided { .. } | Refusal::Conflict { .. })) => {
            conflict(&site, &viewer, id, refusal).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Somebody was quicker, or nothing is left: the page shows what is, and says so.
pub(super) async fn conflict(site: &Site, viewer: &Viewer, id: i64, refusal: Refusal) -> Result<Response, Failure> {
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
