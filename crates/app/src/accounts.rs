//! Users and their API tokens.

use crate::{
    App, Fault, Outcome, Refusal, Viewer,
    edit_kit::check_seen,
    idempotency::{self, Idempotency},
    library,
    notify::{self, Letter},
    password, profile,
    refusal::Faults,
    said,
    secret::Secret,
};
use domain::*;
use store::{
    Tx, events,
    events::NewEvent,
    tokens,
    users::{self, NewUser},
};
use words::Language;

pub use store::{external_users::ExternalUser, users::User};

/// A user to add.
#[derive(Debug, Clone, Default)]
pub struct UserDraft {
    /// The address.
    pub mail: String,
    /// First name.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// What they may do.
    pub role: Option<Role>,
    /// Whether requests of external users reach them; by default where they are a responsible.
    pub responsible_for_external_users: Option<bool>,
    /// A password; without one they are invited by mail to set it.
    pub password: Option<String>,
    /// The key under which the call may be repeated.
    pub once: Option<Idempotency>,
}

/// An admin adds a user.
pub async fn add(app: &App, viewer: &Viewer, draft: UserDraft, faults: Faults) -> Outcome<User> {
    let by = viewer.admin()?.id;
    add_as_operator(app, draft, faults, Some(by)).await
}

/// Whoever runs the command line adds a user.
pub async fn add_as_operator(app: &App, draft: UserDraft, mut faults: Faults, by: Option<UserId>) -> Outcome<User> {
    let (key, earlier) = idempotency::of_maker(app, by, "POST /api/dam/users", draft.once.clone()).await?;
    if let Some(id) = earlier {
        return users::by_id(&app.store, UserId(id)).await?.ok_or(Refusal::NotFound);
    }
    let mail = if faults.has("/mail") { None } else { faults.take_mail("/mail", &draft.mail) };
    let first = PersonName::parse(&draft.first_name);
    if first.is_none() && !faults.has("/firstName") {
        faults.add(Fault::at("/firstName", "A name is needed."));
    }
    let last = PersonName::parse(&draft.last_name);
    if last.is_none() && !draft.last_name.trim().is_empty() && !faults.has("/lastName") {
        faults.add(Fault::at("/lastName", "A name has at most 200 characters, on one line."));
    }
    let last = last.map(PersonName::into_string).unwrap_or_default();
    if let Some(fault) = draft.password.as_deref().and_then(password::fault) {
        faults.add(fault);
    }
    if draft.role.is_none() && !faults.has("/role") {
        faults.add(Fault::at("/role", "A role is needed: admin, manager, responsible or member."));
    }
    faults.check()?;
    let (Some(mail), Some(first), Some(role)) = (mail, first, draft.role) else { return Err(Refusal::NotFound) };
    let password_hash = match draft.password {
        Some(password) => Some(password::hash(app, password).await?),
        None => None,
    };
    let user = NewUser {
        mail,
        first_name: first.into_string(),
        last_name: last,
        role,
        responsible_for_external_users: draft.responsible_for_external_users.unwrap_or(role.responsible_by_default()),
        password_hash,
    };
    let outcome = store::write!(app.store, |tx| {
        let id = users::insert(tx, &user, app.now()).await.map_err(mail_taken)?;
        if user.password_hash.is_none() {
            notify::enqueue(app, tx, &Letter::Invitation { to: id, by }).await?;
        }
        let mut event = NewEvent { user_id: by, ..NewEvent::default() };
        event.data.insert("userId".into(), id.0.into());
        idempotency::remember(app, tx, key.as_ref(), id.0).await?;
        events::record(tx, "user.added", &event, app.now()).await?;
        users::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    });
    match outcome {
        Err(error) => {
            let id = idempotency::answer_of_the_other(app, key.as_ref(), error).await?;
            users::by_id(&app.store, UserId(id)).await?.ok_or(Refusal::NotFound)
        }
        made => made,
    }
}

fn mail_taken(error: store::Error) -> Refusal {
    match error {
        store::Error::Taken(_) => Refusal::Invalid(vec![
            Fault::at("/mail", "There is a user with this address already.").with_code("mail-taken"),
        ]),
        other => other.into(),
    }
}

/// All users, to who is signed in: one needs their ids to choose responsibles.
pub async fn list(app: &App, viewer: &Viewer) -> Outcome<Vec<User>> {
    viewer.signed_in()?;
    Ok(users::list(&app.store).await?)
}

/// Whether there is an admin: without one nobody can add users but whoever runs the command line.
pub async fn has_admin(app: &App) -> Outcome<bool> {
    Ok(!users::of_role(&app.store, Role::Admin).await?.is_empty())
}

/// One user, to who is signed in.
pub async fn show(app: &App, viewer: &Viewer, id: UserId) -> Outcome<User> {
    viewer.signed_in()?;
    users::by_id(&app.store, id).await?.ok_or(Refusal::NotFound)
}

/// What changes on a user.
#[derive(Debug, Clone, Default)]
pub struct UserChange {
    /// What they may do.
    pub role: Option<Role>,
    /// Whether requests of external users reach them.
    pub responsible_for_external_users: Option<bool>,
    /// First name, checked.
    pub first_name: Option<String>,
    /// Last name, checked; may be empty.
    pub last_name: Option<String>,
    /// The language that they read; `Some(None)`: the installation's.
    pub language: Option<Option<Language>>,
    /// The [`version`] that was seen by whoever changes them; a user who has been changed since is left as they are.
    pub seen: Option<String>,
}

/// What tells this state of a user from every other: whoever changes one says which one they saw.
pub fn version(user: &User) -> String {
    library::version(user)
}

/// A change of both names, as typed; what is wrong with them is noted.
pub fn named_change(faults: &mut Faults, first: &str, last: &str) -> UserChange {
    let (first, last) = profile::names(faults, first, last);
    UserChange { first_name: Some(first), last_name: Some(last), ..UserChange::default() }
}

/// An admin changes what a user is. The last admin stays one.
pub async fn update(app: &App, viewer: &Viewer, id: UserId, change: UserChange) -> Outcome<User> {
    let by = viewer.admin()?.id;
    update_as_operator(app, id, change, Some(by)).await
}

/// Whoever runs the command line changes what the user of an address is.
pub async fn update_by_mail(app: &App, mail: &str, change: UserChange) -> Outcome<User> {
    let mail = MailAddress::parse(mail).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let user = users::by_mail_key(&app.store, mail.key()).await?;
    let user = user.ok_or_else(|| Refusal::invalid("/mail", "There is no user with this address."))?;
    update_as_operator(app, user.id, change, None).await
}

async fn update_as_operator(app: &App, id: UserId, change: UserChange, by: Option<UserId>) -> Outcome<User> {
    store::write!(app.store, |tx| {
        let user = users::by_id(tx, id).await?.ok_or(Refusal::NotFound)?;
        check_seen(change.seen.as_ref(), || version(&user))?;
        let role = change.role.unwrap_or(user.role);
        keep_an_admin(tx, &user, role != Role::Admin).await?;
        let marked = change.responsible_for_external_users;
        let default =
            if role == user.role { user.responsible_for_external_users } else { role.responsible_by_default() };
        users::set_role(tx, id, role, marked.unwrap_or(default)).await?;
        if change.first_name.is_some() || change.last_name.is_some() {
            let first = change.first_name.as_deref().unwrap_or(&user.first_name);
            users::set_names(tx, &user, first, change.last_name.as_deref().unwrap_or(&user.last_name)).await?;
        }
        if let Some(language) = change.language {
            users::set_language(tx, id, language).await?;
        }
        let mut event = NewEvent { user_id: by, ..NewEvent::default() };
        event.data.insert("userId".into(), id.0.into());
        events::record(tx, "user.changed", &event, app.now()).await?;
        users::by_id(tx, id).await?.ok_or(Refusal::NotFound)
    })
}

pub(crate) async fn keep_an_admin(tx: &Tx, user: &User, goes: bool) -> Outcome<()> {
    if goes && user.role == Role::Admin && users::of_role(tx, Role::Admin).await?.len() < 2 {
        return Err(Refusal::conflict("last-admin", "This is the only admin; make somebody else one first."));
    }
    Ok(())
}

/// Makes an API token for the user of this address; the token itself, once.
pub async fn create_token(app: &App, mail: &str, name: &str) -> Outcome<Secret> {
    let mail = MailAddress::parse(mail).map_err(|why| Refusal::Invalid(vec![said::of_mail("/mail", why)]))?;
    let name =
        text::line(name).ok_or_else(|| Refusal::invalid("/name", "A name is needed, to tell the tokens apart."))?;
    let secret = Secret::mint(app);
    store::write!(app.store, |tx| {
        let user = users::by_mail_key(tx, mail.key()).await?;
        let user = user.ok_or_else(|| Refusal::invalid("/mail", "There is no user with this address."))?;
        tokens::insert(tx, user.id, &name, &secret.hash(), None, app.now()).await?;
        let mut event = NewEvent::default();
        event.data.insert("userId".into(), user.id.0.into());
        events::record(tx, "token.created", &event, app.now()).await?;
        Ok::<_, Refusal>(())
    })?;
    Ok(secret)
}

/// A page of external users, to managers, admins and responsibles.
pub async fn external_users(
    app: &App,
    viewer: &Viewer,
    q: Option<&str>,
    before: Option<(Timestamp, ExternalUserId)>,
    size: u32,
) -> Outcome<(Vec<ExternalUser>, Option<(Timestamp, ExternalUserId)>, u64)> {
    viewer.manager()?;
    let mut rows = store::external_users::list(&app.store, q, before, size + 1).await?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| (row.created_at, row.id));
    let total = store::external_users::count(&app.store, q).await?;
    Ok((rows, next, total))
}

/// How often each of these asked, and when last.
pub async fn asked_by(
    app: &App,
    users: &[ExternalUser],
) -> Outcome<std::collections::HashMap<ExternalUserId, (u64, Timestamp)>> {
    let ids: Vec<ExternalUserId> = users.iter().map(|user| user.id).collect();
    Ok(store::requests::asked_by(&app.store, &ids).await?)
}
