//! A member of an archive, and the names it may have.

/// A member, as it must be known before anything is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    /// Its path within the archive, with `/` between folders; see [`crate::names::paths`].
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// CRC-32 (IEEE) of the bytes.
    pub crc32: u32,
    /// SHA-256 of the bytes; becomes part of the archive's entity tag.
    pub sha256: [u8; 32],
    /// When the version came to be, in seconds since 1970 UTC.
    pub modified: i64,
    /// Where its bytes are, in the caller's terms.
    pub source: T,
}

/// The most bytes that a name's length field can count.
const LONGEST_NAME: usize = u16::MAX as usize;

/// Whether the name stays in the folder that the archive is unpacked in: relative, of real segments, without anything
/// that one system reads as a separator and another does not.
pub(super) fn name_is_safe(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && !name.contains(['\\', ':'])
        && !name.chars().any(char::is_control)
        && name.split('/').all(|segment| !matches!(segment, "" | "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_leave_the_folder_are_not_safe() {
        let long = "x".repeat(65_536);
        for name in ["", "/a", "a/", "a//b", "../a", "a/../b", ".", "a\\b", "C:a", "a\nb", "a\0", &long] {
            assert!(!name_is_safe(name), "{name:?}");
        }
        for name in ["a", "a/b", "...", "..a/b..", "صورة/🦀", &long[1..]] {
            assert!(name_is_safe(name), "{name:?}");
        }
    }
}
