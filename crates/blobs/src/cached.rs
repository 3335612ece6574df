//! Reading what the system has in memory, and only that.
//!
//! Sending a read to another thread costs three times the processor time of copying 256 KiB that are in memory, and
//! waits for that thread's turn on a busy machine; reading from a slow disk on an async thread holds up everybody.
//! Linux can do the one without risking the other.

use std::fs::File;

/// How many bytes could be had without waiting, from none to all of the buffer; `None` where the system or the file
/// system cannot tell.
#[cfg(target_os = "linux")]
pub(crate) fn read(file: &File, offset: u64, buffer: &mut [u8]) -> Option<usize> {
    use rustix::io::{Errno, ReadWriteFlags, preadv2};
    use std::io::IoSliceMut;

    if buffer.is_empty() {
        return Some(0);
    }
    match preadv2(file, &mut [IoSliceMut::new(buffer)], offset, ReadWriteFlags::NOWAIT) {
        Ok(read) => Some(read),
        Err(Errno::AGAIN) => Some(0),
        // Not supported here; or a real error, which the ordinary read meets again and reports.
        Err(_) => None,
    }
}

/// How far apart the bytes are by which [`all`] tells.
const STEP: u64 = 128 * 1024;

/// Whether a stretch of a file seems to be in memory as a whole. It is told by a byte here and there: the system reads ahead
/// in long stretches, and gives up the same way.
pub(crate) fn all(file: &File, offset: u64, len: u64) -> bool {
    let Some(last) = len.checked_sub(1) else { return true };
    let steps = (0..len).step_by(usize::try_from(STEP).unwrap_or(usize::MAX));
    steps.chain([last]).all(|at| read(file, offset + at, &mut [0]) == Some(1))
}

/// See above.
#[cfg(not(target_os = "linux"))]
pub(crate) fn read(_file: &File, _offset: u64, _buffer: &mut [u8]) -> Option<usize> {
    None
}
