//! An object that is put in parts, two of them on their way while the next one comes in.

use bytes::Bytes;
use object_store::multipart::PartId;
use object_store::{MultipartId, PutPayload};
use tokio::task::JoinSet;

use super::Bucket;
use super::failure::of_bucket;
use super::pending::Pending;
use crate::error::Error;
use crate::key::BlobKey;

/// So many parts are on their way at once.
const UNDER_WAY: usize = 2;

const MIB: usize = 1 << 20;

/// How many bytes a part has, by its number from 0: a store takes ten thousand of them at most, which so make more than a
/// tebibyte. Most files need the first few, which are small enough to be held by many uploads at once.
pub(super) fn length_of_part(number: usize) -> usize {
    match number {
        0..1_000 => 8 * MIB,
        1_000..2_000 => 32 * MIB,
        _ => 128 * MIB,
    }
}

/// Parts that were sent or are on their way. Dropped, those on their way are given up.
pub(super) struct Multipart {
    bucket: Bucket,
    key: BlobKey,
    upload: MultipartId,
    sent: Vec<(usize, PartId)>,
    under_way: JoinSet<Result<(usize, PartId), Error>>,
    count: usize,
}

impl Multipart {
    /// Begins; from then on somebody has to end it.
    pub async fn begin(bucket: &Bucket, key: BlobKey, pending: &mut Pending) -> Result<Self, Error> {
        let upload = bucket.store.create_multipart(&bucket.path_of(key)).await.map_err(of_bucket)?;
        pending.has_parts(&upload);
        bucket.note(key, &upload).await?;
        Ok(Self { bucket: bucket.clone(), key, upload, sent: Vec::new(), under_way: JoinSet::new(), count: 0 })
    }

    /// How many parts there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Sends a part as soon as there is room on the way.
    pub async fn add(&mut self, bytes: Bytes) -> Result<(), Error> {
        while self.under_way.len() >= UNDER_WAY {
            self.arrive().await?;
        }
        let (bucket, key, upload, number) = (self.bucket.clone(), self.key, self.upload.clone(), self.count);
        self.count += 1;
        self.under_way.spawn(async move {
            let path = bucket.path_of(key);
            let sent = bucket.store.put_part(&path, &upload, number, PutPayload::from(bytes)).await;
            Ok((number, sent.map_err(of_bucket)?))
        });
        Ok(())
    }

    async fn arrive(&mut self) -> Result<(), Error> {
        if let Some(arrived) = self.under_way.join_next().await {
            self.sent.push(arrived.map_err(Error::of_thread)??);
        }
        Ok(())
    }

    /// Puts the parts together: now there is an object.
    pub async fn finish(mut self) -> Result<(), Error> {
        while !self.under_way.is_empty() {
            self.arrive().await?;
        }
        self.sent.sort_unstable_by_key(|(number, _)| *number);
        let parts = self.sent.into_iter().map(|(_, part)| part).collect();
        let path = self.bucket.path_of(self.key);
        self.bucket.store.complete_multipart(&path, &self.upload, parts).await.map_err(of_bucket)?;
        // The object is there; a note that stays is looked at by the sweep, which finds nothing to give up.
        drop(self.bucket.forget_note(self.key).await);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_thousand_parts_hold_a_tebibyte_and_none_is_too_small_for_a_store() {
        let all: u64 = (0..10_000).map(|number| length_of_part(number) as u64).sum();
        assert!(all > 1 << 40, "{all}");
        assert!((0..10_000).all(|number| length_of_part(number) >= 5 * MIB));
    }
}
