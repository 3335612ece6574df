//! Small blobs that were read of late, in memory. A blob never changes, so that nothing here is ever stale.

use bytes::Bytes;
use quick_cache::{Weighter, sync::Cache};

use crate::key::BlobKey;

/// What is kept has at most so many bytes.
const LARGEST: u64 = 64 * 1024;
/// All of it together.
const ROOM: u64 = 16 * 1024 * 1024;
/// A logo, a small picture of a photograph.
const USUAL: u64 = 16 * 1024;

#[derive(Debug)]
pub(crate) struct Small(Cache<BlobKey, Bytes, Weight>);

#[derive(Debug, Clone)]
struct Weight;

impl Weighter<BlobKey, Bytes> for Weight {
    fn weight(&self, _: &BlobKey, bytes: &Bytes) -> u64 {
        // What an entry takes beside its bytes.
        100 + bytes.len() as u64
    }
}

impl Default for Small {
    fn default() -> Self {
        // As many as there is room for: a few hundred, far below any limit of a number.
        let count = usize::try_from(ROOM / USUAL).unwrap_or(usize::MAX);
        Self(Cache::with_weighter(count, ROOM, Weight))
    }
}

impl Small {
    pub fn get(&self, key: BlobKey) -> Option<Bytes> {
        self.0.get(&key)
    }

    /// Keeps a blob that was read as a whole, where it is small.
    pub fn keep(&self, key: BlobKey, bytes: &Bytes) {
        if bytes.len() as u64 <= LARGEST {
            self.0.insert(key, bytes.clone());
        }
    }

    pub fn forget(&self, key: BlobKey) {
        self.0.remove(&key);
    }
}
