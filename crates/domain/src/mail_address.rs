//! Mail addresses as people type them, and the key by which two are the same.

use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// A mail address that can be written to: at most 254 bytes, one `@`, no space, control character or angle bracket.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MailAddress {
    address: String,
    key: String,
}

/// Why a text is no mail address; the words are for the person who typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoMailAddress {
    /// Nothing was typed.
    #[error("Please enter a mail address.")]
    Empty,
    /// More than 254 bytes.
    #[error("This mail address is too long; an address has at most 254 characters.")]
    TooLong,
    /// Not of the form `name@example.org`.
    #[error("This does not look like a mail address such as name@example.org.")]
    Malformed,
}

impl NoMailAddress {
    /// Its name, by which pages find its words in the reader's language.
    pub fn code(self) -> &'static str {
        match self {
            NoMailAddress::Empty => "mail-missing",
            NoMailAddress::TooLong => "mail-too-long",
            NoMailAddress::Malformed => "mail-unreadable",
        }
    }
}

impl MailAddress {
    /// Reads a typed address. White space around it is dropped; the spelling is kept for writing to it.
    pub fn parse(text: &str) -> Result<Self, NoMailAddress> {
        let address: String = text.trim().nfc().collect();
        if address.is_empty() {
            return Err(NoMailAddress::Empty);
        }
        if address.len() > 254 {
            return Err(NoMailAddress::TooLong);
        }
        let (local, domain) = address.rsplit_once('@').ok_or(NoMailAddress::Malformed)?;
        if local.is_empty() || local.len() > 64 || !local.split('.').all(is_atom) {
            return Err(NoMailAddress::Malformed);
        }
        let ascii = idna::domain_to_ascii_strict(domain).map_err(|_| NoMailAddress::Malformed)?;
        let labels: Vec<&str> = ascii.split('.').collect();
        // A domain of one label can't be reached from outside, and a numeric last label is an address of a machine.
        let last_is_name = labels.last().is_some_and(|label| label.chars().any(|c| c.is_ascii_alphabetic()));
        if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) || !last_is_name {
            return Err(NoMailAddress::Malformed);
        }
        let key = format!("{}@{}", local.to_lowercase(), ascii.to_lowercase());
        Ok(Self { address, key })
    }

    /// A domain that was typed, with or without an `@` before it, as it stands in the [key](Self::key) of an address.
    pub fn domain(typed: &str) -> Option<String> {
        let typed = typed.trim();
        let address = Self::parse(&format!("x@{}", typed.strip_prefix('@').unwrap_or(typed))).ok()?;
        address.key.split_once('@').map(|(_, domain)| domain.to_owned())
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// What is equal for addresses that differ only in case or in how their domain is written.
    pub fn key(&self) -> &str {
        &self.key
    }
}

// Beyond ASCII a local part needs SMTPUTF8 on every server of the way; better to say so here than to lose the mail.
fn is_atom(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c))
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)
    }
}

// Addresses are personal: a stray `{:?}` in a log line must not print one.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plus_addresses_and_foreign_domains_are_addresses() {
        for text in
            ["a@b.example", "ann+press@example.org", " ann@example.org ", "joerg@müller.example", "o'neil@example.org"]
        {
            assert!(MailAddress::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn case_and_the_spelling_of_the_domain_do_not_make_another_address() {
        let one = MailAddress::parse("Ann@MÜLLER.example").unwrap();
        let other = MailAddress::parse("ann@xn--mller-kva.example").unwrap();
        assert_eq!(one.key(), other.key());
        assert_eq!(one.as_str(), "Ann@MÜLLER.example");
    }

    #[test]
    fn a_domain_is_read_as_it_stands_in_keys() {
        assert_eq!(MailAddress::domain(" @MÜLLER.example ").as_deref(), Some("xn--mller-kva.example"));
        assert_eq!(MailAddress::domain("example.org").as_deref(), Some("example.org"));
        for typed in ["", "@", "ann@example.org", "org", "exa mple.org", "%.org"] {
            assert_eq!(MailAddress::domain(typed), None, "{typed}");
        }
    }

    #[test]
    fn scripts_line_breaks_and_lists_are_refused() {
        for text in [
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@localhost",
            "a@b@c",
            "a b@example.org",
            "a@exa mple.org",
            "a@example.org\nBcc: b@example.org",
            "<script>@example.org",
            "a@example.org, b@example.org",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            ".a@example.org",
            "a..b@example.org",
            "a@example..org",
            "\"a\"@example.org",
        ] {
            assert!(MailAddress::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn two_hundred_and_fifty_four_characters_are_the_most() {
        let domain = format!("{}.example", vec!["d".repeat(60); 4].join("."));
        let fits = format!("a@{}", &domain[domain.len() - 250..]);
        assert!(MailAddress::parse(&fits).is_ok(), "{}", fits.len());
        assert_eq!(MailAddress::parse(&format!("{}@{}", "a".repeat(64), domain)), Err(NoMailAddress::TooLong));
    }
}
