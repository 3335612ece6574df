//! Spans turned into bytes: what an HTTP body is fed with.
//!
//! [`file()`] streams the spans of one file, [`archive`] those of a ZIP plan. Both are pulled: nothing is read before
//! the client takes it, at most one buffer is held, and a client that goes away costs the one read under way. A reader
//! that fails, or gives another number of bytes than asked for, ends the stream with an error; nothing is padded and
//! nothing left out. Where there is an [`Outlet`], large stretches that are in memory are not read at all. Where bytes are
//! not at hand, the next members of an archive are on their way before their turn. [`preflight`] finds what is missing
//! before the first byte.

mod body;
mod buffer;
mod preflight;
mod source;
mod supply;

pub use body::{Blocks, GROWS_AFTER, LENT, archive, file, piece};
pub use preflight::{PreflightError, preflight};
pub use source::{Outlet, Reader, Source};
