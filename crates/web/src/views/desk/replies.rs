use askama::Template;

use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, error_of};

/// `/admin/users/download-requests/replies`: messages that are written again and again.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/replies.html")]
pub struct RepliesPage {
    /// The frame.
    pub shell: DeskShell,
    /// All of them, by title.
    pub replies: Vec<ReplyForm>,
    /// The form for a new one; none to those who only use them.
    pub new: Option<ReplyForm>,
}

/// A saved reply, and the form that changes it: `title`, `text`.
#[derive(Debug, Clone, Default)]
pub struct ReplyForm {
    /// What its fields' ids end with.
    pub key: String,
    /// POST; none to those who only use them.
    pub action: Option<String>,
    /// POST: takes it out.
    pub removal: Option<String>,
    /// By which it is chosen.
    pub title: String,
    /// What it says.
    pub text: String,
    /// What is to be mended: `title-KEY`, `text-KEY`.
    pub errors: Vec<FieldError>,
}

/// A saved reply as a form offers it.
#[derive(Debug, Clone)]
pub struct ReplyChoice {
    /// Its id.
    pub id: String,
    /// By which it is chosen.
    pub title: String,
    /// What it says.
    pub text: String,
}

impl ReplyForm {
    /// What is wrong with the title.
    pub fn title_error(&self) -> Option<&str> {
        error_of(&self.errors, &format!("title-{}", self.key))
    }

    /// What is wrong with the words.
    pub fn text_error(&self) -> Option<&str> {
        error_of(&self.errors, &format!("text-{}", self.key))
    }

    /// Whether it came back to be mended, and so shows.
    pub fn is_open(&self) -> bool {
        !self.errors.is_empty()
    }
}

impl Samples for RepliesPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let path = format!("{base}/admin/users/download-requests/replies");
        let reply = |id: u64, title: &str, text: &str| ReplyForm {
            key: id.to_string(),
            action: Some(format!("{path}/{id}")),
            removal: Some(format!("{path}/{id}/removal")),
            title: title.into(),
            text: text.into(),
            errors: vec![],
        };
        let page = |replies| RepliesPage {
            shell: samples::desk_shell(base, DeskRoom::Requests),
            replies,
            new: Some(ReplyForm { key: "new".into(), action: Some(path.clone()), ..ReplyForm::default() }),
        };
        let many = vec![
            reply(1, "With pleasure", "With pleasure. Please name the photographer."),
            reply(2, samples::LONG_TITLE, samples::LONG_TEXT),
            reply(3, samples::ARABIC_TITLE, samples::ARABIC_NAME),
        ];
        let mut wrong = page(many.clone());
        if let Some(first) = wrong.replies.first_mut() {
            first.title.clear();
            first.errors = vec![FieldError::new("title-1", "A title is needed, by which the reply is chosen.")];
        }
        let mut read = page(many.clone());
        read.new = None;
        for reply in &mut read.replies {
            (reply.action, reply.removal) = (None, None);
        }
        vec![("none", page(vec![])), ("many", page(many)), ("wrong", wrong), ("read", read)]
    }
}
