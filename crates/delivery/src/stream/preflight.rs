//! The look at everything before the first byte, while an error can still be an error page.

use std::io;

use thiserror::Error;

use super::source::Source;
use crate::answer::Span;
use crate::zip::Plan;

/// Why a download must not begin.
#[derive(Debug, Error)]
pub enum PreflightError {
    /// A member cannot be opened.
    #[error("member {member} cannot be opened")]
    Unreadable {
        /// The entry's number, from 0.
        member: usize,
        /// What the source said.
        #[source]
        error: io::Error,
    },
    /// A member has another size than was planned with.
    #[error("member {member} has {found} bytes where {expected} were planned")]
    WrongSize {
        /// The entry's number, from 0.
        member: usize,
        /// Bytes by the plan.
        expected: u64,
        /// Bytes by the source.
        found: u64,
    },
}

impl PreflightError {
    /// The number of the entry that is wrong, from 0.
    #[must_use]
    pub fn member(&self) -> usize {
        match self {
            Self::Unreadable { member, .. } | Self::WrongSize { member, .. } => *member,
        }
    }
}

/// Checks that every member with bytes in these spans is there and has the size that was planned with. Members that
/// a range leaves out are not looked at, so continuing a large archive stays cheap.
///
/// # Errors
/// [`PreflightError`] for the first member that is not as planned.
pub async fn preflight<S: Source>(plan: &Plan<S::Key>, spans: &[Span], source: &S) -> Result<(), PreflightError> {
    for span in spans {
        let Span::Content(range) = span else { continue };
        for member in plan.members_in(range.clone()) {
            let entry = &plan.entries()[member];
            let found = source.size(&entry.source).await;
            let found = found.map_err(|error| PreflightError::Unreadable { member, error })?;
            if found != entry.size {
                return Err(PreflightError::WrongSize { member, expected: entry.size, found });
            }
        }
    }
    Ok(())
}
