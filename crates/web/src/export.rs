//! Download requests as a table (CSV by RFC 4180, UTF-8), sent while it is read: for programs and for spreadsheets.

use crate::{Site, failure::Failure};
use app::{
    Refusal, Viewer,
    export_requests::{self, Export},
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
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8; header=present"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"download-requests.csv\""),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    Ok((headers, Body::from_stream(rows)).into_response())
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
