//! Buffers that a download fills again and again: memory that was just sent is still at hand, and need not be cleared.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

/// Where the buffer of a download lies while nobody fills or sends it.
pub(crate) type Home = Arc<Mutex<Vec<u8>>>;

/// Memory that is being filled.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    /// All of it was written once, with bytes of this download.
    memory: Vec<u8>,
    filled: usize,
}

impl Buffer {
    /// The download's own, if it is at home, with room for so many bytes.
    pub fn of(home: &Home, room: usize) -> Self {
        let mut memory = std::mem::take(&mut *home.lock().unwrap_or_else(PoisonError::into_inner));
        if memory.len() < room {
            memory.resize(room, 0);
        }
        Self { memory, filled: 0 }
    }

    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }

    pub fn len(&self) -> usize {
        self.filled
    }

    /// The next so many bytes, to be written.
    pub fn take(&mut self, len: usize) -> &mut [u8] {
        let begin = self.filled;
        self.filled += len;
        if self.memory.len() < self.filled {
            self.memory.resize(self.filled, 0);
        }
        &mut self.memory[begin..self.filled]
    }

    /// What was filled, to be sent; the memory goes home after the last byte.
    pub fn lend(self, home: &Home) -> Bytes {
        let filled = self.filled;
        Bytes::from_owner(Lent { memory: self.memory, home: home.clone() }).slice(..filled)
    }
}

struct Lent {
    memory: Vec<u8>,
    home: Home,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.memory
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.memory);
        let mut home = self.home.lock().unwrap_or_else(PoisonError::into_inner);
        if home.len() < memory.len() {
            *home = memory;
        }
    }
}
