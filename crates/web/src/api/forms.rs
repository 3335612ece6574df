//! What the forms of kits and portals ask, as JSON: questions, terms of use; and what was answered.

use super::body::Object;
use app::{Fault, form, refusal::Faults, rows};
use domain::{
    Answer as Kept,
    question::{Given, QuestionDraft, QuestionKind},
};
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// How a question is answered.
pub(super) enum Kind {}

impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        let words =
            ObjectBuilder::new().schema_type(Type::String).enum_values(Some(QuestionKind::WORDS.iter().copied()));
        words.description(Some("How a question is answered.")).into()
    }
}

impl ToSchema for Kind {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("QuestionKind")
    }
}

/// A question of a form.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct Question {
    /// Its name within the form: it stays while the label is reworded.
    id: String,
    label: String,
    #[schema(value_type = Kind)]
    kind: String,
    /// Whether the form is not sent without an answer.
    required: bool,
    /// What can be chosen, of a choice.
    options: Option<Vec<String>>,
    /// A line of help under it.
    hint: Option<String>,
}

/// A question to ask.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct NewQuestion {
    /// Small Latin letters, digits and single hyphens; made of the label where left out.
    id: Option<String>,
    label: String,
    #[schema(value_type = Kind)]
    kind: String,
    /// `false` where left out.
    required: Option<bool>,
    /// 2 to 50, for a choice.
    options: Option<Vec<String>>,
    hint: Option<String>,
}

/// Terms of use in the version that counts.
#[derive(Serialize, ToSchema)]
pub(super) struct Terms {
    /// Its number, from 1: each new text is a new version.
    version: i64,
    text: String,
}

impl Terms {
    pub fn of(terms: rows::Terms) -> Self {
        Self { version: terms.version, text: terms.text }
    }
}

/// What was answered to a question, with its label as it was asked.
#[derive(Serialize, ToSchema)]
pub(in crate::api) struct Answer {
    /// The question's name within its form.
    id: String,
    label: String,
    /// A text, an option or a day; of a checkbox whether it was ticked.
    #[schema(value_type = AnswerValue)]
    value: domain::AnswerValue,
}

/// A text, an option or a day; of a checkbox whether it was ticked.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[serde(untagged)]
#[allow(dead_code)]
pub(super) enum AnswerValue {
    Text(String),
    Ticked(bool),
}

impl Answer {
    pub fn of(answer: &Kept) -> Self {
        Self { id: answer.id.clone(), label: answer.label.clone(), value: answer.value.clone() }
    }
}

/// `questions`, where they are there; `null` takes them away.
pub(super) fn questions(object: &Object<'_>, faults: &mut Faults) -> Option<Vec<QuestionDraft>> {
    if object.takes_away("questions") {
        return Some(vec![]);
    }
    Some(form::read_questions(object.value("questions")?, &object.pointer("questions"), faults))
}

/// `terms`: a text, or an object with one as it is shown; `null` takes them away.
pub(super) fn terms(object: &Object<'_>, faults: &mut Faults) -> Option<Option<String>> {
    if object.takes_away("terms") {
        return Some(None);
    }
    let text = match object.value("terms")? {
        Value::String(text) => Some(text),
        Value::Object(fields) => fields.get("text").and_then(|text| match text {
            Value::String(text) => Some(text),
            _ => None,
        }),
        _ => None,
    };
    if text.is_none() {
        faults.add(Fault::at(object.pointer("terms"), "This must be a string, or null."));
    }
    text.cloned().map(Some)
}

/// `manifest`; `null` is no.
pub(super) fn manifest(object: &Object<'_>, faults: &mut Faults) -> Option<bool> {
    if object.takes_away("manifest") { Some(false) } else { object.switch(faults, "manifest") }
}

/// `watermark`; `null` takes it away.
pub(super) fn watermark(object: &Object<'_>, faults: &mut Faults) -> Option<String> {
    if object.takes_away("watermark") { Some(String::new()) } else { object.text(faults, "watermark") }
}

/// `answers`: an object of question ids to a string, a list of strings, or whether a checkbox is ticked.
pub(super) fn answers(object: &Object<'_>, faults: &mut Faults) -> Given {
    let mut given = Given::new();
    let Some(answers) = object.value("answers") else { return given };
    let Value::Object(answers) = answers else {
        faults.add(Fault::at(object.pointer("answers"), "This must be a JSON object."));
        return given;
    };
    for (id, value) in answers {
        let values = match value {
            Value::Null => continue,
            Value::String(text) => Some(vec![text.clone()]),
            Value::Bool(ticked) => Some(vec![ticked.to_string()]),
            Value::Array(list) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            Value::Number(_) | Value::Object(_) => None,
        };
        if values.is_none() {
            let pointer = object.pointer(&format!("answers/{}", id.replace('~', "~0").replace('/', "~1")));
            faults.add(Fault::at(pointer, "This must be a string, a list of strings, true or false."));
        }
        given.insert(id.clone(), values.unwrap_or_default());
    }
    given
}
