use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Shell, error_of};

/// `/recovery`: the field `mail`; and, once it was sent, the same answer for every address.
#[derive(Debug, Clone, Template)]
#[template(path = "public/recovery.html")]
pub struct RecoveryPage {
    /// The frame.
    pub shell: Shell,
    /// POST.
    pub action: String,
    /// The sign-in page.
    pub sign_in_href: String,
    /// The address as it was typed.
    pub mail: String,
    /// Whether the link is on its way, if there is an account.
    pub sent: bool,
    /// What is wrong with the address.
    pub error: Option<String>,
}

/// `/recovery/{token}`: fields `password` and `passwordAgain`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/recover.html")]
pub struct RecoverPage {
    /// The frame.
    pub shell: Shell,
    /// The user's name.
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

impl RecoverPage {
    /// What to do, as HTML.
    pub fn text(&self) -> String {
        let values = [("least", self.least.to_string()), ("mail", self.mail.clone())];
        self.shell.lang.rich("recovery-set-text", &values)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

impl Samples for RecoveryPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |mail: &str, sent, error: Option<&str>| RecoveryPage {
            shell: samples::plain_shell(base),
            action: format!("{base}/recovery"),
            sign_in_href: format!("{base}/admin/"),
            mail: mail.into(),
            sent,
            error: error.map(Into::into),
        };
        vec![
            ("first", page("", false, None)),
            ("wrong", page("nobody", false, Some("This does not look like a mail address."))),
            ("sent", page(samples::LONG_MAIL, true, None)),
        ]
    }
}

impl Samples for RecoverPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |name: &str| RecoverPage {
            shell: samples::plain_shell(base),
            name: name.into(),
            mail: samples::MAIL.into(),
            action: format!("{base}/recovery/4hV9dPz0"),
            least: 10,
            errors: Vec::new(),
        };
        let mut wrong = page("Jürgen Großmann");
        wrong.errors = vec![FieldError::new("passwordAgain", "The two passwords differ.")];
        vec![("first", page("Jürgen Großmann")), ("wrong", wrong), ("arabic", page(samples::ARABIC_NAME))]
    }
}
