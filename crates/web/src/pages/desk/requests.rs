//! The Download Requests tab: lists, and deciding several at once.

use super::{
    Desk, bulk,
    case::{person, read_decision},
    format::format_of,
    language,
    narrow::{self, colleagues, narrowed},
    shell,
    waited::between,
};
use crate::{
    Site,
    extract::{Fields, Form, Query},
    failure::Failure,
    pages::{
        cards::{Easel, Shown},
        frame::{ago, render_as, see_other},
        status::status,
    },
    views::{
        desk::{
            BulkAct, Chip, Choice, DeskRoom, Flash, RequestRow, RequestTab, RequestWishes, RequestsPage, TabCounts,
        },
        shared::{Link, Thumb},
        words,
    },
};
use app::{
    Refusal, Viewer, browse,
    decide_request::{self, decide_many as use_case},
    list_requests::{self, Answered, ByPeople, Filter, Page},
    place::Spot,
    show_request::RequestView,
};
use axum::{extract::State, response::Response};
use domain::{
    AssetId, KitId, MailAddress, PortalId, RequestId, RequestScope, RequestStatus, Timestamp, UserId,
    question::{Question, QuestionKind},
    responsible::can_be_responsible,
    text,
};
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{collections::BTreeSet, sync::Arc};

pub(super) const PATH: &str = "/admin/users/download-requests";
const PAGE_SIZE: u32 = 50;
/// How many thumbnails a line shows.
const THUMBS: usize = 3;

fn statuses(tab: &RequestTab) -> Vec<RequestStatus> {
    match tab {
        RequestTab::Pending => vec![RequestStatus::Pending],
        RequestTab::Approved => vec![RequestStatus::Approved, RequestStatus::PartiallyApproved],
        RequestTab::Denied => vec![RequestStatus::Denied],
        RequestTab::Revoked => vec![RequestStatus::Revoked],
        RequestTab::All => vec![],
    }
}

pub(super) async fn list(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let flash = match query.text("done") {
        "undone" => Some("Undone. The requests wait for a decision again."),
        "passed-on" => Some("Passed on. Your colleague is asked by mail."),
        _ => None,
    };
    let flash = flash.map(|text| Flash { good: true, text: text.to_owned() });
    show(&site, &viewer, &query, flash, StatusCode::OK).await
}

/// The list of an address.
pub(super) async fn show(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    flash: Option<Flash>,
    status: StatusCode,
) -> Result<Response, Failure> {
    let (tab, mut filter, faults) = chosen(query);
    filter.responsible = responsible(site, query).await?;
    let after = query.get("cursor").and_then(position);
    // Who waits longest stands first; of what is decided the newest.
    let page = Page { ascending: tab == RequestTab::Pending, after, size: PAGE_SIZE };
    let listed = list_requests::list(&site.app, viewer, &filter, page).await?;
    let count = async |tab: RequestTab| list_requests::count(&site.app, viewer, &statuses(&tab)).await;
    let search = search(&tab, query, &[]);
    let here = |cursor: String| site.path(&format!("{PATH}{search}{cursor}"));
    let chips = chips(site, &tab, query, &filter);
    let places = choices(site, viewer).await?;
    // Whoever decides nothing decides not many either.
    let user = viewer.signed_in()?;
    let decides = can_be_responsible(user.role, user.responsible_for_external_users);
    let may_be_all = decides && (1..=decide_request::MOST_AT_ONCE as u64).contains(&listed.total);
    let all = |(act, text): &(BulkAct, &str)| Link {
        href: site.path(&format!("{}{search}&act={}", bulk::PATH, act.word())),
        text: (*text).to_owned(),
    };
    let page = RequestsPage {
        shell: shell(site, viewer, DeskRoom::Requests, flash).await?,
        counts: TabCounts {
            pending: count(RequestTab::Pending).await?,
            approved: count(RequestTab::Approved).await?,
            denied: count(RequestTab::Denied).await?,
            revoked: count(RequestTab::Revoked).await?,
            all: count(RequestTab::All).await?,
        },
        q: query.text("q").to_owned(),
        wishes: wishes(site, viewer, query, chips, faults).await?,
        questions: places.questions,
        answers: places.answers,
        portals: places.portals,
        kits: places.kits,
        responsibles: places.responsibles,
        rows: rows(site, &listed.items).await?,
        next_href: listed.next.map(|(at, id)| here(format!("&cursor={}-{id}", at.micros()))),
        first_href: after.map(|_| here(String::new())),
        export_href: (listed.total > 0).then(|| site.path(&format!("{PATH}/export{search}"))),
        bulk_action: (tab == RequestTab::Pending).then(|| site.path(PATH)),
        look_action: (!for_all(&tab).is_empty()).then(|| site.path(bulk::PATH)),
        for_all: if may_be_all { for_all(&tab).iter().map(all).collect() } else { vec![] },
        total: listed.total,
        no_responsible: list_requests::has_nobody_responsible(&site.app).await?,
        tab,
    };
    Ok(render_as(status, &page))
}

/// What can be done to all requests of a tab.
fn for_all(tab: &RequestTab) -> &'static [(BulkAct, &'static str)] {
    match tab {
        RequestTab::Pending => &[(BulkAct::Approve, "Approve all…"), (BulkAct::Deny, "Deny all…")],
        RequestTab::Approved => &[(BulkAct::Revoke, "Revoke all…")],
        RequestTab::Denied | RequestTab::Revoked | RequestTab::All => &[],
    }
}

/// The tab and the filter that an address says, and what is wrong with it. What can't be read narrows nothing.
pub(super) fn chosen(query: &Fields) -> (RequestTab, Filter, Vec<String>) {
    let tab = RequestTab::parse(query.text("tab")).unwrap_or(RequestTab::Pending);
    let (narrowed, mut faults) = narrowed(query);
    let domain = query.get("mailDomain").and_then(MailAddress::domain);
    if domain.is_none() && query.get("mailDomain").is_some() {
        faults.push("The domain has to be a whole one, such as example.org.".to_owned());
    }
    let question = query.get("question").and_then(text::line);
    if question.is_none() && query.get("answer").is_some() {
        faults.push("Choose the question that this answers.".to_owned());
    }
    let answer = query.get("answer").and_then(text::message);
    let number = |name: &str| query.get(name).and_then(|id| id.parse().ok());
    let filter = Filter {
        status: statuses(&tab),
        q: query.get("q").map(str::to_owned),
        kit: number("kitId").map(KitId),
        portal: number("portalId").map(PortalId),
        asset: number("mediaId").map(AssetId),
        mail_key: narrowed.mail_key,
        domain,
        answer: question.map(|question| Answered { question, answer }),
        has_reason: query.get("hasReason").and_then(|typed| typed.parse().ok()),
        content_type: query.get("contentType").map(str::to_owned),
        decided: by_people(query),
        created_after: narrowed.after,
        created_before: narrowed.before,
        ..Filter::default()
    };
    (tab, filter, faults)
}

/// When people decided, and after how long, as insight asks for it.
fn by_people(query: &Fields) -> Option<ByPeople> {
    let asked = ByPeople {
        after: query.get("decidedFrom").and_then(narrow::day),
        before: query.get("decidedTo").and_then(narrow::day).map(narrow::end_of),
        waited: query.get("waitedFrom").and_then(|seconds| seconds.parse().ok()),
        waited_less: query.get("waitedUntil").and_then(|seconds| seconds.parse().ok()),
    };
    (asked != ByPeople::default()).then_some(asked)
}

/// The responsible whom an address names.
pub(super) async fn responsible(site: &Site, query: &Fields) -> Result<Option<(UserId, bool)>, Failure> {
    Ok(match query.get("responsibleId").and_then(|id| id.parse().ok()) {
        Some(id) => Some(list_requests::responsible(&site.app, UserId(id)).await?),
        None => None,
    })
}

/// What an address narrows to beside the search.
pub(super) const FIELDS: [&str; 17] = [
    "q",
    "kitId",
    "portalId",
    "mediaId",
    "responsibleId",
    "mail",
    "mailDomain",
    "question",
    "answer",
    "from",
    "to",
    "hasReason",
    "contentType",
    "decidedFrom",
    "decidedTo",
    "waitedFrom",
    "waitedUntil",
];
/// Those of them that one comes to by a link of insight alone.
const LINKED: [&str; 6] = ["hasReason", "contentType", "decidedFrom", "decidedTo", "waitedFrom", "waitedUntil"];

/// The same as it stands in an address, but for some of them.
fn search(tab: &RequestTab, query: &Fields, without: &[&str]) -> String {
    let mut search = format!("?tab={}", tab.word());
    for name in FIELDS.into_iter().filter(|name| !without.contains(name)) {
        if let Some(value) = query.get(name).filter(|value| !value.is_empty()) {
            search.push_str(&format!("&{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        }
    }
    search
}

/// What the list is narrowed to and has no field of its own, each with the list without it.
fn chips(site: &Site, tab: &RequestTab, query: &Fields, filter: &Filter) -> Vec<Chip> {
    let chip = |name: &'static str, value: String, without: &[&str]| Chip {
        name,
        value,
        href: site.path(&format!("{PATH}{}", search(tab, query, without))),
    };
    let mut chips = Vec::new();
    if let Some(has_reason) = filter.has_reason {
        let value = if has_reason { "given" } else { "not given" };
        chips.push(chip("Reason", value.to_owned(), &["hasReason"]));
    }
    if let Some(content_type) = &filter.content_type {
        chips.push(chip("Format", format_of(content_type), &["contentType"]));
    }
    let Some(ByPeople { after, before, waited, waited_less }) = filter.decided else { return chips };
    let from = after.map(|day| format!("from {}", narrow::said(day)));
    let to = before.map(|day| format!("to {}", narrow::said_before(day)));
    if from.is_some() || to.is_some() {
        let days: Vec<String> = from.into_iter().chain(to).collect();
        chips.push(chip("Decided by people", days.join(" "), &["decidedFrom", "decidedTo"]));
    }
    if waited.is_some() || waited_less.is_some() {
        let waited = between(waited.map(i64::from), waited_less.map(i64::from));
        chips.push(chip("Waited", waited, &["waitedFrom", "waitedUntil"]));
    }
    chips
}

async fn wishes(
    site: &Site,
    viewer: &Viewer,
    query: &Fields,
    chips: Vec<Chip>,
    faults: Vec<String>,
) -> Result<RequestWishes, Failure> {
    let text = |name: &str| query.text(name).to_owned();
    let asset = query.get("mediaId").and_then(|id| id.parse().ok()).map(AssetId);
    let asset_title = match asset {
        Some(asset) => match app::library::asset(&site.app, viewer, asset).await {
            Ok(asset) => Some(asset.title),
            Err(Refusal::NotFound) => Some(format!("asset {asset}, which is not there any more")),
            Err(other) => return Err(other.into()),
        },
        None => None,
    };
    Ok(RequestWishes {
        portal: text("portalId"),
        kit: text("kitId"),
        asset: asset.map(|asset| asset.to_string()).unwrap_or_default(),
        asset_title: asset_title.unwrap_or_default(),
        responsible: text("responsibleId"),
        mail: text("mail"),
        domain: text("mailDomain"),
        question: text("question"),
        answer: text("answer"),
        from: text("from"),
        to: text("to"),
        linked: LINKED.into_iter().filter(|name| query.get(name).is_some()).map(|name| (name, text(name))).collect(),
        chips,
        faults,
    })
}

/// What the list may be narrowed to.
#[derive(Default)]
struct Choices {
    portals: Vec<Choice>,
    kits: Vec<Choice>,
    responsibles: Vec<Choice>,
    questions: Vec<String>,
    answers: Vec<String>,
}

async fn choices(site: &Site, viewer: &Viewer) -> Result<Choices, Failure> {
    let (portals, kits) = app::place::home(&site.app, viewer).await?;
    let responsibles = match viewer.manager() {
        Ok(_) => colleagues(site, viewer).await?,
        Err(_) => vec![],
    };
    let of_portal = |spot: &Spot| spot.portal.iter().flat_map(|portal| portal.questions.clone()).collect::<Vec<_>>();
    let of_kit = |spot: &Spot| spot.kit.iter().flat_map(|kit| kit.questions.clone()).collect::<Vec<_>>();
    let asked: Vec<Question> = portals.iter().flat_map(of_portal).chain(kits.iter().flat_map(of_kit)).collect();
    let questions: BTreeSet<String> = asked.iter().map(|question| question.label.clone()).collect();
    let answers: BTreeSet<String> = asked.into_iter().flat_map(answers_to).collect();
    let (portals, kits) = narrow::places(&portals, &kits);
    Ok(Choices {
        questions: questions.into_iter().collect(),
        answers: answers.into_iter().collect(),
        portals,
        kits,
        responsibles,
    })
}

/// The answers that a question offers; none where people write their own.
fn answers_to(question: Question) -> Vec<String> {
    match question.kind {
        QuestionKind::Choice { options } => options,
        QuestionKind::Checkbox => vec!["yes".to_owned(), "no".to_owned()],
        QuestionKind::Text | QuestionKind::LongText | QuestionKind::Date => vec![],
    }
}

/// The list of an address as a table for spreadsheets.
pub(super) async fn export(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Query(query): Query,
) -> Result<Response, Failure> {
    let (_, mut filter, _) = chosen(&query);
    filter.responsible = responsible(&site, &query).await?;
    crate::export::requests(&site, &viewer, filter, crate::export::MARK).await
}

fn position(cursor: &str) -> Option<(Timestamp, RequestId)> {
    let (at, id) = cursor.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), RequestId(id.parse().ok()?)))
}

/// Requests as lines of a list.
pub(super) async fn rows(site: &Site, views: &[Arc<RequestView>]) -> Result<Vec<RequestRow>, Failure> {
    let mut rows = Vec::with_capacity(views.len());
    for view in views {
        rows.push(RequestRow {
            id: view.request.id.0,
            href: site.path(&format!("{PATH}/{}", view.request.id)),
            who: person(language(), view).name,
            mail: person(language(), view).mail,
            thumbs: thumbs(site, view).await?,
            what: what(view),
            reason: view.request.reason.clone().unwrap_or_default(),
            place: view.place_title().unwrap_or_default().to_owned(),
            asked: ago(language(), view.request.created_at, site.app.now()),
            status: status(view.request.status),
        });
    }
    Ok(rows)
}

fn what(view: &RequestView) -> String {
    if view.request.scope != RequestScope::Assets {
        return "Everything".to_owned();
    }
    let titles: Vec<&str> = view.items.iter().filter_map(|item| item.title.as_deref()).collect();
    match titles.as_slice() {
        [only] => (*only).to_owned(),
        many => words::files(&(many.len() as u64)),
    }
}

async fn thumbs(site: &Site, view: &RequestView) -> Result<Vec<Thumb>, Failure> {
    let mut rows = app::library::assets_of_request(&site.app, view).await?;
    rows.truncate(THUMBS);
    let pictures = browse::previews(&site.app, &rows.iter().collect::<Vec<_>>()).await?;
    let easel = Easel { site, lang: language(), pictures: &pictures };
    Ok(rows.iter().map(|row| easel.thumb("/admin", row, Shown::Line)).collect())
}

/// Decides the ticked requests.
pub(super) async fn decide_many(
    State(site): State<Site>,
    Desk(viewer): Desk,
    Form(fields): Form,
) -> Result<Response, Failure> {
    let ids: Vec<RequestId> = fields.ids("id")?;
    if ids.is_empty() {
        let flash = Flash { good: false, text: "Tick the requests to decide first.".into() };
        return show(&site, &viewer, &Fields::default(), Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let decision = decide_request::Decision { assets: None, ..read_decision(&site, &viewer, &fields).await? };
    let verdict = decision.verdict;
    let results = match use_case(&site.app, &viewer, Some(ids), None, decision).await {
        Ok(results) => results,
        Err(Refusal::Invalid(faults)) => {
            let text = faults.first().map(|fault| fault.detail.clone()).unwrap_or_default();
            let flash = Flash { good: false, text };
            return show(&site, &viewer, &Fields::default(), Some(flash), StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        Err(other) => return Err(other.into()),
    };
    if results.iter().all(|result| result.code.is_none()) {
        return Ok(see_other(&site, &format!("{PATH}?tab=pending")));
    }
    let act = if verdict == domain::Verdict::Approve { BulkAct::Approve } else { BulkAct::Deny };
    bulk::done(&site, &viewer, act, site.path(PATH), &results).await
}
