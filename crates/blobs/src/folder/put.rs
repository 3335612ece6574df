//! Bytes on their way in.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::task::{JoinHandle, spawn_blocking};

use super::Folder;
use super::pending::{Pending, Writer};
use crate::error::{Error, at_path, within};
use crate::key::BlobKey;
use crate::stored::Stored;

/// How much goes to the writing thread at a time: enough that the hop there hardly counts.
const BATCH: usize = 1 << 20;

impl Folder {
    pub async fn put<S>(&self, key: BlobKey, stream: S, limit: Option<u64>) -> Result<Stored, Error>
    where
        S: Stream<Item = io::Result<Bytes>> + Send,
    {
        let (pending, writer) = self.begin(key).await?;
        let mut desk = Desk { writing: None, idle: Some(writer) };
        let mut stream = pin!(stream);
        let (mut batch, mut batched, mut size) = (Vec::new(), 0, 0_u64);
        while let Some(bytes) = stream.next().await {
            let bytes = bytes.map_err(Error::Sender)?;
            size = size.saturating_add(bytes.len() as u64);
            within(limit, size)?;
            batched += bytes.len();
            batch.push(bytes);
            if batched >= BATCH {
                desk.write(std::mem::take(&mut batch)).await?;
                batched = 0;
            }
        }
        desk.write(batch).await?;
        let writer = desk.rest().await?;
        let stored = spawn_blocking(move || writer.finish()).await.map_err(Error::of_thread)??;
        pending.tell();
        Ok(stored)
    }

    pub async fn put_file(&self, key: BlobKey, path: &Path, limit: Option<u64>) -> Result<Stored, Error> {
        let (pending, writer) = self.begin(key).await?;
        let wanted = pending.witness();
        let path = path.to_owned();
        let copied = spawn_blocking(move || copy(&path, writer, limit, wanted));
        let stored = copied.await.map_err(Error::of_thread)??;
        pending.tell();
        Ok(stored)
    }
}

impl Folder {
    /// Dropped half-way, the thread's answer is dropped too, and takes the temporary file with it.
    async fn begin(&self, key: BlobKey) -> Result<(Pending, Writer), Error> {
        let folder = self.clone();
        spawn_blocking(move || Pending::begin(&folder, key)).await.map_err(Error::of_thread)?
    }
}

/// Copies a file, hashing on the way, as long as somebody waits for it.
fn copy(path: &Path, mut writer: Writer, limit: Option<u64>, wanted: impl Fn() -> bool) -> Result<Stored, Error> {
    let sender = |error| Error::Sender(at_path(path)(error));
    let mut file = File::open(path).map_err(sender)?;
    let mut block = vec![0; BATCH];
    let mut size = 0_u64;
    loop {
        let read = match file.read(&mut block) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.map_err(sender)?,
        };
        if read == 0 {
            return writer.finish();
        }
        if !wanted() {
            return Err(Error::Sender(io::ErrorKind::Interrupted.into()));
        }
        size = size.saturating_add(read as u64);
        within(limit, size)?;
        writer.add(&block[..read])?;
    }
}

/// Lets one batch be written while the next one comes in. The writer travels to the thread and back.
struct Desk {
    writing: Option<JoinHandle<Result<Writer, Error>>>,
    idle: Option<Writer>,
}

impl Desk {
    /// Hands over a batch, as soon as the last one is written.
    async fn write(&mut self, batch: Vec<Bytes>) -> Result<(), Error> {
        let mut writer = self.rest().await?;
        self.writing = Some(spawn_blocking(move || {
            batch.iter().try_for_each(|bytes| writer.add(bytes))?;
            Ok(writer)
        }));
        Ok(())
    }

    /// Waits until nothing is being written.
    async fn rest(&mut self) -> Result<Writer, Error> {
        if let Some(writing) = self.writing.take() {
            return writing.await.map_err(Error::of_thread)?;
        }
        // Only after an error, and nobody goes on after one.
        self.idle.take().ok_or_else(|| Error::Io(io::Error::other("the put has failed before")))
    }
}
