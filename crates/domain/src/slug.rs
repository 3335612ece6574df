//! The words of addresses: `/kits/{slug}`.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// Lower-case Latin letters and digits in groups joined by single hyphens, at most 80 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slug(String);

impl Slug {
    /// Reads a slug that somebody chose; `None` where it has anything else in it.
    pub fn parse(text: &str) -> Option<Self> {
        let groups = text
            .split('-')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        (groups && text.len() <= 80).then(|| Self(text.to_owned()))
    }

    /// Makes a slug of a title: accents fall away, everything that is no Latin letter or digit separates. A title
    /// without any (in Arabic, say) gives `None`, and the caller picks a plain one.
    pub fn of_title(title: &str) -> Option<Self> {
        let mut slug = String::new();
        for c in title.nfkd().flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if c == 'ß' {
                slug.push_str("ss");
            } else if !('\u{300}'..='\u{36f}').contains(&c) && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(72);
        Self::parse(slug.trim_matches('-'))
    }

    /// The next candidate where this slug is taken: `press-2` after `press`.
    pub fn numbered(&self, number: usize) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_slug() {
        let slug = |title| Slug::of_title(title).map(|slug| slug.to_string());
        assert_eq!(slug("Press Kit 2026!").as_deref(), Some("press-kit-2026"));
        assert_eq!(slug("Größe & Café").as_deref(), Some("grosse-cafe"));
        assert_eq!(slug("صور"), None);
        assert!(slug(&"long ".repeat(100)).unwrap().len() <= 72);
    }

    #[test]
    fn a_slug_is_nothing_else() {
        for text in ["", "A", "a b", "-a", "a-", "a--b", "a/b", "ä", "..", &"a".repeat(81)] {
            assert_eq!(Slug::parse(text), None, "{text}");
        }
    }
}
