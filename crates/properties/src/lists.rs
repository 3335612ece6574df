//! Where lists go on.

use crate::{first_line, text};
use wire::cursor::{decode, encode};

/// The kind of a list in the first line, a cursor in the rest: one that can be read is the one that was handed out; one that
/// is handed out is read as it was written, in its own list alone.
pub fn cursors(bytes: &[u8]) {
    let text = text(bytes);
    let (kind, cursor) = first_line(&text);
    if let Some(position) = decode(cursor, kind) {
        assert_eq!(encode(kind, &position), cursor);
    }
    let position: Vec<i64> =
        bytes.chunks_exact(8).take(4).map(|word| i64::from_le_bytes(word.try_into().unwrap())).collect();
    if !position.is_empty() {
        let cursor = encode(kind, &position);
        assert!(cursor.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)), "{cursor}");
        assert_eq!(decode(&cursor, kind).as_deref(), Some(&*position));
        assert_eq!(decode(&cursor, &format!("{kind}.")), None);
    }
}
