//! The clock of MS-DOS, which every ZIP carries: local time without a zone, every second second, from 1980 to 2107.

/// 1980-01-01 00:00:00, the first moment.
const FIRST: i64 = 315_532_800;
/// 2107-12-31 23:59:58, the last one.
const LAST: i64 = 4_354_819_198;
const DAY: i64 = 86_400;

/// (time, date) of a moment in seconds since 1970, as UTC; moments outside the years of DOS become the nearest one.
pub(super) fn dos_time(unix: i64) -> (u16, u16) {
    let unix = unix.clamp(FIRST, LAST);
    let (days, second) = (unix.div_euclid(DAY), unix.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let time = (second / 3600) << 11 | (second / 60 % 60) << 5 | ((second % 60) / 2);
    let date = (year - 1980) << 9 | month << 5 | day;
    // The clamp above keeps each field within its bits.
    (u16::try_from(time).unwrap_or(0), u16::try_from(date).unwrap_or(0))
}

/// Year, month and day of a day since 1970, by Howard Hinnant's `civil_from_days`: years that begin in March, so that
/// the leap day is the last one.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(unix: i64) -> (u16, u16, u16, u16, u16, u16) {
        let (time, date) = dos_time(unix);
        (1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2)
    }

    #[test]
    fn moments_are_written_as_utc() {
        assert_eq!(read(1_582_977_599), (2020, 2, 29, 11, 59, 58));
        assert_eq!(read(951_782_400), (2000, 2, 29, 0, 0, 0));
        assert_eq!(read(1_735_689_599), (2024, 12, 31, 23, 59, 58));
        assert_eq!(read(4_107_542_400), (2100, 3, 1, 0, 0, 0));
    }

    #[test]
    fn moments_outside_the_years_of_dos_become_the_nearest_one() {
        for early in [i64::MIN, -1, 0, FIRST - 1, FIRST] {
            assert_eq!(read(early), (1980, 1, 1, 0, 0, 0));
        }
        for late in [LAST, LAST + 1, i64::MAX] {
            assert_eq!(read(late), (2107, 12, 31, 23, 59, 58));
        }
    }
}
