//! Walking a plan from any byte to any other.

use std::ops::Range;

use bytes::{Bytes, BytesMut};

use super::layout;
use super::plan::Plan;

/// Records of the directory are handed out together up to about this many bytes.
const DIRECTORY_BLOCK: usize = 64 * 1024;

/// A stretch of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Records of the archive itself.
    Bytes(Bytes),
    /// Bytes of a member.
    Source {
        /// Of the entry, from 0.
        index: usize,
        /// Where they begin in the member.
        offset: u64,
        /// How many they are; never 0.
        len: u64,
    },
}

/// The segments of a range of an archive, in order; see [`Plan::range`].
#[derive(Debug, Clone)]
pub struct Segments<'a, T> {
    plan: &'a Plan<T>,
    cursor: Cursor,
}

impl<'a, T> Segments<'a, T> {
    pub(super) fn new(plan: &'a Plan<T>, range: Range<u64>) -> Self {
        Self { plan, cursor: Cursor::new(plan, range) }
    }
}

impl<T> Iterator for Segments<'_, T> {
    type Item = Segment;

    fn next(&mut self) -> Option<Segment> {
        self.cursor.next(self.plan)
    }
}

/// A place in an archive, for those who hold the plan some other way than by reference.
#[derive(Debug, Clone)]
pub(crate) struct Cursor {
    at: u64,
    end: u64,
    place: Place,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Local(usize),
    Content(usize),
    Central(usize),
    End,
}

impl Cursor {
    pub(crate) fn new<T>(plan: &Plan<T>, range: Range<u64>) -> Self {
        let end = range.end.min(plan.length());
        Self { at: range.start.min(end), end, place: find(plan, range.start) }
    }

    pub(crate) fn next<T>(&mut self, plan: &Plan<T>) -> Option<Segment> {
        while self.at < self.end {
            let segment = match self.place {
                Place::Local(index) => self.local(plan, index),
                Place::Content(index) => self.content(plan, index),
                Place::Central(index) => self.central(plan, index),
                Place::End => self.close(plan),
            };
            if segment.is_some() {
                return segment;
            }
        }
        None
    }

    fn local<T>(&mut self, plan: &Plan<T>, index: usize) -> Option<Segment> {
        let mut record = BytesMut::new();
        layout::put_local(&plan.entries[index], &mut record);
        self.place = Place::Content(index);
        self.cut(plan.local_at[index], record)
    }

    fn content<T>(&mut self, plan: &Plan<T>, index: usize) -> Option<Segment> {
        let content = plan.content(index);
        self.place = if index + 1 < plan.entries.len() { Place::Local(index + 1) } else { Place::Central(0) };
        let stop = content.end.min(self.end);
        if stop <= self.at {
            return None;
        }
        let segment = Segment::Source { index, offset: self.at - content.start, len: stop - self.at };
        self.at = stop;
        Some(segment)
    }

    fn central<T>(&mut self, plan: &Plan<T>, first: usize) -> Option<Segment> {
        let start = plan.central_at[first];
        let mut records = BytesMut::new();
        let mut index = first;
        while index < plan.entries.len() && plan.central_at[index] < self.end && (records.len() < DIRECTORY_BLOCK) {
            layout::put_central(&plan.entries[index], plan.local_at[index], &mut records);
            index += 1;
        }
        self.place = if index < plan.entries.len() { Place::Central(index) } else { Place::End };
        self.cut(start, records)
    }

    fn close<T>(&mut self, plan: &Plan<T>) -> Option<Segment> {
        let mut records = BytesMut::new();
        plan.directory.put_end(&mut records);
        let segment = self.cut(plan.directory.offset + plan.directory.length, records);
        // Nothing lies behind the end.
        self.at = self.end;
        segment
    }

    /// The wanted part of records that begin at `start`, and moves on behind it.
    fn cut(&mut self, start: u64, records: BytesMut) -> Option<Segment> {
        let records = records.freeze();
        let length = records.len() as u64;
        let from = (self.at - start).min(length);
        let to = (self.end - start).min(length);
        self.at = start + to;
        // Both are at most the length of a block in memory.
        let wanted = records.slice(usize::try_from(from).ok()?..usize::try_from(to).ok()?);
        (!wanted.is_empty()).then_some(Segment::Bytes(wanted))
    }
}

/// What lies at a byte of the archive.
fn find<T>(plan: &Plan<T>, at: u64) -> Place {
    let directory = plan.directory;
    if at >= directory.offset + directory.length {
        return Place::End;
    }
    if at >= directory.offset {
        return Place::Central(plan.central_at.partition_point(|start| *start <= at) - 1);
    }
    let index = plan.local_at.partition_point(|start| *start <= at) - 1;
    if at >= plan.content(index).start { Place::Content(index) } else { Place::Local(index) }
}
