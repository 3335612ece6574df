//! What `AJAR_STORAGE_URL` may say.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use thiserror::Error;

use crate::bucket::{Address, FORM};

/// Why the storage cannot be opened. The text is meant for the admin who reads it in a terminal.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The setting is not one that can be understood.
    #[error(
        "AJAR_STORAGE_URL is `{url}`, but {fault}; give a folder, as in `file:/var/lib/ajar/blobs` or `file:blobs`, \
         or a bucket, as in `{form}`",
        form = FORM
    )]
    BadUrl {
        /// As it was given, without what may be a secret.
        url: String,
        /// What is wrong with it.
        fault: &'static str,
    },
    /// The folder cannot be made or written to.
    #[error(
        "AJAR_STORAGE_URL names the folder `{path}`, which cannot be used ({error}); \
         make it writable for the user that runs Ajar, or name another one",
        path = path.display()
    )]
    Unusable {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        error: io::Error,
    },
    /// The bucket can't be reached or not be written to.
    #[error(
        "AJAR_STORAGE_URL names {address}, which cannot be used ({why}); is the address right, does the store run there, \
         and do AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY open the bucket?"
    )]
    OutOfReach {
        /// The bucket, and where it is.
        address: String,
        /// What went wrong.
        why: String,
    },
}

impl OpenError {
    pub(crate) fn out_of_reach(address: &Address, why: String) -> Self {
        Self::OutOfReach { address: address.to_string(), why }
    }
}

/// What a URL names.
#[derive(Debug)]
pub(crate) enum Storage {
    Folder(PathBuf),
    Bucket(Address),
}

impl Storage {
    pub fn named(url: &str) -> Result<Self, OpenError> {
        let Some(rest) = url.strip_prefix("s3://") else { return folder(url).map(Self::Folder) };
        let parsed = Address::parse(rest).and_then(|address| match address.path() {
            Ok(_) => Ok(address),
            Err(_) => Err("its prefix is no name of objects"),
        });
        parsed.map(Self::Bucket).map_err(|fault| OpenError::BadUrl { url: without_secrets(url), fault })
    }
}

/// The folder that a `file:` URL names: `file:relative`, `file:/absolute`, `file:///absolute` or
/// `file://localhost/absolute`; `%20` and the like are decoded.
fn folder(url: &str) -> Result<PathBuf, OpenError> {
    let fault = |fault| OpenError::BadUrl { url: without_secrets(url), fault };
    let Some(rest) = url.strip_prefix("file:") else {
        return Err(fault(match url.split_once(':') {
            Some(("s3", _)) => "a bucket is named after two slashes",
            Some(_) => "Ajar does not know this kind of storage",
            None => "it does not begin with `file:`",
        }));
    };
    let path = match rest.strip_prefix("//") {
        None => rest,
        Some(authority) => match authority.strip_prefix("localhost").unwrap_or(authority) {
            path if path.starts_with('/') => path,
            _ => return Err(fault("two slashes begin the name of a host, which a folder here does not have")),
        },
    };
    if path.is_empty() {
        return Err(fault("it names no folder"));
    }
    if path.contains(['?', '#']) {
        return Err(fault("a folder takes no options (write `%3F` for `?`, `%23` for `#`)"));
    }
    let decoded: Vec<u8> = percent_decode_str(path).collect();
    if decoded.contains(&0) {
        return Err(fault("no folder can have such a name"));
    }
    Ok(PathBuf::from(OsString::from_vec(decoded)))
}

/// The URL without user, password and options, which must not reach a log.
fn without_secrets(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
            format!("{scheme}://{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_relative_or_absolute() {
        for (url, path) in [
            ("file:blobs", "blobs"),
            ("file:./a/b", "./a/b"),
            ("file:/var/blobs", "/var/blobs"),
            ("file:///var/blobs", "/var/blobs"),
            ("file://localhost/var/blobs", "/var/blobs"),
            ("file:/my%20files/%C3%A4", "/my files/ä"),
        ] {
            assert_eq!(folder(url).unwrap(), PathBuf::from(path), "{url}");
        }
    }

    #[test]
    fn anything_else_names_the_setting_and_what_to_do() {
        let urls = [
            "",
            "blobs",
            "/var/blobs",
            "file:",
            "file://",
            "file://host/path",
            "file://blobs",
            "ftp://x",
            "file:a%00",
            "file:a?b=c",
        ];
        for url in urls {
            let text = folder(url).unwrap_err().to_string();
            assert!(text.contains("AJAR_STORAGE_URL") && text.contains("file:/var/lib/ajar"), "{text}");
        }
    }

    #[test]
    fn a_bucket_is_named_without_its_secrets() {
        let named = Storage::named("s3://bucket/prefix?region=eu-1").unwrap();
        assert!(matches!(named, Storage::Bucket(address) if address.prefix == "prefix"));
        let wrong = [
            "s3://id:hidden@bucket/prefix",
            "s3://bucket/prefix?secret_key=hidden",
            "s3://bucket/prefix?endpoint=https://id:hidden@s3.example.org",
            "s3:bucket/hidden",
            "s3://bucket/a//b",
        ];
        for url in wrong {
            let text = Storage::named(url).unwrap_err().to_string();
            assert!(text.contains("AJAR_STORAGE_URL") && text.contains("s3://bucket/prefix?endpoint="), "{text}");
            assert!(!text.contains("id:") && (!text.contains("hidden") || url.contains("s3:bucket")), "{text}");
        }
    }
}
