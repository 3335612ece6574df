//! In which language a requester reads, as far as it is known: as tags, since a file of sentences may have gone since.

use crate::{
    Result, Run, Tx,
    changes::Subject,
    sql::{Query, Single, args, execute, one},
};
use ::words::Language;
use domain::*;

/// How many of the newest requests are asked for their language.
const NEWEST: usize = 100;

/// The language of the newest of these requests that has one.
pub async fn of_newest_request(db: &impl Run, requests: &[RequestId]) -> Result<Option<String>> {
    let mut newest: Vec<RequestId> = requests.to_vec();
    // Ids grow with time; the newest of a stroke of thousands are enough to look at.
    newest.sort_by_key(|id| std::cmp::Reverse(id.0));
    newest.truncate(NEWEST);
    let mut query = Query::new("SELECT language AS value FROM requests WHERE language IS NOT NULL AND id IN ");
    query.push_list(newest);
    query.push(" ORDER BY created_at DESC, id DESC LIMIT 1", vec![]);
    let found: Option<Single<Option<String>>> = query.one(db).await?;
    Ok(found.and_then(|Single(language)| language))
}

/// The language that an external user first asked in.
pub async fn of_external_user(db: &impl Run, user: ExternalUserId) -> Result<Option<String>> {
    let sql = "SELECT language AS value FROM external_users WHERE id = $1";
    let found: Option<Single<Option<String>>> = one(db, sql, args![user]).await?;
    Ok(found.and_then(|Single(language)| language))
}

/// Remembers the language of an external user of whom none is known yet: what somebody sends in their name later does not
/// change in which language they are written to.
pub async fn set_first(tx: &Tx, user: ExternalUserId, language: Language) -> Result<()> {
    let sql = "UPDATE external_users SET language = $2 WHERE id = $1 AND language IS NULL";
    if execute(tx, sql, args![user, language.tag()]).await? > 0 {
        tx.touch(Subject::ExternalUser(user));
    }
    Ok(())
}
