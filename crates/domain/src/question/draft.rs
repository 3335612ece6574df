//! Making a form's questions of what its owner wrote, with every fault at once.

use super::*;
use crate::text;

/// A question as its owner wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionDraft {
    /// Its name within the form; made of the label where left out.
    pub id: Option<String>,
    /// What is asked.
    pub label: Option<String>,
    /// How it is answered, in a word.
    pub kind: Option<String>,
    /// Whether it has to be answered; it need not where this is left out.
    pub required: bool,
    /// What can be chosen, for a choice.
    pub options: Option<Vec<String>>,
    /// A line of help under it.
    pub hint: Option<String>,
}

/// What is wrong with a form's questions; the words are for the one who wrote them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoQuestion {
    /// More than [`MOST_QUESTIONS`].
    #[error("A form has at most {MOST_QUESTIONS} questions.")]
    TooMany,
    /// The id is none.
    #[error("An id has small Latin letters, digits and single hyphens between them, at most 80 characters.")]
    BadId,
    /// Two have the same id.
    #[error("Another question of the form has this id.")]
    SameId,
    /// Nothing is asked.
    #[error("A label is needed: what is asked.")]
    NoLabel,
    /// The label or the hint is too long.
    #[error("This is too long; at most {LONGEST_LABEL} characters fit.")]
    TooLong,
    /// There is no such kind.
    #[error("This must be one of text, longText, choice, checkbox, date.")]
    UnknownKind,
    /// A choice with too few or too many options.
    #[error("A choice has {FEWEST_OPTIONS} to {MOST_OPTIONS} options.")]
    Options,
    /// An option that is empty or too long.
    #[error("An option has 1 to {LONGEST_OPTION} characters.")]
    BadOption,
    /// Two options are the same.
    #[error("This option stands there twice.")]
    SameOption,
    /// Options where nothing is chosen.
    #[error("Only a choice has options.")]
    NoChoice,
}

struct Form {
    ids: Vec<String>,
    faults: Vec<(String, NoQuestion)>,
}

/// Makes a form's questions; else what is wrong, each with a pointer into the list such as `/2/options/0`.
pub fn questions(drafts: &[QuestionDraft]) -> Result<Vec<Question>, Vec<(String, NoQuestion)>> {
    let mut form = Form { ids: drafts.iter().filter_map(|draft| draft.id.clone()).collect(), faults: vec![] };
    if drafts.len() > MOST_QUESTIONS {
        form.faults.push((String::new(), NoQuestion::TooMany));
        return Err(form.faults);
    }
    let made: Vec<Option<Question>> =
        drafts.iter().enumerate().map(|(at, draft)| form.question(&drafts[..at], draft)).collect();
    match made.into_iter().collect::<Option<Vec<Question>>>() {
        Some(questions) if form.faults.is_empty() => Ok(questions),
        _ => Err(form.faults),
    }
}

impl Form {
    fn wrong<T>(&mut self, pointer: String, why: NoQuestion) -> Option<T> {
        self.faults.push((pointer, why));
        None
    }

    fn question(&mut self, before: &[QuestionDraft], draft: &QuestionDraft) -> Option<Question> {
        let at = before.len();
        let label = self.line(format!("/{at}/label"), draft.label.as_deref().unwrap_or_default());
        if label.as_deref() == Some("") {
            self.wrong::<()>(format!("/{at}/label"), NoQuestion::NoLabel);
        }
        let id = self.id(before, draft, label.as_deref().unwrap_or_default());
        let hint = self.line(format!("/{at}/hint"), draft.hint.as_deref().unwrap_or_default());
        let kind = self.kind(at, draft);
        let hint = hint?;
        Some(Question {
            id: id?,
            label: label?,
            kind: kind?,
            required: draft.required,
            hint: (!hint.is_empty()).then_some(hint),
        })
    }

    /// A line of text, empty where there is none.
    fn line(&mut self, pointer: String, typed: &str) -> Option<String> {
        let line = text::line(typed).unwrap_or_default();
        if line.chars().count() > LONGEST_LABEL { self.wrong(pointer, NoQuestion::TooLong) } else { Some(line) }
    }

    fn id(&mut self, before: &[QuestionDraft], draft: &QuestionDraft, label: &str) -> Option<String> {
        let at = before.len();
        let Some(id) = &draft.id else {
            let id = suggested_id(label, at + 1, |id| self.ids.iter().any(|taken| taken == id));
            self.ids.push(id.clone());
            return Some(id);
        };
        if Slug::parse(id).is_none() {
            return self.wrong(format!("/{at}/id"), NoQuestion::BadId);
        }
        // The first of two keeps its id, the later one is told.
        if before.iter().any(|draft| draft.id.as_ref() == Some(id)) {
            return self.wrong(format!("/{at}/id"), NoQuestion::SameId);
        }
        Some(id.clone())
    }

    fn kind(&mut self, at: usize, draft: &QuestionDraft) -> Option<QuestionKind> {
        let kind = match draft.kind.as_deref() {
            Some("text") => QuestionKind::Text,
            Some("longText") => QuestionKind::LongText,
            Some("checkbox") => QuestionKind::Checkbox,
            Some("date") => QuestionKind::Date,
            Some("choice") => {
                return self.options(at, draft.options.as_deref()).map(|options| QuestionKind::Choice { options });
            }
            _ => return self.wrong(format!("/{at}/kind"), NoQuestion::UnknownKind),
        };
        if draft.options.as_ref().is_some_and(|options| !options.is_empty()) {
            return self.wrong(format!("/{at}/options"), NoQuestion::NoChoice);
        }
        Some(kind)
    }

    fn options(&mut self, at: usize, written: Option<&[String]>) -> Option<Vec<String>> {
        let written = written.unwrap_or_default();
        if !(FEWEST_OPTIONS..=MOST_OPTIONS).contains(&written.len()) {
            return self.wrong(format!("/{at}/options"), NoQuestion::Options);
        }
        let mut options: Vec<String> = Vec::new();
        let before = self.faults.len();
        for (index, option) in written.iter().enumerate() {
            let option = text::line(option).filter(|option| option.chars().count() <= LONGEST_OPTION);
            match option {
                None => self.faults.push((format!("/{at}/options/{index}"), NoQuestion::BadOption)),
                Some(option) if options.contains(&option) => {
                    self.faults.push((format!("/{at}/options/{index}"), NoQuestion::SameOption));
                }
                Some(option) => options.push(option),
            }
        }
        (self.faults.len() == before).then_some(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(label: &str, kind: &str) -> QuestionDraft {
        QuestionDraft { label: Some(label.into()), kind: Some(kind.into()), ..QuestionDraft::default() }
    }

    #[test]
    fn a_question_without_an_id_gets_one_of_its_label() {
        let drafts = [draft("Your medium?", "text"), draft("Your medium", "text"), draft("؟", "date")];
        let ids: Vec<String> = questions(&drafts).unwrap().into_iter().map(|question| question.id).collect();
        assert_eq!(ids, ["your-medium", "your-medium-2", "question-3"]);
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let same = QuestionDraft { id: Some("a".into()), ..draft("One", "text") };
        let choice = QuestionDraft {
            options: Some(vec!["x".into(), " x".into(), "y".repeat(101), " ".into()]),
            ..draft("Which?", "choice")
        };
        let stray = QuestionDraft { options: Some(vec!["x".into()]), ..draft("Text", "text") };
        let bad = QuestionDraft { id: Some("A b".into()), hint: Some("h".repeat(201)), ..draft(" ", "radio") };
        let faults = questions(&[same.clone(), choice, same, stray, bad, draft("None", "choice")]).unwrap_err();
        let pointers: Vec<&str> = faults.iter().map(|(pointer, _)| pointer.as_str()).collect();
        let expected = [
            "/1/options/1",
            "/1/options/2",
            "/1/options/3",
            "/2/id",
            "/3/options",
            "/4/label",
            "/4/id",
            "/4/hint",
            "/4/kind",
            "/5/options",
        ];
        assert_eq!(pointers, expected);
        let many = questions(&vec![draft("Again", "text"); 21]).unwrap_err();
        assert_eq!(many, [(String::new(), NoQuestion::TooMany)]);
    }

    fn drafts() -> impl Strategy<Value = Vec<QuestionDraft>> {
        let word = prop_oneof![Just("a".to_owned()), Just("b-2".to_owned()), ".{0,8}"];
        let kind =
            prop_oneof![Just("text"), Just("longText"), Just("choice"), Just("checkbox"), Just("date"), Just("x")];
        let one = (
            prop::option::of(word.clone()),
            prop::option::of(word.clone()),
            kind,
            any::<bool>(),
            prop::option::of(prop::collection::vec(word.clone(), 0..5)),
            prop::option::of(word),
        );
        let draft = one.prop_map(|(id, label, kind, required, options, hint)| QuestionDraft {
            id,
            label,
            kind: Some(kind.into()),
            required,
            options,
            hint,
        });
        prop::collection::vec(draft, 0..24)
    }

    proptest! {
        #[test]
        fn what_is_made_keeps_the_rules_and_what_is_not_says_why(drafts in drafts()) {
            match questions(&drafts) {
                Err(faults) => prop_assert!(!faults.is_empty()),
                Ok(made) => {
                    prop_assert_eq!(made.len(), drafts.len());
                    prop_assert!(made.len() <= MOST_QUESTIONS);
                    for (at, question) in made.iter().enumerate() {
                        prop_assert!(Slug::parse(&question.id).is_some() && !question.label.is_empty());
                        prop_assert!(made[..at].iter().all(|other| other.id != question.id));
                        if let QuestionKind::Choice { options } = &question.kind {
                            prop_assert!((FEWEST_OPTIONS..=MOST_OPTIONS).contains(&options.len()));
                        }
                    }
                    let kept = serde_json::to_string(&made).unwrap();
                    prop_assert_eq!(serde_json::from_str::<Vec<Question>>(&kept).unwrap(), made);
                }
            }
        }
    }
}
