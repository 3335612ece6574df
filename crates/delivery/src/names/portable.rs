//! One path segment that Windows, macOS and Linux all take.

use unicode_normalization::UnicodeNormalization;

use super::is_invisible;

/// The most bytes of UTF-8 that a segment may have: the limit of most file systems.
pub const LONGEST_SEGMENT: usize = 255;

/// Longer endings are no extension but a sentence with a full stop in it.
const LONGEST_EXTENSION: usize = 32;

/// What a name becomes of which nothing is left.
const NAMELESS: &str = "file";

/// Makes a path segment of any text: NFC, at most [`LONGEST_SEGMENT`] bytes with the extension kept, never empty.
///
/// Path separators do not survive (what stood between them is joined by `_`, and `.` and `..` go); what Windows
/// refuses becomes `_`; control characters and turns of the writing direction go; so do spaces around and full stops
/// behind; a device's name (`CON`, `nul.txt`) gets a `_` behind it. A portable name stays as it is.
#[must_use]
pub fn portable(raw: &str) -> String {
    let visible: String = raw.chars().filter(|&c| !is_invisible(c)).collect();
    let segments: Vec<&str> =
        visible.split(['/', '\\']).filter(|segment| !matches!(segment.trim(), "" | "." | "..")).collect();
    let legal: String = segments.join("_").nfc().map(|c| if is_refused(c) { '_' } else { c }).collect();
    let trimmed = trim(&legal);
    if trimmed.is_empty() {
        return NAMELESS.to_owned();
    }
    // What is cut may be a device's name only then.
    let mut name = fit(trimmed, "");
    if let Some(end) = device_end(&name) {
        name.insert(end, '_');
        name = fit(&name, "");
    }
    name
}

/// Cuts a name so that it has room for `suffix`, and puts that before the extension.
pub(super) fn fit(name: &str, suffix: &str) -> String {
    let (stem, extension) = split_extension(name);
    let room = LONGEST_SEGMENT.saturating_sub(suffix.len() + extension.len());
    let stem = &stem[..stem.floor_char_boundary(room)];
    // A cut may leave a space or full stop at the end, which Windows would drop.
    let stem = if extension.is_empty() && suffix.is_empty() { trim(stem) } else { stem };
    format!("{stem}{suffix}{extension}")
}

/// The name and its extension with the full stop, or an empty one. `.tar.gz` and its kin count as one.
pub(super) fn split_extension(name: &str) -> (&str, &str) {
    let Some(dot) = name.rfind('.').filter(|&dot| dot > 0 && name.len() - dot <= LONGEST_EXTENSION) else {
        return (name, "");
    };
    let (stem, extension) = name.split_at(dot);
    match stem.strip_suffix(".tar") {
        Some(shorter) if !shorter.is_empty() => name.split_at(shorter.len()),
        _ => (stem, extension),
    }
}

fn is_refused(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\')
}

fn trim(name: &str) -> &str {
    name.trim_start().trim_end_matches(|c: char| c.is_whitespace() || c == '.')
}

/// Where the stem of a device's name ends. Windows sees the device whatever follows the first full stop, and whatever
/// the case; spaces before the full stop do not hide it.
fn device_end(name: &str) -> Option<usize> {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let upper = stem.to_ascii_uppercase();
    let numbered = |port: &str| {
        let mut digits = upper.strip_prefix(port)?.chars();
        (matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()).then_some(())
    };
    let reserved = matches!(upper.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM").is_some()
        || numbered("LPT").is_some();
    reserved.then_some(stem.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portable_name_stays_as_it_is() {
        for name in [
            "plan.pdf",
            "Ünïcödé.txt",
            "صورة.png",
            "👩‍👩‍👧 family.jpg",
            ".profile",
            "a b (2).tar.gz",
            "CONSOLE.txt",
            "COM10",
        ] {
            assert_eq!(portable(name), name);
        }
    }

    #[test]
    fn a_path_becomes_one_name() {
        assert_eq!(portable("../../etc/passwd"), "etc_passwd");
        assert_eq!(portable("..\\..\\boot.ini"), "boot.ini");
        assert_eq!(portable("/AC/DC.mp3"), "AC_DC.mp3");
        assert_eq!(portable("C:\\x"), "C__x");
        assert_eq!(portable("a/. ./ .. /b"), "a_. ._b");
    }

    #[test]
    fn what_windows_refuses_is_replaced() {
        assert_eq!(portable("a<b>c:d\"e|f?g*h"), "a_b_c_d_e_f_g_h");
        assert_eq!(portable("name. . ."), "name");
        assert_eq!(portable("  name  "), "name");
    }

    #[test]
    fn controls_and_turned_writing_go() {
        assert_eq!(portable("a\0b\r\n\tc\u{7f}\u{85}.txt"), "abc.txt");
        assert_eq!(portable("photo\u{202e}gpj.exe"), "photogpj.exe");
        assert_eq!(portable("\u{feff}a"), "a");
    }

    #[test]
    fn devices_are_no_files() {
        assert_eq!(portable("CON"), "CON_");
        assert_eq!(portable("nul.txt"), "nul_.txt");
        assert_eq!(portable("Com1.tar.gz"), "Com1_.tar.gz");
        assert_eq!(portable("lpt².x"), "lpt²_.x");
        assert_eq!(portable("aux .c"), "aux_ .c");
    }

    #[test]
    fn nothing_becomes_file() {
        for name in ["", ".", "..", "...", "/", "\\..\\", " ", "\u{202e}\n", "././."] {
            assert_eq!(portable(name), "file", "{name:?}");
        }
    }

    #[test]
    fn letters_are_composed() {
        assert_eq!(portable("e\u{301}.txt"), "é.txt");
        // Even where a control character stood between them.
        assert_eq!(portable("e\u{1}\u{301}.txt"), "é.txt");
    }

    #[test]
    fn a_long_name_is_cut_before_its_extension_between_characters() {
        let cut = portable(&format!("{}.jpeg", "🦀".repeat(100)));
        assert!(cut.len() <= 255 && cut.len() > 251 && cut.ends_with("🦀.jpeg"), "{cut}");
        assert_eq!(portable(&"x".repeat(300)).len(), 255);
        let sentence = format!("{}. Then more of it, and more, and more still", "x".repeat(254));
        assert_eq!(portable(&sentence), "x".repeat(254));
        let device = portable(&format!("con.{}", "x".repeat(252)));
        assert!(device.starts_with("con_.x") && device.len() == 255);
        assert_eq!(portable(&format!("con{}x", " ".repeat(300))), "con_");
    }

    #[test]
    fn a_portable_name_is_portable() {
        let hostile = [
            "a/../b",
            "e\u{301}. ",
            "con .",
            "\u{202e}",
            "aux.",
            "x. .y. ",
            "?*.",
            &"é.".repeat(200),
            "a\u{1f}/.\u{7}./b",
        ];
        for raw in hostile {
            let once = portable(raw);
            assert_eq!(portable(&once), once, "{raw:?}");
        }
    }
}
