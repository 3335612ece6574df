//! A blob goes from one storage to another.

use std::io;

use futures_util::stream;

use crate::error::Error;
use crate::key::BlobKey;
use crate::stored::{Blobs, Stored};

/// How much is read at a time.
const BLOCK: u64 = 1 << 20;

pub(crate) async fn copy(from: &Blobs, to: &Blobs, key: BlobKey) -> Result<Stored, Error> {
    let blob = from.open_stored(key).await?;
    let size = blob.size();
    let blocks = stream::unfold(0, move |at| {
        let blob = blob.clone();
        async move {
            let len = (size - at).min(BLOCK);
            if len == 0 {
                return None;
            }
            // At most a block, so it is a length in memory.
            let read = blob.read_at(at, usize::try_from(len).unwrap_or(0)).await;
            Some((read.map_err(io::Error::from), at + len))
        }
    });
    to.put(key, blocks, None).await
}
