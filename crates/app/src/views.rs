//! Views of public pages: what visitors looked at, once for each of them and each place within an hour.
//!
//! Looking at a page writes nothing while somebody waits for it. Views are gathered in memory and written down together a
//! moment later; a process that is killed loses those of its last second.

use crate::{App, Outcome, Refusal, Viewer};
use domain::*;
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use store::{
    downloads,
    events::{self, NewEvent},
};

const COUNTED_ONCE_IN: Duration = Duration::from_secs(60 * 60);
/// How long views are gathered.
const GATHERED: Duration = Duration::from_secs(1);
/// How many are written in one transaction, so that nobody waits long for it.
const AT_ONCE: usize = 200;
/// How many wait at the most; what is more is not counted.
const MOST: usize = 20_000;

/// Views that are not written down yet.
#[derive(Debug, Default)]
pub(crate) struct Views(Mutex<Waiting>);

#[derive(Debug, Default)]
struct Waiting {
    views: Vec<View>,
    /// Somebody is going to write them down.
    is_seen_to: bool,
}

/// Somebody looked at something.
#[derive(Debug)]
struct View {
    kind: &'static str,
    who: String,
    what: String,
    event: NewEvent,
    at: Timestamp,
}

impl Views {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        // Nothing but moving views in and out is done under the lock.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes that somebody looked at a place, or at an asset there. Those who look after the installation are no visitors.
pub fn note(app: &App, viewer: &Viewer, place: Place, asset: Option<AssetId>) {
    if viewer.user.as_ref().is_some_and(|user| user.role.sees_everything()) {
        return;
    }
    let now = app.now();
    let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
    let (portal, kit) = (place.portal(), place.kit());
    let what = format!("seen {}/{}/{}", id(portal.map(|id| id.0)), id(kit.map(|id| id.0)), id(asset.map(|id| id.0)));
    // Most look at the same page more than once: that is found out without working out a pseudonym.
    let known_as = match viewer.subjects().first() {
        Some(subject) => format!("{subject:?} {what}"),
        None => format!("{} {what}", viewer.network),
    };
    if app.caches.viewed.get(&known_as).is_some_and(|at| at > now.minus(COUNTED_ONCE_IN)) {
        return;
    }
    app.caches.viewed.insert(known_as, now);
    let event = NewEvent {
        portal_id: portal,
        kit_id: kit,
        asset_id: asset,
        requester_user_id: viewer.user.as_ref().map(|user| user.id),
        external_user_id: viewer.proven.as_ref().map(|proven| proven.user.id),
        browser_id: viewer.browser,
        ..NewEvent::default()
    };
    let kind = match (asset, kit) {
        (Some(_), _) => "view.asset",
        (None, Some(_)) => "view.kit",
        (None, None) => "view.portal",
    };
    let mut waiting = app.views.waiting();
    if waiting.views.len() >= MOST {
        return;
    }
    waiting.views.push(View { kind, who: viewer.counted_as(app), what, event, at: now });
    if !std::mem::replace(&mut waiting.is_seen_to, true) {
        let app = app.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHERED).await;
            if let Err(error) = write_down(&app).await {
                tracing::warn!(%error, "views could not be written down");
            }
        });
    }
}

/// Writes down what was viewed so far.
pub async fn write_down(app: &App) -> Outcome<()> {
    let views = {
        let mut waiting = app.views.waiting();
        waiting.is_seen_to = false;
        std::mem::take(&mut waiting.views)
    };
    for views in views.chunks(AT_ONCE) {
        store::write!(app.store, |tx| {
            for View { kind, who, what, event, at } in views {
                // Another process may have counted it.
                if downloads::count(tx, who, what, at.minus(COUNTED_ONCE_IN), *at).await? {
                    events::record(tx, kind, event, *at).await?;
                }
            }
            Ok::<_, Refusal>(())
        })?;
    }
    Ok(())
}
