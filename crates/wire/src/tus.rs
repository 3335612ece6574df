//! What the tus protocol 1.0 says in headers: numbers of bytes, checksums, what is known of a file.

use base64::{Engine, engine::general_purpose::STANDARD};

/// What bytes hash to, as the client says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checksum {
    /// SHA-1.
    Sha1([u8; 20]),
    /// SHA-256.
    Sha256([u8; 32]),
}

/// A number of bytes, as `Upload-Offset` and `Upload-Length` write it: digits and nothing else.
pub fn number(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// `Upload-Checksum`: `sha1` or `sha256`, a blank, and the hash in Base64.
pub fn checksum(text: &str) -> Option<Checksum> {
    let (algorithm, hash) = text.split_once(' ')?;
    let hash = STANDARD.decode(hash.trim()).ok()?;
    match algorithm {
        "sha1" => hash.try_into().ok().map(Checksum::Sha1),
        "sha256" => hash.try_into().ok().map(Checksum::Sha256),
        _ => None,
    }
}

/// The names and values of `Upload-Metadata`, in order. What can't be read is refused as a whole.
pub fn metadata(text: &str) -> Option<Vec<(&str, String)>> {
    let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
    let value = |text: &str| String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok();
    pairs
        .map(|pair| match pair.split_once(' ') {
            Some((name, text)) => Some((name, value(text)?)),
            None => Some((pair, String::new())),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_upload_says_of_itself_is_read_or_refused() {
        let pairs = metadata("filename bG9nby5zdmc=,empty, folderId Nw==").unwrap();
        assert_eq!(
            pairs,
            [("filename", "logo.svg".to_owned()), ("empty", String::new()), ("folderId", "7".to_owned())]
        );
        assert_eq!(metadata(""), Some(vec![]));
        assert_eq!(metadata("filename ***"), None);
        assert_eq!(metadata("filename /w=="), None);
    }

    #[test]
    fn a_number_of_bytes_is_digits() {
        assert_eq!(number("0"), Some(0));
        assert_eq!(number("18446744073709551615"), Some(u64::MAX));
        for text in ["", "+1", "-1", "1 ", "0x1", "1e3", "18446744073709551616", "١"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_checksum_is_as_long_as_its_algorithm_makes_it() {
        assert_eq!(checksum("sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="), Some(Checksum::Sha1([0; 20])));
        let sha256 = format!("sha256 {}=", "A".repeat(43));
        assert_eq!(checksum(&sha256), Some(Checksum::Sha256([0; 32])));
        for text in
            ["", "sha1", "sha1 ", "sha1 AAAA", "md5 AAAAAAAAAAAAAAAAAAAAAA==", "SHA1 AAAAAAAAAAAAAAAAAAAAAAAAAAA="]
        {
            assert_eq!(checksum(text), None, "{text}");
        }
    }
}
