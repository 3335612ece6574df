//! The ways a mail leaves the house.
//!
//! | `AJAR_SMTP_URL` | what happens |
//! |---|---|
//! | `smtps://user:pass@host[:465]` | TLS from the first byte, certificate checked |
//! | `smtp+starttls://user:pass@host[:587]` | STARTTLS demanded, certificate checked |
//! | `smtp://user:pass@host[:587]` | the same as `smtp+starttls`, because a password must not travel in the clear; unencrypted where the host is this machine (then port 25) |
//! | `smtp://host[:25]` | encrypted where the server offers it, whoever's certificate it shows; unencrypted otherwise or where the host is this machine |
//! | `file:/var/lib/ajar/mail` | a folder of `.eml` files |
//!
//! `?tls=off` on an `smtp://` URL turns encryption off even with a password: for a test server in a
//! container, or a network that one trusts. `?ca=/path/to/authority.pem` trusts the certificates of a
//! house of one's own besides the public ones; on `smtp://` it demands STARTTLS. The in-process [`Mailbox`] has no URL.

mod error;
mod folder;
mod mailbox;
mod smtp;
mod url;

use std::{fmt, path::PathBuf, time::Duration};

use crate::Message;

pub use error::{InvalidTransportUrl, SendError};
pub use mailbox::{Delivered, Mailbox, Trouble};
pub use url::SETTING;

use self::{folder::Folder, smtp::Smtp, url::Destination};

/// A way out for mails. Clones share their connections.
#[derive(Clone)]
pub struct Transport {
    way: Way,
}

#[derive(Clone)]
enum Way {
    Smtp(Smtp),
    Folder(Folder),
    Mailbox(Mailbox),
}

impl Transport {
    /// Reads the value of `AJAR_SMTP_URL`; connects to nothing yet.
    ///
    /// # Errors
    ///
    /// [`InvalidTransportUrl`] says what to mend, and never repeats the URL, which may hold a
    /// password.
    pub fn from_url(url: &str) -> Result<Self, InvalidTransportUrl> {
        let way = match url::read(url)? {
            Destination::Server(server) => Way::Smtp(Smtp::new(server)?),
            Destination::Folder(path) => Way::Folder(Folder::new(path)),
        };
        Ok(Self { way })
    }

    /// A folder of `.eml` files, made when the first mail arrives.
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self { way: Way::Folder(Folder::new(path.into())) }
    }

    /// The in-process mailbox; keep a clone of it to read what arrives.
    pub fn mailbox(mailbox: Mailbox) -> Self {
        Self { way: Way::Mailbox(mailbox) }
    }

    /// The same way with another patience than 20 seconds a mail. Only SMTP waits for anything.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        if let Way::Smtp(smtp) = self.way {
            self.way = Way::Smtp(smtp.with_timeout(timeout));
        }
        self
    }

    /// Sends one mail; `Ok` means that the other side has taken it over.
    ///
    /// At least once: after an error the mail may have arrived nevertheless, so a repeat must carry
    /// the same `Message-ID`. A caller that goes away while this runs does not cut the mail short.
    /// SMTP needs a Tokio runtime with I/O and time.
    ///
    /// # Errors
    ///
    /// [`SendError`]; ask it whether [a repeat can help](SendError::is_permanent).
    pub async fn send(&self, message: &Message) -> Result<(), SendError> {
        let sent = match &self.way {
            Way::Smtp(smtp) => smtp.send(message).await,
            Way::Folder(folder) => folder.send(message).await,
            Way::Mailbox(mailbox) => mailbox.send(message),
        };
        // The id only: addresses, subjects and links are not for the log.
        let id = message.message_id.as_str();
        match &sent {
            Ok(()) => tracing::debug!(mail.id = id, "mail sent"),
            Err(error) => tracing::debug!(mail.id = id, %error, "mail not sent"),
        }
        sent
    }
}

impl fmt::Display for Transport {
    /// Where mails go, for the settings page: never with user or password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.way {
            Way::Smtp(smtp) => smtp.fmt(f),
            Way::Folder(folder) => folder.fmt(f),
            Way::Mailbox(_) => f.write_str("a mailbox in memory"),
        }
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transport({self})")
    }
}
