use crate::shell::Shell;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    time::{Duration, Instant},
};

#[test]
fn an_unknown_setting_in_the_file_is_refused_with_the_right_one() {
    let shell = Shell::new();
    fs::write(shell.path().join("ajar.toml"), "lisen = \"127.0.0.1:0\"\n").unwrap();
    let said = shell.ajar(&["property", "list"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("ajar.toml:1: there is no setting lisen; did you mean listen?"), "{}", said.err);
}

#[test]
fn a_fault_names_its_source_and_its_key() {
    let shell = Shell::new();
    fs::write(shell.path().join("other.toml"), "# Limits\nlimit_network = -3\n").unwrap();
    let said = shell.ajar_with("AJAR_LISTEN", "8080", &["serve", "--language", "tlh", "--config", "other.toml"]);
    assert_eq!(said.status, 2);
    for words in [
        "AJAR_LISTEN: ",
        "--language: there is no language \"tlh\"; what there is: en, ar, de, fr",
        "limit_network in other.toml:2: ",
    ] {
        assert!(said.err.contains(words), "{}", said.err);
    }
    assert_eq!(said.err.lines().count(), 3, "one line each: {}", said.err);
}

#[test]
fn a_flag_counts_over_the_environment_and_that_over_the_file() {
    let shell = Shell::new();
    fs::write(shell.path().join("ajar.toml"), "data = \"file\"\nENABLE_PUBLIC_DOWNLOAD_REQUEST = true\n").unwrap();
    assert!(shell.ajar(&["property", "list"]).out.contains("true  (set"));
    shell.ajar_with("AJAR_DATA", "environment", &["property", "list"]);
    shell.ajar_with("AJAR_DATA", "", &["property", "list", "--data", "flag"]);
    for folder in ["file", "environment", "flag"] {
        assert!(shell.path().join(folder).join("ajar.db").exists(), "{folder}");
    }
}

#[test]
fn what_is_secret_is_for_its_owner_alone() {
    let shell = Shell::new();
    shell.ajar(&["property", "list"]);
    for (path, mode) in [("", 0o700), ("secret.key", 0o600), ("ajar.db", 0o600)] {
        let path = shell.path().join("ajar-data").join(path);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "{}", path.display());
    }
}

#[test]
#[allow(clippy::disallowed_methods, reason = "a stopwatch")]
fn a_database_that_is_not_there_ends_the_server_with_its_address_and_setting() {
    let shell = Shell::new();
    let begun = Instant::now();
    let url = "postgres://ajar:hunter2@127.0.0.1:1/ajar";
    let said = shell.ajar(&["serve", "--listen", "127.0.0.1:0", "--database-url", url]);
    assert_eq!(said.status, 1);
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert!(said.err.contains("AJAR_DATABASE_URL") && said.err.contains("127.0.0.1:1"), "{}", said.err);
    assert!(!said.err.contains("hunter2"), "{}", said.err);
}

#[test]
fn a_store_that_can_not_be_written_ends_the_server_with_its_setting() {
    let shell = Shell::new();
    fs::write(shell.path().join("file"), "").unwrap();
    let said = shell.ajar(&["serve", "--listen", "127.0.0.1:0", "--storage-url", "file:file/below"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("AJAR_STORAGE_URL") && said.err.contains("file/below"), "{}", said.err);
}
