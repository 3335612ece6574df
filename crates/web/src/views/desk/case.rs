use crate::views::desk::ReplyChoice;
use crate::views::public::{Answered, Word};
use crate::views::shared::{FieldError, Link, Status, Thumb, When, error_of};
use ::words::Language;

/// A request as the one who decides it reads it: who, what, why.
#[derive(Debug, Clone)]
pub struct Case {
    /// Who asks.
    pub person: Person,
    /// Where it was asked; none for a request by API.
    pub place: Option<Link>,
    /// What is asked for; empty for everything of the place.
    pub items: Vec<CaseItem>,
    /// Why, in the requester's words; may be empty.
    pub reason: String,
    /// What the requester answered to the owner's questions.
    pub answers: Vec<Answered>,
    /// What the requester added later.
    pub words: Vec<Word>,
    /// When it was asked.
    pub asked: When,
    /// Where the request stands.
    pub status: Status,
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub struct Person {
    /// First and last name; the address where no name is known.
    pub name: String,
    /// The address.
    pub mail: String,
    /// A letter to them: `words::mailto`.
    pub mailto: String,
}

/// One asset of a request.
#[derive(Debug, Clone)]
pub struct CaseItem {
    /// Id of the asset.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Its type in a word.
    pub kind: String,
    /// Its size as people read it.
    pub size: String,
    /// Its picture.
    pub thumb: Thumb,
    /// Where this item stands.
    pub status: Status,
    /// Whether the reader may decide it now.
    pub decidable: bool,
    /// Where all requests for it are; none behind a link from a mail.
    pub requests_href: Option<String>,
    /// "Approved by Noor Lindqvist, 21 November 2026" and the message, where it was decided.
    pub note: Option<String>,
}

/// For how many days access may be given, and the name of the words for it.
pub const PERIODS: [(&str, &str); 4] = [
    ("7", "case-period-week"),
    ("30", "case-period-month"),
    ("90", "case-period-quarter"),
    ("365", "case-period-year"),
];

/// The form that decides: `decision` (`approve`, `deny`), `message`, `expiresAt` (a date, optional) or `period` (days), `mediaId`
/// (repeated, optional; none means every item the reader may decide).
#[derive(Debug, Clone)]
pub struct DecisionForm {
    /// POST.
    pub action: String,
    /// The message as it was typed.
    pub message: String,
    /// The date as it was typed.
    pub expires_at: String,
    /// For how many days, where that was chosen instead.
    pub period: String,
    /// The earliest date, `YYYY-MM-DD`: tomorrow where the reader is.
    pub earliest: String,
    /// The saved replies to choose from, of which one goes before the message.
    pub replies: Vec<ReplyChoice>,
    /// The one that was chosen.
    pub reply: String,
    /// The ticked items of a form that comes back with errors.
    pub ticked: Vec<i64>,
    /// What is to be mended: fields `decision`, `message`, `expiresAt`, or empty.
    pub errors: Vec<FieldError>,
}

impl Case {
    /// Whether single items can be chosen.
    pub fn selects(&self) -> bool {
        self.items.iter().filter(|item| item.decidable).count() > 1
    }

    /// What the decision will be for: the sentence `key` with the number of items in it, and `{n}` for the script.
    pub fn tick_hint(&self, lang: &Language, key: &str) -> String {
        lang.tell(key, &[("total", self.decidable().into()), ("n", "{n}".into())])
    }

    /// How many items the reader may decide.
    pub fn decidable(&self) -> u64 {
        self.items.iter().filter(|item| item.decidable).count() as u64
    }
}

impl Person {
    /// Whether the name says more than the address.
    pub fn has_name(&self) -> bool {
        self.name != self.mail
    }
}

impl DecisionForm {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// Whether an item was ticked.
    pub fn is_ticked(&self, id: &i64) -> bool {
        self.ticked.contains(id)
    }
}
