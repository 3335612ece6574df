//! Terms of use of kits and portals, in versions that never change.

use crate::{
    Result, Run, Table, Tx,
    changes::Subject,
    sql::{LIST_CHUNK, Query, args, execute, from_row, one},
};
use domain::{KitId, PortalId, TermsId, Timestamp};

/// A kit or a portal: whose terms they are, and what requests and grants are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {
    /// A kit's.
    Kit(KitId),
    /// A portal's.
    Portal(PortalId),
}

impl Owner {
    /// The column that names it, and its id.
    pub(crate) fn column(self) -> (&'static str, i64) {
        match self {
            Owner::Kit(KitId(id)) => ("kit_id", id),
            Owner::Portal(PortalId(id)) => ("portal_id", id),
        }
    }

    /// The word for it in tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Owner::Kit(_) => "kit",
            Owner::Portal(_) => "portal",
        }
    }
}

/// One version of terms of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Its id.
    pub id: TermsId,
    /// The kit, where it is a kit's.
    pub kit_id: Option<KitId>,
    /// The portal, where it is a portal's.
    pub portal_id: Option<PortalId>,
    /// Its number, from 1.
    pub version: i64,
    /// What one has to accept; empty: nothing from then on.
    pub text: String,
    /// When it was set.
    pub created_at: Timestamp,
}

from_row!(Terms { id, kit_id, portal_id, version, text, created_at });

const COLUMNS: &str = "id, kit_id, portal_id, version, text, created_at";

/// The terms that one has to accept now, if there are any.
pub async fn current(db: &impl Run, of: Owner) -> Result<Option<Terms>> {
    let (column, id) = of.column();
    let sql = format!("SELECT {COLUMNS} FROM terms WHERE {column} = $1 ORDER BY version DESC LIMIT 1");
    let latest: Option<Terms> = one(db, &sql, args![id]).await?;
    Ok(latest.filter(|terms| !terms.text.is_empty()))
}

/// Sets the terms from now on, as a new version; an empty text: none.
pub async fn set(tx: &Tx, of: Owner, text: &str, now: Timestamp) -> Result<TermsId> {
    let id = TermsId(tx.id(Table::Terms).await?);
    let (column, owner) = of.column();
    let sql = format!(
        "INSERT INTO terms (id, {column}, version, text, created_at) \
         VALUES ($1, $2, (SELECT COALESCE(MAX(version), 0) + 1 FROM terms WHERE {column} = $2), $3, $4)"
    );
    tx.touch(match of {
        Owner::Kit(kit) => Subject::Kit(kit),
        Owner::Portal(portal) => Subject::Portal(portal),
    });
    execute(tx, &sql, args![id, owner, text, now]).await?;
    Ok(id)
}

/// These versions, in no particular order.
pub async fn by_ids(db: &impl Run, ids: &[TermsId]) -> Result<Vec<Terms>> {
    let mut terms = Vec::new();
    for chunk in ids.chunks(LIST_CHUNK) {
        let mut query = Query::new(&format!("SELECT {COLUMNS} FROM terms WHERE id IN "));
        query.push_list(chunk.iter().copied());
        terms.extend(query.all(db).await?);
    }
    Ok(terms)
}
