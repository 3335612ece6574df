//! The names of people.

use unicode_normalization::UnicodeNormalization;

/// A first or last name: NFC, trimmed, not empty, at most 200 characters, no control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    /// Reads a typed name. `None` where nothing fit to be a name is left.
    pub fn parse(text: &str) -> Option<Self> {
        let name: String = text.nfc().collect::<String>().trim().to_owned();
        let fits = !name.is_empty() && name.chars().count() <= 200 && !name.chars().any(char::is_control);
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
    }
}
