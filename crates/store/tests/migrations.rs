//! Migrations: many that open the same fresh records at once all succeed, and what lies on disk is for its owner alone.

use crate::support::{both_engines, fill::*, records::Place};
use std::{process::Stdio, time::Duration};
use store::{Engine, Error, Store};

/// Which records the process below opens.
const RECORDS: &str = "AJAR_TEST_OPEN_RECORDS";

/// Eight processes of this very binary that run the test below.
async fn eight_processes_open(place: &Place) {
    let binary = std::env::current_exe().expect("the test's own binary");
    let processes: Vec<_> = (0..8)
        .map(|_| {
            tokio::process::Command::new(&binary)
                .args([
                    "--exact",
                    "migrations::opens_the_records_that_the_environment_names",
                    "--ignored",
                    "--nocapture",
                ])
                .env(RECORDS, &place.url)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .kill_on_drop(true)
                .spawn()
                .expect("a process")
        })
        .collect();
    for process in processes {
        let done = process.wait_with_output().await.expect("its end");
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{}\n{said}", String::from_utf8_lossy(&done.stdout));
    }
}

#[tokio::test]
#[ignore = "not a test of its own: eight_processes_open runs it"]
async fn opens_the_records_that_the_environment_names() {
    let store = Store::open(&std::env::var(RECORDS).expect("the records to open")).await.expect("they open");
    visitor(&store, &format!("v{}@example.org", std::process::id())).await;
    store.close().await;
}

async fn fresh_records_take_eight_processes(engine: Engine) {
    let Some(place) = Place::fresh(engine).await else { return };
    eight_processes_open(&place).await;
    assert_eq!(place.number("SELECT COUNT(*) FROM external_users").await, 8);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let migrations = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(place.number("SELECT COUNT(*) FROM _sqlx_migrations").await, migrations as i64);
    place.clear().await;
}

#[tokio::test]
async fn eight_processes_that_open_fresh_records_at_once_all_succeed_on_sqlite() {
    fresh_records_take_eight_processes(Engine::Sqlite).await;
}

#[tokio::test]
async fn eight_processes_that_open_fresh_records_at_once_all_succeed_on_postgres() {
    fresh_records_take_eight_processes(Engine::Postgres).await;
}

async fn fresh_records_take_eight_tasks(engine: Engine) {
    for _ in 0..5 {
        let Some(place) = Place::fresh(engine).await else { return };
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let url = place.url.clone();
                tokio::spawn(async move { Store::open(&url).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().expect("it opens").close().await;
        }
        place.clear().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_tasks_that_open_fresh_records_at_once_all_succeed_on_sqlite() {
    fresh_records_take_eight_tasks(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_tasks_that_open_fresh_records_at_once_all_succeed_on_postgres() {
    fresh_records_take_eight_tasks(Engine::Postgres).await;
}

both_engines! {
    async fn records_are_still_there_when_they_are_opened_again(records) {
        let ann = visitor(records, "ann@example.org").await;
        let again = records.another().await;
        assert_eq!(visitor(&again, "ANN@example.org").await, ann);
        again.ping().await.unwrap();
        again.close().await;
        assert!(again.ping().await.is_err(), "closed is closed");
    }
}

async fn records_of_a_newer_version_are_refused_and_left_as_they_are(engine: Engine) {
    let Some(place) = Place::fresh(engine).await else { return };
    Store::open(&place.url).await.unwrap().close().await;
    // As a later version leaves them.
    let later = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    place.raw(later).await.unwrap();
    for _ in 0..2 {
        let Err(error) = Store::open(&place.url).await else { panic!("they opened") };
        assert!(
            matches!(error, Error::Newer { found: 9999, known } if known == store::newest_migration()),
            "{error:?}"
        );
        assert!(error.to_string().contains("newer version of Ajar"), "{error}");
    }
    place.raw("DELETE FROM _sqlx_migrations WHERE version = 9999").await.unwrap();
    Store::open(&place.url).await.expect("nothing was changed").close().await;
    place.clear().await;
}

#[tokio::test]
async fn records_of_a_newer_version_are_refused_on_sqlite() {
    records_of_a_newer_version_are_refused_and_left_as_they_are(Engine::Sqlite).await;
}

#[tokio::test]
async fn records_of_a_newer_version_are_refused_on_postgres() {
    records_of_a_newer_version_are_refused_and_left_as_they_are(Engine::Postgres).await;
}

/// The lease row is what keeps two apart where the engine has no advisory locks.
#[tokio::test]
async fn a_node_waits_for_the_one_that_migrates_and_takes_over_from_one_that_died() {
    let Some(place) = Place::fresh(Engine::Postgres).await else { return };
    let lease = "CREATE TABLE migration_lease (id BIGINT PRIMARY KEY, until BIGINT NOT NULL, holder BIGINT NOT NULL)";
    place.raw(lease).await.unwrap();
    let clock = "CAST(EXTRACT(EPOCH FROM now()) AS BIGINT)";
    place.raw(&format!("INSERT INTO migration_lease VALUES (1, {clock} + 2, 7)")).await.unwrap();
    let early = tokio::time::timeout(Duration::from_millis(700), Store::open(&place.url)).await;
    assert!(early.is_err(), "it did not wait");
    let late = tokio::time::timeout(Duration::from_secs(10), Store::open(&place.url)).await;
    late.expect("it takes over").expect("it opens").close().await;
    assert_eq!(place.number("SELECT until FROM migration_lease").await, 0, "released again");
    place.clear().await;
}

#[tokio::test]
async fn sqlite_keeps_its_files_private_and_leaves_one_behind() {
    let place = Place::fresh(Engine::Sqlite).await.expect("a folder");
    let store = Store::open(&place.url).await.unwrap();
    visitor(&store, "ann@example.org").await;
    #[cfg(unix)]
    for entry in std::fs::read_dir(place.folder()).unwrap() {
        use std::os::unix::fs::PermissionsExt;
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        let empty = entry.metadata().unwrap().len() == 0;
        assert!(mode == 0o600 || empty, "{:?} has mode {mode:o}", entry.path());
    }
    store.close().await;
    assert!(!place.folder().join("ajar.db-wal").exists(), "the log is folded into the file");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_others_could_read_is_made_private() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::fresh(Engine::Sqlite).await.expect("a folder");
    let file = place.folder().join("ajar.db");
    std::fs::write(&file, b"").unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    Store::open(&place.url).await.unwrap().close().await;
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), b"").unwrap();
    let below_a_file = folder.path().join("file/ajar.db");
    let named = below_a_file.display().to_string();
    for (url, named) in [
        (format!("sqlite:{named}"), &*named),
        ("sqlite:".into(), "sqlite:"),
        ("sqlite::memory:".into(), "sqlite:"),
        ("mysql://localhost/ajar".into(), "postgres://"),
        ("postgres://nobody.invalid:5433/ajar".into(), "nobody.invalid:5433"),
    ] {
        let Err(error) = Store::open(&url).await else { panic!("{url} opened") };
        assert!(matches!(error, Error::Unreachable(_)), "{error:?}");
        assert!(error.to_string().contains(named), "{error}");
    }
}

/// `serve` has 30 seconds to say that its database does not answer.
#[tokio::test]
async fn a_server_that_is_down_is_given_up_within_thirty_seconds() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("postgres://postgres:secret@{free}/ajar");
    let opened = tokio::time::timeout(Duration::from_secs(28), Store::open(&url)).await.expect("given up in time");
    let Err(error) = opened else { panic!("{url} opened") };
    assert!(error.to_string().contains(&free.to_string()), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let place = Place::fresh(Engine::Sqlite).await.expect("a folder");
    let file = place.folder().join("ajar.db");
    std::fs::write(&file, "Dear diary, this is not a database at all. ".repeat(50)).unwrap();
    assert!(Store::open(&place.url).await.is_err());
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("Dear diary"));
}
