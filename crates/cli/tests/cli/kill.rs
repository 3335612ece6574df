//! kill -9 in the midst of what takes long: what is left is the old state or the new one, `ajar check` finds nothing wrong,
//! and the same command again goes on. `AJAR_TEST_FULL=1` kills at more moments.

use crate::{
    backup::{done, filled, restored, same, tables, tables_in},
    shell::Shell,
};
use serde_json::Value;
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    thread::sleep,
    time::{Duration, Instant},
};
use testkit::{
    Records,
    past::{self, Past, Rows},
};

/// How long something takes.
#[allow(clippy::disallowed_methods, reason = "a stopwatch")]
fn time_of(act: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    act();
    begun.elapsed()
}

/// Moments spread over a time.
fn moments(over: Duration) -> impl Iterator<Item = Duration> {
    let many = if std::env::var("AJAR_TEST_FULL").is_ok_and(|value| value == "1") { 25_u32 } else { 3 };
    (1..=many).map(move |number| over * number / (many + 1))
}

/// Begins a command and kills it at a moment, unless it was quicker.
fn killed(shell: &Shell, args: &[&str], moment: Duration) {
    let mut child = shell.command(args).spawn().unwrap();
    sleep(moment);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[track_caller]
fn all_is_well(shell: &Shell, more: &[&str]) {
    let said = shell.ajar(&[&["check"][..], more].concat());
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
}

/// Files of which no two are alike.
fn write_files(folder: &Path, many: usize, size: usize) {
    fs::create_dir_all(folder).unwrap();
    for number in 0..many {
        let content = format!("{number:07}\n").repeat(size / 8);
        fs::write(folder.join(format!("{number}.txt")), content).unwrap();
    }
}

#[test]
fn an_import_that_is_killed_is_gone_on_with_and_brings_every_file_once() {
    const FILES: usize = 60;
    let fresh = || {
        let shell = Shell::new();
        write_files(&shell.path().join("in"), FILES, 1 << 16);
        done(&shell, "", &["kit", "create", "--title", "Press"]);
        shell
    };
    let import = ["import", "in", "--kit", "press", "--folder", "A/B"];
    let whole = fresh();
    let over = time_of(|| drop(done(&whole, "", &import)));
    for moment in moments(over) {
        let shell = fresh();
        killed(&shell, &import, moment);
        all_is_well(&shell, &[]);
        let said = shell.ajar(&[&import[..], &["--json"]].concat());
        assert_eq!(said.status, 0, "{}", said.err);
        let ids: BTreeSet<i64> =
            said.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_i64().unwrap()).collect();
        let holds = tables(&shell);
        let rows = |table: &str| holds[table]["rows"].as_u64().unwrap() as usize;
        assert_eq!(
            (ids.len(), rows("assets"), rows("asset_versions"), rows("kit_assets")),
            (FILES, FILES, FILES, FILES)
        );
        assert_eq!(rows("folders"), 2);
        all_is_well(&shell, &[]);
    }
}

#[test]
fn a_backup_that_is_killed_is_the_one_before_or_the_new_one() {
    let shell = filled();
    write_files(&shell.path().join("in"), 20, 1 << 18);
    done(&shell, "", &["import", "in", "--kit", "press"]);
    done(&shell, "", &["backup", "folder/"]);
    let over = time_of(|| drop(done(&shell, "", &["backup", "folder/"])));
    for (number, moment) in moments(over).enumerate() {
        done(&shell, "", &["backup", "folder"]);
        let before = tables_in(&shell.path().join("folder"));
        done(&shell, "", &["kit", "create", "--title", &format!("Kit {number}")]);
        fs::write(shell.path().join("in/new.txt"), format!("new {number}")).unwrap();
        done(&shell, "", &["import", "in/new.txt"]);
        killed(&shell, &["backup", "folder"], moment);
        let left = tables_in(&shell.path().join("folder"));
        let expected = if left == before { before } else { tables(&shell) };
        let other = restored(&shell, "folder");
        all_is_well(&other, &[]);
        same(&tables(&other), &expected);
    }
    done(&shell, "", &["backup", "folder"]);
    same(&tables(&restored(&shell, "folder")), &tables(&shell));
}

#[test]
fn a_restoration_that_is_killed_is_nothing_or_all_of_it() {
    let shell = filled();
    write_files(&shell.path().join("in"), 60, 1 << 18);
    done(&shell, "", &["import", "in", "--kit", "press"]);
    done(&shell, "", &["backup", "all.tar"]);
    let all = shell.path().join("all.tar");
    let restore = ["restore", all.to_str().unwrap()];
    let whole = Shell::new();
    let over = time_of(|| drop(done(&whole, "", &restore)));
    let expected = tables(&shell);
    for moment in moments(over) {
        let other = Shell::new();
        killed(&other, &restore, moment);
        all_is_well(&other, &[]);
        let again = other.ajar(&restore);
        let was_done = again.status == 1 && again.err.contains("there are records here already");
        assert!(again.status == 0 || was_done, "{}", again.err);
        all_is_well(&other, &[]);
        same(&tables(&other), &expected);
    }
}

/// What an old version left, and much of it, so that bringing it up to date takes a while.
async fn much(past: &Past, records: &Records, files: &Path) -> Rows {
    past.leave(&records.url, files).await;
    let numbers = |many: u32| {
        format!(
            "WITH RECURSIVE n (i) AS (SELECT CAST(1000 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < 999 + {many})"
        )
    };
    let sql = format!(
        "UPDATE id_blocks SET next_id = 1000000;
         INSERT INTO external_users (id, mail, mail_key, search, created_at)
             {} SELECT i, 'u' || i || '@crowd.example', 'u' || i || '@crowd.example', 'u' || i || '@crowd.example', i FROM n;
         INSERT INTO events (id, at, type, kit_id, data) {} SELECT i, 1788220800000000 + i * 1000000, 'kit.viewed', 1, '{{}}' FROM n",
        numbers(8_000),
        numbers(20_000)
    );
    records.raw(&sql).await.unwrap();
    past.rows(&records.url).await
}

#[tokio::test]
async fn a_migration_that_is_killed_is_gone_on_with_on_sqlite() {
    let past = Past::with(3).await;
    let old = tempfile::tempdir().unwrap();
    let before = much(&past, &Records::on_sqlite(old.path()), &old.path().join("files")).await;
    let fresh = || {
        let shell = Shell::new();
        let data = shell.path().join("ajar-data");
        let copied = std::process::Command::new("cp").arg("-r").arg(old.path()).arg(&data).status().unwrap();
        assert!(copied.success());
        (Records::on_sqlite(&data), shell)
    };
    let (_, whole) = fresh();
    let over = time_of(|| all_is_well(&whole, &[]));
    for moment in moments(over) {
        let (records, shell) = fresh();
        killed(&shell, &["check"], moment);
        assert_eq!(past::lost(&before, &past.rows(&records.url).await), Vec::<String>::new());
        all_is_well(&shell, &[]);
        assert_eq!(past::lost(&before, &past.rows(&records.url).await), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_migration_that_is_killed_is_gone_on_with_on_postgres() {
    let Some(records) = Records::on_postgres().await else { return };
    let (past, shell) = (Past::with(3).await, Shell::new());
    let before = much(&past, &records, &shell.path().join("ajar-data/files")).await;
    let database = ["--database-url", records.url.as_str()];
    for moment in moments(Duration::from_millis(1_200)) {
        killed(&shell, &[&["check"][..], &database].concat(), moment);
        assert_eq!(past::lost(&before, &past.rows(&records.url).await), Vec::<String>::new());
        // As a minute later. It may have been killed before there was a lease.
        let _ = records.raw("UPDATE migration_lease SET until = 0").await;
    }
    all_is_well(&shell, &database);
    assert_eq!(past::lost(&before, &past.rows(&records.url).await), Vec::<String>::new());
}
