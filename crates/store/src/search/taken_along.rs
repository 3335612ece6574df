//! Rows that were written before words were kept as they are now. Which words a text has SQL can't tell, so that what a
//! migration can't do is done here, once, by whoever is alone with the records.

use super::{Indexed, made_again};
use crate::{
    Result, Store, Tx, assets, external_users, installation,
    migrate::Lease,
    requests,
    sql::{FromRow, Pair, Query, all, args, from_row},
    users,
};
use domain::{Answer, text};
use std::collections::BTreeMap;

/// Under which name the installation keeps how its words were made, and what it says now.
const NAME: &str = "words";
const MADE: &str = "1";

/// How many rows are read in one transaction, and written by one statement.
const STEP: usize = 5_000;
const AT_ONCE: usize = 200;

/// A row that is searched.
trait Searched: FromRow + Send {
    const TABLE: &'static str;
    /// What is read of it, as `r`, beside `id` and `search`.
    const READ: &'static str;
    /// What it is read with.
    const WITH: &'static str = "";

    fn id(&self) -> i64;
    /// What it is found by.
    fn search(&self) -> &str;
    /// What it should be found by.
    fn words(&self) -> String;
}

macro_rules! searched {
    ($name:ident, $table:literal, $read:literal, $with:literal, { $($field:ident: $type:ty),* }, |$row:ident| $words:expr) => {
        struct $name { id: i64, search: String, $($field: $type),* }
        from_row!($name { id, search, $($field),* });
        impl Searched for $name {
            const TABLE: &'static str = $table;
            const READ: &'static str = $read;
            const WITH: &'static str = $with;
            fn id(&self) -> i64 { self.id }
            fn search(&self) -> &str { &self.search }
            fn words(&self) -> String { let $row = self; $words }
        }
    };
}

searched!(Request, "requests", "r.reason, r.answers", "", { reason: Option<String>, answers: Vec<Answer> }, |row| {
    requests::searched_in(row.reason.as_deref(), &row.answers)
});
searched!(ExternalUser, "external_users", "r.first_name, r.last_name, r.mail", "",
    { first_name: Option<String>, last_name: Option<String>, mail: String }, |row| {
    external_users::searched_in(row.first_name.as_deref(), row.last_name.as_deref(), &row.mail)
});
searched!(User, "users", "r.first_name, r.last_name, r.mail", "",
    { first_name: String, last_name: String, mail: String }, |row| {
    users::searched_in(&row.first_name, &row.last_name, &row.mail)
});
searched!(Asset, "assets", "r.title, v.filename, r.description, r.credit, r.licence",
    "JOIN asset_versions v ON v.asset_id = r.id AND v.number = r.version",
    { title: String, filename: String, description: String, credit: String, licence: String }, |row| {
    assets::searched_in(&[&row.title, &row.filename, &row.description, &row.credit, &row.licence])
});

/// Brings what is searched in up to date, where it is not. Whoever is interrupted begins again.
pub(crate) async fn take_along(store: &Store, lease: Option<&Lease>) -> Result<()> {
    if installation::value(store, NAME).await?.as_deref() == Some(MADE) {
        return Ok(());
    }
    table::<Request>(store, lease).await?;
    table::<ExternalUser>(store, lease).await?;
    table::<User>(store, lease).await?;
    table::<Asset>(store, lease).await?;
    crate::write!(store, |tx| {
        for indexed in Indexed::ALL {
            made_again(tx, indexed).await?;
        }
        installation::set(tx, NAME, MADE).await
    })
}

async fn table<S: Searched>(store: &Store, lease: Option<&Lease>) -> Result<()> {
    let mut after = Some(i64::MIN);
    while let Some(id) = after {
        let next: Result<Option<i64>> = crate::write!(store, |tx| step::<S>(tx, id).await);
        after = next?;
        if let Some(lease) = lease {
            lease.renew().await?;
        }
    }
    Ok(())
}

/// Some rows after an id; the last of them, if there may be more.
async fn step<S: Searched>(tx: &Tx, after: i64) -> Result<Option<i64>> {
    let (table, read, with) = (S::TABLE, S::READ, S::WITH);
    let sql = format!("SELECT r.id, r.search, {read} FROM {table} r {with} WHERE r.id > $1 ORDER BY r.id LIMIT {STEP}");
    let rows: Vec<S> = all(tx, &sql, args![after]).await?;
    let Some(last) = rows.last().map(S::id) else { return Ok(None) };
    let mut added: BTreeMap<i64, String> = BTreeMap::new();
    if S::TABLE == Request::TABLE {
        let sql = "SELECT request_id AS one, text AS other FROM request_words WHERE request_id > $1 AND request_id <= $2 \
                   ORDER BY request_id, id";
        let rows: Vec<Pair<i64, String>> = all(tx, sql, args![after, last]).await?;
        for Pair(request, more) in rows {
            added.entry(request).or_default().push_str(&text::words(&more));
        }
    }
    let wrong = rows.iter().filter_map(|row| {
        let words = row.words() + added.get(&row.id()).map_or("", String::as_str);
        (words != row.search()).then(|| (row.id(), words))
    });
    let wrong: Vec<(i64, String)> = wrong.collect();
    for chunk in wrong.chunks(AT_ONCE) {
        let mut query = Query::new(&format!("UPDATE {table} SET search = CASE id"));
        for (id, words) in chunk {
            query.push(" WHEN ? THEN ?", args![*id, words]);
        }
        query.push(" ELSE search END WHERE id IN ", vec![]).push_list(chunk.iter().map(|(id, _)| *id));
        query.execute(tx).await?;
    }
    Ok((rows.len() == STEP).then_some(last))
}
