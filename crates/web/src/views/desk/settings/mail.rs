use askama::Template;

use super::{SettingField, SettingsTab};
use crate::views::desk::{DeskRoom, DeskShell};
use crate::views::samples::{self, Samples};
use crate::views::shared::When;

/// `/admin/settings/mail`: where mails go and from whom, a test, and what became of those that failed.
#[derive(Debug, Clone, Template)]
#[template(path = "desk/settings/mail.html")]
pub struct MailPage {
    /// The frame.
    pub shell: DeskShell,
    /// Which tab it is.
    pub tab: SettingsTab,
    /// POST of the fields; what else is done here is below it.
    pub action: String,
    /// Where mails go, without any secret.
    pub way: String,
    /// Who they are from: field `mailFrom`.
    pub from: SettingField,
    /// Whether they are from an address that nobody outside can answer to, or check.
    pub from_localhost: bool,
    /// Where the test message would go.
    pub own_mail: String,
    /// How it ended with the test message, where one was sent.
    pub test: Option<MailTestLine>,
    /// Since when mails are held back, where a backup was restored.
    pub held: Option<When>,
    /// How many wait.
    pub waiting: u64,
    /// How many of these failed before.
    pub failing: u64,
    /// How many were given up.
    pub given_up: u64,
    /// The newest that failed.
    pub troubled: Vec<TroubledRow>,
}

impl MailPage {
    /// Whether every mail left.
    pub fn is_quiet(&self) -> bool {
        self.waiting == 0 && self.given_up == 0
    }

    /// How many failed that are not shown.
    pub fn unshown(&self) -> u64 {
        (self.failing + self.given_up).saturating_sub(self.troubled.len() as u64)
    }
}

/// How it stands with a test message.
#[derive(Debug, Clone)]
pub struct MailTestLine {
    /// In a sentence or two.
    pub text: String,
    /// Whether it went well, so far.
    pub good: bool,
    /// Whether it has not ended: looking again tells more.
    pub waits: bool,
    /// The page that looks again.
    pub again: String,
}

/// A mail that failed.
#[derive(Debug, Clone)]
pub struct TroubledRow {
    /// Its id.
    pub id: i64,
    /// What it is: "Decision, to a requester".
    pub letter: String,
    /// When it was to leave first.
    pub since: When,
    /// How often it was tried.
    pub attempts: u32,
    /// What was said the last time.
    pub reason: String,
    /// When it is tried next; none where it was given up.
    pub next: Option<When>,
}

impl Samples for MailPage {
    fn samples(base: &str) -> Vec<(&'static str, Self)> {
        let from = SettingField {
            name: "mailFrom",
            label: "Sender",
            hint: "A name, and an address whose domain lets your server send for it.".into(),
            value: "Haus Meridian <desk@meridian.example>".into(),
            default: "Ajar <desk@localhost>".into(),
            ..SettingField::default()
        };
        let row = |id, letter: &str, reason: &str, next| TroubledRow {
            id,
            letter: letter.into(),
            since: samples::when("2 hours ago"),
            attempts: 7,
            reason: reason.into(),
            next,
        };
        let quiet = MailPage {
            shell: samples::desk_shell(base, DeskRoom::Settings),
            tab: SettingsTab::Mail,
            action: format!("{base}/admin/settings/mail"),
            way: "mail.meridian.example:465, with TLS".into(),
            from: from.clone(),
            from_localhost: false,
            own_mail: samples::LONG_MAIL.into(),
            test: None,
            held: None,
            waiting: 0,
            failing: 0,
            given_up: 0,
            troubled: Vec::new(),
        };
        let test = |text: &str, good, waits| {
            let again = format!("{base}/admin/settings/mail?test=17.0123");
            Some(MailTestLine { text: text.into(), good, waits, again })
        };
        let troubled = MailPage {
            way: "the folder /var/lib/ajar/mail".into(),
            from: SettingField { fixed: Some((samples::LONG_MAIL.into(), "AJAR_MAIL_FROM")), ..from.clone() },
            from_localhost: true,
            test: test("It did not leave: the mail server refused it for good (550).", false, false),
            held: Some(samples::when("3 May 2026, 14:07 UTC")),
            waiting: 1_204,
            failing: 51,
            given_up: 2,
            troubled: vec![
                row(3, "Decision, to a requester", samples::LONG_FILE, None),
                row(
                    2,
                    "Question to a responsible",
                    "the mail server cannot be reached",
                    Some(samples::when("in 3 minutes")),
                ),
            ],
            ..quiet.clone()
        };
        let wrong = SettingField { value: "nobody".into(), error: Some("This is no sender.".into()), ..from };
        let waits =
            MailPage { test: test("It waits for its turn.", true, true), from: wrong, waiting: 1, ..quiet.clone() };
        vec![("quiet", quiet), ("troubled", troubled), ("waits", waits)]
    }
}
