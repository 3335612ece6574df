//! Text that people type: what is kept of it and how it is searched.

mod nearest;
mod words;

pub use nearest::nearest;
pub use words::{sought, words};

use unicode_normalization::UnicodeNormalization;

/// The longest message or reason, in characters.
pub const LONGEST_MESSAGE: usize = 5_000;

/// A message as it is kept: NFC, line ends as `\n`, no other control characters, trimmed. `None` where nothing is left.
pub fn message(text: &str) -> Option<String> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let clean: String = unified.nfc().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect();
    let trimmed = clean.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// One line of text such as a title: control characters and line breaks become blanks, trimmed. `None` where nothing is left.
pub fn line(text: &str) -> Option<String> {
    let clean: String = text.nfc().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let trimmed = clean.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// A text as a cell of a table that opens in a spreadsheet: what strangers typed never becomes a formula, an apostrophe
/// keeps it a text.
pub fn cell(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// The form in which texts are searched: compatibility-composed and in lower case, so that `ÜBER` finds `über`.
pub fn fold(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase().nfkc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_never_becomes_a_formula() {
        assert_eq!(cell("=HYPERLINK(\"http://x\")"), "'=HYPERLINK(\"http://x\")");
        assert_eq!(cell("+49"), "'+49");
        assert_eq!(cell("a=b"), "a=b");
    }

    #[test]
    fn a_message_keeps_its_lines_and_loses_its_control_characters() {
        assert_eq!(message(" one\r\ntwo\u{7}\0 ").as_deref(), Some("one\ntwo"));
        assert_eq!(message(" \r\n "), None);
    }

    #[test]
    fn searching_does_not_mind_case_or_width() {
        assert_eq!(fold("ÜBER Ａjar"), fold("über ajar"));
    }
}
