//! The letters Ajar writes and the ways they leave the house.
//!
//! This crate owns three things and nothing else:
//!
//! - [`letters`]: one folder per letter with its typed data, its subject, its text and its HTML;
//! - [`Message`]: a rendered letter with its addresses, turned into RFC 5322 bytes that no name,
//!   title or subject can break out of;
//! - [`Transport`]: SMTP, a folder of `.eml` files, or an in-process [`Mailbox`].
//!
//! The sentences themselves live in `words`, in the language of whoever reads them.
//!
//! It refuses to know requests, grants, tokens or the database. Callers pass plain words, moments in
//! UTC and absolute links, and the reader's language; they also pass the `Message-ID` and the date,
//! so that a repeat of a mail is the same mail.
//!
//! Nothing here logs an address, a subject or a link: the message's id is all a log line gets.

mod accent;
mod brand;
pub mod letters;
mod message;
mod transport;
mod wording;

pub use accent::{Accent, InvalidAccent};
pub use brand::{Brand, Picture};
pub use message::{Address, InvalidMessageId, Message, MessageError, MessageId};
pub use transport::{Delivered, InvalidTransportUrl, Mailbox, SETTING, SendError, Transport, Trouble};
pub use wording::{Line, Passage};
pub use words::Language;
