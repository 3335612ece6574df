//! Ids in blocks: each process takes a block of numbers from a row for each table and hands them out from memory.

use crate::{
    Error, Result, Run,
    sql::{Single, args, one},
};
use std::sync::Mutex;

macro_rules! tables {
    ($($table:ident = $name:literal),* $(,)?) => {
        /// A table whose rows have ids.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub enum Table { $($table),* }

        impl Table {
            const ALL: &'static [Table] = &[$(Table::$table),*];

            fn name(self) -> &'static str { match self { $(Table::$table => $name),* } }
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
    Requests = "requests",
    RequestItems = "request_items",
    Decisions = "decisions",
    Grants = "grants",
    Links = "links",
    Events = "events",
    Outbox = "outbox",
}

/// The first block that a process takes for a table, and the largest: each is twice the one before.
const FIRST_BLOCK: i64 = 32;
const LARGEST_BLOCK: i64 = 4_096;

/// How many ids are taken one by one before a block is worth it, so that short-lived processes waste none.
const SINGLES: u32 = 8;

/// The ids of one table that this process took and has not handed out.
#[derive(Clone, Copy)]
struct Block {
    next: i64,
    end: i64,
    missed: u32,
    size: i64,
}

/// The ids that this process took and has not handed out.
pub(crate) struct Blocks(Mutex<Vec<Block>>);

impl Blocks {
    pub fn new() -> Self {
        Self(Mutex::new(vec![Block { next: 0, end: 0, missed: 0, size: FIRST_BLOCK }; Table::ALL.len()]))
    }

    fn with<T>(&self, act: impl FnOnce(&mut Vec<Block>) -> T) -> T {
        // A thread that panicked while it held the lock left plain numbers behind; they are whole.
        act(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// The next id from memory, if one is left.
    pub fn next(&self, table: Table) -> Option<i64> {
        self.with(|blocks| {
            let block = &mut blocks[table as usize];
            if block.next < block.end {
                block.next += 1;
                return Some(block.next - 1);
            }
            block.missed += 1;
            None
        })
    }

    /// The tables that have missed a block for a while, with the size of the one to take.
    pub fn missed(&self) -> Vec<(Table, i64)> {
        self.with(|blocks| {
            let missed = |table: &&Table| blocks[**table as usize].missed >= SINGLES;
            Table::ALL.iter().filter(missed).map(|table| (*table, blocks[*table as usize].size)).collect()
        })
    }

    /// Puts a freshly taken block in place of a used-up one.
    pub fn refill(&self, table: Table, (start, end): (i64, i64)) {
        self.with(|blocks| {
            let block = &mut blocks[table as usize];
            if block.next >= block.end {
                let size = (block.size * 2).min(LARGEST_BLOCK);
                *block = Block { next: start, end, missed: SINGLES - 1, size };
            }
        });
    }
}

/// Takes a block of ids from the database; the first and the one past the last.
pub(crate) async fn take<R: Run + ?Sized>(db: &R, table: Table, count: i64) -> Result<(i64, i64)> {
    let sql = "INSERT INTO id_blocks (name, next_id) VALUES ($1, $2 + 1) \
               ON CONFLICT (name) DO UPDATE SET next_id = id_blocks.next_id + $2 RETURNING next_id AS value";
    let Some(Single(end)) = one::<_, Single<i64>>(db, sql, args![table.name(), count]).await? else {
        return Err(Error::Unreadable("id_blocks gave no block".into()));
    };
    Ok((end - count, end))
}
