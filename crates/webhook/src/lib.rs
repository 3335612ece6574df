//! Telling somebody's server what happened, by the Standard Webhooks specification: one signed POST at a time, to an address
//! that may be spoken to.
//!
//! This crate owns the signature, the networks that are nobody's business, and a client that connects to exactly the address
//! that it has looked at: names are resolved once, redirects are not followed, proxies are not asked. It refuses to know what
//! is told, to whom and how often.

mod networks;
mod secret;
mod send;

pub use networks::is_public;
pub use secret::{Secret, signature};
pub use send::{Answer, BadAddress, Failed, Message, Resolve, Resolving, Sender};
pub use tokio_rustls::rustls::RootCertStore;
pub use url::Url;
