//! The all-clear: to the other responsibles, when a request needs nobody any more.

use super::{Assets, Person, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Language, Line, Passage};
use words::Value;

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
    /// Nobody decided it in time.
    Expired,
}

letter!(RequestHandled, "request_handled", "request_handled/text.txt", "request_handled/body.html");

impl RequestHandled {
    /// How many there are, for the sentence that says so.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("count", self.requests.len().into())]
    }
}

impl HandledRequest {
    fn words(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }

    /// Who decided, where somebody did.
    fn by(&self) -> Option<&Line> {
        match &self.handling {
            Handling::ApprovedBy(by) | Handling::PartlyApprovedBy(by) | Handling::DeniedBy(by) => Some(by),
            Handling::Withdrawn | Handling::NothingLeft | Handling::Expired => None,
        }
    }

    /// The message of the title.
    fn title(&self) -> String {
        format!("mail-handled-title-{}", self.badge())
    }

    /// What the title says.
    fn values(&self) -> [(&'static str, Value); 2] {
        [("by", self.by().map(Line::value).unwrap_or_else(|| "".into())), ("who", self.asker.called().value())]
    }

    /// The name of the badge, which messages carry too.
    fn badge(&self) -> &'static str {
        match self.handling {
            Handling::ApprovedBy(_) => "approved",
            Handling::PartlyApprovedBy(_) => "partly",
            Handling::DeniedBy(_) => "denied",
            Handling::Withdrawn => "withdrawn",
            Handling::NothingLeft => "closed",
            Handling::Expired => "expired",
        }
    }
}

fn subject(letter: &RequestHandled, language: Language) -> String {
    match letter.requests.as_slice() {
        [only] => subject_of_one(only, language),
        many => language.tell("mail-handled-subject-many", &[("count", many.len().into())]),
    }
}

fn subject_of_one(request: &HandledRequest, language: Language) -> String {
    let short = |line: &Line| Value::from(line.shortened(SUBJECT_TITLE));
    let values = [
        ("by", request.by().map(short).unwrap_or_else(|| "".into())),
        ("who", short(request.asker.called())),
        ("place", short(&request.wanted.place)),
    ];
    language.tell(&format!("mail-handled-subject-{}", request.badge()), &values)
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
        ("expired", letter(vec![handled(Handling::Expired, None)])),
        ("batch", letter(vec![approved, denied, withdrawn])),
        ("hostile", RequestHandled { brand: samples::hostile_brand(), requests: vec![hostile] }),
    ]
}
