//! What holds of everything that reads what strangers write, whatever they write: said here once, for fuzzers (`fuzz/` at the
//! root) and for the tests of this crate, which tell it of the kept corpus and of variations on it.
//!
//! A property takes any bytes, makes of them what its reader is given, and panics where something does not hold. Each has the
//! name of its fuzz target and of its folder in `fuzz/corpus`. Inputs are texts where that is possible, so that a corpus can
//! be read and written by hand. Like a test, this crate may panic; no other one may depend on it.

mod addresses;
mod answers;
mod captions;
mod forms;
mod lists;
mod names;
#[cfg(feature = "app")]
mod sheets;
mod texts;
mod uploads;

pub use addresses::{mail_addresses, networks, slugs};
pub use answers::{conditions, ranges};
pub use captions::captions;
pub use forms::questions;
pub use lists::cursors;
pub use names::{dispositions, paths};
#[cfg(feature = "app")]
pub use sheets::sheets;
pub use texts::{languages, moments, words};
pub use uploads::uploads;

/// Something that holds of any bytes.
pub type Property = fn(&[u8]);

/// Every property by its name.
pub const ALL: &[(&str, Property)] = &[
    ("captions", captions),
    ("conditions", conditions),
    ("cursors", cursors),
    ("dispositions", dispositions),
    ("languages", languages),
    ("mail_addresses", mail_addresses),
    ("moments", moments),
    ("networks", networks),
    ("paths", paths),
    ("questions", questions),
    ("ranges", ranges),
    #[cfg(feature = "app")]
    ("sheets", sheets),
    ("slugs", slugs),
    ("uploads", uploads),
    ("words", words),
];

/// The bytes as text; what is no UTF-8 in them is replaced.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The first line, and the rest.
fn first_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}
