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
    let json = shell.ajar(&["import", "in/a/x.txt", "--folder", "Press/2026", "--json"]).out;
    let row: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(row, serde_json::json!({"id": 1, "status": "known", "path": "in/a/x.txt"}));
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
