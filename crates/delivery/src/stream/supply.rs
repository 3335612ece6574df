//! What a body is made of, piece by piece: the common face of a file and an archive.

use std::collections::VecDeque;
use std::future::Future;
use std::io;
use std::sync::Arc;

use bytes::Bytes;

use super::source::{Reader, Source};
use crate::answer::Span;
use crate::zip::{Cursor, Plan, Segment};

/// Members are opened before their turn until so many of their bytes wait, or one of them does.
const AHEAD: u64 = 2 << 20;

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
    /// Those that were opened before their turn, in order.
    pub next: VecDeque<(usize, S::Reader)>,
    /// The number behind the last member of the span at hand.
    pub until: usize,
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
                Span::Content(range) => {
                    self.until = self.plan.members_in(range.clone()).end;
                    self.cursor = Some(Cursor::new(&self.plan, range));
                }
            }
        }
    }

    async fn reader(&mut self, member: usize) -> io::Result<&S::Reader> {
        let open = match self.open.take() {
            Some(open) if open.0 == member => open,
            other => {
                // The last member is closed before the next one is opened.
                drop(other);
                let reader = self.take(member).await?;
                if self.source.at_once() > 1 {
                    self.open_ahead(member).await;
                }
                (member, reader)
            }
        };
        Ok(&self.open.insert(open).1)
    }
}

impl<S: Source> ArchiveSupply<S> {
    /// A member that may have been opened before its turn.
    async fn take(&mut self, member: usize) -> io::Result<S::Reader> {
        while let Some((number, reader)) = self.next.pop_front() {
            if number == member {
                return Ok(reader);
            }
            // Another span begins at an earlier member.
            if number > member {
                self.next.clear();
            }
        }
        self.open_member(member).await
    }

    /// Has the members behind this one on their way. One that can't be opened says so when its turn comes.
    async fn open_ahead(&mut self, member: usize) {
        let mut waiting: u64 = self.next.iter().map(|(number, _)| self.plan.entries()[*number].size).sum();
        let mut number = self.next.back().map_or(member, |(last, _)| *last) + 1;
        while number < self.until
            && self.next.len() < self.source.at_once()
            && (waiting < AHEAD || self.next.is_empty())
        {
            let Ok(reader) = self.open_member(number).await else { return };
            reader.ahead(0, reader.size());
            waiting += reader.size();
            self.next.push_back((number, reader));
            number += 1;
        }
    }

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
