//! The schema: the same on both engines, from two files that say the same.

use crate::support::records::Place;
use sqlx::{Connection, PgConnection, Row, SqliteConnection};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use store::{Engine, Store};

fn files(engine: &str) -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
    let entries = std::fs::read_dir(&folder).expect("a folder of migrations");
    entries
        .map(|entry| {
            let path = entry.expect("a migration").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).expect("text"))
        })
        .collect()
}

/// After this line a migration speaks of the indexes of words, which each engine has in its own way.
const IN_ITS_OWN_WAY: &str = "-- Each engine in its own way";

/// What both engines have to say alike.
fn alike(text: &str) -> &str {
    text.split_once(IN_ITS_OWN_WAY).map_or(text, |(alike, _)| alike).trim_end()
}

/// What a migration for SQLite says on PostgreSQL.
fn for_postgres(sqlite: &str) -> String {
    let line = |line: &str| match line.trim_start().starts_with("--") {
        true => line.to_owned(),
        false => line.replace(" INTEGER", " BIGINT").replace(" TEXT", " TEXT COLLATE \"C\"").replace(") STRICT;", ");"),
    };
    sqlite.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_migrations_of_both_engines_say_the_same() {
    let (sqlite, postgres) = (files("sqlite"), files("postgres"));
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    for (name, text) in &sqlite {
        let (made, written) = (for_postgres(alike(text)), alike(&postgres[name]));
        for (number, (made, written)) in made.lines().zip(written.lines()).enumerate() {
            assert_eq!(made, written, "{name}, line {}", number + 1);
        }
        assert_eq!(made.lines().count(), written.lines().count(), "{name}");
    }
}

#[test]
fn every_table_of_sqlite_minds_its_types() {
    for (name, text) in files("sqlite") {
        let tables = text.matches("CREATE TABLE").count();
        assert_eq!(text.matches(") STRICT;").count(), tables, "{name}: a table without STRICT");
    }
}

/// Nothing that the distributed engines of PostgreSQL's protocol lack.
#[test]
fn the_schema_uses_nothing_that_only_one_engine_has() {
    for (name, text) in files("postgres") {
        let text = text.to_uppercase();
        for word in [
            "SERIAL",
            "SEQUENCE",
            "TRIGGER",
            "EXTENSION",
            "FUNCTION",
            "TIMESTAMP",
            "BOOLEAN",
            "JSONB",
            "LISTEN",
            "ARRAY",
        ] {
            let stands = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').any(|found| found == word);
            assert!(!stands, "{name} says {word}");
        }
    }
}

/// Table, column, type, whether it may be NULL.
type Columns = BTreeSet<(String, String, String, bool)>;

#[tokio::test]
async fn both_engines_end_up_with_the_same_tables_and_columns() {
    let Some(place) = Place::fresh(Engine::Postgres).await else { return };
    Store::open(&place.url).await.unwrap().close().await;
    let postgres = postgres_columns(&place.url).await;
    place.clear().await;
    let place = Place::fresh(Engine::Sqlite).await.unwrap();
    Store::open(&place.url).await.unwrap().close().await;
    let sqlite = sqlite_columns(&place.url).await;
    assert!(sqlite.len() > 200, "{}", sqlite.len());
    let only = |here: &Columns, there: &Columns| here.difference(there).cloned().collect::<Vec<_>>();
    assert_eq!(only(&sqlite, &postgres), vec![], "only on SQLite");
    assert_eq!(only(&postgres, &sqlite), vec![], "only on PostgreSQL");
}

async fn sqlite_columns(url: &str) -> Columns {
    let sql = "SELECT t.name, c.name, c.type, c.\"notnull\" = 0 FROM sqlite_schema t, pragma_table_info(t.name) c \
               WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'search\\_%' ESCAPE '\\'";
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get::<String, _>(2).to_lowercase(), row.get(3))).collect()
}

async fn postgres_columns(url: &str) -> Columns {
    // A text that sorts by anything but its bytes shows here as a type of its own.
    let sql = "SELECT table_name::text, column_name::text, \
               CASE WHEN data_type = 'bigint' THEN 'integer' WHEN data_type = 'text' AND collation_name = 'C' THEN 'text' \
               ELSE data_type || ' ' || COALESCE(collation_name, 'by locale') END, is_nullable = 'YES' \
               FROM information_schema.columns WHERE table_schema = 'public' \
               AND table_name NOT IN ('_sqlx_migrations', 'migration_lease')";
    let mut connection = PgConnection::connect(url).await.unwrap();
    let rows = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
    rows.iter().map(|row| (row.get(0), row.get(1), row.get(2), row.get(3))).collect()
}
