//! Cookies: their names, and how they are set. Path is the sub-path, HttpOnly, SameSite=Lax, Secure on https, `__Host-` at
//! the root of https.

use crate::Site;
use http::{HeaderMap, HeaderValue, header};
use std::time::Duration;

/// A cookie of Ajar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// A signed-in user.
    Session,
    /// A proven requester.
    Requester,
    /// A browser that a policy let in.
    Browser,
    /// The language that the reader chose.
    Language,
    /// A place whose password was typed; named by the start of its hash.
    Unlocked(String),
}

const UNLOCKED: &str = "ajar_place_";

impl Cookie {
    fn name(&self, site: &Site) -> String {
        let prefix = if site.is_https() && site.base.is_empty() { "__Host-" } else { "" };
        match self {
            Cookie::Session => format!("{prefix}ajar_session"),
            Cookie::Requester => format!("{prefix}ajar_requester"),
            Cookie::Browser => format!("{prefix}ajar_browser"),
            Cookie::Language => format!("{prefix}ajar_language"),
            Cookie::Unlocked(place) => format!("{prefix}{UNLOCKED}{place}"),
        }
    }

    /// The value that the browser sent.
    pub fn read(&self, site: &Site, headers: &HeaderMap) -> Option<String> {
        let name = self.name(site);
        all(headers).find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
    }

    /// Every place whose password was typed in this browser.
    pub fn read_unlocked(site: &Site, headers: &HeaderMap) -> Vec<String> {
        let prefix = Cookie::Unlocked(String::new()).name(site);
        all(headers).filter(|(name, _)| name.starts_with(&prefix)).map(|(_, value)| value.to_owned()).collect()
    }

    /// The header that sets it for so long; none: until the browser is closed.
    pub fn set(&self, site: &Site, value: &str, lifetime: Option<Duration>) -> HeaderValue {
        let age = lifetime.map(|lifetime| format!("; Max-Age={}", lifetime.as_secs())).unwrap_or_default();
        let secure = if site.is_https() { "; Secure" } else { "" };
        let path = if site.base.is_empty() { "/" } else { &site.base };
        let text = format!("{}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}{age}", self.name(site));
        // Values are our own: letters, digits, dots and hyphens.
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
    }

    /// The header that takes it away.
    pub fn clear(&self, site: &Site) -> HeaderValue {
        self.set(site, "", Some(Duration::ZERO))
    }
}

fn all(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
}
