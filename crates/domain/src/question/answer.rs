//! Reading what was answered.

use super::*;
use crate::{Timestamp, text};
use std::collections::BTreeMap;

/// An answer as it is kept, with the label as it was asked: rewording the question changes no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// The question's name within its form.
    pub id: String,
    /// What was asked.
    pub label: String,
    /// How it was answered: one of [`QuestionKind::WORDS`].
    pub kind: String,
    /// What was answered.
    pub value: AnswerValue,
}

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AnswerValue {
    /// Whether a checkbox was ticked.
    Ticked(bool),
    /// A text, an option, or a day such as `2026-12-31`.
    Text(String),
}

impl Answer {
    /// The words of the answer, for searching; a checkbox has none.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            AnswerValue::Text(text) => Some(text),
            AnswerValue::Ticked(_) => None,
        }
    }

    /// The day, where it is one: people read it as their language writes days.
    pub fn day(&self) -> Option<Timestamp> {
        let text = self.text().filter(|_| self.kind == QuestionKind::Date.as_str())?;
        Timestamp::parse(text)
    }
}

/// What a form or program brought: the values of each question, by its id.
pub type Given = BTreeMap<String, Vec<String>>;

/// What is wrong with an answer; the words are for the one who gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// It has to be answered.
    #[error("Please answer this.")]
    Missing,
    /// It has to be ticked.
    #[error("Please tick this to go on.")]
    NotTicked,
    /// It is none of the options.
    #[error("Please choose one of the options.")]
    NoOption,
    /// It is no day.
    #[error("Please enter a date such as 2026-12-31.")]
    NoDate,
    /// It is too long.
    #[error("This is too long; at most {most} characters fit.")]
    TooLong {
        /// How many characters fit.
        most: usize,
    },
    /// No such thing is asked here.
    #[error("There is no such question here.")]
    Unknown,
}

impl NoAnswer {
    /// Its name, by which pages find its words in the reader's language.
    pub fn code(self) -> &'static str {
        match self {
            NoAnswer::Missing => "answer-missing",
            NoAnswer::NotTicked => "answer-not-ticked",
            NoAnswer::NoOption => "answer-no-option",
            NoAnswer::NoDate => "answer-no-date",
            NoAnswer::TooLong { .. } => "answer-too-long",
            NoAnswer::Unknown => "answer-unknown",
        }
    }
}

/// Reads what a person answered to a form: what is required has to be there. What answers none of the questions (any more)
/// is passed over. Else what is wrong, by the question's id.
pub fn answer(questions: &[Question], given: &Given) -> Result<Vec<Answer>, Vec<(String, NoAnswer)>> {
    read(questions, given, |question, values| {
        let value = one(question, values)?;
        match (&value, &question.kind) {
            (None, _) if question.required => Err(NoAnswer::Missing),
            (Some(AnswerValue::Ticked(false)), _) if question.required => Err(NoAnswer::NotTicked),
            _ => Ok(value),
        }
    })
}

/// Reads what a program answered: nothing has to be there, but what is has to be right.
pub fn answer_given(questions: &[Question], given: &Given) -> Result<Vec<Answer>, Vec<(String, NoAnswer)>> {
    let is_asked = |id: &String| questions.iter().any(|question| question.id == *id);
    let mut faults: Vec<(String, NoAnswer)> =
        given.keys().filter(|id| !is_asked(id)).map(|id| (id.clone(), NoAnswer::Unknown)).collect();
    let read = read(questions, given, |question, values| match given.contains_key(&question.id) {
        true => one(question, values),
        false => Ok(None),
    });
    match read {
        Ok(answers) if faults.is_empty() => Ok(answers),
        Ok(_) => Err(faults),
        Err(wrong) => {
            faults.extend(wrong);
            Err(faults)
        }
    }
}

fn read(
    questions: &[Question],
    given: &Given,
    value: impl Fn(&Question, &[String]) -> Result<Option<AnswerValue>, NoAnswer>,
) -> Result<Vec<Answer>, Vec<(String, NoAnswer)>> {
    let (mut answers, mut faults) = (Vec::new(), Vec::new());
    for question in questions {
        let values = given.get(&question.id).map_or(&[][..], Vec::as_slice);
        match value(question, values) {
            Ok(None) => {}
            Ok(Some(value)) => answers.push(Answer {
                id: question.id.clone(),
                label: question.label.clone(),
                kind: question.kind.as_str().to_owned(),
                value,
            }),
            Err(why) => faults.push((question.id.clone(), why)),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}

/// The value of one answer; nothing where it was left empty. A checkbox that was not ticked says so.
fn one(question: &Question, values: &[String]) -> Result<Option<AnswerValue>, NoAnswer> {
    let typed: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
    if question.kind == QuestionKind::Checkbox {
        let ticked = typed.iter().any(|value| !["false", "off", "no", "0"].contains(value));
        return Ok(Some(AnswerValue::Ticked(ticked)));
    }
    let Some(first) = typed.first() else { return Ok(None) };
    let fits = |text: Option<String>, most: usize| match text {
        Some(text) if text.chars().count() > most => Err(NoAnswer::TooLong { most }),
        text => Ok(text),
    };
    let text = match &question.kind {
        QuestionKind::Text => fits(text::line(first), LONGEST_LINE)?,
        QuestionKind::LongText => fits(text::message(first), text::LONGEST_MESSAGE)?,
        QuestionKind::Choice { options } => {
            let chosen = text::line(first).filter(|chosen| options.contains(chosen) && typed.len() == 1);
            Some(chosen.ok_or(NoAnswer::NoOption)?)
        }
        QuestionKind::Date => Some(day(first).ok_or(NoAnswer::NoDate)?),
        QuestionKind::Checkbox => None,
    };
    Ok(text.map(AnswerValue::Text))
}

/// A day that there is, as `2026-12-31`.
fn day(typed: &str) -> Option<String> {
    let shape = |(at, c): (usize, char)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() };
    let fits = typed.chars().count() == 10 && typed.chars().enumerate().all(shape);
    let day: jiff::civil::Date = fits.then(|| typed.parse().ok()).flatten()?;
    (day.year() > 0).then(|| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn question(id: &str, kind: QuestionKind, required: bool) -> Question {
        Question { id: id.into(), label: format!("What about {id}?"), kind, required, hint: None }
    }

    fn form(required: bool) -> Vec<Question> {
        let options = vec!["Print".into(), "Web".into()];
        vec![
            question("line", QuestionKind::Text, required),
            question("lines", QuestionKind::LongText, required),
            question("which", QuestionKind::Choice { options }, required),
            question("tick", QuestionKind::Checkbox, required),
            question("day", QuestionKind::Date, required),
        ]
    }

    fn given(pairs: &[(&str, &str)]) -> Given {
        let mut given = Given::new();
        for (id, value) in pairs {
            given.entry((*id).into()).or_default().push((*value).into());
        }
        given
    }

    #[test]
    fn right_answers_are_kept_with_the_words_of_the_question() {
        let typed = [("line", " a\nb "), ("lines", "a\r\nb"), ("which", "Web"), ("tick", "on"), ("day", "2028-02-29")];
        let answers = answer(&form(true), &given(&typed)).unwrap();
        let values: Vec<&AnswerValue> = answers.iter().map(|answer| &answer.value).collect();
        let text = |text: &str| AnswerValue::Text(text.into());
        assert_eq!(
            values,
            [&text("a b"), &text("a\nb"), &text("Web"), &AnswerValue::Ticked(true), &text("2028-02-29")]
        );
        assert_eq!((answers[0].label.as_str(), answers[2].kind.as_str()), ("What about line?", "choice"));
    }

    #[test]
    fn what_is_required_is_missed_and_what_is_not_is_left_out() {
        let faults = answer(&form(true), &given(&[("line", "  "), ("gone", "x")])).unwrap_err();
        let codes: Vec<&str> = faults.iter().map(|(_, why)| why.code()).collect();
        let missing = "answer-missing";
        assert_eq!(codes, [missing, missing, missing, "answer-not-ticked", missing]);
        let answers = answer(&form(false), &Given::new()).unwrap();
        assert_eq!(answers.len(), 1, "only the checkbox says something: no");
        assert_eq!(answers[0].value, AnswerValue::Ticked(false));
        assert!(answer_given(&form(true), &Given::new()).unwrap().is_empty());
    }

    #[test]
    fn wrong_answers_are_told_all_at_once() {
        let long = "x".repeat(LONGEST_LINE + 1);
        let typed = [("line", long.as_str()), ("which", "Radio"), ("day", "2027-02-29"), ("which-one", "x")];
        let faults = answer_given(&form(false), &given(&typed)).unwrap_err();
        let expected = [
            ("which-one", NoAnswer::Unknown),
            ("line", NoAnswer::TooLong { most: LONGEST_LINE }),
            ("which", NoAnswer::NoOption),
            ("day", NoAnswer::NoDate),
        ];
        assert_eq!(faults, expected.map(|(id, why)| (id.to_owned(), why)));
        for wrong in ["2026-1-1", "tomorrow", "2026-12-31T00:00:00Z", "20261231", "+02026-01-01", "0000-01-01"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
        let two = given(&[("which", "Print"), ("which", "Web")]);
        assert_eq!(answer(&form(false), &two).unwrap_err(), [("which".to_owned(), NoAnswer::NoOption)]);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_an_answer_or_a_fault(
            typed in prop::collection::btree_map("(line|lines|which|tick|day|x)", prop::collection::vec(".{0,12}|Web|2026-01-0[0-9]", 0..3), 0..6),
            required in any::<bool>(),
        ) {
            let form = form(required);
            match answer(&form, &typed) {
                Ok(answers) => {
                    if required {
                        prop_assert_eq!(answers.len(), form.len());
                    }
                    let kept = serde_json::to_string(&answers).unwrap();
                    prop_assert_eq!(serde_json::from_str::<Vec<Answer>>(&kept).unwrap(), answers);
                }
                Err(faults) => prop_assert!(!faults.is_empty()),
            }
        }
    }
}
