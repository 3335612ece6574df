//! What the pages of kits and portals share.

use crate::views::{
    desk::Choice,
    samples,
    shared::{Access, FieldError, Thumb, error_of},
};

/// One of several values of a setting, and what it means for a visitor.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// The value that the form sends.
    pub value: String,
    /// What it is called.
    pub label: &'static str,
    /// What it means for a visitor, in a sentence or two.
    pub sentence: String,
    /// What becomes visible to whom on saving, where choosing this publishes something.
    pub publishes: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Who sees a place, as its form has it.
#[derive(Debug, Clone)]
pub struct Visibility {
    /// Who may see it.
    pub choices: Vec<Meaning>,
    /// A password as it was typed.
    pub password: String,
    /// Whether a password is set already.
    pub has_password: bool,
}

/// A question of the form, as its owner types it.
#[derive(Debug, Clone, Default)]
pub struct QuestionFields {
    /// Its name within the form, once it has one.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// How it is answered, in a word.
    pub kind: String,
    /// What can be chosen, an option a line.
    pub options: String,
    /// Whether it has to be answered.
    pub required: bool,
    /// A line of help.
    pub hint: String,
}

impl QuestionFields {
    /// The kinds to choose from, and what they are called.
    pub const KINDS: [(&'static str, &'static str); 5] = [
        ("text", "A line of text"),
        ("longText", "Some lines of text"),
        ("choice", "One of several options"),
        ("checkbox", "A box to tick"),
        ("date", "A day"),
    ];
}

/// What a place's form asks, as its owner types it.
#[derive(Debug, Clone, Default)]
pub struct AskFields {
    /// The questions, in order.
    pub questions: Vec<QuestionFields>,
    /// The terms of use.
    pub terms: String,
    /// The number of the version that counts now.
    pub terms_version: Option<i64>,
    /// What stands across previews.
    pub watermark: String,
    /// Whether archives hold a manifest.
    pub manifest: bool,
}

/// Assets of the library to choose from.
#[derive(Debug, Clone, Default)]
pub struct LibraryPanel {
    /// What is searched for.
    pub q: String,
    /// The folders, each by its path.
    pub folders: Vec<Choice>,
    /// The folder that is chosen; empty: everywhere.
    pub folder: String,
    /// What was found, a page of it.
    pub found: Vec<LibraryItem>,
    /// How many there are in all.
    pub total: u64,
    /// The id after which the next page begins.
    pub more: Option<i64>,
    /// Whether this is a later page.
    pub later: bool,
}

impl LibraryPanel {
    /// Whether it is narrowed to anything.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || !self.folder.is_empty()
    }
}

/// An asset to choose.
#[derive(Debug, Clone)]
pub struct LibraryItem {
    /// Its id.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Whether it stands in the kit already.
    pub here: bool,
}

/// What a page says of the state of its form.
#[derive(Debug, Clone, Default)]
pub struct Moment {
    /// What is to be mended.
    pub errors: Vec<FieldError>,
    /// What was just done to the form, for those who don't see it.
    pub said: String,
    /// Whether the form holds something that is not saved.
    pub unsaved: bool,
    /// Somebody else changed the place since: who and when, and where theirs differs.
    pub overtaken: Option<(String, Vec<String>)>,
}

impl Moment {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// What is wrong with a section.
    pub fn error_of_section(&self, key: &str) -> Option<&str> {
        error_of(&self.errors, &format!("section-{key}"))
    }

    /// What is wrong with a field of a question: `error_of_question(2, "label")`.
    pub fn error_of_question(&self, index: &usize, field: &str) -> Option<&str> {
        error_of(&self.errors, &format!("question-{index}-{field}"))
    }
}

pub(super) fn meanings(chosen: &str) -> Vec<Meaning> {
    let all = [
        ("open", "Open", "Whoever sees this kit downloads from it, with one click."),
        ("approval", "On request, for everything", "Visitors ask, somebody decides. One approval opens the whole kit."),
        ("disabled", "No downloads", "Visitors look. There is no button to download."),
    ];
    let meaning = |(value, label, sentence): (&str, &'static str, &str)| Meaning {
        value: value.into(),
        label,
        sentence: sentence.into(),
        publishes: None,
        chosen: value == chosen,
    };
    all.into_iter().map(meaning).collect()
}

pub(super) fn visibility(chosen: &str) -> Visibility {
    let meaning = |value: &str, label, sentence: &str, publishes: Option<&str>| Meaning {
        value: value.into(),
        label,
        sentence: sentence.into(),
        publishes: publishes.map(Into::into),
        chosen: value == chosen,
    };
    let choices = vec![
        meaning("private", "Private", "Only signed-in members see it, also inside a public portal.", None),
        meaning("password", "Behind a password", "Whoever types its password sees it.", None),
        meaning(
            "public",
            "Public",
            "Everybody sees it, and it stands on the home page.",
            Some("On saving, 21 assets become visible to everybody at /kits/identity."),
        ),
    ];
    Visibility { choices, password: String::new(), has_password: false }
}

pub(super) fn ask_fields() -> AskFields {
    let question = |label: &str, kind: &str, options: &str| QuestionFields {
        id: "circulation".into(),
        label: label.into(),
        kind: kind.into(),
        options: options.into(),
        required: true,
        hint: String::new(),
    };
    AskFields {
        questions: vec![question("Circulation", "text", ""), question(samples::ARABIC_TITLE, "choice", "Print\nWeb")],
        terms: samples::LONG_TEXT.into(),
        terms_version: Some(3),
        watermark: "Haus Meridian".into(),
        manifest: true,
    }
}

pub(in crate::views::desk) fn library(base: &str) -> LibraryPanel {
    let item = |(card, here): (crate::views::shared::AssetCard, bool)| LibraryItem {
        id: card.id,
        title: card.title,
        kind: card.kind,
        thumb: card.thumb,
        here,
    };
    let here = [true, false, false].into_iter().cycle();
    LibraryPanel {
        q: String::new(),
        folders: vec![Choice { id: "1".into(), title: "Press / 2026".into() }],
        folder: String::new(),
        found: samples::cards(base, Access::Download).into_iter().zip(here).map(item).collect(),
        total: 412,
        more: Some(18),
        later: false,
    }
}
