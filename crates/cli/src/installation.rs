//! Putting an installation together from its settings.

use crate::{
    ambient,
    config::Config,
    failure::{Failure, chain},
    out, secret_key,
};
use app::{App, Parts, settings::Settings};
use blobs::Blobs;
use mail::Transport;
use preview::Previewer;
use std::{io, os::unix::fs::DirBuilderExt, path::Path};
use store::Store;

/// The first argument of the child that makes previews.
pub const PREVIEW_CHILD: &str = "preview-child";

/// Opens the installation that the settings describe, and brings its records up to date.
pub async fn open(config: &Config, public_url: String) -> Result<App, Failure> {
    make_folder(&config.data)
        .map_err(|error| Failure::failed(format!("AJAR_DATA: {}: {error}", out::path(&config.data))))?;
    let keys = secret_key::keys(config)?;
    let blobs = open_storage(config).await?;
    let store = open_records(&config.database_url).await?;
    Ok(App::new(Parts {
        store,
        blobs,
        previewer: previewer()?,
        transport: transport(config)?,
        settings: settings(config, public_url),
        keys,
        clock: ambient::clock(),
        random: ambient::random(),
    }))
}

async fn open_storage(config: &Config) -> Result<Blobs, Failure> {
    if config.accel_redirect.is_some() && !config.storage_url.starts_with("file:") {
        let fault =
            "AJAR_ACCEL_REDIRECT has nginx send the files of a folder, and AJAR_STORAGE_URL names none: leave it out";
        return Err(Failure::usage(fault));
    }
    Blobs::open_url(&config.storage_url).await.map_err(|error| match error {
        blobs::OpenError::BadUrl { .. } => Failure::usage(error.to_string()),
        blobs::OpenError::Unusable { .. } | blobs::OpenError::OutOfReach { .. } => Failure::failed(error.to_string()),
    })
}

async fn open_records(url: &str) -> Result<Store, Failure> {
    Store::open(url).await.map_err(|error| {
        let why = chain(&error);
        match error {
            store::Error::Unreachable(_) | store::Error::Unavailable(_) => Failure::failed(format!(
                "AJAR_DATABASE_URL: the database can't be opened: {why}; is the address right, and does it run there?"
            )),
            store::Error::Newer { .. } => Failure::failed(format!(
                "AJAR_DATABASE_URL: {why}; nothing was changed: run that version or a newer one, or restore a backup from before"
            )),
            _ => Failure::failed(format!("AJAR_DATABASE_URL: the records can't be brought up to date: {why}")),
        }
    })
}

/// Makes a folder with what it lies in, for its owner alone; one that is there stays as it is.
fn make_folder(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

/// Makes previews in children of this program; of films where `ffmpeg` is on the `PATH`.
pub fn previewer() -> Result<Previewer, Failure> {
    let program = std::env::current_exe()
        .map_err(|error| Failure::failed(format!("this program does not find itself, which previews need: {error}")))?;
    let ffmpeg = preview::on_path("ffmpeg");
    Ok(Previewer::new(preview::Config { ffmpeg, ..preview::Config::new(program, [PREVIEW_CHILD]) }))
}

fn transport(config: &Config) -> Result<Transport, Failure> {
    match &config.smtp_url {
        Some(url) => Transport::from_url(url).map_err(|error| Failure::usage(error.to_string())),
        None => Ok(Transport::folder(config.mail_folder())),
    }
}

/// The settings as the use cases know them.
pub fn settings(config: &Config, public_url: String) -> Settings {
    Settings {
        public_url,
        mail_from: config.mail_from.clone(),
        organisation: config.organisation.clone(),
        language: config.language,
        limit_network: config.limit_network,
        limit_address: config.limit_address,
        limit_downloads: config.limit_downloads,
        private_webhooks: config.webhooks_allow_private.clone(),
        fixed_properties: config.fixed_properties.clone(),
    }
}
