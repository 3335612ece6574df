//! Names that every system can unpack: portable, unique, and never outside the folder they are unpacked in.
//!
//! [`portable`] makes one path segment safe; [`paths`] turns a whole list into member names that differ even where
//! case does not count.

mod portable;
mod unique;

pub use portable::{LONGEST_SEGMENT, portable};
pub use unique::{Wish, paths};

/// Characters that show nothing and serve only to deceive: controls, line and paragraph separators, the byte order
/// mark, and the overrides and isolates of writing direction (`gpj.exe` shown as `exe.jpg`). The joiners that emoji
/// and Arabic script need are not among them.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}
