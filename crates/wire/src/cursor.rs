//! Where the next page of a list begins: opaque to who carries it, and of no use in another list.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// A cursor for the list of this kind and order, at this position.
pub fn encode(kind: &str, position: &[i64]) -> String {
    let numbers: Vec<String> = position.iter().map(i64::to_string).collect();
    URL_SAFE_NO_PAD.encode(format!("{kind} {}", numbers.join(" ")))
}

/// The position that [`encode`] wrote for this kind of list.
pub fn decode(cursor: &str, kind: &str) -> Option<Vec<i64>> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let numbers = text.strip_prefix(kind)?.strip_prefix(' ')?;
    let position: Vec<i64> = numbers.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    // Only as it was written: `+7` and `007` were not.
    (encode(kind, &position) == cursor).then_some(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_counts_for_its_own_list_only() {
        let cursor = encode("requests created", &[7, -3]);
        assert_eq!(decode(&cursor, "requests created"), Some(vec![7, -3]));
        assert_eq!(decode(&cursor, "requests -created"), None);
        assert_eq!(decode("AAAA", "requests created"), None);
        assert_eq!(decode("*", "requests created"), None);
    }

    #[test]
    fn a_cursor_is_what_was_handed_out_and_nothing_like_it() {
        for numbers in ["+7", "007", "-0", "7 ", " 7", ""] {
            let cursor = URL_SAFE_NO_PAD.encode(format!("kits {numbers}"));
            assert_eq!(decode(&cursor, "kits"), None, "{numbers}");
        }
    }
}
