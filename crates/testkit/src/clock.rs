//! A clock that one can move. It ticks a microsecond whenever it is looked at, so that no two moments are the same.

use domain::Timestamp;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// A clock that one can move. Clones are the same clock.
#[derive(Debug, Clone)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// A clock that stands at this moment, as RFC 3339.
    pub fn at(moment: &str) -> Self {
        let at = Timestamp::parse(moment).unwrap_or_else(|| panic!("{moment} is no moment"));
        Self(Arc::new(AtomicI64::new(at.micros())))
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.fetch_add(1, Ordering::Relaxed))
    }

    /// Lets time pass.
    pub fn pass(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_micros()).unwrap_or(i64::MAX / 4), Ordering::Relaxed);
    }
}
