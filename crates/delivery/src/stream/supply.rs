//! What a body is made of, piece by piece: the common face of a file and an archive.

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::source::{Reader, Source};
use crate::answer::Span;
use crate::zip::{Cursor, Plan, Segment};

/// The next stretch of a body.
pub(super) enum Piece {
    Bytes(Bytes),
    Read { member: usize, offset: u64, len: u64 },
}

pub(super) trait Supply: Send {
    type Reader: Reader;

    fn next(&mut self) -> Option<Piece>;

    /// The member's reader; asked for in the order of the pieces.
    fn reader(&mut self, member: usize) -> impl Future<Output = io::Result<&Self::Reader>> + Send;
}

/// The spans of one file.
pub(super) struct FileSupply<R> {
    pub reader: R,
    pub spans: VecDeque<Span>,
}

impl<R: Reader> Supply for FileSupply<R> {
    type Reader = R;

    fn next(&mut self) -> Option<Piece> {
        self.spans.pop_front().map(|span| match span {
            Span::Bytes(bytes) => Piece::Bytes(bytes),
            Span::Content(range) => {
                Piece::Read { member: 0, offset: range.start, len: range.end.saturating_sub(range.start) }
            }
        })
    }

    async fn reader(&mut self, _member: usize) -> io::Result<&R> {
        Ok(&self.reader)
    }
}

/// The spans of an archive.
pub(super) struct ArchiveSupply<S: Source> {
    pub plan: Arc<Plan<S::Key>>,
    pub source: S,
    pub spans: VecDeque<Span>,
    /// Within the span at hand.
    pub cursor: Option<Cursor>,
    /// The member at hand.
    pub open: Option<(usize, S::Reader)>,
}

impl<S: Source> Supply for ArchiveSupply<S> {
    type Reader = S::Reader;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(cursor) = &mut self.cursor {
                match cursor.next(&self.plan) {
                    Some(Segment::Bytes(bytes)) => return Some(Piece::Bytes(bytes)),
                    Some(Segment::Source { index, offset, len }) => {
                        return Some(Piece::Read { member: index, offset, len });
                    }
                    None => self.cursor = None,
                }
            }
            match self.spans.pop_front()? {
                Span::Bytes(bytes) => return Some(Piece::Bytes(bytes)),
                Span::Content(range) => self.cursor = Some(Cursor::new(&self.plan, range)),
            }
        }
    }

    async fn reader(&mut self, member: usize) -> io::Result<&S::Reader> {
        let open = match self.open.take() {
            Some(open) if open.0 == member => open,
            other => {
                // The last member is closed before the next one is opened.
                drop(other);
                (member, self.open_member(member).await?)
            }
        };
        Ok(&self.open.insert(open).1)
    }
}

impl<S: Source> ArchiveSupply<S> {
    async fn open_member(&self, member: usize) -> io::Result<S::Reader> {
        let entry = &self.plan.entries()[member];
        let reader = self.source.open(&entry.source).await?;
        if reader.size() != entry.size {
            let text = format!("has {} bytes where {} were planned", reader.size(), entry.size);
            return Err(io::Error::new(io::ErrorKind::InvalidData, text));
        }
        Ok(reader)
    }
}
