use crate::views::shared::{FieldError, When, error_of};

/// A signed-in browser of a user.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Its id.
    pub id: i64,
    /// What its browser is called; empty where that is not known.
    pub browser: String,
    /// Since when.
    pub since: When,
    /// When it ends by itself.
    pub until: When,
    /// Whether it is the one that the page is read in.
    pub is_this: bool,
}

/// A token of a user.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Its id.
    pub id: i64,
    /// What it is for.
    pub name: String,
    /// Whether it may only read.
    pub reads_only: bool,
    /// Since when.
    pub since: When,
    /// When it ends, where it does.
    pub until: Option<When>,
    /// Whether it has ended.
    pub is_over: bool,
}

/// What opens a user's account beside the password: sessions and tokens. Forms go to `{address}/sessions…` and
/// `{address}/tokens…`.
#[derive(Debug, Clone)]
pub struct Access {
    /// What the addresses of the forms begin with.
    pub address: String,
    /// The sessions that are open.
    pub sessions: Vec<SessionRow>,
    /// The tokens.
    pub tokens: Vec<TokenRow>,
    /// A token that was just made, shown once.
    pub made: Option<String>,
    /// The name of a token as it was typed.
    pub name: String,
    /// The last day of a token as it was typed.
    pub expires_at: String,
    /// Whether reading only was chosen.
    pub reads_only: bool,
    /// The earliest last day: tomorrow.
    pub earliest: String,
    /// What is to be mended: fields `name`, `expiresAt`.
    pub errors: Vec<FieldError>,
}

impl Access {
    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        error_of(&self.errors, field)
    }

    /// Whether the page is read in one of the sessions.
    pub fn is_own(&self) -> bool {
        self.sessions.iter().any(|session| session.is_this)
    }

    /// Whether there are sessions beside the one that the page is read in.
    pub fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.is_this)
    }
}
