use crate::shell::Shell;
use std::{ffi::OsStr, fs, os::unix::ffi::OsStrExt};

fn with_files() -> Shell {
    let shell = Shell::new();
    for folder in ["in/a", "in/b"] {
        fs::create_dir_all(shell.path().join(folder)).unwrap();
    }
    for (path, content) in [
        ("in/a/x.txt", "one"),
        ("in/b/x.txt", "two"),
        ("in/empty.bin", ""),
        ("in/صور 🌊.txt", "sea"),
        ("in/.hidden", "h"),
    ] {
        fs::write(shell.path().join(path), content).unwrap();
    }
    fs::write(shell.path().join("in").join(OsStr::from_bytes(b"na\xefve.txt")), "latin").unwrap();
    shell
}

#[test]
fn importing_twice_adds_every_file_once() {
    let shell = with_files();
    let said = shell.ajar(&["import", "in", "--folder", "Press/2026"]);
    assert_eq!(said.status, 0, "{}", said.err);
    let lines: Vec<&str> = said.out.lines().collect();
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert_eq!(lines[..2], ["added 1 in/a/x.txt", "added 2 in/b/x.txt"], "two files of one name are two assets");
    assert!(said.out.contains("in/صور 🌊.txt") && said.out.contains("in/na\u{fffd}ve.txt"));
    assert!(said.err.contains("passed over 1 hidden file") && said.err.contains("5 added, 0 known"), "{}", said.err);
    let again = shell.ajar(&["import", "in", "--folder", "Press/2026"]);
    assert_eq!(again.out, said.out.replace("added", "known"));
    assert_eq!(again.status, 0);
    // Each lies in a folder like the one that it came from.
    let json = shell.ajar(&["import", "in/a/x.txt", "--folder", "Press/2026/a", "--json"]).out;
    let row: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(row, serde_json::json!({"id": 1, "status": "known", "path": "in/a/x.txt"}));
}

#[test]
fn a_dry_run_says_where_files_would_go_and_changes_nothing() {
    let shell = with_files();
    let said = shell.ajar(&["import", "in", "--folder", "Press", "--dry-run"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(
        said.out.starts_with("would import in/a/x.txt to Press/a\nwould import in/b/x.txt to Press/b\n"),
        "{}",
        said.out
    );
    let flat = shell.ajar(&["import", "in/a", "in/b", "--flat", "--dry-run", "--json"]).out;
    let rows: Vec<serde_json::Value> = flat.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows[1], serde_json::json!({"status": "new", "path": "in/b/x.txt", "folder": null}));
    let after = shell.ajar(&["import", "in", "--folder", "Press"]);
    assert!(after.err.contains("5 added, 0 known"), "{}", after.err);
}

#[test]
fn a_table_that_is_wrong_is_told_by_line_and_column_before_anything_comes_in() {
    let shell = with_files();
    fs::write(shell.path().join("table.csv"), "filename,titel,made on\nempty.bin,,May\nx.txt,,\n").unwrap();
    let said = shell.ajar(&["import", "in", "--metadata", "table.csv"]);
    assert_eq!((said.status, said.out.as_str()), (1, ""));
    let told: Vec<&str> = said.err.lines().collect();
    assert_eq!(told.len(), 2, "{}", said.err);
    assert!(told[0].starts_with("error: table.csv, line 1, titel: There is no such column. Did you mean title?"));
    assert!(told[1].starts_with("error: table.csv, line 2, made on: "), "{}", said.err);
    fs::write(shell.path().join("table.csv"), "filename,title\nempty.bin,Nothing\nx.txt,Two\nno.txt,None\n").unwrap();
    let said = shell.ajar(&["import", "in", "--metadata", "table.csv"]);
    assert_eq!((said.status, said.err.lines().count(), said.out.as_str()), (1, 2, ""), "{}", said.err);
    assert!(said.err.contains("line 3, filename: 2 files are called that"), "{}", said.err);
    assert!(said.err.contains("line 4, filename: There is no such file"), "{}", said.err);
    let missing = shell.ajar(&["import", "in", "--metadata", "nowhere.csv"]);
    assert!(missing.status == 1 && missing.err.contains("--metadata: nowhere.csv: "), "{}", missing.err);
}

#[test]
fn a_bucket_that_cannot_be_reached_or_named_is_told_and_keeps_no_file_out() {
    let shell = with_files();
    let nobody = "s3://press/in?endpoint=http://127.0.0.1:9&region=eu-1";
    let mut command = shell.command(&["import", nobody, "s3://id:hidden@press/in", "in/empty.bin"]);
    command.env("AWS_ACCESS_KEY_ID", "id").env("AWS_SECRET_ACCESS_KEY", "hidden");
    let said = crate::shell::Said::from(command.output().unwrap());
    assert_eq!((said.status, said.out.as_str()), (1, "added 1 in/empty.bin\n"), "{}", said.err);
    assert_eq!(said.err.matches("error: s3://press/in: ").count(), 2, "{}", said.err);
    assert!(said.err.contains("AWS_ACCESS_KEY_ID") && !said.err.contains("hidden"), "{}", said.err);
}

#[test]
fn one_file_that_fails_does_not_keep_the_others_out() {
    let shell = with_files();
    std::os::unix::fs::symlink("nowhere", shell.path().join("in/dangling")).unwrap();
    let said = shell.ajar(&["import", "in", "missing"]);
    assert_eq!(said.status, 1);
    assert_eq!(said.out.lines().count(), 5);
    assert!(said.err.contains("error: in/dangling: ") && said.err.contains("error: missing: "), "{}", said.err);
    assert!(said.err.contains("5 added, 0 known, 2 failed"), "{}", said.err);
}

#[test]
fn a_folder_that_leads_back_to_itself_and_the_installation_itself_are_passed_over() {
    let shell = with_files();
    std::os::unix::fs::symlink("..", shell.path().join("in/a/up")).unwrap();
    assert_eq!(shell.ajar(&["kit", "create", "--title", "Kit"]).status, 0);
    let said = shell.ajar(&["import", ".", "--kit", "kit"]);
    assert_eq!((said.status, said.out.lines().count()), (0, 5), "{}", said.err);
    assert!(said.err.contains("passed over ./ajar-data") && said.err.contains("passed over ./in/a/up"), "{}", said.err);
    assert_eq!(shell.ajar(&["import", "in", "--kit", "none"]).status, 1);
}
