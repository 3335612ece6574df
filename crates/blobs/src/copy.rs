//! A blob goes from one storage to another.

use crate::error::Error;
use crate::key::BlobKey;
use crate::stored::{Blobs, Stored};

pub(crate) async fn copy(from: &Blobs, to: &Blobs, key: BlobKey) -> Result<Stored, Error> {
    let blob = from.open_stored(key).await?;
    to.put(key, blob.blocks(), None).await
}
