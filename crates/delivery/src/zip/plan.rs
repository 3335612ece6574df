//! The plan: where each byte of the archive comes from.

use std::collections::HashSet;
use std::ops::Range;

use http::HeaderValue;
use thiserror::Error;

use super::entry::{Entry, name_is_safe};
use super::etag::etag;
use super::layout::{self, Directory};
use super::segments::Segments;
use crate::representation::{LastModified, Representation, StrongEtag};

/// Why an archive cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PlanError {
    /// The name is empty, absolute, longer than 65,535 bytes, or would leave the folder it is unpacked in.
    #[error("member {index} has a name that an archive must not hold")]
    UnsafeName {
        /// Of the entry, from 0.
        index: usize,
    },
    /// Two members have the same name.
    #[error("member {index} has the name of an earlier one")]
    RepeatedName {
        /// Of the later entry, from 0.
        index: usize,
    },
    /// The archive would have more bytes than 64 bits can count.
    #[error("the archive is too large to be counted")]
    TooLarge,
}

/// An archive, laid out. `T` says where a member's bytes are, in the caller's terms.
///
/// Costs about 140 bytes and the name for each member, and no more while it is sent: records are written when their
/// turn comes. Finding the place of a range takes the logarithm of the number of members.
#[derive(Debug, Clone)]
pub struct Plan<T> {
    pub(super) entries: Vec<Entry<T>>,
    /// Where each member's local record begins.
    pub(super) local_at: Vec<u64>,
    /// Where each member's record in the directory begins.
    pub(super) central_at: Vec<u64>,
    pub(super) directory: Directory,
    length: u64,
    etag: StrongEtag,
}

impl<T> Plan<T> {
    /// Lays out an archive of these members, in this order. None at all make an empty archive.
    ///
    /// # Errors
    /// [`PlanError`] names the first member that cannot stand in it; [`crate::names::paths`] gives names that can.
    pub fn new(entries: Vec<Entry<T>>) -> Result<Self, PlanError> {
        check_names(&entries)?;
        let mut at = 0_u64;
        let mut local_at = Vec::with_capacity(entries.len());
        for entry in &entries {
            local_at.push(at);
            let member = layout::local_length(entry).checked_add(entry.size).ok_or(PlanError::TooLarge)?;
            at = at.checked_add(member).ok_or(PlanError::TooLarge)?;
        }
        let directory_at = at;
        let mut central_at = Vec::with_capacity(entries.len());
        for (entry, offset) in entries.iter().zip(&local_at) {
            central_at.push(at);
            at = at.checked_add(layout::central_length(entry, *offset)).ok_or(PlanError::TooLarge)?;
        }
        let directory = Directory { entries: entries.len() as u64, offset: directory_at, length: at - directory_at };
        let length = at.checked_add(directory.end_length()).ok_or(PlanError::TooLarge)?;
        let etag = etag(&entries);
        Ok(Self { entries, local_at, central_at, directory, length, etag })
    }

    /// Bytes of the whole archive, exactly.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// A hash of everything that decides the archive's bytes: names, sizes, checksums, contents' hashes and times.
    #[must_use]
    pub fn etag(&self) -> &StrongEtag {
        &self.etag
    }

    /// The members, in the order of the archive.
    #[must_use]
    pub fn entries(&self) -> &[Entry<T>] {
        &self.entries
    }

    /// The archive as [`answer`](fn@crate::answer) wants it. Its date is the newest member's and only shown: another
    /// selection can have the same.
    #[must_use]
    pub fn representation(&self) -> Representation {
        let newest = self.entries.iter().map(|entry| entry.modified).max();
        Representation {
            length: self.length,
            etag: self.etag.clone(),
            last_modified: newest.map_or(LastModified::Unknown, LastModified::Shown),
            content_type: HeaderValue::from_static("application/zip"),
        }
    }

    /// What the bytes of `range` are made of, in order; what lies past the end is left out.
    #[must_use]
    pub fn range(&self, range: Range<u64>) -> Segments<'_, T> {
        Segments::new(self, range)
    }

    /// The members that have bytes of their own in `range`.
    #[must_use]
    pub fn members_in(&self, range: Range<u64>) -> Range<usize> {
        if range.start >= range.end {
            return 0..0;
        }
        let first = self.local_at.partition_point(|at| *at <= range.start).saturating_sub(1);
        let end = self.local_at.partition_point(|at| *at < range.end);
        let begins_in_content = |index: usize| self.content(index).end > range.start;
        let reaches_content = |index: usize| self.content(index).start < range.end;
        let first = if first < end && !begins_in_content(first) { first + 1 } else { first };
        let end = if first < end && !reaches_content(end - 1) { end - 1 } else { end };
        first..end.max(first)
    }

    /// Where the member's own bytes lie in the archive.
    pub(super) fn content(&self, index: usize) -> Range<u64> {
        let entry = &self.entries[index];
        let start = self.local_at[index] + layout::local_length(entry);
        start..start + entry.size
    }
}

fn check_names<T>(entries: &[Entry<T>]) -> Result<(), PlanError> {
    let mut seen = HashSet::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        if !name_is_safe(&entry.name) {
            return Err(PlanError::UnsafeName { index });
        }
        if !seen.insert(entry.name.as_str()) {
            return Err(PlanError::RepeatedName { index });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, size: u64) -> Entry<()> {
        Entry { name: name.into(), size, crc32: 0, sha256: [0; 32], modified: 0, source: () }
    }

    #[test]
    fn an_archive_without_members_is_an_end() {
        let plan = Plan::<()>::new(Vec::new()).unwrap();
        assert_eq!(plan.length(), 22);
        assert_eq!(plan.representation().last_modified, LastModified::Unknown);
    }

    #[test]
    fn names_that_cannot_stand_are_named() {
        let plan = |names: &[&str]| Plan::new(names.iter().map(|name| entry(name, 1)).collect()).map(|_| ());
        assert_eq!(plan(&["a", "../b"]), Err(PlanError::UnsafeName { index: 1 }));
        assert_eq!(plan(&["a", "b", "a"]), Err(PlanError::RepeatedName { index: 2 }));
        assert_eq!(plan(&["a", "A"]), Ok(()));
    }

    #[test]
    fn what_64_bits_cannot_count_is_too_large() {
        let plan = |sizes: &[u64]| {
            let entries = sizes.iter().enumerate().map(|(index, size)| entry(&index.to_string(), *size));
            Plan::new(entries.collect()).map(|_| ())
        };
        assert_eq!(plan(&[u64::MAX]), Err(PlanError::TooLarge));
        assert_eq!(plan(&[u64::MAX / 2, u64::MAX / 2]), Err(PlanError::TooLarge));
        assert_eq!(plan(&[u64::MAX - 100]), Err(PlanError::TooLarge));
        assert_eq!(plan(&[u64::MAX / 2]), Ok(()));
    }

    #[test]
    fn the_tag_changes_with_whatever_changes_the_bytes() {
        let tag = |change: fn(&mut Entry<()>)| {
            let mut changed = entry("a", 5);
            change(&mut changed);
            Plan::new(vec![changed, entry("b", 5)]).unwrap().etag().clone()
        };
        let same = tag(|_| {});
        assert_eq!(tag(|_| {}), same);
        let changes: [fn(&mut Entry<()>); 5] = [
            |entry| entry.name.push('x'),
            |entry| entry.size += 1,
            |entry| entry.crc32 += 1,
            |entry| entry.sha256[31] += 1,
            |entry| entry.modified += 1,
        ];
        for change in changes {
            assert_ne!(tag(change), same);
        }
        let turned = Plan::new(vec![entry("b", 5), entry("a", 5)]).unwrap();
        assert_ne!(turned.etag(), &same);
    }

    #[test]
    fn members_in_a_range_are_those_with_bytes_in_it() {
        let plan = Plan::new(vec![entry("a", 5), entry("b", 0), entry("c", 5)]).unwrap();
        for start in 0..plan.length() {
            for end in start..=plan.length() {
                let touched: Vec<usize> = (0..3)
                    .filter(|&index| {
                        let content = plan.content(index);
                        content.start.max(start) < content.end.min(end)
                    })
                    .collect();
                let said: Vec<usize> = plan.members_in(start..end).collect();
                let exact: Vec<usize> = said.iter().copied().filter(|index| *index != 1).collect();
                assert_eq!(exact, touched, "{start}..{end}: {said:?}");
            }
        }
    }
}
