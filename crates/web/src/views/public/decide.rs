use askama::Template;

use crate::views::desk::{Case, DecisionForm, Undo};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Shell, Status, When};
use ::words::Language;

/// `/decide/{token}`: the request, for the responsible who came by the mail.
#[derive(Debug, Clone, Template)]
#[template(path = "public/decide.html")]
pub struct DecidePage {
    /// The frame.
    pub shell: Shell,
    /// Who asks for what and why.
    pub case: Case,
    /// The form, while something is left to decide.
    pub form: Option<DecisionForm>,
    /// How it was decided, once it is.
    pub decided: Option<Decided>,
    /// Whether the reader decided it just now.
    pub by_reader: bool,
    /// What the reader decided, while it may be undone.
    pub undo: Option<Undo>,
    /// That it was undone.
    pub undone: Option<String>,
    /// Why it can't be undone.
    pub refused: Option<String>,
}

/// How a request was decided.
#[derive(Debug, Clone)]
pub struct Decided {
    /// Approved, denied or one of the others.
    pub status: Status,
    /// Who.
    pub by: Decider,
    /// When.
    pub when: When,
    /// What was said.
    pub message: Option<String>,
}

/// Who decided.
#[derive(Debug, Clone)]
pub enum Decider {
    /// A user, by name.
    User(String),
    /// The policy of the place.
    Policy,
    /// Nobody: it was withdrawn, or has expired.
    Nobody,
}

impl Decided {
    /// Who decided and when, as HTML.
    pub fn told(&self, lang: &Language, by_reader: &bool) -> String {
        let when = ("when", self.when.text.as_str());
        match (&self.by, by_reader) {
            (_, true) => lang.rich("case-you", &[when]),
            (Decider::User(name), false) => lang.rich("case-colleague", &[("name", name.as_str()), when]),
            (Decider::Policy, false) => lang.rich("case-policy", &[when]),
            (Decider::Nobody, false) => lang.rich("case-nobody", &[when]),
        }
    }
}

impl Samples for DecidePage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |case, form, decided| DecidePage {
            shell: samples::branded_shell(base),
            case,
            form,
            decided,
            by_reader: false,
            undo: None,
            undone: None,
            refused: None,
        };
        let form = || Some(samples::decision_form(base));
        let decided = |status| {
            Some(Decided {
                status,
                by: Decider::User("Noor Lindqvist".into()),
                when: samples::when("21 November 2026, 11:40"),
                message: Some("With pleasure. Please name the photographer.".into()),
            })
        };
        let mut just_now = page(samples::case(base, Status::Approved, 1), None, decided(Status::Approved));
        just_now.by_reader = true;
        just_now.undo = samples::undo(base);
        let mut undone = page(samples::case(base, Status::Pending, 3), form(), None);
        undone.undone = Some("Undone. The request waits for a decision again.".into());
        let mut refused = page(samples::case(base, Status::Denied, 3), None, decided(Status::Denied));
        refused.refused = Some("This can’t be undone any more: the mails have left.".into());
        vec![
            ("open", page(samples::case(base, Status::Pending, 3), form(), None)),
            ("open-everything", page(samples::case(base, Status::Pending, 0), form(), None)),
            ("decided", page(samples::case(base, Status::Denied, 3), None, decided(Status::Denied))),
            ("just-now", just_now),
            ("undone", undone),
            ("undone-too-late", refused),
            ("long", page(samples::long_case(base), form(), None)),
            ("arabic", page(samples::arabic_case(base), form(), None)),
        ]
    }
}
