//! What is counted and hashed while bytes pass by.

use sha2::{Digest, Sha256};

use crate::key::BlobKey;
use crate::stored::Stored;

#[derive(Default)]
pub(crate) struct Tally {
    size: u64,
    sha256: Sha256,
    crc32: crc32fast::Hasher,
}

impl Tally {
    pub fn add(&mut self, bytes: &[u8]) {
        self.size += bytes.len() as u64;
        self.sha256.update(bytes);
        self.crc32.update(bytes);
    }

    pub fn finish(self, key: BlobKey) -> Stored {
        Stored { key, size: self.size, sha256: self.sha256.finalize().into(), crc32: self.crc32.finalize() }
    }
}
