//! Where somebody stands who follows the history.

use domain::{EventId, Timestamp};
use std::collections::BTreeMap;

/// The most ranges that are believed of what somebody brings.
const MOST_RANGES: usize = 10_000;

/// Everything up to a moment was told, and beyond it these. Ids are handed out in blocks, one after the other, so that what was
/// told lately is a few ranges of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Up to here everything was told.
    pub(super) floor: Timestamp,
    /// What was told beyond.
    pub(super) told: BTreeMap<EventId, Timestamp>,
    /// The same, as it was brought: nothing more is known of it.
    pub(super) brought: Vec<(i64, i64)>,
}

impl Position {
    /// After everything that happened before a moment.
    pub(super) fn at(floor: Timestamp) -> Self {
        Self { floor, told: BTreeMap::new(), brought: vec![] }
    }

    /// As numbers, to be brought back.
    pub fn numbers(&self) -> Vec<i64> {
        let told = self.told.keys().map(|id| (id.0, id.0 + 1));
        let ranges = self.brought.iter().copied().chain(told).collect();
        let mut numbers = vec![self.floor.micros()];
        let mut before = 0;
        for (start, end) in joined(ranges) {
            numbers.extend([start - before, end - start]);
            before = end;
        }
        numbers
    }

    /// From such numbers; none where they were never ours.
    pub fn of_numbers(numbers: &[i64]) -> Option<Self> {
        let (floor, rest) = numbers.split_first()?;
        let floor = Some(Timestamp::from_micros(*floor)).filter(|moment| moment.micros() == *floor)?;
        let (pairs, []) = rest.as_chunks::<2>() else { return None };
        if pairs.len() > MOST_RANGES {
            return None;
        }
        let mut brought = Vec::with_capacity(pairs.len());
        let mut before = 0i64;
        for [gap, length] in pairs {
            let start = before.checked_add(*gap).filter(|_| *gap >= 0)?;
            before = start.checked_add(*length).filter(|_| *length > 0)?;
            brought.push((start, before));
        }
        Some(Self { brought, ..Self::at(floor) })
    }

    /// Whether this one was told.
    pub(super) fn knows(&self, id: EventId) -> bool {
        let after = self.brought.partition_point(|(start, _)| *start <= id.0);
        let is_brought = after.checked_sub(1).and_then(|at| self.brought.get(at)).is_some_and(|(_, end)| id.0 < *end);
        is_brought || self.told.contains_key(&id)
    }

    /// Everything up to here was told.
    pub(super) fn rise(&mut self, floor: Timestamp) {
        self.floor = self.floor.max(floor);
        let floor = self.floor;
        self.told.retain(|_, at| *at > floor);
    }
}

/// Ranges in order, those that touch as one.
fn joined(mut ranges: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    ranges.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match joined.last_mut() {
            Some((_, before)) if start <= *before => *before = end.max(*before),
            _ => joined.push((start, end)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    fn told(floor: i64, ids: &[i64]) -> Position {
        let told = ids.iter().map(|id| (EventId(*id), at(floor + 1))).collect();
        Position { told, ..Position::at(at(floor)) }
    }

    #[test]
    fn a_position_is_brought_back_as_it_was() {
        let position = told(100, &[3, 4, 5, 9, 4097, 4098]);
        assert_eq!(position.numbers(), [100_000_000, 3, 3, 3, 1, 4087, 2]);
        let brought = Position::of_numbers(&position.numbers()).unwrap();
        for id in [3, 4, 5, 9, 4097, 4098] {
            assert!(brought.knows(EventId(id)), "{id}");
        }
        for id in [0, 2, 6, 8, 10, 4096, 4099] {
            assert!(!brought.knows(EventId(id)), "{id}");
        }
        assert_eq!(brought.numbers(), position.numbers());
    }

    #[test]
    fn what_is_told_on_the_way_joins_what_was_brought() {
        let mut position = Position::of_numbers(&[100_000_000, 3, 2, 5, 1]).unwrap();
        position.told.extend([(EventId(5), at(101)), (EventId(2), at(101)), (EventId(40), at(101))]);
        assert_eq!(position.numbers(), [100_000_000, 2, 4, 4, 1, 29, 1]);
        position.rise(at(101));
        assert_eq!((position.floor, position.told.len()), (at(101), 0));
        position.rise(at(50));
        assert_eq!(position.floor, at(101));
    }

    #[test]
    fn what_was_never_ours_is_no_position() {
        for numbers in [&[][..], &[1, 2], &[1, 2, 0], &[1, -1, 1], &[1, i64::MAX, 1], &[i64::MAX]] {
            assert_eq!(Position::of_numbers(numbers), None, "{numbers:?}");
        }
        assert_eq!(Position::of_numbers(&[7]), Some(Position::at(Timestamp::from_micros(7))));
    }
}
