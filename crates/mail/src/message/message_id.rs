//! The name of a mail, by which a repeat is known.

use std::fmt;

/// Longer ids are of no use and would not fit a file name.
const LONGEST: usize = 200;

/// A `Message-ID` without its angle brackets: `outbox-17.3f2a@desk.example.org`.
///
/// Narrower than RFC 5322 allows (ASCII letters, digits, `.`, `-`, `_`, `+`, `=`), so that an id is
/// at once a header without quoting and a file name without escapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MessageId(String);

/// The text is not a usable `Message-ID`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a Message-ID reads like outbox-17@desk.example.org: letters, digits and . - _ + = \
     on both sides of one @, 200 characters at most"
)]
pub struct InvalidMessageId;

impl MessageId {
    /// Reads an id, with or without angle brackets.
    ///
    /// # Errors
    ///
    /// [`InvalidMessageId`] for everything that is not `left@right` in the narrow alphabet.
    pub fn parse(text: &str) -> Result<Self, InvalidMessageId> {
        let bare = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(text);
        let (left, right) = bare.split_once('@').ok_or(InvalidMessageId)?;
        if bare.len() > LONGEST || !is_dotted(left) || !is_dotted(right) {
            return Err(InvalidMessageId);
        }
        Ok(Self(bare.to_owned()))
    }

    /// The id without angle brackets.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words of the narrow alphabet with single dots between them.
fn is_dotted(side: &str) -> bool {
    side.split('.').all(|word| {
        !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'+' | b'='))
    })
}

impl fmt::Display for MessageId {
    /// With angle brackets, as in the header.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_with_and_without_brackets() {
        for text in ["outbox-17.3f=@desk.example.org", "<outbox-17.3f=@desk.example.org>"] {
            let id = MessageId::parse(text).unwrap();
            assert_eq!(id.as_str(), "outbox-17.3f=@desk.example.org");
            assert_eq!(id.to_string(), "<outbox-17.3f=@desk.example.org>");
        }
    }

    #[test]
    fn what_could_break_a_header_or_leave_a_folder_is_no_id() {
        let long = format!("{}@x", "a".repeat(200));
        for wrong in [
            "",
            "a",
            "@",
            "a@",
            "@b",
            "a@b@c",
            "<a@b",
            "a@b>",
            "a b@c",
            "a@b\r\nBcc: x",
            "../a@b",
            "a/b@c",
            ".a@b",
            "a..b@c",
            "a@b.",
            "ü@b",
            &long,
        ] {
            assert_eq!(MessageId::parse(wrong), Err(InvalidMessageId), "{wrong:?}");
        }
    }
}
