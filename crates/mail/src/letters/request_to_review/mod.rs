//! The question: to a responsible, when somebody asks for downloads.

use super::{Assets, Person, SUBJECT_TITLE, Wanted, letter, samples, say::Say};
use crate::{Brand, Language, Line, Passage};
use jiff::civil::{Date, DateTime};
use words::Value;

/// Requests a letter sets out in full; further ones are counted and linked.
const SET_OUT_AT_MOST: usize = 12;

/// To one responsible: the requests of one batch that wait for a decision.
///
/// It goes out without `Reply-To`: a quoted reply to the asker would give the decide link away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestToReview {
    /// Whose paper it is on.
    pub brand: Brand,
    /// One or more; twelve are set out, the rest is counted.
    pub requests: Vec<Review>,
    /// The Download Requests tab.
    pub requests_url: Line,
}

/// One request that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The request's number: two requests of one person for the same thing are told apart by it.
    pub number: i64,
    /// Who asks.
    pub asker: Person,
    /// For what.
    pub wanted: Wanted,
    /// Why, in their own words.
    pub message: Option<Passage>,
    /// What they answered to the owner's own questions, in the order of the form.
    pub answers: Vec<Answered>,
    /// When, in UTC.
    pub asked: DateTime,
    /// The reader's own link to the page where this one is decided.
    pub decide_url: Line,
}

/// A question of the owner and what was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The question as it was asked.
    pub question: Line,
    /// The answer.
    pub answer: Told,
}

/// An answer; what is no word of the asker's is said in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// In their own words, or an option as it was offered.
    Words(Passage),
    /// A day.
    Day(Date),
    /// Whether a box was ticked.
    Ticked(bool),
}

letter!(RequestToReview, "request_to_review", "request_to_review/text.txt", "request_to_review/body.html");

impl RequestToReview {
    fn set_out(&self) -> &[Review] {
        &self.requests[..self.requests.len().min(SET_OUT_AT_MOST)]
    }

    fn left_out(&self) -> usize {
        self.requests.len().saturating_sub(SET_OUT_AT_MOST)
    }

    fn is_batch(&self) -> bool {
        self.requests.len() > 1
    }

    /// How many wait, for the sentence that says so.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("count", self.requests.len().into())]
    }

    /// How many are only counted, for the sentence that says so.
    fn values_left_out(&self) -> [(&'static str, Value); 1] {
        [("count", self.left_out().into())]
    }
}

impl Review {
    /// What they wrote, if it says anything.
    fn why(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }

    /// Who asks, for the sentence that says so.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("who", self.asker.called().value())]
    }
}

impl Answered {
    /// The answer as the reader reads it.
    fn told(&self, say: &Say) -> Passage {
        match &self.answer {
            Told::Words(words) => words.clone(),
            Told::Day(day) => say.day(day).into(),
            Told::Ticked(ticked) => say.it(if *ticked { "request-yes" } else { "request-no" }).into(),
        }
    }
}

fn subject(letter: &RequestToReview, language: Language) -> String {
    let called = |review: &Review| review.asker.called().shortened(SUBJECT_TITLE);
    match letter.requests.as_slice() {
        [] => language.say("mail-review-subject-none"),
        [only] => {
            let who = ("who", called(only).into());
            // A name as it stands on the desk, not a quantity whose digits are grouped.
            let number = ("number", only.number.to_string().into());
            only.wanted.assets.subject(language, "mail-review-subject", &only.wanted.place, &[who, number])
        }
        [first, second] => {
            let (who, other) = (called(first), called(second));
            let key = if who == other { "mail-review-subject-two-of-one" } else { "mail-review-subject-two" };
            language.tell(key, &[("who", who.into()), ("other", other.into())])
        }
        [first, ..] => {
            let values = [("count", letter.requests.len().into()), ("who", called(first).into())];
            language.tell("mail-review-subject-many", &values)
        }
    }
}

fn samples() -> Vec<(&'static str, RequestToReview)> {
    let letter = |requests| RequestToReview {
        brand: samples::brand(),
        requests,
        requests_url: samples::link("users/download-requests"),
    };
    let review = |asker, wanted, message: Option<&str>| Review {
        number: 1052,
        asker,
        wanted,
        message: message.map(Passage::from),
        answers: vec![],
        asked: jiff::civil::date(2026, 11, 21).at(14, 5, 0, 0),
        decide_url: samples::link("decide/Qm9vbQ3f0a1c"),
    };
    let answered = |question: &str, answer| Answered { question: question.into(), answer };
    let words = |words: &str| Told::Words(words.into());
    let mut mara = review(samples::mara(), samples::wanted(3), Some(samples::LONG_MESSAGE));
    mara.answers = vec![
        answered("Where will they appear?", words("Form & Raum, autumn issue\nand on our website")),
        answered("Medium", words("Print")),
        answered("Date of publication", Told::Day(jiff::civil::date(2026, 12, 1))),
        answered("We will send the museum a copy", Told::Ticked(true)),
        answered("We print in black and white only", Told::Ticked(false)),
    ];
    let mut layla = review(samples::layla(), samples::arabic_wanted(), Some(samples::ARABIC_MESSAGE));
    layla.answers = vec![
        answered("أين ستُنشر؟", words("ملصق المؤتمر، Beirut Design Week")),
        answered("تاريخ النشر", Told::Day(jiff::civil::date(2026, 12, 1))),
    ];
    let nameless =
        review(samples::nameless(), Wanted { place: "Press kit 2026".into(), assets: Assets::Everything }, None);
    let mut hostile = review(samples::hostile_person(), samples::hostile_wanted(), Some(samples::HOSTILE_MESSAGE));
    hostile.answers = vec![answered(
        "<b>Where?</b>\r\nBcc: all@x.example",
        words("</td></table><script>alert(2)</script>\r\n.\r\nQUIT"),
    )];
    let plain = |requests| RequestToReview { brand: samples::plain_brand(), ..letter(requests) };
    vec![
        ("one", letter(vec![mara.clone()])),
        ("nameless", plain(vec![nameless.clone()])),
        ("right_to_left", letter(vec![layla.clone()])),
        ("batch", letter(vec![mara.clone(), layla, nameless.clone()])),
        ("twenty", plain(vec![nameless; 20])),
        ("hostile", RequestToReview { brand: samples::hostile_brand(), ..letter(vec![hostile]) }),
    ]
}
