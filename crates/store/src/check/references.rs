//! What rows refer to has to be there.

use super::{Fault, MOST, key_of};
use crate::{
    Result, Run, backup,
    sql::{Pair, all},
};

/// A column that names a row of another table by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The table with the column.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The table whose rows it names.
    pub to: &'static str,
}

const fn of(table: &'static str, column: &'static str, to: &'static str) -> Reference {
    Reference { table, column, to }
}

/// All of them: those that the schema declares (a test compares), and at the end those that it leaves to Ajar.
pub const REFERENCES: &[Reference] = &[
    of("tokens", "user_id", "users"),
    of("sessions", "user_id", "users"),
    of("recoveries", "user_id", "users"),
    of("folders", "parent_id", "folders"),
    of("folder_responsibles", "folder_id", "folders"),
    of("folder_responsibles", "user_id", "users"),
    of("assets", "folder_id", "folders"),
    of("assets", "deleted_by", "users"),
    of("asset_versions", "asset_id", "assets"),
    of("asset_versions", "user_id", "users"),
    of("uploads", "user_id", "users"),
    of("previews", "version_id", "asset_versions"),
    of("marked_previews", "version_id", "asset_versions"),
    of("renditions", "version_id", "asset_versions"),
    of("kit_sections", "kit_id", "kits"),
    of("kit_assets", "section_id", "kit_sections"),
    of("kit_assets", "asset_id", "assets"),
    of("kit_assets", "kit_id", "kits"),
    of("portals", "logo_id", "assets"),
    of("portals", "cover_id", "assets"),
    of("settings", "logo_id", "assets"),
    of("portal_kits", "portal_id", "portals"),
    of("portal_kits", "kit_id", "kits"),
    of("terms", "kit_id", "kits"),
    of("terms", "portal_id", "portals"),
    of("requests", "external_user_id", "external_users"),
    of("requests", "user_id", "users"),
    of("requests", "browser_id", "browsers"),
    of("requests", "portal_id", "portals"),
    of("requests", "kit_id", "kits"),
    of("requests", "decided_by", "users"),
    of("requests", "revoked_by", "users"),
    of("requests", "terms_id", "terms"),
    of("request_responsibles", "request_id", "requests"),
    of("request_responsibles", "user_id", "users"),
    of("request_words", "request_id", "requests"),
    of("digest_requests", "user_id", "users"),
    of("digest_requests", "request_id", "requests"),
    of("external_user_notes", "external_user_id", "external_users"),
    of("external_user_notes", "user_id", "users"),
    of("request_notes", "request_id", "requests"),
    of("request_notes", "user_id", "users"),
    of("strokes", "user_id", "users"),
    of("decisions", "request_id", "requests"),
    of("decisions", "user_id", "users"),
    of("request_items", "request_id", "requests"),
    of("request_items", "asset_id", "assets"),
    of("request_items", "folder_id", "folders"),
    of("item_decisions", "item_id", "request_items"),
    of("item_decisions", "decision_id", "decisions"),
    of("grants", "request_id", "requests"),
    of("grants", "decision_id", "decisions"),
    of("grants", "external_user_id", "external_users"),
    of("grants", "user_id", "users"),
    of("grants", "browser_id", "browsers"),
    of("grants", "portal_id", "portals"),
    of("grants", "kit_id", "kits"),
    of("grants", "asset_id", "assets"),
    of("grants", "revoked_by", "users"),
    of("webhook_deliveries", "webhook_id", "webhooks"),
    of("links", "external_user_id", "external_users"),
    of("links", "user_id", "users"),
    of("links", "request_id", "requests"),
    of("event_assets", "event_id", "events"),
    of("selections", "user_id", "users"),
    of("selections", "asset_id", "assets"),
    // Left to Ajar.
    of("decisions", "through_grant_id", "grants"),
    of("open_asks", "request_id", "requests"),
];

/// The rows that refer to one that is not there.
pub async fn references(db: &impl Run) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for Reference { table, column, to } in REFERENCES {
        // Sessions, links and recoveries are not kept in backups; their key is the id.
        let key = key_of(backup::table(table).map_or(&["id"], |kept| kept.key));
        let sql = format!(
            "SELECT {key} AS one, t.{column} AS other FROM {table} t WHERE t.{column} IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM {to} p WHERE p.id = t.{column}) ORDER BY 2, 1 LIMIT {MOST}"
        );
        let rows: Vec<Pair<String, i64>> = all(db, &sql, vec![]).await?;
        faults.extend(rows.into_iter().map(|Pair(id, missing)| {
            let what = format!("its {column} names {to} {missing}, which is not there");
            Fault { table, id, what }
        }));
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use std::collections::BTreeSet;

    #[tokio::test]
    async fn every_reference_that_the_schema_declares_is_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("ajar.db").display())).await.unwrap();
        let sql = "SELECT t.name || '.' || f.\"from\" AS one, f.\"table\" AS other \
                   FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";
        let declared: Vec<Pair<String, String>> = all(&store, sql, vec![]).await.unwrap();
        let declared: BTreeSet<(String, String)> = declared.into_iter().map(|Pair(from, to)| (from, to)).collect();
        let named = |reference: &Reference| (format!("{}.{}", reference.table, reference.column), reference.to.into());
        let looked_at: BTreeSet<(String, String)> = REFERENCES.iter().map(named).collect();
        assert!(declared.len() > 40, "{}", declared.len());
        assert_eq!(declared.difference(&looked_at).collect::<Vec<_>>(), Vec::<&(String, String)>::new());
    }
}
