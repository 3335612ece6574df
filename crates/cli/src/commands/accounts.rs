//! `ajar user` and `ajar token`.

use super::password_from_stdin;
use crate::{
    args::{TokenCreate, TokenDo, UserAdd, UserDo, UserInvite, UserSet},
    failure::Failure,
    out,
};
use app::{
    App, accounts,
    accounts::{UserChange, UserDraft},
    member,
    refusal::Faults,
};

/// `ajar user`.
pub async fn user(app: &App, command: UserDo) -> Result<(), Failure> {
    let UserAdd { mail, name, role, password_stdin } = match command {
        UserDo::Add(add) => add,
        UserDo::Set(set) => return set_user(app, set).await,
        UserDo::Invite(invite) => return invite_user(app, invite).await,
    };
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

async fn invite_user(app: &App, UserInvite { mail }: UserInvite) -> Result<(), Failure> {
    let user = member::invite_by_mail(app, &mail).await?;
    out::line(user.id)?;
    out::note(format!("a new invitation to {} goes out by mail as soon as the server runs", user.mail));
    Ok(())
}

async fn set_user(app: &App, set: UserSet) -> Result<(), Failure> {
    let UserSet { mail, language, no_language, role } = set;
    if language.is_none() && !no_language && role.is_none() {
        return Err(Failure::usage("say what is to change: --language, --no-language or --role"));
    }
    let language = if no_language { Some(None) } else { language.map(|language| language.parse().ok()) };
    let change = UserChange { role, language, ..UserChange::default() };
    out::line(accounts::update_by_mail(app, &mail, change).await?.id)
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
