use askama::Template;

use crate::views::samples::{self, Samples};
use crate::views::shared::{FieldError, Shell, error_of};

/// By what kind of link somebody came to choose a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// `/invitation/{token}`: a new user's first one.
    Invitation,
    /// `/recovery/{token}`: one in place of what was forgotten.
    Recovery,
}

/// Choosing a password: fields `password` and `passwordAgain`.
#[derive(Debug, Clone, Template)]
#[template(path = "public/choose_password.html")]
pub struct ChoosePasswordPage {
    /// The frame.
    pub shell: Shell,
    /// Why one is chosen.
    pub occasion: Occasion,
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

impl ChoosePasswordPage {
    /// What the page is called.
    pub fn title(&self) -> String {
        self.shell.lang.say(match self.occasion {
            Occasion::Invitation => "invitation-title",
            Occasion::Recovery => "recovery-title",
        })
    }

    /// Whom it greets, as HTML.
    pub fn heading(&self) -> String {
        let key = match self.occasion {
            Occasion::Invitation => "invitation-heading",
            Occasion::Recovery => "recovery-set-heading",
        };
        self.shell.lang.rich(key, &[("name", self.name.as_str())])
    }

    /// What to do, as HTML.
    pub fn text(&self) -> String {
        let key = match self.occasion {
            Occasion::Invitation => "invitation-text",
            Occasion::Recovery => "recovery-set-text",
        };
        self.shell.lang.rich(key, &[("least", self.least.to_string()), ("mail", self.mail.clone())])
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }
}

impl Samples for ChoosePasswordPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let page = |occasion, name: &str| ChoosePasswordPage {
            shell: samples::plain_shell(base),
            occasion,
            name: name.into(),
            mail: samples::MAIL.into(),
            action: format!("{base}/invitation/4hV9dPz0"),
            least: 10,
            errors: Vec::new(),
        };
        let mut wrong = page(Occasion::Recovery, "Jürgen Großmann");
        wrong.errors = vec![
            FieldError::new("password", "Please choose at least 10 characters."),
            FieldError::new("passwordAgain", "The two passwords differ."),
        ];
        vec![
            ("invitation", page(Occasion::Invitation, "Jürgen Großmann")),
            ("invitation-arabic", page(Occasion::Invitation, samples::ARABIC_NAME)),
            ("recovery", page(Occasion::Recovery, samples::ARABIC_NAME)),
            ("wrong", wrong),
        ]
    }
}
