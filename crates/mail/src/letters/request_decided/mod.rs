//! The answer: to the requester, when something was decided.

use super::{Assets, SUBJECT_TITLE, letter, samples};
use crate::{Brand, Line, Passage};

/// To the requester: what was decided, for one request or a batch of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestDecided {
    /// Whose paper it is on.
    pub brand: Brand,
    /// One or more.
    pub outcomes: Vec<Outcome>,
}

/// What became of one request, as far as it was decided this time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The title of the portal or kit.
    pub place: Line,
    /// What was decided, and about which assets.
    pub verdict: Verdict,
    /// How many assets of the request are still to be decided, by other people.
    pub still_under_review: usize,
    /// What the decider wrote to the requester.
    pub message: Option<Passage>,
    /// The end of the access, written out ("12 December 2026"); `None` lasts until revoked.
    pub until: Option<Line>,
    /// The private link to what was approved. Not shown with a denial.
    pub pick_up_url: Option<Line>,
    /// Where to ask again. Shown where something was denied.
    pub ask_again_url: Option<Line>,
}

/// A decision, carrying the assets it is about so that a denial cannot list approved ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// All of it.
    Approved(Assets),
    /// Some of it.
    PartlyApproved {
        /// What may be downloaded.
        approved: Assets,
        /// What may not.
        denied: Assets,
    },
    /// None of it.
    Denied(Assets),
}

letter!(RequestDecided, "request_decided", "request_decided/text.txt", "request_decided/body.html");

impl RequestDecided {
    fn is_batch(&self) -> bool {
        self.outcomes.len() > 1
    }
}

impl Outcome {
    /// The name of the verdict's badge.
    fn badge(&self) -> &'static str {
        match self.verdict {
            Verdict::Approved(_) => "approved",
            Verdict::PartlyApproved { .. } => "partly",
            Verdict::Denied(_) => "denied",
        }
    }

    /// Whether the verdict is not about the whole request, so that nothing may read as if it were.
    fn is_a_part(&self) -> bool {
        self.still_under_review > 0
    }

    fn words(&self) -> Option<&Passage> {
        self.message.as_ref().filter(|message| !message.is_empty())
    }

    /// The link to the files; a denial has none, whatever the caller passed.
    fn pick_up(&self) -> Option<&Line> {
        match self.verdict {
            Verdict::Denied(_) => None,
            _ => self.pick_up_url.as_ref(),
        }
    }

    /// The link to ask again; there is nothing to ask again where all was approved.
    fn ask_again(&self) -> Option<&Line> {
        match self.verdict {
            Verdict::Approved(_) => None,
            _ => self.ask_again_url.as_ref(),
        }
    }
}

fn subject(letter: &RequestDecided) -> String {
    match letter.outcomes.as_slice() {
        [] => "Nothing was decided".to_owned(),
        [only] => subject_of_one(only),
        many => subject_of_many(many),
    }
}

fn subject_of_one(outcome: &Outcome) -> String {
    let place = outcome.place.shortened(SUBJECT_TITLE);
    match &outcome.verdict {
        Verdict::Approved(assets) => match (assets.only(), assets.total()) {
            (Some(title), _) => {
                let title = title.shortened(SUBJECT_TITLE);
                format!("Approved: {title} ({place})")
            }
            (None, Some(total)) => format!("Approved: {total} assets from {place}"),
            (None, None) => format!("Approved: everything in {place}"),
        },
        Verdict::PartlyApproved { approved, denied } => match (approved.total(), denied.total()) {
            (Some(yes), Some(no)) => {
                let all = yes.saturating_add(no);
                format!("Partly approved: {yes} of {all} assets from {place}")
            }
            _ => format!("Partly approved: your request for {place}"),
        },
        Verdict::Denied(assets) => match (assets.only(), assets.total()) {
            (Some(title), _) => {
                let title = title.shortened(SUBJECT_TITLE);
                format!("Denied: {title} ({place})")
            }
            (None, Some(total)) => format!("Denied: {total} assets from {place}"),
            (None, None) => format!("Denied: your request for {place}"),
        },
    }
}

fn subject_of_many(outcomes: &[Outcome]) -> String {
    let total = outcomes.len();
    let count = |badge| outcomes.iter().filter(|o| o.badge() == badge).count();
    match (count("approved"), count("partly"), count("denied")) {
        (approved, 0, 0) => format!("Approved: your {approved} requests"),
        (0, 0, denied) => format!("Denied: your {denied} requests"),
        (0, partly, 0) => format!("Partly approved: your {partly} requests"),
        (approved, 0, denied) => {
            format!("Your {total} requests: {approved} approved, {denied} denied")
        }
        (0, partly, denied) => {
            format!("Your {total} requests: {partly} partly approved, {denied} denied")
        }
        (approved, partly, 0) => {
            format!("Your {total} requests: {approved} approved, {partly} partly approved")
        }
        (approved, partly, denied) => {
            format!("Your {total} requests: {approved} approved, {partly} partly approved, {denied} denied")
        }
    }
}

fn samples() -> Vec<(&'static str, RequestDecided)> {
    let outcome = |verdict, message: Option<&str>| Outcome {
        place: "Press kit 2026".into(),
        verdict,
        still_under_review: 0,
        message: message.map(Passage::from),
        until: None,
        pick_up_url: Some(samples::link("pick-up/Zk3b9Q0r7Ls")),
        ask_again_url: Some(samples::link("kits/press-kit-2026")),
    };
    let letter = |outcomes| RequestDecided { brand: samples::brand(), outcomes };
    let approved = outcome(Verdict::Approved(samples::assets(3)), None);
    let until = Outcome {
        until: Some("12 December 2026".into()),
        ..outcome(Verdict::Approved(Assets::Everything), Some("Enjoy, and please credit the photographer."))
    };
    let partly = outcome(
        Verdict::PartlyApproved { approved: samples::assets(2), denied: Assets::these(samples::items(3).split_off(2)) },
        Some("The campaign film stays in the house until March."),
    );
    let denied = outcome(
        Verdict::Denied(samples::assets(1)),
        Some("We do not give this photograph to third parties.\nYou are welcome to use the logos."),
    );
    let part = |verdict| Outcome { still_under_review: 2, ..outcome(verdict, None) };
    let hostile = Outcome {
        place: samples::hostile_wanted().place,
        ..outcome(Verdict::Denied(samples::hostile_wanted().assets), Some(samples::HOSTILE_MESSAGE))
    };
    vec![
        ("approved", letter(vec![approved.clone()])),
        ("approved_until", letter(vec![until.clone()])),
        ("partly", letter(vec![partly.clone()])),
        ("denied", letter(vec![denied.clone()])),
        (
            "denied_without_a_word",
            RequestDecided {
                brand: samples::plain_brand(),
                outcomes: vec![outcome(Verdict::Denied(Assets::Everything), None)],
            },
        ),
        ("approved_part", letter(vec![part(Verdict::Approved(samples::assets(2)))])),
        ("denied_part", letter(vec![part(Verdict::Denied(samples::assets(2)))])),
        ("batch", letter(vec![until, partly, denied.clone()])),
        ("batch_denied", letter(vec![denied.clone(), denied])),
        ("hostile", RequestDecided { brand: samples::hostile_brand(), outcomes: vec![hostile] }),
    ]
}
