//! The `Range` header (RFC 9110, section 14): which bytes does the client want?

use std::ops::Range;

use http::header::{HeaderMap, RANGE};

/// More ranges than this in one request are answered with the whole representation. No honest client needs more, and
/// each one costs a part header and a seek.
pub const MOST_RANGES: usize = 16;

/// What a `Range` header asks of a representation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// All of it: there is no header, or one that is to be ignored: not understood, another unit than bytes, or more
    /// than [`MOST_RANGES`] ranges.
    Everything,
    /// These bytes, never empty, none overlapping or touching another, in the order of asking.
    Parts(Vec<Range<u64>>),
    /// None of the ranges lies within the representation: 416.
    Nothing,
}

/// Reads the `Range` header for a representation of `length` bytes.
///
/// Ranges that overlap or touch are sent as one, at the place of the first (RFC 9110, 15.3.7.2): sixteen times
/// `0-` must not send a file sixteen times. Numbers too large for 64 bits count as the largest one. An empty
/// representation has no range to give, but its "last n bytes" are all of it.
#[must_use]
pub fn wanted(headers: &HeaderMap, length: u64) -> Wanted {
    let mut lines = headers.get_all(RANGE).iter();
    let (Some(line), None) = (lines.next(), lines.next()) else {
        // None, or several: the header is no list, so several are a mistake.
        return Wanted::Everything;
    };
    line.to_str().ok().and_then(|text| parse(text, length)).unwrap_or(Wanted::Everything)
}

fn parse(text: &str, length: u64) -> Option<Wanted> {
    let (unit, set) = text.trim_matches([' ', '\t']).split_once('=')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    let mut asked = 0;
    let mut parts: Vec<Range<u64>> = Vec::new();
    let mut whole_of_nothing = false;
    // A recipient has to bear empty list elements.
    for spec in set.split(',').map(|spec| spec.trim_matches([' ', '\t'])).filter(|spec| !spec.is_empty()) {
        asked += 1;
        if asked > MOST_RANGES {
            return None;
        }
        match Spec::parse(spec)? {
            Spec::Last(count) if length == 0 && count > 0 => whole_of_nothing = true,
            spec => parts.extend(spec.within(length)),
        }
    }
    match (asked, parts.is_empty()) {
        (0, _) => None,
        // Satisfiable by the letter, but no Content-Range can say "no bytes".
        (_, true) if whole_of_nothing => None,
        (_, true) => Some(Wanted::Nothing),
        (_, false) => Some(Wanted::Parts(coalesce(parts))),
    }
}

/// One range as written.
#[derive(Clone, Copy)]
enum Spec {
    /// `first-last`, both included.
    Between(u64, u64),
    /// `first-`
    From(u64),
    /// `-count`
    Last(u64),
}

impl Spec {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-')?;
        match (first.is_empty(), last.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Self::Last(number(last)?)),
            (false, true) => Some(Self::From(number(first)?)),
            (false, false) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::Between(first, last))
            }
        }
    }

    /// The bytes of a representation of `length` that it means, if there are any.
    fn within(self, length: u64) -> Option<Range<u64>> {
        let range = match self {
            Self::Between(first, last) => first..last.saturating_add(1).min(length),
            Self::From(first) => first..length,
            Self::Last(count) => length.saturating_sub(count)..length,
        };
        (range.start < range.end).then_some(range)
    }
}

/// Digits only (`+1` is no number here); what 64 bits cannot hold is as large as they can.
fn number(digits: &str) -> Option<u64> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// Joins what overlaps or touches, keeping the order of first mention. At most [`MOST_RANGES`] go in, so the square
/// of it is nothing.
fn coalesce(parts: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut kept: Vec<Range<u64>> = Vec::with_capacity(parts.len());
    for part in parts {
        let mut joined = part;
        let mut place = kept.len();
        // A grown range may reach another one that it did not touch before, so begin again after each join.
        while let Some(index) = kept.iter().position(|other| joined.start <= other.end && other.start <= joined.end) {
            let other = kept.remove(index);
            joined = joined.start.min(other.start)..joined.end.max(other.end);
            place = place.saturating_sub(1).min(index);
        }
        kept.insert(place, joined);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(text: &str, length: u64) -> Wanted {
        wanted(&HeaderMap::from_iter([(RANGE, text.parse().unwrap())]), length)
    }

    fn parts<const N: usize>(ranges: [Range<u64>; N]) -> Wanted {
        Wanted::Parts(ranges.to_vec())
    }

    fn one(range: Range<u64>) -> Wanted {
        Wanted::Parts(vec![range])
    }

    #[test]
    fn single_ranges_are_cut_to_the_length() {
        assert_eq!(ask("bytes=0-", 10), one(0..10));
        assert_eq!(ask("bytes=0-0", 10), one(0..1));
        assert_eq!(ask("bytes=3-5", 10), one(3..6));
        assert_eq!(ask("bytes=9-500", 10), one(9..10));
        assert_eq!(ask("bytes=-3", 10), one(7..10));
        assert_eq!(ask("bytes=-500", 10), one(0..10));
        assert_eq!(ask("BYTES=1-1", 10), one(1..2));
    }

    #[test]
    fn what_lies_past_the_end_is_nothing() {
        for text in ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=10-,-0"] {
            assert_eq!(ask(text, 10), Wanted::Nothing, "{text}");
        }
        assert_eq!(ask("bytes=10-,4-4", 10), one(4..5));
    }

    #[test]
    fn an_empty_file_has_no_range_but_all_of_its_last_bytes() {
        assert_eq!(ask("bytes=0-", 0), Wanted::Nothing);
        assert_eq!(ask("bytes=0-0", 0), Wanted::Nothing);
        assert_eq!(ask("bytes=-0", 0), Wanted::Nothing);
        assert_eq!(ask("bytes=-500", 0), Wanted::Everything);
    }

    #[test]
    fn what_is_no_range_is_ignored() {
        let not_ranges = [
            "bytes",
            "bytes=",
            "bytes=,",
            "bytes=-",
            "bytes=a-b",
            "bytes=1",
            "bytes=5-3",
            "bytes =0-1",
            "bytes=0-1-2",
            "bytes=+1-2",
            "bytes=1 - 2",
            "bytes=0-1;2-3",
            "bytes=0-1,x",
            "items=0-1",
            "0-1",
            "bytes=--1",
            "bytes=0x1-2",
        ];
        for text in not_ranges {
            assert_eq!(ask(text, 10), Wanted::Everything, "{text}");
        }
        assert_eq!(wanted(&HeaderMap::new(), 10), Wanted::Everything);
    }

    #[test]
    fn two_range_lines_are_ignored() {
        let line = |text: &str| (RANGE, text.parse().unwrap());
        let mut headers = HeaderMap::from_iter([line("bytes=0-1")]);
        headers.append(RANGE, line("bytes=2-3").1);
        assert_eq!(wanted(&headers, 10), Wanted::Everything);
    }

    #[test]
    fn numbers_beyond_64_bits_do_no_harm() {
        let vast = "9".repeat(40);
        assert_eq!(ask(&format!("bytes=0-{vast}"), 10), one(0..10));
        assert_eq!(ask(&format!("bytes=-{vast}"), 10), one(0..10));
        assert_eq!(ask(&format!("bytes={vast}-"), 10), Wanted::Nothing);
        assert_eq!(ask(&format!("bytes={vast}-{vast}"), u64::MAX), Wanted::Nothing);
        assert_eq!(ask("bytes=0-18446744073709551615", u64::MAX), one(0..u64::MAX));
        assert_eq!(ask("bytes=00000000000000000000000000001-2", 10), one(1..3));
    }

    #[test]
    fn several_ranges_keep_the_order_of_asking() {
        assert_eq!(ask("bytes=7-8, 0-1 ,,4-4", 10), parts([7..9, 0..2, 4..5]));
    }

    #[test]
    fn ranges_that_overlap_or_touch_are_one() {
        assert_eq!(ask("bytes=0-2,3-5", 10), one(0..6));
        assert_eq!(ask("bytes=0-,0-,0-,-1", 10), one(0..10));
        assert_eq!(ask("bytes=0-1,8-9,4-5,1-8", 10), one(0..10));
        assert_eq!(ask("bytes=8-9,0-1,1-2", 10), parts([8..10, 0..3]));
        assert_eq!(ask("bytes=6-7,0-0,8-9", 10), parts([6..10, 0..1]));
    }

    #[test]
    fn the_seventeenth_range_asks_for_everything() {
        let many = |count: usize| {
            let specs: Vec<String> = (0..count).map(|n| format!("{0}-{0}", n * 2)).collect();
            ask(&format!("bytes={}", specs.join(",")), 1000)
        };
        assert!(matches!(many(16), Wanted::Parts(parts) if parts.len() == 16));
        assert_eq!(many(17), Wanted::Everything);
        // Also where most of them lie nowhere, or are all the same.
        assert_eq!(ask(&format!("bytes=0-0{}", ",5000-".repeat(16)), 10), Wanted::Everything);
        assert_eq!(ask(&format!("bytes=0-{}", ",0-".repeat(16)), 10), Wanted::Everything);
    }
}
