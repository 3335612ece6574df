//! The language a letter is written in.

/// A language letters exist in: the reader's, not the decider's.
///
/// A new language is a new variant, a `text.<tag>.txt` and `body.<tag>.html` beside the English ones
/// and an arm in every `subject()`; the compiler names what is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

impl Language {
    /// The BCP 47 tag, as in `Content-Language` and `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The writing direction, as in `<html dir>`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
        }
    }
}
