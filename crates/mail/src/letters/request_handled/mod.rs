//! The all-clear: to the other responsibles, when a request needs nobody any more.

use super::{Assets, Person, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Line, Passage};

/// To a responsible who did not decide: these requests are handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestHandled {
    /// Whose paper it is on.
    pub brand: Brand,
    /// One or more.
    pub requests: Vec<HandledRequest>,
}

/// One request that needs nobody any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandledRequest {
    /// Who asked.
    pub asker: Person,
    /// For what.
    pub wanted: Wanted,
    /// What became of it.
    pub handling: Handling,
    /// What the decider wrote to the requester.
    pub message: Option<Passage>,
    /// The request in the Download Requests tab.
    pub request_url: Option<Line>,
}

/// How a request came to rest. The names are those of deciding users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handling {
    /// Approved by this user.
    ApprovedBy(Line),
    /// Partly approved by this user.
    PartlyApprovedBy(Line),
    /// Denied by this user.
    DeniedBy(Line),
    /// Withdrawn by the requester.
    Withdrawn,
    /// Everything asked for was deleted, so nothing is left to decide.
    NothingLeft,
}

letter!(RequestHandled, "request_handled", "request_handled/text.txt", "request_handled/body.html");

impl HandledRequest {
    fn words(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }

    /// The name of the badge.
    fn badge(&self) -> &'static str {
        match self.handling {
            Handling::ApprovedBy(_) => "approved",
            Handling::PartlyApprovedBy(_) => "partly",
            Handling::DeniedBy(_) => "denied",
            Handling::Withdrawn => "withdrawn",
            Handling::NothingLeft => "closed",
        }
    }
}

fn subject(letter: &RequestHandled) -> String {
    match letter.requests.as_slice() {
        [only] => subject_of_one(only),
        many => {
            let total = many.len();
            format!("Handled: {total} download requests")
        }
    }
}

fn subject_of_one(request: &HandledRequest) -> String {
    let who = request.asker.called().shortened(SUBJECT_TITLE);
    let place = request.wanted.place.shortened(SUBJECT_TITLE);
    match &request.handling {
        Handling::ApprovedBy(by) => {
            let by = by.shortened(SUBJECT_TITLE);
            format!("Handled: {by} approved {place} for {who}")
        }
        Handling::PartlyApprovedBy(by) => {
            let by = by.shortened(SUBJECT_TITLE);
            format!("Handled: {by} partly approved {place} for {who}")
        }
        Handling::DeniedBy(by) => {
            let by = by.shortened(SUBJECT_TITLE);
            format!("Handled: {by} denied {place} to {who}")
        }
        Handling::Withdrawn => format!("Withdrawn: the request of {who} for {place}"),
        Handling::NothingLeft => format!("Closed: the request of {who} for {place}"),
    }
}

fn samples() -> Vec<(&'static str, RequestHandled)> {
    let handled = |handling, message: Option<&str>| HandledRequest {
        asker: samples::mara(),
        wanted: samples::wanted(3),
        handling,
        message: message.map(Passage::from),
        request_url: Some(samples::link("users/download-requests/17")),
    };
    let letter = |requests| RequestHandled { brand: samples::brand(), requests };
    let approved = handled(Handling::ApprovedBy("Jonas Weber".into()), None);
    let partly = handled(
        Handling::PartlyApprovedBy("Jonas Weber".into()),
        Some("The campaign film stays in the house until March."),
    );
    let denied = HandledRequest {
        asker: samples::layla(),
        wanted: samples::arabic_wanted(),
        ..handled(Handling::DeniedBy("Jonas Weber".into()), Some("Not for third parties."))
    };
    let withdrawn = HandledRequest {
        asker: samples::nameless(),
        wanted: Wanted { place: "Press kit 2026".into(), assets: Assets::Everything },
        ..handled(Handling::Withdrawn, None)
    };
    let hostile = HandledRequest {
        asker: samples::hostile_person(),
        wanted: samples::hostile_wanted(),
        ..handled(Handling::DeniedBy("<b>Jonas</b>\r\nBcc: all@x.example".into()), Some(samples::HOSTILE_MESSAGE))
    };
    vec![
        ("approved", letter(vec![approved.clone()])),
        ("partly", letter(vec![partly])),
        ("denied", letter(vec![denied.clone()])),
        ("withdrawn", letter(vec![withdrawn.clone()])),
        ("nothing_left", letter(vec![handled(Handling::NothingLeft, None)])),
        ("batch", letter(vec![approved, denied, withdrawn])),
        ("hostile", RequestHandled { brand: samples::hostile_brand(), requests: vec![hostile] }),
    ]
}
