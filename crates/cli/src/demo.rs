//! `ajar demo`: the real server on a temporary folder, filled with an invented museum.
//!
//! The content lies in `demo/` beside the sources; the requests are made by the use cases that also serve visitors, with
//! a clock that is moved back while they are made. `--large` adds a year of many.

mod content;
mod fill;
mod large;
mod past;
mod welcome;

use crate::{
    ambient,
    commands::serve,
    config::{Config, Layers},
    failure::Failure,
    installation, log,
};
use app::{App, Mailbox, Parts, keys::Keys};
use blobs::Blobs;
use clap::ArgMatches;
use content::Content;
use mail::Transport;
use past::Past;
use std::path::Path;
use store::Store;
use tokio::net::TcpListener;
use web::{Site, SiteParts};

/// What of the settings a demo heeds: it has records, files and mails of its own, and must not touch anybody's.
const HEEDED: &[&str] = &[
    "listen",
    "public_url",
    "trusted_proxies",
    "log",
    "log_format",
    "metrics_allow",
    "shutdown_grace",
    "limit_network",
    "limit_address",
    "limit_downloads",
    "webhooks_allow_private",
];

/// Shows a filled installation until it is told to stop; then nothing of it is left.
pub async fn run(matches: &ArgMatches, is_large: bool) -> Result<(), Failure> {
    let layers = Layers::without_file(matches, HEEDED)?;
    let config = Config::load(&layers)?;
    // Mails are for reading in the browser here, not in the log.
    log::start(if layers.has("log") { &config.log } else { "warn" }, config.log_format)?;
    let content = Content::read()?;
    let (listener, listening) = listen(&config, layers.has("listen")).await?;
    let stop = serve::told_to_stop()?;
    let folder = tempfile::Builder::new().prefix("ajar-demo-").tempdir();
    let folder = folder.map_err(|error| Failure::failed(format!("no temporary folder can be made: {error}")))?;
    let past = Past::new();
    let mailbox = Mailbox::new();
    let public_url = config.public_url_or(&serve::reachable(listening));
    let (app, store, blobs) = open(&config, public_url.clone(), folder.path(), &mailbox, &past).await?;
    let filled = async {
        let filled = fill::fill(&app, &store, &content, &past).await?;
        past::live_through(&app, &content, &filled, &past).await?;
        match is_large {
            true => large::fill(&app, &blobs, &filled, &large::LARGE, &past).await,
            false => Ok(()),
        }
    };
    let mut told = stop.clone();
    tokio::select! {
        done = filled => done?,
        _ = told.wait_for(|stopped| *stopped) => return Ok(()),
    }
    past.ends();
    welcome::say(&public_url, &content)?;
    let site = Site::new(SiteParts {
        app: app.clone(),
        base: config.public_url.as_ref().map(|public| public.base.clone()).unwrap_or_default(),
        public_url: config.public_url.as_ref().map(|public| public.url.clone()),
        trusted_proxies: config.trusted_proxies.clone(),
        metrics_allow: config.metrics_allow.clone(),
        accel_redirect: None,
        mailbox: Some(mailbox),
    });
    serve::until_stopped(listener, site, app, stop, config.shutdown_grace).await
}

/// Where it was said; else at the usual port, and where that is taken, at a free one.
async fn listen(config: &Config, said: bool) -> Result<(TcpListener, std::net::SocketAddr), Failure> {
    match serve::listen(&config.listen).await {
        Err(_) if !said => serve::listen("127.0.0.1:0").await,
        listening => listening,
    }
}

async fn open(
    config: &Config,
    public_url: String,
    folder: &Path,
    mailbox: &Mailbox,
    past: &Past,
) -> Result<(App, Store, Blobs), Failure> {
    let failed = |error: &dyn std::error::Error| Failure::failed(crate::failure::chain(error));
    let records = format!("sqlite:{}", folder.join("ajar.db").display());
    let store = Store::open(&records).await.map_err(|error| failed(&error))?;
    let blobs = Blobs::open_folder(&folder.join("files")).map_err(|error| failed(&error))?;
    let mut secret = [0; 32];
    ambient::fill(&mut secret);
    let app = App::new(Parts {
        store: store.clone(),
        blobs: blobs.clone(),
        previewer: installation::previewer()?,
        transport: Transport::mailbox(mailbox.clone()),
        settings: installation::settings(config, public_url),
        keys: Keys::new(&secret),
        clock: past.clock(),
        random: ambient::random(),
    });
    Ok((app, store, blobs))
}
