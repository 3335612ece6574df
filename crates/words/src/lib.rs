//! Every sentence that people read, in every language: one file of Fluent messages for each, in `locales/`.
//!
//! This crate owns the sentences, the choice of a language, and how a language writes numbers, sizes and days. It knows
//! nothing of pages and mails: they name a message and hand over what is to be set into it. A new language is one new
//! file; its tag is the file's name, its own name and direction stand at its top, and the tests say what it lacks.
//!
//! ```
//! use words::Language;
//!
//! let english = Language::default();
//! assert_eq!(english.tell("files", &[("count", 12_000_u64.into())]), "12,000 files");
//! assert_eq!(Language::parse("fr").unwrap().size(1_234_567), "1,2\u{a0}Mo");
//! ```

mod language;
mod markup;
mod negotiate;
mod numbers;
mod pack;
mod value;

pub use language::{Language, UnknownLanguage};
pub use markup::escape;
pub use value::Value;
