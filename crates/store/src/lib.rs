//! Everything that Ajar remembers, on SQLite or PostgreSQL; the only SQL of the house.
//!
//! One file per resource, one SQL text for both engines. Functions take what runs a statement ([`Run`]): the [`Store`]
//! itself for reading, a [`Tx`] inside a transaction, so that they compose. This crate knows rows and constraints; the
//! rules are in `domain`, the use cases in `app`. It refuses to know HTTP, files and mail.

mod error;
mod ids;
mod later;
mod migrate;
mod search;
mod snapshot;
mod sql;
mod store;
mod transaction;

pub mod assets;
pub mod backup;
pub mod browsers;
pub mod changes;
pub mod check;
pub mod counters;
pub mod decisions;
pub mod digests;
pub mod downloads;
pub mod erasing;
pub mod events;
pub mod external_user_notes;
pub mod external_users;
pub mod folders;
pub mod grants;
pub mod idempotency;
pub mod insight;
pub mod installation;
pub mod kits;
pub mod languages;
pub mod links;
pub mod merging;
pub mod open_asks;
pub mod outbox;
pub mod portals;
pub mod previews;
pub mod properties;
pub mod queue;
pub mod recoveries;
pub mod renditions;
pub mod request_list;
pub mod requests;
pub mod retention;
pub mod saved_replies;
pub mod selections;
pub mod sessions;
pub mod settings;
pub mod strokes;
pub mod terms;
pub mod tokens;
pub mod trash;
pub mod uploads;
pub mod users;
pub mod vitals;
pub mod webhooks;
pub mod windows;

pub use error::{Error, Result};
pub use ids::Table;
pub use migrate::newest as newest_migration;
pub use snapshot::Snapshot;
pub use sql::Run;
pub use store::{Engine, Store};
#[doc(hidden)]
pub use transaction::Tries;
pub use transaction::Tx;
