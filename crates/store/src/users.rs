//! Users: people who can sign in.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    recoveries,
    sql::{LIST_CHUNK, Query, all, args, execute, from_row, one},
};
use domain::{MailAddress, Notifications, Role, Timestamp, UserId, Zone, text};
use words::Language;

/// A user as remembered.
#[derive(Debug, Clone)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The address as typed.
    pub mail: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What they may do.
    pub role: Role,
    /// Whether requests of external users reach them.
    pub responsible_for_external_users: bool,
    /// Argon2 hash in PHC form; none before an invitation is accepted.
    pub password_hash: Option<String>,
    /// The language they read; none: the installation's.
    pub language: Option<Language>,
    /// Where they are; none: it was not said.
    pub time_zone: Option<Zone>,
    /// When they hear of requests by mail.
    pub notifications: Notifications,
    /// When they were added.
    pub created_at: Timestamp,
}

from_row!(User {
    id,
    mail,
    first_name,
    last_name,
    role,
    responsible_for_external_users,
    password_hash,
    language,
    time_zone,
    notifications,
    created_at
});

impl User {
    /// First and last name.
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

/// A user to add.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// The address.
    pub mail: MailAddress,
    /// First name.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// What they may do.
    pub role: Role,
    /// Whether requests of external users reach them.
    pub responsible_for_external_users: bool,
    /// Argon2 hash in PHC form.
    pub password_hash: Option<String>,
}

const COLUMNS: &str = "id, mail, first_name, last_name, role, responsible_for_external_users, password_hash, language, time_zone, \
     notifications, created_at";

/// The words by which a user is found.
pub(crate) fn searched_in(first: &str, last: &str, mail: &str) -> String {
    text::words(&[first, last, mail].join(" "))
}

/// Adds a user; [`crate::Error::Taken`] where the address has one.
pub async fn insert(tx: &Tx, user: &NewUser, now: Timestamp) -> Result<UserId> {
    let id = UserId(tx.id(Table::Users).await?);
    tx.touch(Subject::Responsibles);
    let search = searched_in(&user.first_name, &user.last_name, user.mail.as_str());
    execute(
        tx,
        "INSERT INTO users (id, mail, mail_key, first_name, last_name, role, responsible_for_external_users, password_hash, search, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            id, user.mail.as_str(), user.mail.key(), user.first_name.as_str(), user.last_name.as_str(), user.role,
            user.responsible_for_external_users, &user.password_hash, search, now
        ],
    )
    .await?;
    Ok(id)
}

/// One user, unless deleted.
pub async fn by_id(db: &impl Run, id: UserId) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE id = $1 AND deleted_at IS NULL");
    one(db, &sql, args![id]).await
}

/// The user with this address, unless deleted.
pub async fn by_mail_key(db: &impl Run, key: &str) -> Result<Option<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE mail_key = $1 AND deleted_at IS NULL");
    one(db, &sql, args![key]).await
}

/// These users, also deleted ones (history names them), in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[UserId]) -> Result<Vec<User>> {
    let mut users = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM users WHERE id IN "));
        query.push_list(chunk.iter().copied());
        users.extend(query.all(db).await?);
    }
    Ok(users)
}

/// Those of these users who are not deleted, in no particular order.
pub async fn living(db: &impl Run, ids: &[UserId]) -> Result<Vec<User>> {
    let mut users = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM users WHERE deleted_at IS NULL AND id IN "));
        query.push_list(chunk.iter().copied());
        users.extend(query.all(db).await?);
    }
    Ok(users)
}

/// All users, by name.
pub async fn list(db: &impl Run) -> Result<Vec<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE deleted_at IS NULL ORDER BY search, id");
    all(db, &sql, vec![]).await
}

/// The users whom requests of external users reach.
pub async fn responsible_for_external_users(db: &impl Run) -> Result<Vec<User>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM users WHERE responsible_for_external_users = 1 AND deleted_at IS NULL ORDER BY id"
    );
    all(db, &sql, vec![]).await
}

/// The users of a role.
pub async fn of_role(db: &impl Run, role: Role) -> Result<Vec<User>> {
    let sql = format!("SELECT {COLUMNS} FROM users WHERE role = $1 AND deleted_at IS NULL ORDER BY id");
    all(db, &sql, args![role]).await
}

/// Sets the password of a user.
pub async fn set_password(tx: &Tx, id: UserId, hash: &str) -> Result<()> {
    tx.touch(Subject::User(id));
    execute(tx, "UPDATE users SET password_hash = $2 WHERE id = $1", args![id, hash]).await?;
    Ok(())
}

/// Changes what a user is.
pub async fn set_role(tx: &Tx, id: UserId, role: Role, responsible_for_external_users: bool) -> Result<()> {
    tx.touch(Subject::User(id));
    tx.touch(Subject::Responsibles);
    let sql = "UPDATE users SET role = $2, responsible_for_external_users = $3 WHERE id = $1";
    execute(tx, sql, args![id, role, responsible_for_external_users]).await?;
    Ok(())
}

/// Sets the language that a user reads.
pub async fn set_language(tx: &Tx, id: UserId, language: Option<Language>) -> Result<()> {
    tx.touch(Subject::User(id));
    execute(tx, "UPDATE users SET language = $2 WHERE id = $1", args![id, language]).await?;
    Ok(())
}

/// Sets where a user is and when they hear of requests. Whoever keeps who is notified keeps this with it.
pub async fn set_notifications(tx: &Tx, id: UserId, zone: &Option<Zone>, notifications: Notifications) -> Result<()> {
    tx.touch(Subject::User(id));
    tx.touch(Subject::Responsibles);
    let sql = "UPDATE users SET time_zone = $2, notifications = $3 WHERE id = $1";
    execute(tx, sql, args![id, zone, notifications]).await?;
    Ok(())
}

/// Changes what a user is called.
pub async fn set_names(tx: &Tx, user: &User, first: &str, last: &str) -> Result<()> {
    let search = searched_in(first, last, &user.mail);
    tx.touch(Subject::User(user.id));
    let sql = "UPDATE users SET first_name = $2, last_name = $3, search = $4 WHERE id = $1";
    execute(tx, sql, args![user.id, first, last, search]).await?;
    Ok(())
}

/// Takes a user out: they cannot sign in and are no one's responsible, but history still names them.
pub async fn delete(tx: &Tx, id: UserId, now: Timestamp) -> Result<bool> {
    tx.touch(Subject::User(id));
    tx.touch(Subject::Responsibles);
    let sql = "UPDATE users SET deleted_at = $2, mail_key = mail_key || ' ' || id, password_hash = NULL \
               WHERE id = $1 AND deleted_at IS NULL";
    if execute(tx, sql, args![id, now]).await? == 0 {
        return Ok(false);
    }
    execute(tx, "DELETE FROM folder_responsibles WHERE user_id = $1", args![id]).await?;
    execute(tx, "UPDATE tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL", args![id, now]).await?;
    execute(tx, "UPDATE sessions SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", args![id, now]).await?;
    execute(tx, "UPDATE links SET ended_at = $2 WHERE user_id = $1 AND ended_at IS NULL", args![id, now]).await?;
    recoveries::end_of_user(tx, id, now).await?;
    Ok(true)
}
