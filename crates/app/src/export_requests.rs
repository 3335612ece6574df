//! Exporting download requests: the filtered list as rows of one table, the owner's questions as columns.

use crate::{
    App, Outcome, Viewer,
    list_requests::seen_by,
    show_request::{RequestView, views},
};
use domain::{RequestId, Timestamp, question::Answer};
use store::request_list::{self, Filter, Page};

/// How many requests are read at a time.
const STEP: u32 = 200;

/// An export under way: a list that is read a step at a time, oldest first, however long it is.
#[derive(Debug, Clone)]
pub struct Export {
    seen: request_list::Viewer,
    filter: Filter,
    questions: Vec<String>,
    after: Option<(Timestamp, RequestId)>,
    is_over: bool,
}

/// Begins an export of the requests that the viewer may see and the filter lets through.
pub async fn begin(app: &App, viewer: &Viewer, filter: Filter) -> Outcome<Export> {
    let seen = seen_by(viewer.signed_in()?);
    let mut export = Export { seen, filter, questions: vec![], after: None, is_over: false };
    // The columns stand above the first row, so what was asked is looked up before.
    let mut after = None;
    loop {
        let answered = request_list::answered(&app.store, seen, &export.filter, after, STEP).await?;
        let Some(last) = answered.last() else { break };
        after = Some((last.created_at, last.id));
        for answer in answered.iter().flat_map(|row| &row.answers) {
            if !export.questions.contains(&answer.label) {
                export.questions.push(answer.label.clone());
            }
        }
    }
    Ok(export)
}

impl Export {
    /// What was asked, as it was worded then, in the order in which it first was.
    pub fn questions(&self) -> &[String] {
        &self.questions
    }

    /// The answer of a request to one of [`questions`](Self::questions).
    pub fn answer<'a>(&self, view: &'a RequestView, question: &str) -> Option<&'a Answer> {
        view.request.answers.iter().find(|answer| answer.label == question)
    }

    /// The next rows; none at the end.
    pub async fn next(&mut self, app: &App) -> Outcome<Vec<RequestView>> {
        if self.is_over {
            return Ok(vec![]);
        }
        let page = Page { ascending: true, after: self.after, size: STEP };
        let rows = request_list::page(&app.store, self.seen, &self.filter, page).await?;
        self.is_over = rows.len() < STEP as usize;
        self.after = rows.last().map(|row| (row.created_at, row.id)).or(self.after);
        views(app, rows).await
    }
}
