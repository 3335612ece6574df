//! Picking up what was approved: the link from the mail, the page behind it, and fresh links.

use super::{
    cards::{Easel, Shown},
    frame::{Frame, came_from, render, render_as, see_other, told, when},
};
use crate::{
    Site,
    cookies::Cookie,
    extract::{Door, Form, Path, Query},
    failure::Failure,
    views::{
        public::{ContinueAsPage, FreshLinkPage, LinkTrouble, NotePage, PickupPage},
        shared::{Access, AssetCard, FileLine, Link, ZipOffer},
    },
};
use ::words::Language;
use app::{
    Refusal, Viewer, browse, fresh_link,
    pick_up::{self, Opened, Parcel, Pile},
    settings::PICK_UP_LIFETIME,
};
use axum::{extract::State, response::Response};
use domain::{AssetId, RequestStatus};
use http::{HeaderMap, StatusCode, header};

/// Opens a link: the browser becomes a proven one and moves on to a clean address. Nothing is written.
pub(super) async fn open(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
) -> Result<Response, Failure> {
    opened(&site, &viewer, &token, false).await
}

/// "Continue as a…@x", by a person who pressed it.
pub(super) async fn go_on(
    State(site): State<Site>,
    Door(viewer): Door,
    Path(token): Path<String>,
    _: Form,
) -> Result<Response, Failure> {
    opened(&site, &viewer, &token, true).await
}

async fn opened(site: &Site, viewer: &Viewer, token: &str, confirmed: bool) -> Result<Response, Failure> {
    let frame = Frame { site, viewer };
    match pick_up::open(&site.app, viewer, token, confirmed).await {
        Ok(Opened::Proven { cookie, request }) => {
            let reference = match request {
                Some(request) => pick_up::reference_of(&site.app, request).await?,
                None => None,
            };
            let query = reference.map(|reference| format!("?request={reference}")).unwrap_or_default();
            let mut response = see_other(site, &format!("/pickup{query}"));
            let cookie = Cookie::Requester.set(site, &cookie, Some(PICK_UP_LIFETIME));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Ok(Opened::AskFirst { mail, known }) => Ok(render(&ContinueAsPage {
            shell: frame.shell(),
            current_mail: known,
            new_mail: mail,
            action: site.path(&format!("/pickup/{token}")),
            stay_href: site.path("/pickup"),
        })),
        Ok(Opened::Over) => Ok(fresh(&frame, LinkTrouble::Expired, StatusCode::GONE, "", None)),
        Ok(Opened::Ended) => Ok(fresh(&frame, LinkTrouble::Ended, StatusCode::GONE, "", None)),
        Err(Refusal::NotFound) => Ok(fresh(&frame, LinkTrouble::Unknown, StatusCode::NOT_FOUND, "", None)),
        Err(other) => Err(other.into()),
    }
}

fn fresh(frame: &Frame<'_>, trouble: LinkTrouble, status: StatusCode, mail: &str, error: Option<String>) -> Response {
    let page = FreshLinkPage {
        shell: frame.shell(),
        trouble,
        action: frame.site.path("/fresh-link"),
        mail: mail.to_owned(),
        error,
    };
    render_as(status, &page)
}

pub(super) async fn show(
    State(site): State<Site>,
    Door(viewer): Door,
    Query(query): Query,
) -> Result<Response, Failure> {
    let frame = Frame { site: &site, viewer: &viewer };
    if viewer.proven.is_none() && viewer.user.is_none() {
        return Ok(fresh(&frame, LinkTrouble::Wanted, StatusCode::OK, "", None));
    }
    let Some(pile) = pick_up::pick_up(&site.app, &viewer, query.get("request")).await? else {
        let shell = frame.shell();
        return Ok(render(&NotePage {
            title: shell.lang.say("pickup-nothing-title"),
            text: vec![shell.lang.say("pickup-nothing")],
            next: Some(super::status::link_to(&site, "/", &shell.lang.say("page-browse"))),
            shell,
        }));
    };
    if pile.asked.is_empty() && pile.rest.is_empty() {
        return over(&frame, &pile).await;
    }
    Ok(render(&page(&frame, pile).await?))
}

/// Where nothing can be picked up: what is, and where to go from here.
async fn over(frame: &Frame<'_>, pile: &Pile) -> Result<Response, Failure> {
    let (site, view) = (frame.site, &pile.view);
    let shell = match &pile.spot {
        Some(spot) => frame.shell_of(spot).await?,
        None => frame.shell(),
    };
    let lang = shell.lang;
    let status = view.request.status;
    if matches!(status, RequestStatus::Pending | RequestStatus::Denied | RequestStatus::Cancelled) {
        return Ok(see_other(site, &format!("/requests/{}", view.request.reference)));
    }
    let (title, what, may_ask) = if let Some(day) = view.ended_at(site.app.now()) {
        let day = when(lang, day);
        ("pickup-over-ended-title", lang.with("pickup-over-ended", &[("day", day.text.as_str())]), true)
    } else if status == RequestStatus::Revoked {
        ("pickup-over-revoked-title", lang.say("pickup-over-revoked"), true)
    } else if pile.locked {
        ("pickup-over-locked-title", lang.say("pickup-over-locked"), false)
    } else {
        ("pickup-over-hidden-title", lang.say("pickup-over-hidden"), false)
    };
    let mut text = vec![what];
    let said = view.request.revocation_message.as_ref().filter(|_| status == RequestStatus::Revoked);
    text.extend(said.map(|message| lang.with("pickup-over-message", &[("message", message.as_str())])));
    let next = match &pile.spot {
        Some(spot) if may_ask => {
            text.push(lang.say("pickup-over-ask"));
            Link { href: super::status::ask_again(site, view, spot), text: lang.say("request-ask-again") }
        }
        Some(spot) => frame.link(spot),
        None => super::status::link_to(site, "/", &lang.say("page-browse")),
    };
    Ok(render(&NotePage { title: lang.say(title), text, next: Some(next), shell }))
}

async fn page(frame: &Frame<'_>, pile: Pile) -> Result<PickupPage, Failure> {
    let site = frame.site;
    let shell = match &pile.spot {
        Some(spot) => frame.shell_of(spot).await?,
        None => frame.shell(),
    };
    let rows: Vec<&app::rows::Asset> = pile.asked.iter().chain(&pile.rest).map(|parcel| &parcel.asset).collect();
    let pictures = browse::previews(&site.app, &rows).await?;
    let lang = shell.lang;
    let easel = Easel { site, lang, pictures: &pictures };
    let file = |parcel: &Parcel| -> FileLine { easel.line(&parcel.path, &parcel.asset) };
    let card =
        |parcel: &Parcel| -> AssetCard { easel.card(&parcel.path, &parcel.asset, Access::Download, Shown::Card) };
    let link_until = match pick_up::link_until(&site.app, frame.viewer).await? {
        Some(until) => until,
        None => site.app.now().plus(PICK_UP_LIFETIME),
    };
    Ok(PickupPage {
        place: pile.spot.as_ref().map(|spot| frame.link(spot)),
        zip: zip(site, lang, &pile).await?,
        asked: pile.asked.iter().map(file).collect(),
        rest: pile.rest.iter().map(card).collect(),
        message: pile.view.request.message.clone(),
        until: pile.until.map(|until| when(lang, until)),
        link_until: when(lang, link_until),
        end_link_action: site.path("/pickup/end"),
        shell,
    })
}

/// All that was asked for as one archive, where it lies in one place.
async fn zip(site: &Site, lang: Language, pile: &Pile) -> Result<Option<ZipOffer>, Failure> {
    let Some(spot) = pile.spot.as_ref().filter(|_| pile.asked.len() > 1) else { return Ok(None) };
    let ids: Vec<AssetId> = pile.asked.iter().map(|parcel| parcel.asset.id).collect();
    let hash = app::download::keep_selection(&site.app, &ids).await?;
    Ok(Some(ZipOffer {
        href: site.path(&format!("{}/download?selection={hash}", spot.path())),
        files: ids.len() as u64,
        size: lang.size(pile.asked.iter().map(|parcel| parcel.asset.size).sum()),
    }))
}

/// The requester ends the link they came by.
pub(super) async fn end_link(State(site): State<Site>, Door(viewer): Door, _: Form) -> Result<Response, Failure> {
    pick_up::end_link(&site.app, &viewer).await?;
    let nobody = Viewer { reads: viewer.reads, ..Viewer::default() };
    let shell = Frame { site: &site, viewer: &nobody }.shell();
    let page = NotePage {
        title: shell.lang.say("pickup-ended-title"),
        text: vec![shell.lang.say("pickup-ended")],
        next: Some(super::status::link_to(&site, "/fresh-link", &shell.lang.say("request-fresh-link"))),
        shell,
    };
    let mut response = render(&page);
    response.headers_mut().append(header::SET_COOKIE, Cookie::Requester.clear(&site));
    Ok(response)
}

/// "Not me": this browser forgets who it was, and shows the same page to whoever it is.
pub(super) async fn not_me(State(site): State<Site>, headers: HeaderMap, _: Form) -> Response {
    let mut response = see_other(&site, &came_from(&site, &headers));
    response.headers_mut().append(header::SET_COOKIE, Cookie::Requester.clear(&site));
    response
}

pub(super) async fn ask_fresh(State(site): State<Site>, Door(viewer): Door) -> Response {
    fresh(&Frame { site: &site, viewer: &viewer }, LinkTrouble::Wanted, StatusCode::OK, "", None)
}

/// Sends a fresh link where there is access; the answer is the same where there is none.
pub(super) async fn send_fresh(
    State(site): State<Site>,
    Door(viewer): Door,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let frame = Frame { site: &site, viewer: &viewer };
    let typed = fields.text("mail");
    match fresh_link::ask_for_link(&site.app, &viewer, typed).await {
        Ok(mail) => Ok(fresh(&frame, LinkTrouble::Sent, StatusCode::OK, mail.as_str(), None)),
        Err(Refusal::Invalid(faults)) => {
            let error = faults.first().map(|fault| told(frame.shell().lang, fault));
            Ok(fresh(&frame, LinkTrouble::Wanted, StatusCode::UNPROCESSABLE_ENTITY, typed, error))
        }
        Err(other) => Err(other.into()),
    }
}
