//! Sentences with something to count or to name in them, whole, so that each can be translated as one.

use ::words::Language;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// The button for everything of a place.
pub fn download_all(lang: &Language, count: &u64, size: &str) -> String {
    lang.tell("place-download-all", &[("count", count.into()), ("size", size.into())])
}

/// The button for everything that was approved.
pub fn download_zip(lang: &Language, count: &u64, size: &str) -> String {
    lang.tell("place-download-zip", &[("count", count.into()), ("size", size.into())])
}

/// How many files a place has, and how large they are.
pub fn files_of(lang: &Language, count: &u64, size: &str) -> String {
    lang.tell("ask-everything-size", &[("count", count.into()), ("size", size.into())])
}

/// "{n} files, {size}" in every form that the language counts by, for the script: `{"one": …, "other": …}` as JSON. The
/// script chooses by `Intl.PluralRules` and sets number and size in.
pub fn selected(lang: &Language) -> String {
    // One number of each category that any language has; which category it is, the script asks its own rules.
    const NUMBERS: [u64; 6] = [0, 1, 2, 3, 11, 100];
    let forms: serde_json::Map<String, serde_json::Value> = NUMBERS
        .iter()
        .map(|number| {
            let text = lang.tell("kit-selected", &[("count", number.into()), ("size", "{size}".into())]);
            let text = text.replacen(&lang.number(*number), "{n}", 1);
            (number.to_string(), text.into())
        })
        .collect();
    serde_json::Value::Object(forms).to_string()
}

/// A number, its digits grouped.
pub fn number(lang: &Language, number: &u64) -> String {
    lang.number(*number)
}

/// "1 request" or "12 requests", at the desk.
pub fn requests(count: &u64) -> String {
    match count {
        1 => "1 request".into(),
        n => format!("{} requests", grouped(n)),
    }
}

/// "1 asset" or "12 assets", at the desk.
pub fn assets(count: &u64) -> String {
    counted(count, "asset")
}

/// "1 section" or "12 sections", at the desk.
pub fn sections(count: &u64) -> String {
    counted(count, "section")
}

/// "1 kit" or "12 kits", at the desk.
pub fn kits(count: &u64) -> String {
    counted(count, "kit")
}

fn counted(count: &u64, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        n => format!("{} {what}s", grouped(n)),
    }
}

/// "1 file" or "12 files", at the desk.
pub fn files(count: &u64) -> String {
    Language::default().count("files", count)
}

/// "1,204" for 1204, at the desk.
pub fn grouped(number: &u64) -> String {
    Language::default().number(*number)
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
    fn the_script_gets_every_form_that_a_language_counts_by() {
        assert!(selected(&Language::default()).contains(r#""1":"{n} file, {size}""#));
        assert!(selected(&Language::default()).contains(r#""100":"{n} files, {size}""#));
    }

    #[test]
    fn no_second_header_fits_into_a_mailto() {
        let href = mailto("a+b@x.org?bcc=all@x.org", "Logos & more\r\nBcc: y");
        assert_eq!(href, "mailto:a%2Bb@x.org%3Fbcc%3Dall@x.org?subject=Logos%20%26%20more%0D%0ABcc%3A%20y");
    }
}
