//! What an upload says of itself.

use crate::text;
use wire::tus::{Checksum, checksum, metadata, number};

/// A header of the protocol, as each of the three that it may be: what is read is what was written.
pub fn uploads(bytes: &[u8]) {
    let said = text(bytes);
    if let Some(number) = number(&said) {
        assert_eq!(number.to_string(), if number == 0 { "0" } else { said.trim_start_matches('0') });
    }
    if let Some(pairs) = metadata(&said) {
        for (name, _) in &pairs {
            assert!(!name.is_empty() && !name.contains([',', ' ']), "{name:?}");
        }
        let written: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name} {}", base64(value.as_bytes()))).collect();
        let written = written.join(",");
        assert_eq!(metadata(&written), Some(pairs), "{written}");
    }
    if let Some(read) = checksum(&said) {
        let written = match &read {
            Checksum::Sha1(hash) => format!("sha1 {}", base64(hash)),
            Checksum::Sha256(hash) => format!("sha256 {}", base64(hash)),
        };
        assert_eq!(checksum(&written), Some(read));
    }
}

/// Base64 by hand: what is told of its reader must not be told by its writer.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let word = group.iter().fold(0u32, |word, byte| (word << 8) | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = char::from(LETTERS[((word >> (18 - 6 * place)) & 63) as usize]);
            text.push(if place <= group.len() { letter } else { '=' });
        }
    }
    text
}
