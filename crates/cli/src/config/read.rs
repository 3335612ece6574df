//! From text to what is meant, with words for who wrote it wrong.

use super::{Layers, Setting, settings};
use crate::{failure::Failure, log::Format, secret_key};
use domain::{Network, TechnicalProperty, property::parse_switch, text};
use mail::Address;
use std::{collections::HashMap, str::FromStr};
use url::Url;
use words::Language;

/// What links begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    /// Without a slash at its end.
    pub url: String,
    /// Its path, without a slash at its end; empty at the root.
    pub base: String,
}

/// Reads settings and gathers faults, so that all are told at once.
pub struct Reader<'a> {
    layers: &'a Layers,
    faults: Vec<String>,
}

impl<'a> Reader<'a> {
    /// A reader of these layers.
    pub fn new(layers: &'a Layers) -> Self {
        Self { layers, faults: vec![] }
    }

    /// The value, where one was set and is right.
    pub fn maybe<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let setting = settings::all().iter().find(|setting| setting.key == key);
        debug_assert!(setting.is_some(), "{key} is no setting");
        self.of(setting?, parse)
    }

    fn of<T>(&mut self, setting: &Setting, parse: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let parsed = match self.layers.find(setting) {
            Ok(found) => found.map(|found| parse(&found.text).map_err(|fault| format!("{}: {fault}", found.source))),
            Err(fault) => Some(Err(fault)),
        };
        parsed?.map_err(|fault| self.faults.push(fault)).ok()
    }

    /// The value, or the default; where it is wrong, `T`'s own default stands in until [`Reader::check`].
    pub fn parsed<T: Default>(&mut self, key: &str, default: &str, parse: impl Fn(&str) -> Result<T, String>) -> T {
        let before = self.faults.len();
        match self.maybe(key, &parse) {
            Some(value) => value,
            None if self.faults.len() > before => T::default(),
            None => parse(default).unwrap_or_default(),
        }
    }

    /// The text of a setting whose default is a plain one.
    pub fn text(&mut self, key: &str) -> String {
        let default = settings::all().iter().find(|setting| setting.key == key).map_or("", |setting| setting.default);
        self.parsed(key, default, any)
    }

    /// The technical properties that are fixed.
    pub fn properties(&mut self) -> HashMap<TechnicalProperty, bool> {
        let fixed = settings::all().iter().filter_map(|setting| Some((setting.property?, self.of(setting, switch)?)));
        fixed.collect()
    }

    /// Ends with the faults, if there are any.
    pub fn check(self) -> Result<(), Failure> {
        if self.faults.is_empty() { Ok(()) } else { Err(Failure::usages(self.faults)) }
    }
}

/// A location of nginx, without a slash at its end.
pub fn location(text: &str) -> Result<String, String> {
    let location = text.trim_end_matches('/');
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '~');
    if !location.starts_with('/')
        || location.contains("//")
        || location.contains("..")
        || !location.chars().all(is_plain)
    {
        return Err(format!("{text:?} is no location such as /stored"));
    }
    Ok(location.to_owned())
}

/// Whatever it is.
pub fn any(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

/// `true` or `false`.
pub fn switch(text: &str) -> Result<bool, String> {
    parse_switch(text).ok_or_else(|| format!("{text:?} is neither true nor false"))
}

/// A number of something, not negative.
pub fn count<T: FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("{text:?} is no whole number of 0 or more"))
}

/// A number of something, at least one.
pub fn positive<T: FromStr + PartialEq + Default>(text: &str) -> Result<T, String> {
    let number = text.parse().ok().filter(|number| *number != T::default());
    number.ok_or_else(|| format!("{text:?} is no whole number of 1 or more"))
}

/// Some words on one line.
pub fn line(text: &str) -> Result<String, String> {
    text::line(text).ok_or_else(|| "some words on one line are needed".to_owned())
}

/// A language that there is.
pub fn language(text: &str) -> Result<Language, String> {
    let known = || Language::all().map(Language::tag).collect::<Vec<_>>().join(", ");
    Language::parse(text).ok_or_else(|| format!("there is no language {text:?}; what there is: {}", known()))
}

/// Host and port.
pub fn listen(text: &str) -> Result<String, String> {
    let fits = text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok());
    fits.then(|| text.to_owned())
        .ok_or_else(|| format!("{text:?} is no address with a port such as 127.0.0.1:8080 or [::]:8080"))
}

/// How the log is written.
pub fn log_format(text: &str) -> Result<Format, String> {
    text.parse().map_err(|()| format!("{text:?} is neither text nor json"))
}

/// A filter of the log.
pub fn log(text: &str) -> Result<String, String> {
    crate::log::filter(text).map(|_| text.to_owned())
}

/// What links begin with.
pub fn public_url(text: &str) -> Result<PublicUrl, String> {
    let wrong = || format!("{text:?} is no address such as https://desk.example.org or https://example.org/desk");
    let url = Url::parse(text).map_err(|_| wrong())?;
    let extra =
        url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some();
    // The library takes more for a host than there is in names and numbers of machines.
    let is_host = |host: &str| host.chars().all(|c| c.is_ascii_alphanumeric() || "-._:[]".contains(c));
    if !matches!(url.scheme(), "http" | "https")
        || !url.host_str().is_some_and(is_host)
        || extra
        || url.path().contains("//")
    {
        return Err(wrong());
    }
    let base = url.path().trim_end_matches('/').to_owned();
    Ok(PublicUrl { url: format!("{}{base}", url.origin().ascii_serialization()), base })
}

/// An address of a database that Ajar can speak to.
pub fn database_url(text: &str) -> Result<String, String> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
    // What was written may hold a password, so it is not repeated.
    known.then(|| text.to_owned()).ok_or_else(|| {
        "an address of a database begins with sqlite: (and the path of a file) or postgres://".to_owned()
    })
}

/// A way for mails.
pub fn smtp_url(text: &str) -> Result<String, String> {
    let said = |error: mail::InvalidTransportUrl| error.to_string().trim_start_matches("AJAR_SMTP_URL: ").to_owned();
    mail::Transport::from_url(text).map(|_| text.to_owned()).map_err(said)
}

/// `Desk <desk@example.org>` or the address alone.
pub fn mail_from(text: &str) -> Result<Address, String> {
    app::settings::sender(text)
}

/// Addresses and networks, separated by commas or blanks.
pub fn networks(text: &str) -> Result<Vec<Network>, String> {
    text.split([',', ' ']).map(str::trim).filter(|part| !part.is_empty()).map(str::parse).collect()
}

/// The private networks that webhooks may lead into: `true` for all of them, or addresses and networks.
pub fn private_networks(text: &str) -> Result<Vec<Network>, String> {
    match parse_switch(text) {
        Some(true) => networks("0.0.0.0/0,::/0"),
        Some(false) => Ok(vec![]),
        None => networks(text),
    }
}

/// A key long enough to be one.
pub fn secret_key(text: &str) -> Result<String, String> {
    let short = || format!("a secret key needs at least {} characters", secret_key::SHORTEST);
    (text.len() >= secret_key::SHORTEST).then(|| text.to_owned()).ok_or_else(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_public_url_may_have_a_sub_path_and_nothing_else() {
        let read = |text| public_url(text).map(|public| (public.url, public.base));
        assert_eq!(read("https://desk.example.org/"), Ok(("https://desk.example.org".into(), String::new())));
        assert_eq!(read("http://x.example:81/a/b/"), Ok(("http://x.example:81/a/b".into(), "/a/b".into())));
        for text in [
            "",
            "desk.example.org",
            "ftp://x",
            "https://x/?a",
            "https://x/#a",
            "https://u@x/",
            "https://:p@x/",
            "https://\"x\"/",
            "https://x//y",
        ] {
            assert!(public_url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn webhooks_are_let_into_named_networks_or_into_all() {
        let inside = |text: &str, address: &str| {
            private_networks(text).map(|networks| networks.iter().any(|one| one.contains(address.parse().unwrap())))
        };
        assert_eq!(inside("true", "127.0.0.1"), Ok(true));
        assert_eq!(inside("true", "fd00::1"), Ok(true));
        assert_eq!(inside("false", "127.0.0.1"), Ok(false));
        assert_eq!(inside("10.0.0.0/8, fd00::/8", "10.1.2.3"), Ok(true));
        assert_eq!(inside("10.0.0.0/8, fd00::/8", "127.0.0.1"), Ok(false));
        assert!(private_networks("perhaps").is_err());
    }

    #[test]
    fn a_sender_has_an_address_and_perhaps_a_name() {
        let read = |text| mail_from(text).map(|from| (from.mail, from.name.map(|name| name.to_string())));
        assert_eq!(read("Desk <desk@example.org>"), Ok(("desk@example.org".into(), Some("Desk".into()))));
        assert_eq!(read("\"Desk, the\" <d@example.org>"), Ok(("d@example.org".into(), Some("Desk, the".into()))));
        assert_eq!(read("desk@localhost"), Ok(("desk@localhost".into(), None)));
        for text in ["Desk", "Desk <>", "<script>@example.org", "@localhost"] {
            assert!(mail_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_language_is_one_that_sentences_exist_in() {
        assert_eq!(language("fr").map(Language::tag), Ok("fr"));
        assert_eq!(language("de-AT").map(Language::tag), Ok("de"));
        assert_eq!(language("tlh"), Err("there is no language \"tlh\"; what there is: en, ar, de, fr".into()));
    }

    #[test]
    fn an_address_to_listen_on_has_a_port() {
        for text in ["127.0.0.1:0", "[::1]:8080", "localhost:80"] {
            assert!(listen(text).is_ok(), "{text}");
        }
        for text in ["8080", ":8080", "localhost", "127.0.0.1:99999"] {
            assert!(listen(text).is_err(), "{text}");
        }
    }

    /// What settings say when they are right, with a few characters of any kind in their midst.
    fn nearly_right() -> impl Strategy<Value = String> {
        const RIGHT: &[&str] = &[
            "https://desk.example.org/desk",
            "http://[::1]:81/a/b/",
            "/stored/files",
            "127.0.0.1:8080",
            "[::1]:0",
            "10.0.0.0/8, ::1 fd00::/8",
            "true",
            "60",
            "Desk <desk@example.org>",
            "desk@localhost",
            "warn,app=debug",
            "de-AT",
        ];
        let cut = (0usize..=30, 0usize..=4, "(\\PC|[/:.@<>?#%, \\n-]){0,4}");
        (prop::sample::select(RIGHT), cut).prop_map(|(right, (at, length, typed))| {
            let start = at.min(right.len());
            format!("{}{typed}{}", &right[..start], &right[(start + length).min(right.len())..])
        })
    }

    proptest! {
        #[test]
        fn whatever_a_setting_says_is_what_was_meant_or_refused_in_words(text in nearly_right()) {
            if let Ok(PublicUrl { url, base }) = public_url(&text) {
                prop_assert!(url.ends_with(&base) && !url.ends_with('/') && (base.is_empty() || base.starts_with('/')), "{url} {base}");
                prop_assert!(!url.contains(['?', '#', ' ', '"', '<']), "{url}");
                prop_assert_eq!(public_url(&url).map(|again| (again.url, again.base)), Ok((url, base)));
            }
            if let Ok(place) = location(&text) {
                prop_assert!(place.starts_with('/') && !place.ends_with('/') && !place.contains("//") && !place.contains(".."), "{place}");
                prop_assert!(place.chars().all(|c| c.is_ascii_graphic()), "{place}");
            }
            if let Ok(place) = listen(&text) {
                prop_assert!(place.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()), "{place}");
            }
            if let Ok(found) = networks(&text) {
                prop_assert_eq!(found.len(), text.split([',', ' ']).filter(|part| !part.trim().is_empty()).count());
            }
            if let Ok(from) = mail_from(&text) {
                prop_assert!(!from.mail.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>')), "{:?}", from.mail);
            }
            if let Ok(number) = positive::<u32>(&text) {
                prop_assert!(number > 0 && count::<u32>(&text) == Ok(number));
            }
            for said in [public_url(&text).err(), location(&text).err(), listen(&text).err(), networks(&text).err(), mail_from(&text).err()] {
                prop_assert!(said.is_none_or(|words| words.len() > 20 && !words.contains('\n')), "{text:?}");
            }
        }
    }
}
