//! Languages, moments and words.

use crate::text;
use ::words::Language;
use domain::{Timestamp, text as kept};

/// An `Accept-Language` header: the language is one that is offered, and stays the one where no other is.
pub fn languages(bytes: &[u8]) {
    let said = text(bytes);
    let all: Vec<Language> = Language::all().collect();
    assert_eq!(Language::negotiate(&said, &[]), None);
    if let Some(language) = Language::negotiate(&said, &all) {
        assert!(all.contains(&language));
        assert_eq!(Language::negotiate(&said, &[language]), Some(language), "{said:?}");
    }
    if let Some(language) = Language::parse(&said) {
        assert_eq!(language.tag().parse::<Language>(), Ok(language));
    }
}

/// A moment that was read is written so that it is read again.
pub fn moments(bytes: &[u8]) {
    let said = text(bytes);
    if let Some(moment) = Timestamp::parse(&said) {
        assert_eq!(Timestamp::parse(&moment.to_string()), Some(moment), "{said:?}");
    }
}

/// A text is found by all of itself: what is sought are beginnings of its words.
pub fn words(bytes: &[u8]) {
    let said = text(bytes);
    let words = kept::words(&said);
    for sought in kept::sought(&said) {
        assert!(words.contains(&format!(" {sought}")), "{sought:?} is not in {words:?}");
    }
    // Words are compared by quoted patterns.
    assert!(!words.contains(['%', '_', '\\', '"', '\'']), "{words:?}");
}
