//! EXIF: a TIFF structure with a few texts in it. The directory that says where a picture was made is never opened; whether it
//! has entries is all that is looked at.

use crate::{Caption, clean, container, day};

const DESCRIPTION: u16 = 0x010e;
const ARTIST: u16 = 0x013b;
const XMP: u16 = 0x02bc;
const COPYRIGHT: u16 = 0x8298;
const IPTC: u16 = 0x83bb;
const PHOTOSHOP: u16 = 0x8649;
const EXIF: u16 = 0x8769;
const POSITION: u16 = 0x8825;
const MADE: u16 = 0x9003;

/// The most entries that are looked at in a directory.
const MOST: usize = 500;

struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

/// An entry: what it is, the type of its values, how many there are, and the four bytes that hold them or say where they lie.
struct Entry<'a> {
    tag: u16,
    kind: u16,
    count: u32,
    value: &'a [u8],
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"II\x2a\0" => Some(Self { bytes, is_little: true }),
            b"MM\0\x2a" => Some(Self { bytes, is_little: false }),
            _ => None,
        }
    }

    fn short(&self, bytes: &[u8]) -> Option<u16> {
        let pair = *bytes.first_chunk::<2>()?;
        Some(if self.is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    }

    fn long(&self, bytes: &[u8]) -> Option<u32> {
        let four = *bytes.first_chunk::<4>()?;
        Some(if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    fn at(&self, offset: u32) -> Option<&'a [u8]> {
        self.bytes.get(usize::try_from(offset).ok()?..)
    }

    fn first(&self) -> Vec<Entry<'a>> {
        let offset = self.bytes.get(4..).and_then(|bytes| self.long(bytes));
        offset.map(|offset| self.directory(offset)).unwrap_or_default()
    }

    fn directory(&self, offset: u32) -> Vec<Entry<'a>> {
        let Some(bytes) = self.at(offset) else { return vec![] };
        let Some(count) = self.short(bytes) else { return vec![] };
        let entries = bytes.get(2..).unwrap_or_default().chunks_exact(12).take(usize::from(count).min(MOST));
        let entry = |bytes: &'a [u8]| {
            Some(Entry {
                tag: self.short(bytes)?,
                kind: self.short(&bytes[2..])?,
                count: self.long(&bytes[4..])?,
                value: &bytes[8..],
            })
        };
        entries.filter_map(entry).collect()
    }

    /// The bytes of an entry of single bytes, or of numbers of four.
    fn bytes(&self, entry: &Entry<'a>) -> Option<&'a [u8]> {
        let width = match entry.kind {
            1 | 2 | 6 | 7 => 1,
            4 => 4,
            _ => return None,
        };
        let length = usize::try_from(entry.count).ok()?.checked_mul(width)?;
        match length {
            0..=4 => entry.value.get(..length),
            _ => self.at(self.long(entry.value)?)?.get(..length),
        }
    }

    fn text(&self, entries: &[Entry<'a>], tag: u16) -> String {
        let bytes =
            entries.iter().find(|entry| entry.tag == tag && entry.kind == 2).and_then(|entry| self.bytes(entry));
        let bytes = bytes.unwrap_or_default();
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        clean(&String::from_utf8_lossy(&bytes[..end]))
    }

    fn within(&self, entries: &[Entry<'a>], tag: u16) -> Vec<Entry<'a>> {
        let offset =
            entries.iter().find(|entry| entry.tag == tag && entry.kind == 4).and_then(|entry| self.long(entry.value));
        offset.map(|offset| self.directory(offset)).unwrap_or_default()
    }
}

pub fn read(block: &[u8]) -> Caption {
    let Some(tiff) = Tiff::of(block) else { return Caption::default() };
    let entries = tiff.first();
    let camera = tiff.within(&entries, EXIF);
    Caption {
        description: tiff.text(&entries, DESCRIPTION),
        credit: tiff.text(&entries, ARTIST),
        licence: tiff.text(&entries, COPYRIGHT),
        made_on: day(&tiff.text(&camera, MADE)),
        has_position: !tiff.within(&entries, POSITION).is_empty(),
        ..Caption::default()
    }
}

/// IPTC records and the XMP packet of a TIFF file.
pub fn blocks_within(file: &[u8]) -> (Option<&[u8]>, Option<&[u8]>) {
    let Some(tiff) = Tiff::of(file) else { return (None, None) };
    let entries = tiff.first();
    let find = |tag: u16| entries.iter().find(|entry| entry.tag == tag).and_then(|entry| tiff.bytes(entry));
    let iptc = find(IPTC).or_else(|| find(PHOTOSHOP).and_then(container::photoshop));
    (iptc, find(XMP))
}
