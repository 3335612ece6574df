//! Asset bytes at rest.
//!
//! A blob is written once under a fresh key and never changed; its size, SHA-256 and CRC-32 are known from the moment
//! it is in. This crate owns where the bytes lie and that they are there after a power cut. It refuses to know what a
//! blob is called, who may read it, or which of them are still wanted: the caller remembers keys, and deletes.
//!
//! Blobs lie in a folder, or in a bucket that speaks S3; who uses [`Blobs`] need not know which. So what can be asked is
//! what both can answer: a streamed put under a fresh key, ranged reads, delete, a list of all keys; no appending, no
//! renaming. There is no clock and no randomness here: keys and moments come from the caller.

mod blob;
mod bucket;
mod cached;
mod check;
mod copy;
mod digest;
mod error;
mod folder;
mod key;
mod local;
mod small;
mod stored;
mod url;

pub use blob::{Blob, INLINE};
pub use bucket::{Elsewhere, Listed};
pub use check::Checked;
pub use error::Error;
pub use key::{BadKey, BlobKey};
pub use local::LocalFile;
pub use stored::{Blobs, Stored};
pub use url::OpenError;
