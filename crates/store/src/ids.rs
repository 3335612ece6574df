//! Ids in blocks: each process takes a block of numbers from a row for each table and hands them out from memory.

use crate::{
    Error, Result, Run,
    sql::{Single, args, one},
};
use std::{ops::Range, sync::Mutex};

macro_rules! tables {
    ($($table:ident = $name:literal),* $(,)?) => {
        /// A table whose rows have ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Table { $($table),* }

        impl Table {
            pub(crate) const ALL: &'static [Table] = &[$(Table::$table),*];

            pub(crate) fn name(self) -> &'static str { match self { $(Table::$table => $name),* } }
        }
    };
}

tables! {
    Users = "users",
    ExternalUsers = "external_users",
    Tokens = "tokens",
    Sessions = "sessions",
    Browsers = "browsers",
    Folders = "folders",
    Assets = "assets",
    AssetVersions = "asset_versions",
    Kits = "kits",
    KitSections = "kit_sections",
    Portals = "portals",
    Terms = "terms",
    Requests = "requests",
    RequestItems = "request_items",
    RequestWords = "request_words",
    Decisions = "decisions",
    Strokes = "strokes",
    RequestNotes = "request_notes",
    SavedReplies = "saved_replies",
    Grants = "grants",
    Links = "links",
    Events = "events",
    Outbox = "outbox",
    Changes = "changes",
    RequestCounts = "request_counts",
    ExternalUserNotes = "external_user_notes",
    Recoveries = "recoveries",
    Uploads = "uploads",
    AnswerCounts = "answer_counts",
    Webhooks = "webhooks",
}

/// The first block that a process takes for a table, and the largest: each is twice the one before.
const FIRST_BLOCK: i64 = 32;
const LARGEST_BLOCK: i64 = 4_096;

/// How many ids are taken one by one before a block is worth it, so that short-lived processes waste none.
const SINGLES: u32 = 8;

/// The ids of one table that this process took and has not handed out.
#[derive(Clone)]
struct Block {
    left: Range<i64>,
    /// How often there were too few since a block was last taken.
    missed: u32,
    /// The most that were wanted at once while there were too few.
    wanted: i64,
    /// How large the next block is.
    size: i64,
}

/// The ids that this process took and has not handed out.
pub(crate) struct Blocks(Mutex<Vec<Block>>);

impl Blocks {
    pub fn new() -> Self {
        Self(Mutex::new(vec![Block { left: 0..0, missed: 0, wanted: 0, size: FIRST_BLOCK }; Table::ALL.len()]))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Vec<Block>) -> T) -> T {
        // A thread that panicked while it held the lock left plain numbers behind; they are whole.
        act(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The next ids in a row from memory, if so many are left.
    pub fn hand_out(&self, table: Table, count: i64) -> Option<Range<i64>> {
        self.with(|blocks| {
            let block = &mut blocks[table as usize];
            if block.left.end - block.left.start >= count {
                let start = block.left.start;
                block.left.start += count;
                return Some(start..start + count);
            }
            // What is larger than any block is no sign that one is missing.
            if count <= LARGEST_BLOCK / 2 {
                block.missed += 1;
                block.wanted = block.wanted.max(count);
            }
            None
        })
    }

    /// The tables that have missed a block for a while, with the size of the one to take. Whoever asks takes them: nobody
    /// else is told.
    pub fn missed(&self) -> Vec<(Table, i64)> {
        self.with(|blocks| {
            let missed = Table::ALL.iter().filter_map(|table| {
                let block = &mut blocks[*table as usize];
                if block.missed < SINGLES {
                    return None;
                }
                block.missed = 0;
                while block.size < block.wanted * 2 {
                    block.size *= 2;
                }
                Some((*table, block.size))
            });
            missed.collect()
        })
    }

    /// Puts a freshly taken block in place of a used-up one; what little was left of that is never used.
    pub fn refill(&self, table: Table, ids: Range<i64>) {
        self.with(|blocks| {
            let block = &mut blocks[table as usize];
            let size = (block.size * 2).min(LARGEST_BLOCK);
            *block = Block { left: ids, missed: SINGLES - 1, wanted: 0, size };
        });
    }
}

/// The ids that one transaction took for itself, since the process's blocks had too few.
#[derive(Default)]
pub(crate) struct OwnIds(Vec<Own>);

struct Own {
    table: Table,
    left: Range<i64>,
    /// How often it took some.
    takes: u32,
}

impl OwnIds {
    /// The next ids in a row, if so many are left; else how many to take.
    pub fn hand_out(&mut self, table: Table, count: i64) -> std::result::Result<Range<i64>, i64> {
        let Some(own) = self.0.iter_mut().find(|own| own.table == table) else { return Err(count) };
        if own.left.end - own.left.start >= count {
            let start = own.left.start;
            own.left.start += count;
            return Ok(start..start + count);
        }
        // As many as it took before: what is left over at its end is never used, and that is less than half.
        let many = 1_i64.checked_shl(own.takes).unwrap_or(LARGEST_BLOCK).min(LARGEST_BLOCK);
        Err(many.max(count))
    }

    /// Keeps what was taken and not used at once.
    pub fn refill(&mut self, table: Table, left: Range<i64>) {
        match self.0.iter_mut().find(|own| own.table == table) {
            Some(own) => *own = Own { table, left, takes: own.takes + 1 },
            None => self.0.push(Own { table, left, takes: 1 }),
        }
    }
}

/// Takes ids from the database.
pub(crate) async fn take<R: Run + ?Sized>(db: &R, table: Table, count: i64) -> Result<Range<i64>> {
    let sql = "INSERT INTO id_blocks (name, next_id) VALUES ($1, $2 + 1) \
               ON CONFLICT (name) DO UPDATE SET next_id = id_blocks.next_id + $2 RETURNING next_id AS value";
    let Some(Single(end)) = one::<_, Single<i64>>(db, sql, args![table.name(), count]).await? else {
        return Err(Error::Unreadable("id_blocks gave no block".into()));
    };
    Ok(end - count..end)
}
