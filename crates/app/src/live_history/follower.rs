//! Somebody who follows the history.

use super::{Fresh, Position, full, listen};
use crate::{
    App, Outcome, Refusal, Viewer,
    history::{self, Filter, Listed},
};
use domain::*;
use std::sync::Arc;
use store::events::{self, Event};
use tokio::sync::{
    OwnedSemaphorePermit,
    broadcast::{self, error::RecvError},
};

/// How many events are read at a time by who takes up where they stopped.
const STEP: u32 = 200;

/// Where somebody begins.
#[derive(Debug, Clone)]
pub enum Start {
    /// With what happens from now on.
    Now,
    /// With what happened at this moment.
    At(Timestamp),
    /// Where they stopped.
    After(Position),
}

/// Events that are told, each with where one stands after it.
#[derive(Debug)]
pub struct Page {
    /// The events, in the order in which they are told.
    pub listed: Listed,
    /// Where one stands after each, as [numbers](Position::numbers).
    pub positions: Vec<Vec<i64>>,
}

/// Somebody who follows the history.
pub struct Follower {
    app: App,
    filter: Filter,
    position: Position,
    /// Where to read on, while what happened before is read.
    behind: Option<(Timestamp, EventId)>,
    news: broadcast::Receiver<Arc<Fresh>>,
    /// What is heard by `news` happened after this.
    floor: Timestamp,
    _seat: OwnedSemaphorePermit,
}

/// Follows what the history lists by a filter, to managers and admins.
pub async fn follow(app: &App, viewer: &Viewer, filter: Filter, start: Start) -> Outcome<Follower> {
    viewer.manager()?;
    let seat = app.live.seats.clone().try_acquire_owned().map_err(|_| full())?;
    let (news, floor) = listen(app).await?;
    let (position, behind) = match start {
        Start::Now => {
            let mut position = Position::at(floor);
            position.told = events::after(&app.store, floor).await?.into_iter().collect();
            (position, None)
        }
        Start::At(moment) => {
            let before = Timestamp::from_micros(moment.micros().saturating_sub(1));
            (Position::at(before), Some((before, LAST)))
        }
        Start::After(position) => {
            let behind = (position.floor, LAST);
            (position, Some(behind))
        }
    };
    Ok(Follower { app: app.clone(), filter, position, behind, news, floor, _seat: seat })
}

/// After every event of a moment.
const LAST: EventId = EventId(i64::MAX);

impl Follower {
    /// Waits for the next events. Who does not wait to the end must not go on with this follower.
    pub async fn next(&mut self) -> Outcome<Page> {
        loop {
            let page = match self.behind {
                Some(after) => self.catch_up(after).await?,
                None => self.hear().await?,
            };
            if let Some(page) = page {
                return Ok(page);
            }
        }
    }

    /// Reads on in what happened before.
    async fn catch_up(&mut self, after: (Timestamp, EventId)) -> Outcome<Option<Page>> {
        let rows = events::onwards(&self.app.store, &self.filter, after, STEP).await?;
        let is_last = rows.len() < STEP as usize;
        let end = rows.last().map(|row| (row.at, row.id));
        let (known, fresh): (Vec<Event>, Vec<Event>) = rows.into_iter().partition(|row| self.position.knows(row.id));
        self.position.told.extend(known.into_iter().map(|row| (row.id, row.at)));
        let page = self.tell(fresh).await?;
        if let Some((at, _)) = end {
            // Others of the same moment may come with the next page.
            let before = Timestamp::from_micros(at.micros().saturating_sub(1));
            self.position.rise(before.min(self.floor));
        }
        self.behind = end.filter(|_| !is_last);
        if is_last {
            // All that was brought was read again, as far as it is told at all.
            self.position.brought.clear();
            self.position.rise(self.floor);
        }
        Ok(page)
    }

    /// Waits for news.
    async fn hear(&mut self) -> Outcome<Option<Page>> {
        let fresh = match self.news.recv().await {
            Ok(fresh) => fresh,
            // Too slow for what happens: what was missed is read.
            Err(RecvError::Lagged(_)) => {
                (self.news, self.floor) = listen(&self.app).await?;
                self.behind = Some((self.position.floor, LAST));
                return Ok(None);
            }
            Err(RecvError::Closed) => return Err(Refusal::internal("nobody reads the history")),
        };
        let unheard: Vec<(EventId, Timestamp)> =
            fresh.events.iter().filter(|(id, _)| !self.position.knows(*id)).copied().collect();
        let ids: Vec<EventId> = unheard.iter().map(|(id, _)| *id).collect();
        let rows = if ids.is_empty() { vec![] } else { events::among(&self.app.store, &self.filter, &ids).await? };
        // What the filter leaves out needs no second look.
        let left_out = unheard.iter().filter(|(id, _)| rows.iter().all(|row| row.id != *id)).copied();
        self.position.told.extend(left_out);
        let page = self.tell(rows).await?;
        self.floor = fresh.floor;
        self.position.rise(fresh.floor);
        Ok(page)
    }

    async fn tell(&mut self, rows: Vec<Event>) -> Outcome<Option<Page>> {
        if rows.is_empty() {
            return Ok(None);
        }
        let listed = history::of_rows(&self.app, rows).await?;
        let mut positions = Vec::with_capacity(listed.events.len());
        for event in &listed.events {
            self.position.told.insert(event.id, event.at);
            positions.push(self.position.numbers());
        }
        Ok(Some(Page { listed, positions }))
    }
}
