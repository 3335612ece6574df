//! What the operator set: by flag, environment or file; it does not change while the process lives.

use domain::TechnicalProperty;
use std::{collections::HashMap, time::Duration};
use words::Language;

/// The settings of an installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What links in mails begin with, without a slash at its end: `https://desk.example.org/ajar`.
    pub public_url: String,
    /// Who mails are from.
    pub mail_from: mail::Address,
    /// What the organisation is called, on pages and in mails.
    pub organisation: String,
    /// What is said to people of whom nothing else is known.
    pub language: Language,
    /// Requests an hour that one network may make without signing in.
    pub limit_network: u64,
    /// Requests an hour in the name of one address without signing in.
    pub limit_address: u64,
    /// Parallel downloads of one requester.
    pub limit_downloads: u32,
    /// Technical properties that the environment fixes.
    pub fixed_properties: HashMap<TechnicalProperty, bool>,
}

/// How long a pick-up link opens, and a requester's cookie lasts.
pub const PICK_UP_LIFETIME: Duration = days(30);
/// How long a decide link opens.
pub const DECIDE_LIFETIME: Duration = days(14);
/// How long an invitation opens.
pub const INVITATION_LIFETIME: Duration = days(7);
/// How long a way back into an account opens.
pub const RECOVERY_LIFETIME: Duration = Duration::from_secs(60 * 60);
/// How long a signed-in browser stays so.
pub const SESSION_LIFETIME: Duration = days(14);
/// How long the mails of what was decided in the pages wait, so that it may be undone.
pub const UNDO_FOR: Duration = Duration::from_secs(10);
/// How long a form may lie before it is sent.
pub const FORM_LIFETIME: Duration = days(1);
/// How long a selection is kept under its hash.
pub const SELECTION_LIFETIME: Duration = days(7);
/// How long an `Idempotency-Key` is remembered.
pub const IDEMPOTENCY_LIFETIME: Duration = days(1);
/// How long a deleted asset can come back.
pub const TRASH_LIFETIME: Duration = days(30);
/// How long an upload waits for its next bytes.
pub const UPLOAD_LIFETIME: Duration = days(3);

const fn days(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60)
}

impl Settings {
    /// An absolute link to a path of this installation.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}
