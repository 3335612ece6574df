//! The names of people.

use unicode_normalization::UnicodeNormalization;

/// A first or last name: NFC, trimmed, something to be seen, at most 200 characters, one line, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a typed name. `None` where nothing fit to be a name is left.
    pub fn parse(text: &str) -> Option<Self> {
        let name: String = text.nfc().collect::<String>().trim().to_owned();
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let fits = name.chars().any(is_seen) && name.chars().count() <= 200 && !name.chars().any(breaks);
        fits.then_some(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Whether a character shows: what is blank, or only says how others are written, is no name by itself.
fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_however_their_accents_are_composed() {
        assert_eq!(PersonName::parse("  Zoe\u{301} "), PersonName::parse("Zo\u{e9}"));
    }

    #[test]
    fn exact_means_that_case_counts() {
        assert_ne!(PersonName::parse("ann"), PersonName::parse("Ann"));
    }

    #[test]
    fn blanks_and_line_breaks_are_no_names() {
        assert_eq!(PersonName::parse("  "), None);
        assert_eq!(PersonName::parse("Ann\r\nBcc: x"), None);
        assert_eq!(PersonName::parse("Ann\u{2028}Archer"), None);
        assert_eq!(PersonName::parse("Ann\u{2029}Archer"), None);
    }

    #[test]
    fn what_nobody_sees_is_no_name() {
        for name in ["\u{200b}", "\u{200d}\u{feff}", "\u{3164}", "\u{ad} \u{2060}", "\u{e0041}"] {
            assert_eq!(PersonName::parse(name), None, "{name:?}");
        }
        // A joiner between letters belongs to how some names are written; and whoever has one name may type a dash.
        assert!(PersonName::parse("\u{645}\u{6cc}\u{200c}\u{631}").is_some());
        assert!(PersonName::parse("-").is_some());
    }
}
