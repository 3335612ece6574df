//! External users: requesters without a login. The only place of their address and names.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    search::{self, Indexed},
    sql::{FromRow, LIST_CHUNK, Query, Row, args, execute, from_row, one},
};
use domain::{ExternalUserId, MailAddress, PersonName, Timestamp, text};
use std::collections::HashMap;

/// An external user as remembered.
#[derive(Debug, Clone)]
pub struct ExternalUser {
    /// Its id.
    pub id: ExternalUserId,
    /// The address as it was first typed.
    pub mail: String,
    /// First name, once a call brought one.
    pub first_name: Option<String>,
    /// Last name, once a call brought one.
    pub last_name: Option<String>,
    /// When the address first asked.
    pub created_at: Timestamp,
    /// When the person was erased: what stands here is nobody's any more.
    pub erased_at: Option<Timestamp>,
}

from_row!(ExternalUser { id, mail, first_name, last_name, created_at, erased_at });

impl ExternalUser {
    /// First and last name, where known.
    pub fn name(&self) -> Option<String> {
        let (first, last) = (self.first_name.as_deref()?, self.last_name.as_deref()?);
        Some(format!("{first} {last}"))
    }
}

const COLUMNS: &str = "id, mail, first_name, last_name, created_at, erased_at";

/// The words by which an external user is found.
pub(crate) fn searched_in(first: Option<&str>, last: Option<&str>, mail: &str) -> String {
    text::words(&[first.unwrap_or_default(), last.unwrap_or_default(), mail].join(" "))
}

/// The external user of this address; made where there is none. Two at the same instant get the same one.
pub async fn find_or_insert(tx: &Tx, mail: &MailAddress, now: Timestamp) -> Result<ExternalUser> {
    loop {
        if let Some(found) = by_mail_key(tx, mail.key()).await? {
            return Ok(found);
        }
        let id = ExternalUserId(tx.id(Table::ExternalUsers).await?);
        let sql = "INSERT INTO external_users (id, mail, mail_key, search, created_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (mail_key) DO NOTHING";
        let search = searched_in(None, None, mail.as_str());
        if execute(tx, sql, args![id, mail.as_str(), mail.key(), &search, now]).await? > 0 {
            search::added(tx, Indexed::ExternalUsers, id.0, &search);
            tx.fresh(Subject::ExternalUser(id));
        }
    }
}

/// The external users of these addresses, by their keys.
pub async fn by_mail_keys(db: &impl Run, keys: &[&str]) -> Result<HashMap<String, ExternalUser>> {
    struct Keyed(String, ExternalUser);
    impl FromRow for Keyed {
        fn from_row(row: &Row) -> Result<Self> {
            Ok(Keyed(row.get("mail_key")?, ExternalUser::from_row(row)?))
        }
    }
    let mut users = HashMap::new();
    for chunk in keys.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT mail_key, {COLUMNS} FROM external_users WHERE mail_key IN "));
        query.push_list(chunk.iter().copied());
        let rows: Vec<Keyed> = query.all(db).await?;
        users.extend(rows.into_iter().map(|Keyed(key, user)| (key, user)));
    }
    Ok(users)
}

/// Makes an external user of an address that none has. Where another transaction was first, this one fails at its end.
pub async fn insert(
    tx: &Tx,
    mail: &MailAddress,
    first: &PersonName,
    last: &PersonName,
    now: Timestamp,
) -> Result<ExternalUser> {
    let id = ExternalUserId(tx.id(Table::ExternalUsers).await?);
    let (mail, key, first, last) = (mail.as_str(), mail.key(), first.as_str(), last.as_str());
    let head = "INSERT INTO external_users (id, mail, mail_key, first_name, last_name, search, created_at)";
    let search = searched_in(Some(first), Some(last), mail);
    tx.insert_later("external_users", head, [args![id, mail, key, first, last, &search, now]]);
    search::added(tx, Indexed::ExternalUsers, id.0, &search);
    tx.fresh(Subject::ExternalUser(id));
    Ok(ExternalUser {
        id,
        mail: mail.to_owned(),
        first_name: Some(first.to_owned()),
        last_name: Some(last.to_owned()),
        created_at: now,
        erased_at: None,
    })
}

/// The external user of this address.
pub async fn by_mail_key(db: &impl Run, key: &str) -> Result<Option<ExternalUser>> {
    let sql = format!("SELECT {COLUMNS} FROM external_users WHERE mail_key = $1");
    one(db, &sql, args![key]).await
}

/// One external user.
pub async fn by_id(db: &impl Run, id: ExternalUserId) -> Result<Option<ExternalUser>> {
    let sql = format!("SELECT {COLUMNS} FROM external_users WHERE id = $1");
    one(db, &sql, args![id]).await
}

/// These external users, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[ExternalUserId]) -> Result<Vec<ExternalUser>> {
    let mut users = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM external_users WHERE id IN "));
        query.push_list(chunk.iter().copied());
        users.extend(query.all(db).await?);
    }
    Ok(users)
}

/// Gives names to one who has none yet; whether it had none.
pub async fn set_names(tx: &Tx, user: &ExternalUser, first: &PersonName, last: &PersonName) -> Result<bool> {
    let search = searched_in(Some(first.as_str()), Some(last.as_str()), &user.mail);
    let sql =
        "UPDATE external_users SET first_name = $2, last_name = $3, search = $4 WHERE id = $1 AND first_name IS NULL";
    tx.touch(Subject::ExternalUser(user.id));
    search::out(tx, Indexed::ExternalUsers, user.id.0).await?;
    let had_none = execute(tx, sql, args![user.id, first.as_str(), last.as_str(), search]).await? > 0;
    search::back(tx, Indexed::ExternalUsers, user.id.0).await?;
    Ok(had_none)
}

/// Gives an external user other names.
pub async fn rename(tx: &Tx, user: &ExternalUser, first: &PersonName, last: &PersonName) -> Result<()> {
    let search = searched_in(Some(first.as_str()), Some(last.as_str()), &user.mail);
    let sql = "UPDATE external_users SET first_name = $2, last_name = $3, search = $4 WHERE id = $1";
    tx.touch(Subject::ExternalUser(user.id));
    search::out(tx, Indexed::ExternalUsers, user.id.0).await?;
    execute(tx, sql, args![user.id, first.as_str(), last.as_str(), search]).await?;
    search::back(tx, Indexed::ExternalUsers, user.id.0).await?;
    Ok(())
}

/// External users, newest first, before the one that the last page ended with; `q` searches names and addresses.
pub async fn list(
    db: &impl Run,
    q: Option<&str>,
    before: Option<(Timestamp, ExternalUserId)>,
    size: u32,
) -> Result<Vec<ExternalUser>> {
    let mut query = Query::new(&format!("SELECT {COLUMNS} FROM external_users WHERE erased_at IS NULL"));
    search::asks(&mut query, db.engine(), "external_users", Indexed::ExternalUsers, q);
    if let Some((at, id)) = before {
        query.push(" AND (created_at, id) < (?, ?)", args![at, id]);
    }
    query.push(" ORDER BY created_at DESC, id DESC LIMIT ?", args![size]);
    query.all(db).await
}

/// How many there are in all.
pub async fn count(db: &impl Run, q: Option<&str>) -> Result<u64> {
    let mut query = Query::new("SELECT COUNT(*) AS value FROM external_users WHERE erased_at IS NULL");
    search::asks(&mut query, db.engine(), "external_users", Indexed::ExternalUsers, q);
    let count = query.one(db).await?;
    Ok(count.map_or(0, |crate::sql::Single(count)| count))
}

/// How many have an address of the domain of this one; counted no further than `most`.
pub async fn of_domain(db: &impl Run, mail: &MailAddress, most: u64) -> Result<u64> {
    let (_, typed) = mail.as_str().rsplit_once('@').unwrap_or_default();
    let (_, domain) = mail.key().rsplit_once('@').unwrap_or_default();
    let mut query =
        Query::new("SELECT COUNT(*) AS value FROM (SELECT u.id FROM external_users u WHERE u.mail_key LIKE ");
    // No domain holds a character that means something here.
    query.push("?", args![format!("%@{domain}")]);
    // The words of the domain are found by index; that they stand where they should is looked at then.
    search::asks(&mut query, db.engine(), "u", Indexed::ExternalUsers, Some(typed));
    query.push(" LIMIT ?) counted", args![most]);
    let count = query.one(db).await?;
    Ok(count.map_or(0, |crate::sql::Single(count)| count))
}
