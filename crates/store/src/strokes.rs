//! Strokes: what one user decided in the pages at once. While the mails of one wait in the outbox it may be undone.

use crate::{
    Result, Run, Table, Tx,
    grants::Subject,
    outbox,
    sql::{LIST_CHUNK, Pair, Query, Single, all, args, execute, from_row, one},
};
use domain::*;

/// A stroke as remembered.
#[derive(Debug, Clone)]
pub struct Stroke {
    /// Its id.
    pub id: StrokeId,
    /// Whose it is.
    pub user_id: UserId,
    /// What was decided.
    pub verdict: Verdict,
    /// How many requests were decided.
    pub requests: i64,
    /// How many mails wait.
    pub mails: i64,
    /// When they leave.
    pub leaves_at: Timestamp,
    /// When it began.
    pub created_at: Timestamp,
}

from_row!(Stroke { id, user_id, verdict, requests, mails, leaves_at, created_at });

const COLUMNS: &str = "s.id, s.user_id, s.verdict, s.requests, s.mails, s.leaves_at, s.created_at";

/// Begins a stroke of nothing yet.
pub async fn begin(tx: &Tx, user: UserId, verdict: Verdict, now: Timestamp) -> Result<StrokeId> {
    let id = StrokeId(tx.id(Table::Strokes).await?);
    let sql = "INSERT INTO strokes (id, user_id, verdict, requests, mails, leaves_at, created_at) \
               VALUES ($1, $2, $3, 0, 0, $4, $4)";
    execute(tx, sql, args![id, user, verdict, now]).await?;
    Ok(id)
}

/// Adds to a stroke what one transaction decided: so many requests, by these decisions, with so many mails. All of its mails
/// wait until then.
pub async fn add(
    tx: &Tx,
    id: StrokeId,
    requests: u64,
    decisions: &[DecisionId],
    mails: u64,
    leaves_at: Timestamp,
) -> Result<()> {
    let rows = decisions.iter().map(|decision| args![id, *decision]);
    tx.insert_later("stroke_decisions", "INSERT INTO stroke_decisions (stroke_id, decision_id)", rows);
    outbox::put_off(tx, id, leaves_at).await?;
    let sql = "UPDATE strokes SET requests = requests + $2, mails = mails + $3, leaves_at = $4 WHERE id = $1";
    execute(tx, sql, args![id, requests, mails, leaves_at]).await?;
    Ok(())
}

/// One stroke.
pub async fn by_id(db: &impl Run, id: StrokeId) -> Result<Option<Stroke>> {
    one(db, &format!("SELECT {COLUMNS} FROM strokes s WHERE s.id = $1"), args![id]).await
}

/// The last stroke of a user whose mails have not left by the clock.
pub async fn latest(db: &impl Run, user: UserId, now: Timestamp) -> Result<Option<Stroke>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM strokes s WHERE s.user_id = $1 AND s.leaves_at > $2 AND s.mails > 0 ORDER BY s.id DESC LIMIT 1"
    );
    one(db, &sql, args![user, now]).await
}

/// The last such stroke in which a user decided this request.
pub async fn latest_about(db: &impl Run, user: UserId, request: RequestId, now: Timestamp) -> Result<Option<Stroke>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM decisions d JOIN stroke_decisions x ON x.decision_id = d.id JOIN strokes s ON s.id = x.stroke_id \
         WHERE d.request_id = $1 AND s.user_id = $2 AND s.leaves_at > $3 AND s.mails > 0 ORDER BY s.id DESC LIMIT 1"
    );
    one(db, &sql, args![request, user, now]).await
}

/// Whether a decision about one of these requests may still be undone, by the clock.
pub async fn may_be_undone(db: &impl Run, requests: &[RequestId], now: Timestamp) -> Result<bool> {
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT d.id AS value FROM decisions d JOIN stroke_decisions x ON x.decision_id = d.id \
             JOIN strokes s ON s.id = x.stroke_id WHERE s.leaves_at > ",
        );
        query.push("? AND s.mails > 0 AND d.request_id IN ", args![now]);
        query.push_list(chunk.iter().copied()).push(" LIMIT 1", vec![]);
        if query.one::<_, Single<i64>>(db).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The decisions of a stroke, each with its request.
pub async fn decisions(db: &impl Run, id: StrokeId) -> Result<Vec<(DecisionId, RequestId)>> {
    let sql = "SELECT d.id AS one, d.request_id AS other FROM stroke_decisions x JOIN decisions d ON d.id = x.decision_id \
               WHERE x.stroke_id = $1 ORDER BY d.id";
    let rows: Vec<Pair<DecisionId, RequestId>> = all(db, sql, args![id]).await?;
    Ok(rows.into_iter().map(|Pair(decision, request)| (decision, request)).collect())
}

/// Whether something was built upon a stroke since, so that taking it out would bring that down: what it approved was revoked,
/// a request of it was withdrawn or expired, a colleague's decision made a whole of it, or an asset of it was deleted.
pub async fn is_built_upon(db: &impl Run, stroke: &Stroke) -> Result<bool> {
    const OF: &str = "FROM stroke_decisions x JOIN decisions d ON d.id = x.decision_id";
    let items = "JOIN item_decisions y ON y.decision_id = d.id JOIN request_items i ON i.id = y.item_id";
    let looked_for = [
        format!("{OF} {items} WHERE x.stroke_id = $1 AND i.status NOT IN ('approved', 'denied')"),
        format!("{OF} {items} JOIN assets a ON a.id = i.asset_id WHERE x.stroke_id = $1 AND a.deleted_at IS NOT NULL"),
        format!("{OF} JOIN grants g ON g.decision_id = d.id WHERE x.stroke_id = $1 AND g.revoked_at IS NOT NULL"),
        format!(
            "{OF} JOIN grants g ON g.request_id = d.request_id WHERE x.stroke_id = $1 AND g.asset_id IS NULL \
             AND g.revoked_at IS NULL AND NOT EXISTS (SELECT 1 FROM stroke_decisions z \
             WHERE z.stroke_id = $1 AND z.decision_id = g.decision_id)"
        ),
    ];
    for sql in looked_for {
        let found: Option<Single<i64>> =
            one(db, &format!("SELECT d.id AS value {sql} LIMIT 1"), args![stroke.id]).await?;
        if found.is_some() {
            return Ok(true);
        }
    }
    let sql = format!(
        "SELECT d.id AS value {OF} JOIN events e ON e.request_id = d.request_id \
         WHERE x.stroke_id = $1 AND e.type IN ('request.withdrawn', 'request.expired') AND e.at >= $2 LIMIT 1"
    );
    Ok(one::<_, Single<i64>>(db, &sql, args![stroke.id, stroke.created_at]).await?.is_some())
}

/// Takes a stroke out, as if it had not been made: its items wait again, its grants and decisions are gone. What becomes of
/// its requests is for the caller, who holds them.
pub async fn take_out(tx: &Tx, id: StrokeId) -> Result<()> {
    let made: Vec<DecisionId> = decisions(tx, id).await?.into_iter().map(|(decision, _)| decision).collect();
    for chunk in made.chunks(LIST_CHUNK) {
        let of_them = |sql: &str| {
            let mut query = Query::new(sql);
            query.push_list(chunk.iter().copied());
            query
        };
        let mut items = of_them(
            "UPDATE request_items SET status = 'pending' WHERE id IN (SELECT item_id FROM item_decisions WHERE decision_id IN ",
        );
        items.push(")", vec![]);
        items.execute(tx).await?;
        of_them("DELETE FROM item_decisions WHERE decision_id IN ").execute(tx).await?;
        let mut grants = of_them("DELETE FROM grants WHERE decision_id IN ");
        grants.push(" RETURNING external_user_id, user_id, browser_id", vec![]);
        for subject in grants.all::<_, Subject>(tx).await? {
            tx.touch(subject.changed());
        }
        of_them("DELETE FROM decisions WHERE id IN ").execute(tx).await?;
    }
    execute(tx, "DELETE FROM stroke_decisions WHERE stroke_id = $1", args![id]).await?;
    execute(tx, "DELETE FROM strokes WHERE id = $1", args![id]).await?;
    Ok(())
}

/// Forgets strokes whose mails left before a moment.
pub async fn forget(tx: &Tx, before: Timestamp) -> Result<()> {
    let sql = "DELETE FROM stroke_decisions WHERE stroke_id IN (SELECT id FROM strokes WHERE leaves_at < $1)";
    execute(tx, sql, args![before]).await?;
    execute(tx, "DELETE FROM strokes WHERE leaves_at < $1", args![before]).await?;
    Ok(())
}
