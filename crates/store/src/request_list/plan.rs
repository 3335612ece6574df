//! How a list is read. A plan decides how long that takes, never what is found: the conditions do.

use super::{
    COUNTED_UP_TO, Entry, Key, List, Page, Viewer,
    conditions::conditions,
    found::{self, Frequent, Rarest, Share},
    sources::{Source, Way, after, is_of_a_time, states_and_times, ways},
};
use crate::{
    Result, Run,
    requests::{self, COLUMNS, Request},
    search::{given, sought},
    sql::{FromRow, LIST_CHUNK, Query, Single, args},
};
use domain::RequestId;
use std::{collections::HashMap, fmt};

/// How a list is read.
pub(super) enum Plan {
    /// Nothing can be in it.
    Nothing,
    /// Request by request in the order of time, until there are enough; all with a word of what is sought that is too
    /// frequent to be gathered by.
    Walk(Way, Vec<Source>, Option<Frequent>),
    /// Everything that an index names by itself is looked at, and sorted.
    Gather(By, Vec<RequestId>),
}

/// By what requests were gathered: that is not asked of them again.
#[derive(Debug, Clone)]
pub(super) enum By {
    /// They are found with this word of what is sought.
    Word(String),
    /// People decided them as the filter says.
    Decision,
    /// They ask for files of the filter's type.
    Format,
    /// Their requesters have an address of the filter's domain.
    Domain,
}

impl By {
    /// What else is asked of them, but for their state and their time.
    fn rest(&self, list: List<'_>) -> Query {
        match self {
            By::Word(word) => conditions(list, Way::Words, Some(word)),
            By::Decision => conditions(list, Way::Decision, None),
            By::Format => conditions(list, Way::Format, None),
            By::Domain => conditions(list, Way::Domain, None),
        }
    }
}

/// So few requests are looked at, whatever is asked of them, before anybody asks an index of words.
const FEW: u64 = 500;

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Plan::Nothing => write!(f, "nothing"),
            Plan::Walk(way, _, frequent) => write!(f, "walk by {way:?}, {frequent:?}"),
            Plan::Gather(by, found) => write!(f, "gather {} by {by:?}", found.len()),
        }
    }
}

impl Plan {
    /// The plan that likely takes the least time.
    pub async fn choose(db: &impl Run, list: List<'_>) -> Result<Plan> {
        let filter = list.filter;
        let sought = filter.words();
        if sought.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Plan::Nothing);
        }
        let mut ways = ways(db, list).await?;
        let has_more = !filter.status.is_empty() || filter.kit.is_some() || filter.portal.is_some();
        if sought.is_none() && ways.len() == 1 && !has_more {
            return Ok(ways.pop().map_or(Plan::Nothing, |(way, sources)| Plan::Walk(way, sources, None)));
        }
        if sought.is_none()
            && ways.is_empty()
            && let Some((by, found)) = found::by_fact(db, filter).await?
        {
            return Ok(Plan::Gather(by, found));
        }
        if sought.is_none() && ways.is_empty() {
            return Ok(Plan::Walk(Way::Time, vec![Source::time(filter)], None));
        }
        let (way, sources, size) = shortest(db, list, ways).await?;
        Ok(match sought {
            _ if size == 0 => Plan::Nothing,
            Some(words) if size > FEW => match found::rarest(db, &words, (size < COUNTED_UP_TO).then_some(size)).await?
            {
                Rarest::Few(word, found) => Plan::Gather(By::Word(word), found),
                Rarest::Many(frequent) => Plan::Walk(way, sources, frequent),
            },
            _ => Plan::Walk(way, sources, None),
        })
    }

    /// Every plan that there is.
    pub async fn all(db: &impl Run, list: List<'_>) -> Result<Vec<Plan>> {
        let mut plans = vec![Self::choose(db, list).await?];
        let words = list.filter.words();
        if words.as_ref().is_some_and(Vec::is_empty) {
            return Ok(plans);
        }
        let mut ways = ways(db, list).await?;
        ways.push((Way::Time, vec![Source::time(list.filter)]));
        for (way, sources) in ways {
            for word in words.iter().flatten() {
                let frequent = Frequent { word: word.clone(), share: Share::Few };
                plans.push(Plan::Walk(way, sources.clone(), Some(frequent)));
            }
            plans.push(Plan::Walk(way, sources, None));
        }
        for word in words.into_iter().flatten() {
            if let Some(found) = found::with(db, &word, COUNTED_UP_TO).await? {
                plans.push(Plan::Gather(By::Word(word), found));
            }
        }
        plans.extend(found::by_fact(db, list.filter).await?.map(|(by, found)| Plan::Gather(by, found)));
        Ok(plans)
    }

    /// A page of the list.
    pub async fn page(&self, db: &impl Run, list: List<'_>, page: Page) -> Result<Vec<Request>> {
        self.read(db, list, page, COLUMNS, |row: &Request| row.id).await
    }

    /// A page of the list: only which requests, and how often they changed.
    pub async fn entries(&self, db: &impl Run, list: List<'_>, page: Page) -> Result<Vec<Entry>> {
        self.read(db, list, page, "r.id, r.created_at, r.version", |entry: &Entry| entry.id).await
    }

    /// These columns of the requests of a page; in one stroke, where one walk along requests finds them.
    async fn read<R: FromRow>(
        &self,
        db: &impl Run,
        list: List<'_>,
        page: Page,
        columns: &str,
        id_of: impl Fn(&R) -> RequestId,
    ) -> Result<Vec<R>> {
        if let Plan::Walk(way, sources, _) = self
            && let [source] = sources.as_slice()
        {
            let queries = source.firsts(list, Some(columns), &conditions(list, *way, None), page);
            if let ([query], true) = (queries.as_slice(), source.is_of_requests()) {
                return query.clone().all(db).await;
            }
        }
        let keys = self.keys(db, list, page).await?;
        let mut rows: HashMap<RequestId, R> = HashMap::with_capacity(keys.len());
        for chunk in keys.chunks(LIST_CHUNK) {
            let mut query = Query::new(&format!("SELECT {columns} FROM requests r WHERE r.id IN "));
            query.push_list(chunk.iter().map(|key| key.id));
            rows.extend(query.all(db).await?.into_iter().map(|row: R| (id_of(&row), row)));
        }
        Ok(keys.iter().filter_map(|key| rows.remove(&key.id)).collect())
    }

    /// The times and ids of a page.
    pub async fn keys(&self, db: &impl Run, list: List<'_>, page: Page) -> Result<Vec<Key>> {
        match self {
            Plan::Nothing => Ok(vec![]),
            Plan::Walk(way, sources, _) => {
                let rest = conditions(list, *way, None);
                let mut keys: Vec<Key> = Vec::new();
                for query in sources.iter().flat_map(|source| source.firsts(list, None, &rest, page)) {
                    keys.extend(query.all::<_, Key>(db).await?);
                }
                keys.sort();
                keys.dedup();
                if !page.ascending {
                    keys.reverse();
                }
                keys.truncate(page.size as usize);
                Ok(keys)
            }
            Plan::Gather(by, found) => {
                let mut query = Query::new("SELECT r.created_at, r.id");
                gathered(&mut query, db, list, by, found);
                after(&mut query, "r.created_at", "r.id", page);
                query.all(db).await
            }
        }
    }

    /// How many there are in all, up to what is counted.
    pub async fn count(&self, db: &impl Run, list: List<'_>) -> Result<u64> {
        let filter = list.filter;
        match self {
            Plan::Nothing => Ok(0),
            Plan::Walk(Way::Time, ..) if is_kept(list) => {
                requests::counted(db, &filter.status, filter.portal, filter.kit).await
            }
            Plan::Walk(way, sources, frequent) => {
                if let Some(frequent) = frequent
                    && found::are_enough(db, list, frequent).await?
                {
                    return Ok(COUNTED_UP_TO);
                }
                let mut query = Query::default();
                let rest = conditions(list, *way, None);
                for (number, source) in sources.iter().enumerate() {
                    query.push(if number == 0 { "" } else { " UNION " }, vec![]);
                    source.ids(&mut query, list, &rest, COUNTED_UP_TO, &format!("s{number}"));
                }
                if query.is_empty() { Ok(0) } else { rows_of(db, &query).await }
            }
            Plan::Gather(by, found) => {
                let rest = by.rest(list);
                if rest.is_empty() && filter.status.is_empty() && !is_of_a_time(filter) {
                    return Ok(COUNTED_UP_TO.min(found.len() as u64));
                }
                let mut query = Query::new("SELECT r.id");
                gathered(&mut query, db, list, by, found);
                query.push(" LIMIT ?", args![COUNTED_UP_TO]);
                rows_of(db, &query).await
            }
        }
    }
}

/// ` FROM … WHERE …` of the requests of the list among those that were gathered.
fn gathered(query: &mut Query, db: &impl Run, list: List<'_>, by: &By, found: &[RequestId]) {
    let ids: Vec<i64> = found.iter().map(|id| id.0).collect();
    let (these, value) = given(db.engine(), &ids);
    query.push(&format!(" FROM {these} g CROSS JOIN requests r WHERE r.id = g.id"), vec![value]);
    states_and_times(query, list.filter);
    query.append(&by.rest(list));
}

/// How many rows a query has, up to what is counted.
pub(super) async fn rows_of(db: &impl Run, of: &Query) -> Result<u64> {
    let mut query = Query::new("SELECT COUNT(*) AS value FROM (");
    query.append(of).push(") counted", vec![]);
    Ok(query.one(db).await?.map_or(0, |Single(count): Single<u64>| count.min(COUNTED_UP_TO)))
}

/// Whether the requests of the list are kept count of.
fn is_kept(list: List<'_>) -> bool {
    let super::Filter {
        status: _,
        kit: _,
        portal: _,
        asset,
        mail_key,
        domain,
        answer,
        has_reason,
        content_type,
        decided,
        responsible,
        q,
        created_after,
        created_before,
    } = list.filter;
    matches!(list.viewer, Viewer::Everything)
        && !list.answered
        && asset.is_none()
        && mail_key.is_none()
        && domain.is_none()
        && answer.is_none()
        && has_reason.is_none()
        && content_type.is_none()
        && decided.is_none()
        && responsible.is_none()
        && sought(q.as_deref()).is_none()
        && created_after.is_none()
        && created_before.is_none()
}

/// The way past the fewest requests, and past how many, up to what is counted: beyond that they are all the same.
async fn shortest(db: &impl Run, list: List<'_>, ways: Vec<(Way, Vec<Source>)>) -> Result<(Way, Vec<Source>, u64)> {
    let mut best: Option<(Way, Vec<Source>, u64)> = None;
    for (way, sources) in ways {
        let size = size_of(db, list, &sources).await?;
        if best.as_ref().is_none_or(|(.., least)| size < *least) {
            best = Some((way, sources, size));
        }
    }
    let filter = list.filter;
    let by_time = vec![Source::time(filter)];
    let size = match is_of_a_time(filter) {
        true => size_of(db, list, &by_time).await?,
        false => requests::counted(db, &filter.status, filter.portal, filter.kit).await?.min(COUNTED_UP_TO),
    };
    Ok(match best {
        Some(best) if best.2 <= size => best,
        _ => (Way::Time, by_time, size),
    })
}

/// Past how many requests a walk along these sources leads.
async fn size_of(db: &impl Run, list: List<'_>, sources: &[Source]) -> Result<u64> {
    let mut size = 0;
    for source in sources {
        let mut query = Query::default();
        source.passed(&mut query, list, COUNTED_UP_TO);
        size += rows_of(db, &query).await?;
        if size >= COUNTED_UP_TO {
            return Ok(COUNTED_UP_TO);
        }
    }
    Ok(size)
}
