use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::Shell;

/// `/admin/` for whoever is not signed in: fields `mail` and `password`.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/sign_in.html")]
pub struct SignInPage {
    /// The public frame.
    pub shell: Shell,
    /// POST.
    pub action: String,
    /// Where to go afterwards, in the hidden field `next`; empty for the start page.
    pub next: String,
    /// Where a forgotten password is told.
    pub recovery_href: String,
    /// The address as it was typed.
    pub mail: String,
    /// What was wrong; the same words for an unknown address and a wrong password.
    pub error: Option<String>,
}

impl Samples for SignInPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |mail: &str, error: Option<&str>| SignInPage {
            shell: samples::plain_shell(base),
            action: format!("{base}/admin/"),
            next: String::new(),
            recovery_href: format!("{base}/recovery"),
            mail: mail.into(),
            error: error.map(Into::into),
        };
        vec![
            ("first", page("", None)),
            ("wrong", page(samples::LONG_MAIL, Some("The address or the password is not right."))),
        ]
    }
}
