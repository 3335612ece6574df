//! What the form of a place asks beside mail and message: the owner's questions, and terms of use to accept.

use crate::{
    App, Fault, Outcome,
    place::Spot,
    refusal::Faults,
    said::{self, of_answer},
};
use domain::{
    place::PolicySource,
    question::{self, Given, QuestionDraft},
    *,
};
use serde_json::Value;
use store::terms::{self, Owner, Terms};

/// What a form asks. At a portal that inherits, each kit asks its own.
#[derive(Debug, Clone, Default)]
pub struct AskForm {
    /// The questions, in order.
    pub questions: Vec<Asked>,
    /// The terms to accept.
    pub terms: Vec<AskedTerms>,
    /// Whether everything opens as soon as the form is sent, with nobody to decide.
    pub at_once: bool,
}

/// A question as a form asks it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its name in this form: the form's field is `answer.{key}`, a fault's pointer `/answers/{key}`.
    pub key: String,
    /// What the place is called whose question it is.
    pub place: String,
    /// The question.
    pub question: Question,
}

/// Terms of use as a form asks for them.
#[derive(Debug, Clone)]
pub struct AskedTerms {
    /// The version shown: the form's field `terms` has it, once accepted (repeated where there are several).
    pub id: TermsId,
    /// Its number.
    pub version: i64,
    /// What one accepts.
    pub text: String,
    /// What the place is called whose terms they are.
    pub place: String,
    /// The pointer of a fault: `/terms`, or `/terms/kit-7` at a portal that inherits.
    pub pointer: String,
}

/// What the place asks whose policy counts for one request.
#[derive(Debug, Clone, Default)]
pub(crate) struct PlaceForm {
    /// Before its questions' ids, where several places ask in one form: `kit-7`.
    name: String,
    title: String,
    questions: Vec<Question>,
    terms: Option<Terms>,
}

/// What was answered and accepted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    pub answers: Vec<Answer>,
    pub terms: Option<TermsId>,
}

impl PlaceForm {
    /// What the place asks whose policy counts at `spot`; `one_of_many` where others ask in the same form.
    pub async fn of(app: &App, spot: &Spot, one_of_many: bool) -> Outcome<Self> {
        let (title, questions, owner) = match (spot.policy, &spot.portal, &spot.kit) {
            (Some((_, PolicySource::Portal(_))), Some(portal), _) => {
                (&portal.title, &portal.questions, Owner::Portal(portal.id))
            }
            (Some((_, PolicySource::Kit(_))), _, Some(kit)) => (&kit.title, &kit.questions, Owner::Kit(kit.id)),
            _ => return Ok(Self::default()),
        };
        let name = match owner {
            Owner::Kit(kit) if one_of_many => format!("kit-{kit}"),
            Owner::Kit(_) | Owner::Portal(_) => String::new(),
        };
        let terms = terms::current(&app.store, owner).await?;
        Ok(Self { name, title: title.clone(), questions: questions.clone(), terms })
    }

    fn key(&self, id: &str) -> String {
        if self.name.is_empty() { id.to_owned() } else { format!("{}.{id}", self.name) }
    }

    fn terms_pointer(&self) -> String {
        if self.name.is_empty() { "/terms".to_owned() } else { format!("/terms/{}", self.name) }
    }

    fn own(&self, given: &Given) -> Given {
        let mine = |question: &Question| Some((question.id.clone(), given.get(&self.key(&question.id))?.clone()));
        self.questions.iter().filter_map(mine).collect()
    }

    /// What a person answered and accepted; what is missing or wrong is noted.
    pub async fn fill(&self, app: &App, given: &Given, accepted: &[TermsId], faults: &mut Faults) -> Outcome<Filled> {
        let answers = question::answer(&self.questions, &self.own(given));
        let answers = answers.unwrap_or_else(|wrong| {
            for (id, why) in wrong {
                faults.add(of_answer(format!("/answers/{}", self.key(&id)), why));
            }
            vec![]
        });
        let Some(terms) = &self.terms else { return Ok(Filled { answers, terms: None }) };
        if !accepted.contains(&terms.id) {
            // Who accepted an earlier version saw one: they are told that there is another now.
            let earlier = terms::by_ids(&app.store, accepted).await?;
            let saw_one = earlier.iter().any(|old| (old.kit_id, old.portal_id) == (terms.kit_id, terms.portal_id));
            let words = if saw_one { &said::TERMS_CHANGED } else { &said::TERMS_MISSING };
            faults.add(Fault::said(self.terms_pointer(), words));
        }
        Ok(Filled { answers, terms: Some(terms.id) })
    }

    /// What a program answered; nothing has to be there, and it accepts nothing.
    pub fn fill_given(&self, given: &Given, faults: &mut Faults) -> Filled {
        let answers = question::answer_given(&self.questions, given);
        let answers = answers.unwrap_or_else(|wrong| {
            for (id, why) in wrong {
                let pointer = format!("/answers/{}", id.replace('~', "~0").replace('/', "~1"));
                if !faults.has(&pointer) {
                    faults.add(of_answer(pointer, why));
                }
            }
            vec![]
        });
        Filled { answers, terms: None }
    }

    /// Adds what this place asks to a form.
    pub fn show(self, form: &mut AskForm) {
        let pointer = self.terms_pointer();
        let place = self.title.clone();
        form.terms.extend(self.terms.clone().map(|Terms { id, version, text, .. }| AskedTerms {
            id,
            version,
            text,
            place,
            pointer,
        }));
        let asked = |question: &Question| Asked {
            key: self.key(&question.id),
            place: self.title.clone(),
            question: question.clone(),
        };
        form.questions.extend(self.questions.iter().map(asked));
    }
}

/// Reads questions as their owner wrote them in JSON: `[{"id"?, "label", "kind", "required"?, "options"?, "hint"?}]`. What is
/// of the wrong kind is noted.
pub fn read_questions(value: &Value, pointer: &str, faults: &mut Faults) -> Vec<QuestionDraft> {
    let Value::Array(list) = value else {
        faults.add(Fault::at(pointer, "This must be a list."));
        return vec![];
    };
    list.iter().enumerate().map(|(at, value)| read_question(value, &format!("{pointer}/{at}"), faults)).collect()
}

/// What a question is made of.
const QUESTION_MEMBERS: &[&str] = &["id", "label", "kind", "required", "options", "hint"];

fn read_question(value: &Value, pointer: &str, faults: &mut Faults) -> QuestionDraft {
    let Value::Object(fields) = value else {
        faults.add(Fault::at(pointer, "This must be a JSON object."));
        return QuestionDraft::default();
    };
    for name in fields.keys().filter(|name| !QUESTION_MEMBERS.contains(&name.as_str())) {
        let meant = text::nearest(name, QUESTION_MEMBERS.iter().copied());
        let perhaps = meant.map(|meant| format!("; perhaps `{meant}`?")).unwrap_or_else(|| ".".to_owned());
        let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        faults.add(Fault::at(pointer, format!("There is no such member to be sent here{perhaps}")));
    }
    let mut wrong = |name: &str, detail: &str| faults.add(Fault::at(format!("{pointer}/{name}"), detail));
    let given = |name: &str| fields.get(name).filter(|value| !value.is_null());
    let mut text = |name: &str| match given(name)? {
        Value::String(text) => Some(text.clone()),
        _ => {
            wrong(name, "This must be a string.");
            None
        }
    };
    let (id, label, kind, hint) = (text("id"), text("label"), text("kind"), text("hint"));
    let required = match given("required") {
        None => false,
        Some(Value::Bool(required)) => *required,
        Some(_) => {
            wrong("required", "This must be true or false.");
            false
        }
    };
    let options = given("options").map(|options| {
        let texts =
            options.as_array().map(|list| list.iter().map(|option| option.as_str().map(str::to_owned)).collect());
        texts.flatten().unwrap_or_else(|| {
            wrong("options", "This must be a list of strings.");
            vec![]
        })
    });
    QuestionDraft { id, label, kind, required, options, hint }
}

/// Checks the questions of a kit or portal; what is wrong is noted below `/questions`.
pub(crate) fn check_questions(drafts: &[QuestionDraft], faults: &mut Faults) -> Vec<Question> {
    question::questions(drafts).unwrap_or_else(|wrong| {
        for (at, why) in wrong {
            let pointer = format!("/questions{at}");
            let whole = at.split('/').nth(1).map(|index| format!("/questions/{index}"));
            // What could not be read is told as such already.
            if !faults.has(&pointer) && !whole.is_some_and(|whole| faults.has(&whole)) {
                faults.add(Fault::at(pointer, why.to_string()));
            }
        }
        vec![]
    })
}

/// The longest terms of use, in characters, and the longest watermark.
const LONGEST_TERMS: usize = 50_000;
const LONGEST_WATERMARK: usize = 80;

/// Checks terms of use as they are to be: `None` where they are taken away.
pub(crate) fn check_terms(typed: Option<&str>, faults: &mut Faults) -> Option<String> {
    let text = typed.and_then(text::message)?;
    if text.chars().count() > LONGEST_TERMS {
        faults.add(Fault::at("/terms", format!("This is too long; at most {LONGEST_TERMS} characters fit.")));
    }
    Some(text)
}

/// Checks a watermark; empty: none.
pub(crate) fn check_watermark(typed: &str, faults: &mut Faults) -> String {
    let mark = text::line(typed).unwrap_or_default();
    if mark.chars().count() > LONGEST_WATERMARK {
        faults.add(Fault::at("/watermark", format!("A watermark has at most {LONGEST_WATERMARK} characters.")));
    }
    mark
}

/// Whether these terms, where there are some to set, differ from those that count.
pub(crate) async fn terms_change(app: &App, of: Owner, wanted: Option<&Option<String>>) -> Outcome<bool> {
    let Some(wanted) = wanted else { return Ok(false) };
    let current = terms::current(&app.store, of).await?;
    Ok(current.map(|terms| terms.text).as_ref() != wanted.as_ref())
}

/// Sets the terms of a place where they change: the same text again is no new version.
pub(crate) async fn set_terms(app: &App, tx: &store::Tx, of: Owner, text: Option<&str>) -> Outcome<()> {
    let current = terms::current(tx, of).await?;
    if current.as_ref().map(|terms| terms.text.as_str()) != text {
        terms::set(tx, of, text.unwrap_or_default(), app.now()).await?;
    }
    Ok(())
}
