//! What the tus protocol says in headers.

use crate::{api::body::idempotency_key, failure::Failure};
use app::{
    Fault,
    idempotency::Idempotency,
    refusal::Faults,
    upload_asset::{Checksum, Duplicates, UploadDraft},
};
use domain::{FolderId, Timestamp};
use http::{HeaderMap, StatusCode, header};
use std::time::{Duration, SystemTime};
use wire::tus;

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim)
}

/// Refuses another version of the protocol.
pub(super) fn check_version(headers: &HeaderMap) -> Result<(), Failure> {
    if text(headers, "tus-resumable") == Some("1.0.0") {
        return Ok(());
    }
    let detail = "Speak version 1.0.0 of the tus protocol: Tus-Resumable: 1.0.0.";
    Err(Failure::Http(StatusCode::PRECONDITION_FAILED, "unknown-version", detail.into()))
}

/// Refuses bytes that come as something else.
pub(super) fn check_type(headers: &HeaderMap) -> Result<(), Failure> {
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    if kind.eq_ignore_ascii_case("application/offset+octet-stream") {
        return Ok(());
    }
    let detail = "Send this as application/offset+octet-stream.";
    Err(Failure::Http(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", detail.into()))
}

/// A number that has to be there: digits and nothing else.
pub(super) fn number(headers: &HeaderMap, name: &str) -> Result<u64, Failure> {
    let number = text(headers, name).and_then(tus::number);
    number.ok_or_else(|| Failure::bad_request(format!("{name} must say a number of bytes.")))
}

/// How long the body says that it is.
pub(super) fn declared_length(headers: &HeaderMap) -> Option<u64> {
    text(headers, header::CONTENT_LENGTH.as_str())?.parse().ok()
}

/// What the bytes hash to, where the client says.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, Failure> {
    // One that can't be read is one all the same: what it was to guard must not count unguarded.
    let Some(said) = headers.get("upload-checksum") else { return Ok(None) };
    match said.to_str().ok().map(str::trim).and_then(tus::checksum) {
        Some(tus::Checksum::Sha1(hash)) => Ok(Some(Checksum::Sha1(hash))),
        Some(tus::Checksum::Sha256(hash)) => Ok(Some(Checksum::Sha256(hash))),
        None => {
            let detail = "Upload-Checksum must be sha1 or sha256, a blank, and the hash in Base64.";
            Err(Failure::bad_request(detail))
        }
    }
}

/// The file that is announced.
pub(super) fn draft(headers: &HeaderMap, faults: &mut Faults) -> Result<UploadDraft, Failure> {
    let size = number(headers, "upload-length")?;
    let said = tus::metadata(text(headers, "upload-metadata").unwrap_or_default())
        .ok_or_else(|| Failure::bad_request("Upload-Metadata can't be read: names, each with a value in Base64."))?;
    let find = |name: &str| said.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str());
    let whole = find("relativePath").filter(|path| *path != "null").unwrap_or_default();
    let (path, last) = whole.rsplit_once('/').unwrap_or(("", whole));
    let folder = match find("folderId").filter(|id| !id.is_empty()).map(str::parse) {
        Some(Ok(id)) => Some(FolderId(id)),
        Some(Err(_)) => {
            faults.add(Fault::at("/folderId", "This must be an id: a whole number."));
            None
        }
        None => None,
    };
    let duplicates = match find("duplicates").filter(|word| !word.is_empty()).map(Duplicates::parse) {
        Some(Some(choice)) => choice,
        Some(None) => {
            faults.add(Fault::at("/duplicates", "This must be keep, skip or ask."));
            Duplicates::default()
        }
        None => Duplicates::default(),
    };
    let name = find("filename").or_else(|| find("name")).filter(|name| !name.is_empty());
    let filename = name.unwrap_or(last).to_owned();
    let once = match idempotency_key(headers) {
        Some(key) => {
            let said = format!("{size} {}", text(headers, "upload-metadata").unwrap_or_default());
            Some(Idempotency::new(&key, said.as_bytes())?)
        }
        None => None,
    };
    Ok(UploadDraft { filename, path: path.to_owned(), size, folder, duplicates, once })
}

/// A moment as HTTP writes it.
pub(super) fn http_date(at: Timestamp) -> String {
    let seconds = u64::try_from(at.seconds()).unwrap_or(0);
    httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
}
