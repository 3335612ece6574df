//! An archive with its contents in memory, and the programs that read archives.

use std::path::Path;
use std::process::Command;

use delivery::zip::{Entry, Plan, Segment};

/// A moment in 2024 that falls on an odd second, which DOS time cannot write.
pub const MODIFIED: i64 = 1_718_000_001;

pub struct Sample {
    pub plan: Plan<usize>,
    pub contents: Vec<Vec<u8>>,
}

impl Sample {
    pub fn new(members: Vec<(String, Vec<u8>)>) -> Self {
        let (names, contents): (Vec<String>, Vec<Vec<u8>>) = members.into_iter().unzip();
        let entries = names.into_iter().zip(&contents).enumerate().map(|(index, (name, content))| Entry {
            name,
            size: content.len() as u64,
            crc32: crc32fast::hash(content),
            sha256: [0; 32],
            modified: MODIFIED,
            source: index,
        });
        Self { plan: Plan::new(entries.collect()).unwrap(), contents }
    }

    pub fn bytes(&self, range: std::ops::Range<u64>) -> Vec<u8> {
        let mut bytes = Vec::new();
        for segment in self.plan.range(range) {
            match segment {
                Segment::Bytes(records) => bytes.extend_from_slice(&records),
                Segment::Source { index, offset, len } => {
                    assert!(len > 0, "an empty segment");
                    let source = self.plan.entries()[index].source;
                    let start = usize::try_from(offset).unwrap();
                    bytes.extend_from_slice(&self.contents[source][start..][..usize::try_from(len).unwrap()]);
                }
            }
        }
        bytes
    }

    pub fn whole(&self) -> Vec<u8> {
        let whole = self.bytes(0..self.plan.length());
        assert_eq!(whole.len() as u64, self.plan.length());
        whole
    }
}

/// Runs a Python program on an archive; `None` where there is no Python 3.
pub fn python(program: &str, archive: &Path) -> Option<String> {
    run(Command::new("python3").arg("-c").arg(program).arg(archive).env("PYTHONIOENCODING", "utf-8"))
}

/// `unzip -t`; `None` where there is none.
pub fn unzip_test(archive: &Path) -> Option<String> {
    run(Command::new("unzip").arg("-tqq").arg(archive).env("LC_ALL", "C.UTF-8"))
}

fn run(command: &mut Command) -> Option<String> {
    let output = match command.output() {
        Ok(output) => output,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(error) => panic!("{command:?}: {error}"),
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        text(&output.stdout),
        text(&output.stderr)
    );
    Some(text(&output.stdout))
}
