//! The body of a 206 with several ranges: `multipart/byteranges` (RFC 9110, section 14.6).

use std::ops::Range;

use bytes::Bytes;
use http::HeaderValue;
use sha2::{Digest, Sha256};

use crate::answer::Span;
use crate::representation::Representation;

/// A multipart body, laid out.
pub(crate) struct Multipart {
    /// `multipart/byteranges` with the boundary.
    pub content_type: HeaderValue,
    /// Boundaries, part headers and contents included.
    pub length: u64,
    pub body: Vec<Span>,
}

/// Lays out the parts.
///
/// The boundary comes from the entity tag and the ranges: the tag is a hash of the content, so no content can hold a
/// boundary made from its own hash, and no randomness is needed.
pub(crate) fn lay_out(representation: &Representation, parts: &[Range<u64>]) -> Multipart {
    let boundary = boundary(representation, parts);
    let mut body = Vec::with_capacity(parts.len() * 2 + 1);
    let mut length = 0;
    for (index, part) in parts.iter().enumerate() {
        let header = part_header(&boundary, representation, part, index == 0);
        length += header.len() as u64 + (part.end - part.start);
        body.push(Span::Bytes(header));
        body.push(Span::Content(part.clone()));
    }
    let end = Bytes::from(format!("\r\n--{boundary}--\r\n"));
    length += end.len() as u64;
    body.push(Span::Bytes(end));
    let content_type = HeaderValue::from_str(&format!("multipart/byteranges; boundary={boundary}"))
        // A boundary is hexadecimal, which every header value may hold.
        .unwrap_or_else(|_| HeaderValue::from_static("multipart/byteranges"));
    Multipart { content_type, length, body }
}

fn part_header(boundary: &str, representation: &Representation, part: &Range<u64>, first: bool) -> Bytes {
    let mut header = Vec::with_capacity(200);
    if !first {
        header.extend_from_slice(b"\r\n");
    }
    header.extend_from_slice(format!("--{boundary}\r\nContent-Type: ").as_bytes());
    header.extend_from_slice(representation.content_type.as_bytes());
    let range = format!("\r\nContent-Range: bytes {}-{}/{}\r\n\r\n", part.start, part.end - 1, representation.length);
    header.extend_from_slice(range.as_bytes());
    Bytes::from(header)
}

fn boundary(representation: &Representation, parts: &[Range<u64>]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"multipart/byteranges\n");
    hash.update(representation.etag.as_str());
    for part in parts {
        hash.update(part.start.to_le_bytes());
        hash.update(part.end.to_le_bytes());
    }
    hex::encode(&hash.finalize()[..20])
}
