//! What several letters speak of: people, places and the assets asked for.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::SUBJECT_TITLE;
use crate::{Line, Picture};
use words::{Language, Value};

/// What an address keeps within a `mailto:` link; a `?` or `&` in it would add headers.
const ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'+');

/// How many assets a letter lists before it says how many more there are.
const LISTED_AT_MOST: usize = 8;

/// Somebody with a mail address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// First and last name, where known.
    pub name: Option<Line>,
    /// The mail address.
    pub mail: Line,
}

impl Person {
    /// The name, or the address of who gave none.
    pub fn called(&self) -> &Line {
        self.name.as_ref().filter(|name| !name.is_empty()).unwrap_or(&self.mail)
    }

    /// A link that opens a new mail to this person, and does nothing but that.
    pub(crate) fn mailto(&self) -> String {
        let address = utf8_percent_encode(self.mail.as_str(), ADDRESS);
        format!("mailto:{address}")
    }

    /// The name if the address is to be shown beside it.
    pub(crate) fn own_name(&self) -> Option<&Line> {
        self.name.as_ref().filter(|name| !name.is_empty())
    }
}

/// One asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its title.
    pub title: Line,
    /// A small picture of it that may be seen without signing in.
    pub thumbnail: Option<Picture>,
}

/// All of a place, or some assets of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Assets {
    /// Everything in the place, now and later.
    Everything,
    /// Some of its assets.
    Some {
        /// The first of them; a letter lists eight at most, so more need not be loaded.
        listed: Vec<Item>,
        /// How many there are in all; never less than are listed.
        total: usize,
    },
}

impl Assets {
    /// Exactly these.
    pub fn these(items: Vec<Item>) -> Self {
        Self::Some { total: items.len(), listed: items }
    }

    /// How many, or `None` for everything.
    pub fn total(&self) -> Option<usize> {
        match self {
            Self::Everything => None,
            Self::Some { listed, total } => Some(listed.len().max(*total)),
        }
    }

    /// The items a letter lists.
    pub(crate) fn shown(&self) -> &[Item] {
        match self {
            Self::Everything => &[],
            Self::Some { listed, .. } => &listed[..listed.len().min(LISTED_AT_MOST)],
        }
    }

    /// How many a letter leaves out.
    pub(crate) fn unshown(&self) -> usize {
        self.total().unwrap_or(0).saturating_sub(self.shown().len())
    }

    /// How many are left out, for the sentence that says so.
    pub(crate) fn values(&self) -> [(&'static str, Value); 1] {
        [("count", self.unshown().into())]
    }

    /// The subject that speaks of them: the message `{stem}-one`, `{stem}-some` or `{stem}-all`, by how many they are.
    pub(crate) fn subject(
        &self,
        language: Language,
        stem: &str,
        place: &Line,
        more: &[(&'static str, Value)],
    ) -> String {
        let mut values = vec![("place", place.shortened(SUBJECT_TITLE).into())];
        values.extend_from_slice(more);
        let case = match (self.only(), self.total()) {
            (Some(title), _) => {
                values.push(("title", title.shortened(SUBJECT_TITLE).into()));
                "one"
            }
            (None, Some(total)) => {
                values.push(("count", total.into()));
                "some"
            }
            (None, None) => "all",
        };
        language.tell(&format!("{stem}-{case}"), &values)
    }

    /// Whether any listed item has a picture, so that those without one keep its place free.
    pub(crate) fn pictured(&self) -> bool {
        self.shown().iter().any(|item| item.thumbnail.is_some())
    }

    /// The title, if there is one asset only.
    pub(crate) fn only(&self) -> Option<&Line> {
        match (self.shown(), self.total()) {
            ([item], Some(1)) => Some(&item.title),
            _ => None,
        }
    }
}

/// What was asked for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The title of the portal or kit.
    pub place: Line,
    /// All of it or some.
    pub assets: Assets,
}

impl Wanted {
    /// The message that says what it is.
    pub(crate) fn key(&self) -> &'static str {
        match self.assets {
            Assets::Everything => "mail-everything",
            Assets::Some { .. } => "mail-some",
        }
    }

    /// What that message says.
    pub(crate) fn values(&self) -> [(&'static str, Value); 2] {
        [("place", self.place.value()), ("count", self.assets.total().unwrap_or_default().into())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(title: &str) -> Item {
        Item { title: title.into(), thumbnail: None }
    }

    #[test]
    fn a_long_list_is_cut_and_the_rest_is_counted() {
        let assets = Assets::Some { listed: (0..20).map(|n| item(&n.to_string())).collect(), total: 4711 };
        assert_eq!(assets.shown().len(), 8);
        assert_eq!(assets.unshown(), 4703);
    }

    #[test]
    fn a_total_below_what_is_listed_is_mended() {
        let assets = Assets::Some { listed: vec![item("a"), item("b")], total: 0 };
        assert_eq!((assets.total(), assets.unshown()), (Some(2), 0));
        assert_eq!(assets.only(), None);
    }

    #[test]
    fn who_gave_no_name_is_called_by_the_address() {
        let person = Person { name: Some(" ".into()), mail: "a@x.example".into() };
        assert_eq!(person.called().as_str(), "a@x.example");
    }
}
