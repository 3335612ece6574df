//! What goes wrong on the way, told by what a caller does about it.

use std::{io, time::Duration};

use crate::MessageError;

use super::url::SETTING;

/// `AJAR_SMTP_URL` cannot be used. The text says what to mend and never repeats the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{SETTING}: {what}")]
pub struct InvalidTransportUrl {
    pub(super) what: String,
}

impl InvalidTransportUrl {
    pub(super) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

/// A mail was not taken over.
///
/// The `Display` text is fit for a log: it holds no address. What the server said may quote one, so
/// it stands apart, in [`answer`](Self::answer).
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The mail cannot be written: an address is wrong. Permanent.
    #[error("the mail cannot be written")]
    Unwritable(#[from] MessageError),
    /// The server will not take this mail, now or later (5xx). Permanent.
    #[error("the mail server refused the mail for good ({code})")]
    Refused {
        /// The server's three digits.
        code: u16,
        /// What it said; may quote an address.
        answer: String,
    },
    /// The server asks to come again (4xx).
    #[error("the mail server asked to try again later ({code})")]
    Deferred {
        /// The server's three digits.
        code: u16,
        /// What it said; may quote an address.
        answer: String,
    },
    /// The server refuses us, not the mail: the password, the order of commands, the whole host.
    /// Not permanent, because the mail is fine and the setting can be mended.
    #[error("the mail server refused to work with us ({code}); check {SETTING}")]
    Unwelcome {
        /// The server's three digits.
        code: u16,
        /// What it said.
        answer: String,
    },
    /// No connection, a broken one, or no TLS.
    #[error("the mail server at {server} cannot be reached or does not speak as expected; check {SETTING}")]
    Unreachable {
        /// Host and port.
        server: String,
        /// What happened.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// No end within the time.
    #[error("the mail server did not answer within {} seconds", .0.as_secs_f32())]
    TimedOut(Duration),
    /// The program is ending.
    #[error("sending was interrupted")]
    Interrupted,
    /// The folder of `.eml` files cannot be written to.
    #[error("the mail folder cannot be written to; check {SETTING}")]
    Folder(#[source] io::Error),
}

impl SendError {
    /// Whether the same mail can never be sent; otherwise a later repeat may succeed.
    pub fn is_permanent(&self) -> bool {
        matches!(self, Self::Unwritable(_) | Self::Refused { .. })
    }

    /// What the server said, for the one who mends it. It may quote a mail address: not for a log.
    pub fn answer(&self) -> Option<&str> {
        match self {
            Self::Refused { answer, .. } | Self::Deferred { answer, .. } | Self::Unwelcome { answer, .. } => {
                Some(answer)
            }
            _ => None,
        }
    }
}
