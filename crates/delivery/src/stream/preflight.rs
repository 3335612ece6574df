//! The look at everything before the first byte, while an error can still be an error page.

use std::future::ready;
use std::io;

use futures_util::{StreamExt, TryStreamExt, stream};
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

/// Checks that every member with bytes in these spans is there and has the size that was planned with, as many at a time as
/// the source [says](Source::at_once). Members that a range leaves out are not looked at, so continuing a large archive
/// stays cheap.
///
/// # Errors
/// [`PreflightError`] for the first member that is not as planned.
pub async fn preflight<S: Source>(plan: &Plan<S::Key>, spans: &[Span], source: &S) -> Result<(), PreflightError> {
    for span in spans {
        let Span::Content(range) = span else { continue };
        let members = plan.members_in(range.clone());
        if source.at_once() > 1 {
            let looked = stream::iter(members).map(|member| look(plan, member, source)).buffered(source.at_once());
            looked.try_for_each(|()| ready(Ok(()))).await?;
            continue;
        }
        for member in members {
            look(plan, member, source).await?;
        }
    }
    Ok(())
}

async fn look<S: Source>(plan: &Plan<S::Key>, member: usize, source: &S) -> Result<(), PreflightError> {
    let entry = &plan.entries()[member];
    let found = source.size(&entry.source).await;
    let found = found.map_err(|error| PreflightError::Unreadable { member, error })?;
    if found != entry.size {
        return Err(PreflightError::WrongSize { member, expected: entry.size, found });
    }
    Ok(())
}
