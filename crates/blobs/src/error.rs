//! What can go wrong, as far as the caller does something else about it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::key::BlobKey;

/// Why a blob was not written, read or deleted.
#[derive(Debug, Error)]
pub enum Error {
    /// The disk or the quota is full. The sender may try again when an admin has made room.
    #[error("no space is left for blobs")]
    NoSpace(#[source] io::Error),
    /// The program may not write or read here. An admin has to mend it.
    #[error("no permission to use the storage")]
    Denied(#[source] io::Error),
    /// More bytes than the caller's limit.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Bytes.
        limit: u64,
    },
    /// There is no such blob.
    #[error("no blob {0}")]
    Missing(BlobKey),
    /// There is such a blob already, or it is just being written: the key was not fresh.
    #[error("a blob {0} is there already")]
    Exists(BlobKey),
    /// A storage that is elsewhere did not answer, or not in time, however often it was asked. It may do so again.
    #[error("the storage does not answer")]
    Unreachable(#[source] io::Error),
    /// What was to be stored could not be read to its end: the sender hung up, or the file to import failed.
    #[error("what was to be stored could not be read")]
    Sender(#[source] io::Error),
    /// Anything else that the storage said.
    #[error("the storage failed")]
    Io(#[source] io::Error),
}

impl Error {
    /// Sorts what the storage said.
    pub(crate) fn of_storage(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::NoSpace(error),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::Denied(error),
            _ => Self::Io(error),
        }
    }

    /// The same about a blob that should be there.
    pub(crate) fn of_blob(key: BlobKey, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing(key),
            _ => Self::of_storage(error),
        }
    }

    /// Why, in words, with what the storage said.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::NoSpace(said) | Self::Denied(said) | Self::Unreachable(said) | Self::Io(said) => {
                format!("{self}: {said}")
            }
            other => other.to_string(),
        }
    }

    /// A background thread that did not come back: it panicked, or the program is ending.
    pub(crate) fn of_thread(error: tokio::task::JoinError) -> Self {
        Self::Io(io::Error::other(error))
    }
}

impl From<Error> for io::Error {
    /// For those who stream: the kind is kept, so that a missing blob stays `NotFound`.
    fn from(error: Error) -> Self {
        let kind = match &error {
            Error::NoSpace(inner) | Error::Denied(inner) | Error::Sender(inner) | Error::Io(inner) => inner.kind(),
            Error::Unreachable(_) => io::ErrorKind::TimedOut,
            Error::TooLarge { .. } => io::ErrorKind::FileTooLarge,
            Error::Missing(_) => io::ErrorKind::NotFound,
            Error::Exists(_) => io::ErrorKind::AlreadyExists,
        };
        Self::new(kind, error)
    }
}

/// Whether so many bytes may be taken.
pub(crate) fn within(limit: Option<u64>, size: u64) -> Result<(), Error> {
    match limit {
        Some(limit) if size > limit => Err(Error::TooLarge { limit }),
        _ => Ok(()),
    }
}

/// Puts the path to what the system said, as the system does not.
pub(crate) fn at_path(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("{}: {error}", path.into().display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_forbidden_folder_are_told_apart() {
        const ENOSPC: i32 = 28;
        const EDQUOT: i32 = 122;
        let sorted = |code| Error::of_storage(at_path("/x")(io::Error::from_raw_os_error(code)));
        assert!(matches!(sorted(ENOSPC), Error::NoSpace(_)));
        if cfg!(target_os = "linux") {
            assert!(matches!(sorted(EDQUOT), Error::NoSpace(_)));
        }
        assert!(matches!(sorted(13), Error::Denied(_)));
        assert!(matches!(sorted(5), Error::Io(_)));
    }

    #[test]
    fn a_missing_blob_stays_not_found_for_those_who_stream() {
        let error = io::Error::from(Error::Missing(BlobKey::from_bits([1; 16])));
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }
}
