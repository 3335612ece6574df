//! Pieces gathered into buffers worth sending.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::buffer::Buffer;
use super::preflight::PreflightError;
use super::source::{Outlet, Reader, Source};
use super::supply::{ArchiveSupply, FileSupply, Piece, Supply};
use crate::answer::Span;
use crate::zip::Plan;

/// How much is read and sent at a time, in bytes. A download holds one such buffer; where thousands of stalled ones
/// must be cheap, smaller blocks trade some speed for that.
#[derive(Debug, Clone)]
pub struct Blocks {
    /// What is at least this long is read in blocks of this size, which are sent as they are.
    pub large: usize,
    /// The same once a client has taken [`GROWS_AFTER`]: it is quick, and will not soon stand still.
    pub grown: usize,
    /// Shorter pieces are gathered into buffers of at most this size.
    pub gathered: usize,
    /// Takes what is large and in memory, in stretches of at most [`LENT`]; they cost no buffer.
    pub outlet: Option<Arc<dyn Outlet>>,
}

/// How many bytes go to an [`Outlet`] at a time.
pub const LENT: usize = 1024 * 1024;

/// After so many bytes blocks grow: more than the systems on both sides hold for a client that takes nothing.
pub const GROWS_AFTER: u64 = 16 * 1024 * 1024;

impl Default for Blocks {
    /// 128 KiB, later 512 KiB, and 256 KiB. A client that stalls holds one.
    fn default() -> Self {
        Self { large: 128 * 1024, grown: 512 * 1024, gathered: 256 * 1024, outlet: None }
    }
}

/// Reads a stretch of a file that is short enough to go out in one piece.
///
/// # Errors
/// The reader's.
pub async fn piece<R: Reader>(reader: &R, offset: u64, len: usize) -> io::Result<Bytes> {
    let mut buffer = Buffer::with_room(len);
    reader.read_into(offset, buffer.take(len)).await?;
    Ok(buffer.into_bytes())
}

/// Streams the spans of a file of `length` bytes; see [`crate::Answer::body`].
///
/// # Errors
/// [`PreflightError::WrongSize`] when the reader has another number of bytes. The stream's own errors are the
/// reader's, or `UnexpectedEof` for a read that gave another number of bytes than asked for; it ends with the first
/// one.
pub fn file<R: Reader>(
    reader: R,
    length: u64,
    spans: Vec<Span>,
    blocks: Blocks,
) -> Result<impl Stream<Item = io::Result<Bytes>> + Send + 'static, PreflightError> {
    if reader.size() != length {
        return Err(PreflightError::WrongSize { member: 0, expected: length, found: reader.size() });
    }
    let remaining = spans.iter().map(Span::length).sum();
    Ok(stream(FileSupply { reader, spans: spans.into() }, remaining, blocks))
}

/// Streams the spans of an archive; see [`crate::Answer::body`]. [`preflight`](super::preflight()) belongs before it.
///
/// The stream's errors are the source's or `InvalidData` for a member of another size than planned, with the
/// member's number in the text; it ends with the first one.
pub fn archive<S: Source>(
    plan: Arc<Plan<S::Key>>,
    source: S,
    spans: Vec<Span>,
    blocks: Blocks,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let remaining = spans.iter().map(Span::length).sum();
    let spans = spans.into();
    let supply = ArchiveSupply { plan, source, spans, cursor: None, open: None, next: VecDeque::new(), until: 0 };
    stream(supply, remaining, blocks)
}

fn stream<S: Supply + 'static>(
    supply: S,
    remaining: u64,
    blocks: Blocks,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let large = blocks.large.max(1);
    let blocks = Blocks { large, grown: blocks.grown.max(large), gathered: blocks.gathered.max(large), ..blocks };
    let body = Body { supply, blocks, remaining, given: 0, held_back: None };
    try_unfold(body, |mut body| async move { Ok(body.next_buffer().await?.map(|buffer| (buffer, body))) })
}

struct Body<S> {
    supply: S,
    blocks: Blocks,
    /// Of all spans.
    remaining: u64,
    /// So much was asked for up to now, and so taken but for the last of it.
    given: u64,
    /// What did not fit the last buffer.
    held_back: Option<Piece>,
}

impl<S: Supply> Body<S> {
    async fn next_buffer(&mut self) -> io::Result<Option<Bytes>> {
        let mut gathered = Buffer::default();
        while let Some(piece) = self.held_back.take().or_else(|| self.supply.next()) {
            let length = match &piece {
                Piece::Bytes(bytes) => bytes.len() as u64,
                Piece::Read { len, .. } => *len,
            };
            let is_large = length >= self.blocks.large as u64;
            if !gathered.is_empty() && (is_large || gathered.len() as u64 + length > self.blocks.gathered as u64) {
                self.held_back = Some(piece);
                break;
            }
            if is_large {
                return self.block(piece).await.map(Some);
            }
            self.gather(piece, &mut gathered).await?;
        }
        self.count(gathered.len());
        Ok((!gathered.is_empty()).then(|| gathered.into_bytes()))
    }

    /// A block of a large piece, sent as it was read.
    async fn block(&mut self, piece: Piece) -> io::Result<Bytes> {
        let block = match piece {
            Piece::Bytes(bytes) => bytes,
            Piece::Read { member, offset, len } => {
                let most = if self.given < GROWS_AFTER { self.blocks.large } else { self.blocks.grown };
                let no_more_than = |most: usize| usize::try_from(len).unwrap_or(usize::MAX).min(most);
                let reader = self.supply.reader(member).await.map_err(|error| of_member(member, &error))?;
                reader.ahead(offset, len);
                let lent = self.blocks.outlet.as_deref().and_then(|outlet| {
                    let len = no_more_than(LENT);
                    reader.lend(offset, len).map(|file| outlet.take(file, offset, len))
                });
                let block = match lent {
                    Some(lent) => lent,
                    None => {
                        let mut buffer = Buffer::with_room(no_more_than(most));
                        let part = buffer.take(no_more_than(most));
                        reader.read_into(offset, part).await.map_err(|error| of_member(member, &error))?;
                        buffer.into_bytes()
                    }
                };
                let sent = block.len() as u64;
                if len > sent {
                    self.held_back = Some(Piece::Read { member, offset: offset + sent, len: len - sent });
                }
                block
            }
        };
        self.count(block.len());
        Ok(block)
    }

    fn count(&mut self, bytes: usize) {
        self.remaining -= (bytes as u64).min(self.remaining);
        self.given += bytes as u64;
    }

    /// A small piece, put to the others.
    async fn gather(&mut self, piece: Piece, gathered: &mut Buffer) -> io::Result<()> {
        if gathered.is_empty() {
            // Room for all that will be gathered, so that nothing is copied twice.
            let room = usize::try_from(self.remaining).unwrap_or(usize::MAX);
            *gathered = Buffer::with_room(room.min(self.blocks.gathered));
        }
        match piece {
            Piece::Bytes(bytes) => gathered.take(bytes.len()).copy_from_slice(&bytes),
            Piece::Read { member, offset, len } => {
                // Shorter than a block, so it is a length in memory.
                let len = usize::try_from(len).map_err(io::Error::other)?;
                let reader = self.supply.reader(member).await.map_err(|error| of_member(member, &error))?;
                reader.read_into(offset, gathered.take(len)).await.map_err(|error| of_member(member, &error))?;
            }
        }
        Ok(())
    }
}

fn of_member(member: usize, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("member {member}: {error}"))
}
