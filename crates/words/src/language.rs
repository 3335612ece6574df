//! A language, and what is said in it.

use crate::{
    markup, negotiate,
    pack::{self, Pack},
    value::Value,
};
use jiff::civil::{Date, DateTime};
use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// A language that sentences exist in. Which ones there are, the files say.
#[derive(Clone, Copy)]
pub struct Language(&'static Pack);

impl Language {
    /// Every language, the one of the source (English) first, the others by tag.
    pub fn all() -> impl Iterator<Item = Self> {
        pack::all().iter().map(Self)
    }

    /// The language of a BCP 47 tag; a region or script after its first part is not looked at.
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        pack::all().iter().find(|pack| pack.tag.eq_ignore_ascii_case(primary)).map(Self)
    }

    /// The best of `offered` for an `Accept-Language` header; none where the header wants none of them.
    pub fn negotiate(accept_language: &str, offered: &[Self]) -> Option<Self> {
        negotiate::best(accept_language, offered)
    }

    /// Its BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    /// What it calls itself, such as `Français`.
    pub fn name(self) -> &'static str {
        &self.0.sentences().name
    }

    /// The direction it is written in, as in `<html dir>`: `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        if self.0.sentences().right_to_left { "rtl" } else { "ltr" }
    }

    /// Whether there is such a message in this language itself.
    pub fn has(self, key: &str) -> bool {
        self.0.has(key)
    }

    /// A sentence without anything to set into it.
    pub fn say(self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// A sentence with values set into it. What this language lacks is said in English.
    pub fn tell(self, key: &str, values: &[(&str, Value)]) -> String {
        if let Some(text) = self.0.format(key, values) {
            return text;
        }
        // A message that is nowhere is a slip of the pen that a test meets; a page shows its name rather than failing.
        debug_assert!(pack::source().has(key), "there is no message {key}");
        pack::source().format(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence as HTML. What is set into it is escaped and kept apart from the direction of the text around it; `<b>`
    /// and `<a>` of the message become elements, the link's address being `href`.
    pub fn markup(self, key: &str, values: &[(&str, Value)], href: Option<&str>) -> String {
        markup::render(|values| self.tell(key, values), values, href)
    }

    /// A sentence that counts: its `$count` is `count`.
    pub fn count(self, key: &str, count: impl Into<Value>) -> String {
        self.tell(key, &[("count", count.into())])
    }

    /// [`tell`](Self::tell), for templates.
    pub fn with<V: Clone + Into<Value>, const N: usize>(self, key: &str, values: &[(&str, V); N]) -> String {
        self.tell(key, &values.clone().map(|(name, value)| (name, value.into())))
    }

    /// [`markup`](Self::markup) without a link, for templates.
    pub fn rich<V: Clone + Into<Value>, const N: usize>(self, key: &str, values: &[(&str, V); N]) -> String {
        self.markup(key, &values.clone().map(|(name, value)| (name, value.into())), None)
    }

    /// [`markup`](Self::markup) with a link, for templates.
    pub fn link<V: Clone + Into<Value>, const N: usize>(
        self,
        key: &str,
        href: &str,
        values: &[(&str, V); N],
    ) -> String {
        self.markup(key, &values.clone().map(|(name, value)| (name, value.into())), Some(href))
    }

    /// A whole number, its digits grouped.
    pub fn number(self, number: u64) -> String {
        self.0.sentences().numbers.whole(number)
    }

    /// A size in bytes, in decimal units as file managers and disks use them: `950 B`, `4.2 MB`.
    pub fn size(self, bytes: u64) -> String {
        let (unit, number) = self.0.sentences().numbers.size(bytes);
        self.own(unit, &[("n", Value::Text(number))])
    }

    /// A day: `21 November 2026`.
    pub fn day(self, date: Date) -> String {
        self.own(
            "date-day",
            &[
                // A number, so that a language can write the first of a month in its own way.
                ("day", Value::Number(u64::from(date.day().unsigned_abs()))),
                ("month", Value::Text(self.say(&format!("date-month-{}", date.month())))),
                ("year", Value::Text(date.year().to_string())),
            ],
        )
    }

    /// A minute in UTC: `21 November 2026, 14:05 UTC`.
    pub fn minute(self, at: DateTime) -> String {
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        self.own("date-minute", &[("day", Value::Text(self.day(at.date()))), ("time", Value::Text(time))])
    }

    /// A message that sets in nothing but numbers and words of its own language. They need no keeping apart, and would
    /// lose their order: a day whose month is isolated has no letter left to say that it runs from right to left.
    fn own(self, key: &str, values: &[(&str, Value)]) -> String {
        self.tell(key, values).replace(['\u{2068}', '\u{2069}'], "")
    }

    /// How long ago something was, `minutes` ago; past a month that is the day itself.
    pub fn ago(self, minutes: u64, day: Date) -> String {
        let told = |key, count: u64| self.own(key, &[("count", Value::Number(count))]);
        match minutes {
            0 => self.say("ago-now"),
            1..=59 => told("ago-minutes", minutes),
            60..=1_439 => told("ago-hours", minutes / 60),
            1_440..=43_199 => told("ago-days", minutes / 1_440),
            _ => self.day(day),
        }
    }
}

impl Default for Language {
    fn default() -> Self {
        Self(pack::source())
    }
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.0.tag == other.0.tag
    }
}

impl Eq for Language {}

impl Hash for Language {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.tag.hash(state);
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.0.tag).finish()
    }
}

/// A tag that is no language's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known: Vec<&str> = Language::all().map(Language::tag).collect();
        write!(f, "must be one of {}", known.join(", "))
    }
}

impl std::error::Error for UnknownLanguage {}

/// Exactly the tag, as tables, JSON and settings write it; [`Language::parse`] is for what browsers say.
impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        Self::all().find(|language| language.tag() == tag).ok_or(UnknownLanguage)
    }
}

impl serde::Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
