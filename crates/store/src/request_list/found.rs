//! The requests that indexes name by themselves: those of words, of decisions, of types of files.

use super::{
    COUNTED_UP_TO, Filter, List,
    conditions::{OF_TYPE, conditions, has_word, is_decided, of_domain},
    plan::{By, rows_of},
    sources::{Way, is_of_a_time, states_and_times},
};
use crate::{
    Engine, Result, Run, requests,
    search::{Indexed, Match, given, holding, pattern},
    sql::{FromRow, Query, Row, Single, args},
};
use domain::RequestId;
use sea_orm::Value;
use std::collections::BTreeSet;

/// How many of the newest requests show how frequent a word is.
const SAMPLE: u64 = 120;
/// A word that one of so many of them is found with is too frequent to be gathered by.
const FREQUENT: u64 = 20;
/// The most requests that are gathered: with a word that the newest have, and with one that they don't have. Of the latter
/// nobody knows how far one would have to walk.
const GATHERED: u64 = 50_000;
const GATHERED_OF_OLD: u64 = 100_000;
/// The most that are gathered with a frequent word, where others are sought with it.
const GATHERED_OF_SEVERAL: u64 = 15_000;
/// So many are looked for first with each word: whether one is rarer than the others costs next to nothing then.
const GATHERED_FIRST: u64 = 500;

/// A word that is found with many requests.
#[derive(Debug)]
pub(super) struct Frequent {
    pub word: String,
    pub share: Share,
}

/// With how many of the newest requests a frequent word is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Share {
    /// Too few for a walk to be short.
    Few,
    /// Enough for a walk, but a long one where many are to be counted.
    Some,
    /// About half of them, or more.
    Most,
}

/// What was found out about words.
pub(super) enum Rarest {
    /// This one is found with so few requests: these.
    Few(String, Vec<RequestId>),
    /// Each is found with too many.
    Many(Option<Frequent>),
}

/// The requests that a word is found with; nothing where there are more than `most`.
///
/// Each index is asked by itself, and what it says is handed to the next statement: no engine can tell beforehand how many
/// rows a word has, and those that guess go through whole tables.
pub(super) async fn with(db: &impl Run, word: &str, most: u64) -> Result<Option<Vec<RequestId>>> {
    let (engine, mut found) = (db.engine(), BTreeSet::new());
    if engine == Engine::Sqlite {
        // FTS5 puts together all that it has of a beginning before it says the first of it; of a whole word it does not.
        let (sql, value) = holding(engine, Indexed::Requests, word, Match::Whole);
        let mut query = Query::new("SELECT COUNT(*) AS value FROM (SELECT h.id FROM (");
        query.push(&sql, vec![value]).push(") h LIMIT ?) counted", args![most + 1]);
        let count: Option<Single<u64>> = query.one(db).await?;
        if count.is_some_and(|Single(count)| count > most) {
            return Ok(None);
        }
    }
    let held = async |indexed: Indexed| {
        let (sql, value) = holding(engine, indexed, word, Match::Beginning);
        ids(db, &sql, vec![value], most).await
    };
    let users = "SELECT u.id FROM users u WHERE u.search LIKE ?";
    let users = ids(db, users, args![pattern(word)], most).await?;
    for (keys, of) in [
        (held(Indexed::Requests).await?, None),
        (held(Indexed::Assets).await?, Some(("request_items", "asset_id", "request_id"))),
        (held(Indexed::ExternalUsers).await?, Some(("requests", "external_user_id", "id"))),
        (users, Some(("requests", "user_id", "id"))),
    ] {
        // So many assets or people may have asked for little. But who knows: there are other ways.
        let enough = |ids: &Vec<i64>| ids.len() as u64 > most;
        let requests = match of {
            _ if enough(&keys) => return Ok(None),
            _ if keys.is_empty() => continue,
            None => keys,
            Some((table, key, id)) => {
                let (these, value) = given(engine, &keys);
                ids(
                    db,
                    &format!("SELECT q.{id} AS id FROM {these} g CROSS JOIN {table} q WHERE q.{key} = g.id"),
                    vec![value],
                    most,
                )
                .await?
            }
        };
        found.extend(requests.iter().copied().map(RequestId));
        if enough(&requests) || found.len() as u64 > most {
            return Ok(None);
        }
    }
    Ok(Some(found.into_iter().collect()))
}

/// The requests that people of the filter's domain made, that people decided as it says, or that ask for files of its type,
/// where an index names no more than are gathered. Where there are more a walk meets them soon.
pub(super) async fn by_fact(db: &impl Run, filter: &Filter) -> Result<Option<(By, Vec<RequestId>)>> {
    let (by, mut query) = match (&filter.domain, &filter.decided, &filter.content_type) {
        (Some(domain), ..) => {
            let pattern = of_domain(domain);
            let mut query = Query::new("SELECT r.id AS value FROM external_users u CROSS JOIN requests r");
            query.push(" WHERE r.external_user_id = u.id AND u.mail_key LIKE ?", args![&pattern]);
            query.push(" UNION ALL SELECT r.id FROM users u CROSS JOIN requests r", vec![]);
            query.push(" WHERE r.user_id = u.id AND u.mail_key LIKE ?", args![&pattern]);
            (By::Domain, query)
        }
        (None, Some(decided), _) => {
            let mut query = Query::new("SELECT r.id AS value FROM requests r WHERE 1 = 1");
            is_decided(&mut query, decided, "");
            (By::Decision, query)
        }
        (None, None, Some(content_type)) => {
            let mut query = Query::new("SELECT i.request_id AS value FROM ");
            let from = format!("({OF_TYPE}) t CROSS JOIN request_items i WHERE i.asset_id = t.id");
            query.push(&from, args![content_type]);
            (By::Format, query)
        }
        (None, None, None) => return Ok(None),
    };
    query.push(" LIMIT ?", args![GATHERED + 1]);
    let rows: Vec<Single<RequestId>> = query.all(db).await?;
    if rows.len() as u64 > GATHERED {
        return Ok(None);
    }
    let found: BTreeSet<RequestId> = rows.into_iter().map(|Single(id)| id).collect();
    Ok(Some((by, found.into_iter().collect())))
}

/// One more of the ids that a query gives than `most`.
async fn ids(db: &impl Run, sql: &str, values: Vec<Value>, most: u64) -> Result<Vec<i64>> {
    let mut query = Query::new("SELECT h.id AS value FROM (");
    query.push(sql, values).push(") h LIMIT ?", args![most + 1]);
    let rows: Vec<Single<i64>> = query.all(db).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// Looks for a word that is found with few requests; where a way is known past so many, with fewer than these.
pub(super) async fn rarest(db: &impl Run, words: &[String], fewer_than: Option<u64>) -> Result<Rarest> {
    let (rows, counts) = sampled(db, words).await?;
    if rows < SAMPLE {
        // There are so few requests that any walk is short.
        return Ok(Rarest::Many(None));
    }
    let mut rare: Vec<(u64, &String)> = counts.into_iter().zip(words).collect();
    // Among those that the newest do not tell apart, the longest is likely the rarest.
    rare.sort_by_key(|(count, word)| (*count, std::cmp::Reverse(word.len())));
    for first in [true, false] {
        for (count, word) in rare.iter().filter(|(count, _)| count * FREQUENT < rows).take(2) {
            let most = fewer_than.unwrap_or(if *count == 0 { GATHERED_OF_OLD } else { GATHERED });
            let most = if first { most.min(GATHERED_FIRST) } else { most };
            if let Some(found) = with(db, word, most).await? {
                return Ok(Rarest::Few((*word).clone(), found));
            }
        }
    }
    // No index says how many requests have all of several words: where not too many have the rarest, these are looked at.
    if let ([_, _, ..], Some((count, word)), None) = (words, rare.first(), fewer_than)
        && count * requests::counted(db, &[], None, None).await? / rows <= GATHERED_OF_SEVERAL
        && let Some(found) = with(db, word, GATHERED_OF_SEVERAL * 2).await?
    {
        return Ok(Rarest::Few((*word).clone(), found));
    }
    let share = |count: u64| match count {
        _ if count * FREQUENT < rows => Share::Few,
        _ if count * 2 < rows => Share::Some,
        _ => Share::Most,
    };
    let frequent = rare.first().filter(|_| fewer_than.is_none());
    Ok(Rarest::Many(frequent.map(|(count, word)| Frequent { word: (*word).clone(), share: share(*count) })))
}

/// Of the newest requests, how many there are (a sample at the most), and with how many each word is found.
async fn sampled(db: &impl Run, words: &[String]) -> Result<(u64, Vec<u64>)> {
    struct Sample(u64, u64);
    impl FromRow for Sample {
        fn from_row(row: &Row) -> Result<Self> {
            Ok(Sample(row.get("seen")?, row.get("found")?))
        }
    }
    let (mut seen, mut counts) = (0, Vec::new());
    for word in words {
        let mut query = Query::new("SELECT COUNT(*) AS seen, COALESCE(SUM(CASE WHEN ");
        has_word(&mut query, word);
        query.push(
            " THEN 1 ELSE 0 END), 0) AS found FROM (SELECT id, search, external_user_id, user_id FROM requests \
             ORDER BY created_at DESC, id DESC LIMIT ?) r",
            args![SAMPLE],
        );
        if let Some(Sample(rows, found)) = query.one(db).await? {
            seen = rows;
            counts.push(found);
        }
    }
    Ok((seen, counts))
}

/// Whether one of the indexes alone has a frequent word with as many requests of the list as are counted. That is found out
/// without looking at all that it has, above all where the word is meant as it stands.
pub(super) async fn are_enough(db: &impl Run, list: List<'_>, frequent: &Frequent) -> Result<bool> {
    let word = &frequent.word;
    let rest = conditions(list, Way::Words, Some(word));
    // Where more is asked than the word a walk is by that, and an index of words leads past all that it is not asked of. The
    // index of PostgreSQL says all it has at once: where that is most of the requests it is no help.
    let asks_more = !rest.is_empty() || !list.filter.status.is_empty() || is_of_a_time(list.filter);
    let matches: &[Match] = match (frequent.share, db.engine()) {
        (Share::Some | Share::Most, _) if asks_more => &[],
        (Share::Most, Engine::Postgres) => &[],
        (Share::Most, Engine::Sqlite) => &[Match::Whole],
        (Share::Few | Share::Some, _) => &[Match::Whole, Match::Beginning],
    };
    for how in matches {
        for (indexed, more, id) in [
            (Indexed::Requests, "", "f.id"),
            (Indexed::ExternalUsers, " CROSS JOIN requests q", "q.id"),
            (Indexed::Assets, " CROSS JOIN request_items q", "q.request_id"),
        ] {
            let (ids, value) = holding(db.engine(), indexed, word, *how);
            let mut query = Query::new("SELECT r.id FROM (");
            query.push(&format!("{ids}) f{more} CROSS JOIN requests r WHERE r.id = {id}"), vec![value]);
            query.push(
                match indexed {
                    Indexed::Requests => "",
                    Indexed::ExternalUsers => " AND q.external_user_id = f.id",
                    // Several assets of a request may be found with a word: the first one stands for it.
                    Indexed::Assets => " AND q.asset_id = f.id AND q.position = 1",
                },
                vec![],
            );
            states_and_times(&mut query, list.filter);
            query.append(&rest).push(" LIMIT ?", args![COUNTED_UP_TO]);
            if rows_of(db, &query).await? >= COUNTED_UP_TO {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
