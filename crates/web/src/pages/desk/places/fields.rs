//! What the forms of kits and portals have in common: questions, terms, who sees it.

use super::order::{earlier, later};
use crate::{
    extract::Fields,
    views::{
        desk::{AskFields, QuestionFields},
        shared::FieldError,
    },
};
use app::{Fault, rows::Terms};
use domain::{
    Privacy, Question, Timestamp,
    question::{MOST_QUESTIONS, QuestionDraft, QuestionKind},
};

/// Title, address and what is set beside them, as typed.
#[derive(Debug, Clone)]
pub(super) struct Common {
    /// The state that the form began with.
    pub version: String,
    pub title: String,
    pub slug: String,
    /// The description or introduction.
    pub text: String,
    pub privacy: Privacy,
    pub password: String,
    pub ask: AskFields,
}

impl Common {
    /// Reads what was typed; what is not there stays as it is kept.
    pub fn read(fields: &Fields, text: &str, kept: &Common) -> Self {
        let typed = |name: &str| fields.text(name).to_owned();
        Self {
            version: typed("version"),
            title: typed("title"),
            slug: typed("slug"),
            text: typed(text),
            privacy: fields.text("privacy").parse().unwrap_or(kept.privacy),
            password: typed("password"),
            ask: AskFields {
                questions: questions(fields),
                terms: typed("terms"),
                terms_version: kept.ask.terms_version,
                watermark: typed("watermark"),
                manifest: !fields.text("manifest").is_empty(),
            },
        }
    }

    /// The password, where one was typed: an empty field leaves the one that is kept.
    pub fn typed_password(&self) -> Option<String> {
        (!self.password.is_empty()).then(|| self.password.clone())
    }
}

/// What a place asks now.
pub(super) fn asked(questions: &[Question], terms: Option<&Terms>, watermark: &str, manifest: bool) -> AskFields {
    let question = |question: &Question| QuestionFields {
        id: question.id.clone(),
        label: question.label.clone(),
        kind: question.kind.as_str().to_owned(),
        options: match &question.kind {
            QuestionKind::Choice { options } => options.join("\n"),
            _ => String::new(),
        },
        required: question.required,
        hint: question.hint.clone().unwrap_or_default(),
    };
    AskFields {
        questions: questions.iter().map(question).collect(),
        terms: terms.map(|terms| terms.text.clone()).unwrap_or_default(),
        terms_version: terms.map(|terms| terms.version),
        watermark: watermark.to_owned(),
        manifest,
    }
}

/// Reads the questions in the order of their fields: each `question` begins one.
fn questions(fields: &Fields) -> Vec<QuestionFields> {
    let mut questions: Vec<QuestionFields> = Vec::new();
    for (name, value) in fields.pairs() {
        if name == "question" {
            questions.push(QuestionFields::default());
            continue;
        }
        let Some(question) = questions.last_mut() else { continue };
        match name {
            "questionId" => question.id = value.to_owned(),
            "questionLabel" => question.label = value.to_owned(),
            "questionKind" => question.kind = value.to_owned(),
            "questionOptions" => question.options = value.to_owned(),
            "questionHint" => question.hint = value.to_owned(),
            "questionRequired" => question.required = true,
            _ => {}
        }
    }
    questions
}

/// The questions as they are to be kept. Options that were typed for another kind are let go.
pub(super) fn drafts(questions: &[QuestionFields]) -> Vec<QuestionDraft> {
    let options =
        |typed: &str| typed.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let draft = |question: &QuestionFields| QuestionDraft {
        id: Some(question.id.clone()).filter(|id| !id.is_empty()),
        label: Some(question.label.clone()),
        kind: Some(question.kind.clone()),
        required: question.required,
        options: (question.kind == "choice").then(|| options(&question.options)),
        hint: Some(question.hint.clone()),
    };
    questions.iter().map(draft).collect()
}

/// Where what is kept differs from what was typed, in a few words each.
pub(super) fn differences(typed: &Common, kept: &Common, text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut differs = |what: &str, typed: &str, kept: &str| {
        // Browsers send line ends of their own.
        if domain::text::message(typed) != domain::text::message(kept) {
            let short: String = kept.chars().take(80).collect();
            let more = if short.len() < kept.len() { "…" } else { "" };
            lines.push(if kept.is_empty() { format!("{what}: none") } else { format!("{what}: “{short}{more}”") });
        }
    };
    differs("The title", &typed.title, &kept.title);
    differs("The address", &typed.slug, &kept.slug);
    differs(text, &typed.text, &kept.text);
    differs("The terms", &typed.ask.terms, &kept.ask.terms);
    differs("The watermark", &typed.ask.watermark, &kept.ask.watermark);
    if typed.privacy != kept.privacy {
        lines.push(format!("Who sees it: {}", kept.privacy));
    }
    if drafts(&typed.ask.questions) != drafts(&kept.ask.questions) {
        lines.push(match kept.ask.questions.len() {
            0 => "The questions: none".to_owned(),
            _ => {
                let labels: Vec<&str> = kept.ask.questions.iter().map(|question| question.label.as_str()).collect();
                format!("The questions: {}", labels.join(", "))
            }
        });
    }
    if typed.ask.manifest != kept.ask.manifest {
        lines.push(format!("The manifest: {}", if kept.ask.manifest { "on" } else { "off" }));
    }
    lines
}

/// "Noor Lindqvist changed this kit 2 minutes ago."
pub(super) fn who_changed(
    last: Option<(Option<String>, Timestamp)>,
    what: &str,
    ago: impl FnOnce(Timestamp) -> String,
) -> String {
    match last {
        Some((Some(name), at)) => format!("{name} changed this {what} {}.", ago(at)),
        Some((None, at)) => format!("This {what} was changed {}.", ago(at)),
        None => format!("This {what} was changed meanwhile."),
    }
}

/// Does what a button beside the questions says; what was done, in a sentence.
pub(super) fn act_on_questions(questions: &mut Vec<QuestionFields>, act: &str) -> Option<String> {
    let (verb, at) = act.split_once('.').unwrap_or((act, ""));
    let at: Option<usize> = at.parse().ok().filter(|at| *at < questions.len());
    Some(match (verb, at) {
        ("question-add", _) if questions.len() < MOST_QUESTIONS => {
            questions.push(QuestionFields { kind: "text".into(), ..QuestionFields::default() });
            format!("Question {} was added.", questions.len())
        }
        ("question-add", _) => format!("A form has at most {MOST_QUESTIONS} questions."),
        ("question-up" | "question-down", Some(at)) => {
            let mut marked: Vec<(bool, QuestionFields)> =
                questions.drain(..).enumerate().map(|(index, question)| (index == at, question)).collect();
            let moved = if verb == "question-up" {
                earlier(&mut marked, |(chosen, _)| *chosen)
            } else {
                later(&mut marked, |(chosen, _)| *chosen)
            };
            let now = marked.iter().position(|(chosen, _)| *chosen).map_or(0, |at| at + 1);
            questions.extend(marked.into_iter().map(|(_, question)| question));
            if moved { format!("The question is now number {now} of {}.", questions.len()) } else { String::new() }
        }
        ("question-remove", Some(at)) => {
            questions.remove(at);
            format!("Question {} was taken out.", at + 1)
        }
        ("question-up" | "question-down" | "question-remove", None) => String::new(),
        _ => return None,
    })
}

/// The faults of a place's form, each at its field; `keys` are the names of its sections.
pub(in crate::pages::desk) fn errors(faults: &[Fault], keys: &[String]) -> Vec<FieldError> {
    let mut errors: Vec<FieldError> = Vec::new();
    for fault in faults {
        let error = FieldError::new(field(&fault.pointer, keys), fault.detail.clone());
        // One line for a section is enough, however many of its assets are gone.
        if !errors.iter().any(|known| known.field == error.field && known.text == error.text) {
            errors.push(error);
        }
    }
    errors
}

fn field(pointer: &str, keys: &[String]) -> String {
    let parts: Vec<&str> = pointer.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["sections", at, ..] => {
            let key = at.parse().ok().and_then(|at: usize| keys.get(at));
            key.map(|key| format!("section-{key}")).unwrap_or_default()
        }
        ["questions", at, "options", ..] => format!("question-{at}-options"),
        ["questions", at, name] => format!("question-{at}-{name}"),
        ["questions"] => "questions".to_owned(),
        ["kitIds", ..] => "kits".to_owned(),
        ["logoId" | "coverId" | "file", ..] => "branding".to_owned(),
        [name] => (*name).to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "question=0&questionId=a&questionLabel=A&questionKind=choice&questionOptions=x%0D%0A%0D%0A+y&questionRequired=yes\
                        &question=1&questionId=&questionLabel=B&questionKind=text&questionOptions=left+over&questionHint=h";

    #[test]
    fn questions_are_read_in_order_and_kept_as_their_kind_wants() {
        let drafts = drafts(&questions(&Fields::parse(FORM)));
        assert_eq!(drafts[0].options, Some(vec!["x".to_owned(), "y".to_owned()]));
        assert_eq!((drafts[0].id.as_deref(), drafts[0].required), (Some("a"), true));
        assert_eq!((drafts[1].id.as_deref(), drafts[1].options.as_ref(), drafts[1].required), (None, None, false));
    }

    #[test]
    fn questions_are_added_moved_and_taken_out() {
        let after = |act: &str| {
            let mut questions = questions(&Fields::parse(FORM));
            let said = act_on_questions(&mut questions, act);
            let labels: Vec<String> = questions.into_iter().map(|question| question.label).collect();
            (labels.join(","), said)
        };
        assert_eq!(after("question-down.0"), ("B,A".into(), Some("The question is now number 2 of 2.".into())));
        assert_eq!(after("question-up.0"), ("A,B".into(), Some(String::new())));
        assert_eq!(after("question-remove.1"), ("A".into(), Some("Question 2 was taken out.".into())));
        assert_eq!(after("question-remove.9").0, "A,B");
        assert_eq!(after("question-add").0, "A,B,");
        assert_eq!(after("save").1, None);
    }

    #[test]
    fn faults_lead_to_their_fields() {
        let keys = ["s4".to_owned(), "n1".to_owned()];
        let at = |pointer: &str| field(pointer, &keys);
        assert_eq!(at("/sections/1/mediaIds/3"), "section-n1");
        assert_eq!(at("/sections/7/mediaIds/3"), "");
        assert_eq!(
            (at("/questions/2/options/1"), at("/questions/2/label")),
            ("question-2-options".into(), "question-2-label".into())
        );
        assert_eq!((at("/title"), at("/kitIds/0"), at("/logoId")), ("title".into(), "kits".into(), "branding".into()));
    }
}
