//! What is asked for and taken, by whom and why, and how long decisions take: counted over days, at all places or one.
//!
//! What days and places say is told from kept counts (`tallies`); what assets and people say by walking along an index.
//! No query here reads the rows of requests or of the history themselves.

mod speed;
pub(crate) mod tallies;

use crate::{
    Result, Run,
    sql::{FromRow, LIST_CHUNK, Pair, Query, Row, Single, args, from_row, one},
};
use domain::*;

pub use speed::{Speed, speed};
pub use tallies::{put_together, uncount};

/// Which days and places are told of.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// On these days (UTC).
    pub days: Days,
    /// At this portal.
    pub portal: Option<PortalId>,
    /// At this kit.
    pub kit: Option<KitId>,
}

/// The types that are told of.
pub const KINDS: [&str; 8] = [
    "view.portal",
    "view.kit",
    "view.asset",
    "request.created",
    "decision.approved",
    "decision.denied",
    "download.asset",
    "download.zip",
];

impl Scope {
    /// The condition on a table with a day and a place.
    fn of_days(self, query: &mut Query) {
        query.push(" WHERE c.day >= ? AND c.day <= ?", args![self.days.first().number(), self.days.last().number()]);
        self.of_place(query, "c");
    }

    /// The condition on events of a type.
    fn of_events(self, query: &mut Query, kind: &str) {
        let (first, last) = (self.days.first().begins(), self.days.last().ends());
        query.push(" WHERE e.type = ? AND e.at >= ? AND e.at < ?", args![kind, first, last]);
        self.of_place(query, "e");
    }

    fn of_place(self, query: &mut Query, name: &str) {
        if let Some(portal) = self.portal {
            query.push(&format!(" AND {name}.portal_id = ?"), args![portal]);
        }
        if let Some(kit) = self.kit {
            query.push(&format!(" AND {name}.kit_id = ?"), args![kit]);
        }
    }

    fn is_of_a_place(self) -> bool {
        self.portal.is_some() || self.kit.is_some()
    }
}

/// How often something happened on a day.
#[derive(Debug, Clone)]
pub struct OfDay {
    /// The day.
    pub day: Day,
    /// What.
    pub kind: String,
    /// How often.
    pub count: u64,
}

impl FromRow for OfDay {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { day: Day::from_number(row.get("day")?), kind: row.get("kind")?, count: row.get("count")? })
    }
}

/// The first day on which anything happened.
pub async fn first_day(db: &impl Run) -> Result<Option<Day>> {
    let sql = "SELECT day AS value FROM event_counts ORDER BY day LIMIT 1";
    Ok(one(db, sql, vec![]).await?.map(|Single(day)| Day::from_number(day)))
}

/// How often each of [`KINDS`] happened on each day; what did not is left out.
pub async fn days(db: &impl Run, scope: Scope) -> Result<Vec<OfDay>> {
    // Kept once more for all places together: of a year at hundreds of them that is a hundredth of the rows.
    let table = if scope.is_of_a_place() { "event_counts" } else { "day_counts" };
    let mut query =
        Query::new(&format!("SELECT c.day, c.type AS kind, CAST(SUM(c.count) AS BIGINT) AS count FROM {table} c"));
    scope.of_days(&mut query);
    query.push(" AND c.type IN ", vec![]).push_list(KINDS);
    query.push(" GROUP BY c.day, c.type HAVING SUM(c.count) > 0 ORDER BY c.day, c.type", vec![]);
    query.all(db).await
}

/// How often something happened at a place.
#[derive(Debug, Clone)]
pub struct OfPlace {
    /// The portal or kit.
    pub id: i64,
    /// What.
    pub kind: String,
    /// How often.
    pub count: u64,
}

from_row!(OfPlace { id, kind, count });

/// Of what a count is told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Portals.
    Portal,
    /// Kits, however they were reached.
    Kit,
}

/// How often each of [`KINDS`] happened at each portal or kit.
pub async fn places(db: &impl Run, scope: Scope, by: By) -> Result<Vec<OfPlace>> {
    let column = match by {
        By::Portal => "portal_id",
        By::Kit => "kit_id",
    };
    let mut query = Query::new(&format!(
        "SELECT c.{column} AS id, c.type AS kind, CAST(SUM(c.count) AS BIGINT) AS count FROM event_counts c"
    ));
    // Read in the order of places; a `+` keeps SQLite from reading in the order of days and sorting.
    let (first, last) = (scope.days.first().number(), scope.days.last().number());
    query.push(&format!(" WHERE c.{column} IS NOT NULL AND + c.day >= ? AND + c.day <= ?"), args![first, last]);
    scope.of_place(&mut query, "c");
    query.push(" AND c.type IN ", vec![]).push_list(KINDS);
    query.push(&format!(" GROUP BY c.{column}, c.type HAVING SUM(c.count) > 0"), vec![]);
    query.all(db).await
}

/// How often each asset was asked for: `SELECT … AS asset_id, … AS count`.
fn asked(scope: Scope) -> Query {
    let (first, last) = (scope.days.first().begins(), scope.days.last().ends());
    let mut query = Query::new("SELECT i.asset_id, COUNT(*) AS count FROM ");
    if scope.is_of_a_place() {
        // Said like this SQLite looks for the requests of the place first.
        query.push("requests r CROSS JOIN request_items i WHERE i.request_id = r.id", vec![]);
        query.push(" AND r.created_at >= ? AND r.created_at < ?", args![first, last]);
        scope.of_place(&mut query, "r");
        // Each state is in the order of time in the indexes of places.
        query.push(" AND r.status IN ", vec![]).push_list(RequestStatus::ALL.iter().copied());
    } else {
        query.push("request_items i WHERE i.asked_at >= ? AND i.asked_at < ?", args![first, last]);
    }
    query.push(" AND i.asset_id IS NOT NULL GROUP BY i.asset_id", vec![]);
    query
}

/// How often each asset was downloaded, by itself or in an archive.
fn taken(scope: Scope) -> Query {
    if !scope.is_of_a_place() {
        let (first, last) = (scope.days.first().begins(), scope.days.last().ends());
        let mut query = Query::new("SELECT t.asset_id, COUNT(*) AS count FROM taken_assets t");
        query.push(" WHERE t.at >= ? AND t.at < ? GROUP BY t.asset_id", args![first, last]);
        return query;
    }
    let mut query = Query::new("SELECT t.asset_id, COUNT(*) AS count FROM (SELECT e.asset_id FROM events e");
    scope.of_events(&mut query, "download.asset");
    query.push(
        " AND e.asset_id IS NOT NULL UNION ALL SELECT x.asset_id FROM events e CROSS JOIN event_assets x",
        vec![],
    );
    scope.of_events(&mut query, "download.zip");
    query.push(" AND x.event_id = e.id) t GROUP BY t.asset_id", vec![]);
    query
}

/// What became of assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They were asked for.
    Asked,
    /// They were downloaded.
    Taken,
}

impl Fate {
    fn counted(self, scope: Scope) -> Query {
        match self {
            Fate::Asked => asked(scope),
            Fate::Taken => taken(scope),
        }
    }
}

/// The assets that were asked for or taken most often, and how often.
pub async fn assets(db: &impl Run, scope: Scope, fate: Fate, most: u32) -> Result<Vec<(AssetId, u64)>> {
    let mut query = Query::new("SELECT n.asset_id AS one, n.count AS other FROM (");
    query.append(&fate.counted(scope));
    query.push(") n ORDER BY n.count DESC, n.asset_id LIMIT ?", args![most]);
    let rows: Vec<Pair<AssetId, u64>> = query.all(db).await?;
    Ok(rows.into_iter().map(|Pair(asset, count)| (asset, count)).collect())
}

/// The types of files that were asked for or taken, as the assets are now, and how often.
pub async fn formats(db: &impl Run, scope: Scope, fate: Fate) -> Result<Vec<(String, u64)>> {
    let mut query = Query::new("SELECT v.content_type AS one, CAST(SUM(n.count) AS BIGINT) AS other FROM (");
    query.append(&fate.counted(scope));
    query.push(
        ") n JOIN assets a ON a.id = n.asset_id JOIN asset_versions v ON v.asset_id = a.id AND v.number = a.version \
         GROUP BY v.content_type ORDER BY 2 DESC, 1",
        vec![],
    );
    let rows: Vec<Pair<String, u64>> = query.all(db).await?;
    Ok(rows.into_iter().map(|Pair(kind, count)| (kind, count)).collect())
}

/// How often somebody asked.
#[derive(Debug, Clone, Copy)]
pub struct OfPerson {
    /// Who, without a login.
    pub external_user_id: Option<ExternalUserId>,
    /// Who, signed in.
    pub user_id: Option<UserId>,
    /// How often.
    pub count: u64,
}

from_row!(OfPerson { external_user_id, user_id, count });

/// How often each requester asked, of those who have an id in this column: `SELECT external_user_id, user_id, count`.
fn asked_by(scope: Scope, column: &str) -> Query {
    let (first, last) = (scope.days.first().begins(), scope.days.last().ends());
    let of = |name: &str| if name == column { format!("r.{name}") } else { "CAST(NULL AS BIGINT)".to_owned() };
    let mut query = Query::new(&format!(
        "SELECT {} AS external_user_id, {} AS user_id, COUNT(*) AS count FROM requests r",
        of("external_user_id"),
        of("user_id")
    ));
    // Each requester's requests stand together in an index that has their times; a `+` keeps SQLite from reading in the
    // order of time and sorting.
    let within =
        format!(" WHERE r.{column} IS NOT NULL AND + r.created_at >= ? AND + r.created_at < ? GROUP BY r.{column}");
    query.push(&within, args![first, last]);
    query
}

/// Who asked most often. People of whom nothing is known any more are in no list.
pub async fn people(db: &impl Run, scope: Scope, most: u32) -> Result<Vec<OfPerson>> {
    let mut query = Query::new("SELECT p.external_user_id, p.user_id, p.count FROM (");
    if scope.is_of_a_place() {
        query
            .push("SELECT e.external_user_id, e.requester_user_id AS user_id, COUNT(*) AS count FROM events e", vec![]);
        scope.of_events(&mut query, "request.created");
        query.push(
            " AND (e.external_user_id IS NOT NULL OR e.requester_user_id IS NOT NULL) \
             GROUP BY e.external_user_id, e.requester_user_id",
            vec![],
        );
    } else {
        query.append(&asked_by(scope, "external_user_id")).push(" UNION ALL ", vec![]);
        query.append(&asked_by(scope, "user_id"));
    }
    query.push(
        ") p ORDER BY p.count DESC, COALESCE(p.external_user_id, 0), COALESCE(p.user_id, 0) LIMIT ?",
        args![most],
    );
    query.all(db).await
}

/// How often these people downloaded something.
pub async fn taken_by(
    db: &impl Run,
    scope: Scope,
    externals: &[ExternalUserId],
    users: &[UserId],
) -> Result<Vec<OfPerson>> {
    let (first, last) = (scope.days.first().begins(), scope.days.last().ends());
    let externals: Vec<i64> = externals.iter().map(|id| id.0).collect();
    let users: Vec<i64> = users.iter().map(|id| id.0).collect();
    let mut found = Vec::new();
    for (column, ids) in [("external_user_id", externals), ("requester_user_id", users)] {
        for chunk in ids.chunks(LIST_CHUNK) {
            let mut query = Query::new(&format!(
                "SELECT e.external_user_id, e.requester_user_id AS user_id, COUNT(*) AS count FROM events e WHERE e.{column} IN "
            ));
            query.push_list(chunk.iter().copied());
            query.push(" AND e.at >= ? AND e.at < ?", args![first, last]);
            // Said like this SQLite looks each of them up instead of going through all downloads.
            query.push(" AND e.type || '' IN ('download.asset', 'download.zip')", vec![]);
            scope.of_place(&mut query, "e");
            query.push(" GROUP BY e.external_user_id, e.requester_user_id", vec![]);
            found.extend(query.all::<_, OfPerson>(db).await?);
        }
    }
    Ok(found)
}

/// Requesters of one mail domain.
#[derive(Debug, Clone)]
pub struct OfDomain {
    /// The domain.
    pub domain: String,
    /// How many people asked.
    pub people: u64,
    /// How often.
    pub count: u64,
}

from_row!(OfDomain { domain, people, count });

/// The domains of the addresses that asked most often, without a login.
pub async fn domains(db: &impl Run, scope: Scope, most: u32) -> Result<Vec<OfDomain>> {
    // What follows the last @, in words that every engine knows: whatever is no @ is taken from the end, which leaves
    // what comes before the domain.
    let mut query = Query::new(
        "SELECT d.domain, COUNT(*) AS people, CAST(SUM(d.count) AS BIGINT) AS count FROM (SELECT \
         SUBSTR(u.mail_key, LENGTH(RTRIM(u.mail_key, REPLACE(u.mail_key, '@', ''))) + 1) AS domain, n.count FROM (",
    );
    if scope.is_of_a_place() {
        query.push("SELECT e.external_user_id, COUNT(*) AS count FROM events e", vec![]);
        scope.of_events(&mut query, "request.created");
        query.push(" AND e.external_user_id IS NOT NULL GROUP BY e.external_user_id", vec![]);
    } else {
        query.append(&asked_by(scope, "external_user_id"));
    }
    query.push(
        ") n JOIN external_users u ON u.id = n.external_user_id) d \
         GROUP BY d.domain ORDER BY 3 DESC, 1 LIMIT ?",
        args![most],
    );
    query.all(db).await
}

/// How often an offered answer was given.
#[derive(Debug, Clone)]
pub struct OfAnswer {
    /// What was asked; empty: for a reason.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// How often.
    pub count: u64,
}

from_row!(OfAnswer { question, answer, count });

/// How often offered answers were given, question by question, the most frequent first.
pub async fn answers(db: &impl Run, scope: Scope) -> Result<Vec<OfAnswer>> {
    let mut query =
        Query::new("SELECT c.question, c.answer, CAST(SUM(c.count) AS BIGINT) AS count FROM answer_counts c");
    scope.of_days(&mut query);
    query.push(" GROUP BY c.question, c.answer ORDER BY c.question, 3 DESC, c.answer", vec![]);
    query.all(db).await
}
