//! Why a use case did not do what it was asked.

use crate::said::{self, Words};
use domain::Timestamp;
use std::{collections::HashSet, error::Error, time::Duration};

/// One fault in what somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it is: a JSON pointer into the body, such as `/mediaIds/1`. A form's field is its last word.
    pub pointer: String,
    /// What is wrong and what to mend, as a sentence.
    pub detail: String,
    /// Its name, where it has one of its own, such as `requester-mismatch`. Pages find its words by it in the reader's
    /// language; see [`crate::said`].
    pub code: Option<&'static str>,
    /// The values that its words need.
    pub args: Vec<(&'static str, String)>,
    /// Whether its name is that of the whole problem too.
    names_problem: bool,
}

impl Fault {
    /// A fault at a place.
    pub fn at(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into(), code: None, args: vec![], names_problem: false }
    }

    /// A fault that pages say in the reader's language.
    pub fn said(pointer: impl Into<String>, words: &Words) -> Self {
        Self { code: Some(words.code), ..Self::at(pointer, words.english) }
    }

    /// With a name of its own, which is that of the whole problem too.
    pub fn with_code(mut self, code: &'static str) -> Self {
        self.code = Some(code);
        self.names_problem = true;
        self
    }

    /// With a value that its words need.
    pub fn with_arg(mut self, name: &'static str, value: impl ToString) -> Self {
        let value = value.to_string();
        self.detail = self.detail.replace(&format!("{{{name}}}"), &value);
        self.args.push((name, value));
        self
    }

    /// The name of the whole problem that it makes, where that has one. The names of single faults are for pages: a
    /// program that knows `invalid` need not know them all.
    pub fn problem_code(&self) -> Option<&'static str> {
        self.code.filter(|_| self.names_problem)
    }
}

/// Why a use case did not do what it was asked. The words are for the one who asked; what only the operator may know
/// stands behind [`Refusal::Internal`].
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// Understood, but wrong; every fault at once.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Fault>),
    /// There is no such thing, or the caller may not know of it.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in.
    #[error("not signed in")]
    Unauthenticated,
    /// The caller may not do this.
    #[error("forbidden: {detail}")]
    Forbidden {
        /// Its name for programs.
        code: &'static str,
        /// Why, as a sentence.
        detail: String,
    },
    /// The state of things does not allow it.
    #[error("conflict: {detail}")]
    Conflict {
        /// Its name for programs.
        code: &'static str,
        /// Why, as a sentence.
        detail: String,
    },
    /// It was decided before.
    #[error("already decided")]
    AlreadyDecided {
        /// The id and name of who decided; none: the policy, or nobody may know.
        by: Option<(i64, String)>,
        /// When.
        at: Option<Timestamp>,
    },
    /// Too often.
    #[error("too many")]
    TooMany {
        /// When it may be tried again.
        retry_after: Duration,
    },
    /// The records or the files can't be had for the moment. Whether what was under way is kept is not known.
    #[error("unavailable: {0}")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// What was being sent ended before its end: whoever sent it hung up, or its form is cut off.
    #[error("broken off: {0}")]
    BrokenOff(#[source] Box<dyn Error + Send + Sync>),
    /// Something broke that the caller can't mend.
    #[error("internal: {0}")]
    Internal(#[source] Box<dyn Error + Send + Sync>),
}

impl Refusal {
    /// One fault.
    pub fn invalid(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Refusal::Invalid(vec![Fault::at(pointer, detail)])
    }

    /// One fault that pages say in the reader's language.
    pub fn said(pointer: impl Into<String>, words: &Words) -> Self {
        Refusal::Invalid(vec![Fault::said(pointer, words)])
    }

    /// The caller may not do this, and pages say so in the reader's language.
    pub fn forbidden_as(words: &Words) -> Self {
        Refusal::forbidden(words.code, words.english)
    }

    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Invalid(faults) => faults.iter().find_map(Fault::problem_code).unwrap_or(said::INVALID.code),
            Refusal::NotFound => said::NOT_FOUND.code,
            Refusal::Unauthenticated => said::UNAUTHENTICATED.code,
            Refusal::Forbidden { code, .. } | Refusal::Conflict { code, .. } => code,
            Refusal::AlreadyDecided { .. } => said::ALREADY_DECIDED.code,
            Refusal::TooMany { .. } => said::TOO_MANY_REQUESTS.code,
            Refusal::Unavailable(_) => said::UNAVAILABLE.code,
            Refusal::BrokenOff(_) => said::MALFORMED.code,
            Refusal::Internal(_) => said::INTERNAL.code,
        }
    }

    /// Something broke.
    pub fn internal(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Refusal::Internal(error.into())
    }

    /// The caller may not do this.
    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Self {
        Refusal::Forbidden { code, detail: detail.into() }
    }

    /// Understood, but wrong, with a name of its own and no place in the body.
    pub fn unprocessable(code: &'static str, detail: impl Into<String>) -> Self {
        Refusal::Invalid(vec![Fault::at("", detail).with_code(code)])
    }

    /// The state of things does not allow it.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Refusal::Conflict { code, detail: detail.into() }
    }
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        if error.is_unavailable() {
            return Refusal::Unavailable(Box::new(error));
        }
        Refusal::internal(error)
    }
}

impl From<blobs::Error> for Refusal {
    fn from(error: blobs::Error) -> Self {
        match error {
            blobs::Error::Unreachable(_) => Refusal::Unavailable(Box::new(error)),
            other => Refusal::internal(other),
        }
    }
}

/// Gathers the faults of an input, so that all are told at once.
#[derive(Debug, Default)]
pub struct Faults {
    all: Vec<Fault>,
    places: HashSet<String>,
}

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.places.insert(fault.pointer.clone());
        self.all.push(fault);
    }

    /// The value where it is right; else its fault is noted.
    pub fn take<T, E: std::fmt::Display>(&mut self, pointer: &str, value: Result<T, E>) -> Option<T> {
        value.map_err(|error| self.add(Fault::at(pointer, error.to_string()))).ok()
    }

    /// Ends with the faults, if there are any.
    pub fn check(self) -> Result<(), Refusal> {
        if self.all.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.all)) }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether there is one at this place.
    pub fn has(&self, pointer: &str) -> bool {
        self.places.contains(pointer)
    }

    /// Adds a fault of one element of a list, unless the one who read it found another there: an element that can't be
    /// read is not looked for as well.
    pub fn add_at(&mut self, list: &str, index: usize, detail: &str) {
        let pointer = format!("{list}/{index}");
        if !self.has(&pointer) {
            self.add(Fault::at(pointer, detail));
        }
    }
}
