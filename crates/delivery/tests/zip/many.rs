//! Archives of more members than 16 bits can count.

use std::io::{Cursor, Read};

use delivery::zip::{Entry, Plan, Segment};
use zip::ZipArchive;

use crate::sample::{Sample, python, unzip_test};

#[test]
fn seventy_thousand_and_one_members_are_read() {
    let members = (0..70_001_u32).map(|n| (format!("folder {}/{n}.txt", n % 10), n.to_le_bytes().to_vec()));
    let sample = Sample::new(members.collect());
    let whole = sample.whole();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.zip");
    std::fs::write(&path, &whole).unwrap();

    let mut archive = ZipArchive::new(Cursor::new(whole)).unwrap();
    assert_eq!(archive.len(), 70_001);
    for index in [0, 65_534, 65_535, 65_536, 70_000] {
        let mut bytes = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, sample.contents[index]);
    }
    let count =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.namelist()))";
    if let Some(counted) = python(count, &path) {
        assert_eq!(counted.trim(), "70001");
    }
    unzip_test(&path);
}

#[test]
fn the_last_count_without_zip64_and_the_first_with_it_are_read() {
    for (count, behind_directory) in [(65_534_u32, 22), (65_535, 98)] {
        let sample = Sample::new((0..count).map(|n| (format!("{n}"), Vec::new())).collect());
        let whole = sample.whole();
        let end = &whole[whole.len() - 22..];
        let number = |at: usize| u32::from_le_bytes(end[at..at + 4].try_into().unwrap()) as usize;
        let (length, offset) = (number(12), number(16));
        assert_eq!(offset + length + behind_directory, whole.len());
        assert_eq!(ZipArchive::new(Cursor::new(whole)).unwrap().len(), count as usize);
    }
}

#[test]
fn a_hundred_thousand_members_are_planned_and_entered_at_once() {
    let entry = |n: u64| Entry {
        name: format!("a folder/with a name of some length, number {n}.jpeg"),
        size: 20_000,
        crc32: 1,
        sha256: [3; 32],
        modified: 1_718_000_000,
        source: n,
    };
    // Were either of these quadratic, the test would not end in its time.
    let plan = Plan::new((0..100_000).map(entry).collect()).unwrap();
    for step in 0..10_000 {
        let at = plan.length() / 10_000 * step;
        let segments: Vec<Segment> = plan.range(at..at + 10).collect();
        assert!((1..=2).contains(&segments.len()), "{segments:?}");
    }
}

#[test]
fn the_directory_comes_in_blocks_rather_than_at_once() {
    let entry = |n: u32| Entry { name: n.to_string(), size: 0, crc32: 0, sha256: [0; 32], modified: 0, source: () };
    let plan = Plan::new((0..20_000).map(entry).collect()).unwrap();
    let largest = plan.range(0..plan.length()).map(|segment| match segment {
        Segment::Bytes(bytes) => bytes.len(),
        Segment::Source { .. } => 0,
    });
    assert!(largest.max().unwrap() < 70_000);
}
