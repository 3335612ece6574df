//! Turns: so many downloads of one requester flow at once, the next ones wait in line, first come, first served.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The lines of requesters who download now, by requester and by how many may go at once: where that was set anew, who comes
/// from then on stands in another line, and who stands in the old one is not kept waiting for it.
#[derive(Default)]
pub(crate) struct Turns {
    lines: Mutex<HashMap<(String, u32), Weak<Semaphore>>>,
}

/// A turn; the next in line has theirs when it is dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

/// How many lines there are before the ones that nobody stands in are looked for.
const MANY: usize = 1_024;

impl Turns {
    /// Waits for a turn among `most` at once. Who stops waiting has left the line.
    pub async fn take(&self, who: &str, most: u32) -> Option<Turn> {
        let line = self.line(who, most);
        // A line is never closed, so that a turn always comes.
        line.acquire_owned().await.ok().map(Turn)
    }

    fn line(&self, who: &str, most: u32) -> Arc<Semaphore> {
        let key = (who.to_owned(), most);
        // Plain numbers: whole, whoever panicked beside them.
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = lines.get(&key).and_then(Weak::upgrade) {
            return line;
        }
        if lines.len() >= MANY {
            lines.retain(|_, line| line.strong_count() > 0);
        }
        let permits = usize::try_from(most).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        let line = Arc::new(Semaphore::new(permits));
        lines.insert(key, Arc::downgrade(&line));
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn the_next_ones_wait_in_line_and_others_do_not_wait_for_them() {
        let turns = Arc::new(Turns::default());
        let (first, second) = (turns.take("e1", 2).await, turns.take("e1", 2).await);
        assert!(turns.take("e2", 2).await.is_some(), "another requester has a line of their own");
        let served = Arc::new(Mutex::new(Vec::new()));
        let mut waiting = Vec::new();
        for number in 0..3 {
            let (turns, served) = (turns.clone(), served.clone());
            waiting.push(tokio::spawn(async move {
                let turn = turns.take("e1", 2).await;
                served.lock().unwrap().push(number);
                turn
            }));
            // Each stands in line before the next one comes.
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(served.lock().unwrap().is_empty());
        drop(first);
        let third = waiting.remove(0).await.unwrap();
        assert_eq!(*served.lock().unwrap(), [0]);
        waiting.remove(0).abort();
        drop((second, third));
        assert!(waiting.remove(0).await.unwrap().is_some());
        assert_eq!(*served.lock().unwrap(), [0, 2], "who left the line is passed over");
    }

    #[tokio::test]
    async fn lines_that_nobody_stands_in_are_forgotten() {
        let turns = Turns::default();
        for number in 0..10 * MANY {
            drop(turns.take(&format!("n{number}"), 1).await);
        }
        assert!(turns.lines.lock().unwrap().len() <= MANY);
    }

    #[tokio::test]
    async fn another_limit_counts_for_who_comes_from_then_on() {
        let turns = Turns::default();
        let flowing = turns.take("e1", 1).await;
        assert!(turns.take("e1", 2).await.is_some(), "nobody waits for what was allowed before");
        drop(flowing);
        assert!(turns.take("e1", 1).await.is_some());
    }
}
