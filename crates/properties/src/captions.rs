//! What pictures say of themselves.

use caption::{Caption, HEAD, read};

/// A file: what it says is text, no more than the file could hold, and a day is a day.
pub fn captions(bytes: &[u8]) {
    let caption = read(bytes);
    assert_eq!(read(&bytes[..bytes.len().min(HEAD)]), caption);
    let Caption { title, description, credit, licence, tags, made_on, .. } = &caption;
    for text in [title, description, credit, licence].into_iter().chain(tags) {
        assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')), "{text:?}");
        assert_eq!(text.trim(), text);
        // A byte becomes three at the most: what stands where it could not be read.
        assert!(text.len() <= bytes.len() * 3, "{} bytes of {}", text.len(), bytes.len());
    }
    assert!(tags.len() <= 100 && tags.iter().all(|tag| !tag.is_empty()), "{tags:?}");
    if !made_on.is_empty() {
        let numbers: Vec<u32> = made_on.split('-').map(|number| number.parse().expect("a number")).collect();
        let [year, month, day] = numbers[..] else { panic!("{made_on:?}") };
        assert!(made_on.len() == 10 && year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day), "{made_on:?}");
    }
}
