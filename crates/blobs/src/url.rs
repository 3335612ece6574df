//! What `AJAR_STORAGE_URL` may say.

use std::ffi::OsString;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use thiserror::Error;

/// Why the storage cannot be opened. The text is meant for the admin who reads it in a terminal.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The setting is not one that can be understood.
    #[error(
        "AJAR_STORAGE_URL is `{url}`, but {fault}; give a folder, as in `file:/var/lib/ajar/blobs` or `file:blobs`"
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
}

/// The folder that a `file:` URL names: `file:relative`, `file:/absolute`, `file:///absolute` or
/// `file://localhost/absolute`; `%20` and the like are decoded.
pub(crate) fn folder(url: &str) -> Result<PathBuf, OpenError> {
    let fault = |fault| OpenError::BadUrl { url: without_secrets(url), fault };
    let Some(rest) = url.strip_prefix("file:") else {
        return Err(fault(match url.split_once(':') {
            Some(("s3", _)) => "this version stores files in a folder only",
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
    fn a_bucket_is_told_to_wait_without_its_secrets() {
        let text = folder("s3://id:secret@bucket/prefix?secret_key=hidden").unwrap_err().to_string();
        assert!(text.contains("s3://bucket/prefix") && text.contains("folder only"), "{text}");
        assert!(!text.contains("secret") && !text.contains("hidden"), "{text}");
    }
}
