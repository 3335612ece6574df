//! The settings of an installation: what is set on its page or by the API, unless the operator says it.

use crate::words::spelled;

/// A setting of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Setting {
    /// What the organisation is called, on pages and in mails.
    Organisation,
    /// The colour of public pages and mails that no portal gives another.
    Accent,
    /// The asset that stands for the organisation on these.
    Logo,
    /// What is said to people of whom nothing else is known.
    Language,
    /// The languages that public pages are offered in.
    Languages,
    /// Who mails are from.
    MailFrom,
    /// Download requests an hour of one network.
    LimitNetwork,
    /// Download requests an hour in the name of one address.
    LimitAddress,
    /// Parallel downloads of one requester.
    LimitDownloads,
    /// After how many days a pending request expires.
    RequestsExpireAfterDays,
    /// For how many days the history is kept.
    HistoryKeptForDays,
}

spelled!(Setting {
    Organisation = "organisation",
    Accent = "accent",
    Logo = "logoId",
    Language = "language",
    Languages = "languages",
    MailFrom = "mailFrom",
    LimitNetwork = "limitNetwork",
    LimitAddress = "limitAddress",
    LimitDownloads = "limitDownloads",
    RequestsExpireAfterDays = "requestsExpireAfterDays",
    HistoryKeptForDays = "historyKeptForDays",
});

impl Setting {
    /// What people call it.
    pub fn called(self) -> &'static str {
        match self {
            Self::Organisation => "Name of the organisation",
            Self::Accent => "Accent colour",
            Self::Logo => "Logo",
            Self::Language => "Default language",
            Self::Languages => "Languages of public pages",
            Self::MailFrom => "Sender of mails",
            Self::LimitNetwork => "Requests an hour from one network",
            Self::LimitAddress => "Requests an hour for one address",
            Self::LimitDownloads => "Parallel downloads",
            Self::RequestsExpireAfterDays => "Days until a pending request expires",
            Self::HistoryKeptForDays => "Days for which the history is kept",
        }
    }

    /// The environment variable by which the operator may say it, where there is one.
    pub fn variable(self) -> Option<&'static str> {
        match self {
            Self::Organisation => Some("AJAR_ORGANISATION"),
            Self::Language => Some("AJAR_LANGUAGE"),
            Self::MailFrom => Some("AJAR_MAIL_FROM"),
            Self::LimitNetwork => Some("AJAR_LIMIT_NETWORK"),
            Self::LimitAddress => Some("AJAR_LIMIT_ADDRESS"),
            Self::LimitDownloads => Some("AJAR_LIMIT_DOWNLOADS"),
            Self::Accent | Self::Logo | Self::Languages | Self::RequestsExpireAfterDays | Self::HistoryKeptForDays => {
                None
            }
        }
    }
}
