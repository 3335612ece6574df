//! Bytes of an upload as they come: cut into parts, each put away before the next.

use super::{Upload, discard};
use crate::{
    App, Outcome, Refusal,
    import_asset::{fresh_key, not_taken},
    settings::UPLOAD_LIFETIME,
};
use bytes::Bytes;
use futures_util::{Stream, stream};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use store::uploads::{self, Part};
use tokio::time::{Sleep, sleep};

/// How long nothing may come before the connection counts as broken.
const STALL: Duration = Duration::from_secs(2 * 60);

/// How many bytes a part has at the most: so much is lost where a process is killed, or where a node is lost.
const PART: u64 = 16 << 20;

/// What the bytes of one call hash to, as the client says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1.
    Sha1([u8; 20]),
    /// SHA-256.
    Sha256([u8; 32]),
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// All that was sent is here.
    All,
    /// It broke off; what came before is here.
    BrokenOff,
    /// It hashes to something else, and counts as not sent.
    Mismatch,
}

/// A body, part by part.
struct Incoming<S> {
    stream: Pin<Box<S>>,
    left: Bytes,
    has_ended: bool,
    broke: Option<io::Error>,
    hashes: Option<(Sha1, Sha256)>,
    /// Ends when nothing came for too long.
    patience: Pin<Box<Sleep>>,
}

impl<S: Stream<Item = io::Result<Bytes>> + Send> Incoming<S> {
    fn of(stream: S, hashed: bool) -> Self {
        let hashes = hashed.then(|| (Sha1::new(), Sha256::new()));
        let patience = Box::pin(sleep(STALL));
        Self { stream: Box::pin(stream), left: Bytes::new(), has_ended: false, broke: None, hashes, patience }
    }

    /// The next bytes, at most so many. The end, and whatever breaks, is the end of the part: what came before counts.
    fn next(&mut self, most: u64, cx: &mut Context<'_>) -> Poll<Option<Bytes>> {
        while self.left.is_empty() {
            if self.has_ended {
                return Poll::Ready(None);
            }
            match self.stream.as_mut().poll_next(cx) {
                Poll::Pending if self.patience.as_mut().poll(cx).is_ready() => {
                    self.broke = Some(io::ErrorKind::TimedOut.into());
                    self.has_ended = true;
                }
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(bytes))) => {
                    self.left = bytes;
                    self.patience.set(sleep(STALL));
                }
                Poll::Ready(Some(Err(error))) => {
                    self.broke = Some(error);
                    self.has_ended = true;
                }
                Poll::Ready(None) => self.has_ended = true,
            }
        }
        let length = usize::try_from(most).unwrap_or(usize::MAX).min(self.left.len());
        let bytes = self.left.split_to(length);
        if let Some((sha1, sha256)) = &mut self.hashes {
            sha1.update(&bytes);
            sha256.update(&bytes);
        }
        Poll::Ready(Some(bytes))
    }

    /// The next part, as a stream.
    fn part(&mut self, most: u64) -> impl Stream<Item = io::Result<Bytes>> + Send {
        let mut room = most;
        stream::poll_fn(move |cx| {
            if room == 0 {
                return Poll::Ready(None);
            }
            let next = self.next(room, cx);
            if let Poll::Ready(Some(bytes)) = &next {
                room -= bytes.len() as u64;
            }
            next.map(|bytes| bytes.map(Ok))
        })
    }

    /// Whether there is more, though there should not be.
    async fn has_more(&mut self) -> bool {
        std::future::poll_fn(|cx| self.next(1, cx)).await.is_some_and(|bytes| !bytes.is_empty())
    }

    fn matches(self, checksum: &Checksum) -> bool {
        let Some((sha1, sha256)) = self.hashes else { return false };
        match checksum {
            Checksum::Sha1(said) => sha1.finalize()[..] == said[..],
            Checksum::Sha256(said) => sha256.finalize()[..] == said[..],
        }
    }
}

/// Takes in what comes, from where the upload stands.
pub(super) async fn take<S>(app: &App, upload: &Upload, bytes: S, checksum: Option<Checksum>) -> Outcome<Taken>
where
    S: Stream<Item = io::Result<Bytes>> + Send,
{
    let mut incoming = Incoming::of(bytes, checksum.is_some());
    let mut at = upload.received;
    // What is to be hashed as a whole is one part, however large.
    let most = if checksum.is_some() { u64::MAX } else { PART };
    loop {
        let room = (upload.size - at).min(most);
        let stored = app.blobs.put(fresh_key(app), incoming.part(room), None).await.map_err(not_taken)?;
        let key = stored.key.to_string();
        let is_last = incoming.has_ended || at + stored.size >= upload.size;
        if is_last && at + stored.size >= upload.size && incoming.has_more().await {
            discard(app, &[key]).await;
            let detail = format!("More than the {} bytes were sent that were announced.", upload.size);
            return Err(Refusal::conflict("too-many-bytes", detail));
        }
        if let Some(checksum) = &checksum {
            let broke = incoming.broke.is_some();
            if broke || !incoming.matches(checksum) {
                discard(app, &[key]).await;
                return Ok(if broke { Taken::BrokenOff } else { Taken::Mismatch });
            }
            put_away(app, upload, at, &stored).await?;
            return Ok(Taken::All);
        }
        match stored.size {
            0 => discard(app, &[key]).await,
            _ => put_away(app, upload, at, &stored).await?,
        }
        at += stored.size;
        if is_last {
            return Ok(if incoming.broke.is_some() { Taken::BrokenOff } else { Taken::All });
        }
    }
}

/// Writes a part down, unless somebody else was there first.
async fn put_away(app: &App, upload: &Upload, start: u64, stored: &blobs::Stored) -> Outcome<()> {
    let part = Part {
        start,
        size: stored.size,
        blob_key: stored.key.to_string(),
        sha256: hex::encode(stored.sha256),
        crc32: stored.crc32,
    };
    let until = app.now().plus(UPLOAD_LIFETIME);
    let written =
        store::write!(app.store, |tx| Ok::<_, Refusal>(uploads::add_part(tx, upload.id, &part, until).await?));
    match written {
        Ok(true) => Ok(()),
        Ok(false) => {
            discard(app, &[part.blob_key]).await;
            let detail = "Somebody else sends this upload too, and was faster. Ask how far it is and go on from there.";
            Err(Refusal::conflict("wrong-offset", detail))
        }
        Err(error) => {
            discard(app, &[part.blob_key]).await;
            Err(error)
        }
    }
}
