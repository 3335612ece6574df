//! What belongs to a user's account: how they want to hear of requests, where they are, what a token of theirs may do.

use crate::{Timestamp, words::spelled};
use jiff::tz::TimeZone;
use std::time::Duration;

/// When a responsible hears by mail of requests that wait for them. At the desk they see all of them at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Notifications {
    /// Of each, as it comes.
    #[default]
    Each,
    /// Of those of an hour, together.
    Hourly,
    /// Of those of a day, together, in the morning.
    Daily,
    /// Never.
    None,
}

spelled!(Notifications { Each = "each", Hourly = "hourly", Daily = "daily", None = "none" });

/// The hour at which the mail of a day goes out, where its reader is.
const MORNING: i8 = 8;

impl Notifications {
    /// When a mail about something that happens now is due, for somebody in this zone; none where they want none.
    pub fn due(self, now: Timestamp, zone: &Zone) -> Option<Timestamp> {
        match self {
            Notifications::None => None,
            Notifications::Each => Some(now),
            Notifications::Hourly => {
                const HOUR: i64 = 60 * 60 * 1_000_000;
                Some(Timestamp::from_micros((now.micros().div_euclid(HOUR) + 1).saturating_mul(HOUR)))
            }
            Notifications::Daily => Some(next_morning(now, zone).unwrap_or(now.plus(Duration::from_secs(86_400)))),
        }
    }
}

/// The next moment at which it is morning there, also where a clock was put forward over it.
fn next_morning(now: Timestamp, zone: &Zone) -> Option<Timestamp> {
    let today = jiff::Timestamp::from_microsecond(now.micros()).ok()?.to_zoned(zone.0.clone()).date();
    let of_day = |day: jiff::civil::Date| {
        let morning = day.at(MORNING, 0, 0, 0).to_zoned(zone.0.clone()).ok()?;
        Some(Timestamp::from_micros(morning.timestamp().as_microsecond()))
    };
    of_day(today).filter(|at| *at > now).or_else(|| of_day(today.tomorrow().ok()?))
}

/// A time zone by its name in the system's list: `Europe/Zurich`.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// The zone of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let known =
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
        known.then(|| TimeZone::get(name).ok()).flatten().map(Self)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The names of all there are: places by their continents.
    pub fn all() -> Vec<String> {
        let is_place = |name: &String| {
            let (continent, _) = name.split_once('/').unwrap_or((name, ""));
            ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"]
                .contains(&continent)
        };
        let mut names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).filter(is_place).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What a token may do of what its user may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TokenScope {
    /// All of it.
    #[default]
    All,
    /// Read and download; change nothing.
    Read,
}

spelled!(TokenScope { All = "all", Read = "read" });

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).unwrap()
    }

    #[test]
    fn a_mail_of_each_is_due_now_and_of_none_never() {
        let now = at("2026-11-22T15:34:00Z");
        assert_eq!(Notifications::Each.due(now, &Zone::default()), Some(now));
        assert_eq!(Notifications::None.due(now, &Zone::default()), None);
    }

    #[test]
    fn the_mail_of_an_hour_goes_out_when_it_is_over() {
        let due = |text: &str| Notifications::Hourly.due(at(text), &Zone::default()).unwrap().to_string();
        assert_eq!(due("2026-11-22T15:34:00Z"), "2026-11-22T16:00:00Z");
        assert_eq!(due("2026-11-22T16:00:00Z"), "2026-11-22T17:00:00Z");
    }

    #[test]
    fn the_mail_of_a_day_goes_out_in_the_morning_of_its_reader() {
        let due = |text: &str, zone: &str| {
            let zone = Zone::parse(zone).unwrap_or_default();
            Notifications::Daily.due(at(text), &zone).unwrap().to_string()
        };
        assert_eq!(due("2026-11-22T15:34:00Z", ""), "2026-11-23T08:00:00Z");
        assert_eq!(due("2026-11-22T07:59:59Z", ""), "2026-11-22T08:00:00Z");
        assert_eq!(due("2026-11-22T08:00:00Z", ""), "2026-11-23T08:00:00Z");
        if Zone::parse("Europe/Zurich").is_some() {
            assert_eq!(due("2026-11-22T15:34:00Z", "Europe/Zurich"), "2026-11-23T07:00:00Z");
            // The night in which clocks go back.
            assert_eq!(due("2026-10-24T23:30:00Z", "Europe/Zurich"), "2026-10-25T07:00:00Z");
        }
    }

    #[test]
    fn what_names_no_zone_is_none() {
        for name in ["", "Mars/Olympus", "../../etc/passwd", "Europe/Zür", "UTC\n"] {
            assert_eq!(Zone::parse(name), None, "{name:?}");
        }
        assert!(Zone::all().iter().all(|name| Zone::parse(name).is_some()));
    }
}
