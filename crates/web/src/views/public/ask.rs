use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{AskedAsset, FieldError, FileLine, Link, Shell, ZipOffer, error_of};

/// `…/request`: the form that asks.
///
/// Fields: `mail`, `message`, `mediaId` (repeated, hidden), `form` (hidden), and `website`, which people do
/// not see and must be empty.
#[derive(Debug, Clone, Template)]
#[template(path = "public/ask.html")]
pub struct AskPage {
    /// The frame. Where its identity is a requester, the address is filled in and fixed.
    pub shell: Shell,
    /// The way here, the place included.
    pub crumbs: Vec<Link>,
    /// The address of the place, base included; the form is sent to `/request` below it.
    pub place: String,
    /// Title of the place.
    pub place_title: String,
    /// What is asked for.
    pub scope: AskScope,
    /// Whether access follows at once (policy `noApproval`) rather than after a decision.
    pub at_once: bool,
    /// The address as it was typed, or the proven one.
    pub mail: String,
    /// Whether `mail` is proven and so not to be typed.
    pub mail_proven: bool,
    /// The message as it was typed.
    pub message: String,
    /// The owner's own questions.
    pub questions: Vec<QuestionField>,
    /// The terms to accept: one for each place whose policy counts.
    pub terms: Vec<TermsField>,
    /// What is to be mended: fields `mail`, `message`, those of questions and terms, or empty for the form as a whole.
    pub errors: Vec<FieldError>,
    /// Whether nothing of what was chosen is here any more: then there is nothing to send.
    pub nothing_left: bool,
}

/// What is asked for.
#[derive(Debug, Clone)]
pub enum AskScope {
    /// The whole kit or portal.
    Everything {
        /// How many files that is today.
        files: u64,
        /// How large it is, as people read it.
        size: String,
    },
    /// Single assets.
    Assets(Vec<AskedAsset>),
}

/// A question of the owner.
#[derive(Debug, Clone)]
pub struct QuestionField {
    /// Name and id of the field.
    pub field: String,
    /// What is asked.
    pub label: String,
    /// A word of help; may be empty.
    pub hint: String,
    /// Whether it has to be answered.
    pub required: bool,
    /// How it is answered, and what was typed.
    pub input: Input,
}

/// How a question is answered, and what was typed.
#[derive(Debug, Clone)]
pub enum Input {
    /// One line.
    Text {
        /// As typed.
        value: String,
    },
    /// Several lines.
    LongText {
        /// As typed.
        value: String,
    },
    /// A day.
    Date {
        /// As typed, `YYYY-MM-DD`.
        value: String,
    },
    /// One of these.
    Choice {
        /// The words to choose from.
        options: Vec<String>,
        /// What was chosen.
        value: String,
    },
    /// Yes or no.
    Checkbox {
        /// Whether it was ticked.
        checked: bool,
    },
}

/// Terms of use to accept.
#[derive(Debug, Clone)]
pub struct TermsField {
    /// Id of the field.
    pub field: String,
    /// Which version is accepted: the value of `terms`.
    pub id: i64,
    /// Their heading.
    pub title: String,
    /// Their text, one entry a paragraph.
    pub text: Vec<String>,
    /// Whether they were accepted already, in a form that comes back.
    pub accepted: bool,
}

impl AskPage {
    /// The message of the heading.
    pub fn title(&self) -> &'static str {
        if self.at_once { "ask-title-at-once" } else { "ask-title" }
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

/// What the form is answered with.
#[derive(Debug, Clone, Template)]
#[template(path = "public/asked.html")]
pub struct AskedPage {
    /// The frame.
    pub shell: Shell,
    /// The way here, the place included.
    pub crumbs: Vec<Link>,
    /// The place, to go back to.
    pub place: Link,
    /// What happens now.
    pub answer: Answer,
}

/// What happens now.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Somebody will decide. The same for a request that is new, known or already granted.
    UnderReview {
        /// The address that was written to.
        mail: String,
    },
    /// It is open in this browser.
    Granted {
        /// The files asked for; empty for a whole place.
        files: Vec<FileLine>,
        /// All of them as ZIP; none for a single file.
        zip: Option<ZipOffer>,
    },
}

impl AskedPage {
    /// The message of the heading.
    pub fn title(&self) -> &'static str {
        if self.is_granted() { "asked-granted-title" } else { "asked-title" }
    }

    /// Whether it is open now.
    pub fn is_granted(&self) -> bool {
        matches!(self.answer, Answer::Granted { .. })
    }
}

impl Samples for AskPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |scope| AskPage {
            shell: samples::branded_shell(base),
            crumbs: samples::crumbs(base),
            place: format!("{base}/portals/haus-meridian/kits/identity"),
            place_title: "Identity 2026".into(),
            scope,
            at_once: false,
            mail: String::new(),
            mail_proven: false,
            message: String::new(),
            questions: Vec::new(),
            terms: Vec::new(),
            errors: Vec::new(),
            nothing_left: false,
        };
        let mut asking = page(AskScope::Assets(samples::asked(base, 2)));
        (asking.questions, asking.terms) = (samples::questions(), samples::terms());
        let mut unanswered = asking.clone();
        unanswered.errors = vec![
            FieldError { field: "answer-circulation".into(), text: "Please answer this.".into() },
            FieldError { field: "terms-1".into(), text: "Please accept the terms of use.".into() },
        ];
        let everything = || AskScope::Everything { files: 21, size: "148 MB".into() };
        let mut proven = page(AskScope::Assets(samples::asked(base, 1)));
        proven.shell.identity = Some(samples::requester(base));
        proven.mail = samples::MAIL.into();
        proven.mail_proven = true;
        let mut at_once = page(everything());
        at_once.at_once = true;
        let mut wrong = page(AskScope::Assets(samples::asked(base, 12)));
        wrong.mail = "<script>alert(1)</script>".into();
        wrong.message = samples::LONG_TEXT.into();
        wrong.errors = vec![
            FieldError { field: "mail".into(), text: "Please give a mail address, such as name@example.org.".into() },
            FieldError { field: "message".into(), text: "The message may have up to 4,000 characters.".into() },
            FieldError {
                field: String::new(),
                text: "The form was open for more than a day. Please send it again.".into(),
            },
        ];
        let mut arabic = page(AskScope::Assets(samples::asked(base, 3)));
        arabic.shell = samples::arabic_shell(base);
        arabic.place_title = samples::ARABIC_TITLE.into();
        arabic.message = samples::ARABIC_TEXT.into();
        vec![
            ("many", page(AskScope::Assets(samples::asked(base, 5)))),
            ("everything", page(everything())),
            ("one-proven", proven),
            ("at-once", at_once),
            ("wrong", wrong),
            ("asking", asking),
            ("unanswered", unanswered),
            ("arabic", arabic),
        ]
    }
}

impl Samples for AskedPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |answer| AskedPage {
            shell: samples::branded_shell(base),
            crumbs: samples::crumbs(base),
            place: Link { href: format!("{base}/kits/identity"), text: "Identity 2026".into() },
            answer,
        };
        let mail = |mail: &str| Answer::UnderReview { mail: mail.into() };
        let granted = |count| Answer::Granted { files: samples::files(base, count), zip: samples::zip(base, count) };
        vec![
            ("under-review", page(mail(samples::MAIL))),
            ("under-review-long", page(mail(samples::LONG_MAIL))),
            ("granted-everything", page(Answer::Granted { files: Vec::new(), zip: samples::zip(base, 21) })),
            ("granted-one", page(granted(1))),
            ("granted-many", page(granted(4))),
        ]
    }
}
