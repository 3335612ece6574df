//! From a request for bytes to its answer: status, headers and the spans to send.

use std::ops::Range;

use bytes::Bytes;
use http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, LAST_MODIFIED,
};
use http::{Method, StatusCode};

use crate::conditional::{self, Verdict};
use crate::multipart;
use crate::ranges::{self, Wanted};
use crate::representation::Representation;

/// A stretch of an answer's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// These bytes as they are: the headers between the parts of a multipart answer.
    Bytes(Bytes),
    /// Bytes of the representation, by their offsets.
    Content(Range<u64>),
}

impl Span {
    /// How many bytes it adds to the body.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Content(range) => range.end.saturating_sub(range.start),
        }
    }
}

/// What to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// 200, 206, 304, 412 or 416.
    pub status: StatusCode,
    /// Everything that the rules on ranges and conditions say: `Content-Length`, `Content-Type`, `Content-Range`,
    /// `ETag`, `Last-Modified`, `Accept-Ranges`, as far as they belong to the status. A 412 and a 416 come without
    /// `Content-Length` and `Content-Type`, so that the caller may explain itself in a body of its own.
    pub headers: HeaderMap,
    /// The body; empty for HEAD and for everything but 200 and 206. Together exactly `Content-Length` bytes.
    pub body: Vec<Span>,
}

impl Answer {
    /// Whether bytes of the representation are sent: what is checked beforehand and counted as a download. A HEAD, a
    /// 304 and an error send none, and neither does an empty file.
    #[must_use]
    pub fn sends_content(&self) -> bool {
        self.body.iter().any(|span| matches!(span, Span::Content(range) if !range.is_empty()))
    }
}

/// Answers a GET or HEAD for a representation by its headers.
///
/// Conditions go first (see [`conditional::weigh`]), then ranges (see [`ranges::wanted`]), which only a GET may have.
/// Any method but GET is answered like HEAD: headers without a body. One range is a plain 206, several are
/// `multipart/byteranges`.
#[must_use]
pub fn answer(method: &Method, headers: &HeaderMap, representation: &Representation) -> Answer {
    match conditional::weigh(headers, representation) {
        Verdict::NotModified => return bodyless(StatusCode::NOT_MODIFIED, representation),
        Verdict::PreconditionFailed => return bodyless(StatusCode::PRECONDITION_FAILED, representation),
        Verdict::Proceed => {}
    }
    if method != Method::GET {
        return Answer { body: Vec::new(), ..whole(representation) };
    }
    if !conditional::range_applies(headers, representation) {
        return whole(representation);
    }
    match ranges::wanted(headers, representation.length) {
        Wanted::Everything => whole(representation),
        Wanted::Nothing => out_of_range(representation),
        Wanted::Parts(parts) => match parts.as_slice() {
            [part] => one_part(representation, part),
            parts => many_parts(representation, parts),
        },
    }
}

fn whole(representation: &Representation) -> Answer {
    let mut headers = validators(representation);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(representation.length));
    headers.insert(CONTENT_TYPE, representation.content_type.clone());
    Answer { status: StatusCode::OK, headers, body: vec![Span::Content(0..representation.length)] }
}

fn one_part(representation: &Representation, part: &Range<u64>) -> Answer {
    let mut answer = whole(representation);
    let text = format!("bytes {}-{}/{}", part.start, part.end - 1, representation.length);
    insert_text(&mut answer.headers, CONTENT_RANGE, &text);
    answer.headers.insert(CONTENT_LENGTH, HeaderValue::from(part.end - part.start));
    Answer { status: StatusCode::PARTIAL_CONTENT, body: vec![Span::Content(part.clone())], ..answer }
}

fn many_parts(representation: &Representation, parts: &[Range<u64>]) -> Answer {
    let laid_out = multipart::lay_out(representation, parts);
    let mut headers = whole(representation).headers;
    headers.insert(CONTENT_LENGTH, HeaderValue::from(laid_out.length));
    headers.insert(CONTENT_TYPE, laid_out.content_type);
    Answer { status: StatusCode::PARTIAL_CONTENT, headers, body: laid_out.body }
}

fn out_of_range(representation: &Representation) -> Answer {
    let mut answer = bodyless(StatusCode::RANGE_NOT_SATISFIABLE, representation);
    insert_text(&mut answer.headers, CONTENT_RANGE, &format!("bytes */{}", representation.length));
    answer.headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    answer
}

fn bodyless(status: StatusCode, representation: &Representation) -> Answer {
    Answer { status, headers: validators(representation), body: Vec::new() }
}

fn validators(representation: &Representation) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(6);
    headers.insert(ETAG, representation.etag.header());
    if let Some(date) = representation.last_modified.header() {
        headers.insert(LAST_MODIFIED, date);
    }
    headers
}

fn insert_text(headers: &mut HeaderMap, name: HeaderName, text: &str) {
    // Numbers and ASCII words: always a header value.
    if let Ok(value) = HeaderValue::from_str(text) {
        headers.insert(name, value);
    }
}
