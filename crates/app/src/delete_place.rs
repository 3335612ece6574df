//! Deleting kits and portals, and what becomes of what was asked for and granted there: nothing ends or stays in silence.
//!
//! Who waits for the whole of the place is told that it is gone; who waits for assets goes on waiting, and gets them asset by
//! asset. A grant of the place ends, a grant of an asset stays.

use crate::{
    App, Outcome, Refusal, Viewer,
    decide_request::{BULK_CHUNK, by_recipient},
    edit_kit::check_seen,
    library,
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

/// A deletion: what is said with it, and of what.
#[derive(Debug, Clone, Default)]
pub struct Deletion {
    /// What is said to those who lose something.
    pub message: Option<String>,
    /// The version of the place that was seen by whoever deletes it; one that has been changed since is left as it is.
    pub seen: Option<String>,
}

/// A manager deletes a kit.
pub async fn delete_kit(app: &App, viewer: &Viewer, id: KitId, deletion: Deletion) -> Outcome<()> {
    delete(app, viewer, Owner::Kit(id), deletion).await
}

/// A manager deletes a portal.
pub async fn delete_portal(app: &App, viewer: &Viewer, id: PortalId, deletion: Deletion) -> Outcome<()> {
    delete(app, viewer, Owner::Portal(id), deletion).await
}

/// The act: who does it to which place, and what they say.
struct Closing<'a> {
    app: &'a App,
    user: &'a User,
    of: Owner,
    message: Option<String>,
    seen: Option<String>,
}

async fn delete(app: &App, viewer: &Viewer, of: Owner, deletion: Deletion) -> Outcome<()> {
    let user = viewer.manager()?;
    let Deletion { message, seen } = deletion;
    let closing = Closing { app, user, of, message: revoke::checked(message)?, seen };
    // Thousands of requests in one transaction would keep everybody else waiting. Should this end half-way, the place is
    // still there, and deleting it goes on where this stopped.
    while store::write!(app.store, |tx| closing.go_on(tx).await)? {}
    Ok(())
}

impl Closing<'_> {
    /// Closes some of what is open at the place, and takes the place away with the last of it; whether there is more.
    async fn go_on(&self, tx: &Tx) -> Outcome<bool> {
        self.check_place(tx).await?;
        if self.close_some(tx).await? {
            return Ok(true);
        }
        let (user_id, now) = (Some(self.user.id), self.app.now());
        let (kind, event) = match self.of {
            Owner::Kit(id) => {
                kits::delete(tx, id, now).await?;
                ("kit.deleted", NewEvent { kit_id: Some(id), user_id, ..NewEvent::default() })
            }
            Owner::Portal(id) => {
                portals::delete(tx, id, now).await?;
                ("portal.deleted", NewEvent { portal_id: Some(id), user_id, ..NewEvent::default() })
            }
        };
        events::record(tx, kind, &event, now).await?;
        Ok(false)
    }

    /// Refuses where the place is not there, or not the one that was seen.
    async fn check_place(&self, tx: &Tx) -> Outcome<()> {
        match self.of {
            Owner::Kit(id) => {
                let present = library::kit_view(tx, kits::by_id(tx, id).await?.ok_or(Refusal::NotFound)?).await?;
                check_seen(self.seen.as_ref(), || present.version())
            }
            Owner::Portal(id) => {
                let present = portals::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
                let present = library::portal_view(tx, present).await?;
                check_seen(self.seen.as_ref(), || present.version())
            }
        }
    }

    /// Closes some of what is open at the place; whether there may be more.
    async fn close_some(&self, tx: &Tx) -> Outcome<bool> {
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
