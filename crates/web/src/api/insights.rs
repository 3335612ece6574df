//! `/api/dam/insights/…`: what is asked for and taken, by whom and why, and how long a decision takes.

use super::{body::refuse_unknown, door::SignedIn, list};
use crate::{
    Site,
    extract::{Fields, Query},
    failure::Failure,
};
use app::{
    Fault,
    insight::{self, AskedAndTaken, Counts, Ranked, Wanted},
    refusal::Faults,
};
use axum::{Json, extract::State};
use domain::*;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn routes() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(timeline))
        .routes(routes!(places))
        .routes(routes!(medias))
        .routes(routes!(formats))
        .routes(routes!(people))
        .routes(routes!(reasons))
        .routes(routes!(decisions))
}

/// What is told of.
#[derive(IntoParams)]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
#[allow(dead_code)]
struct InsightParams {
    /// From this day on (UTC); from the first on which anything happened, where none is named.
    #[param(format = Date)]
    from: Option<String>,
    /// To this day (UTC), included; to the present one, where none is named.
    #[param(format = Date)]
    to: Option<String>,
    /// At this portal alone.
    portal_id: Option<i64>,
    /// At this kit alone, however it was reached.
    kit_id: Option<i64>,
}

/// How many rows a ranking has.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct RankingParams {
    /// How many rows a ranking has at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    size: Option<i32>,
}

const LARGEST: u32 = 200;
const USUAL: u32 = 50;

fn read(fields: &Fields, is_ranking: bool) -> Result<(Wanted, u32), Failure> {
    let mut faults = Faults::default();
    let known: &[&str] = match is_ranking {
        true => &["from", "to", "portalId", "kitId", "size"],
        false => &["from", "to", "portalId", "kitId"],
    };
    refuse_unknown(fields.names(), "", known, "parameter", &mut faults);
    let mut day = |name: &str| {
        let day = Day::parse(fields.get(name)?);
        if day.is_none() {
            faults.add(Fault::at(format!("/{name}"), "This must be a day such as 2026-11-30."));
        }
        day
    };
    let (from, to) = (day("from"), day("to"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        faults.add(Fault::at("/to", "The last day lies before the first."));
    }
    let portal = list::id(fields, &mut faults, "portalId", PortalId);
    let kit = list::id(fields, &mut faults, "kitId", KitId);
    let size = fields.get("size").map_or(Some(USUAL), |size| size.parse().ok());
    let size = size.filter(|size| (1..=LARGEST).contains(size)).unwrap_or_else(|| {
        faults.add(Fault::at("/size", format!("This must be a whole number from 1 to {LARGEST}.")));
        USUAL
    });
    faults.check()?;
    Ok((Wanted { from, to, portal, kit }, size))
}

/// How often each thing happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InsightCounts {
    /// Public pages looked at, once for each visitor and page within an hour.
    #[schema(value_type = i64)]
    views: u64,
    /// Download requests.
    #[schema(value_type = i64)]
    requests: u64,
    /// Approvals, by people or by the policy.
    #[schema(value_type = i64)]
    approvals: u64,
    /// Denials.
    #[schema(value_type = i64)]
    denials: u64,
    /// Downloads, once for each requester and version within an hour.
    #[schema(value_type = i64)]
    downloads: u64,
}

impl From<Counts> for InsightCounts {
    fn from(Counts { views, requests, approvals, denials, downloads }: Counts) -> Self {
        Self { views, requests, approvals, denials, downloads }
    }
}

/// What happened in a stretch of days.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InsightStretch {
    /// Its first day.
    #[schema(format = Date)]
    from: String,
    /// Its last day.
    #[schema(format = Date)]
    to: String,
    #[serde(flatten)]
    counts: InsightCounts,
}

/// What happened, in all and over time.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Timeline {
    /// The first day that is told of.
    #[schema(format = Date)]
    from: String,
    /// The last day that is told of.
    #[schema(format = Date)]
    to: String,
    /// In all.
    total: InsightCounts,
    /// How long a stretch is: `day`, `week` (from Monday on) or `month`, by how many days are told of.
    step: String,
    /// Stretch by stretch.
    stretches: Vec<InsightStretch>,
}

/// What happened over time
///
/// Views, requests, decisions and downloads, in all and day by day, week by week or month by month; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/timeline", tag = "insights",
    params(InsightParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "What happened.", body = Timeline))
)]
async fn timeline(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<Timeline>, Failure> {
    viewer.manager()?;
    let (wanted, _) = read(&fields, false)?;
    let told = insight::overview(&site.app, &viewer, &wanted).await?;
    let stretch = |(days, counts): (Days, Counts)| InsightStretch {
        from: days.first().to_string(),
        to: days.last().to_string(),
        counts: counts.into(),
    };
    Ok(Json(Timeline {
        from: told.days.first().to_string(),
        to: told.days.last().to_string(),
        total: told.total.into(),
        step: told.step.as_str().to_owned(),
        stretches: told.steps.into_iter().map(stretch).collect(),
    }))
}

/// A portal or kit, and what happened there.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PlaceInsight {
    id: i64,
    /// `null` where it was deleted.
    #[schema(required)]
    title: Option<String>,
    #[serde(flatten)]
    counts: InsightCounts,
}

/// What happened where.
#[derive(Serialize, ToSchema)]
struct PlacesInsight {
    /// Portals, with what was reached through them.
    portals: Vec<PlaceInsight>,
    /// Kits, however they were reached.
    kits: Vec<PlaceInsight>,
}

/// What happened at which portals and kits
///
/// Those with most requests and downloads first; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/places", tag = "insights",
    params(InsightParams, RankingParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "What happened where.", body = PlacesInsight))
)]
async fn places(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<PlacesInsight>, Failure> {
    viewer.manager()?;
    let (wanted, size) = read(&fields, true)?;
    let (portals, kits) = insight::places(&site.app, &viewer, &wanted, size).await?;
    let portals = portals.into_iter().map(|of| PlaceInsight { id: of.id.0, title: of.title, counts: of.count.into() });
    let kits = kits.into_iter().map(|of| PlaceInsight { id: of.id.0, title: of.title, counts: of.count.into() });
    Ok(Json(PlacesInsight { portals: portals.collect(), kits: kits.collect() }))
}

/// An asset, and how often it was asked for or taken.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MediaInsight {
    #[schema(value_type = i64)]
    id: AssetId,
    /// `null` where nothing is left of it.
    #[schema(required)]
    title: Option<String>,
    #[schema(value_type = i64)]
    count: u64,
}

/// What was asked for and taken.
#[derive(Serialize, ToSchema)]
struct MediasInsight {
    /// In how many requests it stands by name.
    asked: Vec<MediaInsight>,
    /// How often it was downloaded, by itself or in an archive.
    taken: Vec<MediaInsight>,
}

/// Which assets were asked for and taken most often
///
/// For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/medias", tag = "insights",
    params(InsightParams, RankingParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "Assets.", body = MediasInsight))
)]
async fn medias(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<MediasInsight>, Failure> {
    viewer.manager()?;
    let (wanted, size) = read(&fields, true)?;
    let AskedAndTaken { asked, taken } = insight::medias(&site.app, &viewer, &wanted, size).await?;
    let media = |of: Ranked<AssetId>| MediaInsight { id: of.id, title: of.title, count: of.count };
    Ok(Json(MediasInsight {
        asked: asked.into_iter().map(media).collect(),
        taken: taken.into_iter().map(media).collect(),
    }))
}

/// A type of files, and how often it was asked for or taken.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FormatInsight {
    content_type: String,
    #[schema(value_type = i64)]
    count: u64,
}

/// The types of files that were asked for and taken.
#[derive(Serialize, ToSchema)]
struct FormatsInsight {
    asked: Vec<FormatInsight>,
    taken: Vec<FormatInsight>,
}

/// Which formats were asked for and taken
///
/// By the types that the assets have now; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/formats", tag = "insights",
    params(InsightParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "Formats.", body = FormatsInsight))
)]
async fn formats(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<FormatsInsight>, Failure> {
    viewer.manager()?;
    let (wanted, _) = read(&fields, false)?;
    let AskedAndTaken { asked, taken } = insight::formats(&site.app, &viewer, &wanted).await?;
    let format = |(content_type, count)| FormatInsight { content_type, count };
    Ok(Json(FormatsInsight {
        asked: asked.into_iter().map(format).collect(),
        taken: taken.into_iter().map(format).collect(),
    }))
}

/// Somebody who asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PersonInsight {
    mail: String,
    /// `null` where it is not known.
    #[schema(required)]
    name: Option<String>,
    #[schema(value_type = i64)]
    requests: u64,
    #[schema(value_type = i64)]
    downloads: u64,
}

/// Requesters without an account whose addresses are of one domain.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DomainInsight {
    domain: String,
    #[schema(value_type = i64)]
    people: u64,
    #[schema(value_type = i64)]
    requests: u64,
}

/// Who asked.
#[derive(Serialize, ToSchema)]
struct PeopleInsight {
    people: Vec<PersonInsight>,
    domains: Vec<DomainInsight>,
}

/// Who asked most often
///
/// People and mail domains; who was erased is in neither. For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/people", tag = "insights",
    params(InsightParams, RankingParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "People and mail domains.", body = PeopleInsight))
)]
async fn people(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<PeopleInsight>, Failure> {
    viewer.manager()?;
    let (wanted, size) = read(&fields, true)?;
    let people = insight::people(&site.app, &viewer, &wanted, size).await?;
    let domains = insight::domains(&site.app, &viewer, &wanted, size).await?;
    let person =
        |insight::Person { name, mail, requests, downloads }| PersonInsight { mail, name, requests, downloads };
    let domain = |of: insight::OfDomain| DomainInsight { domain: of.domain, people: of.people, requests: of.count };
    Ok(Json(PeopleInsight {
        people: people.into_iter().map(person).collect(),
        domains: domains.into_iter().map(domain).collect(),
    }))
}

/// An answer that an owner offered, and how often it was given.
#[derive(Serialize, ToSchema)]
struct AnswerInsight {
    /// One of the options; `yes` or `no` of a box.
    answer: String,
    #[schema(value_type = i64)]
    count: u64,
}

/// A question with answers to choose from.
#[derive(Serialize, ToSchema)]
struct QuestionInsight {
    /// As it was worded when it was answered.
    question: String,
    answers: Vec<AnswerInsight>,
}

/// Why people asked.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReasonsInsight {
    /// How many requests there were.
    #[schema(value_type = i64)]
    requests: u64,
    /// How many of them gave a reason.
    #[schema(value_type = i64)]
    with_reason: u64,
    questions: Vec<QuestionInsight>,
}

/// Why people asked
///
/// How many gave a reason, and what was chosen of the answers that owners offer. What people write themselves is not
/// counted. For managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/reasons", tag = "insights",
    params(InsightParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "Reasons.", body = ReasonsInsight))
)]
async fn reasons(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<ReasonsInsight>, Failure> {
    viewer.manager()?;
    let (wanted, _) = read(&fields, false)?;
    let told = insight::reasons(&site.app, &viewer, &wanted).await?;
    let answers = |answers: Vec<(String, u64)>| {
        answers.into_iter().map(|(answer, count)| AnswerInsight { answer, count }).collect()
    };
    let question = |of: insight::Question| QuestionInsight { question: of.label, answers: answers(of.answers) };
    Ok(Json(ReasonsInsight {
        requests: told.requests,
        with_reason: told.with_reason,
        questions: told.questions.into_iter().map(question).collect(),
    }))
}

/// How many requests were decided within a time, and not within the one before.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WithinInsight {
    /// Less than so many seconds; `null`: any longer time.
    #[schema(required)]
    seconds: Option<i64>,
    #[schema(value_type = i64)]
    count: u64,
}

/// How long decisions took.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DecisionsInsight {
    /// How many requests people decided in this time.
    #[schema(value_type = i64)]
    decided: u64,
    /// Half of them waited at most so many seconds.
    #[schema(required)]
    median_seconds: Option<i64>,
    /// Nine of ten waited at most so many seconds.
    #[schema(required)]
    ninetieth_percentile_seconds: Option<i64>,
    within: Vec<WithinInsight>,
}

/// How long a decision takes
///
/// From asking to the last decision of a request, where people decided; for managers and admins.
#[utoipa::path(
    get, path = "/api/dam/insights/decisions", tag = "insights",
    params(InsightParams),
    security(("bearer" = []), ("basic" = []), ("cookie" = [])),
    responses((status = 200, description = "How long decisions took.", body = DecisionsInsight))
)]
async fn decisions(
    State(site): State<Site>,
    SignedIn(viewer): SignedIn,
    Query(fields): Query,
) -> Result<Json<DecisionsInsight>, Failure> {
    viewer.manager()?;
    let (wanted, _) = read(&fields, false)?;
    let told = insight::speed(&site.app, &viewer, &wanted).await?;
    Ok(Json(DecisionsInsight {
        decided: told.decided,
        median_seconds: told.median,
        ninetieth_percentile_seconds: told.ninetieth,
        within: told.within.into_iter().map(|(seconds, count)| WithinInsight { seconds, count }).collect(),
    }))
}
