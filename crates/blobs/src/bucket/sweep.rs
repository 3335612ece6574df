//! What killed puts left behind: parts that nobody puts together. They are seen by nobody, and cost room.

use std::time::SystemTime;

use object_store::path::Path;
use object_store::{GetOptions, MultipartId};

use super::Bucket;
use super::failure::of_bucket;
use super::list::next;
use crate::error::Error;
use crate::key::BlobKey;

impl Bucket {
    /// A note is written when a put begins: what is swept must be older than any put takes.
    pub async fn sweep_temporary(&self, older_than: SystemTime) -> Result<u64, Error> {
        let mut listed = self.listed(&self.incoming());
        let (mut removed, mut failure) = (0, None);
        while let Some(note) = next(&mut listed).await? {
            if SystemTime::from(note.last_modified) >= older_than {
                continue;
            }
            match self.sweep_one(&note.location).await {
                Ok(swept) => removed += u64::from(swept),
                Err(error) => failure = failure.or(Some(error)),
            }
        }
        failure.map_or(Ok(removed), Err)
    }

    async fn sweep_one(&self, note: &Path) -> Result<bool, Error> {
        // Whatever else somebody keeps there is not ours.
        let Some(key) = note.filename().and_then(noted) else { return Ok(false) };
        let upload: MultipartId = match self.store.get_opts(note, GetOptions::default()).await {
            Ok(found) => String::from_utf8_lossy(&found.bytes().await.map_err(of_bucket)?).into_owned(),
            // Came to its end meanwhile.
            Err(object_store::Error::NotFound { .. }) => return Ok(false),
            Err(error) => return Err(of_bucket(error)),
        };
        match self.store.abort_multipart(&self.path_of(key), &upload).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(of_bucket(error)),
        }
        self.remove(note).await?;
        Ok(true)
    }
}

/// The key that a note is about.
fn noted(name: &str) -> Option<BlobKey> {
    let (shelf, rest) = name.split_at_checked(2)?;
    format!("{shelf}/{rest}").parse().ok()
}
