//! The items of download requests: what is asked for, and the decision that each got.

use crate::{
    Result, Run, Tx,
    sql::{LIST_CHUNK, Query, args, from_row},
};
use domain::*;

/// One item of a request, with the decision it got.
#[derive(Debug, Clone)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// Of which request.
    pub request_id: RequestId,
    /// The asset; none where the item is the whole place.
    pub asset_id: Option<AssetId>,
    /// The asset's title, also after it was deleted.
    pub title: Option<String>,
    /// The folder whose responsibles decide it.
    pub folder_id: Option<FolderId>,
    /// Where it stands.
    pub status: ItemStatus,
    /// The decision it got.
    pub decision_id: Option<DecisionId>,
    /// By whom; none where the policy did.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<Timestamp>,
    /// What was said.
    pub message: Option<String>,
    /// Whether the decider may decide all that the whole would open.
    pub whole: Option<i64>,
}

from_row!(Item {
    id,
    request_id,
    asset_id,
    title,
    folder_id,
    status,
    decision_id,
    decided_by,
    decided_at,
    message,
    whole
});

impl Item {
    /// One that was just asked for.
    pub(crate) fn waiting(id: ItemId, request: RequestId, asset: Option<AssetId>, folder: Option<FolderId>) -> Self {
        Self {
            id,
            request_id: request,
            asset_id: asset,
            title: None,
            folder_id: folder,
            status: ItemStatus::Pending,
            decision_id: None,
            decided_by: None,
            decided_at: None,
            message: None,
            whole: None,
        }
    }
}

/// The items of these requests, in the order of each.
pub async fn items(db: &impl Run, requests: &[RequestId]) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for chunk in requests.chunks(LIST_CHUNK) {
        let mut query = Query::new(
            "SELECT i.id, i.request_id, i.asset_id, a.title, i.folder_id, i.status, d.id AS decision_id, d.user_id AS decided_by, \
             d.created_at AS decided_at, d.message, d.whole FROM request_items i LEFT JOIN assets a ON a.id = i.asset_id \
             LEFT JOIN item_decisions x ON x.item_id = i.id LEFT JOIN decisions d ON d.id = x.decision_id WHERE i.request_id IN ",
        );
        query.push_list(chunk.iter().copied());
        query.push(" ORDER BY i.request_id, i.position", vec![]);
        items.extend(query.all(db).await?);
    }
    Ok(items)
}

/// Sets the status of items that have the status `from`; how many had it.
pub async fn set_item_status(tx: &Tx, items: &[ItemId], from: ItemStatus, to: ItemStatus) -> Result<u64> {
    let mut changed = 0;
    for chunk in items.chunks(LIST_CHUNK) {
        let mut query = Query::new("UPDATE request_items SET status = ");
        query.push("? WHERE status = ? AND id IN ", args![to, from]);
        query.push_list(chunk.iter().copied());
        changed += query.execute(tx).await?;
    }
    Ok(changed)
}
