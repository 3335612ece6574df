//! Deleting kits and portals, and what becomes of what was asked for and granted there: nothing ends or stays in silence.
//!
//! Who waits for the whole of the place is told that it is gone; who waits for assets goes on waiting, and gets them asset by
//! asset. A grant of the place ends, a grant of an asset stays.

use crate::{
    App, Outcome, Refusal, Viewer,
    decide_request::{BULK_CHUNK, by_recipient},
    notify::{self, Leaves, Letter, requester_of},
    revoke,
    submit::{Memo, about},
};
use domain::{request::status_of, *};
use store::{
    Tx,
    events::{self, NewEvent},
    grants,
    kits::{self, Kit},
    open_asks,
    portals::{self, Portal},
    requests::{self, Change, Item},
    terms::Owner,
    users::User,
};

/// How many requests and grants are closed in one transaction.
const CHUNK: u32 = BULK_CHUNK as u32;

/// What a deletion would end and leave.
#[derive(Debug, Clone, Default)]
pub struct Foreseen {
    /// The portals that lose a kit.
    pub portals: Vec<Portal>,
    /// The kits that a portal gathers; they stay.
    pub kits: Vec<Kit>,
    /// How many requests for the whole of it wait: they end.
    pub ending: u64,
    /// How many requests for assets wait: they stay, and are decided asset by asset.
    pub staying: u64,
    /// How many grants of the whole of it stand open: they end.
    pub grants: u64,
}

async fn foresee(app: &App, viewer: &Viewer, of: Owner) -> Outcome<Foreseen> {
    viewer.manager()?;
    let (ending, staying) = requests::count_waiting_for(&app.store, of).await?;
    let grants = grants::count_live_of(&app.store, of, app.now()).await?;
    Ok(Foreseen { ending, staying, grants, ..Foreseen::default() })
}

/// What deleting a kit would do.
pub async fn foresee_kit(app: &App, viewer: &Viewer, id: KitId) -> Outcome<Foreseen> {
    let foreseen = foresee(app, viewer, Owner::Kit(id)).await?;
    let portals = kits::portals_with(&app.store, id).await?;
    Ok(Foreseen { portals: portals::by_ids(&app.store, &portals).await?, ..foreseen })
}

/// What deleting a portal would do.
pub async fn foresee_portal(app: &App, viewer: &Viewer, id: PortalId) -> Outcome<Foreseen> {
    let foreseen = foresee(app, viewer, Owner::Portal(id)).await?;
    Ok(Foreseen { kits: kits::of_portal(&app.store, id).await?, ..foreseen })
}

/// A manager deletes a kit; what is said goes to those who lose something.
pub async fn delete_kit(app: &App, viewer: &Viewer, id: KitId, message: Option<String>) -> Outcome<()> {
    delete(app, viewer, Owner::Kit(id), message).await
}

/// A manager deletes a portal; what is said goes to those who lose something.
pub async fn delete_portal(app: &App, viewer: &Viewer, id: PortalId, message: Option<String>) -> Outcome<()> {
    delete(app, viewer, Owner::Portal(id), message).await
}

/// The act: who does it to which place, and what they say.
struct Closing<'a> {
    app: &'a App,
    user: &'a User,
    of: Owner,
    message: Option<String>,
}

async fn delete(app: &App, viewer: &Viewer, of: Owner, message: Option<String>) -> Outcome<()> {
    let user = viewer.manager()?;
    let closing = Closing { app, user, of, message: revoke::checked(message)? };
    // Thousands of requests in one transaction would keep everybody else waiting. Should this end half-way, the place is
    // still there, and deleting it goes on where this stopped.
    while store::write!(app.store, |tx| closing.close_some(tx).await)? {}
    store::write!(app.store, |tx| {
        // What came in between.
        while closing.close_some(tx).await? {}
        let event = match of {
            Owner::Kit(id) => {
                kits::delete(tx, id, app.now()).await?;
                ("kit.deleted", NewEvent { kit_id: Some(id), user_id: Some(user.id), ..NewEvent::default() })
            }
            Owner::Portal(id) => {
                portals::delete(tx, id, app.now()).await?;
                ("portal.deleted", NewEvent { portal_id: Some(id), user_id: Some(user.id), ..NewEvent::default() })
            }
        };
        events::record(tx, event.0, &event.1, app.now()).await?;
        Ok(())
    })
}

impl Closing<'_> {
    async fn is_there(&self, tx: &Tx) -> Outcome<bool> {
        Ok(match self.of {
            Owner::Kit(id) => kits::by_id(tx, id).await?.is_some(),
            Owner::Portal(id) => portals::by_id(tx, id).await?.is_some(),
        })
    }

    /// Closes some of what is open at the place; whether there may be more.
    async fn close_some(&self, tx: &Tx) -> Outcome<bool> {
        if !self.is_there(tx).await? {
            return Err(Refusal::NotFound);
        }
        let waiting = requests::waiting_for(tx, self.of, CHUNK).await?;
        let of_scope = |whole: bool| {
            let scoped = waiting.iter().filter(move |(_, scope)| (*scope != RequestScope::Assets) == whole);
            scoped.map(|(id, _)| *id).collect::<Vec<RequestId>>()
        };
        self.cancel(tx, &of_scope(true)).await?;
        let staying = of_scope(false);
        requests::hold_all(tx, &staying).await?;
        requests::let_go(tx, &staying).await?;
        let live = grants::live_of(tx, self.of, self.app.now(), CHUNK).await?;
        revoke::end_grants(self.app, tx, self.user, &self.message, &live).await?;
        Ok(waiting.len() == CHUNK as usize || live.len() == CHUNK as usize)
    }

    /// Ends requests for the whole of what goes: what is pending is asked for no more; what was decided stays.
    async fn cancel(&self, tx: &Tx, ids: &[RequestId]) -> Outcome<()> {
        let held = requests::hold_all(tx, ids).await?;
        let items = requests::items(tx, ids).await?;
        let pending = items.iter().filter(|item| item.status == ItemStatus::Pending).map(|item| item.id);
        let pending: Vec<ItemId> = pending.collect();
        requests::set_item_status(tx, &pending, ItemStatus::Pending, ItemStatus::Cancelled).await?;
        let (mut memo, mut told) = (Memo::default(), Vec::new());
        for request in &held {
            let own: Vec<Item> = items.iter().filter(|item| item.request_id == request.id).cloned().collect();
            let after = own.iter().map(|item| match item.status {
                ItemStatus::Pending => ItemStatus::Cancelled,
                decided => decided,
            });
            let status = status_of(after);
            let said = || (self.app.now(), Some(self.user.id), self.message.clone(), None);
            // What was decided of it before keeps its own message.
            let decision = (status == RequestStatus::Cancelled).then(said);
            let change = Change { status: Some(status), decision, ..Change::default() };
            requests::change(tx, request.id, &change).await?;
            let event = NewEvent { user_id: Some(self.user.id), ..about(request) };
            events::record(tx, "request.cancelled", &event, self.app.now()).await?;
            notify::tell_handled(self.app, tx, request, &own, Some(self.user.id), Leaves::AtOnce, &mut memo).await?;
            told.extend(requester_of(request).map(|to| (to, request.id)));
        }
        open_asks::release(tx, ids).await?;
        for (to, requests) in by_recipient(told) {
            notify::enqueue(self.app, tx, &Letter::RequestClosed { to, requests }).await?;
        }
        Ok(())
    }
}
