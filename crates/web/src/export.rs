//! Download requests and the history as tables (CSV by RFC 4180, UTF-8), sent while it is read: for programs and for spreadsheets.

pub(crate) mod person;

use crate::{Site, failure::Failure};
use app::{
    Refusal, Viewer,
    export_requests::{self, Export},
    history::{self, Listed},
    list_requests::Filter,
    show_request::{RequestView, Requester},
};
use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use domain::{Timestamp, question::AnswerValue, text};
use futures_util::stream;
use http::header;
use std::io;

/// The columns that every table has; the questions follow.
const COLUMNS: &[&str] = &[
    "id",
    "status",
    "createdAt",
    "mail",
    "firstName",
    "lastName",
    "kind",
    "portal",
    "kit",
    "scope",
    "assets",
    "reason",
    "words",
    "termsVersion",
    "decidedAt",
    "decidedBy",
    "message",
    "expiresAt",
    "revokedAt",
];

/// Spreadsheets take a file for UTF-8 only where it begins so.
pub(crate) const MARK: &str = "\u{feff}";

/// The requests of a filter as a table that begins with `mark`.
pub(crate) async fn requests(
    site: &Site,
    viewer: &Viewer,
    filter: Filter,
    mark: &'static str,
) -> Result<Response, Failure> {
    let export = export_requests::begin(&site.app, viewer, filter).await?;
    let head =
        COLUMNS.iter().map(|name| (*name).to_owned()).chain(export.questions().iter().map(|label| text::cell(label)));
    let head = format!("{mark}{}", lines([head.collect()])?);
    let rows = stream::try_unfold((site.clone(), export, Some(head)), |(site, mut export, head)| async move {
        if let Some(head) = head {
            return Ok(Some((head, (site, export, None))));
        }
        let views = export.next(&site.app).await.map_err(io::Error::other)?;
        let text = lines(views.iter().map(|view| cells(&export, view))).map_err(io::Error::other)?;
        Ok::<_, io::Error>((!views.is_empty()).then_some((text, (site, export, None))))
    });
    Ok(table("download-requests.csv", Body::from_stream(rows)))
}

/// The columns of the history.
const EVENT_COLUMNS: [&str; 10] =
    ["id", "type", "createdAt", "user", "mail", "requestId", "kitId", "portalId", "mediaIds", "folderId"];

/// The history of a filter as a table that begins with `mark`, newest first.
pub(crate) async fn history(
    site: &Site,
    viewer: &Viewer,
    filter: history::Filter,
    mark: &'static str,
) -> Result<Response, Failure> {
    const STEP: u32 = 500;
    let first = history::walk(&site.app, viewer, &filter, None, STEP).await?;
    let head = format!("{mark}{}", lines([EVENT_COLUMNS.map(str::to_owned).to_vec()])?);
    let begin = (site.clone(), viewer.clone(), filter, Some(first), Some(head));
    let rows = stream::try_unfold(begin, |(site, viewer, filter, page, head)| async move {
        if let Some(head) = head {
            return Ok(Some((head, (site, viewer, filter, page, None))));
        }
        let Some(listed) = page else { return Ok(None) };
        let text = lines(listed.events.iter().map(|event| event_cells(&listed, event))).map_err(io::Error::other)?;
        let next = match listed.next {
            Some(next) => {
                let page = history::walk(&site.app, &viewer, &filter, Some(next), STEP).await;
                Some(page.map_err(io::Error::other)?)
            }
            None => None,
        };
        Ok::<_, io::Error>(Some((text, (site, viewer, filter, next, None))))
    });
    Ok(table("history.csv", Body::from_stream(rows)))
}

fn event_cells(listed: &Listed, event: &history::Event) -> Vec<String> {
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let several = listed.assets.get(&event.id).into_iter().flatten().copied();
    let assets: Vec<String> = event.asset_id.into_iter().chain(several).map(|id| id.to_string()).collect();
    let user = event.user_id.and_then(|id| listed.names.get(&id)).map(String::as_str);
    vec![
        event.id.to_string(),
        event.kind.clone(),
        event.at.to_string(),
        text::cell(user.unwrap_or_default()),
        text::cell(listed.mail_of(event).map(String::as_str).unwrap_or_default()),
        id(event.request_id.map(|id| id.0)),
        id(event.kit_id.map(|id| id.0)),
        id(event.portal_id.map(|id| id.0)),
        assets.join(" "),
        id(event.folder_id.map(|id| id.0)),
    ]
}

/// A table that is known as a whole, its head first, beginning with `mark`.
pub(crate) fn whole(filename: &str, rows: Vec<Vec<String>>, mark: &str) -> Result<Response, Failure> {
    let text = lines(rows.into_iter().map(|row| row.iter().map(|typed| text::cell(typed)).collect()))?;
    Ok(table(filename, Body::from(format!("{mark}{text}"))))
}

fn table(filename: &str, body: Body) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{filename}\"")),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, body).into_response()
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String, Refusal> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        table.write_record(row).map_err(Refusal::internal)?;
    }
    let bytes = table.into_inner().map_err(|error| Refusal::internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(Refusal::internal)
}

fn cells(export: &Export, view: &RequestView) -> Vec<String> {
    let request = &view.request;
    let (mail, first, last, kind) = match &view.requester {
        Requester::External(user) => (&user.mail, user.first_name.as_deref(), user.last_name.as_deref(), "external"),
        Requester::User(user) => (&user.mail, Some(user.first_name.as_str()), Some(user.last_name.as_str()), "user"),
    };
    let or_empty = |typed: Option<&str>| text::cell(typed.unwrap_or_default());
    let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let titles: Vec<&str> = view.items.iter().filter_map(|item| item.title.as_deref()).collect();
    let words: Vec<&str> = view.words.iter().map(|(_, word)| word.as_str()).collect();
    let decider = match (&view.decided_by, request.decided_at) {
        (Some(by), _) => by.name.as_str(),
        (None, Some(_)) => "policy",
        (None, None) => "",
    };
    let mut cells = vec![
        request.id.to_string(),
        request.status.to_string(),
        request.created_at.to_string(),
        text::cell(mail),
        or_empty(first),
        or_empty(last),
        kind.to_owned(),
        or_empty(view.portal.as_ref().map(|portal| portal.title.as_str())),
        or_empty(view.kit.as_ref().map(|kit| kit.title.as_str())),
        request.scope.to_string(),
        text::cell(&titles.join("\n")),
        or_empty(request.reason.as_deref()),
        text::cell(&words.join("\n")),
        view.terms.as_ref().map(|terms| terms.version.to_string()).unwrap_or_default(),
        moment(request.decided_at),
        text::cell(decider),
        or_empty(request.message.as_deref()),
        moment(request.expires_at),
        moment(request.revoked_at),
    ];
    cells.extend(export.questions().iter().map(|question| match export.answer(view, question).map(|it| &it.value) {
        Some(AnswerValue::Text(typed)) => text::cell(typed),
        Some(AnswerValue::Ticked(ticked)) => if *ticked { "yes" } else { "no" }.to_owned(),
        None => String::new(),
    }));
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_hold_anything() {
        let rows = [vec!["a,b".to_owned(), "\"c\"\nd".to_owned()], vec!["1".to_owned(), String::new()]];
        assert_eq!(lines(rows).unwrap(), "\"a,b\",\"\"\"c\"\"\nd\"\r\n1,\r\n");
    }
}
