//! One external user: what is known of them, notes, ending links, everything as a file.

use super::{Desk, erasing, language, merging, requests, shell};
use crate::{
    Site,
    addresses::Addresses,
    export::{MARK, person},
    extract::{Form, Path, Query},
    failure::Failure,
    pages::frame::{ago, render_as, see_other, when},
    views::{
        desk::{DeskRoom, DownloadRow, ExternalUserPage, Flash, NoteRow, OpenRow},
        shared::Link,
        words,
    },
};
use ::words::Language;
use app::{
    Refusal, Viewer, end_links,
    list_requests::{self, Filter, Page},
    note_external_user,
    rows::Subject,
    show_external_user::{self, ExternalUserView, NoteView, Open},
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use domain::{ExternalUserId, GrantScope, MailAddress, NoteId, RequestStatus};
use http::{StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// How many of the newest requests and downloads the page shows.
const NEWEST: u32 = 10;

pub(super) fn routes() -> Addresses {
    const PAGE: &str = "/admin/users/external-users/{id}";
    Addresses::default()
        .get(PAGE, show)
        .get(&format!("{PAGE}/export"), export)
        .post(&format!("{PAGE}/notes"), note)
        .post(&format!("{PAGE}/notes/{{note}}/removal"), remove_note)
        .post(&format!("{PAGE}/links/end"), end)
        .get(&format!("{PAGE}/erasure"), erasing::show)
        .post(&format!("{PAGE}/erasure"), erasing::erase)
        .get(&format!("{PAGE}/merger"), merging::show)
        .post(&format!("{PAGE}/merger"), merging::merge)
}

/// The address of the page of an external user, without the base.
pub(super) fn path(id: ExternalUserId) -> String {
    format!("/admin/users/external-users/{id}")
}

/// What was typed into one of the forms of the page, and what is wrong with it.
#[derive(Default)]
pub(super) struct Typed {
    pub note: Option<(String, String)>,
    pub other: Option<(String, String)>,
}

async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "noted" => Some("Noted."),
        "removed" => Some("The note is gone."),
        "ended" => Some("Ended. No link that was sent to them opens any more, and no browser is known to be theirs."),
        "merged" => Some("The two are one now. Everything is here."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    page(&site, &viewer, ExternalUserId(id), flash, Typed::default(), StatusCode::OK).await
}

/// The page with what was typed.
pub(super) async fn page(
    site: &Site,
    viewer: &Viewer,
    id: ExternalUserId,
    flash: Option<Flash>,
    typed: Typed,
    status: StatusCode,
) -> Result<Response, Failure> {
    let view = show_external_user::show(&site.app, viewer, id).await?;
    let mail = utf8_percent_encode(&view.user.mail, NON_ALPHANUMERIC).to_string();
    let filter = Filter { mail_key: key(&view), ..Filter::default() };
    let newest = Page { ascending: false, after: None, size: NEWEST };
    let listed = list_requests::list(&site.app, viewer, &filter, newest).await?;
    let (note, note_error) = typed.note.unzip();
    let (other, other_error) = typed.other.unzip();
    let all = |path: &str| site.path(&format!("/admin/{path}&mail={mail}"));
    let page = ExternalUserPage {
        shell: shell(site, viewer, DeskRoom::ExternalUsers, flash).await?,
        address: site.path(&path(id)),
        name: view.user.name().unwrap_or_default(),
        mailto: words::mailto(&view.user.mail, &site.app.in_force().organisation),
        since: when(language(), view.user.created_at),
        language: view.language.as_deref().and_then(Language::parse).map(|lang| lang.name()).unwrap_or_default().into(),
        known: known(site, &view, &mail),
        requests: requests::rows(site, &listed.items).await?,
        requests_href: listed.next.map(|_| all("users/download-requests?tab=all")),
        open: view.open.iter().map(|open| open_row(site, open)).collect(),
        downloads: downloads(site, viewer, &view).await?,
        downloads_href: (view.downloads.0 > u64::from(NEWEST)).then(|| all("history?type=download")),
        notes: view.notes.iter().map(|note| note_row(site, id, note)).collect(),
        note: note.unwrap_or_default(),
        note_error,
        links: view.links.iter().map(|link| when(language(), link.created_at)).collect(),
        other: other.unwrap_or_default(),
        other_error,
        may_erase: viewer.admin().is_ok(),
        mail: view.user.mail,
    };
    Ok(render_as(status, &page))
}

fn key(view: &ExternalUserView) -> Option<String> {
    MailAddress::parse(&view.user.mail).ok().map(|mail| mail.key().to_owned())
}

/// What they asked for and took, each a sentence that leads to its rows.
fn known(site: &Site, view: &ExternalUserView, mail: &str) -> Vec<Link> {
    let mut known = Vec::new();
    let mut add = |path: &str, text: String| {
        known.push(Link { href: site.path(&format!("/admin/{path}&mail={mail}")), text });
    };
    if view.asked() > 0 {
        let states =
            view.requests.iter().map(|(status, count)| format!("{} {}", words::grouped(count), state(*status)));
        let states: Vec<String> = states.collect();
        add("users/download-requests?tab=all", format!("{}: {}", words::requests(&view.asked()), states.join(", ")));
    }
    if let (count, Some(last)) = view.downloads {
        let word = if count == 1 { "download" } else { "downloads" };
        let last = ago(language(), last, site.app.now()).text;
        add("history?type=download", format!("{} {word}, the last {last}", words::grouped(&count)));
    }
    add("history?type=", "Their history".to_owned());
    known
}

fn state(status: RequestStatus) -> &'static str {
    app::withdraw_request::words(status)
}

fn open_row(site: &Site, open: &Open) -> OpenRow {
    let request = open.grant.request_id;
    OpenRow {
        title: open.title.clone(),
        kind: match open.grant.scope {
            GrantScope::Portal(_) => "Portal",
            GrantScope::Kit(_) => "Kit",
            GrantScope::Asset(_) => "Asset",
        },
        request: Link {
            href: site.path(&format!("/admin/users/download-requests/{request}")),
            text: format!("Request {request}"),
        },
        browser_only: matches!(open.grant.subject, Subject::Browser(_)),
        until: open.grant.expires_at.map(|end| when(language(), end)),
    }
}

fn note_row(site: &Site, person: ExternalUserId, note: &NoteView) -> NoteRow {
    NoteRow {
        author: note.by.name.clone(),
        text: note.text.clone(),
        when: when(language(), note.at),
        erase_action: Some(site.path(&format!("{}/notes/{}/removal", path(person), note.id))),
    }
}

async fn downloads(site: &Site, viewer: &Viewer, view: &ExternalUserView) -> Result<Vec<DownloadRow>, Failure> {
    let (listed, titles) = show_external_user::newest_downloads(&site.app, viewer, &view.user, NEWEST).await?;
    let row = |event: &app::rows::Event| {
        let several = listed.assets.get(&event.id).map(Vec::as_slice).unwrap_or_default();
        let single = event.asset_id.or(if let [id] = several { Some(*id) } else { None });
        let (what, about) = match (single, event.kit_id, event.portal_id) {
            (Some(id), ..) => (titles.assets.get(&id).cloned(), format!("mediaId={id}")),
            (None, Some(id), _) => (titles.kits.get(&id).cloned(), format!("kitId={id}")),
            (None, None, Some(id)) => (titles.portals.get(&id).cloned(), format!("portalId={id}")),
            (None, None, None) => (None, String::new()),
        };
        let what = what.unwrap_or_else(|| "Something that is gone".to_owned());
        let what = if several.len() > 1 { format!("{what}: {}", words::files(&(several.len() as u64))) } else { what };
        let href = site.path(&format!("/admin/history?type=download&{about}"));
        DownloadRow { what, href, when: ago(language(), event.at, site.app.now()) }
    };
    Ok(listed.events.iter().map(row).collect())
}

/// Everything that is stored about them, as a file.
async fn export(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Query(query): Query,
) -> Result<Response, Failure> {
    let id = ExternalUserId(id);
    if query.text("format") == "csv" {
        return person::csv(&site, &viewer, id, MARK).await;
    }
    let record = person::record(&site, &viewer, id).await?;
    let text = serde_json::to_string_pretty(&record).map_err(Refusal::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"external-user-{id}.json\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, text + "\n").into_response())
}

async fn note(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path(id): Path<i64>,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let (id, text) = (ExternalUserId(id), fields.text("text"));
    match note_external_user::note(&site.app, &viewer, id, text).await {
        Ok(()) => Ok(see_other(&site, &format!("{}?done=noted#notes", path(id)))),
        Err(Refusal::Invalid(faults)) => {
            let fault = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let typed = Typed { note: Some((text.to_owned(), fault)), ..Typed::default() };
            page(&site, &viewer, id, None, typed, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove_note(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Path((id, note)): Path<(i64, i64)>,
    _: Form,
) -> Result<Response, Failure> {
    let id = ExternalUserId(id);
    note_external_user::remove_note(&site.app, &viewer, id, NoteId(note)).await?;
    Ok(see_other(&site, &format!("{}?done=removed#notes", path(id))))
}

async fn end(State(site): State<Site>, Desk(viewer): Desk, Path(id): Path<i64>, _: Form) -> Result<Response, Failure> {
    let id = ExternalUserId(id);
    end_links::end_links(&site.app, &viewer, id).await?;
    Ok(see_other(&site, &format!("{}?done=ended", path(id))))
}
