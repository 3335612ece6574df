//! The name of an uploaded file, as `Content-Disposition` says it.

use http::{HeaderMap, header};

/// The file's name, where the header says one.
pub(super) fn filename(headers: &HeaderMap) -> Option<String> {
    // Clients send the bytes of UTF-8 although the header is ASCII.
    let value = headers.get(header::CONTENT_DISPOSITION)?;
    wire::disposition::filename(&String::from_utf8_lossy(value.as_bytes()))
}
