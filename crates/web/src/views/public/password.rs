use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::Shell;

/// A kit or portal behind a password, shown at its own address.
#[derive(Debug, Clone, Template)]
#[template(path = "public/password.html")]
pub struct PasswordPage {
    /// The frame.
    pub shell: Shell,
    /// Title of the kit or portal.
    pub title: String,
    /// POST of `password`: the address of the place itself.
    pub action: String,
    /// What was wrong with the last attempt.
    pub error: Option<String>,
}

impl Samples for PasswordPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |title: &str, error: Option<&str>| PasswordPage {
            shell: samples::branded_shell(base),
            title: title.into(),
            action: format!("{base}/kits/press"),
            error: error.map(Into::into),
        };
        vec![
            ("first", page("Press pack", None)),
            ("wrong", page(samples::LONG_TITLE, Some("This is not the password. Please try again."))),
            ("arabic", page(samples::ARABIC_TITLE, None)),
        ]
    }
}
