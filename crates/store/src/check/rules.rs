//! Rules between rows that one query each can look for.

use super::{Fault, MOST, key_of};
use crate::{
    Result, Run, backup,
    ids::Table,
    sql::{FromRow, Pair, Row, all, args},
};

/// A rule: which rows break it, and what to say of them. The query calls the row `t`.
struct Rule {
    table: &'static str,
    /// What is said; `{}` stands for `other`.
    what: &'static str,
    /// A value that belongs to it, as text.
    other: &'static str,
    /// What follows `FROM`.
    from: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        table: "assets",
        what: "its current version {} is not there",
        other: "CAST(t.version AS TEXT)",
        from: "assets t WHERE t.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM asset_versions v WHERE v.asset_id = t.id AND v.number = t.version)",
    },
    Rule {
        table: "asset_versions",
        what: "it says that pictures of {} were made, and there are none",
        other: "t.filename",
        from: "asset_versions t WHERE t.preview = 'ready' AND NOT EXISTS (SELECT 1 FROM previews p WHERE p.version_id = t.id)",
    },
    Rule {
        table: "kit_assets",
        what: "its section belongs to another kit ({})",
        other: "CAST(s.kit_id AS TEXT)",
        from: "kit_assets t JOIN kit_sections s ON s.id = t.section_id WHERE s.kit_id <> t.kit_id",
    },
    Rule {
        table: "request_items",
        what: "it is {}, and no decision says so",
        other: "t.status",
        from: "request_items t WHERE t.status IN ('approved', 'denied', 'revoked') \
               AND NOT EXISTS (SELECT 1 FROM item_decisions x WHERE x.item_id = t.id)",
    },
    Rule {
        table: "request_items",
        what: "it is pending, though decision {} was made about it",
        other: "CAST(x.decision_id AS TEXT)",
        from: "request_items t JOIN item_decisions x ON x.item_id = t.id WHERE t.status = 'pending'",
    },
    Rule {
        table: "request_items",
        what: "it is {}, and the decision about it says something else",
        other: "t.status",
        from: "request_items t JOIN item_decisions x ON x.item_id = t.id JOIN decisions d ON d.id = x.decision_id \
               WHERE (t.status IN ('approved', 'revoked') AND d.verdict <> 'approve') OR (t.status = 'denied' AND d.verdict <> 'deny')",
    },
    Rule {
        table: "item_decisions",
        what: "its decision is about another request ({})",
        other: "CAST(d.request_id AS TEXT)",
        from: "item_decisions t JOIN request_items i ON i.id = t.item_id JOIN decisions d ON d.id = t.decision_id \
               WHERE d.request_id <> i.request_id",
    },
    Rule {
        table: "grants",
        what: "its decision is about another request ({})",
        other: "CAST(d.request_id AS TEXT)",
        from: "grants t JOIN decisions d ON d.id = t.decision_id WHERE d.request_id <> t.request_id",
    },
    Rule {
        table: "request_items",
        what: "lists take its request for {}",
        other: "t.request_status",
        from: "request_items t JOIN requests r ON r.id = t.request_id WHERE r.status <> t.request_status OR r.created_at <> t.asked_at",
    },
    Rule {
        table: "request_responsibles",
        what: "lists take its request for {}",
        other: "t.request_status",
        from: "request_responsibles t JOIN requests r ON r.id = t.request_id \
               WHERE r.status <> t.request_status OR r.created_at <> t.asked_at",
    },
    Rule {
        table: "open_asks",
        what: "it counts as under review, though its request is {}",
        other: "r.status",
        from: "open_asks t JOIN requests r ON r.id = t.request_id WHERE r.status <> 'pending'",
    },
];

/// The rows that break a rule.
pub async fn rules(db: &impl Run) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for Rule { table, what, other, from } in RULES {
        let key = key_of(backup::table(table).map_or(&["id"], |kept| kept.key));
        let sql = format!("SELECT {key} AS one, {other} AS other FROM {from} ORDER BY 1 LIMIT {MOST}");
        let rows: Vec<Pair<String, String>> = all(db, &sql, vec![]).await?;
        faults.extend(rows.into_iter().map(|Pair(id, other)| {
            let what = what.replace("{}", &other);
            Fault { table, id, what }
        }));
    }
    faults.extend(counts(db).await?);
    faults.extend(days(db).await?);
    faults.extend(ids(db).await?);
    Ok(faults)
}

struct Drawer {
    portal: Option<i64>,
    kit: Option<i64>,
    status: String,
    kept: i64,
    counted: i64,
}

impl FromRow for Drawer {
    fn from_row(row: &Row) -> Result<Self> {
        let (portal, kit, status) = (row.get("portal_id")?, row.get("kit_id")?, row.get("status")?);
        Ok(Self { portal, kit, status, kept: row.get("kept")?, counted: row.get("counted")? })
    }
}

/// Where the kept number of requests is not that of the requests.
async fn counts(db: &impl Run) -> Result<Vec<Fault>> {
    let sql = "SELECT portal_id, kit_id, status, CAST(SUM(kept) AS BIGINT) AS kept, CAST(SUM(counted) AS BIGINT) AS counted \
               FROM (SELECT portal_id, kit_id, status, count AS kept, 0 AS counted FROM request_counts \
               UNION ALL SELECT portal_id, kit_id, status, 0, 1 FROM requests) c \
               GROUP BY portal_id, kit_id, status HAVING SUM(kept) <> SUM(counted)";
    let drawers: Vec<Drawer> = all(db, sql, vec![]).await?;
    let fault = |Drawer { portal, kit, status, kept, counted }: Drawer| {
        let id = |id: Option<i64>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
        let what =
            format!("it counts {kept} requests of portal {} and kit {}, and there are {counted}", id(portal), id(kit));
        Fault { table: "request_counts", id: status, what }
    };
    Ok(drawers.into_iter().map(fault).collect())
}

struct OfDay {
    day: i64,
    kind: String,
    kept: i64,
    counted: i64,
}

impl FromRow for OfDay {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { day: row.get("day")?, kind: row.get("type")?, kept: row.get("kept")?, counted: row.get("counted")? })
    }
}

/// Where what is counted of a day is not the sum over its places.
async fn days(db: &impl Run) -> Result<Vec<Fault>> {
    let sql = format!(
        "SELECT day, type, CAST(SUM(kept) AS BIGINT) AS kept, CAST(SUM(counted) AS BIGINT) AS counted FROM (\
         SELECT day, type, count AS kept, 0 AS counted FROM day_counts \
         UNION ALL SELECT day, type, 0, count FROM event_counts) c \
         GROUP BY day, type HAVING SUM(kept) <> SUM(counted) ORDER BY day, type LIMIT {MOST}"
    );
    let days: Vec<OfDay> = all(db, &sql, vec![]).await?;
    let fault = |OfDay { day, kind, kept, counted }: OfDay| {
        let what = format!("it counts {kept} of {kind}, and at all places there were {counted}");
        Fault { table: "day_counts", id: day.to_string(), what }
    };
    Ok(days.into_iter().map(fault).collect())
}

/// Where ids would be handed out that are taken.
async fn ids(db: &impl Run) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    for table in Table::ALL {
        let name = table.name();
        let sql = format!(
            "SELECT b.next_id AS one, m.id AS other FROM id_blocks b, (SELECT MAX(id) AS id FROM {name}) m \
             WHERE b.name = $1 AND m.id >= b.next_id"
        );
        let behind: Vec<Pair<i64, i64>> = all(db, &sql, args![name]).await?;
        faults.extend(behind.into_iter().map(|Pair(next, taken)| {
            let what = format!("it would hand out {next}, and {taken} is taken");
            Fault { table: "id_blocks", id: name.into(), what }
        }));
    }
    Ok(faults)
}
