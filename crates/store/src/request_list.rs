//! Lists of download requests: what somebody may see, filtered, a page at a time.

mod conditions;
mod found;
mod plan;
mod sources;

use crate::{Result, Run, requests::Request, search::sought, sql::from_row};
use domain::*;
use plan::Plan;

pub(crate) use conditions::may_be_seen;

/// Who looks at the list, and so which requests are in it.
#[derive(Debug, Clone, Copy)]
pub enum Viewer {
    /// Managers and admins: every request.
    Everything,
    /// Others: the ones that they may decide, and their own.
    Theirs {
        /// Who it is.
        user: UserId,
        /// Whether they may be anybody's responsible at all.
        can_be_responsible: bool,
        /// Whether they are marked *responsible for external users*.
        responsible_for_external_users: bool,
    },
}

/// Which requests a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// In one of these states; any where empty.
    pub status: Vec<RequestStatus>,
    /// Asked from this kit.
    pub kit: Option<KitId>,
    /// Asked from this portal.
    pub portal: Option<PortalId>,
    /// Asking for this asset.
    pub asset: Option<AssetId>,
    /// Asked by this address (its normalised key).
    pub mail_key: Option<String>,
    /// Asked by an address of this domain, as it stands in the key of one.
    pub domain: Option<String>,
    /// In which a question was answered.
    pub answer: Option<Answered>,
    /// That give a reason, or none.
    pub has_reason: Option<bool>,
    /// Asking for an asset whose file is of this type now.
    pub content_type: Option<String>,
    /// Decided by people, and when.
    pub decided: Option<ByPeople>,
    /// That this user is a responsible of.
    pub responsible: Option<(UserId, bool)>,
    /// Words, each of which begins one in the reason (what was answered and added with it), in the requester's name and mail,
    /// or in what is said of an asset.
    pub q: Option<String>,
    /// Came at or after.
    pub created_after: Option<Timestamp>,
    /// Came before.
    pub created_before: Option<Timestamp>,
}

/// That people decided a request, when they did so last, and how long it had waited by then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByPeople {
    /// At this moment or later.
    pub after: Option<Timestamp>,
    /// Before this one.
    pub before: Option<Timestamp>,
    /// So many seconds or longer.
    pub waited: Option<u32>,
    /// Less than so many seconds.
    pub waited_less: Option<u32>,
}

/// A question of an owner, and what was answered to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What was asked, as it was worded then.
    pub question: String,
    /// The whole answer; a box that was ticked or not says `yes` or `no`. None: anything.
    pub answer: Option<String>,
}

impl Answered {
    /// Whether a box may have been ticked, or not.
    fn ticked(&self) -> Option<bool> {
        match self.answer.as_deref() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        }
    }
}

impl Filter {
    /// The words that every request of the list is found with: those that are sought, and those of an answer.
    fn words(&self) -> Option<Vec<String>> {
        // A box has no words.
        let answer = self.answer.as_ref().filter(|answered| answered.ticked().is_none());
        let answer = answer.and_then(|answered| answered.answer.as_deref()).map(text::sought).unwrap_or_default();
        match sought(self.q.as_deref()) {
            Some(words) if words.is_empty() => Some(words),
            Some(words) => Some(words.into_iter().chain(answer).collect()),
            None => (!answer.is_empty()).then_some(answer),
        }
    }
}

/// A page of the list: where it begins, and which way it goes.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// Oldest first.
    pub ascending: bool,
    /// The last row of the page before.
    pub after: Option<(Timestamp, RequestId)>,
    /// How many rows at the most.
    pub size: u32,
}

/// A request in a list: which one, and how often it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which one.
    pub id: RequestId,
    /// When it came.
    pub created_at: Timestamp,
    /// Rises with each change.
    pub version: i64,
}

from_row!(Entry { id, created_at, version });

/// How far a list is counted row by row.
pub const COUNTED_UP_TO: u64 = 10_000;

/// What a list is of.
#[derive(Clone, Copy)]
struct List<'a> {
    viewer: Viewer,
    filter: &'a Filter,
    /// Only those that answer questions.
    answered: bool,
}

/// What a list is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    created_at: Timestamp,
    id: RequestId,
}

from_row!(Key { created_at, id });

/// A page of the requests that `viewer` may see.
pub async fn page(db: &impl Run, viewer: Viewer, filter: &Filter, page: Page) -> Result<Vec<Request>> {
    let list = List { viewer, filter, answered: false };
    Plan::choose(db, list).await?.page(db, list, page).await
}

/// A page of the requests that `viewer` may see, and how many there are in all, as [`count`] counts them. Who keeps requests
/// in memory need not read those again that did not change.
pub async fn entries_and_count(
    db: &impl Run,
    viewer: Viewer,
    filter: &Filter,
    page: Page,
) -> Result<(Vec<Entry>, u64)> {
    let list = List { viewer, filter, answered: false };
    let plan = Plan::choose(db, list).await?;
    tokio::try_join!(plan.entries(db, list, page), plan.count(db, list))
}

/// Those of the requests that `viewer` may see that answer questions, oldest first: `size` of them after a row.
pub async fn answered(
    db: &impl Run,
    viewer: Viewer,
    filter: &Filter,
    after: Option<(Timestamp, RequestId)>,
    size: u32,
) -> Result<Vec<Request>> {
    let list = List { viewer, filter, answered: true };
    let page = Page { ascending: true, after, size };
    Plan::choose(db, list).await?.page(db, list, page).await
}

/// How many requests of the list there are in all: exactly, where what is filtered by is kept count of or there are no more
/// than [`COUNTED_UP_TO`]; else that many.
pub async fn count(db: &impl Run, viewer: Viewer, filter: &Filter) -> Result<u64> {
    let list = List { viewer, filter, answered: false };
    Plan::choose(db, list).await?.count(db, list).await
}

/// The ids of up to `most` requests of the list, oldest first.
pub async fn ids(db: &impl Run, viewer: Viewer, filter: &Filter, most: u32) -> Result<Vec<RequestId>> {
    let list = List { viewer, filter, answered: false };
    let page = Page { ascending: true, after: None, size: most };
    let rows = Plan::choose(db, list).await?.keys(db, list, page).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// What each way of reading the list finds, with its name, a page and the count: for tests, since all have to agree.
#[doc(hidden)]
pub async fn by_every_plan(
    db: &impl Run,
    viewer: Viewer,
    filter: &Filter,
    page: Page,
) -> Result<Vec<(String, Vec<RequestId>, u64)>> {
    let list = List { viewer, filter, answered: false };
    let mut found = Vec::new();
    for plan in Plan::all(db, list).await? {
        let ids = plan.keys(db, list, page).await?.into_iter().map(|row| row.id).collect();
        found.push((format!("{plan:?}"), ids, plan.count(db, list).await?));
    }
    Ok(found)
}
