//! Ranges and conditions, from a request's headers to the bytes of the answer.

use std::fmt::Write;

use delivery::{Answer, LastModified, Representation, Span, StrongEtag, answer};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

const CONTENT: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

fn of_length(length: u64) -> Representation {
    Representation {
        length,
        etag: StrongEtag::from_sha256(&[7; 32]),
        last_modified: LastModified::Exact(784_111_777),
        content_type: HeaderValue::from_static("image/png"),
    }
}

fn ask(method: &Method, lines: &[(&'static str, &str)], length: u64) -> Answer {
    let line = |(name, value): &(&'static str, &str)| (HeaderName::from_static(name), value.parse().unwrap());
    let headers: HeaderMap = lines.iter().map(line).collect();
    let answered = answer(method, &headers, &of_length(length));
    let sent: u64 = answered.body.iter().map(Span::length).sum();
    if *method == Method::GET && answered.status.is_success() {
        assert_eq!(header(&answered, "content-length"), sent.to_string(), "a length that is not the body's");
    } else {
        assert_eq!(sent, 0, "a body where none may be");
    }
    answered
}

fn get(lines: &[(&'static str, &str)]) -> Answer {
    ask(&Method::GET, lines, CONTENT.len() as u64)
}

fn header(answered: &Answer, name: &str) -> String {
    answered.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

fn body(answered: &Answer) -> Vec<u8> {
    let bytes = |span: &Span| match span {
        Span::Bytes(bytes) => bytes.to_vec(),
        Span::Content(range) => CONTENT[range.start as usize..range.end as usize].to_vec(),
    };
    answered.body.iter().flat_map(bytes).collect()
}

fn tag() -> String {
    of_length(0).etag.as_str().to_owned()
}

#[test]
fn a_plain_get_gives_everything_with_its_headers() {
    let answered = get(&[]);
    assert_eq!(answered.status, StatusCode::OK);
    assert_eq!(body(&answered), CONTENT);
    assert!(answered.sends_content());
    let expected = [
        ("accept-ranges", "bytes".to_owned()),
        ("content-length", "36".to_owned()),
        ("content-type", "image/png".to_owned()),
        ("etag", tag()),
        ("last-modified", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned()),
        ("content-range", String::new()),
    ];
    for (name, value) in expected {
        assert_eq!(header(&answered, name), value, "{name}");
    }
}

#[test]
fn head_tells_the_length_and_ignores_ranges() {
    let answered = ask(&Method::HEAD, &[("range", "bytes=0-3")], 36);
    assert_eq!((answered.status, answered.sends_content()), (StatusCode::OK, false));
    assert_eq!(header(&answered, "content-length"), "36");
    assert_eq!(header(&answered, "content-range"), "");
    let past = ask(&Method::HEAD, &[("range", "bytes=99-")], 36);
    assert_eq!(past.status, StatusCode::OK);
    let held = ask(&Method::HEAD, &[("if-none-match", &tag())], 36);
    assert_eq!(held.status, StatusCode::NOT_MODIFIED);
}

#[test]
fn a_single_range_is_a_plain_206() {
    for (asked, said, sent) in [
        ("bytes=0-0", "bytes 0-0/36", "0"),
        ("bytes=10-12", "bytes 10-12/36", "abc"),
        ("bytes=34-", "bytes 34-35/36", "yz"),
        ("bytes=-3", "bytes 33-35/36", "xyz"),
        ("bytes=35-99999999999999999999999", "bytes 35-35/36", "z"),
        // Of two only one can be had, or both are one.
        ("bytes=99-,35-", "bytes 35-35/36", "z"),
        ("bytes=10-11,12-12", "bytes 10-12/36", "abc"),
    ] {
        let answered = get(&[("range", asked)]);
        assert_eq!(answered.status, StatusCode::PARTIAL_CONTENT, "{asked}");
        assert_eq!(header(&answered, "content-range"), said, "{asked}");
        assert_eq!(header(&answered, "content-type"), "image/png", "{asked}");
        assert_eq!(header(&answered, "etag"), tag());
        assert_eq!(body(&answered), sent.as_bytes(), "{asked}");
    }
}

#[test]
fn several_ranges_are_parts_between_boundaries() {
    let answered = get(&[("range", "bytes=10-12,0-1")]);
    assert_eq!(answered.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(header(&answered, "content-range"), "");
    let content_type = header(&answered, "content-type");
    let boundary = content_type.strip_prefix("multipart/byteranges; boundary=").unwrap();
    assert!((1..=70).contains(&boundary.len()));
    let mut expected = String::new();
    for (separator, range, bytes) in [("", "10-12", "abc"), ("\r\n", "0-1", "01")] {
        let head = format!("Content-Type: image/png\r\nContent-Range: bytes {range}/36");
        write!(expected, "{separator}--{boundary}\r\n{head}\r\n\r\n{bytes}").unwrap();
    }
    write!(expected, "\r\n--{boundary}--\r\n").unwrap();
    assert_eq!(String::from_utf8(body(&answered)).unwrap(), expected);
    assert_eq!(get(&[("range", "bytes=10-12,0-1")]), answered, "the same request, another answer");
}

#[test]
fn seventeen_ranges_are_answered_with_everything() {
    let ranges = |count: u64| (0..count).map(|n| format!("{0}-{0}", n * 2)).collect::<Vec<_>>().join(",");
    let answered = get(&[("range", &format!("bytes={}", ranges(16)))]);
    assert_eq!(answered.body.iter().filter(|span| matches!(span, Span::Content(_))).count(), 16);
    let answered = get(&[("range", &format!("bytes={}", ranges(17)))]);
    assert_eq!((answered.status, body(&answered)), (StatusCode::OK, CONTENT.to_vec()));
}

#[test]
fn a_range_repeated_sixteen_times_is_sent_once() {
    let answered = get(&[("range", &format!("bytes=0-{}", ",0-".repeat(15)))]);
    assert_eq!(answered.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(body(&answered), CONTENT);
}

#[test]
fn a_range_past_the_end_is_416() {
    for asked in ["bytes=36-", "bytes=-0", "bytes=99999999999999999999999-"] {
        let answered = get(&[("range", asked)]);
        assert_eq!(answered.status, StatusCode::RANGE_NOT_SATISFIABLE, "{asked}");
        assert_eq!(header(&answered, "content-range"), "bytes */36", "{asked}");
        assert_eq!(header(&answered, "content-length"), "", "{asked}");
    }
}

#[test]
fn an_empty_file_has_no_range() {
    let empty = |lines: &[(&'static str, &str)]| ask(&Method::GET, lines, 0);
    assert_eq!(empty(&[]).status, StatusCode::OK);
    assert!(!empty(&[]).sends_content());
    let answered = empty(&[("range", "bytes=0-")]);
    assert_eq!(answered.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(header(&answered, "content-range"), "bytes */0");
    assert_eq!(empty(&[("range", "bytes=-5")]).status, StatusCode::OK);
}

#[test]
fn a_range_that_is_none_is_ignored() {
    for asked in ["bytes=5-3", "bytes=x", "seconds=1-2", "bytes=1-2,oops"] {
        assert_eq!(get(&[("range", asked)]).status, StatusCode::OK, "{asked}");
    }
}

#[test]
fn a_range_for_other_bytes_gets_everything() {
    let with = |held: &str| get(&[("range", "bytes=0-1"), ("if-range", held)]).status;
    assert_eq!(with(&tag()), StatusCode::PARTIAL_CONTENT);
    assert_eq!(with("Sun, 06 Nov 1994 08:49:37 GMT"), StatusCode::PARTIAL_CONTENT);
    for held in ["\"other\"", &format!("W/{}", tag()), "Sun, 06 Nov 1994 08:49:38 GMT", "garbage"] {
        assert_eq!(with(held), StatusCode::OK, "{held}");
    }
    // What cannot be satisfied is no error either when it meant other bytes.
    assert_eq!(get(&[("range", "bytes=99-"), ("if-range", "\"other\"")]).status, StatusCode::OK);
}

#[test]
fn conditions_go_before_ranges() {
    let held = get(&[("range", "bytes=99-"), ("if-none-match", &format!("W/{}", tag()))]);
    assert_eq!(held.status, StatusCode::NOT_MODIFIED);
    assert_eq!((header(&held, "etag"), header(&held, "content-length")), (tag(), String::new()));
    let other = get(&[("range", "bytes=0-1"), ("if-match", "\"other\"")]);
    assert_eq!(other.status, StatusCode::PRECONDITION_FAILED);
    let since = get(&[("range", "bytes=0-1"), ("if-unmodified-since", "Sun, 06 Nov 1994 08:49:36 GMT")]);
    assert_eq!(since.status, StatusCode::PRECONDITION_FAILED);
}

#[test]
fn whatever_is_asked_of_the_largest_file_does_no_harm() {
    for asked in ["bytes=0-", "bytes=-18446744073709551615", "bytes=1-2,18446744073709551614-"] {
        let headers = HeaderMap::from_iter([(http::header::RANGE, asked.parse().unwrap())]);
        assert_eq!(answer(&Method::GET, &headers, &of_length(u64::MAX)).status, StatusCode::PARTIAL_CONTENT);
    }
}
