//! How much one preview may cost.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What one child process may use. The defaults suit a machine with 2 GiB and two cores.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Address space of the child in bytes, program included (`RLIMIT_AS`).
    pub memory: u64,
    /// Processor time of the child, in whole seconds (`RLIMIT_CPU`).
    pub cpu: Duration,
    /// Time on the wall, from start to answer; then the child is killed.
    pub wall: Duration,
    /// Largest original in bytes.
    pub input_bytes: u64,
    /// Largest picture in bytes (`RLIMIT_FSIZE`).
    pub picture_bytes: u64,
    /// Most pixels an original may have (width × height).
    pub pixels: u64,
    /// Longest edge an original may have, in pixels.
    pub edge: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 1 << 30,
            cpu: Duration::from_secs(20),
            wall: Duration::from_secs(30),
            input_bytes: 256 << 20,
            picture_bytes: 64 << 20,
            pixels: 100_000_000,
            edge: 30_000,
        }
    }
}
