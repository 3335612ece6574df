//! What the operator set: by flag, environment or file; it does not change while the process lives. What counts is this over
//! what was set on the settings page: see [`crate::in_force`].

use domain::{MailAddress, Network, Setting, TechnicalProperty, text};
use std::{collections::HashMap, time::Duration};
use words::Language;

/// What the operator set of an installation. What is `None` is left to the settings page.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What links in mails begin with, without a slash at its end: `https://desk.example.org/ajar`.
    pub public_url: String,
    /// Who mails are from.
    pub mail_from: Option<mail::Address>,
    /// What the organisation is called, on pages and in mails.
    pub organisation: Option<String>,
    /// What is said to people of whom nothing else is known.
    pub language: Option<Language>,
    /// Requests an hour that one network may make without signing in.
    pub limit_network: Option<u64>,
    /// Requests an hour in the name of one address without signing in.
    pub limit_address: Option<u64>,
    /// Parallel downloads of one requester.
    pub limit_downloads: Option<u32>,
    /// The private networks that webhooks may lead into.
    pub private_webhooks: Vec<Network>,
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
/// How long the log of a webhook is kept.
pub const DELIVERY_LIFETIME: Duration = days(30);
/// How long the secret of a webhook counts after a new one was made.
pub const EARLIER_SECRET_LIFETIME: Duration = days(1);
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

    /// Whether the operator says what a setting is.
    pub fn fixes(&self, setting: Setting) -> bool {
        match setting {
            Setting::Organisation => self.organisation.is_some(),
            Setting::Language => self.language.is_some(),
            Setting::MailFrom => self.mail_from.is_some(),
            Setting::LimitNetwork => self.limit_network.is_some(),
            Setting::LimitAddress => self.limit_address.is_some(),
            Setting::LimitDownloads => self.limit_downloads.is_some(),
            Setting::Accent
            | Setting::Logo
            | Setting::Languages
            | Setting::RequestsExpireAfterDays
            | Setting::HistoryKeptForDays => false,
        }
    }
}

/// Reads who mails are from: `Desk <desk@example.org>`, or the address alone. What is wrong, where it is neither.
pub fn sender(typed: &str) -> Result<mail::Address, String> {
    let typed = typed.trim();
    let (name, address) = match typed.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (text::line(name.trim().trim_matches('"')), address.trim()),
        None => (None, typed),
    };
    let local = address
        .strip_suffix("@localhost")
        .is_some_and(|local| !local.is_empty() && MailAddress::parse(&format!("{local}@example.org")).is_ok());
    if !local {
        let wrong = || format!("{typed:?} is no sender such as Desk <desk@example.org>");
        MailAddress::parse(address).map_err(|_| wrong())?;
    }
    let address = mail::Address::new(address);
    Ok(match name {
        Some(name) => address.named(name),
        None => address,
    })
}
