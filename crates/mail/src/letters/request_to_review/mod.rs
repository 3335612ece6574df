//! The question: to a responsible, when somebody asks for downloads.

use super::{Assets, Person, SUBJECT_TITLE, Wanted, letter, samples};
use crate::{Brand, Line, Passage};

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
    /// Who asks.
    pub asker: Person,
    /// For what.
    pub wanted: Wanted,
    /// Why, in their own words.
    pub message: Option<Passage>,
    /// When, written out in the reader's time zone.
    pub asked: Line,
    /// The reader's own link to the page where this one is decided.
    pub decide_url: Line,
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
}

impl Review {
    /// What they wrote, if it says anything.
    fn why(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }
}

fn subject(letter: &RequestToReview) -> String {
    match letter.requests.as_slice() {
        [] => "No download request is waiting".to_owned(),
        [only] => subject_of_one(only),
        [first, second] => {
            let first = first.asker.called().shortened(SUBJECT_TITLE);
            let second = second.asker.called().shortened(SUBJECT_TITLE);
            if first == second {
                format!("{first} asks for two downloads")
            } else {
                format!("{first} and {second} ask for downloads")
            }
        }
        [first, rest @ ..] => {
            let total = 1 + rest.len();
            let first = first.asker.called().shortened(SUBJECT_TITLE);
            format!("{total} download requests, the first from {first}")
        }
    }
}

fn subject_of_one(review: &Review) -> String {
    let who = review.asker.called().shortened(SUBJECT_TITLE);
    let place = review.wanted.place.shortened(SUBJECT_TITLE);
    if let Some(title) = review.wanted.assets.only() {
        let title = title.shortened(SUBJECT_TITLE);
        return format!("{who} asks for {title} ({place})");
    }
    match review.wanted.assets.total() {
        None => format!("{who} asks for everything in {place}"),
        Some(total) => format!("{who} asks for {total} assets from {place}"),
    }
}

fn samples() -> Vec<(&'static str, RequestToReview)> {
    let letter = |requests| RequestToReview {
        brand: samples::brand(),
        requests,
        requests_url: samples::link("users/download-requests"),
    };
    let review = |asker, wanted, message: Option<&str>| Review {
        asker,
        wanted,
        message: message.map(Passage::from),
        asked: "21 November 2026, 14:05".into(),
        decide_url: samples::link("decide/Qm9vbQ3f0a1c"),
    };
    let mara = review(samples::mara(), samples::wanted(3), Some(samples::LONG_MESSAGE));
    let layla = review(samples::layla(), samples::arabic_wanted(), Some(samples::ARABIC_MESSAGE));
    let nameless =
        review(samples::nameless(), Wanted { place: "Press kit 2026".into(), assets: Assets::Everything }, None);
    let hostile = review(samples::hostile_person(), samples::hostile_wanted(), Some(samples::HOSTILE_MESSAGE));
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
