//! An object that is read: bytes flow on one connection for as long as they are read one after the other.
//!
//! Nothing flows that nobody takes: what was not read waits on the connection. One that breaks is taken up again where it
//! was; a store that gives next to nothing is given up.

use std::fmt;
use std::io;
use std::mem;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, stream};
use object_store::path::Path;
use object_store::{GetOptions, GetRange};
use tokio::task::JoinHandle;

use super::Bucket;
use super::failure::{late, of_bucket, of_object, too_late};
use crate::error::Error;
use crate::key::BlobKey;

/// What is at most so long is fetched as a whole before its turn, so that its connection is free for the next one.
const SMALL: u64 = 256 * 1024;

/// How often a connection that gives nothing is taken up again. Every byte that comes makes the count begin anew.
const TRIES: u32 = 3;

/// How long a connection may give nothing.
const STALL: Duration = Duration::from_secs(15);

/// How long one read may take: with the blocks that downloads are read in, a few kilobytes a second at the least.
const PATIENCE: Duration = Duration::from_secs(60);

type Bytestream = BoxStream<'static, object_store::Result<Bytes>>;

/// An object of a known size.
pub(crate) struct Object {
    place: Place,
    size: u64,
    /// What is on its way. Whoever reads takes it out, and puts it back for the next one.
    run: Mutex<Option<Run>>,
}

/// Where an object lies.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub bucket: Bucket,
    pub path: Path,
    /// As which blob it is missed, where it is one.
    pub key: Option<BlobKey>,
}

/// Bytes on their way, in order.
struct Run {
    /// Where the next one lies.
    at: u64,
    /// Where the last one lies that was asked for.
    end: u64,
    /// What came and was not read yet.
    left: Bytes,
    flow: Flow,
}

enum Flow {
    /// Nothing was asked.
    None,
    /// It was asked before anybody reads it.
    Asked(Asked),
    Open(Bytestream),
}

/// Goes with whoever wanted the answer.
struct Asked(JoinHandle<Result<Bytestream, Error>>);

impl Drop for Asked {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Object").field("path", &self.place.path).field("size", &self.size).finish_non_exhaustive()
    }
}

impl Run {
    fn of(range: Range<u64>, flow: Flow) -> Self {
        Self { at: range.start, end: range.end, left: Bytes::new(), flow }
    }
}

impl Object {
    pub fn new(place: Place, size: u64) -> Self {
        Self { place, size, run: Mutex::new(None) }
    }

    pub fn size(&self) -> u64 {
        self.size
    }

    fn run(&self) -> MutexGuard<'_, Option<Run>> {
        self.run.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has what is going to be read on its way from now on, unless it is.
    pub fn ahead(&self, offset: u64, len: u64) {
        let end = offset.saturating_add(len).min(self.size);
        let mut run = self.run();
        let is_known = run.as_ref().is_some_and(|run| run.at == offset && run.end >= end);
        if offset >= end || is_known {
            return;
        }
        let (place, size) = (self.place.clone(), self.size);
        let asked = tokio::spawn(async move {
            let stream = begin(&place, size, offset..end).await?;
            if end - offset > SMALL { Ok(stream) } else { whole(stream, &place).await }
        });
        *run = Some(Run::of(offset..end, Flow::Asked(Asked(asked))));
    }

    pub async fn read_at(&self, offset: u64, len: usize) -> Result<Bytes, Error> {
        let mut buffer = BytesMut::zeroed(len);
        self.read_into(offset, &mut buffer).await?;
        Ok(buffer.freeze())
    }

    /// Fills the buffer from what lies within the object.
    pub async fn read_into(&self, offset: u64, buffer: &mut [u8]) -> Result<(), Error> {
        if buffer.is_empty() {
            return Ok(());
        }
        let known = self.run().take().filter(|run| run.at == offset);
        let mut run = known.unwrap_or_else(|| Run::of(offset..offset, Flow::None));
        let filled = tokio::time::timeout(PATIENCE, self.fill(&mut run, buffer)).await;
        filled.map_err(|_| too_late(PATIENCE))??;
        if run.at < run.end {
            *self.run() = Some(run);
        }
        Ok(())
    }

    async fn fill(&self, run: &mut Run, buffer: &mut [u8]) -> Result<(), Error> {
        let (mut filled, mut failures) = (0, 0);
        while filled < buffer.len() {
            if run.left.is_empty() {
                match self.more(run, (buffer.len() - filled) as u64).await {
                    Ok(bytes) => run.left = bytes,
                    // Dropped on the way: from where it broke, on another connection.
                    Err(Error::Unreachable(_)) if failures < TRIES => failures += 1,
                    Err(error) => return Err(error),
                }
                continue;
            }
            let taken = run.left.split_to(run.left.len().min(buffer.len() - filled));
            buffer[filled..filled + taken.len()].copy_from_slice(&taken);
            filled += taken.len();
            run.at += taken.len() as u64;
            failures = 0;
        }
        Ok(())
    }

    /// The next bytes; at least so many are going to be read. After an error the run asks anew.
    async fn more(&self, run: &mut Run, least: u64) -> Result<Bytes, Error> {
        let mut stream = match mem::replace(&mut run.flow, Flow::None) {
            Flow::Asked(mut asked) => (&mut asked.0).await.map_err(Error::of_thread)??,
            Flow::Open(stream) if run.at < run.end => stream,
            Flow::Open(_) | Flow::None => {
                run.end = run.end.max(run.at + least);
                begin(&self.place, self.size, run.at..run.end).await?
            }
        };
        match tokio::time::timeout(STALL, stream.next()).await {
            Ok(Some(Ok(bytes))) => {
                run.flow = Flow::Open(stream);
                Ok(bytes)
            }
            Ok(Some(Err(error))) => Err(self.place.broken(error)),
            Ok(None) => Err(Error::Unreachable(io::Error::new(io::ErrorKind::UnexpectedEof, "the answer ended early"))),
            Err(_) => Err(too_late(STALL)),
        }
    }
}

/// Asks for a stretch of an object, and sees to it that it is the one that is meant.
async fn begin(place: &Place, size: u64, range: Range<u64>) -> Result<Bytestream, Error> {
    let is_whole = range == (0..size);
    let options = GetOptions { range: (!is_whole).then_some(GetRange::Bounded(range)), ..GetOptions::default() };
    let asked = async {
        let found = place.bucket.store.get_opts(&place.path, options).await;
        found.map_err(|error| place.failed(error))
    };
    let found = late(PATIENCE, asked).await?;
    if found.meta.size != size {
        let said = format!("{} has {} bytes where {size} are known", place.path, found.meta.size);
        return Err(Error::Io(io::Error::new(io::ErrorKind::InvalidData, said)));
    }
    Ok(found.into_stream())
}

/// Everything that a stream gives, in one piece.
async fn whole(mut stream: Bytestream, place: &Place) -> Result<Bytestream, Error> {
    let mut all = BytesMut::new();
    loop {
        match tokio::time::timeout(STALL, stream.next()).await {
            Ok(Some(Ok(bytes))) => all.extend_from_slice(&bytes),
            Ok(Some(Err(error))) => return Err(place.broken(error)),
            Ok(None) => return Ok(stream::iter([Ok(all.freeze())]).boxed()),
            Err(_) => return Err(too_late(STALL)),
        }
    }
}

impl Place {
    fn failed(&self, error: object_store::Error) -> Error {
        match self.key {
            Some(key) => of_object(key, error),
            None => of_bucket(error),
        }
    }

    /// A connection that broke in the middle of an answer, whatever the reason: the answer had begun well.
    fn broken(&self, error: object_store::Error) -> Error {
        match self.failed(error) {
            Error::Io(error) => Error::Unreachable(error),
            other => other,
        }
    }
}
