//! Numbers for operators. What happens is counted where it happens, in atomics, so that the quickest download pays a few
//! nanoseconds for it; what stands in the records is read when somebody asks, and at most once in a few seconds.
//!
//! [`gather`] writes them in the text that Prometheus reads; a face adds what it counts by itself to the same
//! [`Exposition`]. No number is about a person, and no label comes from outside.

mod exposition;
mod process;
mod records;

use crate::{App, jobs};
use domain::Timestamp;
use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};
use store::{Engine, Run};

pub use exposition::{Exposition, Histogram};

/// For how long numbers from the records go for fresh, however many ask.
const FRESH: Duration = Duration::from_secs(5);

/// Counts what happened.
#[derive(Debug, Default)]
pub struct Counter(AtomicU64);

impl Counter {
    /// It happened so often more.
    pub fn add(&self, more: u64) {
        self.0.fetch_add(more, Ordering::Relaxed);
    }

    /// How often it happened.
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Says how much of something there is just now.
#[derive(Debug, Default)]
pub struct Level(AtomicI64);

impl Level {
    /// There is one more.
    pub fn rise(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    /// There is one less.
    pub fn fall(&self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }

    fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// What became of the letters that were handed to the mail server.
#[derive(Debug, Default)]
pub(crate) struct Mails {
    pub sent: Counter,
    pub failed: Counter,
    pub refused: Counter,
}

/// What became of downloads.
#[derive(Debug, Default)]
pub struct Downloads {
    /// Files that were begun, ranges of them too.
    pub files: Counter,
    /// Archives that were begun, ranges of them too.
    pub archives: Counter,
    /// Files that were left to the web server in front of this.
    pub handed_over: Counter,
    /// Bytes that were given to connections.
    pub bytes: Counter,
    /// Downloads that broke because their bytes could not be read.
    pub broken: Counter,
    /// Streams of bytes that are under way.
    pub open: Level,
}

/// How a job ended.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ended {
    /// It is done.
    Done,
    /// It is tried again later.
    Later,
    /// It was given up.
    GivenUp,
}

/// What this process counts.
#[derive(Debug)]
pub struct Metrics {
    /// What became of downloads.
    pub downloads: Downloads,
    pub(crate) mails: Mails,
    /// By kind: done, put off, given up. Jobs are few, so a lock will do.
    jobs: Mutex<BTreeMap<String, [u64; 3]>>,
    seen: tokio::sync::Mutex<Option<(Timestamp, Option<records::Seen>)>>,
    since: Timestamp,
}

impl Metrics {
    /// For a process that begins now.
    pub(crate) fn since(since: Timestamp) -> Self {
        let (downloads, mails, jobs, seen) = Default::default();
        Self { downloads, mails, jobs, seen, since }
    }

    /// A job of a kind came to an end.
    pub(crate) fn ended(&self, kind: &str, how: Ended) {
        // Plain numbers: whole, whoever panicked beside them.
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.entry(kind.to_owned()).or_default()[how as usize] += 1;
    }
}

/// Everything that this process knows of itself and of the records, as text.
pub async fn gather(app: &App) -> Exposition {
    let mut text = Exposition::default();
    let database = match app.store.engine() {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    let build = [("version", env!("CARGO_PKG_VERSION")), ("database", database)];
    text.head("ajar_build_info", "gauge", "Always 1; the version that runs, and on which database.");
    text.sample("ajar_build_info", &build, 1);
    records::write(app, &mut text).await;
    work(app, &mut text);
    downloads(app, &mut text);
    for (name, help, count) in [
        ("ajar_cache_hits_total", "Answers that were given from memory.", 0),
        ("ajar_cache_misses_total", "Answers that were not in memory, or did not count any more.", 1),
    ] {
        text.head(name, "counter", help);
        for (cache, counts) in app.caches.counts() {
            text.sample(name, &[("cache", cache)], counts[count]);
        }
    }
    process::write(&mut text, app.metrics.since);
    text
}

fn work(app: &App, text: &mut Exposition) {
    let Mails { sent, failed, refused } = &app.metrics.mails;
    text.head(
        "ajar_mails_total",
        "counter",
        "Mails handed to the mail server, by what it said: sent, failed (tried again later), refused.",
    );
    for (outcome, count) in [("sent", sent), ("failed", failed), ("refused", refused)] {
        text.sample("ajar_mails_total", &[("outcome", outcome)], count.count());
    }
    text.head(
        "ajar_jobs_total",
        "counter",
        "Background work that came to an end: done, later (tried again), given_up.",
    );
    let mut ended = app.metrics.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
    // A series that begins with its first fault would hide it from a rate.
    for kind in jobs::KINDS {
        ended.entry((*kind).to_owned()).or_default();
    }
    for (kind, counts) in &ended {
        for (outcome, count) in ["done", "later", "given_up"].into_iter().zip(counts) {
            text.sample("ajar_jobs_total", &[("kind", kind), ("outcome", outcome)], count);
        }
    }
}

fn downloads(app: &App, text: &mut Exposition) {
    let Downloads { files, archives, handed_over, bytes, broken, open } = &app.metrics.downloads;
    text.head("ajar_downloads_total", "counter", "Downloads that were begun; each range counts.");
    text.sample("ajar_downloads_total", &[("kind", "file")], files.count());
    text.sample("ajar_downloads_total", &[("kind", "archive")], archives.count());
    text.head(
        "ajar_downloads_handed_over_total",
        "counter",
        "Downloads of files that were left to the web server in front.",
    );
    text.sample("ajar_downloads_handed_over_total", &[], handed_over.count());
    text.head("ajar_download_bytes_total", "counter", "Bytes of downloads that were given to connections.");
    text.sample("ajar_download_bytes_total", &[], bytes.count());
    text.head(
        "ajar_download_failures_total",
        "counter",
        "Downloads that broke off because their bytes could not be read.",
    );
    text.sample("ajar_download_failures_total", &[], broken.count());
    text.head("ajar_downloads_open", "gauge", "Downloads of large files and archives that are under way.");
    text.sample("ajar_downloads_open", &[], open.now());
}
