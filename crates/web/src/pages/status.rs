//! The status page of a request: where it stands, withdraw, ask again. Its holder knows the reference; it shows no address.

use super::{
    cards::{Easel, Shown},
    frame::{Frame, field_errors, render, render_as, see_other, when},
};
use crate::{
    Site,
    extract::{Door, Form, Path},
    failure::Failure,
    views::{
        public::{AddWord, Answered, NotePage, RequestStatusPage, StatusItem, TimelineEntry, Word},
        shared::{FileIcon, Link, Status, Thumb},
    },
};
use ::words::Language;
use app::{
    Refusal, Viewer,
    add_word::{MOST_WORDS, add_word},
    browse,
    fresh_link::ask_for_link_of,
    history, pick_up,
    place::{self, Spot},
    show_request::{RequestView, show_by_reference},
    withdraw_request::withdraw as withdraw_request,
};
use axum::{extract::State, response::Response};
use domain::{ItemStatus, RequestScope, RequestStatus, place::Sight, question::AnswerValue};
use http::StatusCode;

pub(super) fn status(status: RequestStatus) -> Status {
    match status {
        RequestStatus::Pending => Status::Pending,
        RequestStatus::Approved => Status::Approved,
        RequestStatus::PartiallyApproved => Status::PartiallyApproved,
        RequestStatus::Denied => Status::Denied,
        RequestStatus::Cancelled => Status::Cancelled,
        RequestStatus::Expired => Status::Expired,
        RequestStatus::Revoked => Status::Revoked,
    }
}

pub(super) fn item_status(status: ItemStatus) -> Status {
    match status {
        ItemStatus::Pending => Status::Pending,
        ItemStatus::Approved => Status::Approved,
        ItemStatus::Denied => Status::Denied,
        ItemStatus::Cancelled => Status::Cancelled,
        ItemStatus::Expired => Status::Expired,
        ItemStatus::Revoked => Status::Revoked,
    }
}

/// The place of a request, where it shows to the viewer.
pub(super) async fn spot_of(site: &Site, viewer: &app::Viewer, view: &RequestView) -> Result<Option<Spot>, Failure> {
    let spot = place::of_request(&site.app, &view.request).await?;
    Ok(spot.filter(|spot| place::look(&site.app, viewer, spot) != Sight::Hidden))
}

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(reference): Path<String>,
) -> Result<Response, Failure> {
    page(&site, &viewer, &reference, None, StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    reference: &str,
    add_word: Option<AddWord>,
    code: StatusCode,
) -> Result<Response, Failure> {
    let view = show_by_reference(&site.app, reference).await?;
    let spot = spot_of(site, viewer, &view).await?;
    let frame = Frame { site, viewer };
    let request = &view.request;
    let is_own = pick_up::is_own(viewer, request);
    let granted = view.grants.iter().any(|grant| grant.is_live(site.app.now()));
    let ended = view.ended_at(site.app.now());
    let waits = request.status == RequestStatus::Pending;
    let may_ask = matches!(
        request.status,
        RequestStatus::Denied | RequestStatus::Cancelled | RequestStatus::Expired | RequestStatus::Revoked
    ) || ended.is_some();
    let path = site.path(&format!("/requests/{reference}"));
    let shell = match &spot {
        Some(spot) => frame.shell_of(spot).await?,
        None => frame.shell(),
    };
    let lang = shell.lang;
    let page = RequestStatusPage {
        place: spot.as_ref().map(|spot| frame.link(spot)),
        status: status(request.status),
        asked: when(lang, request.created_at),
        items: items(site, lang, viewer, &view, spot.as_ref()).await?,
        reason: if is_own { request.reason.clone().unwrap_or_default() } else { String::new() },
        message: request.revocation_message.clone().or(request.message.clone()),
        timeline: timeline(site, lang, &view).await?,
        answers: if is_own { answers(lang, request) } else { vec![] },
        words: if is_own { words(lang, &view) } else { vec![] },
        add_word: add_word.or((is_own && waits && view.words.len() < MOST_WORDS).then(AddWord::default)),
        until: ended.or(request.expires_at.filter(|_| granted)).map(|until| when(lang, until)),
        ended: ended.is_some(),
        closed: request.status == RequestStatus::Cancelled && request.decided_by.is_some(),
        can_withdraw: request.status == RequestStatus::Pending,
        ask_again_href: spot.as_ref().filter(|_| may_ask).map(|spot| ask_again(site, &view, spot)),
        offers_fresh_link: granted && !is_own && request.external_user_id.is_some(),
        files_href: (granted && is_own).then(|| site.path(&format!("/pickup?request={reference}"))),
        address: path,
        shell,
    };
    Ok(render_as(code, &page))
}

/// What was answered to the owner's questions.
pub(super) fn answers(lang: Language, request: &app::rows::Request) -> Vec<Answered> {
    let told = |answer: &domain::question::Answer| match (&answer.value, answer.day()) {
        (AnswerValue::Ticked(ticked), _) => lang.say(if *ticked { "request-yes" } else { "request-no" }),
        (AnswerValue::Text(_), Some(day)) => lang.day(day.civil().date()),
        (AnswerValue::Text(text), None) => text.clone(),
    };
    let answers = request.answers.iter();
    answers.map(|answer| Answered { label: answer.label.clone(), value: told(answer) }).collect()
}

/// What the requester added later.
pub(super) fn words(lang: Language, view: &RequestView) -> Vec<Word> {
    view.words.iter().map(|(at, text)| Word { text: text.clone(), when: when(lang, *at) }).collect()
}

/// Adding a word, by the requester in a browser that we know.
pub(super) async fn add(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(reference): Path<String>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let typed = fields.text("word");
    match add_word(&site.app, &viewer, &reference, typed).await {
        Ok(()) => Ok(see_other(&site, &format!("/requests/{reference}"))),
        Err(Refusal::Invalid(faults)) => {
            let lang = Frame { site: &site, viewer: &viewer }.shell().lang;
            let form = AddWord {
                word: typed.to_owned(),
                errors: field_errors(lang, &faults, |pointer| pointer.trim_start_matches('/').to_owned()),
            };
            page(&site, &viewer, &reference, Some(form), StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) fn ask_again(site: &Site, view: &RequestView, spot: &Spot) -> String {
    let ids: Vec<String> = match view.request.scope {
        RequestScope::Assets => view.assets().map(|(_, asset)| format!("mediaId={asset}")).collect(),
        _ => vec![],
    };
    let query = if ids.is_empty() { String::new() } else { format!("?{}", ids.join("&")) };
    site.path(&format!("{}/request{query}", spot.path()))
}

async fn items(
    site: &Site,
    lang: Language,
    viewer: &app::Viewer,
    view: &RequestView,
    spot: Option<&Spot>,
) -> Result<Vec<StatusItem>, Failure> {
    let rows = app::library::assets_of_request(&site.app, view).await?;
    // Pictures show where the place does; a reference alone opens nothing.
    let path = spot.filter(|spot| place::look(&site.app, viewer, spot) == Sight::Visible).map(Spot::path);
    let pictures = match &path {
        Some(_) => browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?,
        None => Default::default(),
    };
    let easel = Easel { site, lang, pictures: &pictures };
    let mut items = Vec::new();
    for (item, asset) in view.assets() {
        let row = rows.iter().find(|row| row.id == asset);
        items.push(StatusItem {
            title: item.title.clone().unwrap_or_default(),
            kind: row.map_or_else(|| lang.say("file-deleted"), |row| easel.kind(row)),
            size: row.map(|row| easel.size(row)).unwrap_or_default(),
            thumb: match row {
                Some(row) => easel.thumb(path.as_deref().unwrap_or_default(), row, Shown::Line),
                None => Thumb { picture: None, icon: FileIcon::for_content_type("") },
            },
            status: item_status(item.status),
            message: item.message.clone().filter(|_| view.request.message != item.message),
        });
    }
    Ok(items)
}

/// What happened to the request, in words for the one who asked.
async fn timeline(site: &Site, lang: Language, view: &RequestView) -> Result<Vec<TimelineEntry>, Failure> {
    let history = history::of_request(&site.app, view.request.id).await?;
    let words = |kind: &str| match kind {
        "request.created" => Some("request-event-asked"),
        "request.withdrawn" => Some("request-event-withdrawn"),
        "request.cancelled" => Some("request-event-closed"),
        "request.expired" => Some("status-expired"),
        "request.words-added" => Some("request-event-words"),
        "decision.approved" => Some("request-event-approved"),
        "decision.denied" => Some("request-event-denied"),
        "grant.revoked" => Some("request-event-revoked"),
        _ => None,
    };
    let entries = history.standing().rev();
    Ok(entries
        .filter_map(|event| Some(TimelineEntry { when: when(lang, event.at), text: lang.say(words(&event.kind)?) }))
        .collect())
}

/// Withdrawing, by a person who presses the button.
pub(super) async fn withdraw(
    State(site): State<Site>,
    Path(reference): Path<String>,
    _: Form,
) -> Result<Response, Failure> {
    match withdraw_request(&site.app, &reference).await {
        // Withdrawn before, or decided in the meantime: the page says which.
        Ok(()) | Err(Refusal::Conflict { .. }) => Ok(see_other(&site, &format!("/requests/{reference}"))),
        Err(other) => Err(other.into()),
    }
}

/// A fresh link to what was approved, by a person who presses the button. It goes to whoever asked; the page never says
/// where that is, and answers the same when the address had as many as it gets today.
pub(super) async fn send_link(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(reference): Path<String>,
    _: Form,
) -> Result<Response, Failure> {
    let status = format!("/requests/{reference}");
    if !ask_for_link_of(&site.app, &viewer, &reference).await? {
        return Ok(see_other(&site, &status));
    }
    let view = show_by_reference(&site.app, &reference).await?;
    let frame = Frame { site: &site, viewer: &viewer };
    let shell = match spot_of(&site, &viewer, &view).await? {
        Some(spot) => frame.shell_of(&spot).await?,
        None => frame.shell(),
    };
    Ok(render(&NotePage {
        title: shell.lang.say("link-sent-title"),
        text: vec![shell.lang.say("link-sent-to-asker"), shell.lang.say("link-sent-more")],
        next: Some(link_to(&site, &status, &shell.lang.say("link-sent-back"))),
        shell,
    }))
}

/// A link to a page, for views.
pub(super) fn link_to(site: &Site, path: &str, text: &str) -> Link {
    Link { href: site.path(path), text: text.to_owned() }
}
