//! What every handler knows of the installation.

use crate::{
    known::{KnownDownloads, known_downloads},
    pages::kept::{Pages, pages},
    traffic::Traffic,
};
use app::App;
use domain::Network;
use std::{ops::Deref, sync::Arc};
use tokio::sync::watch;

/// What a site is put together from.
#[derive(Clone)]
pub struct SiteParts {
    /// The use cases.
    pub app: App,
    /// The path under which everything lies, without a slash at its end; empty at the root.
    pub base: String,
    /// What links begin with, where the operator said so; its origin is the one that forms may come from.
    pub public_url: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Who may read the metrics without being an admin.
    pub metrics_allow: Vec<Network>,
    /// The internal location by which nginx in front of this sends stored files itself.
    pub accel_redirect: Option<String>,
    /// The mailbox of the demo, readable in the browser.
    pub mailbox: Option<app::Mailbox>,
}

/// What every handler knows of the installation. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<Inner>);

struct Inner {
    parts: SiteParts,
    pages: Pages,
    known_downloads: KnownDownloads,
    traffic: Traffic,
    is_stopping: watch::Sender<bool>,
}

impl Site {
    /// Puts a site together.
    pub fn new(parts: SiteParts) -> Self {
        let traffic = Traffic::since(parts.app.now());
        let (pages, known_downloads, is_stopping) = (pages(), known_downloads(), watch::Sender::new(false));
        Self(Arc::new(Inner { parts, pages, known_downloads, traffic, is_stopping }))
    }

    /// The pages that are kept as they were rendered.
    pub(crate) fn pages(&self) -> &Pages {
        &self.0.pages
    }

    /// The downloads that were allowed before.
    pub(crate) fn known_downloads(&self) -> &KnownDownloads {
        &self.0.known_downloads
    }

    /// What was answered so far.
    pub(crate) fn traffic(&self) -> &Traffic {
        &self.0.traffic
    }

    /// From now on this node says that it is not ready.
    pub(crate) fn stops(&self) {
        self.0.is_stopping.send_replace(true);
    }

    /// Whether it was told to stop.
    pub(crate) fn is_stopping(&self) -> bool {
        *self.0.is_stopping.borrow()
    }

    /// Becomes true when it is told to stop: what would go on for ever ends then.
    pub(crate) fn ending(&self) -> watch::Receiver<bool> {
        self.0.is_stopping.subscribe()
    }

    /// Whether browsers reach the site by https.
    pub fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// The origin that forms may come from, where the operator said so.
    pub fn public_origin(&self) -> Option<&str> {
        let url = self.public_url.as_deref()?;
        let host = url.find("://")? + 3;
        let end = url[host..].find('/').map_or(url.len(), |slash| host + slash);
        Some(&url[..end])
    }

    /// An address of this site, for links and redirects within it.
    pub fn path(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }
}

impl Deref for Site {
    type Target = SiteParts;

    fn deref(&self) -> &SiteParts {
        &self.0.parts
    }
}
