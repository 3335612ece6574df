//! Records as an earlier version left them: the schema of then, with rows in every table that there was.
//!
//! What each version wrote stands in `crates/store/migrations/past`, a file for each migration: rows of the tables that it
//! brought, and what went into its new columns of older ones. A table that no file knows gets one row, made of what its
//! columns are, so that a new migration is tried before anybody has written down what it keeps.

use crate::raw::Raw;
use blobs::{BlobKey, Blobs};
use bytes::Bytes;
use futures_util::stream;
use sqlx::migrate::Migrator;
use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::{Path, PathBuf},
};
use store::backup::WITH_FILES;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/migrations").join(name)
}

/// The numbers of all migrations, in order.
pub fn migrations() -> Vec<i64> {
    let files = fs::read_dir(folder("sqlite")).expect("a folder of migrations");
    let number = |file: fs::DirEntry| -> Option<i64> { file.file_name().to_str()?.split('_').next()?.parse().ok() };
    let mut numbers: Vec<i64> = files.filter_map(Result::ok).filter_map(number).collect();
    numbers.sort_unstable();
    numbers
}

/// The records of one version, as it left them.
pub struct Past {
    newest: i64,
    tables: Vec<Table>,
}

struct Table {
    name: String,
    /// The statement that made it.
    made_by: String,
    columns: Vec<Column>,
}

struct Column {
    name: String,
    is_number: bool,
    may_be_null: bool,
    has_default: bool,
    /// The table whose rows it names.
    refers_to: Option<String>,
}

/// What tables hold, each row as one text.
pub type Rows = BTreeMap<String, Vec<String>>;

impl Past {
    /// The version whose newest migration has this number.
    pub async fn with(newest: i64) -> Self {
        // Which tables and columns there were, both engines say alike; SQLite is easier to ask.
        let scratch = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", scratch.path().join("scratch.db").display());
        let mut raw = Raw::connect(&url).await;
        migrate(&mut raw, "sqlite", newest).await;
        let tables = tables(&mut raw).await;
        raw.close().await;
        Self { newest, tables }
    }

    /// Makes the records at `url`, where there are none, and puts the files that they name into a folder.
    pub async fn leave(&self, url: &str, files: &Path) {
        let engine = if url.starts_with("sqlite:") { "sqlite" } else { "postgres" };
        let mut raw = Raw::connect(url).await;
        migrate(&mut raw, engine, self.newest).await;
        for number in migrations().into_iter().filter(|number| *number <= self.newest) {
            if let Ok(written) = fs::read_to_string(folder("past").join(format!("{number:04}.sql"))) {
                raw.run(&written).await.unwrap_or_else(|why| panic!("past/{number:04}.sql: {why}"));
            }
        }
        for table in &self.tables {
            if raw.texts(&format!("SELECT '' FROM {} LIMIT 1", table.name)).await.is_empty() {
                table.gets_a_row(&mut raw).await;
            }
        }
        for table in self.tables.iter().filter(|table| WITH_FILES.contains(&table.name.as_str())) {
            table.gets_files(&mut raw, files).await;
        }
        if engine == "sqlite" {
            for index in raw.texts("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").await {
                raw.run(&format!("INSERT INTO {index} ({index}) VALUES ('rebuild')")).await.expect("an index of words");
            }
        }
        raw.close().await;
    }

    /// What the tables of then hold now, in the columns of then. Not what a text is searched by: every version makes that of
    /// the text in its own way. Nor how far ids have gone.
    pub async fn rows(&self, url: &str) -> Rows {
        let mut raw = Raw::connect(url).await;
        let mut rows = Rows::new();
        for table in self.tables.iter().filter(|table| table.name != "id_blocks") {
            let kept = table.columns.iter().filter(|column| column.name != "search");
            let texts: Vec<String> =
                kept.map(|column| format!("COALESCE(CAST({} AS TEXT), '(nothing)')", column.name)).collect();
            let sql = format!("SELECT {} FROM {}", texts.join(" || ' | ' || "), table.name);
            rows.insert(table.name.clone(), raw.texts(&sql).await);
        }
        raw.close().await;
        rows
    }
}

/// The rows that were there before, and are not there as they were.
pub fn lost(before: &Rows, after: &Rows) -> Vec<String> {
    let mut lost = Vec::new();
    for (table, rows) in before {
        let mut there: HashMap<&str, usize> = HashMap::new();
        for row in after.get(table).into_iter().flatten() {
            *there.entry(row).or_default() += 1;
        }
        for row in rows {
            match there.get_mut(row.as_str()).filter(|count| **count > 0) {
                Some(count) => *count -= 1,
                None => lost.push(format!("{table}: {row}")),
            }
        }
    }
    lost
}

async fn migrate(raw: &mut Raw, engine: &str, newest: i64) {
    let migrator = Migrator::new(folder(engine)).await.expect("migrations");
    raw.migrate(&migrator, newest).await.expect("the schema of then");
}

/// The tables of a file of SQLite, with their columns.
async fn tables(raw: &mut Raw) -> Vec<Table> {
    const OURS: &str = "t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' \
                        AND t.name NOT LIKE 'search\\_%' ESCAPE '\\'";
    let mut tables = Vec::new();
    for name in raw.texts(&format!("SELECT t.name FROM sqlite_schema t WHERE {OURS} ORDER BY t.rowid")).await {
        let made_by = raw.texts(&format!("SELECT sql FROM sqlite_schema WHERE name = '{name}'")).await.remove(0);
        let said = format!(
            "SELECT c.name || ' ' || (c.type = 'INTEGER') || ' ' || (c.\"notnull\" = 0) || ' ' || (c.dflt_value IS NOT NULL) \
             || ' ' || COALESCE((SELECT f.\"table\" FROM pragma_foreign_key_list('{name}') f WHERE f.\"from\" = c.name), '') \
             FROM pragma_table_info('{name}') c ORDER BY c.cid"
        );
        let columns = raw.texts(&said).await.iter().map(|said| Column::read(said)).collect();
        tables.push(Table { name, made_by, columns });
    }
    tables
}

impl Column {
    fn read(said: &str) -> Self {
        let mut words = said.split(' ');
        let mut next = || words.next().unwrap_or_default().to_owned();
        let (name, is_number, may_be_null, has_default) = (next(), next() == "1", next() == "1", next() == "1");
        let refers_to = Some(next()).filter(|table| !table.is_empty());
        Self { name, is_number, may_be_null, has_default, refers_to }
    }
}

impl Table {
    /// Puts one row into it: what has to be there and what refers to others; else as much as its constraints take.
    async fn gets_a_row(&self, raw: &mut Raw) {
        let mut tries = vec![
            self.needed_and(|column| column.refers_to.is_some()),
            self.needed_and(|_| true),
            self.needed_and(|_| false),
        ];
        for one in self.columns.iter().filter(|column| column.may_be_null) {
            tries.push(self.needed_and(|column| column.name == one.name));
        }
        let mut refused = String::new();
        for columns in tries {
            let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
            let values: Vec<String> = columns.iter().map(|column| self.value(column)).collect();
            let sql = format!("INSERT INTO {} ({}) VALUES ({})", self.name, names.join(", "), values.join(", "));
            match raw.run(&sql).await {
                Ok(()) => return,
                Err(why) => refused = why,
            }
        }
        panic!("no row that could be made up fits into {}; write one into migrations/past: {refused}", self.name);
    }

    /// The columns that a row can't do without, and more.
    fn needed_and(&self, more: impl Fn(&Column) -> bool) -> Vec<&Column> {
        let needed = |column: &Column| !column.may_be_null && !column.has_default;
        self.columns.iter().filter(|column| needed(column) || more(column)).collect()
    }

    fn value(&self, column: &Column) -> String {
        if let Some(table) = &column.refers_to {
            return format!("(SELECT MIN(id) FROM {table})");
        }
        match column.is_number {
            true if column.name.ends_with("_at") => "1788220880000000".into(),
            true => "1".into(),
            // The first of the words that it may hold, where the table says which.
            false => match self.made_by.split_once(&format!("{} IN ('", column.name)) {
                Some((_, words)) => format!("'{}'", words.split('\'').next().unwrap_or_default()),
                None => "'made up'".into(),
            },
        }
    }

    /// Stores the files that its rows name: each holds its own key.
    async fn gets_files(&self, raw: &mut Raw, files: &Path) {
        let blobs = Blobs::open_folder(files).expect("a folder for files");
        for text in raw.texts(&format!("SELECT blob_key FROM {} ORDER BY blob_key", self.name)).await {
            let key: BlobKey = text.parse().expect("a key");
            let content = stream::iter([Ok::<_, io::Error>(Bytes::from(text.clone()))]);
            let stored = blobs.put(key, content, None).await.expect("a file");
            let sha256: String = stored.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
            let crc32 = match self.columns.iter().any(|column| column.name == "crc32") {
                true => format!(", crc32 = {}", stored.crc32),
                false => String::new(),
            };
            let (table, size) = (&self.name, stored.size);
            let sql = format!("UPDATE {table} SET size = {size}, sha256 = '{sha256}'{crc32} WHERE blob_key = '{text}'");
            raw.run(&sql).await.expect("what the file is like");
        }
    }
}
