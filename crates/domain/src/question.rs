//! The questions that the owner of a kit or portal asks beside a request, and what is answered.

mod answer;
mod draft;

pub use answer::{Answer, AnswerValue, Given, NoAnswer, answer, answer_given};
pub use draft::{NoQuestion, QuestionDraft, questions};

use crate::Slug;
use serde::{Deserialize, Serialize};

/// The most questions that one form has.
pub const MOST_QUESTIONS: usize = 20;
/// The longest label or hint, in characters.
pub const LONGEST_LABEL: usize = 200;
/// The fewest and the most options of a choice.
pub const FEWEST_OPTIONS: usize = 2;
/// See [`FEWEST_OPTIONS`].
pub const MOST_OPTIONS: usize = 50;
/// The longest option, in characters.
pub const LONGEST_OPTION: usize = 100;
/// The longest answer in one line, in characters; a long text has as many as a message.
pub const LONGEST_LINE: usize = 500;

/// A question of a form. It can only be made by [`questions`], or read from where one was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Its name within the form: a slug that stays while the label is reworded.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Whether the form is not sent without an answer; a checkbox has to be ticked then.
    pub required: bool,
    /// A line of help under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum QuestionKind {
    /// By a line of text.
    Text,
    /// By some lines of text.
    LongText,
    /// By one of these.
    Choice {
        /// What can be chosen.
        options: Vec<String>,
    },
    /// By ticking it, or not.
    Checkbox,
    /// By a day.
    Date,
}

impl QuestionKind {
    /// Every kind's word, in the order of the product's description.
    pub const WORDS: &'static [&'static str] = &["text", "longText", "choice", "checkbox", "date"];

    /// The word as it stands in tables, JSON and forms.
    pub fn as_str(&self) -> &'static str {
        match self {
            QuestionKind::Text => "text",
            QuestionKind::LongText => "longText",
            QuestionKind::Choice { .. } => "choice",
            QuestionKind::Checkbox => "checkbox",
            QuestionKind::Date => "date",
        }
    }
}

/// The id that a label suggests, where its owner gave none: not one of the taken ones.
fn suggested_id(label: &str, number: usize, is_taken: impl Fn(&str) -> bool) -> String {
    let first = Slug::of_title(label).map_or_else(|| format!("question-{number}"), |slug| slug.to_string());
    let mut id = first.clone();
    let mut next = 2;
    while is_taken(&id) {
        id = format!("{first}-{next}");
        next += 1;
    }
    id
}
