use crate::views::desk::Choice;
use crate::views::shared::When;

/// The notes of colleagues on a request.
#[derive(Debug, Clone)]
pub struct Notes {
    /// POST: `note`.
    pub action: String,
    /// Oldest first.
    pub notes: Vec<NoteRow>,
    /// The note as it was typed.
    pub typed: String,
    /// What is to be mended.
    pub error: Option<String>,
}

/// What a colleague noted on a request, or on somebody who asks.
#[derive(Debug, Clone)]
pub struct NoteRow {
    /// Whose it is.
    pub author: String,
    /// When it was written.
    pub when: When,
    /// What it says.
    pub text: String,
    /// POST: erases it; none where it is not the reader's to erase.
    pub erase_action: Option<String>,
}

/// The form that passes a request on: `to`, and a `note` for them.
#[derive(Debug, Clone)]
pub struct PassOnForm {
    /// POST.
    pub action: String,
    /// To whom it can go.
    pub people: Vec<Choice>,
    /// Who was chosen.
    pub to: String,
    /// The note as it was typed.
    pub note: String,
    /// What is to be mended.
    pub error: Option<String>,
}

impl PassOnForm {
    /// Whether it came back to be mended, and so shows.
    pub fn is_open(&self) -> bool {
        self.error.is_some()
    }
}
