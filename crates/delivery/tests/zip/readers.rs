//! Others read what was planned: the zip crate, Python and unzip.

use std::io::{Cursor, Read};
use std::path::Path;

use delivery::names::{Wish, paths};
use zip::ZipArchive;

use crate::sample::{MODIFIED, Sample, python, unzip_test};

/// Prints each name with the length of its content, and fails where a checksum is wrong.
const LIST: &str = "
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    for info in archive.infolist():
        assert info.flag_bits & 0x800 and info.compress_type == 0
        print(info.filename + '\\t' + str(len(archive.read(info))))
";

fn hostile() -> Vec<(String, Vec<u8>)> {
    let long = format!("{}.jpeg", "ä".repeat(300));
    let names = [
        "../../../etc/passwd",
        "..\\evil.exe",
        "/absolute",
        "C:\\windows",
        "plan.pdf",
        "PLAN.PDF",
        "Plan.pdf",
        "CON",
        "a\"b<c>.txt",
        "line\nbreak\0.txt",
        "صورة العائلة.png",
        "👩‍👩‍👧‍👦 family.jpg",
        "Ünïcödé.txt",
        "e\u{301}.txt",
        "é.txt",
        "",
        ".",
        "..",
        "trailing. . .",
        &long,
        &long,
        "日本語/フォルダ.txt",
        "photo\u{202e}gpj.exe",
    ];
    let mut wishes: Vec<Wish> = names.iter().map(|name| Wish::file(*name)).collect();
    wishes.extend(names.iter().map(|name| Wish::within("../قسم 🎨", *name)));
    let content = |index: usize| vec![u8::try_from(index).unwrap(); index * 7];
    paths(&wishes).into_iter().enumerate().map(|(index, name)| (name, content(index))).collect()
}

fn read_by_the_zip_crate(sample: &Sample) {
    let mut archive = ZipArchive::new(Cursor::new(sample.whole())).unwrap();
    assert_eq!(archive.len(), sample.contents.len());
    for (index, entry) in sample.plan.entries().iter().enumerate() {
        let mut member = archive.by_index(index).unwrap();
        assert_eq!(member.name().unwrap(), entry.name);
        assert_eq!(member.unix_mode(), Some(0o100_644));
        assert!(member.enclosed_name().is_some(), "{} leaves the folder", entry.name);
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, sample.contents[index], "{}", entry.name);
    }
}

fn in_a_file(sample: &Sample, then: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("archive.zip");
    std::fs::write(&path, sample.whole()).unwrap();
    then(&path);
}

#[test]
fn an_empty_archive_is_read() {
    let sample = Sample::new(Vec::new());
    read_by_the_zip_crate(&sample);
    // unzip calls every empty archive an error.
    in_a_file(&sample, |path| assert_eq!(python(LIST, path).unwrap_or_default(), ""));
}

#[test]
fn hostile_and_foreign_names_are_read_as_planned() {
    let sample = Sample::new(hostile());
    read_by_the_zip_crate(&sample);
    let listed: String =
        sample.plan.entries().iter().map(|entry| format!("{}\t{}\n", entry.name, entry.size)).collect();
    in_a_file(&sample, |path| {
        assert_eq!(python(LIST, path).unwrap_or_else(|| listed.clone()), listed);
        unzip_test(path);
    });
}

#[test]
fn an_unpacked_archive_stays_in_its_folder() {
    let sample = Sample::new(hostile());
    let unpack = "
import os, sys, zipfile
folder = os.path.join(os.path.dirname(sys.argv[1]), 'out')
with zipfile.ZipFile(sys.argv[1]) as archive:
    archive.extractall(folder)
for where, _, files in os.walk(folder):
    for file in files:
        print(os.path.relpath(os.path.join(where, file), folder))
";
    in_a_file(&sample, |path| {
        let Some(unpacked) = python(unpack, path) else { return };
        let mut unpacked: Vec<&str> = unpacked.lines().collect();
        let mut planned: Vec<&str> = sample.plan.entries().iter().map(|entry| entry.name.as_str()).collect();
        unpacked.sort_unstable();
        planned.sort_unstable();
        assert_eq!(unpacked, planned);
        let beside = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 2, "something was unpacked beside the folder");
    });
}

#[test]
fn members_carry_their_time_in_utc_to_the_second() {
    let sample = Sample::new(vec![("a".into(), vec![1])]);
    let mut archive = ZipArchive::new(Cursor::new(sample.whole())).unwrap();
    let member = archive.by_index(0).unwrap();
    // 2024-06-10 06:13:21 UTC; DOS knows even seconds only.
    let dos = member.last_modified().unwrap();
    let read = (dos.year(), dos.month(), dos.day(), dos.hour(), dos.minute(), dos.second());
    assert_eq!(read, (2024, 6, 10, 6, 13, 20));
    drop(member);
    let stamp = [&[0x55, 0x54, 5, 0, 1][..], &i32::try_from(MODIFIED).unwrap().to_le_bytes()].concat();
    // Once in the member's own record, once in the directory.
    let whole = sample.whole();
    assert_eq!(whole.windows(stamp.len()).filter(|window| *window == stamp).count(), 2);
}
