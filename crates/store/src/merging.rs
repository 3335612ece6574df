//! Making one of two external users, where one person asked with two addresses. What the one did goes to the other; the
//! address that goes opens nothing any more.

use crate::{
    Result, Tx,
    changes::Subject,
    external_users::{self, ExternalUser},
    search::{self, Indexed},
    sql::{args, execute},
};
use domain::{ExternalUserId, Timestamp};

/// Gives everything of `gone` to `kept`. `jobs` are the ways in which the outbox names one who is written to, for the one
/// that goes and the one that stays.
pub async fn merge(
    tx: &Tx,
    gone: &ExternalUser,
    kept: &ExternalUser,
    jobs: &[(String, String)],
    now: Timestamp,
) -> Result<()> {
    let (from, to) = (gone.id, kept.id);
    tx.touch(Subject::ExternalUser(from));
    tx.touch(Subject::ExternalUser(to));
    // Whoever keeps a request as it is shown keeps it by its version.
    let sql = "UPDATE requests SET external_user_id = $2, version = version + 1 WHERE external_user_id = $1";
    execute(tx, sql, args![from, to]).await?;
    // What was sent to an address proves that address and no other one.
    execute(tx, "UPDATE links SET ended_at = $2 WHERE external_user_id = $1 AND ended_at IS NULL", args![from, now])
        .await?;
    for table in ["grants", "events", "external_user_notes", "links"] {
        let sql = format!("UPDATE {table} SET external_user_id = $2 WHERE external_user_id = $1");
        execute(tx, &sql, args![from, to]).await?;
    }
    join_asks(tx, from, to).await?;
    join_counts(tx, from, to).await?;
    for (from, to) in jobs {
        let sql = "UPDATE outbox SET payload = REPLACE(payload, $1, $2) WHERE payload LIKE $3";
        execute(tx, sql, args![from, to, format!("%{from}%")]).await?;
    }
    join_names(tx, gone, kept).await
}

/// What both have under review at one place stays claimed once.
async fn join_asks(tx: &Tx, from: ExternalUserId, to: ExternalUserId) -> Result<()> {
    let (from, to) = (format!("external:{from}"), format!("external:{to}"));
    let sql = "DELETE FROM open_asks WHERE asker = $1 AND EXISTS (SELECT 1 FROM open_asks k WHERE k.asker = $2 \
               AND k.portal_id = open_asks.portal_id AND k.kit_id = open_asks.kit_id AND k.asset_id = open_asks.asset_id)";
    execute(tx, sql, args![&from, &to]).await?;
    execute(tx, "UPDATE open_asks SET asker = $2 WHERE asker = $1", args![&from, &to]).await?;
    Ok(())
}

/// What both downloaded within the hour was counted for each; it counts no third time.
async fn join_counts(tx: &Tx, from: ExternalUserId, to: ExternalUserId) -> Result<()> {
    let (from, to) = (format!("e{from}"), format!("e{to}"));
    let sql = "DELETE FROM download_counts WHERE subject = $1 AND EXISTS (SELECT 1 FROM download_counts k \
               WHERE k.subject = $2 AND k.content = download_counts.content)";
    execute(tx, sql, args![&from, &to]).await?;
    execute(tx, "UPDATE download_counts SET subject = $2 WHERE subject = $1", args![&from, &to]).await?;
    Ok(())
}

/// The one that stays has been known for as long as either, and is called as it was, if it was called anything.
async fn join_names(tx: &Tx, gone: &ExternalUser, kept: &ExternalUser) -> Result<()> {
    let named = if kept.first_name.is_some() { kept } else { gone };
    let (first, last) = (named.first_name.as_deref(), named.last_name.as_deref());
    let search = external_users::searched_in(first, last, &kept.mail);
    search::out(tx, Indexed::ExternalUsers, kept.id.0).await?;
    let sql = "UPDATE external_users SET first_name = $2, last_name = $3, search = $4, created_at = $5, \
               language = COALESCE(language, (SELECT g.language FROM external_users g WHERE g.id = $6)) WHERE id = $1";
    let since = kept.created_at.min(gone.created_at);
    execute(tx, sql, args![kept.id, first, last, search, since, gone.id]).await?;
    search::back(tx, Indexed::ExternalUsers, kept.id.0).await?;
    search::out(tx, Indexed::ExternalUsers, gone.id.0).await?;
    execute(tx, "DELETE FROM external_users WHERE id = $1", args![gone.id]).await?;
    Ok(())
}
