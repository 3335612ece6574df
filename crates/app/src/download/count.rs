//! Counting downloads, once for each requester and content within an hour.

use super::{Archive, Permit};
use crate::{App, Outcome, Refusal, renditions::Offered};
use std::time::Duration;
use store::{
    assets::Asset,
    downloads,
    events::{self, NewEvent},
};

const COUNTED_ONCE_IN: Duration = Duration::from_secs(60 * 60);

/// Counts a download of one file, once for each requester and version within an hour.
pub async fn count_file(app: &App, permit: &Permit) -> Outcome<()> {
    let Some(asset) = permit.assets.first() else { return Ok(()) };
    count(app, permit.counted(), &of_file(asset), "download.asset", |event| {
        event.asset_id = Some(asset.id);
        event.data.insert("version".into(), asset.version.into());
        event.data.insert("bytes".into(), asset.size.into());
    })
    .await
}

/// Whether this process knows that a download of the one file of a permit was counted within the hour.
pub fn is_counted(app: &App, permit: &Permit) -> bool {
    let [asset] = permit.assets.as_slice() else { return false };
    let since = app.now().minus(COUNTED_ONCE_IN);
    app.caches.counted.get(&key(&permit.counted_as, &of_file(asset))).is_some_and(|at| at > since)
}

fn of_file(asset: &Asset) -> String {
    format!("v{}", asset.version_id)
}

fn key(subject: &str, content: &str) -> String {
    format!("{subject} {content}")
}

impl Permit {
    /// By which name it is counted, and what the event says.
    fn counted(&self) -> (&str, &NewEvent) {
        (&self.counted_as, &self.about)
    }
}

/// Counts a download of one file in another format, as [`count_file`] does; the event says which.
pub async fn count_rendition(app: &App, permit: &Permit, made: &Offered, length: u64) -> Outcome<()> {
    let Some(asset) = permit.assets.first() else { return Ok(()) };
    let content = format!("v{}-{}-{}", asset.version_id, made.name(), made.width);
    count(app, permit.counted(), &content, "download.asset", |event| {
        event.asset_id = Some(asset.id);
        event.data.insert("version".into(), asset.version.into());
        event.data.insert("bytes".into(), length.into());
        event.data.insert("format".into(), made.name().into());
        event.data.insert("width".into(), made.width.into());
    })
    .await
}

/// Counts a download of an archive, once for each requester and content within an hour; it names its assets.
pub async fn count_archive(app: &App, archive: &Archive) -> Outcome<()> {
    let plan = archive.plan();
    let content = format!("z{}", plan.etag().as_str().trim_matches('"'));
    count(app, (&archive.counted_as, &archive.about), &content, "download.zip", |event| {
        event.assets.clone_from(&archive.assets);
        event.data.insert("files".into(), archive.assets.len().into());
        event.data.insert("bytes".into(), plan.length().into());
    })
    .await
}

/// Counts once within an hour; what the event says is told by `tell` only where it counts.
async fn count(
    app: &App,
    (subject, about): (&str, &NewEvent),
    content: &str,
    kind: &str,
    tell: impl Fn(&mut NewEvent),
) -> Outcome<()> {
    let (now, key) = (app.now(), key(subject, content));
    let since = now.minus(COUNTED_ONCE_IN);
    if app.caches.counted.get(&key).is_some_and(|at| at > since) {
        return Ok(());
    }
    let mut counted_at = downloads::counted_at(&app.store, subject, content, since).await?;
    if counted_at.is_none() {
        let mut event = about.clone();
        tell(&mut event);
        store::write!(app.store, |tx| {
            if downloads::count(tx, subject, content, since, now).await? {
                events::record(tx, kind, &event, now).await?;
            }
            Ok::<_, Refusal>(())
        })?;
        // Where another one counted at the same instant, it did so later than `since` too.
        counted_at = Some(now);
    }
    if let Some(at) = counted_at {
        app.caches.counted.insert(key, at);
    }
    Ok(())
}
