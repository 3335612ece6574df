//! The name of a file that is sent, as `Content-Disposition` says it (RFC 6266, RFC 8187).

/// The file's name: `filename*` where it can be read, else `filename`. A name of blanks alone is none.
///
/// It is a name as a stranger wrote it, with slashes and whatever else they like.
pub fn filename(value: &str) -> Option<String> {
    let mut plain = None;
    let mut extended = None;
    for (name, value) in parameters(value) {
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

    #[test]
    fn names_are_read_however_they_are_written() {
        for (value, name) in [
            ("attachment; filename=a.png", "a.png"),
            ("attachment; filename=\"a; \\\"b\\\".png\"; x=y", "a; \"b\".png"),
            ("attachment; filename=\"x.png\"; filename*=UTF-8''%D8%B5%D9%88%D8%B1.png", "صور.png"),
            ("attachment; filename=\"größe.png\"", "größe.png"),
        ] {
            assert_eq!(filename(value).as_deref(), Some(name), "{value}");
        }
    }

    #[test]
    fn without_a_name_there_is_none() {
        for value in ["attachment", "inline;", "attachment; filename=\"\"", "attachment; filename*=UTF-16''x", "; =;="]
        {
            assert_eq!(filename(value), None, "{value}");
        }
    }
}
