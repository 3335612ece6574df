//! A ZIP archive of which the members become assets, within bounds: what a stranger packed must not fill the disk.

use bytes::Bytes;
use domain::text;
use futures_util::Stream;
use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::FileExt,
    path::Path,
    sync::Arc,
};
use tokio::sync::mpsc;
use zip::{ZipArchive, read::ZipFileEntry};

/// How many members are taken at the most.
pub const MOST_MEMBERS: usize = 100_000;
/// All members together have at most so many times the archive's own bytes…
pub const MOST_TIMES: u64 = 100;
/// …or so many, where that is more.
pub const ALWAYS: u64 = 1 << 30;

/// How much is unpacked at a time, and how many such blocks wait to be stored.
const BLOCK: usize = 256 * 1024;
const WAITING: usize = 4;

/// An open archive. Clones are the same, and are read side by side.
#[derive(Debug, Clone)]
pub struct Archive(ZipArchive<Shared>);

/// What is in an archive.
#[derive(Debug)]
pub struct Member {
    /// Its number there.
    pub index: usize,
    /// Its name, without what would lead out of the folder it is unpacked in.
    pub path: String,
    /// How many bytes it says it has. More are not taken.
    pub size: u64,
    /// Why it can't be taken.
    pub fault: Option<String>,
}

/// One file with many readers, each at a place of its own.
#[derive(Debug, Clone)]
struct Shared {
    file: Arc<File>,
    len: u64,
    at: u64,
}

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read_at(buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

impl Archive {
    /// Opens an archive, and says what is in it.
    ///
    /// # Errors
    /// Why nothing of it can be taken, in words: it is no archive, or it would become too much.
    pub fn open(path: &Path) -> Result<(Self, Vec<Member>), String> {
        let file = File::open(path).map_err(|error| error.to_string())?;
        let len = file.metadata().map_err(|error| error.to_string())?.len();
        let shared = Shared { file: Arc::new(file), len, at: 0 };
        let archive =
            ZipArchive::new(shared).map_err(|error| format!("this is no ZIP archive that can be read ({error})"))?;
        let count = archive.len();
        if count > MOST_MEMBERS {
            return Err(format!("{count} members are in it, and at most {MOST_MEMBERS} are unpacked"));
        }
        let mut members = Vec::new();
        for index in 0..count {
            let entry =
                archive.by_index_data(index).map_err(|error| format!("member {index} can't be read ({error})"))?;
            members.extend(member(index, &entry));
        }
        let all = members.iter().fold(0_u64, |all, member| all.saturating_add(member.size));
        let most = len.saturating_mul(MOST_TIMES).max(ALWAYS);
        if all > most {
            return Err(format!(
                "unpacked it would have {all} bytes, which is more than {MOST_TIMES} times its own size: it is not unpacked"
            ));
        }
        Ok((Self(archive), members))
    }

    /// The bytes of a member, unpacked on a thread of its own as they are taken.
    pub fn read(&self, index: usize) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
        let (sender, mut receiver) = mpsc::channel(WAITING);
        let mut archive = self.0.clone();
        drop(tokio::task::spawn_blocking(move || {
            if let Err(error) = unpack(&mut archive, index, &sender) {
                // Nobody waits for it where this fails too.
                drop(sender.blocking_send(Err(error)));
            }
        }));
        futures_util::stream::poll_fn(move |cx| receiver.poll_recv(cx))
    }
}

/// A member of an archive; nothing where it only stands for a folder.
fn member(index: usize, entry: &ZipFileEntry<'_>) -> Option<Member> {
    let name = entry.name().ok();
    let path = safe(name.as_deref().unwrap_or_default());
    if entry.is_dir() {
        return None;
    }
    let fault = if path.is_empty() {
        Some("it has no name".to_owned())
    } else if entry.encrypted() {
        Some("it is encrypted".to_owned())
    } else if entry.is_symlink() {
        Some("it is a symbolic link".to_owned())
    } else {
        None
    };
    let path = if path.is_empty() { format!("member {index}") } else { path };
    Some(Member { index, path, size: entry.size(), fault })
}

/// A name without what leads out of the folder it is unpacked in, or nowhere.
fn safe(name: &str) -> String {
    let names = name.split(['/', '\\']).filter_map(text::line).filter(|name| name != "." && name != "..");
    names.collect::<Vec<_>>().join("/")
}

fn unpack(archive: &mut ZipArchive<Shared>, index: usize, sender: &mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
    let mut member = archive.by_index(index)?;
    loop {
        let mut block = Vec::with_capacity(BLOCK);
        Read::by_ref(&mut member).take(BLOCK as u64).read_to_end(&mut block)?;
        // The end, or nobody takes it any more.
        if block.is_empty() || sender.blocking_send(Ok(block.into())).is_err() {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::TryStreamExt;
    use std::io::{Cursor, Write};
    use zip::{ZipWriter, write::SimpleFileOptions};

    fn packed(members: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, content) in members {
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), writer.finish().unwrap().into_inner()).unwrap();
        file
    }

    #[tokio::test]
    async fn members_come_out_as_they_went_in_with_names_that_lead_nowhere_else() {
        let long = vec![7; 3 * BLOCK + 1];
        let file = packed(&[("a/b.txt", b"one"), ("../../etc/passwd", b"two"), ("c\\d.txt", &long), ("empty", b"")]);
        let (archive, members) = Archive::open(file.path()).unwrap();
        let names: Vec<(&str, u64)> = members.iter().map(|member| (member.path.as_str(), member.size)).collect();
        assert_eq!(names, [("a/b.txt", 3), ("etc/passwd", 3), ("c/d.txt", long.len() as u64), ("empty", 0)]);
        for (member, content) in
            members.iter().zip([b"one".as_slice(), b"two".as_slice(), long.as_slice(), b"".as_slice()])
        {
            let blocks: Vec<Bytes> = archive.read(member.index).try_collect().await.unwrap();
            assert!(member.fault.is_none() && blocks.concat() == content, "{}", member.path);
        }
    }

    #[tokio::test]
    async fn a_damaged_member_fails_and_what_is_no_archive_is_told() {
        let content: Vec<u8> = (0..100_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        let file = packed(&[("a", &content)]);
        let mut bytes = std::fs::read(file.path()).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0xff;
        std::fs::write(file.path(), &bytes).unwrap();
        let (archive, members) = Archive::open(file.path()).unwrap();
        assert_eq!(members.len(), 1);
        assert!(archive.read(0).try_collect::<Vec<Bytes>>().await.is_err());
        std::fs::write(file.path(), "PK no more").unwrap();
        assert!(Archive::open(file.path()).unwrap_err().contains("no ZIP archive"));
    }

    #[test]
    fn what_would_become_too_much_is_not_unpacked() {
        // Says in its directory, and in front of its bytes, that it has nearly four gibibytes.
        let file = packed(&[("bomb", &[0; 1000])]);
        let mut bytes = std::fs::read(file.path()).unwrap();
        let says = 1000_u32.to_le_bytes();
        let places: Vec<usize> = (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == says).collect();
        assert!(!places.is_empty());
        for at in places {
            bytes[at..at + 4].copy_from_slice(&0xffff_fff0_u32.to_le_bytes());
        }
        std::fs::write(file.path(), &bytes).unwrap();
        let fault = Archive::open(file.path()).unwrap_err();
        assert!(fault.contains("4294967280 bytes") && fault.contains("not unpacked"), "{fault}");
    }
}
