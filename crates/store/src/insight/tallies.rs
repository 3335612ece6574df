//! What is kept count of by days, so that nobody has to go through the history for it.

use crate::{
    Result, Table, Tx,
    events::{Event, NewEvent},
    requests::NewRequest,
    sql::{FromRow, LIST_CHUNK, Query, Row, Single, all, args, execute, insert_many, one},
};
use domain::*;
use std::collections::{BTreeMap, BTreeSet};

/// Where something is counted: a day and a place.
type Drawer = (i64, Option<PortalId>, Option<KitId>);

/// What a transaction adds.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// By type: the first event, and how many.
    events: BTreeMap<(Drawer, String), (EventId, i64)>,
    /// By question and answer.
    answers: BTreeMap<(Drawer, String, String), i64>,
}

/// Says that this transaction remembers an event.
pub(crate) fn happened(tx: &Tx, id: EventId, kind: &str, event: &NewEvent, at: Timestamp) {
    let drawer = (Day::of(at).number(), event.portal_id, event.kit_id);
    tx.tallies().events.entry((drawer, kind.to_owned())).or_insert((id, 0)).1 += 1;
}

/// Takes an event out of the counts again: what it says was undone.
pub async fn uncount(tx: &Tx, event: &Event) -> Result<()> {
    let drawer = (Day::of(event.at).number(), event.portal_id, event.kit_id);
    let id = EventId(tx.id(Table::Events).await?);
    tx.tallies().events.entry((drawer, event.kind.clone())).or_insert((id, 0)).1 -= 1;
    Ok(())
}

/// Says that this transaction remembers a request: whether it gives a reason, and which of the offered answers.
pub(crate) fn asked(tx: &Tx, request: &NewRequest, at: Timestamp) {
    let place = request.place;
    let drawer = (Day::of(at).number(), place.and_then(Place::portal), place.and_then(Place::kit));
    let reason = request.reason.as_ref().map(|_| (String::new(), String::new()));
    let offered = request.answers.iter().filter_map(|answer| Some((answer.label.clone(), offered(answer)?)));
    let mut tallies = tx.tallies();
    for (question, answer) in offered.chain(reason) {
        *tallies.answers.entry((drawer, question, answer)).or_insert(0) += 1;
    }
}

/// The answer, where it is one that the owner offered.
fn offered(answer: &Answer) -> Option<String> {
    match &answer.value {
        AnswerValue::Ticked(ticked) => Some(if *ticked { "yes" } else { "no" }.to_owned()),
        AnswerValue::Text(text) => (answer.kind == "choice").then(|| text.clone()),
    }
}

const DAYS: &str = "INSERT INTO day_counts (id, day, type, count)";
const EVENTS: &str = "INSERT INTO event_counts (id, day, portal_id, kit_id, type, count)";
const ANSWERS: &str = "INSERT INTO answer_counts (id, day, portal_id, kit_id, question, answer, count)";

/// Writes what this transaction adds.
pub(crate) async fn write(tx: &Tx) -> Result<()> {
    let Tallies { mut events, answers } = std::mem::take(&mut *tx.tallies());
    events.retain(|_, (_, count)| *count != 0);
    let mut days: BTreeMap<(i64, &str), (EventId, i64)> = BTreeMap::new();
    for (((day, ..), kind), (id, count)) in &events {
        let sum = days.entry((*day, kind.as_str())).or_insert((*id, 0));
        *sum = (sum.0.min(*id), sum.1 + count);
    }
    let days = days.into_iter().filter(|(_, (_, count))| *count != 0);
    tx.insert_later("day_counts", DAYS, days.map(|((day, kind), (id, count))| args![id, day, kind, count]));
    let events =
        events.into_iter().map(|(((day, portal, kit), kind), (id, count))| args![id, day, portal, kit, kind, count]);
    tx.insert_later("event_counts", EVENTS, events);
    let ids = tx.ids(Table::AnswerCounts, answers.len()).await?;
    let answers = ids.zip(answers).map(|(id, (((day, portal, kit), question, answer), count))| {
        args![id, day, portal, kit, question, answer, count]
    });
    tx.insert_later("answer_counts", ANSWERS, answers);
    Ok(())
}

/// A row of one of the tables; of events the second word is empty.
struct Counted {
    id: i64,
    drawer: Drawer,
    words: (String, String),
    count: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        let drawer = (row.get("day")?, row.get("portal_id")?, row.get("kit_id")?);
        let words = (row.get("one")?, row.get("other")?);
        Ok(Self { id: row.get("id")?, drawer, words, count: row.get("count")? })
    }
}

/// How many days back rows are put together; what is added to an earlier one stays as it is.
const LOOKED_BACK: i64 = 30;

/// Puts the rows of days together that are over.
pub async fn put_together(tx: &Tx, today: Day) -> Result<()> {
    let place = "portal_id, kit_id";
    let anywhere = "CAST(NULL AS BIGINT) AS portal_id, CAST(NULL AS BIGINT) AS kit_id";
    put_together_in(tx, today, "day_counts", anywhere, "type AS one, '' AS other").await?;
    put_together_in(tx, today, "event_counts", place, "type AS one, '' AS other").await?;
    put_together_in(tx, today, "answer_counts", place, "question AS one, answer AS other").await
}

async fn put_together_in(tx: &Tx, today: Day, table: &str, place: &str, words: &str) -> Result<()> {
    let sql = format!("SELECT id, day, {place}, {words}, count FROM {table} WHERE day >= $1 AND day < $2");
    let rows: Vec<Counted> = all(tx, &sql, args![today.number() - LOOKED_BACK, today.number()]).await?;
    let mut drawers: BTreeMap<_, (i64, i64, Vec<i64>)> = BTreeMap::new();
    for Counted { id, drawer, words, count } in rows {
        let (first, sum, ids) = drawers.entry((drawer, words)).or_insert((id, 0, vec![]));
        (*first, *sum) = ((*first).min(id), *sum + count);
        ids.push(id);
    }
    drawers.retain(|_, (_, _, ids)| ids.len() > 1);
    let gone: BTreeSet<i64> = drawers.values().flat_map(|(_, _, ids)| ids.iter().copied()).collect();
    for chunk in Vec::from_iter(gone).chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("DELETE FROM {table} WHERE id IN "));
        query.push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    // What was counted and taken out again is no row.
    drawers.retain(|_, (_, sum, _)| *sum != 0);
    let (mut days, mut events, mut answers) = (Vec::new(), Vec::new(), Vec::new());
    for (((day, portal, kit), (one, other)), (id, count, _)) in drawers {
        match table {
            "day_counts" => days.push(args![id, day, one, count]),
            "event_counts" => events.push(args![id, day, portal, kit, one, count]),
            _ => answers.push(args![id, day, portal, kit, one, other, count]),
        }
    }
    insert_many(tx, DAYS, "", days).await?;
    insert_many(tx, EVENTS, "", events).await?;
    insert_many(tx, ANSWERS, "", answers).await?;
    Ok(())
}

/// Counts what came back from a backup: the history, where the backup is older than its counts, and sums, which are in none.
pub(crate) async fn count_what_came_back(tx: &Tx) -> Result<()> {
    if one::<_, Single<i64>>(tx, "SELECT id AS value FROM event_counts LIMIT 1", vec![]).await?.is_none() {
        let sql = "INSERT INTO event_counts (id, day, type, portal_id, kit_id, count) \
                   SELECT MIN(id), at / 86400000000, type, portal_id, kit_id, COUNT(*) FROM events \
                   GROUP BY at / 86400000000, type, portal_id, kit_id";
        execute(tx, sql, vec![]).await?;
    }
    let sums = [
        "INSERT INTO day_counts (id, day, type, count) \
         SELECT MIN(id), day, type, CAST(SUM(count) AS BIGINT) FROM event_counts GROUP BY day, type",
        "INSERT INTO taken_assets (asset_id, at, event_id) \
         SELECT asset_id, at, id FROM events WHERE type = 'download.asset' AND asset_id IS NOT NULL",
        "INSERT INTO taken_assets (asset_id, at, event_id) SELECT x.asset_id, e.at, e.id \
         FROM events e JOIN event_assets x ON x.event_id = e.id WHERE e.type = 'download.zip'",
    ];
    for sql in sums {
        execute(tx, sql, vec![]).await?;
    }
    Ok(())
}
