//! Every property holds of what is kept in `fuzz/corpus`, and of variations on it; of more with `AJAR_TEST_FULL=1`.

use properties::{ALL, Property};
use proptest::{
    prelude::*,
    sample::Index,
    test_runner::{Config, TestError, TestRunner},
};
use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
};

macro_rules! guarded {
    ($($name:ident)*) => {
        const GUARDED: &[&str] = &[$(stringify!($name)),*];

        $(#[test]
        fn $name() {
            guard(stringify!($name), properties::$name);
        })*
    };
}

guarded! {
    captions conditions cursors dispositions languages mail_addresses moments networks paths questions ranges sheets slugs uploads words
}

fn fuzz(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz").join(place)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn guard(name: &str, property: Property) {
    let folder = fuzz("corpus").join(name);
    let mut kept = Vec::new();
    for file in names(&folder) {
        let bytes = fs::read(folder.join(&file)).unwrap();
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| property(&bytes))) {
            eprintln!("fuzz/corpus/{name}/{file}");
            resume_unwind(panic);
        }
        kept.push(bytes);
    }
    let cases = if std::env::var("AJAR_TEST_FULL").is_ok_and(|value| value == "1") { 50_000 } else { 512 };
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&variations(kept), |bytes| {
        property(&bytes);
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Abort(why)) => panic!("{name}: {why}"),
        Err(TestError::Fail(why, bytes)) => {
            panic!("{name}: {why}\nwith b\"{}\": keep it as a file in fuzz/corpus/{name}", bytes.escape_ascii())
        }
    }
}

/// What is at the edge of something for one reader or another.
const AWKWARD: &[&str] = &[
    "",
    "\0",
    "\n",
    "\r\n",
    "\t",
    " ",
    ",",
    ";",
    "\"",
    "\\",
    "/",
    "..",
    "*",
    "%",
    "=",
    "-",
    "+",
    ":",
    "'",
    "0",
    "9",
    "99999999999999999999",
    "\u{202e}",
    "\u{feff}",
    "ß",
    "İ",
    "ı",
    "ﬁ",
    "Σ",
    "e\u{301}",
    "👩‍👩‍👧",
    "صورة",
    "東京",
    "CON",
    "xn--",
    "q=0",
];

/// Kept bytes with up to eight places changed, cut, doubled, or grown by pieces of other ones.
fn variations(kept: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (0..6, any::<Index>(), any::<Index>(), any::<Index>(), any::<u8>());
    (any::<Index>(), prop::collection::vec(edit, 0..8)).prop_map(move |(first, edits)| {
        let mut bytes = first.get(&kept).clone();
        for (kind, from, to, other, byte) in edits {
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            let (from, to) = (from.min(to), from.max(to));
            match kind {
                0 => bytes.insert(from, byte),
                1 => drop(bytes.splice(from..bytes.len().min(from + 1), [byte])),
                2 => drop(bytes.drain(from..to)),
                3 => drop(bytes.splice(to..to, bytes[from..to].to_vec())),
                4 => {
                    let other = other.get(&kept);
                    let piece = &other[..other.len().min(to)];
                    drop(bytes.splice(from..from, piece.iter().copied()));
                }
                _ => drop(bytes.splice(from..to, other.get(AWKWARD).bytes())),
            }
            bytes.truncate(4_096);
        }
        bytes
    })
}

#[test]
fn every_property_is_guarded_here_and_has_a_fuzz_target_and_a_corpus() {
    let all: BTreeSet<String> = ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(GUARDED.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), all);
    assert_eq!(names(&fuzz("corpus")), all);
    assert_eq!(names(&fuzz("fuzz_targets")), all.iter().map(|name| format!("{name}.rs")).collect());
    let manifest = fs::read_to_string(fuzz("Cargo.toml")).unwrap();
    for name in &all {
        // No build of ours looks into `fuzz`, so that what stands there has to be plain.
        let target = fs::read_to_string(fuzz("fuzz_targets").join(format!("{name}.rs"))).unwrap();
        assert_eq!(
            target,
            format!("#![no_main]\n\nlibfuzzer_sys::fuzz_target!(|bytes: &[u8]| properties::{name}(bytes));\n")
        );
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"\n")), "{name}");
    }
}
