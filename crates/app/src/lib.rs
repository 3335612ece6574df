//! The use cases of Ajar, one verb a file: what visitors, requesters, responsibles, managers and programs do.
//!
//! A use case loads, authorises, asks the rules in `domain`, writes in one transaction of `store` and enqueues what is slow;
//! pages and API call the same ones. This crate refuses to know HTTP, HTML and SQL; clock and randomness are handed in.

pub mod accept_invitation;
pub mod access;
pub mod accounts;
pub mod add_word;
pub mod back_up;
pub mod backup;
pub mod browse;
pub mod caches;
pub mod change_settings;
pub mod check;
pub mod decide_link;
pub mod decide_request;
pub mod delete_assets;
pub mod delete_place;
pub mod download;
pub mod edit_asset;
pub mod edit_assets;
pub mod edit_folder;
pub mod edit_kit;
pub mod edit_portal;
pub mod end_links;
pub mod erase_external_user;
pub mod export_requests;
pub mod foresee;
pub mod form;
pub mod fresh_link;
pub mod held_mails;
pub mod history;
pub mod idempotency;
pub mod import_asset;
pub mod in_force;
pub mod insight;
pub mod jobs;
pub mod keys;
pub mod known_before;
pub mod library;
pub mod limits;
pub mod list_places;
pub mod list_requests;
pub mod live_history;
pub mod mail_queue;
pub mod mail_test;
pub mod member;
pub mod merge_external_users;
pub mod metrics;
pub mod note_external_user;
pub mod note_request;
pub mod pass_on;
pub mod password;
pub mod pick_up;
pub mod place;
pub mod profile;
pub mod properties;
pub mod recover;
pub mod refusal;
pub mod rename_external_user;
pub mod renditions;
pub mod restore;
pub mod revoke;
pub mod said;
pub mod saved_replies;
pub mod secret;
pub mod settings;
pub mod show_external_user;
pub mod show_request;
pub mod sign_in;
pub mod submit;
pub mod undo;
pub mod upload_asset;
pub mod viewer;
pub mod views;
pub mod webhooks;
pub mod where_used;
pub mod withdraw_request;

mod expire_requests;
mod gather;
mod make_folders;
mod notify;
mod responsibles;
mod turns;

use blobs::Blobs;
use caches::Caches;
use domain::Timestamp;
use keys::Keys;
use metrics::Metrics;
use preview::Previewer;
use settings::Settings;
use std::sync::Arc;
use store::Store;
use turns::Turns;

pub use mail::{Delivered, Mailbox, Message as MailMessage};
pub use refusal::{Fault, Refusal};
pub use viewer::Viewer;

/// The rows that use cases hand out, so that faces need not know where they are kept.
pub mod rows {
    pub use store::{
        assets::{Asset, Filter as AssetFilter, Version},
        events::Event,
        external_users::ExternalUser,
        folders::Folder,
        grants::{GrantRecord, Subject},
        kits::{Kit, Section},
        portals::Portal,
        previews::Preview,
        requests::{Item, Request},
        terms::Terms,
        users::User,
    };
}

/// A result of a use case.
pub type Outcome<T> = Result<T, Refusal>;

/// What time it is: handed in, so that tests can move it.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Fills bytes with randomness fit for secrets: handed in, so that tests can repeat it.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What an installation is made of. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The records.
    pub(crate) store: Store,
    /// The bytes of assets.
    pub(crate) blobs: Blobs,
    /// Makes pictures of assets.
    pub(crate) previewer: Previewer,
    /// Makes pictures that somebody waits for.
    pub(crate) while_you_wait: Previewer,
    /// Sends mails.
    pub(crate) transport: mail::Transport,
    /// What the operator set.
    pub(crate) settings: Arc<Settings>,
    /// What counts of it and of what was set on the settings page.
    pub(crate) known_settings: Arc<in_force::Known>,
    /// Tells webhooks what happens.
    pub(crate) sender: webhook::Sender,
    /// Who follows the history as it goes on.
    pub(crate) live: Arc<live_history::Live>,
    /// Signs what goes out and comes back.
    pub(crate) keys: Keys,
    /// What is kept in memory.
    pub(crate) caches: Arc<Caches>,
    /// Whose turn it is to download.
    pub(crate) turns: Arc<Turns>,
    /// What the public call asks, until it is written down.
    pub(crate) intake: submit::Intake,
    /// What was looked at, until it is written down.
    pub(crate) views: Arc<views::Views>,
    /// What is counted for operators.
    pub(crate) metrics: Arc<Metrics>,
    clock: Clock,
    random: Random,
}

/// What an [`App`] is put together from; only the command line and the tests do that.
pub struct Parts {
    /// The records.
    pub store: Store,
    /// The bytes of assets.
    pub blobs: Blobs,
    /// Makes pictures of assets.
    pub previewer: Previewer,
    /// Sends mails.
    pub transport: mail::Transport,
    /// What the operator set.
    pub settings: Settings,
    /// Signs what goes out and comes back.
    pub keys: Keys,
    /// What time it is.
    pub clock: Clock,
    /// Randomness fit for secrets.
    pub random: Random,
}

impl App {
    /// Puts an installation together.
    pub fn new(parts: Parts) -> Self {
        let Parts { store, blobs, previewer, transport, settings, keys, clock, random } = parts;
        Self {
            while_you_wait: renditions::while_you_wait(&previewer),
            turns: Arc::default(),
            caches: Arc::new(Caches::new()),
            intake: submit::Intake::default(),
            views: Arc::default(),
            sender: webhook::Sender::new(&settings.private_webhooks),
            live: Arc::default(),
            metrics: Arc::new(Metrics::since(clock())),
            known_settings: Arc::new(in_force::Known::new(&settings)),
            settings: Arc::new(settings),
            store,
            blobs,
            previewer,
            transport,
            keys,
            clock,
            random,
        }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// What the operator set; what counts is [in force](Self::in_force).
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Signs what goes out and comes back.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// What is counted for operators.
    pub fn metrics(&self) -> &Arc<Metrics> {
        &self.metrics
    }

    pub(crate) fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    /// Whether the records answer.
    pub async fn is_ready(&self) -> bool {
        self.store.ping().await.is_ok()
    }

    /// Closes the records; what comes later fails.
    pub async fn close(&self) {
        if let Err(error) = views::write_down(self).await {
            tracing::warn!(%error, "the last views could not be written down");
        }
        self.store.close().await;
    }
}
