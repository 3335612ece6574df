//! Blobs in a bucket that speaks S3, each an object as it came: `PREFIX/ab/cdef…`.
//!
//! An object appears as a whole or not at all. What is on its way in several parts has a note in `PREFIX/.incoming/`, which
//! says what is to be given up where nobody comes to its end. Nothing rests on conditional puts, which some stores ignore:
//! keys are fresh.

mod address;
mod connect;
mod elsewhere;
mod failure;
mod list;
mod multipart;
mod object;
mod pending;
mod put;
mod sweep;

use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use object_store::multipart::MultipartStore;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, PutOptions, PutPayload};

use crate::blob::Blob;
use crate::error::Error;
use crate::key::BlobKey;
use failure::{late, of_bucket, of_object};
use object::Place;

pub(crate) use address::{Address, FORM};
pub use elsewhere::{Elsewhere, Listed};
pub(crate) use object::Object;

/// No key can be called like this.
const INCOMING: &str = ".incoming";

/// What is written and removed at the start.
const PROBE: &str = ".probe";

/// So many answers are worth waiting for at once: each takes its way, and the store has many hands.
pub(crate) const AT_ONCE: usize = 32;

/// How long a question without a body may take, with everything that is tried again.
const ANSWER: Duration = Duration::from_secs(30);

/// How long the first question may take: an operator waits for it.
const FIRST_ANSWER: Duration = Duration::from_secs(20);

/// Something that keeps objects, in one go and in parts.
pub(crate) trait Objects: ObjectStore + MultipartStore {}

impl<T: ObjectStore + MultipartStore> Objects for T {}

#[derive(Debug, Clone)]
pub(crate) struct Bucket {
    store: Arc<dyn Objects>,
    prefix: Path,
}

impl Bucket {
    pub fn over(store: Arc<dyn Objects>, prefix: Path) -> Self {
        Self { store, prefix }
    }

    /// Connects to a bucket; nothing is asked yet. The error says what is missing.
    pub fn at(address: &Address) -> Result<Self, String> {
        let prefix = address.path()?;
        let store = connect::connect(address).map_err(|error| failure::words(&error))?;
        Ok(Self::over(Arc::new(store), prefix))
    }

    /// Better to learn at the start that nothing can be written than at the first upload. Nodes that start together may
    /// share the object.
    pub async fn try_writing(&self) -> Result<(), Error> {
        let probe = self.prefix.clone().join(PROBE);
        let tried = async {
            let put = self.store.put_opts(&probe, PutPayload::from_static(b"ajar"), PutOptions::default());
            put.await.map_err(of_bucket)?;
            self.remove(&probe).await
        };
        late(FIRST_ANSWER, tried).await
    }

    fn path_of(&self, key: BlobKey) -> Path {
        self.prefix.clone().join(key.shelf()).join(key.rest())
    }

    fn incoming(&self) -> Path {
        self.prefix.clone().join(INCOMING)
    }

    fn note_of(&self, key: BlobKey) -> Path {
        self.incoming().join(format!("{}{}", key.shelf(), key.rest()))
    }

    pub async fn open_blob(&self, key: BlobKey) -> Result<Blob, Error> {
        Ok(self.open_sized(key, self.size(key).await?))
    }

    /// Asks nothing: a blob that is not there, or has another size, fails to be read.
    pub fn open_sized(&self, key: BlobKey, size: u64) -> Blob {
        let place = Place { bucket: self.clone(), path: self.path_of(key), key: Some(key) };
        Blob::of_object(Object::new(place, size))
    }

    pub async fn size(&self, key: BlobKey) -> Result<u64, Error> {
        let path = self.path_of(key);
        let head = GetOptions { head: true, ..GetOptions::default() };
        let asked = async { self.store.get_opts(&path, head).await.map_err(|error| of_object(key, error)) };
        Ok(late(ANSWER, asked).await?.meta.size)
    }

    pub async fn delete(&self, key: BlobKey) -> Result<(), Error> {
        late(ANSWER, self.remove(&self.path_of(key))).await
    }

    /// Removes an object; one that is not there is removed.
    async fn remove(&self, path: &Path) -> Result<(), Error> {
        let mut removed = self.store.delete_stream(stream::iter([Ok(path.clone())]).boxed());
        while let Some(outcome) = removed.next().await {
            match outcome {
                Ok(_) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(of_bucket(error)),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
