//! Bytes on their way in: a small blob in one request, a larger one in parts.

use std::io;
use std::path::Path;
use std::pin::pin;

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, stream};
use object_store::{PutOptions, PutPayload};
use tokio::io::AsyncReadExt;
use tokio::task::{JoinHandle, spawn_blocking};

use super::Bucket;
use super::failure::of_bucket;
use super::multipart::{Multipart, length_of_part};
use super::pending::Pending;
use crate::digest::Tally;
use crate::error::{Error, at_path, within};
use crate::key::BlobKey;
use crate::stored::Stored;

/// How much of a file is read at a time.
const BLOCK: usize = 1 << 20;

/// What is hashed where it is: another thread would cost more.
const INLINE: usize = 64 * 1024;

impl Bucket {
    pub async fn put<S>(&self, key: BlobKey, stream: S, limit: Option<u64>) -> Result<Stored, Error>
    where
        S: Stream<Item = io::Result<Bytes>> + Send,
    {
        let mut pending = Pending::begin(self, key);
        match self.put_all(key, stream, limit, &mut pending).await {
            Ok(stored) => {
                pending.tell();
                Ok(stored)
            }
            Err(error) => {
                pending.give_up(&error).await;
                Err(error)
            }
        }
    }

    async fn put_all<S>(
        &self,
        key: BlobKey,
        stream: S,
        limit: Option<u64>,
        pending: &mut Pending,
    ) -> Result<Stored, Error>
    where
        S: Stream<Item = io::Result<Bytes>> + Send,
    {
        let mut stream = pin!(stream);
        let mut hashing = Hashing::default();
        let mut parts: Option<Multipart> = None;
        let (mut part, mut size) = (BytesMut::new(), 0_u64);
        while let Some(bytes) = stream.next().await {
            let mut bytes = bytes.map_err(Error::Sender)?;
            size = size.saturating_add(bytes.len() as u64);
            within(limit, size)?;
            while !bytes.is_empty() {
                let full = length_of_part(parts.as_ref().map_or(0, Multipart::count));
                // Copied together: pieces of the network may be as small as one byte, and hold on to much more.
                part.extend_from_slice(&bytes.split_to(bytes.len().min(full - part.len())));
                if part.len() < full {
                    continue;
                }
                let whole = part.split().freeze();
                hashing.add(&whole).await?;
                let parts = match &mut parts {
                    Some(parts) => parts,
                    none => none.insert(Multipart::begin(self, key, pending).await?),
                };
                parts.add(whole).await?;
            }
        }
        let last = part.freeze();
        hashing.add(&last).await?;
        match parts {
            None => self.put_at_once(key, last).await?,
            Some(mut parts) => {
                if !last.is_empty() {
                    parts.add(last).await?;
                }
                parts.finish().await?;
            }
        }
        Ok(hashing.finish().await?.finish(key))
    }

    async fn put_at_once(&self, key: BlobKey, bytes: Bytes) -> Result<(), Error> {
        let put = self.store.put_opts(&self.path_of(key), PutPayload::from(bytes), PutOptions::default()).await;
        put.map(|_| ()).map_err(of_bucket)
    }

    pub async fn put_file(&self, key: BlobKey, path: &Path, limit: Option<u64>) -> Result<Stored, Error> {
        let file = tokio::fs::File::open(path).await.map_err(|error| Error::Sender(at_path(path)(error)))?;
        let blocks = stream::try_unfold(file, |mut file| async move {
            let mut block = BytesMut::with_capacity(BLOCK);
            let read = file.read_buf(&mut block).await.map_err(at_path(path))?;
            Ok::<_, io::Error>((read > 0).then(|| (block.freeze(), file)))
        });
        self.put(key, blocks, limit).await
    }
}

/// Hashes on other threads what is long, one stretch after the other, while bytes go on coming and going.
struct Hashing {
    idle: Option<Tally>,
    busy: Option<JoinHandle<Tally>>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self { idle: Some(Tally::default()), busy: None }
    }
}

impl Hashing {
    async fn add(&mut self, bytes: &Bytes) -> Result<(), Error> {
        let mut tally = self.rest().await?;
        if bytes.len() <= INLINE {
            tally.add(bytes);
            self.idle = Some(tally);
            return Ok(());
        }
        let bytes = bytes.clone();
        self.busy = Some(spawn_blocking(move || {
            tally.add(&bytes);
            tally
        }));
        Ok(())
    }

    async fn rest(&mut self) -> Result<Tally, Error> {
        if let Some(busy) = self.busy.take() {
            return busy.await.map_err(Error::of_thread);
        }
        // Only after an error, and nobody goes on after one.
        self.idle.take().ok_or_else(|| Error::Io(io::Error::other("the put has failed before")))
    }

    async fn finish(mut self) -> Result<Tally, Error> {
        self.rest().await
    }
}
