//! Where a list is read from: indexes that lead to requests in the order of time, state by state.

use super::{
    Filter, List, Page, Viewer,
    conditions::{of_domain, of_place},
};
use crate::{
    Result, Run,
    sql::{Query, Single, ToValue, all, args},
};
use domain::*;

/// By what a list is read. Every request in it is found so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The time, the state, the place.
    Time,
    /// The words that are sought.
    Words,
    /// The asset that is asked for.
    Asset,
    /// The requester.
    Mail,
    /// The requesters of a domain.
    Domain,
    /// The responsible that is filtered by.
    Responsible,
    /// Who looks at it.
    Viewer,
    /// When people decided.
    Decision,
    /// The type of files that is asked for.
    Format,
}

/// The table whose index leads to the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Requests,
    Items,
    Responsibles,
}

impl Lead {
    fn from(self) -> &'static str {
        match self {
            Lead::Requests => "requests r",
            Lead::Items => "request_items x",
            Lead::Responsibles => "request_responsibles x",
        }
    }

    fn at(self) -> &'static str {
        if self == Lead::Requests { "r.created_at" } else { "x.asked_at" }
    }

    fn id(self) -> &'static str {
        if self == Lead::Requests { "r.id" } else { "x.request_id" }
    }

    fn status(self) -> &'static str {
        if self == Lead::Requests { "r.status" } else { "x.request_status" }
    }
}

/// An index, and which of its rows.
#[derive(Debug, Clone)]
pub(super) struct Source {
    lead: Lead,
    /// Beginning with ` AND `.
    which: Query,
    /// What is asked of the request besides.
    also: &'static str,
    /// Whether the index has each state in the order of time; else it has all of them together.
    by_status: bool,
}

impl Source {
    fn of(lead: Lead, which: &str, value: impl ToValue, by_status: bool) -> Self {
        let mut query = Query::default();
        query.push(which, args![value]);
        Self { lead, which: query, also: "", by_status }
    }

    /// Requests by their time, their state, their place.
    pub fn time(filter: &Filter) -> Self {
        // The indexes of places hold each state in the order of time, the one of time all of them.
        let mut which = Query::default();
        of_place(&mut which, filter);
        let by_status = !filter.status.is_empty() || !which.is_empty();
        Self { lead: Lead::Requests, which, also: "", by_status }
    }

    /// ` FROM … WHERE …` of what is in these states (any, where there are none) and within the filter's times.
    fn rows(&self, query: &mut Query, list: List<'_>, states: &[RequestStatus], rest: &Query) {
        query.push(&format!(" FROM {}", self.lead.from()), vec![]);
        // Where the index says it all, the requests need not be read.
        let reads_requests = self.lead != Lead::Requests && !(rest.is_empty() && self.also.is_empty());
        // Said like this SQLite reads the index first, whatever else there is.
        query.push(
            if reads_requests { " CROSS JOIN requests r WHERE r.id = x.request_id" } else { " WHERE 1 = 1" },
            vec![],
        );
        query.append(&self.which).push(self.also, vec![]);
        if let [state] = states {
            query.push(&format!(" AND {} = ?", self.lead.status()), args![*state]);
        } else if !states.is_empty() {
            query.push(&format!(" AND {} IN ", self.lead.status()), vec![]).push_list(states.iter().copied());
        }
        within(query, self.lead.at(), list.filter);
        query.append(rest);
    }

    /// Whether it is an index of requests themselves.
    pub fn is_of_requests(&self) -> bool {
        self.lead == Lead::Requests
    }

    /// The first rows of each run of the index that is in the order of time, as queries for these columns of the request, or
    /// for its time and id.
    pub fn firsts(&self, list: List<'_>, columns: Option<&str>, rest: &Query, page: Page) -> Vec<Query> {
        let runs: Vec<&[RequestStatus]> = match (self.by_status, list.filter.status.as_slice()) {
            (false, states) => vec![states],
            (true, []) => RequestStatus::ALL.chunks(1).collect(),
            (true, states) => states.chunks(1).collect(),
        };
        let first = |states: &&[RequestStatus]| {
            let mut query = match columns {
                Some(columns) => Query::new(&format!("SELECT {columns}")),
                None => Query::new(&format!("SELECT {} AS created_at, {} AS id", self.lead.at(), self.lead.id())),
            };
            self.rows(&mut query, list, states, rest);
            after(&mut query, self.lead.at(), self.lead.id(), page);
            query
        };
        runs.iter().map(first).collect()
    }

    /// The ids of up to `most` of its rows, as the part of a query that has the name `name`.
    pub fn ids(&self, query: &mut Query, list: List<'_>, rest: &Query, most: u64, name: &str) {
        self.ids_of(query, list, &list.filter.status, rest, most, name);
    }

    /// The ids of up to `most` of the rows that a walk along it passes, as far as the index tells.
    pub fn passed(&self, query: &mut Query, list: List<'_>, most: u64) {
        let states: &[RequestStatus] = if self.by_status { &list.filter.status } else { &[] };
        self.ids_of(query, list, states, &Query::default(), most, "s");
    }

    fn ids_of(&self, query: &mut Query, list: List<'_>, states: &[RequestStatus], rest: &Query, most: u64, name: &str) {
        // An index that has each state by itself has times only within a state.
        let states =
            if self.by_status && states.is_empty() && is_of_a_time(list.filter) { RequestStatus::ALL } else { states };
        query.push(&format!("SELECT {name}.id FROM (SELECT {} AS id", self.lead.id()), vec![]);
        self.rows(query, list, states, rest);
        query.push(&format!(" LIMIT ?) {name}"), args![most]);
    }
}

/// Whether the filter names a time.
pub(super) fn is_of_a_time(filter: &Filter) -> bool {
    filter.created_after.is_some() || filter.created_before.is_some()
}

/// What came within the filter's times.
fn within(query: &mut Query, at: &str, filter: &Filter) {
    if let Some(after) = filter.created_after {
        query.push(&format!(" AND {at} >= ?"), args![after]);
    }
    if let Some(before) = filter.created_before {
        query.push(&format!(" AND {at} < ?"), args![before]);
    }
}

/// What comes after the last row of the page before, in the page's order, and no more than its size.
pub(super) fn after(query: &mut Query, at: &str, id: &str, page: Page) {
    let (compare, order) = if page.ascending { (">", "ASC") } else { ("<", "DESC") };
    if let Some((moment, request)) = page.after {
        query.push(&format!(" AND ({at}, {id}) {compare} (?, ?)"), args![moment, request]);
    }
    query.push(&format!(" ORDER BY {at} {order}, {id} {order} LIMIT ?"), args![page.size]);
}

/// What is asked of the state and the time of the request `r`.
pub(super) fn states_and_times(query: &mut Query, filter: &Filter) {
    if !filter.status.is_empty() {
        query.push(" AND r.status IN ", vec![]).push_list(filter.status.iter().copied());
    }
    within(query, "r.created_at", filter);
}

/// Past so many folders of one responsible, reading the list of each takes longer than looking at requests.
const MOST_FOLDERS: usize = 50;

/// The ways, but for time, in which a list may be read, the one that likely leads to the fewest requests first.
pub(super) async fn ways(db: &impl Run, list: List<'_>) -> Result<Vec<(Way, Vec<Source>)>> {
    let (filter, mut ways) = (list.filter, Vec::new());
    if let Some(asset) = filter.asset {
        ways.push((Way::Asset, vec![Source::of(Lead::Items, " AND x.asset_id = ?", asset, true)]));
    }
    if let Some(key) = &filter.mail_key {
        ways.push((Way::Mail, requester(db, key).await?));
    }
    if let Some(domain) = &filter.domain
        && let Some(sources) = requesters(db, domain).await?
    {
        ways.push((Way::Domain, sources));
    }
    if let Some((user, for_external_users)) = filter.responsible
        && let Some(sources) = responsible(db, user, for_external_users).await?
    {
        ways.push((Way::Responsible, sources));
    }
    if let Viewer::Theirs { user, can_be_responsible, responsible_for_external_users } = list.viewer {
        let to_decide = match can_be_responsible {
            true => responsible(db, user, responsible_for_external_users).await?,
            false => Some(vec![]),
        };
        if let Some(mut sources) = to_decide {
            sources.push(Source::of(Lead::Requests, " AND r.user_id = ?", user, false));
            ways.push((Way::Viewer, sources));
        }
    }
    Ok(ways)
}

/// What somebody asked for: at most one external user and one user have an address.
async fn requester(db: &impl Run, key: &str) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    let sql = "SELECT id AS value FROM external_users WHERE mail_key = $1";
    for Single(id) in all::<_, Single<ExternalUserId>>(db, sql, args![key]).await? {
        sources.push(Source::of(Lead::Requests, " AND r.external_user_id = ?", id, false));
    }
    let sql = "SELECT id AS value FROM users WHERE mail_key = $1";
    for Single(id) in all::<_, Single<UserId>>(db, sql, args![key]).await? {
        sources.push(Source::of(Lead::Requests, " AND r.user_id = ?", id, false));
    }
    Ok(sources)
}

/// Past so many people of one domain, reading the list of each takes longer than looking at requests.
const MOST_REQUESTERS: usize = 50;

/// What people asked for who have an address of a domain; nothing where there are too many of them.
async fn requesters(db: &impl Run, domain: &str) -> Result<Option<Vec<Source>>> {
    let pattern = of_domain(domain);
    let sql = "SELECT id AS value FROM external_users WHERE mail_key LIKE $1 LIMIT $2";
    let people: Vec<Single<ExternalUserId>> = all(db, sql, args![&pattern, MOST_REQUESTERS as u64 + 1]).await?;
    let sql = "SELECT id AS value FROM users WHERE mail_key LIKE $1 LIMIT $2";
    let users: Vec<Single<UserId>> = all(db, sql, args![&pattern, MOST_REQUESTERS as u64 + 1]).await?;
    if people.len() + users.len() > MOST_REQUESTERS {
        return Ok(None);
    }
    let of = |which: &str, value: i64| Source::of(Lead::Requests, which, value, false);
    let mut sources: Vec<Source> =
        people.into_iter().map(|Single(id)| of(" AND r.external_user_id = ?", id.0)).collect();
    sources.extend(users.into_iter().map(|Single(id)| of(" AND r.user_id = ?", id.0)));
    Ok(Some(sources))
}

/// What somebody is a responsible of; nothing where there are too many folders.
async fn responsible(db: &impl Run, user: UserId, for_external_users: bool) -> Result<Option<Vec<Source>>> {
    let sql = "SELECT folder_id AS value FROM folder_responsibles WHERE user_id = $1 LIMIT $2";
    let folders: Vec<Single<FolderId>> = all(db, sql, args![user, MOST_FOLDERS as u64 + 1]).await?;
    if folders.len() > MOST_FOLDERS {
        return Ok(None);
    }
    let mut sources = vec![Source::of(Lead::Responsibles, " AND x.user_id = ?", user, true)];
    sources.extend(folders.into_iter().map(|Single(folder)| Source {
        // Of several items in a folder the first one stands for the request.
        also: " AND r.routing = 'folders' AND NOT EXISTS (SELECT 1 FROM request_items y \
               WHERE y.request_id = x.request_id AND y.folder_id = x.folder_id AND y.id < x.id)",
        ..Source::of(Lead::Items, " AND x.folder_id = ?", folder, true)
    }));
    if for_external_users {
        let which = Query::new(" AND r.routes_external = 1");
        sources.push(Source { lead: Lead::Requests, which, also: "", by_status: true });
    }
    Ok(Some(sources))
}
