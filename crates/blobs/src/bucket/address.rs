//! How a bucket is named: `s3://bucket/prefix?endpoint=https://…&region=…`.

use std::fmt;

use object_store::path::Path;
use percent_encoding::percent_decode_str;

/// How an address looks, for those who got it wrong.
pub(crate) const FORM: &str = "s3://bucket/prefix?endpoint=https://s3.example.org&region=eu-1";

/// Where a bucket is. Who may use it stands in the usual AWS variables, never here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub bucket: String,
    /// Without slashes around it; empty: the bucket as a whole.
    pub prefix: String,
    pub endpoint: Option<String>,
    pub region: Option<String>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}", self.bucket)?;
        if !self.prefix.is_empty() {
            write!(f, "/{}", self.prefix)?;
        }
        match &self.endpoint {
            Some(endpoint) => write!(f, " at {endpoint}"),
            None => Ok(()),
        }
    }
}

impl Address {
    /// Of what follows `s3://`.
    ///
    /// # Errors
    /// What is wrong with it, without what it says: it may be a secret in the wrong place.
    pub fn parse(rest: &str) -> Result<Self, &'static str> {
        if rest.contains('#') {
            return Err("it has a `#` in it (write `%23`)");
        }
        let (place, options) = rest.split_once('?').unwrap_or((rest, ""));
        let (bucket, prefix) = place.split_once('/').unwrap_or((place, ""));
        if bucket.contains(['@', ':']) {
            return Err(
                "it names who may use the bucket: that belongs into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            );
        }
        if bucket.is_empty() || !bucket.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')) {
            return Err("it names no bucket");
        }
        let mut address = Self {
            bucket: bucket.to_owned(),
            prefix: decoded(prefix.trim_matches('/'))?,
            endpoint: None,
            region: None,
        };
        for option in options.split('&').filter(|option| !option.is_empty()) {
            let (name, value) = option.split_once('=').unwrap_or((option, ""));
            match name {
                "endpoint" => address.endpoint = Some(endpoint(&decoded(value)?)?),
                "region" => address.region = Some(region(&decoded(value)?)?),
                _ => return Err("its options are `endpoint` and `region`, and there is another one"),
            }
        }
        Ok(address)
    }

    /// The prefix as a path of objects.
    pub fn path(&self) -> Result<Path, String> {
        Path::parse(&self.prefix).map_err(|error| error.to_string())
    }
}

fn decoded(text: &str) -> Result<String, &'static str> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| "it is no UTF-8 text")?;
    if text.chars().any(char::is_control) {
        return Err("there is a control character in it");
    }
    Ok(text.into_owned())
}

fn endpoint(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")).unwrap_or_default();
    if host.contains('@') {
        return Err(
            "its endpoint names who may use the bucket: that belongs into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        );
    }
    if host.is_empty() || host.starts_with(['/', ':']) || host.contains([' ', '?']) {
        return Err("its endpoint is no address such as https://s3.example.org");
    }
    Ok(text.trim_end_matches('/').to_owned())
}

fn region(text: &str) -> Result<String, &'static str> {
    let is_word = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if is_word { Ok(text.to_owned()) } else { Err("its region is no word such as eu-central-1") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_bucket_prefix_and_where() {
        let address = Address::parse("press/in/%C3%BC/?endpoint=http%3A%2F%2F10.0.0.1:9000/&region=eu-1").unwrap();
        assert_eq!(address.bucket, "press");
        assert_eq!(address.prefix, "in/ü");
        assert_eq!(address.endpoint.as_deref(), Some("http://10.0.0.1:9000"));
        assert_eq!(address.region.as_deref(), Some("eu-1"));
        assert_eq!(address.to_string(), "s3://press/in/ü at http://10.0.0.1:9000");
        let bare = Address::parse("press").unwrap();
        assert_eq!((bare.prefix.as_str(), bare.endpoint.as_deref()), ("", None));
        assert_eq!(bare.path().unwrap(), Path::default());
    }

    #[test]
    fn what_names_no_bucket_or_names_secrets_is_refused_without_repeating_it() {
        for wrong in [
            "",
            "/prefix",
            "key:secret@bucket/prefix",
            "bu cket",
            "bucket?endpoint=s3.example.org",
            "bucket?endpoint=https://",
            "bucket?endpoint=https://key:secret@s3.example.org",
            "bucket?region=",
            "bucket?secret_access_key=secret",
            "bucket#x",
            "bucket/%00",
            "bucket/%FF",
        ] {
            let fault = Address::parse(wrong).unwrap_err();
            assert!(!fault.contains("secret"), "{wrong}: {fault}");
        }
    }
}
