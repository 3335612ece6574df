//! What every handler knows of the installation.

use crate::{
    known::{KnownDownloads, known_downloads},
    pages::kept::{Pages, pages},
};
use app::App;
use std::{net::IpAddr, ops::Deref, sync::Arc};

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
    /// The internal location by which nginx in front of this sends stored files itself.
    pub accel_redirect: Option<String>,
    /// The mailbox of the demo, readable in the browser.
    pub mailbox: Option<app::Mailbox>,
}

/// What every handler knows of the installation. Cheap to clone.
#[derive(Clone)]
pub struct Site(Arc<(SiteParts, Pages, KnownDownloads)>);

impl Site {
    /// Puts a site together.
    pub fn new(parts: SiteParts) -> Self {
        Self(Arc::new((parts, pages(), known_downloads())))
    }

    /// The pages that are kept as they were rendered.
    pub(crate) fn pages(&self) -> &Pages {
        &self.0.1
    }

    /// The downloads that were allowed before.
    pub(crate) fn known_downloads(&self) -> &KnownDownloads {
        &self.0.2
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
        &self.0.0
    }
}

/// An address or a network of addresses: `10.0.0.0/8`, `::1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Whether an address lies in it. An IPv4 address that came mapped into IPv6 counts as what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl std::str::FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let wrong = || format!("{text:?} is no address or network such as 10.0.0.0/8");
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.map_or(Ok(longest), |prefix| prefix.trim().parse().map_err(|_| wrong()))?;
        if prefix > longest { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses_only() {
        let network: Network = "10.1.0.0/16".parse().unwrap();
        assert!(network.contains("10.1.2.3".parse().unwrap()));
        assert!(network.contains("::ffff:10.1.2.3".parse().unwrap()));
        assert!(!network.contains("10.2.2.3".parse().unwrap()));
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains("8.8.8.8".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
    }
}
