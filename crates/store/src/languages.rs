//! Which language somebody reads, as far as it is known: as tags, since which ones there are the sentences say.

use crate::{
    Result, Run, Tx,
    sql::{Query, Single, args, execute, one},
};
use domain::*;

/// Whose language it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A user's own.
    User(UserId),
    /// The one that an external user first asked in.
    ExternalUser(ExternalUserId),
    /// The one that a request was made in.
    Request(RequestId),
}

impl Reader {
    fn row(self) -> (&'static str, i64) {
        match self {
            Self::User(id) => ("users", id.0),
            Self::ExternalUser(id) => ("external_users", id.0),
            Self::Request(id) => ("requests", id.0),
        }
    }
}

/// The tag of the language, where one is known.
pub async fn of(db: &impl Run, reader: Reader) -> Result<Option<String>> {
    let (table, id) = reader.row();
    let sql = format!("SELECT language AS value FROM {table} WHERE id = $1");
    let found: Option<Single<Option<String>>> = one(db, &sql, args![id]).await?;
    Ok(found.and_then(|Single(language)| language))
}

/// The language of the newest of these requests that has one.
pub async fn of_newest_request(db: &impl Run, requests: &[RequestId]) -> Result<Option<String>> {
    let mut newest: Vec<RequestId> = requests.to_vec();
    // Ids grow with time; the newest chunk of a stroke of thousands is enough to look at.
    newest.sort_by_key(|id| std::cmp::Reverse(id.0));
    newest.truncate(NEWEST);
    let mut query = Query::new("SELECT language AS value FROM requests WHERE language IS NOT NULL AND id IN ");
    query.push_list(newest);
    query.push(" ORDER BY created_at DESC, id DESC LIMIT 1", vec![]);
    let found: Option<Single<Option<String>>> = query.one(db).await?;
    Ok(found.and_then(|Single(language)| language))
}

/// How many of the newest requests are asked for their language.
const NEWEST: usize = 100;

/// Remembers the language of an external user of whom none is known yet: what somebody sends in their name later does not
/// change in which language they are written to.
pub async fn set_first(tx: &Tx, user: ExternalUserId, tag: &str) -> Result<()> {
    let sql = "UPDATE external_users SET language = $2 WHERE id = $1 AND language IS NULL";
    execute(tx, sql, args![user, tag]).await?;
    Ok(())
}

/// Remembers the language, or forgets it.
pub async fn set(tx: &Tx, reader: Reader, tag: Option<&str>) -> Result<()> {
    let (table, id) = reader.row();
    execute(tx, &format!("UPDATE {table} SET language = $2 WHERE id = $1"), args![id, tag]).await?;
    Ok(())
}
