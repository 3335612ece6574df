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

use crate::failure::Failure;
use domain::TechnicalProperty;
use mail::Address;
use std::{collections::HashMap, path::PathBuf};
use web::Network;
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
    /// The language of pages and mails where nobody chose another.
    pub language: Language,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// What the log shows.
    pub log: String,
    /// Requests an hour of one network.
    pub limit_network: u64,
    /// Requests an hour in the name of one address.
    pub limit_address: u64,
    /// Parallel downloads of one requester.
    pub limit_downloads: u32,
    /// The internal location by which nginx sends files.
    pub accel_redirect: Option<String>,
    /// The secret key, where it is not in a file.
    pub secret_key: Option<String>,
    /// What the organisation is called.
    pub organisation: String,
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
            language: reader.parsed("language", "en", read::language),
            trusted_proxies: reader.maybe("trusted_proxies", read::networks).unwrap_or_default(),
            log: reader.parsed("log", "info", read::log),
            limit_network: reader.parsed("limit_network", "60", read::count),
            limit_address: reader.parsed("limit_address", "10", read::count),
            limit_downloads: reader.parsed("limit_downloads", "16", read::positive),
            accel_redirect: reader.maybe("accel_redirect", read::location),
            secret_key: reader.maybe("secret_key", read::secret_key),
            organisation: reader.parsed("organisation", "Ajar", read::line),
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

    /// Who mails are from.
    pub fn mail_from(&self) -> Address {
        let fallback = || Address::new("desk@localhost").named(self.organisation.clone());
        self.mail_from.clone().unwrap_or_else(fallback)
    }

    /// The folder in which mails end where nobody said where to send them.
    pub fn mail_folder(&self) -> PathBuf {
        self.data.join("mail")
    }
}

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
