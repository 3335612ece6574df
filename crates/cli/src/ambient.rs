//! The clock and the randomness of the machine. Everywhere else they are parameters.

use app::{Clock, Random};
use domain::Timestamp;
use rand::RngCore;
use std::{sync::Arc, time::SystemTime};

/// What time it is.
#[allow(clippy::disallowed_methods, reason = "this is where the clock comes from")]
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// The clock of the machine.
pub fn clock() -> Clock {
    Arc::new(now)
}

/// Fills bytes with randomness fit for secrets.
#[allow(clippy::disallowed_methods, reason = "this is where randomness comes from")]
pub fn fill(bytes: &mut [u8]) {
    rand::rng().fill_bytes(bytes);
}

/// Randomness fit for secrets.
pub fn random() -> Random {
    Arc::new(fill)
}
