//! Open asks: what an address has under review by form. The primary key keeps it to one for an address, a place and an
//! asset (or the whole place).

use crate::{
    Result, Run, Tx,
    sql::{LIST_CHUNK, Query, Single, all, args, execute},
};
use domain::{AssetId, ExternalUserId, Place, RequestId, UserId};

/// Whose ask it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// A requester without a login.
    External(ExternalUserId),
    /// A signed-in user.
    User(UserId),
}

impl Asker {
    fn key(self) -> String {
        match self {
            Asker::External(id) => format!("external:{id}"),
            Asker::User(id) => format!("user:{id}"),
        }
    }
}

fn place_key(place: Place) -> (i64, i64) {
    (place.portal().map_or(0, |id| id.0), place.kit().map_or(0, |id| id.0))
}

/// What this asker has under review at this place; `None` stands for the whole place.
pub async fn of(db: &impl Run, asker: Asker, place: Place) -> Result<Vec<(Option<AssetId>, RequestId)>> {
    let (portal, kit) = place_key(place);
    let sql = "SELECT asset_id AS one, request_id AS other FROM open_asks \
               WHERE asker = $1 AND portal_id = $2 AND kit_id = $3 ORDER BY asset_id";
    let rows: Vec<crate::sql::Pair<AssetId, RequestId>> = all(db, sql, args![asker.key(), portal, kit]).await?;
    let whole = |asset: AssetId| (asset.0 != 0).then_some(asset);
    Ok(rows.into_iter().map(|crate::sql::Pair(asset, request)| (whole(asset), request)).collect())
}

/// Claims these asks for a request; the ones that were free. `None` stands for the whole place.
pub async fn claim(
    tx: &Tx,
    asker: Asker,
    place: Place,
    asked: &[Option<AssetId>],
    request: RequestId,
) -> Result<Vec<Option<AssetId>>> {
    let (portal, kit) = place_key(place);
    let mut claimed = Vec::new();
    for asset in asked {
        let sql = "INSERT INTO open_asks (asker, portal_id, kit_id, asset_id, request_id) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT DO NOTHING";
        let key = asset.map_or(0, |asset| asset.0);
        if execute(tx, sql, args![asker.key(), portal, kit, key, request]).await? > 0 {
            claimed.push(*asset);
        }
    }
    Ok(claimed)
}

/// Frees what requests no longer wait for: the asks whose item is pending no more.
pub async fn release(tx: &Tx, requests: &[RequestId]) -> Result<()> {
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "DELETE FROM open_asks WHERE NOT EXISTS (\
             SELECT 1 FROM request_items i WHERE i.request_id = open_asks.request_id \
             AND i.status = 'pending' AND (i.asset_id = open_asks.asset_id OR open_asks.asset_id = 0)) AND request_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.execute(tx).await?;
    }
    Ok(())
}

/// How many asks are open.
pub async fn count(db: &impl Run) -> Result<u64> {
    let row = crate::sql::one(db, "SELECT COUNT(*) AS value FROM open_asks", vec![]).await?;
    Ok(row.map_or(0, |Single(count)| count))
}
