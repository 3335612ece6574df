//! Archives, as this crate plans them and as others read them.

mod huge;
mod many;
mod ranges;
mod readers;
mod sample;
