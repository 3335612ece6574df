//! Addresses of places, people and networks.

use crate::text;
use domain::{MailAddress, Network, Slug};
use std::net::IpAddr;

/// A slug is what it was read from; one that is made of a title is a slug, and so is the next one where it is taken.
pub fn slugs(bytes: &[u8]) {
    let text = text(bytes);
    if let Some(slug) = Slug::parse(&text) {
        assert_eq!(slug.as_str(), text);
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(text.chars().all(is_plain) && (1..=80).contains(&text.len()), "{text:?}");
    }
    if let Some(slug) = Slug::of_title(&text) {
        assert_eq!(Slug::parse(slug.as_str()), Some(slug.clone()));
        let next = slug.numbered(9_999_999);
        assert_eq!(Slug::parse(next.as_str()), Some(next.clone()));
        assert_eq!(Slug::of_title(slug.as_str()), Some(slug), "a slug is its own title's");
    }
}

/// An address holds nothing that a mail could be steered by, and is the same one however often it is read.
pub fn mail_addresses(bytes: &[u8]) {
    let text = text(bytes);
    if let Ok(address) = MailAddress::parse(&text) {
        let written = address.as_str();
        assert!(written.len() <= 254 && written.matches('@').count() == 1, "{written:?}");
        let is_wrong = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';' | '"' | '\\');
        assert!(!written.contains(is_wrong), "{written:?}");
        let again = MailAddress::parse(written).expect("an address");
        assert_eq!((again.as_str(), again.key()), (written, address.key()));
        assert!(address.key().is_ascii() && address.key().to_lowercase() == address.key(), "{:?}", address.key());
        // The domain may grow as it is written in ASCII; what still fits is the same address.
        if let Ok(by_key) = MailAddress::parse(address.key()) {
            assert_eq!(by_key.key(), address.key());
        } else {
            assert!(address.key().len() > 254, "{:?}", address.key());
        }
    }
    if let Some(domain) = MailAddress::domain(&text) {
        // Written in ASCII it may have grown beyond what leaves room for a name before it.
        assert!(domain.len() > 252 || MailAddress::domain(&domain).as_ref() == Some(&domain), "{domain:?}");
        assert!(domain.is_ascii() && domain.contains('.') && !domain.contains('@'), "{domain:?}");
    }
}

/// A network holds the address that it is named by; one address alone holds no other.
pub fn networks(bytes: &[u8]) {
    let text = text(bytes);
    let Ok(network) = text.parse::<Network>() else { return };
    let (address, prefix) = text.split_once('/').map_or((&*text, None), |(address, prefix)| (address, Some(prefix)));
    let address: IpAddr = address.trim().parse().expect("an address");
    assert!(network.contains(address), "{text:?}");
    let next = match address {
        IpAddr::V4(address) => IpAddr::from((address.to_bits() ^ 1).to_be_bytes()),
        IpAddr::V6(address) => IpAddr::from((address.to_bits() ^ 1).to_be_bytes()),
    };
    assert_eq!(network.contains(next), prefix.is_some_and(|_| network.contains(next)), "{text:?}");
}
