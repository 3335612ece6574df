//! Moments, in microseconds since 1970 in UTC.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, time::Duration};

/// A moment: microseconds since 1970-01-01T00:00:00Z. Reads and writes RFC 3339 outside, a plain integer inside.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// The earliest and the latest moment that can be written as RFC 3339 (the years 0001 to 9999).
const EARLIEST: i64 = -62_135_596_800_000_000;
const LATEST: i64 = 253_402_207_200_000_000;

impl Timestamp {
    /// From microseconds since 1970, held to the years that RFC 3339 can say.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(EARLIEST, LATEST))
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970, as HTTP dates count.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This much later, without overflow.
    pub fn plus(self, span: Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.0.saturating_add(micros))
    }

    /// This much earlier, without overflow.
    pub fn minus(self, span: Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self::from_micros(self.0.saturating_sub(micros))
    }

    /// How long after `earlier` this is; nothing where it is before.
    pub fn since(self, earlier: Timestamp) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads an RFC 3339 moment, or a plain date, which means the end of that day in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        // The library's time ends a day before the year 9999 does; "9999-12-31" is how many say "for ever".
        if let Some(rest) = text.strip_prefix("9999-") {
            let a_year_before = Self::parse(&format!("9998-{rest}"))?;
            return Some(Self::from_micros(a_year_before.0.saturating_add(365 * 24 * 60 * 60 * 1_000_000)));
        }
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(Self::from_micros(moment.as_microsecond()));
        }
        let date: jiff::civil::Date = text.parse().ok()?;
        let end = date.at(23, 59, 59, 0).to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Self::from_micros(end.timestamp().as_microsecond()))
    }

    fn moment(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// The moment as calendar and clock say it in UTC.
    pub fn civil(self) -> jiff::civil::DateTime {
        jiff::tz::TimeZone::UTC.to_datetime(self.moment())
    }

    /// The day in UTC as people write it: `21 November 2026`.
    pub fn day(self) -> String {
        self.moment().strftime("%-d %B %Y").to_string()
    }

    /// Day and minute in UTC: `21 November 2026, 14:05 UTC`.
    pub fn minute(self) -> String {
        self.moment().strftime("%-d %B %Y, %H:%M UTC").to_string()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.moment().fmt(f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("not a date or an RFC 3339 time such as 2026-12-31T23:59:59Z"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_written() {
        let at = Timestamp::parse("2026-11-21T14:05:06.000007Z").unwrap();
        assert_eq!(at.to_string(), "2026-11-21T14:05:06.000007Z");
        assert_eq!(at.day(), "21 November 2026");
    }

    #[test]
    fn a_plain_date_lasts_to_the_end_of_its_day() {
        assert_eq!(Timestamp::parse("2026-12-31").unwrap().to_string(), "2026-12-31T23:59:59Z");
    }

    #[test]
    fn the_last_day_that_can_be_written_is_a_day_too() {
        for text in ["9999-12-31", "9999-12-31T23:59:59Z", "9999-12-30"] {
            assert!(Timestamp::parse(text).unwrap().to_string().starts_with("9999-12-30T"), "{text}");
        }
        assert_eq!(Timestamp::parse("9999-03-01T00:00:00+01:00").unwrap().to_string(), "9999-02-28T23:00:00Z");
    }

    #[test]
    fn adding_forever_does_not_overflow() {
        let at = Timestamp::from_micros(i64::MAX).plus(Duration::MAX);
        assert!(at.to_string().starts_with("9999-"));
        assert!(Timestamp::parse(&at.to_string()).is_some());
    }

    #[test]
    fn nonsense_is_no_moment() {
        for text in ["", "soon", "9999-12-32", "9999-12-31T25:00:00Z", "2026-13-01", "99999-01-01T00:00:00Z", "1"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }
}
