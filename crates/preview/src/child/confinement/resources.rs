//! Memory, processor time, file sizes and descriptors.

use rustix::io::Errno;
use rustix::process::{Resource, Rlimit, nice, setrlimit};

use crate::Limits;

/// Standard streams, the input, at most eight pictures, and a font being looked at.
const DESCRIPTORS: u64 = 24;

/// Puts the limits on this process; they cannot be taken off again.
pub(crate) fn set_limits(limits: &Limits) -> Result<(), Errno> {
    // Nobody waits for a preview as they wait for a download.
    let _ = nice(10);
    let seconds = limits.cpu.as_secs().max(1);
    set(Resource::Core, 0, 0)?;
    set(Resource::Nofile, DESCRIPTORS, DESCRIPTORS)?;
    set(Resource::Fsize, limits.picture_bytes, limits.picture_bytes)?;
    // The soft limit ends the process in a way the parent can read; the hard one is for a process that resists.
    set(Resource::Cpu, seconds, seconds + 1)?;
    // Some systems know this limit but do not take it; there the kernel's own measures have to do.
    let memory = set(Resource::As, limits.memory, limits.memory);
    if cfg!(target_os = "linux") { memory } else { Ok(()) }
}

fn set(resource: Resource, soft: u64, hard: u64) -> Result<(), Errno> {
    setrlimit(resource, Rlimit { current: Some(soft), maximum: Some(hard) })
}
