//! The table of settings.

use clap::{Arg, ArgAction};
use domain::TechnicalProperty;

/// A setting: what it is called and what it does.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its key in the file; flag and environment variable are made of it.
    pub key: &'static str,
    /// What stands for its value in the help.
    pub value: &'static str,
    /// What it does.
    pub about: &'static str,
    /// What counts where nothing is said, in words.
    pub default: &'static str,
    /// How it looks in the file, as TOML.
    pub example: &'static str,
    /// The technical property that it fixes, where it is one.
    pub property: Option<TechnicalProperty>,
}

/// The flag that names the file.
pub const CONFIG: &str = "config";

const PLAIN: Setting = Setting { key: "", value: "", about: "", default: "", example: "", property: None };

const SETTINGS: &[Setting] = &[
    Setting {
        key: "data",
        value: "FOLDER",
        about: "The folder for everything that has no other place: records, files, mails, the secret key",
        default: "./ajar-data",
        example: r#""./ajar-data""#,
        ..PLAIN
    },
    Setting {
        key: "listen",
        value: "ADDR",
        about: "Where to listen; port 0 picks a free one, and the first log line says which",
        default: super::LISTEN,
        example: r#""127.0.0.1:8080""#,
        ..PLAIN
    },
    Setting {
        key: "public_url",
        value: "URL",
        about: "What links in mails begin with; with a sub-path everything is answered under that path",
        default: "the address that is listened on",
        example: r#""https://desk.example.org""#,
        ..PLAIN
    },
    Setting {
        key: "organisation",
        value: "NAME",
        about: "What the organisation is called, on pages and in mails",
        default: "what the settings page says, else Ajar",
        example: r#""Museum of Low Water""#,
        ..PLAIN
    },
    Setting {
        key: "database_url",
        value: "URL",
        about: "Where the records are: sqlite: and a file, or postgres://user:password@host/database",
        default: "the file ajar.db in the data folder",
        example: r#""postgres://ajar:password@localhost/ajar""#,
        ..PLAIN
    },
    Setting {
        key: "storage_url",
        value: "URL",
        about: "Where the files are: file: and a folder, or s3://bucket/prefix?endpoint=https://host&region=name with \
                credentials by the usual AWS variables (docs/storage.md)",
        default: "the folder files in the data folder",
        example: r#""file:/var/lib/ajar/files""#,
        ..PLAIN
    },
    Setting {
        key: "smtp_url",
        value: "URL",
        about: "Where mails go: smtp://, smtps:// or smtp+starttls:// with user:password@host:port, or file: and a folder of .eml files",
        default: "the folder mail in the data folder",
        example: r#""smtp+starttls://desk:password@mail.example.org""#,
        ..PLAIN
    },
    Setting {
        key: "mail_from",
        value: "ADDRESS",
        about: "Who mails are from",
        default: "what the settings page says, else desk@localhost under the organisation's name",
        example: r#""Desk <desk@example.org>""#,
        ..PLAIN
    },
    Setting {
        key: "language",
        value: "LANGUAGE",
        about: "The language of pages and mails for those who chose none, such as en, fr, de or ar",
        default: "what the settings page says, else en",
        example: r#""en""#,
        ..PLAIN
    },
    Setting {
        key: "trusted_proxies",
        value: "NETWORKS",
        about: "The proxies whose X-Forwarded-For is believed: addresses and networks, separated by commas",
        default: "none",
        example: r#"["127.0.0.1", "10.0.0.0/8"]"#,
        ..PLAIN
    },
    Setting {
        key: "metrics_allow",
        value: "NETWORKS",
        about: "Who may read /metrics without a token of an admin: addresses and networks, separated by commas (docs/operate.md)",
        default: super::METRICS_ALLOW,
        example: r#"["127.0.0.1", "10.20.0.7"]"#,
        ..PLAIN
    },
    Setting {
        key: "shutdown_grace",
        value: "SECONDS",
        about: "How long downloads may go on after the server was told to stop; meanwhile /health/ready answers 503",
        default: "30",
        example: "30",
        ..PLAIN
    },
    Setting {
        key: "log",
        value: "FILTER",
        about: "What the log shows: error, warn, info, debug, trace, or a filter such as warn,app=debug",
        default: "info",
        example: r#""info""#,
        ..PLAIN
    },
    Setting {
        key: "log_format",
        value: "text|json",
        about: "How the log is written: lines for people, or a JSON object a line",
        default: "text",
        example: r#""text""#,
        ..PLAIN
    },
    Setting {
        key: "limit_network",
        value: "N",
        about: "Download requests an hour that one network (an IPv4 address or an IPv6 /64) may make without signing in",
        default: "what the settings page says, else 60",
        example: "60",
        ..PLAIN
    },
    Setting {
        key: "limit_address",
        value: "N",
        about: "Download requests an hour in the name of one mail address without signing in",
        default: "what the settings page says, else 10",
        example: "10",
        ..PLAIN
    },
    Setting {
        key: "limit_downloads",
        value: "N",
        about: "Parallel downloads of one requester; the next ones queue",
        default: "what the settings page says, else 16",
        example: "16",
        ..PLAIN
    },
    Setting {
        key: "accel_redirect",
        value: "PATH",
        about: "The internal location under which nginx, in front of Ajar, reaches the storage folder: it then sends the files \
                itself, by X-Accel-Redirect (docs/nginx.conf)",
        default: "none: Ajar sends them",
        example: r#""/stored""#,
        ..PLAIN
    },
    Setting {
        key: "webhooks_allow_private",
        value: "NETWORKS|true",
        about: "The private networks that webhooks may lead into, separated by commas, or true for all of them (docs/webhooks.md)",
        default: "none: webhooks lead to public addresses alone, by https",
        example: r#"["10.20.0.0/16"]"#,
        ..PLAIN
    },
    Setting {
        key: "secret_key",
        value: "SECRET",
        about: "Signs forms and cookies; at least 16 characters, the same on every node, better in the environment than as a flag",
        default: "the file secret.key in the data folder, made once",
        example: r#""64 random characters""#,
        ..PLAIN
    },
    property(TechnicalProperty::EnablePublicDownloadRequest, "enable_public_download_request"),
    property(TechnicalProperty::CanChooseDownloadRequestResponsibles, "can_choose_download_request_responsibles"),
    property(TechnicalProperty::RequestDownloadFolderModeEnabled, "request_download_folder_mode_enabled"),
];

const fn property(property: TechnicalProperty, key: &'static str) -> Setting {
    Setting {
        key,
        value: "true|false",
        default: "what the desk or `ajar property set` says",
        example: "true",
        property: Some(property),
        ..PLAIN
    }
}

/// Every setting, in the order of the help.
pub fn all() -> &'static [Setting] {
    SETTINGS
}

impl Setting {
    /// Its environment variable. A technical property has its own name there.
    pub fn variable(&self) -> String {
        match self.property {
            Some(property) => property.as_str().to_owned(),
            None => format!("AJAR_{}", self.key.to_ascii_uppercase()),
        }
    }

    /// Its flag, without the hyphens before it.
    pub fn flag(&self) -> String {
        self.key.replace('_', "-")
    }

    /// What it does, as one sentence without a full stop.
    pub fn about(&self) -> String {
        match self.property {
            Some(property) => format!("Technical property, fixed. {}", property.effect().trim_end_matches('.')),
            None => self.about.to_owned(),
        }
    }

    /// Its flag for every command.
    pub fn arg(&self) -> Arg {
        Arg::new(self.key)
            .long(self.flag())
            .value_name(self.value)
            .help(format!("{} [default: {}] [env: {}]", self.about(), self.default, self.variable()))
            .help_heading("Settings")
            .global(true)
            // The short help is about the command; `--help` shows the settings too.
            .hide_short_help(true)
            .action(ArgAction::Set)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_technical_property_is_a_setting_under_its_own_name() {
        for property in TechnicalProperty::ALL {
            let setting = SETTINGS.iter().find(|setting| setting.property == Some(*property));
            assert_eq!(setting.map(|setting| setting.key.to_ascii_uppercase()), Some(property.to_string()));
        }
    }
}
