//! The first part of a type names several types. The index has the events of each in the order of time: they are read type by
//! type and put together, so that no page sorts a year.

use super::Filter;
use crate::{
    Result, Run,
    sql::{Single, all, args},
};

/// A filter in parts that an index has in the order of time each: a whole type, and what else is asked. Where something
/// narrows more than the type does there is one part, by whose own index the events are found.
pub(super) async fn apart(db: &impl Run, filter: &Filter) -> Result<Vec<(Option<String>, Filter)>> {
    let Filter {
        kind,
        mail_key: None,
        user: None,
        asset: None,
        kit: None,
        portal: None,
        request: None,
        folder: None,
        content_type: None,
        after: _,
        before: _,
    } = filter
    else {
        return Ok(vec![(None, filter.clone())]);
    };
    let Some(kind) = kind else { return Ok(vec![(None, filter.clone())]) };
    let rest = Filter { kind: None, ..filter.clone() };
    Ok(of(db, kind).await?.into_iter().map(|kind| (Some(kind), rest.clone())).collect())
}

/// The types that there are of this one: itself, and those that begin with it.
async fn of(db: &impl Run, kind: &str) -> Result<Vec<String>> {
    // From one type to the next by the index, instead of past all events. `/` follows the dot in the order of characters.
    let sql = "WITH RECURSIVE k (type) AS (SELECT MIN(e.type) FROM events e WHERE e.type >= $1 AND e.type < $2 \
               UNION ALL SELECT (SELECT MIN(e.type) FROM events e WHERE e.type > k.type AND e.type < $2) FROM k \
               WHERE k.type IS NOT NULL) SELECT k.type AS value FROM k WHERE k.type IS NOT NULL";
    let found: Vec<Single<String>> = all(db, sql, args![kind, format!("{kind}/")]).await?;
    let is_of = |found: &String| found.strip_prefix(kind).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    Ok(found.into_iter().map(|Single(found)| found).filter(is_of).collect())
}
