//! Erasing an external user: everything of the person goes from every table, what is counted stays.
//!
//! The row itself stays for the requests that refer to it, under a name that is nobody's. Whatever a person writes, or is
//! written about or to them, has to be named here (a test asks the schema what holds text). What is deleted is overwritten
//! on SQLite (`secure_delete`, and FTS5's own), and [`finish`] takes it out of the log beside the file.

use crate::{
    Engine, Result, Run, Store, Tx,
    changes::Subject,
    installation,
    search::{self, Indexed},
    sql::{Query, Single, all, args, execute, from_row, one},
};
use domain::{BrowserId, ExternalUserId, RequestId, Timestamp};

/// Under which name the installation keeps that something erased may stand in the log beside the file yet.
const UNFINISHED: &str = "erasing";

/// The requests of an external user, oldest first.
pub async fn requests_of(db: &impl Run, user: ExternalUserId) -> Result<Vec<RequestId>> {
    let sql = "SELECT id AS value FROM requests WHERE external_user_id = $1 ORDER BY created_at, id";
    let rows = all(db, sql, args![user]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// Whose requests they are, in a statement with the external user as its first value.
const THEIRS: &str = "IN (SELECT id FROM requests WHERE external_user_id = $1)";

/// Erases an external user whose requests this transaction holds. `buckets` are the counters kept for their address,
/// `jobs` how the outbox names them as the one who is written to.
pub async fn erase(tx: &Tx, user: ExternalUserId, buckets: &[String], jobs: &[String], now: Timestamp) -> Result<()> {
    tx.touch(Subject::ExternalUser(user));
    end_access(tx, user, now).await?;
    let browsers = leave_browsers(tx, user).await?;
    erase_words(tx, user).await?;
    forget_traces(tx, user, &browsers, buckets, jobs).await?;
    erase_name(tx, user, now).await?;
    installation::set(tx, UNFINISHED, &now.micros().to_string()).await
}

/// What stands open ends now; its requests stay what they were decided to be.
async fn end_access(tx: &Tx, user: ExternalUserId, now: Timestamp) -> Result<()> {
    let open = "revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)";
    let sql =
        format!("UPDATE grants SET expires_at = $2 WHERE {open} AND (request_id {THEIRS} OR external_user_id = $1)");
    execute(tx, &sql, args![user, now]).await?;
    let sql = "UPDATE requests SET expires_at = $2 WHERE external_user_id = $1 AND expires_at > $2";
    execute(tx, sql, args![user, now]).await?;
    execute(tx, "DELETE FROM links WHERE external_user_id = $1", args![user]).await?;
    Ok(())
}

/// The browsers that were let in for their requests are not named by these any more; which they were. One that nobody else
/// asked in goes.
async fn leave_browsers(tx: &Tx, user: ExternalUserId) -> Result<Vec<BrowserId>> {
    let sql = format!(
        "SELECT browser_id AS value FROM requests WHERE external_user_id = $1 AND browser_id IS NOT NULL \
         UNION SELECT browser_id FROM grants WHERE browser_id IS NOT NULL AND request_id {THEIRS}"
    );
    let rows: Vec<Single<BrowserId>> = all(tx, &sql, args![user]).await?;
    let browsers: Vec<BrowserId> = rows.into_iter().map(|Single(id)| id).collect();
    let sql = format!(
        "UPDATE grants SET external_user_id = $1, browser_id = NULL WHERE browser_id IS NOT NULL AND request_id {THEIRS}"
    );
    execute(tx, &sql, args![user]).await?;
    execute(tx, "UPDATE requests SET browser_id = NULL WHERE external_user_id = $1", args![user]).await?;
    let mut alone = Vec::new();
    for browser in browsers {
        tx.touch(Subject::Browser(browser));
        let sql = "DELETE FROM browsers WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM requests r WHERE r.browser_id = $1) \
                   AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.browser_id = $1)";
        if execute(tx, sql, args![browser]).await? > 0 {
            alone.push(browser);
        }
    }
    Ok(alone)
}

/// What they wrote, and what was written to them and about them.
async fn erase_words(tx: &Tx, user: ExternalUserId) -> Result<()> {
    execute(tx, &format!("DELETE FROM request_words WHERE request_id {THEIRS}"), args![user]).await?;
    execute(tx, &format!("DELETE FROM request_notes WHERE request_id {THEIRS}"), args![user]).await?;
    execute(tx, &format!("UPDATE decisions SET message = NULL WHERE request_id {THEIRS}"), args![user]).await?;
    execute(tx, "DELETE FROM external_user_notes WHERE external_user_id = $1", args![user]).await?;
    for request in requests_of(tx, user).await? {
        search::out(tx, Indexed::Requests, request.0).await?;
        // No address leads to a reference with a hyphen in it.
        let sql = "UPDATE requests SET reference = 'erased-' || id, reason = NULL, answers = '[]', language = NULL, \
                   message = NULL, revocation_message = NULL, search = '' WHERE id = $1";
        execute(tx, sql, args![request]).await?;
        search::back(tx, Indexed::Requests, request.0).await?;
    }
    Ok(())
}

/// What is kept for a while beside the records: open asks, keys of repeated calls, limits, mails that wait.
async fn forget_traces(
    tx: &Tx,
    user: ExternalUserId,
    browsers: &[BrowserId],
    buckets: &[String],
    jobs: &[String],
) -> Result<()> {
    execute(tx, "DELETE FROM open_asks WHERE asker = $1", args![format!("external:{user}")]).await?;
    let sql = format!("DELETE FROM idempotency_keys WHERE route LIKE '%/api/public/%' AND resource_id {THEIRS}");
    execute(tx, &sql, args![user]).await?;
    let subjects = std::iter::once(format!("e{user}")).chain(browsers.iter().map(|browser| format!("b{browser}")));
    for (table, column, named) in
        [("download_counts", "subject", subjects.collect::<Vec<_>>()), ("counters", "bucket", buckets.to_vec())]
    {
        let mut query = Query::new(&format!("DELETE FROM {table} WHERE {column} IN "));
        query.push_list(named.iter());
        query.execute(tx).await?;
    }
    for part in jobs {
        execute(tx, "DELETE FROM outbox WHERE payload LIKE $1", args![format!("%{part}%")]).await?;
    }
    Ok(())
}

/// The row, under a name that is nobody's: a key with a blank in it is no address that somebody could type.
async fn erase_name(tx: &Tx, user: ExternalUserId, now: Timestamp) -> Result<()> {
    search::out(tx, Indexed::ExternalUsers, user.0).await?;
    let sql = "UPDATE external_users SET mail = 'erased-' || id || '@erased.invalid', mail_key = 'erased ' || id, \
               first_name = NULL, last_name = NULL, language = NULL, search = '', erased_at = $2 WHERE id = $1";
    execute(tx, sql, args![user, now]).await?;
    search::back(tx, Indexed::ExternalUsers, user.0).await
}

/// How a checkpoint went.
struct Checkpoint {
    busy: i64,
}

from_row!(Checkpoint { busy });

/// Takes what was erased out of the log beside the file, where something was; whether nothing of it is left there. Who
/// reads old records at that moment keeps it from it: then it is to be tried again.
pub async fn finish(store: &Store) -> Result<bool> {
    if installation::value(store, UNFINISHED).await?.is_none() {
        return Ok(true);
    }
    if store.engine() == Engine::Sqlite {
        let done: Option<Checkpoint> = one(&store.writer(), "PRAGMA wal_checkpoint(TRUNCATE)", vec![]).await?;
        if done.is_none_or(|done| done.busy != 0) {
            return Ok(false);
        }
    }
    crate::write!(store, |tx| execute(tx, "DELETE FROM installation WHERE name = $1", args![UNFINISHED]).await)?;
    Ok(true)
}
