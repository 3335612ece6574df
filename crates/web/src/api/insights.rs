//! `/api/dam/insights/…`: what is asked for and taken, by whom and why, and how long a decision takes.

mod told;

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
use told::{
    AnswerInsight, DecisionsInsight, DomainInsight, FormatInsight, FormatsInsight, InsightStretch, MediaInsight,
    MediasInsight, PeopleInsight, PersonInsight, PlaceInsight, PlacesInsight, QuestionInsight, ReasonsInsight,
    Timeline, WithinInsight,
};
use utoipa::IntoParams;
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
    list::refuse_repeated(fields, &mut faults);
    let mut day = |name: &str| {
        let day = Day::parse(fields.given(name)?);
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
    let size = fields.given("size").map_or(Some(USUAL), |size| size.parse().ok());
    let size = size.filter(|size| (1..=LARGEST).contains(size)).unwrap_or_else(|| {
        faults.add(Fault::at("/size", format!("This must be a whole number from 1 to {LARGEST}.")));
        USUAL
    });
    faults.check()?;
    Ok((Wanted { from, to, portal, kit }, size))
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
