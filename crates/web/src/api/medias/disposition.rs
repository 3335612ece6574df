//! The name of an uploaded file, as `Content-Disposition` says it (RFC 6266).

use http::{HeaderMap, header};

/// The file's name: `filename*` where it is there, else `filename`.
pub(super) fn filename(headers: &HeaderMap) -> Option<String> {
    // Clients send the bytes of UTF-8 although the header is ASCII.
    let value = headers.get(header::CONTENT_DISPOSITION)?;
    let value = String::from_utf8_lossy(value.as_bytes());
    let mut plain = None;
    let mut extended = None;
    for (name, value) in parameters(&value) {
        match name.as_str() {
            "filename" => plain = Some(value),
            "filename*" => extended = decode(&value),
            _ => {}
        }
    }
    extended.or(plain).filter(|name| !name.trim().is_empty())
}

/// The parameters after the type; quoted values without their quotes.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', '\t', ';']).to_ascii_lowercase();
        let after = after.trim_start();
        let value;
        (value, rest) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        found.push((name, value));
    }
    found
}

fn unquote(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &text[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// `UTF-8''na%C3%AFve.txt`
fn decode(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_encoding::percent_decode_str(text);
    charset.eq_ignore_ascii_case("utf-8").then(|| bytes.decode_utf8().ok().map(String::from)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    fn of(value: &str) -> Option<String> {
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        filename(&HeaderMap::from_iter([(header::CONTENT_DISPOSITION, value)]))
    }

    #[test]
    fn names_are_read_however_they_are_written() {
        assert_eq!(of("attachment; filename=a.png").as_deref(), Some("a.png"));
        assert_eq!(of("attachment; filename=\"a; \\\"b\\\".png\"; x=y").as_deref(), Some("a; \"b\".png"));
        assert_eq!(
            of("attachment; filename=\"x.png\"; filename*=UTF-8''%D8%B5%D9%88%D8%B1.png").as_deref(),
            Some("صور.png")
        );
        assert_eq!(of("attachment; filename=\"größe.png\"").as_deref(), Some("größe.png"));
    }

    #[test]
    fn without_a_name_there_is_none() {
        for value in ["attachment", "inline;", "attachment; filename=\"\"", "attachment; filename*=UTF-16''x", "; =;="]
        {
            assert_eq!(of(value), None, "{value}");
        }
    }
}
