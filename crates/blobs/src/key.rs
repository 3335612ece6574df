//! Under what a blob is known.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The text is no blob key.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a blob key is 32 small hexadecimal digits with a slash behind the second: ab/cdef…")]
pub struct BadKey;

/// The key of a blob: 128 bits, written `ab/cdef…`, so that a folder of millions has 256 folders rather than a list
/// that no system likes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobKey([u8; 16]);

impl BlobKey {
    /// A key of 128 bits, which must be random and used for one put only: whether a key is fresh is not left to the
    /// storage, as not every bucket can tell.
    #[must_use]
    pub fn from_bits(bits: [u8; 16]) -> Self {
        Self(bits)
    }

    /// The first level as a number.
    pub(crate) fn shelf_number(self) -> u8 {
        self.0[0]
    }

    /// The first level: two digits.
    pub(crate) fn shelf(self) -> String {
        hex::encode([self.shelf_number()])
    }

    /// The second level: thirty digits.
    pub(crate) fn rest(self) -> String {
        hex::encode(&self.0[1..])
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.shelf(), self.rest())
    }
}

impl FromStr for BlobKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let (shelf, rest) = text.split_once('/').ok_or(BadKey)?;
        if shelf.len() != 2 || text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(BadKey);
        }
        let mut bits = [0; 16];
        hex::decode_to_slice(shelf, &mut bits[..1]).map_err(|_| BadKey)?;
        hex::decode_to_slice(rest, &mut bits[1..]).map_err(|_| BadKey)?;
        Ok(Self(bits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written() {
        let key = BlobKey::from_bits([0xab; 16]);
        assert_eq!(key.to_string(), format!("ab/{}", "ab".repeat(15)));
        assert_eq!(key.to_string().parse(), Ok(key));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let digits = "ab".repeat(15);
        let bad = [
            "",
            "ab",
            "/",
            &digits,
            &format!("ab{digits}"),
            &format!("../{digits}"),
            &format!("AB/{digits}"),
            &format!("ab/{digits}0"),
            &format!("ab/{digits}00"),
            &format!("ab/../{}", &digits[3..]),
            &format!("a/b{digits}"),
        ];
        for text in bad {
            assert_eq!(text.parse::<BlobKey>(), Err(BadKey), "{text}");
        }
    }
}
