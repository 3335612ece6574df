//! Members and archives of more than 4 GiB, laid out in sparse files: what is not written reads as zeros.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use delivery::zip::{Entry, Plan, Segment};
use zip::ZipArchive;

use crate::sample::{python, unzip_test};

const HUGE: u64 = (9 << 30) / 2;
const BLOCK: usize = 1 << 20;

/// The checksum of so many zeros, from that of one block.
fn crc_of_zeros(length: u64) -> u32 {
    let mut block = crc32fast::Hasher::new();
    block.update(&vec![0; BLOCK]);
    let mut all = crc32fast::Hasher::new();
    for _ in 0..length / BLOCK as u64 {
        all.combine(&block);
    }
    all.update(&vec![0; usize::try_from(length % BLOCK as u64).unwrap()]);
    all.finalize()
}

/// Members by name and size, all of zeros.
fn of_zeros(members: &[(&str, u64)]) -> Plan<()> {
    let entry = |(name, size): &(&str, u64)| Entry {
        name: (*name).to_owned(),
        size: *size,
        crc32: crc_of_zeros(*size),
        sha256: [0; 32],
        modified: 1_718_000_000,
        source: (),
    };
    Plan::new(members.iter().map(entry).collect()).unwrap()
}

/// Writes an archive of zeros: the records, with holes where members lie.
fn written(plan: &Plan<()>, folder: &Path) -> PathBuf {
    let path = folder.join("huge.zip");
    let mut file = File::create(&path).unwrap();
    for segment in plan.range(0..plan.length()) {
        match segment {
            Segment::Bytes(bytes) => file.write_all(&bytes).unwrap(),
            Segment::Source { len, .. } => {
                file.seek(SeekFrom::Current(i64::try_from(len).unwrap())).unwrap();
            }
        }
    }
    assert_eq!(file.stream_position().unwrap(), plan.length());
    path
}

#[test]
fn a_member_of_four_and_a_half_gib_is_read_by_others() {
    let plan = of_zeros(&[("before", 10), ("huge", HUGE), ("behind", 20)]);
    let folder = tempfile::tempdir().unwrap();
    let path = written(&plan, folder.path());

    let mut archive = ZipArchive::new(File::open(&path).unwrap()).unwrap();
    assert_eq!(archive.by_index(1).unwrap().size(), HUGE);
    let mut behind = archive.by_index(2).unwrap();
    assert!(behind.header_start() > HUGE);
    let mut bytes = Vec::new();
    behind.read_to_end(&mut bytes).unwrap();
    assert_eq!(bytes, [0; 20]);

    let program = "
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    for info in archive.infolist():
        print(info.filename, info.file_size, info.header_offset, info.extract_version)
    assert archive.read('before') == bytes(10) and archive.read('behind') == bytes(20)
    with archive.open('huge') as member:
        assert member.read(1000) == bytes(1000)
";
    if let Some(listed) = python(program, &path) {
        let behind_at = plan.range(0..plan.length()).take(4).map(|segment| match segment {
            Segment::Bytes(bytes) => bytes.len() as u64,
            Segment::Source { len, .. } => len,
        });
        let behind_at: u64 = behind_at.sum();
        assert_eq!(listed, format!("before 10 0 20\nhuge {HUGE} 55 45\nbehind 20 {behind_at} 45\n"));
    }
}

#[test]
fn the_directory_of_an_archive_past_four_gib_is_found() {
    // No member needs ZIP64, but where the directory begins does.
    let half = 1 << 31;
    let plan = of_zeros(&[("one", half), ("two", half)]);
    let folder = tempfile::tempdir().unwrap();
    let path = written(&plan, folder.path());
    assert_eq!(ZipArchive::new(File::open(&path).unwrap()).unwrap().len(), 2);
    if let Some(listed) = python("import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())", &path) {
        assert_eq!(listed.trim(), "['one', 'two']");
    }
}

#[test]
fn a_member_one_byte_short_of_the_mark_and_one_at_it_are_read() {
    for size in [0xffff_fffe_u64, 0xffff_ffff, 0x1_0000_0000] {
        let plan = of_zeros(&[("edge", size), ("next", 3)]);
        let folder = tempfile::tempdir().unwrap();
        let path = written(&plan, folder.path());
        let mut archive = ZipArchive::new(File::open(&path).unwrap()).unwrap();
        assert_eq!(archive.by_index(0).unwrap().size(), size);
        let mut bytes = Vec::new();
        archive.by_index(1).unwrap().read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, [0; 3]);
        let sizes = "import sys, zipfile; print([i.file_size for i in zipfile.ZipFile(sys.argv[1]).infolist()])";
        if let Some(listed) = python(sizes, &path) {
            assert_eq!(listed.trim(), format!("[{size}, 3]"));
        }
    }
}

#[test]
#[ignore = "reads 9 GiB of zeros: half a minute and more"]
fn every_byte_of_a_huge_archive_is_checked_by_others() {
    let plan = of_zeros(&[("before", 10), ("huge", HUGE), ("behind", 20)]);
    let folder = tempfile::tempdir().unwrap();
    let path = written(&plan, folder.path());
    unzip_test(&path);
    python("import sys, zipfile; assert zipfile.ZipFile(sys.argv[1]).testzip() is None", &path);
}
