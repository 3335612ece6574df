//! Reading `AJAR_SMTP_URL`.

use std::{fmt, net::IpAddr, path::PathBuf};

use percent_encoding::percent_decode_str;
use url::{Host, Url};

use super::error::InvalidTransportUrl;

/// The name of the setting that says where mails go, as errors name it.
pub const SETTING: &str = "AJAR_SMTP_URL";

/// Where mails go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    Server(Server),
    Folder(PathBuf),
}

/// A mail server and how to speak to it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Server {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) security: Security,
    pub(super) credentials: Option<(String, String)>,
    /// A PEM file with certificates to trust besides the public ones.
    pub(super) authority: Option<PathBuf>,
}

/// What may follow the `?`.
#[derive(Default)]
struct Options {
    tls_off: bool,
    authority: Option<PathBuf>,
}

/// When the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Security {
    /// From the first byte.
    Tls,
    /// By STARTTLS, or not at all.
    StartTls,
    /// By STARTTLS if offered, without asking whose certificate it is: no worse than in the clear.
    IfOffered,
    /// Never.
    Off,
}

impl fmt::Debug for Server {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = match self.security {
            Security::Tls => "TLS",
            Security::StartTls => "STARTTLS",
            Security::IfOffered => "encrypted where the server offers it",
            Security::Off => "unencrypted",
        };
        write!(f, "{}:{} ({how})", self.host, self.port)
    }
}

/// Reads the setting.
pub(super) fn read(text: &str) -> Result<Destination, InvalidTransportUrl> {
    let text = text.trim();
    if let Some(path) = text.strip_prefix("file:") {
        return folder(path);
    }
    // The parser's own words are kept out, lest a version of it quotes the URL.
    let url = Url::parse(text).map_err(|_| {
        InvalidTransportUrl::new(
            "this is not a URL; write for example smtp+starttls://user:password@mail.example.org \
             (a password with special characters is percent-encoded) or file:/var/lib/ajar/mail",
        )
    })?;
    let host = host(&url)?;
    let credentials = credentials(&url)?;
    let options = options(&url)?;
    // Who names an authority wants the certificate to be checked.
    let guarded = credentials.is_some() && !is_this_machine(&host) || options.authority.is_some();
    let (security, usual_port) = match url.scheme() {
        "smtps" => (Security::Tls, 465),
        "smtp+starttls" => (Security::StartTls, 587),
        "smtp" if options.tls_off => (Security::Off, 25),
        "smtp" if guarded => (Security::StartTls, 587),
        "smtp" if is_this_machine(&host) => (Security::Off, 25),
        "smtp" => (Security::IfOffered, 25),
        _ => {
            return Err(InvalidTransportUrl::new(
                "the URL must begin with smtp://, smtps://, smtp+starttls:// or file:",
            ));
        }
    };
    if options.tls_off && (security != Security::Off || options.authority.is_some()) {
        return Err(InvalidTransportUrl::new(
            "tls=off goes with smtp:// only and without ca=; the others are there to be encrypted",
        ));
    }
    Ok(Destination::Server(Server {
        host,
        port: url.port().unwrap_or(usual_port),
        security,
        credentials,
        authority: options.authority,
    }))
}

/// `file:relative`, `file:/absolute` and `file:///absolute`.
fn folder(path: &str) -> Result<Destination, InvalidTransportUrl> {
    let path = match path.strip_prefix("//") {
        Some(rest) if rest.starts_with('/') => rest,
        Some(_) => {
            return Err(InvalidTransportUrl::new("a folder is written file:/path or file:///path, without a host"));
        }
        None => path,
    };
    let path = decoded(path)?;
    if path.is_empty() {
        return Err(InvalidTransportUrl::new("file: needs a folder, for example file:/var/lib/ajar/mail"));
    }
    Ok(Destination::Folder(PathBuf::from(path)))
}

fn host(url: &Url) -> Result<String, InvalidTransportUrl> {
    let named = url.host_str().unwrap_or_default();
    // For schemes it does not know, the parser leaves an international name percent-encoded.
    let named = decoded(named)?;
    match Host::parse(&named) {
        Ok(Host::Domain(name)) => Ok(name),
        Ok(Host::Ipv4(address)) => Ok(address.to_string()),
        Ok(Host::Ipv6(address)) => Ok(address.to_string()),
        Err(_) => Err(InvalidTransportUrl::new(
            "the mail server's name is missing or not valid, as in smtps://mail.example.org",
        )),
    }
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, InvalidTransportUrl> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) => Err(InvalidTransportUrl::new("there is a password but no user")),
        (_, None) => Err(InvalidTransportUrl::new("there is a user but no password")),
        (user, Some(password)) => Ok(Some((decoded(user)?, decoded(password)?))),
    }
}

fn options(url: &Url) -> Result<Options, InvalidTransportUrl> {
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(InvalidTransportUrl::new(
            "nothing may follow the host and port; a #, / or ? in a password is percent-encoded",
        ));
    }
    let mut options = Options::default();
    for (name, value) in url.query_pairs() {
        match (&*name, &*value) {
            ("tls", "off") => options.tls_off = true,
            ("ca", path) if !path.is_empty() => {
                options.authority = Some(PathBuf::from(path));
            }
            _ => {
                return Err(InvalidTransportUrl::new(
                    "the only options are ?tls=off and ?ca=/path/to/authority.pem; \
                     a ? in a password is percent-encoded as %3F",
                ));
            }
        }
    }
    Ok(options)
}

fn decoded(text: &str) -> Result<String, InvalidTransportUrl> {
    percent_decode_str(text)
        .decode_utf8()
        .map(|text| text.into_owned())
        .map_err(|_| InvalidTransportUrl::new("what is percent-encoded must be UTF-8"))
}

/// Whether what is sent never leaves this machine.
fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
