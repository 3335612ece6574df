//! Bytes on their way out: what a download answers, how a ZIP is laid out, and the stream that carries both.
//!
//! This crate owns
//!
//! * [`mod@answer`]: conditional requests and byte ranges (RFC 9110), from request headers to status, headers and
//!   spans;
//! * [`disposition`]: the name under which a browser saves a file (RFC 6266, RFC 8187);
//! * [`names`]: member names that every system can unpack, and that never leave the folder they are unpacked in;
//! * [`zip`]: a ZIP as a plan, with its exact length known before the first byte and any range of it to be had;
//! * [`stream`]: spans of a file or of a plan turned into blocks of bytes, read from whatever the caller stores
//!   them in.
//!
//! Everything but [`stream`] is pure computation. The crate refuses to know where bytes lie, who may have them, or
//! which HTTP server sends them; it holds no clock and no randomness.

pub mod answer;
pub mod conditional;
pub mod disposition;
mod multipart;
pub mod names;
pub mod ranges;
pub mod representation;
pub mod stream;
pub mod zip;

pub use answer::{Answer, Span, answer};
pub use representation::{BadEtag, LastModified, Representation, StrongEtag};
