//! Secrets that go out in links, cookies and tokens, and the hashes that are kept of them.

use crate::{App, Outcome};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A secret of 256 random bits, as text that fits an address. It is shown once; only its hash is kept.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A fresh one.
    pub fn mint(app: &App) -> Self {
        Self(URL_SAFE_NO_PAD.encode(app.random_bytes::<32>()))
    }

    /// The one that belongs to a text, in this installation: found again by who can say the text, and by nobody else.
    pub(crate) fn derived(app: &App, purpose: &str, text: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(app.keys.derive(purpose, text)))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

// A stray `{:?}` in a log line must not print one.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The hash of a secret that came back, as lower-case hex of its SHA-256. Secrets are random and long, so a plain hash
/// is enough; looking up by hash takes the same time for every wrong guess.
pub fn hash(secret: &str) -> String {
    hex::encode(Sha256::digest(secret.as_bytes()))
}

/// What this installation is called where nothing else tells it from others: in the ids of what it sends. Made once.
pub(crate) async fn installation_name(app: &App) -> Outcome<String> {
    if let Some(name) = store::installation::value(&app.store, "name").await? {
        return Ok(name);
    }
    let fresh = reference(app);
    store::write!(app.store, |tx| Ok(store::installation::value_or_set(tx, "name", &fresh).await?))
}

/// A fresh reference: 128 random bits as lower-case hex. It shows a status, never opens bytes.
pub fn reference(app: &App) -> String {
    hex::encode(app.random_bytes::<16>())
}
