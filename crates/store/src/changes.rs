//! What changed, by subject: how exact caches know that what they hold is still so.
//!
//! Whoever keeps an answer takes a [`Stamp`] before reading the rows it is made of and remembers what these rows are
//! about. The answer counts for as long as nothing of that was touched since ([`Store::is_current`]). A
//! commit of this process touches before its caller hears of it. Commits of other processes are learnt from a feed: each
//! transaction writes what it touches into the table `changes` as its last statement, and [`Store::follow`] reads what is
//! new there four times a second. Where the feed could not be read for a second, nothing counts as current.

use crate::{
    Result, Run, Store, Table, Tx,
    sql::{FromRow, Row, Single, all, args, execute, one},
};
use domain::*;
use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant, SystemTime},
};

/// What a commit changed, or an answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Everything that shows of a kit: its row, its sections, the assets in them.
    Kit(KitId),
    /// Everything that shows of a portal: its row, which kits it gathers, its logo and cover.
    Portal(PortalId),
    /// Which kits and portals there are.
    Places,
    /// An asset, its versions and pictures.
    Asset(AssetId),
    /// A user: the row, sessions, tokens, grants.
    User(UserId),
    /// A requester: the row, links, grants.
    ExternalUser(ExternalUserId),
    /// A browser that a policy let in: its grants.
    Browser(BrowserId),
    /// One session.
    Session(SessionId),
    /// One link sent by mail.
    Link(LinkId),
    /// The technical properties.
    Properties,
    /// The settings, and what shows of the installation's logo.
    Settings,
    /// Who may be responsible for what: which users there are, in which roles, and whose folders are whose.
    Responsibles,
    /// Who is told what happens.
    Webhooks,
}

impl Subject {
    fn parts(self) -> (char, i64) {
        match self {
            Subject::Kit(id) => ('k', id.0),
            Subject::Portal(id) => ('p', id.0),
            Subject::Places => ('h', 0),
            Subject::Asset(id) => ('a', id.0),
            Subject::User(id) => ('u', id.0),
            Subject::ExternalUser(id) => ('e', id.0),
            Subject::Browser(id) => ('b', id.0),
            Subject::Session(id) => ('s', id.0),
            Subject::Link(id) => ('l', id.0),
            Subject::Properties => ('t', 0),
            Subject::Settings => ('g', 0),
            Subject::Responsibles => ('r', 0),
            Subject::Webhooks => ('w', 0),
        }
    }

    /// Its slot. Two subjects may share one: then touching the one asks for the other anew, which costs a query and is
    /// never wrong.
    fn slot((kind, id): (char, i64)) -> usize {
        // The finaliser of SplitMix64: neighbouring ids lie far apart.
        let mut bits = (id as u64).wrapping_mul(31).wrapping_add(u64::from(kind)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) % SLOTS) as usize
    }
}

const SLOTS: u64 = 1 << 16;

/// How long what other processes did may go unnoticed at the most.
const FRESH: Duration = Duration::from_secs(1);
/// How often the feed is read.
const PAUSE: Duration = Duration::from_millis(250);
/// How much of the feed is read again each time: a change becomes visible with its commit, which may be later than that
/// of one with a later time. The clocks of the processes may differ by as much.
const OVERLAP: i64 = 30 * 1_000_000;
/// How long the feed is kept.
const KEPT: i64 = 10 * 60 * 1_000_000;

/// A moment in the sequence of changes that this process knows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp(u64);

/// What this process knows of changes.
pub(crate) struct Changes {
    begun: Instant,
    /// Counts the changes.
    count: AtomicU64,
    /// For each slot the number of the last change that touched it.
    slots: Box<[AtomicU64]>,
    /// Until when the feed counts as read, in microseconds since `begun`.
    fresh_until: AtomicU64,
    feed: Mutex<Feed>,
}

#[derive(Default)]
struct Feed {
    /// The latest time in it.
    newest: i64,
    /// What was read of it, or written by this process, within the overlap: times by ids.
    seen: HashMap<i64, i64>,
}

/// A change as it stands in the feed.
struct Change {
    id: i64,
    at: i64,
    touched: String,
}

impl FromRow for Change {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.get("id")?, at: row.get("at")?, touched: row.get("touched")? })
    }
}

/// The feed lies between processes that run now: its time is the machine's, not the one that the records speak of.
#[expect(clippy::disallowed_methods, reason = "how long ago another process wrote is no part of any story")]
fn machine_time() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_micros()).unwrap_or(i64::MAX)
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch")]
fn stopwatch() -> Instant {
    Instant::now()
}

impl Changes {
    pub fn new() -> Self {
        let slots = std::iter::repeat_with(|| AtomicU64::new(0)).take(SLOTS as usize).collect();
        Self {
            begun: stopwatch(),
            count: AtomicU64::new(0),
            slots,
            fresh_until: AtomicU64::new(0),
            feed: Mutex::default(),
        }
    }

    /// From here on whatever was read before of these subjects counts no more.
    fn apply(&self, touched: impl IntoIterator<Item = (char, i64)>) {
        let number = self.count.fetch_add(1, Ordering::AcqRel) + 1;
        for subject in touched {
            self.slots[Subject::slot(subject)].fetch_max(number, Ordering::AcqRel);
        }
    }

    fn feed(&self) -> MutexGuard<'_, Feed> {
        // Plain numbers: whole, whoever panicked beside them.
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a transaction of this process touched, now that it is committed.
    pub fn committed(&self, written: &Written) {
        self.apply(written.touched.iter().map(|subject| subject.parts()));
        self.feed().seen.insert(written.id, written.at);
    }

    fn now(&self) -> u64 {
        u64::try_from(stopwatch().duration_since(self.begun).as_micros()).unwrap_or(u64::MAX)
    }
}

/// A change as a transaction wrote it, before its commit.
pub(crate) struct Written {
    id: i64,
    at: i64,
    touched: Vec<Subject>,
}

impl Tx {
    /// Says that this transaction changes what answers about `subject` are made of.
    pub(crate) fn touch(&self, subject: Subject) {
        let mut touched = self.touched();
        if !touched.fresh.contains(&subject) && !touched.subjects.contains(&subject) {
            touched.subjects.push(subject);
        }
    }

    /// Says that this transaction made `subject`: nobody can have an answer about it yet.
    pub(crate) fn fresh(&self, subject: Subject) {
        self.touched().fresh.push(subject);
    }

    /// Says that this transaction changes what shows of an asset, in every kit and portal, and on every page where it is the
    /// installation's logo.
    pub(crate) async fn touch_asset(&self, asset: AssetId) -> Result<()> {
        self.touch(Subject::Asset(asset));
        for (_, kit) in crate::kits::of_assets(self, &[asset]).await? {
            self.touch(Subject::Kit(kit));
        }
        let sql = "SELECT id AS value FROM portals WHERE logo_id = $1 OR cover_id = $1";
        for Single(portal) in all(self, sql, args![asset]).await? {
            self.touch(Subject::Portal(portal));
        }
        let sql = "SELECT logo_id AS value FROM settings WHERE logo_id = $1";
        if one::<_, Single<AssetId>>(self, sql, args![asset]).await?.is_some() {
            self.touch(Subject::Settings);
        }
        Ok(())
    }

    /// Writes what was touched into the feed; the last statement of a transaction.
    pub(crate) async fn write_feed(&self) -> Result<Option<Written>> {
        let touched = std::mem::take(&mut self.touched().subjects);
        if touched.is_empty() {
            return Ok(None);
        }
        let mut text = String::new();
        for (kind, id) in touched.iter().map(|subject| subject.parts()) {
            // Writing into a String never fails.
            let _ = write!(text, "{kind}{id} ");
        }
        let (id, at) = (self.id(Table::Changes).await?, machine_time());
        execute(self, "INSERT INTO changes (id, at, touched) VALUES ($1, $2, $3)", args![id, at, text]).await?;
        Ok(Some(Written { id, at, touched }))
    }
}

/// What an open transaction has touched so far.
#[derive(Default)]
pub(crate) struct Touched {
    subjects: Vec<Subject>,
    fresh: Vec<Subject>,
}

impl Store {
    /// The present moment in the sequence of changes. Taken before the rows are read that an answer is made of.
    pub fn stamp(&self) -> Stamp {
        Stamp(self.inner.changes.count.load(Ordering::Acquire))
    }

    /// Whether an answer still counts that was made from rows read after `stamp` and is about these subjects.
    pub fn is_current(&self, stamp: Stamp, subjects: &[Subject]) -> bool {
        let changes = &self.inner.changes;
        let untouched =
            |subject: &Subject| changes.slots[Subject::slot(subject.parts())].load(Ordering::Acquire) <= stamp.0;
        changes.now() < changes.fresh_until.load(Ordering::Acquire) && subjects.iter().all(untouched)
    }

    /// Follows what other processes change, for as long as it is polled.
    pub async fn follow(&self) {
        let mut is_lost = false;
        loop {
            let read = self.catch_up().await;
            match &read {
                Ok(()) if is_lost => tracing::info!("the feed of changes is read again"),
                // Once is enough: an outage is long, and others speak of it too.
                Err(error) if !is_lost => {
                    tracing::warn!(%error, "the feed of changes can't be read; meanwhile nothing is answered from memory");
                }
                _ => {}
            }
            is_lost = read.is_err();
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Learns what other processes changed up to now.
    pub async fn catch_up(&self) -> Result<()> {
        let changes = &self.inner.changes;
        let begun = changes.now();
        let since = changes.feed().newest.saturating_sub(OVERLAP);
        let sql = "SELECT id, at, touched FROM changes WHERE at > $1";
        let rows: Vec<Change> = all(&self.feed(), sql, args![since]).await?;
        {
            let mut feed = changes.feed();
            for row in rows {
                feed.newest = feed.newest.max(row.at);
                if feed.seen.insert(row.id, row.at).is_none() {
                    changes.apply(row.touched.split_ascii_whitespace().filter_map(read));
                }
            }
            let still_read = feed.newest.saturating_sub(OVERLAP);
            feed.seen.retain(|_, at| *at > still_read);
        }
        let fresh = u64::try_from(FRESH.as_micros()).unwrap_or(u64::MAX);
        changes.fresh_until.fetch_max(begun.saturating_add(fresh), Ordering::AcqRel);
        Ok(())
    }
}

fn read(word: &str) -> Option<(char, i64)> {
    let kind = word.chars().next()?;
    Some((kind, word.get(kind.len_utf8()..)?.parse().ok()?))
}

/// Forgets what every process has read long ago.
pub async fn forget(tx: &Tx) -> Result<()> {
    execute(tx, "DELETE FROM changes WHERE at < $1", args![machine_time().saturating_sub(KEPT)]).await?;
    Ok(())
}

/// How many changes the feed holds.
pub async fn count(db: &impl Run) -> Result<u64> {
    let row = one(db, "SELECT COUNT(*) AS value FROM changes", vec![]).await?;
    Ok(row.map_or(0, |Single(count)| count))
}
