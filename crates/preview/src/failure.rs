//! Why there is no preview.

use serde::{Deserialize, Serialize};

/// No preview was made. A page shows an icon instead; the log gets the whole of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("no preview ({reason}): {detail}")]
pub struct Failure {
    /// What the caller may act on.
    pub reason: Reason,
    /// Words for the log, with the end of what the child wrote to its standard error. Never shown to people:
    /// parts of it may come from the file.
    pub detail: String,
}

/// The reasons a caller can tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The bytes are of no kind that has previews.
    #[error("unsupported")]
    Unsupported,
    /// The bytes claim to be of a kind but cannot be read as such.
    #[error("damaged")]
    Damaged,
    /// More bytes or pixels than the limits allow.
    #[error("too large")]
    TooLarge,
    /// The child ran out of processor time or of time on the wall.
    #[error("out of time")]
    OutOfTime,
    /// The child asked for more memory than it was given, or the system killed it.
    #[error("out of memory")]
    OutOfMemory,
    /// The child ended without an answer.
    #[error("crashed")]
    Crashed,
    /// The child answered something that is not true, or not an answer.
    #[error("unusable answer")]
    Unusable,
    /// The child could not be started or confined, or a file could not be opened: nothing to do with the bytes.
    #[error("unavailable")]
    Unavailable,
}

impl Reason {
    /// Whether the same bytes may have a preview another time: true where the machine was at fault, or may have been.
    pub fn is_worth_another_try(self) -> bool {
        matches!(self, Self::OutOfTime | Self::OutOfMemory | Self::Unavailable)
    }
}

impl Failure {
    /// A failure with its reason and words for the log.
    pub fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Self { reason, detail: detail.into() }
    }

    pub(crate) fn damaged(cause: impl std::fmt::Display) -> Self {
        Self::new(Reason::Damaged, cause.to_string())
    }

    pub(crate) fn unavailable(what: &str, cause: impl std::fmt::Display) -> Self {
        Self::new(Reason::Unavailable, format!("{what}: {cause}"))
    }
}
