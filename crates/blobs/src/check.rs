//! Is a blob still what it was?

use std::io;

use crate::digest::Tally;
use crate::error::Error;
use crate::key::BlobKey;
use crate::stored::Blobs;

/// Large enough that the thread it is read on hardly counts.
const BLOCK: u64 = 1 << 20;

/// What became of a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is what it was.
    Sound,
    /// It is not there.
    Missing,
    /// It has another number of bytes.
    WrongSize {
        /// Bytes that it has.
        found: u64,
    },
    /// It has other bytes.
    WrongContent,
}

pub(crate) async fn check(blobs: &Blobs, key: BlobKey, size: u64, sha256: [u8; 32]) -> Result<Checked, Error> {
    let blob = match blobs.open_stored(key).await {
        Err(Error::Missing(_)) => return Ok(Checked::Missing),
        opened => opened?,
    };
    if blob.size() != size {
        return Ok(Checked::WrongSize { found: blob.size() });
    }
    blob.ahead(0, size);
    let mut tally = Tally::default();
    let mut at = 0;
    while at < size {
        let len = (size - at).min(BLOCK);
        // At most a block, so it is a length in memory.
        let bytes = blob.read_at(at, usize::try_from(len).map_err(|_| Error::Io(io::ErrorKind::Other.into()))?).await?;
        let hashed = tokio::task::spawn_blocking(move || {
            tally.add(&bytes);
            tally
        });
        tally = hashed.await.map_err(Error::of_thread)?;
        at += len;
    }
    let same = tally.finish(key).sha256 == sha256;
    Ok(if same { Checked::Sound } else { Checked::WrongContent })
}
