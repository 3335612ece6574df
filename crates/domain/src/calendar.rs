//! Days in UTC, and stretches of them: what insight counts by.

use crate::Timestamp;
use std::{fmt, time::Duration};

const MICROS: i64 = 24 * 60 * 60 * 1_000_000;

/// A day in UTC. Reads and writes `2026-11-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day of a moment.
    pub fn of(at: Timestamp) -> Self {
        Self(at.micros().div_euclid(MICROS))
    }

    /// By the days since 1970, held to the years that can be said.
    pub fn from_number(number: i64) -> Self {
        Self::of(Timestamp::from_micros(number.saturating_mul(MICROS)))
    }

    /// The days since 1970.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Reads `2026-11-30`.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 10 && text.bytes().all(|c| c.is_ascii_digit() || c == b'-');
        plain.then(|| Timestamp::parse(&format!("{text}T00:00:00Z")).map(Self::of)).flatten()
    }

    /// Its first moment.
    pub fn begins(self) -> Timestamp {
        Timestamp::from_micros(self.0.saturating_mul(MICROS))
    }

    /// The first moment after it.
    pub fn ends(self) -> Timestamp {
        self.begins().plus(Duration::from_secs(24 * 60 * 60))
    }

    /// So many days later, or earlier.
    pub fn plus(self, days: i64) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// The day as the calendar says it.
    pub fn date(self) -> jiff::civil::Date {
        self.begins().civil().date()
    }

    /// The first day of its year.
    pub fn first_of_year(self) -> Self {
        Self::of_date(self.date().first_of_year())
    }

    fn of_date(date: jiff::civil::Date) -> Self {
        let since = date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| i64::from(span.get_days()));
        Self::from_number(since)
    }

    fn next_monday(self) -> Self {
        // The first day of 1970 was a Thursday.
        Self(self.0 + 7 - (self.0 + 3).rem_euclid(7))
    }

    fn next_month(self) -> Self {
        Self::of_date(self.date().last_of_month()).plus(1)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

/// By what a stretch of days is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Day by day.
    Day,
    /// Week by week, from Monday on.
    Week,
    /// Month by month.
    Month,
}

impl Step {
    /// The word as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
        }
    }
}

/// A stretch of days, the last one included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    first: Day,
    last: Day,
}

/// Up to so many days are told day by day.
const BY_DAY: i64 = 45;
/// Up to so many week by week.
const BY_WEEK: i64 = 400;

impl Days {
    /// From the first to the last; the first alone where the last lies before it.
    pub fn new(first: Day, last: Day) -> Self {
        Self { first, last: last.max(first) }
    }

    /// The first day.
    pub fn first(self) -> Day {
        self.first
    }

    /// The last day.
    pub fn last(self) -> Day {
        self.last
    }

    /// How many there are.
    pub fn count(self) -> i64 {
        self.last.0 - self.first.0 + 1
    }

    /// By what it is told so that a chart of it can be read.
    pub fn step(self) -> Step {
        match self.count() {
            days if days <= BY_DAY => Step::Day,
            days if days <= BY_WEEK => Step::Week,
            _ => Step::Month,
        }
    }

    /// The stretch in such steps; the first and the last are cut off where it begins and ends.
    pub fn steps(self) -> Vec<Days> {
        let (step, mut first, mut steps) = (self.step(), self.first, Vec::new());
        while first <= self.last {
            let next = match step {
                Step::Day => first.plus(1),
                Step::Week => first.next_monday(),
                Step::Month => first.next_month(),
            };
            steps.push(Days::new(first, next.plus(-1).min(self.last)));
            if next <= first {
                break;
            }
            first = next;
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn told(first: &str, last: &str) -> Vec<(String, String)> {
        let steps = Days::new(day(first), day(last)).steps();
        steps.into_iter().map(|days| (days.first().to_string(), days.last().to_string())).collect()
    }

    #[test]
    fn a_day_reads_back_as_it_was_written() {
        for text in ["1970-01-01", "2026-11-30", "2024-02-29", "0001-01-01", "9998-12-31"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in ["", "2026-13-01", "2026-1-1", "tomorrow", "2026-11-30T00:00:00Z", "+2026-11-3"] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert_eq!(Day::of(Timestamp::parse("2026-11-30T23:59:59Z").unwrap()), day("2026-11-30"));
        assert_eq!(day("2026-11-30").first_of_year(), day("2026-01-01"));
    }

    #[test]
    fn a_month_is_told_day_by_day() {
        let steps = told("2026-02-27", "2026-03-02");
        let days = ["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"];
        assert_eq!(steps, days.map(|day| (day.to_owned(), day.to_owned())));
    }

    #[test]
    fn a_year_is_told_in_weeks_from_monday_on() {
        let steps = told("2026-01-01", "2026-12-31");
        assert_eq!(steps[0], ("2026-01-01".into(), "2026-01-04".into()), "a Thursday, to the Sunday");
        assert_eq!(steps[1], ("2026-01-05".into(), "2026-01-11".into()));
        assert_eq!(steps.last().unwrap(), &("2026-12-28".into(), "2026-12-31".into()));
        assert_eq!(steps.len(), 53);
    }

    #[test]
    fn years_are_told_in_months() {
        let steps = told("2024-01-31", "2026-02-10");
        assert_eq!(steps[0], ("2024-01-31".into(), "2024-01-31".into()));
        assert_eq!(steps[1], ("2024-02-01".into(), "2024-02-29".into()));
        assert_eq!(steps.last().unwrap(), &("2026-02-01".into(), "2026-02-10".into()));
        assert_eq!(steps.len(), 26);
    }

    #[test]
    fn a_stretch_that_ends_before_it_begins_is_its_first_day() {
        let days = Days::new(day("2026-03-02"), day("2026-03-01"));
        assert_eq!((days.count(), days.steps()), (1, vec![days]));
        let end = Days::new(day("9998-12-01"), Day::from_number(i64::MAX));
        assert!(!end.steps().is_empty());
    }
}
