//! The languages that Ajar speaks.

use crate::words::spelled;

/// A language that pages and mails are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// French.
    French,
    /// German.
    German,
    /// Arabic, from right to left.
    Arabic,
}

spelled!(Language { English = "en", French = "fr", German = "de", Arabic = "ar" });
