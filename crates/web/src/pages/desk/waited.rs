//! How long somebody waited, as people say it.

/// A length of time in one unit.
pub(super) fn lasted(seconds: i64) -> String {
    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    let (number, unit) = match seconds {
        ..MINUTE => (seconds, "second"),
        MINUTE..HOUR => (seconds / MINUTE, "minute"),
        HOUR..DAY => (seconds / HOUR, "hour"),
        _ => (seconds / DAY, "day"),
    };
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

/// So many seconds or longer, and less than so many.
pub(super) fn between(from: Option<i64>, until: Option<i64>) -> String {
    match (from, until) {
        (None, Some(end)) => format!("Less than {}", lasted(end)),
        (Some(start), Some(end)) => format!("{} to {}", lasted(start), lasted(end)),
        (Some(start), None) => format!("{} or longer", lasted(start)),
        (None, None) => "Any time".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_is_said_in_one_unit() {
        let said = [0, 1, 59, 60, 3_599, 3_600, 86_399, 86_400, 30 * 86_400].map(lasted);
        let is =
            ["0 seconds", "1 second", "59 seconds", "1 minute", "59 minutes", "1 hour", "23 hours", "1 day", "30 days"];
        assert_eq!(said, is);
        assert_eq!(between(Some(3_600), Some(14_400)), "1 hour to 4 hours");
        assert_eq!(between(Some(30 * 86_400), None), "30 days or longer");
    }
}
