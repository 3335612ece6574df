//! `ajar backup` and `ajar restore`: a copy of a running installation, and an installation made of one.

use crate::shell::{Server, Shell, until};
use rustix::process::Signal;
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

const ADA: &str = "ada@example.org";

/// An installation with an admin, a kit, three assets, and an invitation that nobody has sent yet.
pub fn filled() -> Shell {
    let shell = Shell::new();
    fs::create_dir_all(shell.path().join("in")).unwrap();
    for (name, content) in [("one.txt", "one"), ("two.txt", "two two"), ("empty.bin", "")] {
        fs::write(shell.path().join("in").join(name), content).unwrap();
    }
    let admin = ["user", "add", "--mail", ADA, "--name", "Ada Winther", "--role", "admin", "--password-stdin"];
    done(&shell, "a long password\n", &admin);
    done(&shell, "", &["kit", "create", "--title", "Press", "--privacy", "public", "--policy", "open"]);
    done(&shell, "", &["import", "in", "--kit", "press", "--folder", "A/B"]);
    done(&shell, "", &["user", "add", "--mail", "bo@example.org", "--name", "Bo Bell", "--role", "member"]);
    shell
}

/// Runs a command that has to succeed; what it printed.
pub fn done(shell: &Shell, input: &str, args: &[&str]) -> String {
    let said = shell.ajar_reads(input, args);
    assert_eq!(said.status, 0, "{args:?}: {}", said.err);
    said.out + &said.err
}

fn fails(shell: &Shell, args: &[&str]) -> String {
    let said = shell.ajar(args);
    assert_eq!((said.status, said.out.as_str()), (1, ""), "{args:?}: {}", said.err);
    said.err
}

/// Another installation, restored from what `from` has backed up.
pub fn restored(from: &Shell, name: &str) -> Shell {
    let shell = Shell::new();
    let said = done(&shell, "", &["restore", from.path().join(name).to_str().unwrap()]);
    assert!(said.contains("mails are held back"), "{said}");
    shell
}

fn manifest(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("backup.json")).unwrap()).unwrap()
}

/// What the tables of an installation hold, but for what a restoration changes.
pub fn tables(shell: &Shell) -> Value {
    fs::create_dir_all(shell.path().join("compare")).unwrap();
    done(shell, "", &["backup", "compare"]);
    tables_in(&shell.path().join("compare"))
}

pub fn tables_in(folder: &Path) -> Value {
    let mut tables = manifest(folder)["tables"].clone();
    for changed in ["installation", "id_blocks"] {
        tables.as_object_mut().unwrap().remove(changed);
    }
    tables
}

#[track_caller]
pub fn same(tables: &Value, expected: &Value) {
    for (table, holds) in expected.as_object().unwrap() {
        assert_eq!(&tables[table], holds, "{table}");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn mails(shell: &Shell) -> usize {
    fs::read_dir(shell.path().join("ajar-data/mail")).map_or(0, Iterator::count)
}

#[test]
fn an_installation_comes_back_as_it_was_out_of_a_folder_and_out_of_a_file() {
    let shell = filled();
    fs::create_dir(shell.path().join("folder")).unwrap();
    let server = shell.serves(&["serve"]);
    let said = done(&shell, "", &["backup", "folder"]);
    assert!(said.contains("3 files (10 B), 3 of them copied now"), "{said}");
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    done(&shell, "", &["backup", "all.tar"]);
    for (name, expected) in [("folder", tables_in(&shell.path().join("folder"))), ("all.tar", tables(&shell))] {
        let other = restored(&shell, name);
        let said = other.ajar(&["check"]);
        assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
        assert!(said.err.contains("checked: 3 files (10 B), 0 requests; all is well"), "{}", said.err);
        same(&tables(&other), &expected);
        let server = other.serves(&["serve"]);
        assert_eq!(server.status("/kits/press/assets/1/download"), 200);
        let said = done(&other, "", &["kit", "create", "--title", "Later"]);
        assert_eq!(said, "2\n", "ids go on");
    }
}

#[test]
fn what_is_in_a_backup_is_for_its_owner_alone() {
    let shell = filled();
    done(&shell, "", &["backup", "folder/"]);
    done(&shell, "", &["backup", "all.tar"]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&shell.path().join("all.tar")), 0o600);
    let folder = shell.path().join("folder");
    assert_eq!((mode(&folder), mode(&folder.join("files")), mode(&folder.join("records"))), (0o700, 0o700, 0o700));
    for file in files(&folder) {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    let left: Vec<PathBuf> =
        files(shell.path()).into_iter().filter(|path| path.to_string_lossy().contains(".part")).collect();
    assert_eq!(left, Vec::<PathBuf>::new());
}

#[test]
fn a_second_backup_copies_what_is_new_and_keeps_nothing_else() {
    let shell = filled();
    done(&shell, "", &["backup", "folder/"]);
    let folder = shell.path().join("folder");
    let first = manifest(&folder);
    fs::write(shell.path().join("in/three.txt"), "three").unwrap();
    done(&shell, "", &["import", "in/three.txt"]);
    // What a record named once, and what a kill left behind.
    let shelf = folder.join("files/ab");
    fs::create_dir_all(&shelf).unwrap();
    fs::write(shelf.join("cd".repeat(15)), "gone").unwrap();
    fs::write(folder.join("files/.incoming/x.part"), "half").unwrap();
    let said = done(&shell, "", &["backup", "folder"]);
    assert!(said.contains("4 files (15 B), 1 of them copied now"), "{said}");
    assert_eq!(files(&folder.join("files")).len(), 4);
    assert!(!folder.join(first["records"].as_str().unwrap()).exists(), "the old records went");
    let other = restored(&shell, "folder");
    assert_eq!(other.ajar(&["check"]).status, 0);
}

#[test]
fn what_changed_between_two_backups_comes_back_as_it_was_at_the_second() {
    let shell = filled();
    done(&shell, "", &["backup", "folder/"]);
    done(&shell, "", &["kit", "set", "press", "--title", "Pictures of the press"]);
    fs::write(shell.path().join("in/four.txt"), "four").unwrap();
    let added = done(&shell, "", &["import", "in/four.txt", "--kit", "press"]);
    let four = added.split(' ').nth(1).unwrap();
    done(&shell, "", &["portal", "create", "--title", "Museum", "--privacy", "public", "--kit", "press"]);
    let said = done(&shell, "", &["backup", "folder"]);
    assert!(said.contains("4 files (14 B), 1 of them copied now"), "{said}");
    let expected = tables_in(&shell.path().join("folder"));
    done(&shell, "", &["kit", "create", "--title", "Too late", "--privacy", "public"]);
    let other = restored(&shell, "folder");
    assert_eq!(other.ajar(&["check"]).status, 0);
    same(&tables(&other), &expected);
    let server = other.serves(&["serve"]);
    assert!(server.ask("GET /portals/museum HTTP/1.1\r\n", "").contains("Pictures of the press"));
    assert_eq!(server.status(&format!("/kits/press/assets/{four}/download")), 200);
    assert_eq!(server.status("/kits/too-late"), 404);
}

#[test]
fn a_backup_that_is_killed_leaves_the_one_before_as_it_was() {
    let shell = filled();
    for name in ["folder/", "all.tar"] {
        done(&shell, "", &["backup", name]);
    }
    fs::write(shell.path().join("in/large.bin"), vec![7; 200 << 20]).unwrap();
    done(&shell, "", &["import", "in/large.bin"]);
    for name in ["folder", "all.tar"] {
        let before = manifest(&shell.path().join("folder"))["moment"].clone();
        let mut backup = shell.command(&["backup", name]).spawn().unwrap();
        let part = match name {
            "folder" => shell.path().join("folder/files/.incoming"),
            _ => shell.path().join(".all.tar.part"),
        };
        let begun = || match part.is_dir() {
            true => fs::read_dir(&part).unwrap().next().is_some(),
            false => fs::metadata(&part).is_ok_and(|part| part.len() > 1 << 20),
        };
        until("the large file", begun);
        backup.kill().unwrap();
        backup.wait().unwrap();
        assert_eq!(manifest(&shell.path().join("folder"))["moment"], before);
        let other = restored(&shell, name);
        assert_eq!(other.ajar(&["check"]).status, 0);
        assert!(done(&shell, "", &["backup", name]).contains("4 files"), "the next one is whole again");
        assert_eq!(restored(&shell, name).ajar(&["check"]).status, 0);
    }
    assert!(!shell.path().join(".all.tar.part").exists());
}

#[test]
fn a_restoration_that_is_killed_is_begun_again() {
    let shell = filled();
    fs::write(shell.path().join("in/large.bin"), vec![7; 200 << 20]).unwrap();
    done(&shell, "", &["import", "in/large.bin"]);
    done(&shell, "", &["backup", "all.tar"]);
    let (other, all) = (Shell::new(), shell.path().join("all.tar"));
    let mut restore = other.command(&["restore", all.to_str().unwrap()]).spawn().unwrap();
    let incoming = other.path().join("ajar-data/files/.incoming");
    until("the large file", || fs::read_dir(&incoming).is_ok_and(|mut parts| parts.next().is_some()));
    restore.kill().unwrap();
    restore.wait().unwrap();
    done(&other, "", &["restore", all.to_str().unwrap()]);
    assert_eq!(other.ajar(&["check"]).status, 0);
    same(&tables(&other), &tables(&shell));
}

#[test]
fn only_what_is_a_whole_backup_is_restored_and_only_where_there_is_nothing() {
    let shell = filled();
    done(&shell, "", &["backup", "all.tar"]);
    done(&shell, "", &["backup", "folder/"]);
    let said = fails(&shell, &["restore", "folder"]);
    assert!(said.contains("there are records here already"), "{said}");
    let empty = Shell::new();
    let refused = |what: &Path| fails(&empty, &["restore", what.to_str().unwrap()]);
    assert!(refused(Path::new("nowhere")).contains("there is no nowhere"));
    assert!(refused(&shell.path().join("in")).contains("no backup.json"));
    let whole = fs::read(shell.path().join("all.tar")).unwrap();
    let half = shell.path().join("half.tar");
    fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    assert!(refused(&half).contains("backup"));
    let folder = shell.path().join("folder");
    for (field, value, words) in [
        ("format", Value::from(2), "in format 2; this version reads up to format 1"),
        ("migration", Value::from(9_999), "with migration 9999; this version knows migrations up to"),
        ("records", Value::from("records/../x"), "a folder of records that can't be"),
    ] {
        let mut changed = manifest(&folder);
        let before = std::mem::replace(&mut changed[field], value);
        fs::write(folder.join("backup.json"), changed.to_string()).unwrap();
        let said = refused(&folder);
        assert!(said.contains(words), "{said}");
        changed[field] = before;
        fs::write(folder.join("backup.json"), changed.to_string()).unwrap();
    }
    for (part, words) in [("files", "has other bytes than it had"), ("records", "not those that were written")] {
        let file = files(&folder.join(part)).into_iter().find(|file| fs::metadata(file).unwrap().len() > 0).unwrap();
        let before = fs::read(&file).unwrap();
        let last = before.len() - 2;
        let changed: Vec<u8> =
            before.iter().enumerate().map(|(at, byte)| if at == last { byte ^ 1 } else { *byte }).collect();
        fs::write(&file, changed).unwrap();
        let said = refused(&folder);
        assert!(said.contains("damaged") && (said.contains(words) || said.contains("can't be read")), "{said}");
        fs::write(&file, before).unwrap();
    }
    assert_eq!(empty.ajar(&["check"]).err, "checked: 0 files (0 B), 0 requests; all is well\n");
    done(&empty, "", &["restore", folder.to_str().unwrap()]);
}

#[test]
fn an_installation_without_anything_takes_the_place_of_no_backup() {
    let shell = filled();
    for name in ["folder/", "all.tar"] {
        done(&shell, "", &["backup", name]);
        let said = fails(&shell, &["backup", name, "--data", "elsewhere"]);
        assert!(said.contains("no records here") && said.contains("AJAR_DATA"), "{said}");
        assert_eq!(restored(&shell, name).ajar(&["check"]).status, 0);
    }
    done(&shell, "", &["backup", "fresh.tar", "--data", "elsewhere"]);
}

/// Where PostgreSQL is there to be tested on.
#[tokio::test]
async fn an_installation_moves_to_postgresql_and_back() {
    let Some(database) = testkit::Records::on_postgres().await else { return };
    let shell = filled();
    done(&shell, "", &["backup", "all.tar"]);
    let (other, all) = (Shell::new(), shell.path().join("all.tar"));
    done(&other, "", &["restore", all.to_str().unwrap(), "--database-url", &database.url]);
    let server = other.serves(&["serve", "--database-url", &database.url]);
    assert_eq!(server.status("/kits/press/assets/1/download"), 200);
    let said = other.ajar(&["check", "--database-url", &database.url]);
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    done(&other, "", &["backup", "folder/", "--database-url", &database.url]);
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    let third = restored(&other, "folder");
    assert_eq!(third.ajar(&["check"]).status, 0);
    same(&tables(&third), &tables_in(&other.path().join("folder")));
    assert!(
        fails(&other, &["restore", all.to_str().unwrap(), "--database-url", &database.url]).contains("records here")
    );
}

#[test]
fn a_folder_of_something_else_and_the_files_themselves_are_no_place_for_a_backup() {
    let shell = filled();
    assert!(fails(&shell, &["backup", "in"]).contains("which is no part of a backup"));
    assert!(fails(&shell, &["backup", "ajar-data/files/x.tar"]).contains("among the files"));
    assert_eq!(shell.ajar(&["backup"]).status, 2);
    assert_eq!(shell.ajar(&["restore"]).status, 2);
    assert_eq!(shell.ajar(&["restore", "x", "--release"]).status, 2);
}

#[test]
fn a_file_that_is_missing_is_named_and_keeps_nothing_else_out() {
    let shell = filled();
    let stored = files(&shell.path().join("ajar-data/files"));
    let lost = stored.iter().find(|file| fs::read(file).unwrap() == b"one").unwrap();
    fs::remove_file(lost).unwrap();
    for name in ["folder/", "all.tar"] {
        let said = fails(&shell, &["backup", name]);
        assert!(said.contains("error: asset_versions ") && said.contains(", one.txt) is missing"), "{said}");
        let other = Shell::new();
        let said = done(&other, "", &["restore", shell.path().join(name).to_str().unwrap()]);
        assert!(said.contains("one.txt): its file was missing when the backup was made"), "{said}");
        let said = other.ajar(&["check"]);
        assert_eq!((said.status, said.out.lines().count()), (1, 1), "{}", said.out);
    }
}

#[test]
fn a_restored_installation_sends_nothing_until_it_is_told_to() {
    let shell = filled();
    done(&shell, "", &["backup", "all.tar"]);
    let other = restored(&shell, "all.tar");
    let server = other.serves(&["serve"]);
    let late = ["user", "add", "--mail", "cy@example.org", "--name", "Cy Cole", "--role", "member"];
    done(&other, "", &late);
    std::thread::sleep(std::time::Duration::from_secs(2));
    assert_eq!(mails(&other), 0);
    assert!(done(&other, "", &["restore", "--release"]).contains("(waiting: 2)"));
    until("both invitations", || mails(&other) == 2);
    assert!(done(&other, "", &["restore", "--release"]).contains("no mails are held back"));
    let (_, log) = server.told(Signal::TERM);
    assert!(log.contains("mails are held back since a backup was restored (waiting: "), "{log}");

    let third = restored(&shell, "all.tar");
    done(&third, "", &late);
    assert!(done(&third, "", &["restore", "--discard"]).contains("(dropped: 1)"));
    let server = third.serves(&["serve"]);
    until("the later invitation", || mails(&third) == 1);
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    assert_eq!(mails(&third), 1);
}

#[test]
fn neither_sessions_nor_links_outlive_a_restoration() {
    let shell = filled();
    let server = shell.serves(&["serve"]);
    until("the invitation", || mails(&shell) == 1);
    let session = signed_in(&server);
    let link = invitation(&shell);
    let is_in = |server: &Server| {
        server.ask(&format!("GET /admin/users HTTP/1.1\r\ncookie: {session}\r\n"), "").contains("200 OK")
    };
    assert!(is_in(&server));
    assert_eq!(server.status(&link), 200);
    done(&shell, "", &["backup", "all.tar"]);
    assert_eq!(server.told(Signal::TERM).0, Some(0));
    let other = restored(&shell, "all.tar");
    // The same key, so that nothing but the records says no.
    fs::copy(shell.path().join("ajar-data/secret.key"), other.path().join("ajar-data/secret.key")).unwrap();
    let server = other.serves(&["serve"]);
    assert!(!is_in(&server));
    assert_ne!(server.status(&link), 200);
    signed_in(&server);
}

/// Signs the admin in; the cookie.
fn signed_in(server: &Server) -> String {
    let body = "mail=ada%40example.org&password=a+long+password";
    let head = "POST /admin/ HTTP/1.1\r\ncontent-type: application/x-www-form-urlencoded\r\n";
    let answer = server.ask(head, body);
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
    cookie.unwrap_or_else(|| panic!("{answer}")).split(';').next().unwrap().to_owned()
}

/// The path of the link in the mail to the new member.
fn invitation(shell: &Shell) -> String {
    let mail = fs::read_dir(shell.path().join("ajar-data/mail")).unwrap().next().unwrap().unwrap().path();
    // Soft line breaks of quoted-printable.
    let text = fs::read_to_string(mail).unwrap().replace("=\r\n", "");
    let token = text.split("/invitation/").nth(1).unwrap();
    format!(
        "/invitation/{}",
        token.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect::<String>()
    )
}
