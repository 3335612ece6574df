use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Shell, error_of};

/// The invitation of a new user: fields `password` and `passwordAgain`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/invitation.html")]
pub struct InvitationPage {
    /// The frame.
    pub shell: Shell,
    /// The new user's name.
    pub name: String,
    /// The address they sign in with.
    pub mail: String,
    /// POST: the page's own address.
    pub action: String,
    /// The least number of characters of a password.
    pub least: u32,
    /// What is to be mended: fields `password`, `passwordAgain`.
    pub errors: Vec<FieldError>,
}

impl InvitationPage {
    /// What to do, as HTML.
    pub fn text(&self) -> String {
        let values = [("least", self.least.to_string()), ("mail", self.mail.clone())];
        self.shell.lang.rich("invitation-text", &values)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

impl Samples for InvitationPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |name: &str| InvitationPage {
            shell: samples::plain_shell(base),
            name: name.into(),
            mail: samples::MAIL.into(),
            action: format!("{base}/invitations/4hV9dPz0"),
            least: 12,
            errors: Vec::new(),
        };
        let mut wrong = page("Jürgen Großmann");
        wrong.errors = vec![
            FieldError::new("password", "Please choose at least 12 characters."),
            FieldError::new("passwordAgain", "The two passwords differ."),
        ];
        vec![("first", page("Jürgen Großmann")), ("wrong", wrong), ("arabic", page(samples::ARABIC_NAME))]
    }
}
