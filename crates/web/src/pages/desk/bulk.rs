//! Deciding or revoking many requests: all of a list, or the ticked ones. First what will happen, then what became of each.

use super::{
    Desk,
    case::{decision_errors, read_end},
    language, replies,
    requests::{self, FIELDS, chosen, responsible, rows},
    shell,
};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::frame::{day_after, render_as},
    views::{
        desk::{BulkAct, BulkDonePage, BulkGroup, BulkPage, DeskRoom, Flash},
        words,
    },
};
use app::{
    Fault, Outcome, Refusal, Viewer,
    decide_request::{self, BulkResult, Decision},
    foresee::{Act, foresee},
    list_requests::{self, Filter},
    revoke,
};
use axum::{extract::State, response::Response};
use domain::{RequestId, RequestStatus, Timestamp, Verdict};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::collections::BTreeMap;

/// GET: what will happen. POST: it happens.
pub(super) const PATH: &str = "/admin/users/download-requests/bulk";
/// How many requests show before it is done, and of each outcome afterwards.
const SHOWN: usize = 20;

/// Which requests, and what is done to them.
struct Meant {
    act: BulkAct,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    /// The same as fields of a form.
    hidden: Vec<(String, String)>,
    back_href: String,
}

impl Meant {
    async fn read(site: &Site, fields: &Fields) -> Result<Self, Failure> {
        let act = BulkAct::parse(fields.text("act"));
        let act = act.ok_or_else(|| Refusal::said("/act", &app::said::VERDICT_MISSING))?;
        let ids: Vec<RequestId> = fields.ids("id")?;
        let mut hidden = vec![("act".to_owned(), act.word().to_owned())];
        let (tab, mut filter, _) = chosen(fields);
        let mut address = format!("{}?tab={}", requests::PATH, tab.word());
        for name in FIELDS {
            if let Some(value) = fields.get(name) {
                address.push_str(&format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
            }
        }
        let back_href = site.path(&address);
        if !ids.is_empty() {
            hidden.extend(ids.iter().map(|id| ("id".to_owned(), id.to_string())));
            return Ok(Self { act, ids: Some(ids), filter: None, hidden, back_href });
        }
        // What comes in between the look at it and the act is not meant.
        let seen = fields.get("seen").and_then(|micros| micros.parse().ok()).map(Timestamp::from_micros);
        let seen = seen.unwrap_or_else(|| site.app.now());
        filter.responsible = responsible(site, fields).await?;
        filter.created_before = Some(filter.created_before.map_or(seen, |before| before.min(seen)));
        hidden.push(("tab".to_owned(), tab.word().to_owned()));
        let said = FIELDS.iter().filter_map(|name| Some(((*name).to_owned(), fields.get(name)?.to_owned())));
        hidden.extend(said);
        hidden.push(("seen".to_owned(), seen.micros().to_string()));
        Ok(Self { act, ids: None, filter: Some(filter), hidden, back_href })
    }
}

pub(super) async fn show(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let meant = Meant::read(&site, &query).await?;
    page(&site, &viewer, meant, &query, &[], StatusCode::OK).await
}

async fn page(
    site: &Site,
    viewer: &Viewer,
    meant: Meant,
    fields: &Fields,
    faults: &[Fault],
    status: StatusCode,
) -> Result<Response, Failure> {
    let act = match meant.act {
        BulkAct::Approve => Act::Decide(Verdict::Approve),
        BulkAct::Deny => Act::Decide(Verdict::Deny),
        BulkAct::Revoke => Act::Revoke,
    };
    let outlook = match foresee(&site.app, viewer, meant.ids, meant.filter, act).await {
        Ok(outlook) => outlook,
        Err(Refusal::Invalid(faults)) => {
            let text = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let flash = Flash { good: false, text };
            return requests::show(site, viewer, fields, Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(other) => return Err(other.into()),
    };
    let first = &outlook.requests[..outlook.requests.len().min(SHOWN)];
    let first = list_requests::some(&site.app, viewer, first).await?;
    let page = BulkPage {
        shell: shell(site, viewer, DeskRoom::Requests, None).await?,
        act: meant.act,
        action: site.path(PATH),
        hidden: meant.hidden,
        requests: outlook.requests.len() as u64,
        requesters: outlook.requesters,
        files: outlook.assets,
        places: outlook.places,
        left: outlook.left.iter().map(|(code, count)| left(code, *count)).collect(),
        rows: rows(site, &first).await?,
        message: fields.text("message").to_owned(),
        replies: replies::choices(site, viewer).await?,
        reply: fields.text("reply").to_owned(),
        expires_at: fields.text("expiresAt").to_owned(),
        period: fields.text("period").to_owned(),
        earliest: day_after(site.app.now()),
        errors: decision_errors(language(), faults),
        back_href: meant.back_href,
    };
    Ok(render_as(status, &page))
}

/// Why so many requests are left as they are.
fn left(code: &str, count: u64) -> String {
    let (one, many) = match code {
        "already-decided" => ("has been decided already", "have been decided already"),
        "not-responsible" => ("is somebody else’s to decide", "are somebody else’s to decide"),
        "own-request" => ("is your own", "are your own"),
        "not-pending" => ("waits for no decision any more", "wait for no decision any more"),
        "nothing-granted" => ("opens nothing now", "open nothing now"),
        _ => ("is not there for you", "are not there for you"),
    };
    format!("{} {}.", words::requests(&count), if count == 1 { one } else { many })
}

/// The same as a heading.
fn why(code: &str) -> &'static str {
    match code {
        "already-decided" => "Decided already",
        "not-responsible" => "Somebody else’s to decide",
        "own-request" => "Your own",
        "not-pending" => "No decision needed any more",
        "nothing-granted" => "Nothing to revoke",
        _ => "Not there for you",
    }
}

pub(super) async fn act(State(site): State<Site>, Desk(viewer): Desk, Form(fields): Form) -> Result<Response, Failure> {
    let meant = Meant::read(&site, &fields).await?;
    let (ids, filter) = (meant.ids.clone(), meant.filter.clone());
    match carry_out(&site, &viewer, meant.act, ids, filter, &fields).await {
        Ok(results) => done(&site, &viewer, meant.act, meant.back_href, &results).await,
        Err(Refusal::Invalid(faults)) => {
            page(&site, &viewer, meant, &fields, &faults, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn carry_out(
    site: &Site,
    viewer: &Viewer,
    act: BulkAct,
    ids: Option<Vec<RequestId>>,
    filter: Option<Filter>,
    fields: &Fields,
) -> Outcome<Vec<BulkResult>> {
    let message = replies::message(site, viewer, fields).await?;
    let (verdict, expires_at) = match act {
        BulkAct::Approve => (Verdict::Approve, read_end(site, fields)?),
        BulkAct::Deny => (Verdict::Deny, None),
        BulkAct::Revoke => return revoke::revoke_many(&site.app, viewer, ids, filter, message).await,
    };
    let decision = Decision { verdict, message, assets: None, expires_at };
    decide_request::decide_many(&site.app, viewer, ids, filter, decision).await
}

/// What became of each: what could not be done stands first.
pub(super) async fn done(
    site: &Site,
    viewer: &Viewer,
    act: BulkAct,
    back_href: String,
    results: &[BulkResult],
) -> Result<Response, Failure> {
    let mut outcomes: BTreeMap<(bool, &'static str), Vec<RequestId>> = BTreeMap::new();
    for result in results {
        let key = match (result.code, result.status) {
            (Some(code), _) => (false, why(code)),
            (None, status) => (true, became(act, status)),
        };
        outcomes.entry(key).or_default().push(result.id);
    }
    let mut groups = Vec::with_capacity(outcomes.len());
    for ((_, heading), ids) in &outcomes {
        let first = list_requests::some(&site.app, viewer, &ids[..ids.len().min(SHOWN)]).await?;
        let rows = rows(site, &first).await?;
        groups.push(BulkGroup { heading: (*heading).to_owned(), count: ids.len() as u64, rows });
    }
    let count = results.iter().filter(|result| result.code.is_none()).count() as u64;
    let page = BulkDonePage {
        shell: shell(site, viewer, DeskRoom::Requests, None).await?,
        heading: format!("{} {}", words::requests(&count), act.done()),
        groups,
        back_href,
    };
    Ok(render_as(StatusCode::OK, &page))
}

/// What a request is after it was decided or revoked.
fn became(act: BulkAct, status: Option<RequestStatus>) -> &'static str {
    match (act, status) {
        (BulkAct::Approve | BulkAct::Deny, Some(RequestStatus::Pending)) => "Decided in part, others decide the rest",
        (BulkAct::Approve, _) => "Approved",
        (BulkAct::Deny, _) => "Denied",
        (BulkAct::Revoke, Some(RequestStatus::Revoked)) => "Revoked",
        (BulkAct::Revoke, _) => "Revoked in part",
    }
}
