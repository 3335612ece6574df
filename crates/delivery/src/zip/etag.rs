//! The archive's entity tag: everything that decides its bytes, hashed.

use sha2::{Digest, Sha256};

use super::entry::Entry;
use crate::representation::StrongEtag;

/// Changes whenever the layout of archives changes, so that a download begun with an older version of the program is
/// not continued with other bytes.
const LAYOUT: &[u8] = b"stored zip, layout 1\n";

pub(super) fn etag<T>(entries: &[Entry<T>]) -> StrongEtag {
    let mut hash = Sha256::new();
    hash.update(LAYOUT);
    for entry in entries {
        // The length keeps "a" + "bc" from being "ab" + "c"; everything else has a fixed width.
        hash.update((entry.name.len() as u64).to_le_bytes());
        hash.update(&entry.name);
        hash.update(entry.size.to_le_bytes());
        hash.update(entry.crc32.to_le_bytes());
        hash.update(entry.sha256);
        hash.update(entry.modified.to_le_bytes());
    }
    StrongEtag::from_sha256(&hash.finalize().into())
}
