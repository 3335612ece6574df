//! Which requests are meant: the filter of the list, and the same one in the body of a bulk call.

use crate::{
    Site,
    api::{
        body::{Known, Object},
        list, schema,
    },
    extract::Fields,
};
use app::{
    Fault, Outcome,
    list_requests::{Answered, ByPeople, Filter},
    refusal::Faults,
};
use domain::*;
use utoipa::{IntoParams, ToSchema};

/// The filters of the list.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct FilterParams {
    /// In one of these states; may be repeated.
    #[param(style = Form, explode, value_type = Option<Vec<schema::RequestStatus>>)]
    status: Option<Vec<String>>,
    /// Asked from this kit.
    kit_id: Option<i64>,
    /// Asked from this portal.
    portal_id: Option<i64>,
    /// Asking for this asset.
    media_id: Option<i64>,
    /// Asked by this address.
    mail: Option<String>,
    /// Asked by an address of this domain.
    mail_domain: Option<String>,
    /// With an answer to this question, as it was worded then.
    question: Option<String>,
    /// With this whole answer to `question`; a box that was ticked or not says `yes` or `no`.
    answer: Option<String>,
    /// With a reason, or without one.
    has_reason: Option<bool>,
    /// Asking for an asset whose file is of this type now.
    content_type: Option<String>,
    /// Last decided by people, at this moment or later.
    #[param(format = DateTime)]
    decided_after: Option<String>,
    /// Last decided by people, before this moment.
    #[param(format = DateTime)]
    decided_before: Option<String>,
    /// Had waited so many seconds or longer when people decided last.
    #[param(minimum = 0)]
    waited_from: Option<i64>,
    /// Had waited less than so many seconds when people decided last.
    #[param(minimum = 0)]
    waited_until: Option<i64>,
    /// That this user is a responsible of.
    responsible_id: Option<i64>,
    /// Words, each of which begins one in the reason, in the requester's name and mail, or in the titles of assets.
    q: Option<String>,
    /// Came at this moment or later.
    #[param(format = DateTime)]
    created_after: Option<String>,
    /// Came before this moment.
    #[param(format = DateTime)]
    created_before: Option<String>,
}

/// Which requests a bulk call is about, as the filters of the list say it.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[allow(dead_code)]
pub(super) struct RequestFilter {
    /// In one of these states; any where left out.
    #[schema(value_type = Option<Vec<schema::RequestStatus>>)]
    status: Option<Vec<String>>,
    kit_id: Option<i64>,
    portal_id: Option<i64>,
    media_id: Option<i64>,
    mail: Option<String>,
    mail_domain: Option<String>,
    question: Option<String>,
    answer: Option<String>,
    has_reason: Option<bool>,
    content_type: Option<String>,
    #[schema(format = DateTime)]
    decided_after: Option<String>,
    #[schema(format = DateTime)]
    decided_before: Option<String>,
    #[schema(minimum = 0)]
    waited_from: Option<i64>,
    #[schema(minimum = 0)]
    waited_until: Option<i64>,
    responsible_id: Option<i64>,
    q: Option<String>,
    #[schema(format = DateTime)]
    created_after: Option<String>,
    #[schema(format = DateTime)]
    created_before: Option<String>,
}

/// What is filtered by.
pub(super) const NAMES: Known = &[
    "status",
    "kitId",
    "portalId",
    "mediaId",
    "mail",
    "mailDomain",
    "question",
    "answer",
    "hasReason",
    "contentType",
    "decidedAfter",
    "decidedBefore",
    "waitedFrom",
    "waitedUntil",
    "responsibleId",
    "q",
    "createdAfter",
    "createdBefore",
];

/// Reads the filter of a query.
pub(super) async fn of_query(site: &Site, fields: &Fields, faults: &mut Faults) -> Outcome<Filter> {
    let responsible = list::id(fields, faults, "responsibleId", UserId);
    Ok(Filter {
        status: list::words(fields, faults, "status"),
        kit: list::id(fields, faults, "kitId", KitId),
        portal: list::id(fields, faults, "portalId", PortalId),
        asset: list::id(fields, faults, "mediaId", AssetId),
        mail_key: key(fields.given("mail"), "/mail", faults),
        domain: domain(fields.given("mailDomain"), "/mailDomain", faults),
        answer: answered(fields.given("question"), fields.given("answer"), "/question", faults),
        has_reason: fields.given("hasReason").and_then(|typed| switch(typed, faults)),
        content_type: fields.given("contentType").map(str::to_owned),
        decided: by_people(ByPeople {
            after: list::moment(fields, faults, "decidedAfter"),
            before: list::moment(fields, faults, "decidedBefore"),
            waited: fields.given("waitedFrom").and_then(|typed| seconds(typed.parse().ok(), "/waitedFrom", faults)),
            waited_less: fields
                .given("waitedUntil")
                .and_then(|typed| seconds(typed.parse().ok(), "/waitedUntil", faults)),
        }),
        responsible: of_responsible(site, responsible).await?,
        q: list::search(fields),
        created_after: list::moment(fields, faults, "createdAfter"),
        created_before: list::moment(fields, faults, "createdBefore"),
    })
}

/// Reads the filter of a body.
pub(super) async fn of_body(site: &Site, filter: &Object<'_>, faults: &mut Faults) -> Outcome<Filter> {
    let mail = filter.text(faults, "mail");
    let mail_domain = filter.text(faults, "mailDomain");
    let (question, answer) = (filter.text(faults, "question"), filter.text(faults, "answer"));
    let responsible = filter.id(faults, "responsibleId", UserId);
    Ok(Filter {
        status: filter.words(faults, "status"),
        kit: filter.id(faults, "kitId", KitId),
        portal: filter.id(faults, "portalId", PortalId),
        asset: filter.id(faults, "mediaId", AssetId),
        mail_key: key(mail.as_deref(), &filter.pointer("mail"), faults),
        domain: domain(mail_domain.as_deref(), &filter.pointer("mailDomain"), faults),
        answer: answered(question.as_deref(), answer.as_deref(), &filter.pointer("question"), faults),
        has_reason: filter.switch(faults, "hasReason"),
        content_type: filter.text(faults, "contentType"),
        decided: by_people(ByPeople {
            after: filter.moment(faults, "decidedAfter"),
            before: filter.moment(faults, "decidedBefore"),
            waited: waited(filter, "waitedFrom", faults),
            waited_less: waited(filter, "waitedUntil", faults),
        }),
        responsible: of_responsible(site, responsible).await?,
        q: filter.text(faults, "q").as_deref().and_then(text::line),
        created_after: filter.moment(faults, "createdAfter"),
        created_before: filter.moment(faults, "createdBefore"),
    })
}

fn key(mail: Option<&str>, pointer: &str, faults: &mut Faults) -> Option<String> {
    let address = MailAddress::parse(mail?);
    address
        .map(|address| address.key().to_owned())
        .map_err(|error| faults.add(Fault::at(pointer, error.to_string())))
        .ok()
}

/// A domain as it stands in the keys of addresses.
fn domain(typed: Option<&str>, pointer: &str, faults: &mut Faults) -> Option<String> {
    let found = MailAddress::domain(typed?);
    if found.is_none() {
        faults.add(Fault::at(pointer, "This is no domain such as example.org."));
    }
    found
}

fn answered(question: Option<&str>, answer: Option<&str>, pointer: &str, faults: &mut Faults) -> Option<Answered> {
    let (question, answer) = (question.and_then(text::line), answer.and_then(text::message));
    if question.is_none() && answer.is_some() {
        faults.add(Fault::at(pointer, "Name the question that this answers."));
    }
    Some(Answered { question: question?, answer })
}

fn switch(typed: &str, faults: &mut Faults) -> Option<bool> {
    let is_on = typed.parse().ok();
    if is_on.is_none() {
        faults.add(Fault::at("/hasReason", "This must be true or false."));
    }
    is_on
}

fn seconds(read: Option<u32>, pointer: &str, faults: &mut Faults) -> Option<u32> {
    if read.is_none() {
        faults.add(Fault::at(pointer, "This must be a whole number of seconds."));
    }
    read
}

fn waited(filter: &Object<'_>, name: &str, faults: &mut Faults) -> Option<u32> {
    let read = filter.value(name)?.as_u64().and_then(|number| u32::try_from(number).ok());
    seconds(read, &filter.pointer(name), faults)
}

/// Any of them asks for what people decided.
fn by_people(asked: ByPeople) -> Option<ByPeople> {
    (asked != ByPeople::default()).then_some(asked)
}

async fn of_responsible(site: &Site, user: Option<UserId>) -> Outcome<Option<(UserId, bool)>> {
    match user {
        Some(user) => app::list_requests::responsible(&site.app, user).await.map(Some),
        None => Ok(None),
    }
}
