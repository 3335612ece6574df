//! The answer: to the requester, when something was decided.

use super::{Assets, SUBJECT_TITLE, letter, samples, say::Say};
use crate::{Brand, Language, Line, Passage};
use jiff::civil::DateTime;
use words::Value;

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
    /// The end of the access, in UTC; `None` lasts until revoked.
    pub until: Option<DateTime>,
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

    /// How many there are, for the sentence that says so.
    fn values(&self) -> [(&'static str, Value); 1] {
        [("count", self.outcomes.len().into())]
    }
}

impl Outcome {
    /// The message of the heading, `title` or `plain`, for the verdict on all or on a part.
    fn heading(&self, kind: &str) -> String {
        let part = if self.is_a_part() { "-part" } else { "" };
        format!("mail-decided-{kind}-{}{part}", self.badge())
    }

    /// The message of the line that a list of mails shows under the subject.
    fn preview(&self) -> &'static str {
        match self.verdict {
            Verdict::Approved(_) => "mail-decided-preview-approved",
            Verdict::PartlyApproved { .. } => self.may_some(),
            Verdict::Denied(_) => "mail-decided-preview-denied",
        }
    }

    /// The sentence of a decision that is neither yes nor no: of all that was asked for, or of what was decided so far.
    fn may_some(&self) -> &'static str {
        if self.is_a_part() { "mail-decided-may-part" } else { "mail-decided-may-some" }
    }

    /// Whether something was denied, which one may ask for again.
    fn denies(&self) -> bool {
        !matches!(self.verdict, Verdict::Approved(_))
    }

    /// What sentences say of it.
    fn values(&self, say: &Say) -> [(&'static str, Value); 3] {
        [
            ("place", self.place.value()),
            ("count", self.still_under_review.into()),
            ("until", self.until.as_ref().map(|until| say.minute(until)).unwrap_or_default().into()),
        ]
    }

    /// The name of the verdict's badge, which messages carry too.
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

fn subject(letter: &RequestDecided, language: Language) -> String {
    match letter.outcomes.as_slice() {
        [] => language.say("mail-decided-subject-none"),
        [only] => subject_of_one(only, language),
        many => subject_of_many(many, language),
    }
}

fn subject_of_one(outcome: &Outcome, language: Language) -> String {
    let place = &outcome.place;
    match &outcome.verdict {
        Verdict::Approved(assets) => assets.subject(language, "mail-decided-subject-approved", place, &[]),
        Verdict::Denied(assets) => assets.subject(language, "mail-decided-subject-denied", place, &[]),
        Verdict::PartlyApproved { approved, denied } => {
            let place = ("place", place.shortened(SUBJECT_TITLE).into());
            let (Some(yes), Some(no)) = (approved.total(), denied.total()) else {
                return language.tell("mail-decided-subject-partly-all", &[place]);
            };
            let (approved, count) = (("approved", yes.into()), ("count", yes.saturating_add(no).into()));
            language.tell("mail-decided-subject-partly-some", &[place, approved, count])
        }
    }
}

fn subject_of_many(outcomes: &[Outcome], language: Language) -> String {
    let count = |badge| outcomes.iter().filter(|outcome| outcome.badge() == badge).count();
    let (approved, partly, denied) = (count("approved"), count("partly"), count("denied"));
    let key = match (approved, partly, denied) {
        (_, 0, 0) => "mail-decided-subject-all-approved",
        (0, _, 0) => "mail-decided-subject-all-partly",
        (0, 0, _) => "mail-decided-subject-all-denied",
        (_, 0, _) => "mail-decided-subject-approved-denied",
        (0, _, _) => "mail-decided-subject-partly-denied",
        (_, _, 0) => "mail-decided-subject-approved-partly",
        (_, _, _) => "mail-decided-subject-mixed",
    };
    let values = [
        ("count", outcomes.len().into()),
        ("approved", approved.into()),
        ("partly", partly.into()),
        ("denied", denied.into()),
    ];
    language.tell(key, &values)
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
        until: Some(jiff::civil::date(2026, 12, 12).at(18, 0, 0, 0)),
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
        (
            "denied_part_by_program",
            letter(vec![Outcome { ask_again_url: None, ..part(Verdict::Denied(samples::assets(2))) }]),
        ),
        ("approved_part", letter(vec![part(Verdict::Approved(samples::assets(2)))])),
        ("denied_part", letter(vec![part(Verdict::Denied(samples::assets(2)))])),
        ("batch", letter(vec![until, partly, denied.clone()])),
        ("batch_denied", letter(vec![denied.clone(), denied])),
        ("hostile", RequestDecided { brand: samples::hostile_brand(), outcomes: vec![hostile] }),
    ]
}
