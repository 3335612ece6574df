use askama::Template;

use crate::views::desk::{Case, Choice, DecisionForm, DeskRoom, DeskShell, Flash, NoteRow, Notes, PassOnForm};
use crate::views::public::{Decided, Decider, TimelineEntry};
use crate::views::samples::{self, Samples};
use crate::views::shared::{Status, When};

/// `/admin/users/download-requests/{id}`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/request.html")]
pub struct RequestPage {
    /// The frame. A decision that came too late is told in its flash.
    pub shell: DeskShell,
    /// Id of the request.
    pub id: i64,
    /// Who asks for what and why.
    pub case: Case,
    /// The form, while the reader may decide something.
    pub form: Option<DecisionForm>,
    /// How it was decided, once it is.
    pub decided: Option<Decided>,
    /// The form that takes it back, while something is granted.
    pub revoke: Option<RevokeForm>,
    /// When the access ends, where it does.
    pub until: Option<When>,
    /// Who else may decide it: "Noor Lindqvist".
    pub responsibles: Vec<String>,
    /// What is known of the requester: a sentence, and where the rows behind it are.
    pub known: Vec<(String, Option<String>)>,
    /// The notes of colleagues, to those who may decide it.
    pub notes: Option<Notes>,
    /// The form that passes it on, to those who may.
    pub pass_on: Option<PassOnForm>,
    /// Where everything that the requester holds is taken away, once one has seen what that is.
    pub revoke_all: Option<String>,
    /// What happened, oldest first.
    pub history: Vec<TimelineEntry>,
}

/// The form that takes access back: `message`, optional.
#[derive(Debug, Clone)]
pub struct RevokeForm {
    /// POST.
    pub action: String,
    /// The message as it was typed.
    pub message: String,
}

impl Samples for RequestPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |case: Case| RequestPage {
            shell: samples::desk_shell(base, DeskRoom::Requests),
            id: 4711,
            form: case.status.is_pending().then(|| samples::decision_form(base)),
            decided: (!case.status.is_pending()).then(|| Decided {
                status: case.status,
                by: Decider::User("Noor Lindqvist".into()),
                when: samples::when("21 November 2026, 11:40"),
                message: Some("With pleasure. Please name the photographer.".into()),
            }),
            revoke: case.status.is_granted().then(|| RevokeForm {
                action: format!("{base}/admin/users/download-requests/4711/revocation"),
                message: String::new(),
            }),
            until: None,
            responsibles: vec!["Noor Lindqvist".into(), samples::ARABIC_NAME.into()],
            known: vec![
                (
                    "3 requests before: 2 approved, 1 denied".into(),
                    Some(format!("{base}/admin/users/download-requests?tab=all")),
                ),
                ("Nothing downloaded yet".into(), None),
            ],
            notes: Some(Notes {
                action: format!("{base}/admin/users/download-requests/4711/notes"),
                notes: vec![],
                typed: String::new(),
                error: None,
            }),
            pass_on: case.status.is_pending().then(|| PassOnForm {
                action: format!("{base}/admin/users/download-requests/4711/responsible"),
                people: vec![Choice { id: "2".into(), title: samples::ARABIC_NAME.into() }],
                to: String::new(),
                note: String::new(),
                error: None,
            }),
            revoke_all: Some(format!("{base}/admin/users/download-requests/bulk?act=revoke")),
            history: vec![TimelineEntry {
                when: samples::when("21 November 2026, 09:12"),
                text: "Amal Haddad asked for 3 files.".into(),
            }],
            case,
        };
        let mut conflict = page(samples::case(base, Status::Approved, 3));
        conflict.shell.flash = Some(Flash {
            good: false,
            text: "Noor Lindqvist approved this request a minute ago. Nothing was changed.".into(),
        });
        conflict.until = Some(samples::when("31 December 2026"));
        let mut partly = page(samples::case(base, Status::Pending, 4));
        if let Some(item) = partly.case.items.first_mut() {
            item.status = Status::Approved;
            item.decidable = false;
            item.note = Some("Approved by Noor Lindqvist, 21 November 2026".into());
        }
        let mut noted = page(samples::long_case(base));
        noted.notes = Some(Notes {
            action: format!("{base}/admin/users/download-requests/4711/notes"),
            notes: [("Noor Lindqvist", samples::LONG_TEXT), (samples::ARABIC_NAME, samples::ARABIC_TITLE)]
                .into_iter()
                .map(|(author, text)| NoteRow {
                    author: author.into(),
                    when: samples::when("21 November 2026, 11:40"),
                    text: text.into(),
                    erase_action: Some(format!("{base}/admin/users/download-requests/4711/notes/1/erasure")),
                })
                .collect(),
            typed: samples::LONG_TEXT.into(),
            error: Some("This is too long; at most 2000 characters fit.".into()),
        });
        if let Some(pass_on) = &mut noted.pass_on {
            pass_on.error = Some("Choose somebody who may decide requests.".into());
        }
        let mut bare = page(samples::case(base, Status::Cancelled, 1));
        bare.case.place = None;
        bare.case.reason.clear();
        bare.decided = None;
        bare.history.clear();
        vec![
            ("pending", page(samples::case(base, Status::Pending, 3))),
            ("everything", page(samples::case(base, Status::Pending, 0))),
            ("partly", partly),
            ("noted", noted),
            ("conflict", conflict),
            ("denied", page(samples::case(base, Status::Denied, 1))),
            ("withdrawn-bare", bare),
            ("long", page(samples::long_case(base))),
            ("arabic", page(samples::arabic_case(base))),
        ]
    }
}
