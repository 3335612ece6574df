//! Buffers that are used again. A fresh one of a hundred kilobytes costs more than reading into it: the system hands it
//! out page by page, zeroed, and takes it back.

use bytes::Bytes;
use std::sync::{Mutex, PoisonError};

/// How many bytes a buffer holds: what downloads read at a time.
pub(crate) const SIZE: usize = 128 * 1024;
/// What is shorter than this is not worth one.
const WORTH_IT: usize = 16 * 1024;
/// How many are kept while nobody needs them.
const KEPT: usize = 32;

static FREE: Mutex<Vec<Box<[u8]>>> = Mutex::new(Vec::new());

/// Room to read into: one that goes back once the last of its bytes is gone, or one of its own.
pub(crate) struct Buffer {
    bytes: Box<[u8]>,
    len: usize,
}

impl Buffer {
    /// A buffer for `len` bytes, with anything in it.
    pub fn of(len: usize) -> Self {
        if !(WORTH_IT..=SIZE).contains(&len) {
            return Self { bytes: vec![0; len].into_boxed_slice(), len };
        }
        // Whole buffers are moved in and out under the lock, nothing else.
        let kept = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Self { bytes: kept.unwrap_or_else(|| vec![0; SIZE].into_boxed_slice()), len }
    }

    /// Where to read into.
    pub fn room(&mut self) -> &mut [u8] {
        &mut self.bytes[..self.len]
    }

    /// As what was read.
    pub fn freeze(self) -> Bytes {
        Bytes::from_owner(self)
    }
}

impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.bytes.len() != SIZE {
            return;
        }
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        if free.len() < KEPT {
            free.push(std::mem::take(&mut self.bytes));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_as_long_as_was_asked_for_and_is_used_again() {
        for len in [0, 1, WORTH_IT, SIZE, SIZE + 1] {
            assert_eq!(Buffer::of(len).freeze().len(), len);
        }
        let mut buffer = Buffer::of(20_000);
        buffer.room().fill(7);
        let bytes = buffer.freeze();
        let part = bytes.slice(19_999..);
        drop(bytes);
        assert_eq!(part, [7][..], "it is not used again while a part of it is wanted");
        drop(part);
        assert!(!FREE.lock().unwrap().is_empty());
    }
}
