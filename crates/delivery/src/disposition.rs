//! Under which name a browser saves a download: `Content-Disposition` (RFC 6266, RFC 8187).

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::names::is_invisible;

/// Everything but the `attr-char` of RFC 8187.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The header value that has `filename` saved rather than shown.
///
/// Carries the name twice: `filename*` in UTF-8 for every browser of this century, and `filename` in ASCII for the
/// rest, where `_` stands for what ASCII lacks, for quotes, backslashes and percent signs (which some clients
/// unescape). Neither form holds a path separator, a control character or a character that turns the direction of
/// writing and so hides an extension.
#[must_use]
pub fn attachment(filename: &str) -> HeaderValue {
    let name: String =
        filename.chars().filter(|&c| !is_invisible(c)).map(|c| if matches!(c, '/' | '\\') { '_' } else { c }).collect();
    let name = match name.trim() {
        "" | "." | ".." => "file",
        name => name,
    };
    let plain: String = name.chars().map(|c| if fits_quoted(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(name, ENCODED);
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}"))
        // Only visible ASCII and spaces are left; should that ever change, the browser picks a name.
        .unwrap_or_else(|_| HeaderValue::from_static("attachment"))
}

fn fits_quoted(c: char) -> bool {
    (c == ' ' || c.is_ascii_graphic()) && !matches!(c, '"' | '\\' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(name: &str) -> String {
        attachment(name).to_str().unwrap().to_owned()
    }

    #[test]
    fn a_plain_name_stands_in_both_forms() {
        assert_eq!(header("plan.pdf"), "attachment; filename=\"plan.pdf\"; filename*=UTF-8''plan.pdf");
        assert_eq!(header("a b.pdf"), "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
    }

    #[test]
    fn other_alphabets_survive_in_utf_8() {
        assert_eq!(
            header("naïve €.txt"),
            "attachment; filename=\"na_ve _.txt\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt"
        );
        assert!(header("صورة 🦀.png").ends_with("filename*=UTF-8''%D8%B5%D9%88%D8%B1%D8%A9%20%F0%9F%A6%80.png"));
    }

    #[test]
    fn nothing_breaks_out_of_the_quotes_or_the_header() {
        let hostile = header("a\"; filename=\"evil.exe\r\nSet-Cookie: x=1\\.txt");
        assert_eq!(
            hostile,
            "attachment; filename=\"a_; filename=_evil.exeSet-Cookie: x=1_.txt\"; \
             filename*=UTF-8''a%22%3B%20filename%3D%22evil.exeSet-Cookie%3A%20x%3D1_.txt"
        );
        assert_eq!(header("100%41.txt"), "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt");
    }

    #[test]
    fn a_path_is_no_name() {
        assert!(header("../../etc/passwd").starts_with("attachment; filename=\".._.._etc_passwd\""));
        for none in ["", " ", ".", "..", "\n\u{202e}"] {
            assert!(header(none).starts_with("attachment; filename=\"file\""), "{none:?}");
        }
    }

    #[test]
    fn a_name_cannot_turn_the_direction_of_writing() {
        assert!(!header("photo\u{202e}gpj.exe").contains("%E2%80%AE"));
    }

    #[test]
    fn every_character_gives_a_header() {
        for c in (0..=0x2FFF).filter_map(char::from_u32) {
            let text = header(&format!("a{c}b"));
            assert_eq!(text.matches('"').count(), 2, "{c:?}");
        }
    }
}
