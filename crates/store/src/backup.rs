//! The records as lines of text that both engines read: what a backup holds of them.
//!
//! A backup holds what an installation can't do without, and nothing that opens something by itself: no sessions, no links,
//! no secrets of browsers. What can be made again from the rest is made again. Columns are asked of the engine, so that a
//! new one is in the next backup; a new table has to be named here (a test compares).

mod read;
mod write;

pub use read::{Reader, is_referred_to};
pub use write::{Writer, clear, is_empty};

/// One row: its columns by their names, each a whole number, a text or null.
pub type Line = serde_json::Map<String, serde_json::Value>;

/// A table of which a backup holds every row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub name: &'static str,
    /// The columns of its primary key.
    pub key: &'static [&'static str],
}

const fn kept(name: &'static str, key: &'static [&'static str]) -> Kept {
    Kept { name, key }
}

const ID: &[&str] = &["id"];

/// What is kept, each table after those that it refers to.
pub const KEPT: &[Kept] = &[
    kept("installation", &["name"]),
    kept("id_blocks", &["name"]),
    kept("technical_properties", &["name"]),
    kept("users", ID),
    kept("external_users", ID),
    kept("tokens", ID),
    kept("browsers", ID),
    kept("folders", ID),
    kept("folder_responsibles", &["folder_id", "user_id"]),
    kept("assets", ID),
    kept("asset_versions", ID),
    kept("previews", &["version_id", "width"]),
    kept("marked_previews", &["version_id", "mark", "width"]),
    kept("renditions", &["version_id", "format", "width"]),
    kept("kits", ID),
    kept("kit_sections", ID),
    kept("kit_assets", &["section_id", "asset_id"]),
    kept("portals", ID),
    kept("portal_kits", &["portal_id", "kit_id"]),
    kept("settings", ID),
    kept("external_user_notes", ID),
    kept("terms", ID),
    kept("requests", ID),
    kept("request_responsibles", &["request_id", "user_id"]),
    kept("request_words", ID),
    kept("digest_requests", &["user_id", "due_at", "request_id"]),
    kept("request_notes", ID),
    kept("saved_replies", ID),
    kept("decisions", ID),
    kept("request_items", ID),
    kept("item_decisions", &["item_id"]),
    kept("open_asks", &["asker", "portal_id", "kit_id", "asset_id"]),
    kept("grants", ID),
    kept("webhooks", ID),
    kept("events", ID),
    kept("event_assets", &["event_id", "asset_id"]),
    kept("event_counts", ID),
    kept("answer_counts", ID),
    kept("download_counts", &["subject", "content"]),
    kept("webhook_deliveries", ID),
    kept("outbox", ID),
    kept("selections", &["user_id", "asset_id"]),
    kept("download_selections", &["hash"]),
];

/// What is not kept: secrets that live (sessions, links, recoveries), what is over within a day (keys of repeated calls, limits, what
/// may be undone), the feed between processes, sums that are counted again, and uploads under way, whose bytes nobody has asked to
/// keep yet. In an order in which they can be emptied.
pub const LEFT_OUT: &[&str] = &[
    "sessions",
    "links",
    "recoveries",
    "idempotency_keys",
    "counters",
    "changes",
    "request_counts",
    "day_counts",
    "taken_assets",
    "stroke_decisions",
    "strokes",
    "upload_parts",
    "uploads",
];

/// The tables whose rows name a file by `blob_key`, `size` and `sha256`. The first holds originals; what the others name is
/// made from those.
pub const WITH_FILES: &[&str] = &["asset_versions", "previews", "marked_previews", "renditions"];

/// The table of this name, where it is kept.
pub fn table(name: &str) -> Option<&'static Kept> {
    KEPT.iter().find(|table| table.name == name)
}

impl Kept {
    /// What a row of it is called: the values of its key.
    pub fn name_of(&self, line: &Line) -> String {
        let value = |column: &&str| match line.get(*column) {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        self.key.iter().map(value).collect::<Vec<_>>().join("/")
    }
}
