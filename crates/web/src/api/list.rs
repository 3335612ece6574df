//! Lists: pages with a size and a cursor, and the filters of a query.

use super::body::{NO_ID, NO_MOMENT, is_id, refuse_unknown, unknown};
use crate::extract::Fields;
use app::{Fault, refusal::Faults};
use domain::{Timestamp, UnknownWord};
use serde::Serialize;
use std::{collections::HashSet, str::FromStr};
use utoipa::{IntoParams, ToSchema};
use wire::cursor;

const LARGEST: u32 = 200;
const USUAL: u32 = 50;

/// The parameters that every list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
pub(super) struct PageParams {
    /// How many items a page has at the most.
    #[param(minimum = 1, maximum = 200, default = 50)]
    size: Option<i32>,
    /// Where the page begins: `nextCursor` of the page before. It stays correct while rows come and go.
    cursor: Option<String>,
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct List<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// Where the next page begins; `null` on the last one.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// How many items the list has in all.
    #[schema(value_type = i64)]
    pub total_count: u64,
}

/// Which page of a list is wanted. A fault points at the parameter: `/size`, `/cursor`.
pub(super) struct Page {
    kind: String,
    /// How many items at the most.
    pub size: u32,
    position: Option<Vec<i64>>,
}

impl Page {
    /// Reads `size` and `cursor`. `kind` names the list and its order: the cursor of another one is unknown here. Beside
    /// these two there may be the `filters` and nothing else: one that is misspelt must not show everything.
    pub fn read(fields: &Fields, kind: &str, parts: usize, filters: &[&str], faults: &mut Faults) -> Self {
        let known: Vec<&str> = ["size", "cursor"].iter().chain(filters).copied().collect();
        refuse_unknown(fields.names(), "", &known, "parameter", faults);
        refuse_repeated(fields, faults);
        let size = fields.given("size").map_or(Some(USUAL), |size| size.parse().ok());
        let size = size.filter(|size| (1..=LARGEST).contains(size)).unwrap_or_else(|| {
            faults.add(Fault::at("/size", format!("This must be a whole number from 1 to {LARGEST}.")));
            USUAL
        });
        let position = fields.given("cursor").and_then(|said| {
            let position = cursor::decode(said, kind).filter(|position| position.len() == parts);
            if position.is_none() {
                faults.add(Fault::at("/cursor", "This cursor is unknown here. Begin again without one."));
            }
            position
        });
        Self { kind: kind.to_owned(), size, position }
    }

    /// Where it begins, for a list in the order of time.
    pub fn after_moment<T>(&self, of: fn(i64) -> T) -> Option<(Timestamp, T)> {
        match self.position.as_deref()? {
            [at, id] => Some((Timestamp::from_micros(*at), of(*id))),
            _ => None,
        }
    }

    /// Where it begins, for a list in the order of ids.
    pub fn after_id<T>(&self, of: fn(i64) -> T) -> Option<T> {
        self.position.as_deref()?.first().copied().map(of)
    }

    /// The page in the order of time.
    pub fn of_moments<T>(&self, items: Vec<T>, next: Option<(Timestamp, i64)>, total_count: u64) -> List<T> {
        List { items, next_cursor: next.map(|(at, id)| cursor::encode(&self.kind, &[at.micros(), id])), total_count }
    }

    /// The page in the order of ids.
    pub fn of_ids<T>(&self, items: Vec<T>, next: Option<i64>, total_count: u64) -> List<T> {
        List { items, next_cursor: next.map(|id| cursor::encode(&self.kind, &[id])), total_count }
    }

    /// The page of a list that is known as a whole, in the order of ids.
    pub fn of_all<R, T>(&self, mut rows: Vec<R>, id: impl Fn(&R) -> i64, show: impl Fn(R) -> T) -> List<T> {
        let total = rows.len() as u64;
        rows.sort_by_key(|row| id(row));
        let after = self.after_id(|id| id);
        let mut rest = rows.into_iter().filter(|row| after.is_none_or(|after| id(row) > after)).peekable();
        let page: Vec<R> = rest.by_ref().take(self.size as usize).collect();
        let next = page.last().map(&id).filter(|_| rest.peek().is_some());
        self.of_ids(page.into_iter().map(show).collect(), next, total)
    }
}

/// The parameters that may be repeated.
const REPEATABLE: &[&str] = &["status"];

/// Notes what is said twice, and may be said once: of two filters that differ, one would be passed over.
pub(super) fn refuse_repeated(fields: &Fields, faults: &mut Faults) {
    let mut known = HashSet::new();
    for name in fields.names().filter(|name| !REPEATABLE.contains(&name.as_str())) {
        let pointer = format!("/{name}");
        if !known.insert(name) && !faults.has(&pointer) {
            faults.add(Fault::at(pointer, "This may be sent once."));
        }
    }
}

/// A parameter with an id.
pub(super) fn id<T>(fields: &Fields, faults: &mut Faults, name: &str, of: fn(i64) -> T) -> Option<T> {
    let id = fields.given(name)?.parse().ok().filter(is_id);
    if id.is_none() {
        faults.add(Fault::at(format!("/{name}"), NO_ID));
    }
    id.map(of)
}

/// A parameter with a moment.
pub(super) fn moment(fields: &Fields, faults: &mut Faults, name: &str) -> Option<Timestamp> {
    let text = fields.given(name)?;
    // A plus sign that was not encoded came as a blank.
    let moment = Timestamp::parse(text).or_else(|| Timestamp::parse(&text.replace(' ', "+")));
    if moment.is_none() {
        faults.add(Fault::at(format!("/{name}"), NO_MOMENT));
    }
    moment
}

/// A parameter with fixed words; it may be repeated.
pub(super) fn words<T: FromStr<Err = UnknownWord>>(fields: &Fields, faults: &mut Faults, name: &str) -> Vec<T> {
    let mut words = Vec::new();
    for text in fields.every(name) {
        match text.parse() {
            Ok(word) => words.push(word),
            Err(error) => faults.add(Fault::at(format!("/{name}"), unknown(error))),
        }
    }
    words
}

/// Words to search for; none where nothing is left of them.
pub(super) fn search(fields: &Fields) -> Option<String> {
    fields.get("q").and_then(domain::text::line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_a_whole_list_end_where_it_ends() {
        let mut faults = Faults::default();
        let page = Page::read(&Fields::parse("size=2"), "kits", 1, &[], &mut faults);
        let first = page.of_all(vec![3, 1, 2], |id| *id, |id| id);
        assert_eq!((first.items, first.total_count), (vec![1, 2], 3));
        let query = format!("size=2&cursor={}", first.next_cursor.unwrap());
        let page = Page::read(&Fields::parse(&query), "kits", 1, &[], &mut faults);
        let second = page.of_all(vec![3, 1, 2, 4], |id| *id, |id| id);
        assert_eq!((second.items, second.next_cursor), (vec![3, 4], None));
        assert!(faults.is_empty());
    }

    #[test]
    fn sizes_out_of_bounds_are_faults() {
        let wrong = "size=0 size=201 size=-1 size=ten size= size=4294967297 size=1&size=1 cursor=x cursor= sise=3";
        for query in wrong.split(' ') {
            let mut faults = Faults::default();
            Page::read(&Fields::parse(query), "kits", 1, &[], &mut faults);
            assert!(!faults.is_empty(), "{query}");
        }
    }
}
