//! How many requests there are in each state at each place, kept so that nobody has to count millions.

use crate::{
    Result, Run, Table, Tx,
    sql::{FromRow, LIST_CHUNK, Query, Row, Single, all, args},
};
use domain::*;
use std::collections::BTreeMap;

/// Where requests are counted.
pub(crate) type Drawer = (Option<PortalId>, Option<KitId>, RequestStatus);

struct Counted {
    drawer: Drawer,
    count: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        let drawer = (row.get("portal_id")?, row.get("kit_id")?, row.get("status")?);
        Ok(Self { drawer, count: row.get("count")? })
    }
}

/// What a transaction changes in the drawers.
pub(crate) type Moves = BTreeMap<(Option<i64>, Option<i64>, &'static str), (Drawer, i64)>;

/// Says that this transaction adds requests to a drawer, or takes some out.
pub(super) fn add(tx: &Tx, drawer: Drawer, count: i64) {
    tx.moves().entry(key(drawer)).or_insert((drawer, 0)).1 += count;
}

/// In the order of which drawers are put together.
fn key((portal, kit, status): Drawer) -> (Option<i64>, Option<i64>, &'static str) {
    (portal.map(|id| id.0), kit.map(|id| id.0), status.as_str())
}

/// Says that this transaction moves requests to a state, before it does.
pub(super) async fn move_to(tx: &Tx, ids: &[RequestId], to: RequestStatus) -> Result<()> {
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("SELECT portal_id, kit_id, status, COUNT(*) AS count FROM requests WHERE id IN ");
        query.push_list(chunk.iter().copied());
        query.push(" AND status <> ? GROUP BY portal_id, kit_id, status", args![to]);
        for Counted { drawer, count } in query.all(tx).await? {
            add(tx, drawer, -count);
            add(tx, (drawer.0, drawer.1, to), count);
        }
    }
    Ok(())
}

/// Writes what this transaction moved.
pub(crate) async fn write(tx: &Tx) -> Result<()> {
    let moves: Moves = std::mem::take(&mut *tx.moves());
    for ((portal, kit, status), count) in moves.into_values().filter(|(_, count)| *count != 0) {
        let head = "INSERT INTO request_counts (id, portal_id, kit_id, status, count)";
        let id = tx.id(Table::RequestCounts).await?;
        tx.insert_later("request_counts", head, [args![id, portal, kit, status, count]]);
    }
    Ok(())
}

/// How many requests there are in these states (any, where none is named), at this portal and of this kit, where named.
pub async fn counted(
    db: &impl Run,
    status: &[RequestStatus],
    portal: Option<PortalId>,
    kit: Option<KitId>,
) -> Result<u64> {
    let mut query =
        Query::new("SELECT CAST(COALESCE(SUM(count), 0) AS BIGINT) AS value FROM request_counts WHERE 1 = 1");
    if !status.is_empty() {
        query.push(" AND status IN ", vec![]).push_list(status.iter().copied());
    }
    if let Some(portal) = portal {
        query.push(" AND portal_id = ?", args![portal]);
    }
    if let Some(kit) = kit {
        query.push(" AND kit_id = ?", args![kit]);
    }
    Ok(query.one(db).await?.map_or(0, |Single(count)| count))
}

/// How many requests are pending at each place that has any.
pub async fn pending_by_place(db: &impl Run) -> Result<Vec<(Option<PortalId>, Option<KitId>, u64)>> {
    struct At(Option<PortalId>, Option<KitId>, u64);
    impl FromRow for At {
        fn from_row(row: &Row) -> Result<Self> {
            Ok(At(row.get("portal_id")?, row.get("kit_id")?, row.get("count")?))
        }
    }
    let sql = "SELECT portal_id, kit_id, CAST(SUM(count) AS BIGINT) AS count FROM request_counts \
               WHERE status = 'pending' GROUP BY portal_id, kit_id HAVING SUM(count) > 0";
    let rows: Vec<At> = all(db, sql, vec![]).await?;
    Ok(rows.into_iter().map(|At(portal, kit, count)| (portal, kit, count)).collect())
}

/// Puts the rows of each drawer together.
pub async fn put_together(tx: &Tx) -> Result<()> {
    struct One(i64, Counted);
    impl FromRow for One {
        fn from_row(row: &Row) -> Result<Self> {
            Ok(One(row.get("id")?, Counted::from_row(row)?))
        }
    }
    let rows: Vec<One> = all(tx, "SELECT id, portal_id, kit_id, status, count FROM request_counts", vec![]).await?;
    let mut drawers: BTreeMap<_, (Drawer, i64, u64)> = BTreeMap::new();
    for One(_, Counted { drawer, count }) in &rows {
        let sum = drawers.entry(key(*drawer)).or_insert((*drawer, 0, 0));
        (sum.1, sum.2) = (sum.1 + count, sum.2 + 1);
    }
    if drawers.values().all(|(_, count, rows)| *rows == 1 && *count != 0) {
        return Ok(());
    }
    let ids: Vec<i64> = rows.iter().map(|One(id, _)| *id).collect();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new("DELETE FROM request_counts WHERE id IN ");
        query.push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    for (drawer, count, _) in drawers.into_values() {
        add(tx, drawer, count);
    }
    Ok(())
}
