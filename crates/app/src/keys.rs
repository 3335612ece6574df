//! Signatures over what goes out to a browser and comes back: forms, cookies of requesters, typed passwords.

use domain::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::Arc;

/// The installation's secret key. Cheap to clone.
#[derive(Clone)]
pub struct Keys(Arc<[u8]>);

impl Keys {
    /// From at least 16 bytes of secret.
    pub fn new(secret: &[u8]) -> Self {
        Self(secret.into())
    }

    fn mac(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        // HMAC takes keys of every length; were this to fail, an empty MAC would sign nothing anybody accepts.
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("HMAC takes any key"));
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac
    }

    /// `text` with its signature; reads back by [`Keys::open`] with the same purpose.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        format!("{text}.{}", hex::encode(self.mac(purpose, text).finalize().into_bytes()))
    }

    /// What was sealed for this purpose; `None` where it was not us.
    pub fn open<'a>(&self, purpose: &str, sealed: &'a str) -> Option<&'a str> {
        let (text, mac) = sealed.rsplit_once('.')?;
        let mac = hex::decode(mac).ok()?;
        self.mac(purpose, text).verify_slice(&mac).ok()?;
        Some(text)
    }

    /// Like [`Keys::seal`], with the moment in it.
    pub fn seal_at(&self, purpose: &str, text: &str, now: Timestamp) -> String {
        self.seal(purpose, &format!("{text}.{}", now.micros()))
    }

    /// What was sealed at which moment.
    pub fn open_at<'a>(&self, purpose: &str, sealed: &'a str) -> Option<(&'a str, Timestamp)> {
        let (text, at) = self.open(purpose, sealed)?.rsplit_once('.')?;
        Some((text, Timestamp::from_micros(at.parse().ok()?)))
    }

    /// A secret that is the same for the same text, and that nobody without the key can tell.
    pub fn derive(&self, purpose: &str, text: &str) -> [u8; 32] {
        self.mac(purpose, text).finalize().into_bytes().into()
    }

    /// A name for something that must not be readable from the records, such as a network or an address in a counter.
    pub fn pseudonym(&self, purpose: &str, text: &str) -> String {
        hex::encode(&self.mac(purpose, text).finalize().into_bytes()[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_counts_for_its_purpose_and_its_key_only() {
        let keys = Keys::new(b"0123456789abcdef");
        let sealed = keys.seal("form", "kit.7");
        assert_eq!(keys.open("form", &sealed), Some("kit.7"));
        assert_eq!(keys.open("cookie", &sealed), None);
        assert_eq!(keys.open("form", &sealed.replace('7', "8")), None);
        assert_eq!(Keys::new(b"another key here").open("form", &sealed), None);
        assert_eq!(keys.open("form", "nonsense"), None);
    }

    #[test]
    fn a_derived_secret_belongs_to_its_key_its_purpose_and_its_text() {
        let keys = Keys::new(b"0123456789abcdef");
        assert_eq!(keys.derive("token", "u1"), keys.derive("token", "u1"));
        assert_ne!(keys.derive("token", "u1"), keys.derive("token", "u2"));
        assert_ne!(keys.derive("token", "u1"), keys.derive("other", "u1"));
        assert_ne!(keys.derive("token", "u1"), Keys::new(b"another key here").derive("token", "u1"));
    }

    #[test]
    fn a_seal_knows_its_moment() {
        let keys = Keys::new(b"0123456789abcdef");
        let sealed = keys.seal_at("form", "kit.7", Timestamp::from_micros(42));
        assert_eq!(keys.open_at("form", &sealed), Some(("kit.7", Timestamp::from_micros(42))));
    }
}
