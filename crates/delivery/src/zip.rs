//! A ZIP as a plan: laid out from what is known about its members, before any of them is read.
//!
//! Members are stored, not deflated, and their sizes and checksums are known, so the archive's length is exact and
//! each of its bytes has its place: any range can be answered, and a broken download resumes. ZIP64 is used where
//! something needs it, and only there.

mod dos_time;
mod entry;
mod etag;
mod layout;
mod plan;
mod segments;

pub use entry::Entry;
pub use plan::{Plan, PlanError};
pub use segments::{Segment, Segments};

pub(crate) use segments::Cursor;
