//! The files, read once.

use crate::{numbers::Numbers, value::Value};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use rust_embed::RustEmbed;
use std::sync::{LazyLock, OnceLock};
use unic_langid::LanguageIdentifier;

/// The language of the source, which the others fall back to.
const SOURCE: &str = "en";

/// How the name of a file ends, after the tag of its language.
const FILE: &str = ".ftl";

#[derive(RustEmbed)]
#[folder = "locales"]
struct Files;

/// One language. Its sentences are read when they are first wanted: most installations speak one or two.
pub(crate) struct Pack {
    pub tag: String,
    id: LanguageIdentifier,
    sentences: OnceLock<Sentences>,
}

/// What the file of a language says.
pub(crate) struct Sentences {
    pub name: String,
    pub right_to_left: bool,
    pub numbers: Numbers,
    bundle: FluentBundle<FluentResource>,
}

/// Every language, the source first.
pub(crate) fn all() -> &'static [Pack] {
    static ALL: LazyLock<Vec<Pack>> = LazyLock::new(|| {
        let mut packs: Vec<Pack> = Files::iter()
            .filter_map(|file| {
                let tag = file.strip_suffix(FILE)?.to_owned();
                Some(Pack { id: tag.parse().ok()?, tag, sentences: OnceLock::new() })
            })
            .collect();
        packs.sort_by(|a, b| (a.tag != SOURCE, &a.tag).cmp(&(b.tag != SOURCE, &b.tag)));
        packs
    });
    &ALL
}

/// The language of the source.
#[expect(clippy::indexing_slicing, reason = "the source's own file is part of the binary")]
pub(crate) fn source() -> &'static Pack {
    &all()[0]
}

/// Writes the numbers of sentences: Fluent counts by them, and would write them bare. It takes a plain function, so that
/// the mark between the groups is a part of its type; `\0` is none.
fn grouped<const MARK: char, M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let group = if MARK == '\0' { String::new() } else { MARK.to_string() };
    // Only whole numbers from `Value::Number` come here.
    Some(Numbers { group, decimal: String::new() }.whole(number.value as u64))
}

impl Pack {
    /// What its file says.
    pub(crate) fn sentences(&self) -> &Sentences {
        self.sentences.get_or_init(|| {
            let file = Files::get(&format!("{}{FILE}", self.tag));
            let text = file.map(|file| String::from_utf8_lossy(&file.data).into_owned());
            Sentences::read(self.id.clone(), text.unwrap_or_default())
        })
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.sentences().bundle.has_message(key)
    }

    /// The message with its values; none where this language has no such message.
    pub(crate) fn format(&self, key: &str, values: &[(&str, Value)]) -> Option<String> {
        self.sentences().format(key, values)
    }
}

impl Sentences {
    /// Faults in a file are told by the tests; what could be read counts.
    fn read(id: LanguageIdentifier, text: String) -> Self {
        let resource = FluentResource::try_new(text).unwrap_or_else(|(read, _)| read);
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.add_resource_overriding(resource);
        bundle.set_use_isolating(false);
        let mut read = Self {
            name: String::new(),
            right_to_left: false,
            numbers: Numbers { group: String::new(), decimal: ".".into() },
            bundle,
        };
        let own = |key: &str| read.format(key, &[]).unwrap_or_default();
        let (name, right_to_left) = (own("language-name"), own("language-direction") == "rtl");
        let numbers = Numbers { group: own("number-group"), decimal: own("number-decimal") };
        // Names of either direction within Arabic stay in one piece; left to right the marks would only be in the way of
        // whoever copies a sentence.
        read.bundle.set_use_isolating(right_to_left);
        read.bundle.set_formatter(Some(match numbers.group.as_str() {
            "," => grouped::<',', _>,
            "." => grouped::<'.', _>,
            "\u{202f}" => grouped::<'\u{202f}', _>,
            "\u{a0}" => grouped::<'\u{a0}', _>,
            "’" => grouped::<'’', _>,
            _ => grouped::<'\0', _>,
        }));
        Self { name, right_to_left, numbers, ..read }
    }

    fn format(&self, key: &str, values: &[(&str, Value)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            match value {
                Value::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
                Value::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&args), &mut faults).into_owned();
        debug_assert!(faults.is_empty(), "{key} in {:?}: {faults:?}", self.bundle.locales);
        Some(text)
    }
}
