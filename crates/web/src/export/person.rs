//! Everything that is stored about an external user: as JSON, and as one table.

use super::{lines, table};
use crate::{Site, failure::Failure};
use app::{
    Viewer,
    history::{Event, Listed},
    rows::Subject,
    show_external_user::{self, Everything, NoteView, Open},
    show_request::{Item, RequestView},
};
use axum::{body::Body, response::Response};
use domain::{question::AnswerValue, *};
use serde::Serialize;
use utoipa::ToSchema;

/// Everything that is stored about a requester without a login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExternalUserRecord {
    #[schema(value_type = i64)]
    id: ExternalUserId,
    mail: String,
    #[schema(required)]
    first_name: Option<String>,
    #[schema(required)]
    last_name: Option<String>,
    /// The language that they first asked in.
    #[schema(required)]
    language: Option<String>,
    /// When the address first asked.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Their requests, the newest first.
    requests: Vec<RecordedRequest>,
    /// What stands open for them now.
    grants: Vec<RecordedGrant>,
    /// What happened, the newest first.
    events: Vec<RecordedEvent>,
    /// What colleagues noted, of them and on their requests, the oldest first.
    notes: Vec<RecordedNote>,
    /// The links sent to them that open now.
    links: Vec<RecordedLink>,
}

/// A request of theirs, with all that was said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedRequest {
    #[schema(value_type = i64)]
    id: RequestId,
    #[schema(value_type = String)]
    status: RequestStatus,
    /// The title of the kit or portal; `null` where it names none.
    #[schema(required)]
    place: Option<String>,
    #[schema(value_type = String)]
    scope: RequestScope,
    items: Vec<RecordedItem>,
    #[schema(required)]
    reason: Option<String>,
    answers: Vec<RecordedAnswer>,
    /// What they added later.
    words: Vec<RecordedWords>,
    /// What was said to them with the last decision.
    #[schema(required)]
    message: Option<String>,
    /// What was said to them when access was taken away.
    #[schema(required)]
    revocation_message: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

/// One asset of a request; `mediaId` is `null` where the whole place is asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedItem {
    #[schema(required, value_type = Option<i64>)]
    media_id: Option<AssetId>,
    #[schema(required)]
    title: Option<String>,
    #[schema(value_type = String)]
    status: ItemStatus,
}

/// A question and what they answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedAnswer {
    question: String,
    answer: String,
}

/// What they added to a request.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedWords {
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// What stands open for them.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedGrant {
    #[schema(value_type = i64)]
    id: GrantId,
    #[schema(value_type = i64)]
    request_id: RequestId,
    /// The title of what it opens.
    title: String,
    /// Whether it counts in one browser only.
    browser_only: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedEvent {
    #[schema(value_type = i64)]
    id: EventId,
    r#type: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(required, value_type = Option<i64>)]
    request_id: Option<RequestId>,
    #[schema(required, value_type = Option<i64>)]
    kit_id: Option<KitId>,
    #[schema(required, value_type = Option<i64>)]
    portal_id: Option<PortalId>,
    #[schema(value_type = Vec<i64>)]
    media_ids: Vec<AssetId>,
}

/// What a colleague noted.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedNote {
    by: String,
    text: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A link that was sent to them; its secret is known to nobody.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecordedLink {
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl ExternalUserRecord {
    fn of(all: Everything) -> Self {
        let Everything { view, requests, history } = all;
        let user = view.user;
        let link =
            |link: &show_external_user::Link| RecordedLink { created_at: link.created_at, expires_at: link.expires_at };
        Self {
            id: user.id,
            mail: user.mail,
            first_name: user.first_name,
            last_name: user.last_name,
            language: view.language,
            created_at: user.created_at,
            requests: requests.iter().map(RecordedRequest::of).collect(),
            grants: view.open.iter().map(RecordedGrant::of).collect(),
            events: history.iter().flat_map(RecordedEvent::all).collect(),
            notes: view.notes.into_iter().map(RecordedNote::of).collect(),
            links: view.links.iter().map(link).collect(),
        }
    }
}

impl RecordedRequest {
    fn of(view: &RequestView) -> Self {
        let request = &view.request;
        let item =
            |item: &Item| RecordedItem { media_id: item.asset_id, title: item.title.clone(), status: item.status };
        let answer = |answer: &Answer| RecordedAnswer {
            question: answer.label.clone(),
            answer: match &answer.value {
                AnswerValue::Text(typed) => typed.clone(),
                AnswerValue::Ticked(ticked) => if *ticked { "yes" } else { "no" }.to_owned(),
            },
        };
        let words = |(at, text): &(Timestamp, String)| RecordedWords { text: text.clone(), created_at: *at };
        Self {
            id: request.id,
            status: request.status,
            place: view.place_title().map(str::to_owned),
            scope: request.scope,
            items: view.items.iter().map(item).collect(),
            reason: request.reason.clone(),
            answers: request.answers.iter().map(answer).collect(),
            words: view.words.iter().map(words).collect(),
            message: request.message.clone(),
            revocation_message: request.revocation_message.clone(),
            created_at: request.created_at,
            decided_at: request.decided_at,
            expires_at: request.expires_at,
            revoked_at: request.revoked_at,
        }
    }
}

impl RecordedGrant {
    fn of(open: &Open) -> Self {
        Self {
            id: open.grant.id,
            request_id: open.grant.request_id,
            title: open.title.clone(),
            browser_only: matches!(open.grant.subject, Subject::Browser(_)),
            created_at: open.grant.created_at,
            expires_at: open.grant.expires_at,
        }
    }
}

impl RecordedEvent {
    fn all(listed: &Listed) -> Vec<Self> {
        let one = |event: &Event| {
            let several = listed.assets.get(&event.id).into_iter().flatten().copied();
            Self {
                id: event.id,
                r#type: event.kind.clone(),
                created_at: event.at,
                request_id: event.request_id,
                kit_id: event.kit_id,
                portal_id: event.portal_id,
                media_ids: event.asset_id.into_iter().chain(several).collect(),
            }
        };
        listed.events.iter().map(one).collect()
    }
}

impl RecordedNote {
    fn of(note: NoteView) -> Self {
        Self { by: note.by.name, text: note.text, created_at: note.at }
    }
}

/// Everything that is stored about an external user.
pub(crate) async fn record(site: &Site, viewer: &Viewer, id: ExternalUserId) -> Result<ExternalUserRecord, Failure> {
    Ok(ExternalUserRecord::of(show_external_user::everything(&site.app, viewer, id).await?))
}

/// The columns of the table: what kind of record, when, and what it says.
const COLUMNS: [&str; 8] = ["record", "id", "createdAt", "status", "place", "what", "text", "until"];

/// The same as one table that begins with `mark`.
pub(crate) async fn csv(
    site: &Site,
    viewer: &Viewer,
    id: ExternalUserId,
    mark: &'static str,
) -> Result<Response, Failure> {
    let record = record(site, viewer, id).await?;
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    rows.extend(cells(&record));
    Ok(table(&format!("external-user-{id}.csv"), Body::from(format!("{mark}{}", lines(rows)?))))
}

/// One row, each of its texts as a cell of a table.
fn row(cells: [&str; 8]) -> Vec<String> {
    cells.iter().map(|cell| text::cell(cell)).collect()
}

fn cells(record: &ExternalUserRecord) -> Vec<Vec<String>> {
    let moment = |at: Option<Timestamp>| at.map(|at| at.to_string()).unwrap_or_default();
    let name = [record.first_name.as_deref(), record.last_name.as_deref()].into_iter().flatten().collect::<Vec<_>>();
    let (id, since) = (record.id.to_string(), record.created_at.to_string());
    let language = record.language.as_deref().unwrap_or_default();
    let mut rows = vec![row(["person", &id, &since, "", "", &record.mail, &name.join(" "), language])];
    for request in &record.requests {
        rows.extend(cells_of(request));
    }
    for grant in &record.grants {
        let (id, at, until) = (grant.id.to_string(), grant.created_at.to_string(), moment(grant.expires_at));
        let kind = if grant.browser_only { "one browser" } else { "" };
        rows.push(row(["grant", &id, &at, "", &grant.title, &format!("request {}", grant.request_id), kind, &until]));
    }
    for event in &record.events {
        let assets: Vec<String> = event.media_ids.iter().map(|id| id.to_string()).collect();
        let request = event.request_id.map(|id| format!("request {id}")).unwrap_or_default();
        let (id, at) = (event.id.to_string(), event.created_at.to_string());
        rows.push(row(["event", &id, &at, &event.r#type, "", &request, &assets.join(" "), ""]));
    }
    for note in &record.notes {
        rows.push(row(["note", "", &note.created_at.to_string(), "", "", &note.by, &note.text, ""]));
    }
    for link in &record.links {
        let (at, until) = (link.created_at.to_string(), link.expires_at.to_string());
        rows.push(row(["link", "", &at, "", "", "", "", &until]));
    }
    rows
}

/// A request with its answers, its words and what was said, a row each.
fn cells_of(request: &RecordedRequest) -> Vec<Vec<String>> {
    let until = request.expires_at.map(|at| at.to_string()).unwrap_or_default();
    let (id, at) = (request.id.to_string(), request.created_at.to_string());
    let place = request.place.as_deref().unwrap_or_default();
    let titles: Vec<&str> = request.items.iter().filter_map(|item| item.title.as_deref()).collect();
    let what = if titles.is_empty() { "everything".to_owned() } else { titles.join("\n") };
    let (status, reason) = (request.status.as_str(), request.reason.as_deref().unwrap_or_default());
    let mut rows = vec![row(["request", &id, &at, status, place, &what, reason, &until])];
    for answer in &request.answers {
        rows.push(row(["answer", &id, &at, "", place, &answer.question, &answer.answer, ""]));
    }
    for words in &request.words {
        rows.push(row(["words", &id, &words.created_at.to_string(), "", place, "", &words.text, ""]));
    }
    let said = [
        ("message", request.decided_at, &request.message),
        ("revocation", request.revoked_at, &request.revocation_message),
    ];
    for (record, at, text) in said {
        if let Some(text) = text {
            let at = at.map(|at| at.to_string()).unwrap_or_default();
            rows.push(row([record, &id, &at, "", place, "", text, ""]));
        }
    }
    rows
}
