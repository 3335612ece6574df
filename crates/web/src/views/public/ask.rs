use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{AskedAsset, FieldError, FileLine, Link, Shell, Tongues, ZipOffer, error_of};

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
        /// What of it need not be waited for.
        open: Downloads,
    },
    /// It is open in this browser.
    Granted {
        /// What was asked for.
        open: Downloads,
    },
}

/// What this browser may download now.
#[derive(Debug, Clone, Default)]
pub struct Downloads {
    /// The files, or the first of them.
    pub files: Vec<FileLine>,
    /// All of them as ZIP; none for a single file.
    pub zip: Option<ZipOffer>,
}

impl Downloads {
    /// Whether there is anything.
    pub fn any(&self) -> bool {
        self.zip.is_some() || !self.files.is_empty()
    }
}

impl AskedPage {
    /// The message of the heading.
    pub fn title(&self) -> &'static str {
        match self.answer {
            Answer::Granted { .. } => "asked-granted-title",
            Answer::UnderReview { .. } => "asked-title",
        }
    }

    /// Whether something is open now that was not before: the page behind the sheet shows it then.
    pub fn opens(&self) -> bool {
        match &self.answer {
            Answer::Granted { .. } => true,
            Answer::UnderReview { open, .. } => open.any(),
        }
    }
}

impl Samples for AskPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let tongues = samples::branded_shell(base).tongues.map(|tongues| Tongues { form: Some("ask"), ..tongues });
        let page = |scope| AskPage {
            shell: Shell { tongues: tongues.clone(), ..samples::branded_shell(base) },
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
            FieldError::new("answer-circulation", "Please answer this.").of("Circulation"),
            FieldError::new("terms-1", "Please accept the terms of use."),
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
            FieldError::new("mail", "Please give a mail address, such as name@example.org."),
            FieldError::new("message", "The message may have up to 4,000 characters.").of("What do you need it for?"),
            FieldError::new("", "The form was open for more than a day. Please send it again."),
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
        let open = |count| Downloads { files: samples::files(base, count), zip: samples::zip(base, count) };
        let waits = |mail: &str| Answer::UnderReview { mail: mail.into(), open: Downloads::default() };
        let partly = |count| Answer::UnderReview { mail: samples::MAIL.into(), open: open(count) };
        let everything = Downloads { files: Vec::new(), zip: samples::zip(base, 21) };
        let mut arabic = page(partly(2));
        arabic.shell = samples::arabic_shell(base);
        vec![
            ("under-review", page(waits(samples::MAIL))),
            ("under-review-long", page(waits(samples::LONG_MAIL))),
            ("partly-open-one", page(partly(1))),
            ("partly-open-many", page(partly(4))),
            ("partly-open-arabic", arabic),
            ("granted-everything", page(Answer::Granted { open: everything })),
            ("granted-one", page(Answer::Granted { open: open(1) })),
            ("granted-many", page(Answer::Granted { open: open(4) })),
        ]
    }
}
