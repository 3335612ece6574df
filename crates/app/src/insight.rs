//! Insight: what is asked for and taken, by whom and why, and how long a decision takes. For managers and admins.

use crate::{App, Outcome, Viewer};
use domain::{calendar::Step, *};
use std::collections::{BTreeMap, HashMap};
use store::{
    assets, external_users,
    insight::{self as counted, By, Fate, OfPerson, Scope},
    kits, portals, users,
};

pub use store::insight::{OfDomain, Speed};

/// What is to be told of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// From this day on; from the first there is, where none is named.
    pub from: Option<Day>,
    /// To this day; to the present one, where none is named.
    pub to: Option<Day>,
    /// At this portal.
    pub portal: Option<PortalId>,
    /// At this kit.
    pub kit: Option<KitId>,
}

/// How often each thing happened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Pages looked at, once for each visitor within an hour.
    pub views: u64,
    /// Download requests.
    pub requests: u64,
    /// Approvals, by people or by the policy.
    pub approvals: u64,
    /// Denials.
    pub denials: u64,
    /// Downloads, once for each requester and version within an hour.
    pub downloads: u64,
}

impl Counts {
    fn add(&mut self, kind: &str, count: u64) {
        let sum = match kind {
            "request.created" => &mut self.requests,
            "decision.approved" => &mut self.approvals,
            "decision.denied" => &mut self.denials,
            _ if kind.starts_with("view.") => &mut self.views,
            _ if kind.starts_with("download.") => &mut self.downloads,
            _ => return,
        };
        *sum += count;
    }

    /// Whether nothing happened.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// The days of what is wanted, as far as there is anything to tell of.
pub async fn days(app: &App, wanted: &Wanted) -> Outcome<Days> {
    let today = Day::of(app.now());
    let last = wanted.to.unwrap_or(today).min(today);
    let known = counted::first_day(&app.store).await?.unwrap_or(last);
    let first = wanted.from.unwrap_or(known);
    // Days before the first and after the present one hold nothing; asked for alone they are told as the nothing they are.
    Ok(match first > last {
        true => Days::new(first, first),
        false => Days::new(first.max(known.min(last)), last),
    })
}

async fn scope(app: &App, viewer: &Viewer, wanted: &Wanted) -> Outcome<Scope> {
    viewer.manager()?;
    Ok(Scope { days: days(app, wanted).await?, portal: wanted.portal, kit: wanted.kit })
}

/// What happened, in all and over time.
#[derive(Debug)]
pub struct Overview {
    /// Of these days.
    pub days: Days,
    /// In all.
    pub total: Counts,
    /// In such steps.
    pub step: Step,
    /// Step by step.
    pub steps: Vec<(Days, Counts)>,
}

/// What happened, in all and over time.
pub async fn overview(app: &App, viewer: &Viewer, wanted: &Wanted) -> Outcome<Overview> {
    let scope = scope(app, viewer, wanted).await?;
    let mut steps: Vec<(Days, Counts)> = scope.days.steps().into_iter().map(|days| (days, Counts::default())).collect();
    let mut total = Counts::default();
    for of in counted::days(&app.store, scope).await? {
        total.add(&of.kind, of.count);
        let at = steps.partition_point(|(days, _)| days.last() < of.day);
        if let Some((_, counts)) = steps.get_mut(at) {
            counts.add(&of.kind, of.count);
        }
    }
    Ok(Overview { days: scope.days, total, step: scope.days.step(), steps })
}

/// Something with a name, and how often each thing happened with it. What was deleted has no name any more.
#[derive(Debug)]
pub struct Ranked<I, C = u64> {
    /// Its id.
    pub id: I,
    /// Its title.
    pub title: Option<String>,
    /// How often.
    pub count: C,
}

/// The portals and kits at which most happened: by downloads and requests, then views.
pub async fn places(
    app: &App,
    viewer: &Viewer,
    wanted: &Wanted,
    most: u32,
) -> Outcome<(Vec<Ranked<PortalId, Counts>>, Vec<Ranked<KitId, Counts>>)> {
    let scope = scope(app, viewer, wanted).await?;
    let (portal_rows, kit_rows) =
        tokio::try_join!(counted::places(&app.store, scope, By::Portal), counted::places(&app.store, scope, By::Kit))?;
    let (of_portals, of_kits) = (most_used(portal_rows, most), most_used(kit_rows, most));
    let ids: Vec<PortalId> = of_portals.iter().map(|(id, _)| PortalId(*id)).collect();
    let rows = portals::by_ids(&app.store, &ids).await?;
    let mut titles: HashMap<i64, String> = rows.into_iter().map(|row| (row.id.0, row.title)).collect();
    let of_portals = named(of_portals, &mut titles, PortalId);
    let ids: Vec<KitId> = of_kits.iter().map(|(id, _)| KitId(*id)).collect();
    let rows = kits::by_ids(&app.store, &ids).await?;
    let mut titles: HashMap<i64, String> = rows.into_iter().map(|row| (row.id.0, row.title)).collect();
    Ok((of_portals, named(of_kits, &mut titles, KitId)))
}

fn most_used(rows: Vec<counted::OfPlace>, most: u32) -> Vec<(i64, Counts)> {
    let mut places: BTreeMap<i64, Counts> = BTreeMap::new();
    for row in rows {
        places.entry(row.id).or_default().add(&row.kind, row.count);
    }
    let mut places: Vec<(i64, Counts)> = places.into_iter().collect();
    places.sort_by_key(|(_, counts)| std::cmp::Reverse((counts.requests + counts.downloads, counts.views)));
    places.truncate(most as usize);
    places
}

fn named<I, C>(rows: Vec<(i64, C)>, titles: &mut HashMap<i64, String>, of: fn(i64) -> I) -> Vec<Ranked<I, C>> {
    rows.into_iter().map(|(id, count)| Ranked { title: titles.remove(&id), id: of(id), count }).collect()
}

/// What was asked for, and what was taken.
#[derive(Debug)]
pub struct AskedAndTaken<T> {
    /// Asked for.
    pub asked: Vec<T>,
    /// Taken.
    pub taken: Vec<T>,
}

/// The assets that were asked for and taken most often.
pub async fn medias(app: &App, viewer: &Viewer, wanted: &Wanted, most: u32) -> Outcome<AskedAndTaken<Ranked<AssetId>>> {
    let scope = scope(app, viewer, wanted).await?;
    let (asked, taken) = tokio::try_join!(
        counted::assets(&app.store, scope, Fate::Asked, most),
        counted::assets(&app.store, scope, Fate::Taken, most)
    )?;
    let mut ids: Vec<AssetId> = asked.iter().chain(&taken).map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = assets::by_ids(&app.store, &ids).await?;
    let titles: HashMap<AssetId, String> = rows.into_iter().map(|row| (row.id, row.title)).collect();
    let named = |rows: Vec<(AssetId, u64)>| {
        rows.into_iter().map(|(id, count)| Ranked { title: titles.get(&id).cloned(), id, count }).collect()
    };
    Ok(AskedAndTaken { asked: named(asked), taken: named(taken) })
}

/// The types of files that were asked for and taken, the most frequent first.
pub async fn formats(app: &App, viewer: &Viewer, wanted: &Wanted) -> Outcome<AskedAndTaken<(String, u64)>> {
    let scope = scope(app, viewer, wanted).await?;
    let (asked, taken) = tokio::try_join!(
        counted::formats(&app.store, scope, Fate::Asked),
        counted::formats(&app.store, scope, Fate::Taken)
    )?;
    Ok(AskedAndTaken { asked, taken })
}

/// Somebody who asked.
#[derive(Debug)]
pub struct Person {
    /// First and last name, where known.
    pub name: Option<String>,
    /// Their address.
    pub mail: String,
    /// How often they asked.
    pub requests: u64,
    /// How often they downloaded something.
    pub downloads: u64,
}

/// Who asked most often.
pub async fn people(app: &App, viewer: &Viewer, wanted: &Wanted, most: u32) -> Outcome<Vec<Person>> {
    let scope = scope(app, viewer, wanted).await?;
    let rows = counted::people(&app.store, scope, most).await?;
    let externals: Vec<ExternalUserId> = rows.iter().filter_map(|row| row.external_user_id).collect();
    let staff: Vec<UserId> = rows.iter().filter_map(|row| row.user_id).collect();
    let mut taken: HashMap<(Option<ExternalUserId>, Option<UserId>), u64> = HashMap::new();
    for row in counted::taken_by(&app.store, scope, &externals, &staff).await? {
        *taken.entry(key(&row)).or_default() += row.count;
    }
    let known = external_users::by_ids(&app.store, &externals).await?;
    let known: HashMap<ExternalUserId, (Option<String>, String)> =
        known.into_iter().map(|user| (user.id, (user.name(), user.mail))).collect();
    let members = users::by_ids(&app.store, &staff).await?;
    let members: HashMap<UserId, (Option<String>, String)> =
        members.into_iter().map(|user| (user.id, (Some(user.name()), user.mail))).collect();
    let person = |row: OfPerson| {
        let external = row.external_user_id.and_then(|id| known.get(&id));
        let (name, mail) = external.or_else(|| row.user_id.and_then(|id| members.get(&id)))?.clone();
        Some(Person { name, mail, requests: row.count, downloads: taken.get(&key(&row)).copied().unwrap_or(0) })
    };
    Ok(rows.into_iter().filter_map(person).collect())
}

fn key(row: &OfPerson) -> (Option<ExternalUserId>, Option<UserId>) {
    (row.external_user_id, row.user_id)
}

/// The mail domains that asked most often, without a login.
pub async fn domains(app: &App, viewer: &Viewer, wanted: &Wanted, most: u32) -> Outcome<Vec<OfDomain>> {
    let scope = scope(app, viewer, wanted).await?;
    Ok(counted::domains(&app.store, scope, most).await?)
}

/// A question of an owner, and how often each answer was given that they offered.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// As it was worded.
    pub label: String,
    /// The answers, the most frequent first.
    pub answers: Vec<(String, u64)>,
}

/// Why people asked.
#[derive(Debug)]
pub struct Reasons {
    /// How many requests there were.
    pub requests: u64,
    /// How many gave a reason.
    pub with_reason: u64,
    /// What was answered.
    pub questions: Vec<Question>,
}

/// Why people asked, as far as it can be counted.
pub async fn reasons(app: &App, viewer: &Viewer, wanted: &Wanted) -> Outcome<Reasons> {
    let scope = scope(app, viewer, wanted).await?;
    let (rows, of_days) = tokio::try_join!(counted::answers(&app.store, scope), counted::days(&app.store, scope))?;
    let of_requests = of_days.iter().filter(|of| of.kind == "request.created");
    let mut reasons = Reasons { requests: of_requests.map(|of| of.count).sum(), with_reason: 0, questions: vec![] };
    for row in rows {
        if row.question.is_empty() {
            reasons.with_reason += row.count;
            continue;
        }
        let answer = (row.answer, row.count);
        match reasons.questions.last_mut().filter(|last| last.label == row.question) {
            Some(question) => question.answers.push(answer),
            None => reasons.questions.push(Question { label: row.question, answers: vec![answer] }),
        }
    }
    Ok(reasons)
}

/// How long people took to decide.
pub async fn speed(app: &App, viewer: &Viewer, wanted: &Wanted) -> Outcome<Speed> {
    let scope = scope(app, viewer, wanted).await?;
    Ok(counted::speed(&app.store, scope).await?)
}
