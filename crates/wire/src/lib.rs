//! What programs write into headers and addresses, read into plain values: the name of a file that is sent
//! ([`disposition`]), an upload that is announced ([`tus`]), where a list goes on ([`cursor`]).
//!
//! Pure functions over texts that anybody may send: whatever can't be read is `None`, and nothing of it is believed. This
//! crate refuses to know the HTTP framework, the answers, and what becomes of what it has read.

pub mod cursor;
pub mod disposition;
pub mod tus;
