use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::Shell;

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
