//! Nothing is asked for that no file says, and no file says what nothing asks for.

use std::{fs, path::Path};
use words::Language;

/// Messages whose names are put together: by a month, a unit, a status, a code, by what became of a request.
const FAMILIES: [&str; 14] = [
    "date-",
    "size-",
    "number-",
    "language-",
    "problem-",
    "fault-",
    "mail-received-subject-",
    "mail-review-subject-",
    "mail-decided-subject-",
    "mail-decided-title-",
    "mail-decided-plain-",
    "mail-revoked-subject-",
    "mail-handled-subject-",
    "mail-handled-title-",
];

fn read_all(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, text);
        } else if path.extension().is_some_and(|ending| ["rs", "html", "txt"].iter().any(|known| ending == *known)) {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// All that pages, mails and this crate say in their sources.
fn sources() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut text = String::new();
    for folder in ["web/src", "web/templates", "mail/src", "app/src", "words/src"] {
        read_all(&crates.join(folder), &mut text);
    }
    text
}

fn keys() -> Vec<String> {
    let english = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en.ftl")).unwrap();
    let named = english.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    named.filter_map(|line| Some(line.split_once(" =")?.0.to_owned())).collect()
}

#[test]
fn every_sentence_is_used() {
    let sources = sources();
    let unused: Vec<String> = keys()
        .into_iter()
        .filter(|key| !FAMILIES.iter().any(|family| key.starts_with(family)))
        .filter(|key| !sources.contains(&format!("\"{key}\"")))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn every_sentence_that_is_asked_for_exists() {
    let english = Language::default();
    let sources = sources();
    for call in [".say(\"", ".count(\"", ".with(\"", ".rich(\"", ".link(\"", ".tell(\"", ".markup(\""] {
        for (at, _) in sources.match_indices(call) {
            let rest = &sources[at + call.len()..];
            let key = &rest[..rest.find('"').unwrap()];
            let is_key = (key.contains('-') && !key.starts_with('/')) || ["files", "assets"].contains(&key);
            assert!(!is_key || english.has(key), "no file says {key}");
        }
    }
}
