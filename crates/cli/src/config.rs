//! The settings: one table says what there is, and flags, environment, file, help and example are made of it.

mod example;
mod layers;
mod read;
mod settings;

pub use domain::text::nearest;
pub use example::example;
pub use layers::Layers;
pub use read::PublicUrl;
pub use settings::{CONFIG, Setting, all};

use crate::{failure::Failure, log::Format};
use domain::{Network, TechnicalProperty};
use mail::Address;
use std::{collections::HashMap, path::PathBuf, time::Duration};
use words::Language;

/// What the operator set, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder for what has no other place.
    pub data: PathBuf,
    /// Where to listen, as host and port.
    pub listen: String,
    /// What links begin with, where it was said.
    pub public_url: Option<PublicUrl>,
    /// Where the records are.
    pub database_url: String,
    /// Where the bytes are.
    pub storage_url: String,
    /// Where mails go; none: a folder below `data`.
    pub smtp_url: Option<String>,
    /// Who mails are from, where it was said.
    pub mail_from: Option<Address>,
    /// The language of pages and mails where nobody chose another, where it was said.
    pub language: Option<Language>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Who may read the metrics without being an admin.
    pub metrics_allow: Vec<Network>,
    /// How long downloads may go on after the server was told to stop.
    pub shutdown_grace: Duration,
    /// What the log shows.
    pub log: String,
    /// How it is written.
    pub log_format: Format,
    /// Requests an hour of one network, where it was said.
    pub limit_network: Option<u64>,
    /// Requests an hour in the name of one address, where it was said.
    pub limit_address: Option<u64>,
    /// Parallel downloads of one requester, where it was said.
    pub limit_downloads: Option<u32>,
    /// The internal location by which nginx sends files.
    pub accel_redirect: Option<String>,
    /// The private networks that webhooks may lead into.
    pub webhooks_allow_private: Vec<Network>,
    /// The secret key, where it is not in a file.
    pub secret_key: Option<String>,
    /// What the organisation is called, where it was said.
    pub organisation: Option<String>,
    /// Technical properties that are fixed from outside.
    pub fixed_properties: HashMap<TechnicalProperty, bool>,
    /// Names in the environment that look like misspelt settings.
    pub doubtful: Vec<String>,
}

impl Config {
    /// Reads and checks every setting; every fault at once.
    pub fn load(layers: &Layers) -> Result<Self, Failure> {
        let mut reader = read::Reader::new(layers);
        let data = PathBuf::from(reader.text("data"));
        let config = Self {
            listen: reader.parsed("listen", LISTEN, read::listen),
            public_url: reader.maybe("public_url", read::public_url),
            database_url: reader.maybe("database_url", read::database_url).unwrap_or_else(|| records_below(&data)),
            storage_url: reader.maybe("storage_url", read::any).unwrap_or_else(|| files_below(&data)),
            smtp_url: reader.maybe("smtp_url", read::smtp_url),
            mail_from: reader.maybe("mail_from", read::mail_from),
            language: reader.maybe("language", read::language),
            trusted_proxies: reader.maybe("trusted_proxies", read::networks).unwrap_or_default(),
            metrics_allow: reader.parsed("metrics_allow", METRICS_ALLOW, read::networks),
            shutdown_grace: Duration::from_secs(reader.parsed("shutdown_grace", "30", read::count)),
            log: reader.parsed("log", "info", read::log),
            log_format: reader.parsed("log_format", "text", read::log_format),
            limit_network: reader.maybe("limit_network", read::count),
            limit_address: reader.maybe("limit_address", read::count),
            limit_downloads: reader.maybe("limit_downloads", read::positive),
            accel_redirect: reader.maybe("accel_redirect", read::location),
            webhooks_allow_private: reader.maybe("webhooks_allow_private", read::private_networks).unwrap_or_default(),
            secret_key: reader.maybe("secret_key", read::secret_key),
            organisation: reader.maybe("organisation", read::line),
            fixed_properties: reader.properties(),
            doubtful: layers.doubtful(),
            data,
        };
        reader.check()?;
        Ok(config)
    }

    /// What links begin with where nobody said so: the address that is listened on.
    pub fn public_url_or(&self, listening: &str) -> String {
        self.public_url.as_ref().map_or_else(|| format!("http://{listening}"), |public| public.url.clone())
    }

    /// The folder in which mails end where nobody said where to send them.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }
}

/// Who may read the metrics where nobody said so: this machine.
pub const METRICS_ALLOW: &str = "127.0.0.0/8, ::1";

/// Where to listen where nobody said so.
pub const LISTEN: &str = "127.0.0.1:8080";

fn records_below(data: &std::path::Path) -> String {
    format!("sqlite:{}", data.join("ajar.db").display())
}

fn files_below(data: &std::path::Path) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const SPECIAL: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');
    let folder = data.join("files").display().to_string();
    format!("file:{}", utf8_percent_encode(&folder, SPECIAL))
}
