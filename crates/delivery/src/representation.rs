//! What is known about the bytes behind an address before any of them is read.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderValue;
use thiserror::Error;

/// The last second that an HTTP date can write: 9999-12-31 23:59:59 UTC.
const LAST_HTTP_SECOND: i64 = 253_402_300_799;

/// The text cannot stand in an entity tag.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an entity tag may hold visible ASCII except the double quote only, and must not be empty")]
pub struct BadEtag;

/// A strong entity tag, with its quotes: equal tags promise equal bytes, so a broken download may be continued.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StrongEtag(String);

impl StrongEtag {
    /// Makes a tag from its text without quotes.
    ///
    /// # Errors
    /// [`BadEtag`] when the text is empty or holds anything but visible ASCII without the double quote.
    pub fn new(opaque: &str) -> Result<Self, BadEtag> {
        let fits = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
        if opaque.is_empty() || !opaque.bytes().all(fits) {
            return Err(BadEtag);
        }
        Ok(Self(format!("\"{opaque}\"")))
    }

    /// The tag of bytes with this SHA-256: 64 hexadecimal digits.
    #[must_use]
    pub fn from_sha256(digest: &[u8; 32]) -> Self {
        Self(format!("\"{}\"", hex::encode(digest)))
    }

    /// The tag as it stands in a header, quotes included.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag as the value of a header.
    #[must_use]
    pub fn header(&self) -> HeaderValue {
        // Both constructors let nothing but visible ASCII in, which every header value may hold.
        HeaderValue::from_str(&self.0).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }
}

/// When the bytes last changed, in seconds since 1970 UTC, and how much that says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LastModified {
    /// Whatever carries this time is the same bytes (a version that is never rewritten). Decides `If-Modified-Since`
    /// and `If-Range`.
    Exact(i64),
    /// Shown to the client, but other bytes may carry the same time: a ZIP whose newest member stayed while another
    /// one left. Never proves that something is unchanged.
    Shown(i64),
    /// Not known, and not sent.
    Unknown,
}

impl LastModified {
    /// The time in seconds since 1970 as a client can be told it, between 1970 and 9999.
    pub(crate) fn seconds(self) -> Option<u64> {
        match self {
            Self::Exact(at) | Self::Shown(at) => u64::try_from(at.clamp(0, LAST_HTTP_SECOND)).ok(),
            Self::Unknown => None,
        }
    }

    /// Only where the time stands for the bytes.
    pub(crate) fn exact_seconds(self) -> Option<u64> {
        match self {
            Self::Exact(_) => self.seconds(),
            Self::Shown(_) | Self::Unknown => None,
        }
    }

    pub(crate) fn header(self) -> Option<HeaderValue> {
        let at: SystemTime = UNIX_EPOCH + Duration::from_secs(self.seconds()?);
        HeaderValue::from_str(&httpdate::fmt_http_date(at)).ok()
    }
}

/// One downloadable thing, file or archive, as the rules about ranges and conditions see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Representation {
    /// All its bytes.
    pub length: u64,
    /// Stands for exactly these bytes.
    pub etag: StrongEtag,
    /// When they came to be.
    pub last_modified: LastModified,
    /// Sent as `Content-Type`, and inside each part of a multipart answer.
    pub content_type: HeaderValue,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_takes_visible_ascii_only() {
        assert_eq!(StrongEtag::new("abc").unwrap().as_str(), "\"abc\"");
        for bad in ["", "a\"b", "a b", "ä", "a\n"] {
            assert_eq!(StrongEtag::new(bad), Err(BadEtag), "{bad:?}");
        }
    }

    #[test]
    fn a_tag_of_a_digest_is_its_hexadecimal() {
        let tag = StrongEtag::from_sha256(&[0xab; 32]);
        assert_eq!(tag.as_str(), format!("\"{}\"", "ab".repeat(32)));
        assert_eq!(tag.header().to_str().unwrap(), tag.as_str());
    }

    #[test]
    fn times_that_http_cannot_write_are_brought_into_its_years() {
        let shown = |at| LastModified::Shown(at).header().unwrap().to_str().unwrap().to_owned();
        assert_eq!(shown(i64::MIN), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(shown(i64::MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
        assert_eq!(LastModified::Unknown.header(), None);
    }
}
