//! `ajar user` and `ajar token`.

use super::password_from_stdin;
use crate::{
    args::{TokenCreate, TokenDo, UserAdd, UserDo},
    failure::Failure,
    out,
};
use app::{App, accounts, accounts::UserDraft, refusal::Faults};

/// `ajar user`.
pub async fn user(app: &App, command: UserDo) -> Result<(), Failure> {
    let UserDo::Add(UserAdd { mail, name, role, password_stdin }) = command;
    let password = if password_stdin { Some(password_from_stdin()?) } else { None };
    let invited = password.is_none();
    let (first_name, last_name) = first_and_last(&name);
    let draft = UserDraft { mail, first_name, last_name, role: Some(role), password, ..UserDraft::default() };
    let user = accounts::add_as_operator(app, draft, Faults::default(), None).await?;
    out::line(user.id)?;
    let how =
        if invited { "an invitation goes out by mail as soon as the server runs" } else { "they can sign in now" };
    out::note(format!("{} is a user of the role {}; {how}", user.mail, user.role));
    Ok(())
}

/// The first word is the first name, as far as one can tell.
fn first_and_last(name: &str) -> (String, String) {
    let (first, last) = name.trim().split_once(char::is_whitespace).unwrap_or((name.trim(), ""));
    (first.to_owned(), last.trim().to_owned())
}

/// `ajar token`.
pub async fn token(app: &App, command: TokenDo) -> Result<(), Failure> {
    let TokenDo::Create(TokenCreate { mail, name }) = command;
    let token = accounts::create_token(app, &mail, &name).await?;
    out::line(token.expose())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_one_word_is_a_first_name() {
        assert_eq!(first_and_last("Ada Maria Winther"), ("Ada".into(), "Maria Winther".into()));
        assert_eq!(first_and_last(" يوسف "), ("يوسف".into(), String::new()));
    }
}
