//! A mail that can be sent: a rendered letter, its two addresses, its id and its date.

mod encode;
mod message_id;

use std::time::SystemTime;

use lettre::address::Envelope;

use crate::{Language, Line, letters::Rendered};

pub use message_id::{InvalidMessageId, MessageId};

/// One mail to one person.
///
/// There is no `Reply-To`: a quoted answer would give private links away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The caller's, so that a repeat of this mail has it too.
    pub message_id: MessageId,
    /// The `Date` header.
    pub date: SystemTime,
    /// The desk itself; never the requester, whose name SPF would refuse.
    pub from: Address,
    /// The one who gets it.
    pub to: Address,
    /// One line; breaks and control characters are neutralised.
    pub subject: String,
    /// The plain-text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// Whether to say that a machine wrote it, so that no machine answers.
    pub auto_submitted: bool,
    /// What it is written in.
    pub language: Language,
}

/// A mail address with the name shown beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `local@domain`; the domain may be international, the local part must be ASCII.
    pub mail: String,
    /// The display name. Never a requester's own words on a mail to an unproven address.
    pub name: Option<Line>,
}

/// Why a mail cannot be written at all. Repeating does not help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageError {
    /// The sender's address is none.
    #[error("the sender's mail address is not valid")]
    Sender,
    /// The recipient's address is none.
    #[error("the recipient's mail address is not valid")]
    Recipient,
    /// Letters outside ASCII before the `@` need SMTPUTF8 on every server on the way.
    #[error(
        "mail addresses with letters outside ASCII before the @ cannot be written to: \
         too few mail servers take them"
    )]
    LocalPartNotAscii,
}

impl Address {
    /// An address without a name.
    pub fn new(mail: impl Into<String>) -> Self {
        Self { mail: mail.into(), name: None }
    }

    /// The same address with a name beside it.
    #[must_use]
    pub fn named(mut self, name: impl Into<Line>) -> Self {
        self.name = Some(name.into());
        self
    }
}

impl Message {
    /// Puts a rendered letter into an envelope. It is marked as written by a machine, as all are.
    pub fn new(letter: Rendered, message_id: MessageId, date: SystemTime, from: Address, to: Address) -> Self {
        Self {
            message_id,
            date,
            from,
            to,
            subject: letter.subject,
            text: letter.text,
            html: letter.html,
            auto_submitted: true,
            language: letter.language,
        }
    }

    /// The mail as RFC 5322 bytes; the same message always gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`MessageError`] when one of the addresses cannot be written to.
    pub fn to_bytes(&self) -> Result<Vec<u8>, MessageError> {
        encode::formatted(self)
    }

    /// The addresses as the mail server is told them.
    pub(crate) fn envelope(&self) -> Result<Envelope, MessageError> {
        encode::envelope(self)
    }
}
