//! Sentences with something to count or to name in them, whole, so that each can be translated as one.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// "1 file" or "12 files".
pub fn files(count: &u64) -> String {
    match count {
        1 => "1 file".into(),
        n => format!("{} files", grouped(n)),
    }
}

/// "1 asset" or "12 assets".
pub fn assets(count: &u64) -> String {
    match count {
        1 => "1 asset".into(),
        n => format!("{} assets", grouped(n)),
    }
}

/// "1 request" or "12 requests".
pub fn requests(count: &u64) -> String {
    match count {
        1 => "1 request".into(),
        n => format!("{} requests", grouped(n)),
    }
}

/// The button for everything of a place.
pub fn download_all(count: &u64, size: &str) -> String {
    match count {
        1 => format!("Download 1 file, {size}"),
        n => format!("Download all {} files, {size}", grouped(n)),
    }
}

/// The button for everything that was approved.
pub fn download_zip(count: &u64, size: &str) -> String {
    match count {
        1 => format!("Download 1 file as ZIP, {size}"),
        n => format!("Download {} files as ZIP, {size}", grouped(n)),
    }
}

/// "1,204" for 1204. The comma is English; other languages bring their own.
pub fn grouped(number: &u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A size in bytes as people read it: "950 B", "4.2 MB". Decimal units, as file managers and disks use them.
pub fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["kB", "MB", "GB", "TB", "PB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let mut value = bytes as f64 / 1000.0;
    let mut unit = 0;
    // 999.5 would be written as "1000 kB".
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    let digits = usize::from(value < 9.95);
    format!("{value:.digits$} {}", UNITS[unit])
}

/// What may stand bare in the parts of a `mailto:` address (RFC 6068).
const MAILTO: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// A `mailto:` address that begins a letter to `mail` about `subject`.
pub fn mailto(mail: &str, subject: &str) -> String {
    format!("mailto:{}?subject={}", utf8_percent_encode(mail, MAILTO), utf8_percent_encode(subject, MAILTO))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_well_at_every_edge() {
        assert_eq!(size(0), "0 B");
        assert_eq!(size(999), "999 B");
        assert_eq!(size(1000), "1.0 kB");
        assert_eq!(size(9_949), "9.9 kB");
        assert_eq!(size(9_950), "10 kB");
        assert_eq!(size(999_499), "999 kB");
        assert_eq!(size(999_500), "1.0 MB");
        assert_eq!(size(5_368_709_120), "5.4 GB");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(&999), "999");
        assert_eq!(grouped(&65_535), "65,535");
        assert_eq!(grouped(&1_000_000), "1,000,000");
        assert_eq!(files(&1), "1 file");
    }

    #[test]
    fn no_second_header_fits_into_a_mailto() {
        let href = mailto("a+b@x.org?bcc=all@x.org", "Logos & more\r\nBcc: y");
        assert_eq!(href, "mailto:a%2Bb@x.org%3Fbcc%3Dall@x.org?subject=Logos%20%26%20more%0D%0ABcc%3A%20y");
    }
}
