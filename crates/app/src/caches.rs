//! Exact caches: answers that count until something that they are made of changes, and not a moment longer.
//!
//! An answer is kept with the [`Stamp`] that was taken before its rows were read, the subjects that these rows are about,
//! and the moment at which it lapses by the clock. [`Answers::get`] gives it out only while nothing of that changed; see
//! `store::changes` for how this process knows. Requests, the history and the outbox are no subjects: a flood of them
//! empties nothing.

use crate::{
    App, Viewer,
    download::{Archive, Permit},
    metrics::Counter,
    show_request::RequestView,
    submit::Front,
    viewer::Proven,
};
use domain::{BrowserId, SessionId, TechnicalProperty, Timestamp, TokenScope};
use quick_cache::{Weighter, sync::Cache};
use std::{
    fmt::{Display, Write},
    sync::Arc,
};
use store::{previews::Preview, users::User};

pub use store::changes::{Stamp, Subject};

/// Answers by their questions.
pub struct Answers<V> {
    kept: Cache<String, Kept<V>, Bytes>,
    hits: Counter,
    misses: Counter,
}

#[derive(Clone)]
struct Kept<V> {
    answer: V,
    stamp: Stamp,
    about: Arc<[Subject]>,
    until: Option<Timestamp>,
    bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl<V> Weighter<String, Kept<V>> for Bytes {
    fn weight(&self, question: &String, kept: &Kept<V>) -> u64 {
        // What an entry takes beside what it holds.
        200 + question.len() as u64 + kept.about.len() as u64 * 16 + kept.bytes
    }
}

impl<V: Clone> Answers<V> {
    /// Room for answers of so many bytes in all, of which one takes about `usual`.
    pub fn new(bytes: u64, usual: u64) -> Self {
        let count = usize::try_from(bytes / (usual + 300)).unwrap_or(usize::MAX).max(16);
        Self { kept: Cache::with_weighter(count, bytes, Bytes), hits: Counter::default(), misses: Counter::default() }
    }

    /// The answer, if one is kept and still counts.
    pub fn get(&self, app: &App, question: &str) -> Option<V> {
        let is_current = |kept: &Kept<V>| {
            kept.until.is_none_or(|until| app.now() < until) && app.store.is_current(kept.stamp, &kept.about)
        };
        let found = self.kept.get(question).filter(is_current);
        let counter = if found.is_some() { &self.hits } else { &self.misses };
        counter.add(1);
        found.map(|kept| kept.answer)
    }

    /// How often there was an answer, and how often there was none.
    pub fn counts(&self) -> [u64; 2] {
        [self.hits.count(), self.misses.count()]
    }

    /// The answer to a question, if one is kept and still counts.
    pub(crate) fn answer(&self, app: &App, question: &Question) -> Option<V> {
        self.get(app, &question.text)
    }

    /// Keeps an answer of so many bytes, made from rows that were read after `stamp` and are about these subjects, until it
    /// lapses.
    pub fn keep(&self, question: String, made: Made<'_>, bytes: u64, answer: V) {
        let Made { stamp, about, until } = made;
        self.kept.insert(question, Kept { answer, stamp, about: about.into(), until, bytes });
    }
}

/// What an answer was made from.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// Taken before the rows were read.
    pub stamp: Stamp,
    /// What these rows are about.
    pub about: &'a [Subject],
    /// When it lapses by the clock.
    pub until: Option<Timestamp>,
}

/// A question about an asset at an address, by somebody who stands at the door in a certain way: whoever asks in the same
/// words is answered alike.
#[derive(Debug)]
pub struct Question {
    pub(crate) text: String,
    stamp: Stamp,
}

impl Question {
    /// What this viewer asks. Taken before anything is read but who they are: their role counts too, so that the answer is
    /// as old as what is known of them.
    pub fn new(app: &App, viewer: &Viewer, portal: Option<&str>, kit: Option<&str>, what: impl Display) -> Self {
        let stamp = viewer.stamp.unwrap_or_else(|| app.stamp());
        // What comes from outside is quoted, so that two questions never read alike.
        let mut text = format!("{portal:?}/{kit:?} {what}");
        let subjects = viewer.subjects();
        for subject in &subjects {
            // Writing into a String never fails.
            let _ = write!(text, " {subject:?}");
        }
        if subjects.is_empty() {
            // Where nobody is known, a download is counted by the network.
            let _ = write!(text, " from {}", viewer.network);
        }
        for proof in &viewer.unlocked {
            let _ = write!(text, " {proof:?}");
        }
        Self { text, stamp }
    }

    /// How an answer was made that rests on these subjects and lapses then.
    pub(crate) fn made<'a>(&self, about: &'a [Subject], until: Option<Timestamp>) -> Made<'a> {
        Made { stamp: self.stamp, about, until }
    }
}

/// What an installation keeps in memory.
pub(crate) struct Caches {
    /// Who is signed in, and until when, by the hash of a cookie.
    pub sessions: Answers<(SessionId, User, Timestamp)>,
    /// Who calls and what they may do, by the hash of a token.
    pub tokens: Answers<(User, TokenScope, Option<Timestamp>)>,
    /// Which requester came by a link, by its id.
    pub proven: Answers<Proven>,
    /// Which browser it is, by the hash of a cookie.
    pub browsers: Answers<BrowserId>,
    /// Who may download what where.
    pub permits: Answers<Arc<Permit>>,
    /// Requests as lists show them, by id and version.
    pub requests: Answers<Arc<RequestView>>,
    /// Archives that were planned.
    pub archives: Answers<Arc<Archive>>,
    /// Which pictures show where.
    pub pictures: Answers<Arc<Preview>>,
    /// What assets are called that visitors see somewhere.
    pub visible: Answers<String>,
    /// Places where strangers ask by the public call.
    pub fronts: Answers<Arc<Front>>,
    /// Which assets show to strangers where.
    pub shown: Answers<()>,
    /// Which technical properties were set.
    pub properties: Answers<Arc<Vec<(TechnicalProperty, bool)>>>,
    /// When downloads were counted. Nothing takes that back, so that it needs no subject.
    pub counted: Cache<String, Timestamp>,
    /// When somebody looked at a page.
    pub viewed: Cache<String, Timestamp>,
}

const MEBIBYTE: u64 = 1024 * 1024;

impl Caches {
    pub fn new() -> Self {
        Self {
            sessions: Answers::new(MEBIBYTE, 500),
            tokens: Answers::new(MEBIBYTE, 500),
            proven: Answers::new(4 * MEBIBYTE, 300),
            browsers: Answers::new(2 * MEBIBYTE, 50),
            permits: Answers::new(32 * MEBIBYTE, 1_500),
            archives: Answers::new(48 * MEBIBYTE, 50_000),
            requests: Answers::new(6 * MEBIBYTE, 3_500),
            pictures: Answers::new(8 * MEBIBYTE, 400),
            visible: Answers::new(4 * MEBIBYTE, 50),
            fronts: Answers::new(2 * MEBIBYTE, 4_000),
            shown: Answers::new(4 * MEBIBYTE, 50),
            properties: Answers::new(10_000, 200),
            counted: Cache::new(20_000),
            viewed: Cache::new(20_000),
        }
    }

    /// How often each had an answer, and how often it had none.
    pub fn counts(&self) -> [(&'static str, [u64; 2]); 12] {
        [
            ("sessions", self.sessions.counts()),
            ("tokens", self.tokens.counts()),
            ("proven", self.proven.counts()),
            ("browsers", self.browsers.counts()),
            ("permits", self.permits.counts()),
            ("requests", self.requests.counts()),
            ("archives", self.archives.counts()),
            ("pictures", self.pictures.counts()),
            ("visible", self.visible.counts()),
            ("fronts", self.fronts.counts()),
            ("shown", self.shown.counts()),
            ("properties", self.properties.counts()),
        ]
    }
}

impl App {
    /// The present moment in the sequence of changes: to be taken before the rows are read that an answer is made of.
    pub fn stamp(&self) -> Stamp {
        self.store.stamp()
    }

    /// Follows what other processes change, for as long as it is polled. Without it nothing is answered from memory.
    pub async fn follow_changes(&self) {
        self.store.follow().await;
    }
}
