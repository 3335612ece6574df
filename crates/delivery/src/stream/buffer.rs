//! Buffers that are filled again and again: memory that was just sent is still at hand, and need not be cleared.

use std::cell::RefCell;

use bytes::Bytes;

/// How many buffers a thread keeps, and how large one may be.
const SPARE: usize = 4;
const LARGEST: usize = 512 * 1024;

thread_local! {
    /// Those that were sent by this thread. One that is shared by threads is slower than none: they fight for the memory.
    static SPARES: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

/// Memory that is being filled.
#[derive(Debug, Default)]
pub(crate) struct Buffer {
    /// All of it was written once, by this or an earlier use.
    memory: Vec<u8>,
    filled: usize,
}

impl Buffer {
    /// Room for so many bytes.
    pub fn with_room(room: usize) -> Self {
        let mut memory = SPARES.with_borrow_mut(|spares| {
            let fits = spares.iter().rposition(|spare| spare.len() >= room);
            fits.map(|at| spares.swap_remove(at)).unwrap_or_default()
        });
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

    /// The next so many bytes, to be written: what an earlier use left there must not go out.
    pub fn take(&mut self, len: usize) -> &mut [u8] {
        let begin = self.filled;
        self.filled += len;
        if self.memory.len() < self.filled {
            self.memory.resize(self.filled, 0);
        }
        &mut self.memory[begin..self.filled]
    }

    /// What was filled, to be sent; the memory is at hand again after the last byte.
    pub fn into_bytes(self) -> Bytes {
        let filled = self.filled;
        Bytes::from_owner(Lent(self.memory)).slice(..filled)
    }
}

struct Lent(Vec<u8>);

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let memory = std::mem::take(&mut self.0);
        // A thread that is ending keeps none.
        let _ = SPARES.try_with(|spares| {
            let mut spares = spares.borrow_mut();
            if memory.len() <= LARGEST && spares.len() < SPARE {
                spares.push(memory);
            }
        });
    }
}
