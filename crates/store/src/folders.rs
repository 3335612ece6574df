//! Folders: the tree in which assets live, and who is responsible for what.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{Pair, Query, Single, all, args, execute, from_row, insert_many, one},
};
use domain::{AssetId, FolderId, Timestamp, UserId};
use std::collections::{HashMap, HashSet};

/// A folder as remembered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its id.
    pub id: FolderId,
    /// The folder it lies in; none at the top.
    pub parent_id: Option<FolderId>,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

from_row!(Folder { id, parent_id, name, created_at });

/// Adds a folder; [`crate::Error::Taken`] where its parent has one of that name.
pub async fn insert(tx: &Tx, parent: Option<FolderId>, name: &str, now: Timestamp) -> Result<FolderId> {
    let id = FolderId(tx.id(Table::Folders).await?);
    let sql = "INSERT INTO folders (id, parent_id, name, created_at) VALUES ($1, $2, $3, $4)";
    execute(tx, sql, args![id, parent, name, now]).await?;
    Ok(id)
}

/// The folder of this name in `parent`, and whether it was made: where there is none.
pub async fn find_or_insert(tx: &Tx, parent: Option<FolderId>, name: &str, now: Timestamp) -> Result<(FolderId, bool)> {
    loop {
        let sql = "SELECT id AS value FROM folders WHERE name = $1 AND COALESCE(parent_id, 0) = $2";
        let parent_key = parent.map_or(0, |id| id.0);
        if let Some(Single(id)) = one(tx, sql, args![name, parent_key]).await? {
            return Ok((id, false));
        }
        let id = FolderId(tx.id(Table::Folders).await?);
        let sql =
            "INSERT INTO folders (id, parent_id, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        if execute(tx, sql, args![id, parent, name, now]).await? > 0 {
            return Ok((id, true));
        }
    }
}

/// All folders.
pub async fn list(db: &impl Run) -> Result<Vec<Folder>> {
    all(db, "SELECT id, parent_id, name, created_at FROM folders ORDER BY name, id", vec![]).await
}

/// One folder.
pub async fn by_id(db: &impl Run, id: FolderId) -> Result<Option<Folder>> {
    one(db, "SELECT id, parent_id, name, created_at FROM folders WHERE id = $1", args![id]).await
}

/// Renames or moves a folder.
pub async fn update(tx: &Tx, folder: &Folder) -> Result<()> {
    let sql = "UPDATE folders SET parent_id = $2, name = $3 WHERE id = $1";
    execute(tx, sql, args![folder.id, folder.parent_id, &folder.name]).await?;
    Ok(())
}

/// Whether a folder has assets or folders in it, or decides what was asked for.
pub async fn is_used(db: &impl Run, id: FolderId) -> Result<bool> {
    let sql = "SELECT id AS value FROM folders WHERE id = $1 AND (EXISTS (SELECT 1 FROM assets WHERE folder_id = $1 AND deleted_at IS NULL) \
               OR EXISTS (SELECT 1 FROM folders f WHERE f.parent_id = $1) OR EXISTS (SELECT 1 FROM request_items WHERE folder_id = $1))";
    Ok(one::<_, Single<i64>>(db, sql, args![id]).await?.is_some())
}

/// Takes an empty folder away. Deleted assets that lay in it come back to no folder.
pub async fn delete(tx: &Tx, id: FolderId) -> Result<()> {
    tx.touch(Subject::Responsibles);
    execute(tx, "UPDATE assets SET folder_id = NULL WHERE folder_id = $1 AND deleted_at IS NOT NULL", args![id])
        .await?;
    execute(tx, "DELETE FROM folder_responsibles WHERE folder_id = $1", args![id]).await?;
    execute(tx, "DELETE FROM folders WHERE id = $1", args![id]).await?;
    Ok(())
}

/// Who is responsible for which folder, for all folders that have somebody who may decide.
pub async fn responsibles(db: &impl Run) -> Result<HashMap<FolderId, Vec<UserId>>> {
    let sql = "SELECT f.folder_id AS one, f.user_id AS other FROM folder_responsibles f JOIN users u ON u.id = f.user_id \
               WHERE u.deleted_at IS NULL AND (u.role <> 'member' OR u.responsible_for_external_users = 1) \
               ORDER BY f.folder_id, f.user_id";
    let mut folders: HashMap<FolderId, Vec<UserId>> = HashMap::new();
    for Pair(folder, user) in all(db, sql, vec![]).await? {
        folders.entry(folder).or_default().push(user);
    }
    Ok(folders)
}

/// Replaces the responsibles of a folder.
pub async fn set_responsibles(tx: &Tx, folder: FolderId, users: &[UserId]) -> Result<()> {
    tx.touch(Subject::Responsibles);
    execute(tx, "DELETE FROM folder_responsibles WHERE folder_id = $1", args![folder]).await?;
    let rows = users.iter().map(|user| args![folder, *user]).collect();
    insert_many(tx, "INSERT INTO folder_responsibles (folder_id, user_id)", "ON CONFLICT DO NOTHING", rows).await?;
    Ok(())
}

/// Makes a user the responsible of these folders and of no others.
pub async fn set_of_responsible(tx: &Tx, user: UserId, folders: &[FolderId]) -> Result<()> {
    tx.touch(Subject::Responsibles);
    execute(tx, "DELETE FROM folder_responsibles WHERE user_id = $1", args![user]).await?;
    let rows = folders.iter().map(|folder| args![*folder, user]).collect();
    insert_many(tx, "INSERT INTO folder_responsibles (folder_id, user_id)", "ON CONFLICT DO NOTHING", rows).await?;
    Ok(())
}

/// The folders whose responsible this user is.
pub async fn of_responsible(db: &impl Run, user: UserId) -> Result<Vec<FolderId>> {
    let sql = "SELECT folder_id AS value FROM folder_responsibles WHERE user_id = $1 ORDER BY folder_id";
    let rows = all(db, sql, args![user]).await?;
    Ok(rows.into_iter().map(|Single(id)| id).collect())
}

/// For each asset the folder whose responsibles decide it: the nearest ancestor that has some. Assets without such a
/// folder are missing from the answer.
pub async fn deciding_folders(db: &impl Run, assets: &[AssetId]) -> Result<HashMap<AssetId, FolderId>> {
    let responsibles = responsibles(db).await?;
    if responsibles.is_empty() {
        return Ok(HashMap::new());
    }
    let parents: HashMap<FolderId, Option<FolderId>> =
        list(db).await?.into_iter().map(|folder| (folder.id, folder.parent_id)).collect();
    let mut deciding = HashMap::new();
    for chunk in assets.chunks(crate::sql::LIST_CHUNK) {
        let mut query =
            Query::new("SELECT id AS one, folder_id AS other FROM assets WHERE folder_id IS NOT NULL AND id IN ");
        query.push_list(chunk.iter().copied());
        for Pair(asset, folder) in query.all::<_, Pair<AssetId, FolderId>>(db).await? {
            if let Some(folder) = nearest(folder, &parents, |folder| responsibles.contains_key(&folder)) {
                deciding.insert(asset, folder);
            }
        }
    }
    Ok(deciding)
}

fn nearest(
    start: FolderId,
    parents: &HashMap<FolderId, Option<FolderId>>,
    fits: impl Fn(FolderId) -> bool,
) -> Option<FolderId> {
    let mut seen = HashSet::new();
    let mut folder = Some(start);
    // A loop among the folders can't be made through the doors; should one exist, it must not hang the desk.
    while let Some(here) = folder.filter(|here| seen.insert(*here)) {
        if fits(here) {
            return Some(here);
        }
        folder = parents.get(&here).copied().flatten();
    }
    None
}
