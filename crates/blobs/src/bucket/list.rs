//! Which blobs there are.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::ObjectMeta;
use object_store::path::Path;

use super::Bucket;
use super::failure::{of_bucket, too_late};
use crate::error::Error;
use crate::key::BlobKey;

/// How long the next thousand names may take.
const PAGE: Duration = Duration::from_secs(60);

/// What is listed, as it comes.
type Listed = BoxStream<'static, object_store::Result<ObjectMeta>>;

impl Bucket {
    pub async fn keys(&self) -> Result<Vec<BlobKey>, Error> {
        let mut keys = Vec::new();
        let mut listed = self.listed(&self.prefix);
        while let Some(meta) = next(&mut listed).await? {
            // Whatever else somebody keeps there is not ours.
            keys.extend(self.below_prefix(&meta.location).and_then(|name| name.parse::<BlobKey>().ok()));
        }
        Ok(keys)
    }

    /// Everything below a path.
    pub(super) fn listed(&self, below: &Path) -> Listed {
        self.store.list((!below.is_root()).then_some(below))
    }

    /// What is left of a path without the prefix.
    pub(super) fn below_prefix<'a>(&self, path: &'a Path) -> Option<&'a str> {
        let (prefix, path): (&str, &'a str) = (self.prefix.as_ref(), path.as_ref());
        if prefix.is_empty() { Some(path) } else { path.strip_prefix(prefix)?.strip_prefix('/') }
    }
}

/// The next one that is listed.
pub(super) async fn next(listed: &mut Listed) -> Result<Option<ObjectMeta>, Error> {
    let next = tokio::time::timeout(PAGE, listed.next()).await.map_err(|_| too_late(PAGE))?;
    next.transpose().map_err(of_bucket)
}
