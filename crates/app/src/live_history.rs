//! The history as it goes on: whoever follows it is told of each event once it can be seen, and takes up where they stopped.
//!
//! Events become visible with their commits, which may be later than those of events with a later time, here or on another
//! node. So nobody who follows stands at *one* event: a [`Position`] is a moment up to which everything was told, and what was
//! told beyond it. One reader for each process looks for what is new, while somebody follows; between its looks nobody holds
//! a connection to the records.

mod follower;
mod position;

use crate::{App, Outcome, Refusal};
use domain::*;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use store::events;
use tokio::sync::{Mutex, Semaphore, broadcast};

pub use follower::{Follower, Page, Start, follow};
pub use position::Position;

/// How often the reader looks.
const PAUSE: Duration = Duration::from_millis(500);
/// How much later than others of its time an event may become visible; clocks of nodes may differ by as much.
const OVERLAP: Duration = Duration::from_secs(60);
/// How many looks somebody may be behind before they read by themselves again.
const LOOKS: usize = 64;
/// How many follow the history at once, of one process.
const MOST: usize = 128;

/// What one look found.
struct Fresh {
    /// What later looks find happened after this.
    floor: Timestamp,
    events: Vec<(EventId, Timestamp)>,
}

/// The reader of a process, and who listens to it.
pub(crate) struct Live {
    bell: broadcast::Sender<Arc<Fresh>>,
    /// None while nobody listens.
    reader: Mutex<Option<Reader>>,
    seats: Arc<Semaphore>,
}

impl Default for Live {
    fn default() -> Self {
        let (bell, _) = broadcast::channel(LOOKS);
        Self { bell, reader: Mutex::default(), seats: Arc::new(Semaphore::new(MOST)) }
    }
}

/// What was seen of the end of the history.
struct Reader {
    floor: Timestamp,
    newest: Timestamp,
    seen: BTreeMap<EventId, Timestamp>,
}

impl Reader {
    async fn begin(app: &App) -> Outcome<Self> {
        let newest = events::newest(&app.store).await?.unwrap_or(app.now());
        let mut reader = Self { floor: newest.min(app.now()).minus(OVERLAP), newest, seen: BTreeMap::new() };
        reader.look(app).await?;
        Ok(reader)
    }

    /// What can be seen by now that could not be before.
    async fn look(&mut self, app: &App) -> Outcome<Vec<(EventId, Timestamp)>> {
        self.floor = self.floor.max(self.newest.min(app.now()).minus(OVERLAP));
        let mut fresh = events::after(&app.store, self.floor).await?;
        fresh.retain(|(id, _)| !self.seen.contains_key(id));
        for (id, at) in &fresh {
            self.seen.insert(*id, *at);
            self.newest = self.newest.max(*at);
        }
        let floor = self.floor;
        self.seen.retain(|_, at| *at > floor);
        Ok(fresh)
    }
}

/// Listens from here on: to everything that happened after the moment and that nobody could see before this call.
async fn listen(app: &App) -> Outcome<(broadcast::Receiver<Arc<Fresh>>, Timestamp)> {
    let mut reader = app.live.reader.lock().await;
    let floor = match &*reader {
        Some(reader) => reader.floor,
        None => {
            let begun = Reader::begin(app).await?;
            tokio::spawn(keep_looking(app.clone()));
            reader.insert(begun).floor
        }
    };
    Ok((app.live.bell.subscribe(), floor))
}

/// Looks for as long as somebody listens.
async fn keep_looking(app: App) {
    let mut is_lost = false;
    loop {
        tokio::time::sleep(PAUSE).await;
        let mut reader = app.live.reader.lock().await;
        if app.live.bell.receiver_count() == 0 {
            *reader = None;
            return;
        }
        let Some(reader) = reader.as_mut() else { return };
        match reader.look(&app).await {
            Ok(events) if events.is_empty() => is_lost = false,
            Ok(events) => {
                is_lost = false;
                // Whoever went meanwhile is told nothing.
                let _ = app.live.bell.send(Arc::new(Fresh { floor: reader.floor, events }));
            }
            // Once is enough: an outage is long, and others speak of it too.
            Err(error) if !is_lost => {
                is_lost = true;
                tracing::warn!(%error, "the history can't be read; whoever follows it waits");
            }
            Err(_) => {}
        }
    }
}

fn full() -> Refusal {
    Refusal::TooMany { retry_after: Duration::from_secs(60) }
}
