//! Ranges and conditions, and the answers that they get.

use crate::{first_line, text};
use delivery::{
    Answer, LastModified, Representation, Span, StrongEtag, answer,
    ranges::{MOST_RANGES, Wanted, wanted},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_RANGE, IF_MATCH, IF_NONE_MATCH, RANGE},
};

/// No file is longer: lengths are kept as signed numbers.
const LONGEST: u64 = i64::MAX as u64;

fn of_length(length: u64) -> Representation {
    Representation {
        length,
        etag: StrongEtag::from_sha256(&[0xab; 32]),
        last_modified: LastModified::Exact(784_111_777),
        content_type: HeaderValue::from_static("image/png"),
    }
}

/// What an answer says of its body is so, and nothing lies outside of what there is.
fn is_honest(answered: &Answer, length: u64) {
    let mut sent = 0;
    for span in &answered.body {
        sent += span.length();
        if let Span::Content(range) = span {
            assert!(range.start <= range.end && range.end <= length, "{range:?} of {length}");
        }
    }
    if matches!(answered.status, StatusCode::OK | StatusCode::PARTIAL_CONTENT) {
        assert_eq!(answered.headers[CONTENT_LENGTH], sent.to_string());
    } else {
        assert_eq!(sent, 0, "a body where none may be");
    }
}

/// A length in the first line, a `Range` header in the rest: the ranges lie within the length, are not empty, are not too
/// many, and neither overlap nor touch.
pub fn ranges(bytes: &[u8]) {
    let text = text(bytes);
    let (length, said) = first_line(&text);
    let length = length.trim().parse().unwrap_or(0).min(LONGEST);
    let Ok(value) = HeaderValue::from_bytes(said.as_bytes()) else { return };
    let headers = HeaderMap::from_iter([(RANGE, value)]);
    let wanted = wanted(&headers, length);
    let answered = answer(&Method::GET, &headers, &of_length(length));
    is_honest(&answered, length);
    match &wanted {
        Wanted::Everything => assert_eq!(answered.status, StatusCode::OK),
        Wanted::Nothing => assert_eq!(answered.status, StatusCode::RANGE_NOT_SATISFIABLE),
        Wanted::Parts(parts) => {
            assert_eq!(answered.status, StatusCode::PARTIAL_CONTENT);
            assert!((1..=MOST_RANGES).contains(&parts.len()), "{}", parts.len());
            for (number, part) in parts.iter().enumerate() {
                assert!(part.start < part.end && part.end <= length, "{part:?} of {length}");
                let meets = |other: &std::ops::Range<u64>| part.start <= other.end && other.start <= part.end;
                assert!(!parts[..number].iter().any(meets), "{parts:?}");
            }
            if let [part] = parts.as_slice() {
                let said = format!("bytes {}-{}/{length}", part.start, part.end - 1);
                assert_eq!(answered.headers[CONTENT_RANGE], said);
            }
        }
    }
    let head = answer(&Method::HEAD, &headers, &of_length(length));
    assert!(head.body.is_empty() && head.status == StatusCode::OK, "only GET has ranges");
}

/// Lines of headers: whatever they say, the answer is one that there may be; a list that begins with the tag names it,
/// whatever follows; and one in which it does not stand does not.
pub fn conditions(bytes: &[u8]) {
    const LENGTH: u64 = 36;
    let text = text(bytes);
    let thing = of_length(LENGTH);
    let mut headers = HeaderMap::new();
    for line in text.lines().take(20) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let (Ok(name), Ok(value)) =
            (name.trim().parse::<HeaderName>(), HeaderValue::from_bytes(value.trim().as_bytes()))
        else {
            continue;
        };
        headers.append(name, value);
    }
    for method in [Method::GET, Method::HEAD] {
        let answered = answer(&method, &headers, &thing);
        assert!([200, 206, 304, 412, 416].contains(&answered.status.as_u16()), "{}", answered.status);
        if method == Method::GET {
            is_honest(&answered, LENGTH);
        } else {
            assert!(answered.body.is_empty());
        }
    }
    let tag = thing.etag.as_str();
    let list = first_line(&text).0;
    // A line with other letters in it counts as none: ours are hexadecimal.
    if !list.is_ascii() {
        return;
    }
    let ask = |name: HeaderName, value: String| {
        let headers = HeaderMap::from_iter([(name, HeaderValue::from_str(&value).ok()?)]);
        Some(answer(&Method::GET, &headers, &thing).status)
    };
    for beginning in [tag.to_owned(), format!("W/{tag}")] {
        let status = ask(IF_NONE_MATCH, format!("{beginning}, {list}"));
        assert!(status.is_none_or(|status| status == StatusCode::NOT_MODIFIED), "{beginning}, {list}");
    }
    let status = ask(IF_MATCH, format!("{tag}, {list}"));
    assert!(status.is_none_or(|status| status == StatusCode::OK), "{tag}, {list}");
    if !list.contains(tag) && list.trim_matches([' ', '\t']) != "*" {
        assert!(ask(IF_NONE_MATCH, list.to_owned()).is_none_or(|status| status == StatusCode::OK), "{list}");
        assert!(
            ask(IF_MATCH, list.to_owned()).is_none_or(|status| status == StatusCode::PRECONDITION_FAILED),
            "{list}"
        );
    }
}
