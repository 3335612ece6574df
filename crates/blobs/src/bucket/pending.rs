//! A put on its way: whatever there is of it goes, unless its caller learns of it.

use object_store::{MultipartId, PutOptions};
use tokio::runtime::Handle;

use super::Bucket;
use super::failure::of_bucket;
use crate::error::Error;
use crate::key::BlobKey;

/// Held by the future that puts. Dropped before [`tell`](Self::tell) it has removed what is there, by a task of its own: a
/// blob that nobody was told of would lie there for ever.
pub(super) struct Pending {
    bucket: Bucket,
    key: BlobKey,
    /// Where there are parts.
    upload: Option<MultipartId>,
    is_over: bool,
}

impl Pending {
    pub fn begin(bucket: &Bucket, key: BlobKey) -> Self {
        Self { bucket: bucket.clone(), key, upload: None, is_over: false }
    }

    /// From here on there are parts.
    pub fn has_parts(&mut self, upload: &MultipartId) {
        self.upload = Some(upload.clone());
    }

    /// The caller learns of the blob with the next breath; from here on it is not removed.
    pub fn tell(mut self) {
        self.is_over = true;
    }

    /// Removes what there is before the caller learns why it failed. Where the store does not answer, the sweep does it later.
    pub async fn give_up(mut self, why: &Error) {
        self.is_over = true;
        if !matches!(why, Error::Unreachable(_)) {
            clear(&self.bucket, self.key, self.upload.take()).await;
        }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        // Where the program is ending nobody is left to do it; the sweep does it later.
        let Ok(runtime) = Handle::try_current() else { return };
        let (bucket, key, upload) = (self.bucket.clone(), self.key, self.upload.take());
        drop(runtime.spawn(async move { clear(&bucket, key, upload).await }));
    }
}

/// Removes parts, object and note, whatever there is of them. What can't be removed here is left to the sweep, which goes by
/// the note; there is nobody to tell.
async fn clear(bucket: &Bucket, key: BlobKey, upload: Option<MultipartId>) {
    if let Some(upload) = upload {
        let given_up = bucket.store.abort_multipart(&bucket.path_of(key), &upload).await;
        if matches!(given_up, Ok(()) | Err(object_store::Error::NotFound { .. })) {
            drop(bucket.forget_note(key).await);
        }
    }
    drop(bucket.delete(key).await);
}

impl Bucket {
    /// Removes the note of a put that has come to its end.
    pub(super) async fn forget_note(&self, key: BlobKey) -> Result<(), Error> {
        self.remove(&self.note_of(key)).await
    }

    /// Writes down what is to be given up where this process dies.
    pub(super) async fn note(&self, key: BlobKey, upload: &MultipartId) -> Result<(), Error> {
        let put = self.store.put_opts(&self.note_of(key), upload.clone().into(), PutOptions::default()).await;
        put.map(|_| ()).map_err(of_bucket)
    }
}
