//! The records of a ZIP, byte for byte (APPNOTE.TXT 6.3.10, sections 4.3 and 4.5). All numbers are little endian.

use bytes::{BufMut, BytesMut};

use super::dos_time::dos_time;
use super::entry::Entry;

/// In a 32-bit field: the number stands in the ZIP64 record. So is a number that *is* this one.
const SEE_ZIP64: u32 = u32::MAX;
/// The same in a 16-bit field.
const SEE_ZIP64_SHORT: u16 = u16::MAX;

const LOCAL: usize = 30;
const CENTRAL: usize = 46;
const END: usize = 22;
const ZIP64_END: usize = 56;
const ZIP64_LOCATOR: usize = 20;
/// Extra field 0x5455 with its head: flags and the time of modification.
const TIME_EXTRA: usize = 4 + 5;

/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const VERSION_FOLDERS: u16 = 20;
const VERSION_ZIP64: u16 = 45;
/// Written by a Unix system, as far as file modes go.
const MADE_BY: u16 = 3 << 8 | VERSION_ZIP64;
/// A regular file, mode 0644.
const EXTERNAL: u32 = 0o100_644 << 16;

fn needs_zip64(number: u64) -> bool {
    number >= u64::from(SEE_ZIP64)
}

/// The number, or the mark that sends the reader to the ZIP64 record.
fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(SEE_ZIP64)
}

/// The time in the extra field is 32 bits with a sign; a member that does not fit has only the DOS time.
fn unix_time<T>(entry: &Entry<T>) -> Option<i32> {
    i32::try_from(entry.modified).ok()
}

fn time_extra_length<T>(entry: &Entry<T>) -> usize {
    if unix_time(entry).is_some() { TIME_EXTRA } else { 0 }
}

fn put_time_extra<T>(entry: &Entry<T>, out: &mut BytesMut) {
    if let Some(time) = unix_time(entry) {
        out.put_u16_le(0x5455);
        out.put_u16_le(5);
        out.put_u8(1);
        out.put_i32_le(time);
    }
}

fn version_needed(zip64: bool) -> u16 {
    if zip64 { VERSION_ZIP64 } else { VERSION_FOLDERS }
}

/// A length that is known to fit: names are checked when the plan is made, extra fields are short.
fn short(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(SEE_ZIP64_SHORT)
}

fn local_extra_length<T>(entry: &Entry<T>) -> usize {
    time_extra_length(entry) + if needs_zip64(entry.size) { 4 + 16 } else { 0 }
}

pub(super) fn local_length<T>(entry: &Entry<T>) -> u64 {
    (LOCAL + entry.name.len() + local_extra_length(entry)) as u64
}

/// What stands before a member's bytes.
pub(super) fn put_local<T>(entry: &Entry<T>, out: &mut BytesMut) {
    let zip64 = needs_zip64(entry.size);
    out.put_u32_le(0x0403_4b50);
    out.put_u16_le(version_needed(zip64));
    put_common(entry, local_extra_length(entry), out);
    out.put_slice(entry.name.as_bytes());
    if zip64 {
        out.put_u16_le(1);
        out.put_u16_le(16);
        out.put_u64_le(entry.size);
        out.put_u64_le(entry.size);
    }
    put_time_extra(entry, out);
}

/// The fields that the local and the central record share, from the flags to the length of the extra fields.
fn put_common<T>(entry: &Entry<T>, extra: usize, out: &mut BytesMut) {
    let (time, date) = dos_time(entry.modified);
    out.put_u16_le(FLAGS);
    out.put_u16_le(0); // stored
    out.put_u16_le(time);
    out.put_u16_le(date);
    out.put_u32_le(entry.crc32);
    out.put_u32_le(narrow(entry.size));
    out.put_u32_le(narrow(entry.size));
    out.put_u16_le(short(entry.name.len()));
    out.put_u16_le(short(extra));
}

/// The content of the ZIP64 extra field in the central directory: only what did not fit.
fn central_zip64_length<T>(entry: &Entry<T>, offset: u64) -> usize {
    (if needs_zip64(entry.size) { 16 } else { 0 }) + (if needs_zip64(offset) { 8 } else { 0 })
}

fn central_extra_length<T>(entry: &Entry<T>, offset: u64) -> usize {
    let zip64 = central_zip64_length(entry, offset);
    time_extra_length(entry) + if zip64 > 0 { 4 + zip64 } else { 0 }
}

pub(super) fn central_length<T>(entry: &Entry<T>, offset: u64) -> u64 {
    (CENTRAL + entry.name.len() + central_extra_length(entry, offset)) as u64
}

/// A member's record in the directory; `offset` is where its local record begins.
pub(super) fn put_central<T>(entry: &Entry<T>, offset: u64, out: &mut BytesMut) {
    let zip64 = central_zip64_length(entry, offset);
    out.put_u32_le(0x0201_4b50);
    out.put_u16_le(MADE_BY);
    out.put_u16_le(version_needed(zip64 > 0));
    put_common(entry, central_extra_length(entry, offset), out);
    out.put_u16_le(0); // comment
    out.put_u16_le(0); // disk
    out.put_u16_le(0); // internal attributes
    out.put_u32_le(EXTERNAL);
    out.put_u32_le(narrow(offset));
    out.put_slice(entry.name.as_bytes());
    if zip64 > 0 {
        out.put_u16_le(1);
        out.put_u16_le(short(zip64));
        if needs_zip64(entry.size) {
            out.put_u64_le(entry.size);
            out.put_u64_le(entry.size);
        }
        if needs_zip64(offset) {
            out.put_u64_le(offset);
        }
    }
    put_time_extra(entry, out);
}

/// Where the directory lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Directory {
    pub entries: u64,
    pub offset: u64,
    pub length: u64,
}

impl Directory {
    fn needs_zip64(self) -> bool {
        self.entries >= u64::from(SEE_ZIP64_SHORT) || needs_zip64(self.offset) || needs_zip64(self.length)
    }

    /// Of everything behind the directory.
    pub(super) fn end_length(self) -> u64 {
        (END + if self.needs_zip64() { ZIP64_END + ZIP64_LOCATOR } else { 0 }) as u64
    }

    /// Everything behind the directory.
    pub(super) fn put_end(self, out: &mut BytesMut) {
        if self.needs_zip64() {
            self.put_zip64_end(out);
        }
        let entries = u16::try_from(self.entries).unwrap_or(SEE_ZIP64_SHORT);
        out.put_u32_le(0x0605_4b50);
        out.put_u16_le(0); // this disk
        out.put_u16_le(0); // the directory's disk
        out.put_u16_le(entries);
        out.put_u16_le(entries);
        out.put_u32_le(narrow(self.length));
        out.put_u32_le(narrow(self.offset));
        out.put_u16_le(0); // comment
    }

    fn put_zip64_end(self, out: &mut BytesMut) {
        out.put_u32_le(0x0606_4b50);
        out.put_u64_le((ZIP64_END - 12) as u64); // what follows this field
        out.put_u16_le(MADE_BY);
        out.put_u16_le(VERSION_ZIP64);
        out.put_u32_le(0); // this disk
        out.put_u32_le(0); // the directory's disk
        out.put_u64_le(self.entries);
        out.put_u64_le(self.entries);
        out.put_u64_le(self.length);
        out.put_u64_le(self.offset);
        out.put_u32_le(0x0706_4b50);
        out.put_u32_le(0); // the disk of the record above
        out.put_u64_le(self.offset + self.length);
        out.put_u32_le(1); // disks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(size: u64, modified: i64) -> Entry<()> {
        Entry { name: "näme".into(), size, crc32: 7, sha256: [0; 32], modified, source: () }
    }

    #[test]
    fn records_are_as_long_as_they_are_said_to_be() {
        let edges = [0, 1, 0xffff_fffe, 0xffff_ffff, 1 << 32, 1 << 40];
        for (size, offset) in edges.iter().flat_map(|size| edges.map(|offset| (*size, offset))) {
            for modified in [0, i64::from(i32::MAX), i64::from(i32::MAX) + 1] {
                let entry = entry(size, modified);
                let (mut local, mut central) = (BytesMut::new(), BytesMut::new());
                put_local(&entry, &mut local);
                put_central(&entry, offset, &mut central);
                assert_eq!(local.len() as u64, local_length(&entry));
                assert_eq!(central.len() as u64, central_length(&entry, offset));
            }
        }
    }

    #[test]
    fn the_mark_for_zip64_is_never_a_number_of_its_own() {
        let length_at = |size| local_length(&entry(size, 0));
        assert_eq!(length_at(0xffff_fffe), length_at(0));
        assert_eq!(length_at(0xffff_ffff), length_at(0) + 20);
        let end = |entries| Directory { entries, offset: 0, length: 0 }.end_length();
        assert_eq!((end(65_534), end(65_535)), (22, 98));
    }

    #[test]
    fn ends_are_as_long_as_they_are_said_to_be() {
        for (entries, offset, length) in [(0, 0, 0), (65_535, 1, 1), (1, 1 << 33, 1), (1, 1, 1 << 33)] {
            let directory = Directory { entries, offset, length };
            let mut out = BytesMut::new();
            directory.put_end(&mut out);
            assert_eq!(out.len() as u64, directory.end_length());
        }
    }
}
