//! What comes in at once is done at once: callers that meet are gathered into one batch, and each gets its own answer.

use std::{
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Callers that wait for the next batch. Clones are the same.
pub(crate) struct Gather<T, R>(Arc<Mutex<Waiting<T, R>>>);

struct Waiting<T, R> {
    callers: Vec<(T, oneshot::Sender<R>)>,
    /// Somebody does a batch, and takes those who wait after it.
    is_busy: bool,
}

/// The most that one batch takes: what is more waits for the next one, so that nobody else waits long for this one.
const MOST: usize = 256;

impl<T, R> Default for Gather<T, R> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Waiting { callers: Vec::new(), is_busy: false })))
    }
}

impl<T, R> Clone for Gather<T, R> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: Send + 'static, R: Send + 'static> Gather<T, R> {
    /// Does what `item` asks together with what others ask meanwhile. `act` is given a batch and answers each of it in
    /// order. `None` where the batch broke: nobody knows what became of it.
    pub async fn join<Acting>(&self, item: T, act: impl Fn(Vec<T>) -> Acting + Send + 'static) -> Option<R>
    where
        Acting: Future<Output = Vec<R>> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let was_busy = {
            let mut waiting = self.waiting();
            waiting.callers.push((item, answer));
            std::mem::replace(&mut waiting.is_busy, true)
        };
        if !was_busy {
            let worker = Worker { of: self.clone(), is_done: false };
            // On its own: a caller that hangs up takes nobody's answer along.
            tokio::spawn(worker.work(act));
        }
        answered.await.ok()
    }

    /// Whether somebody is waiting for an answer.
    pub fn is_busy(&self) -> bool {
        self.waiting().is_busy
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting<T, R>> {
        // Nothing but moving things in and out is done under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who does the batches, until nobody waits any more.
struct Worker<T: Send + 'static, R: Send + 'static> {
    of: Gather<T, R>,
    is_done: bool,
}

impl<T: Send + 'static, R: Send + 'static> Worker<T, R> {
    async fn work<Acting: Future<Output = Vec<R>> + Send>(mut self, act: impl Fn(Vec<T>) -> Acting + Send) {
        loop {
            let (items, callers): (Vec<T>, Vec<_>) = self.next_batch().into_iter().unzip();
            if items.is_empty() {
                return;
            }
            for (caller, answer) in callers.into_iter().zip(act(items).await) {
                // Who hung up meanwhile hears nothing.
                let _ = caller.send(answer);
            }
        }
    }

    fn next_batch(&mut self) -> Vec<(T, oneshot::Sender<R>)> {
        let mut waiting = self.of.waiting();
        let most = waiting.callers.len().min(MOST);
        let batch: Vec<_> = waiting.callers.drain(..most).collect();
        waiting.is_busy = !batch.is_empty();
        self.is_done = batch.is_empty();
        batch
    }
}

impl<T: Send + 'static, R: Send + 'static> Drop for Worker<T, R> {
    fn drop(&mut self) {
        // Broken in the middle: who waits must not wait for ever, and the next one begins anew.
        if !self.is_done {
            let mut waiting = self.of.waiting();
            waiting.callers.clear();
            waiting.is_busy = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn callers_that_meet_are_answered_by_one_batch_each_with_its_own() {
        let (gather, batches) = (Gather::<u64, u64>::default(), Arc::new(AtomicUsize::new(0)));
        let ask = |number: u64| {
            let (gather, batches) = (gather.clone(), batches.clone());
            async move {
                let act = move |items: Vec<u64>| {
                    let batches = batches.clone();
                    async move {
                        batches.fetch_add(1, Ordering::Relaxed);
                        tokio::task::yield_now().await;
                        items.into_iter().map(|item| item * 10).collect()
                    }
                };
                gather.join(number, act).await
            }
        };
        let asked: Vec<_> = (0..1_000).map(|number| tokio::spawn(ask(number))).collect();
        for (number, answer) in (0u64..).zip(asked) {
            assert_eq!(answer.await.unwrap(), Some(number * 10));
        }
        let batches = batches.load(Ordering::Relaxed);
        assert!((4..100).contains(&batches), "{batches} batches for 1,000 callers");
    }

    #[tokio::test]
    async fn a_batch_that_breaks_keeps_nobody_waiting() {
        let gather = Gather::<u64, u64>::default();
        let broken = |_: Vec<u64>| async { panic!("a batch that breaks") };
        assert_eq!(gather.join(1, broken).await, None);
        assert_eq!(gather.join(2, |items| async move { items }).await, Some(2));
    }
}
