//! Members in memory, with faults to order and a count of what was done.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use bytes::Bytes;
use delivery::stream::{Reader, Source};
use delivery::zip::{Entry, Plan};

/// How a member behaves.
#[derive(Clone)]
pub enum Member {
    Sound(Bytes),
    /// Zeros that take no memory.
    Zeros(u64),
    Missing,
    /// Says one size, has another: the reads past the end fail or come short.
    Short {
        said: u64,
        bytes: Bytes,
    },
    /// Fails from this offset on.
    Broken {
        bytes: Bytes,
        from: u64,
    },
    /// Has these bytes, though the plan says other.
    Grown(Bytes),
}

#[derive(Default)]
pub struct Counts {
    pub opened: AtomicUsize,
    /// Bytes that were announced.
    pub ahead: AtomicU64,
    pub read: AtomicU64,
    pub open_now: AtomicUsize,
}

#[derive(Clone)]
pub struct Shelf {
    pub members: Arc<Vec<Member>>,
    pub counts: Arc<Counts>,
    pub at_once: usize,
}

pub struct Open {
    member: Member,
    counts: Arc<Counts>,
}

static ZEROS: [u8; 1 << 20] = [0; 1 << 20];

impl Shelf {
    pub fn new(members: Vec<Member>) -> Self {
        Self { members: Arc::new(members), counts: Arc::default(), at_once: 1 }
    }

    /// A plan of all members, in order.
    pub fn plan(&self) -> Arc<Plan<usize>> {
        let entry = |(index, member): (usize, &Member)| {
            let (size, crc32) = match member {
                Member::Sound(bytes) | Member::Broken { bytes, .. } => (bytes.len() as u64, crc32fast::hash(bytes)),
                Member::Zeros(size) => (*size, 0),
                Member::Missing | Member::Grown(_) => (10, 0),
                Member::Short { said, .. } => (*said, 0),
            };
            Entry { name: index.to_string(), size, crc32, sha256: [0; 32], modified: 0, source: index }
        };
        Arc::new(Plan::new(self.members.iter().enumerate().map(entry).collect()).unwrap())
    }

    pub fn reader(&self, index: usize) -> Open {
        self.counts.opened.fetch_add(1, Ordering::Relaxed);
        self.counts.open_now.fetch_add(1, Ordering::Relaxed);
        Open { member: self.members[index].clone(), counts: self.counts.clone() }
    }

    pub fn read(&self) -> u64 {
        self.counts.read.load(Ordering::Relaxed)
    }
}

impl Source for Shelf {
    type Key = usize;
    type Reader = Open;

    fn at_once(&self) -> usize {
        self.at_once
    }

    async fn open(&self, key: &usize) -> io::Result<Open> {
        if matches!(self.members[*key], Member::Missing) {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no such member"));
        }
        Ok(self.reader(*key))
    }
}

impl Reader for Open {
    fn size(&self) -> u64 {
        match &self.member {
            Member::Sound(bytes) | Member::Broken { bytes, .. } | Member::Grown(bytes) => bytes.len() as u64,
            Member::Zeros(size) => *size,
            Member::Missing => 0,
            Member::Short { said, .. } => *said,
        }
    }

    fn ahead(&self, _offset: u64, len: u64) {
        self.counts.ahead.fetch_add(len, Ordering::Relaxed);
    }

    async fn read_at(&self, offset: u64, len: usize) -> io::Result<Bytes> {
        tokio::task::yield_now().await;
        self.counts.read.fetch_add(len as u64, Ordering::Relaxed);
        let start = usize::try_from(offset).unwrap_or(usize::MAX);
        match &self.member {
            Member::Zeros(_) => Ok(Bytes::from_static(&ZEROS[..len])),
            Member::Short { bytes, .. } => Ok(bytes.slice(start.min(bytes.len())..(start + len).min(bytes.len()))),
            Member::Broken { from, .. } if offset + len as u64 > *from => Err(io::Error::other("the disk is tired")),
            Member::Sound(bytes) | Member::Broken { bytes, .. } | Member::Grown(bytes) => {
                Ok(bytes.slice(start..start + len))
            }
            Member::Missing => Err(io::Error::other("opened though missing")),
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.counts.open_now.fetch_sub(1, Ordering::Relaxed);
    }
}
