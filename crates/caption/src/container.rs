//! Where in a file the three kinds of blocks lie.

/// The blocks of a file.
#[derive(Debug, Default)]
pub struct Blocks<'a> {
    /// A TIFF structure.
    pub exif: Option<&'a [u8]>,
    /// IPTC records.
    pub iptc: Option<&'a [u8]>,
    /// An XMP packet.
    pub xmp: Option<&'a [u8]>,
}

/// How many segments or chunks are looked at.
const MOST: usize = 2_000;

pub fn blocks(file: &[u8]) -> Blocks<'_> {
    let mut blocks = Blocks::default();
    if let Some(rest) = file.strip_prefix(b"\xff\xd8") {
        jpeg(rest, &mut blocks);
    } else if let Some(rest) = file.strip_prefix(b"\x89PNG\r\n\x1a\n") {
        png(rest, &mut blocks);
    } else if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") {
        webp(file.get(12..).unwrap_or_default(), &mut blocks);
    } else if file.starts_with(b"II\x2a\0") || file.starts_with(b"MM\0\x2a") {
        blocks.exif = Some(file);
        (blocks.iptc, blocks.xmp) = crate::exif::blocks_within(file);
    }
    blocks
}

/// The first `size` bytes and the rest; nothing where there are fewer.
fn split(bytes: &[u8], size: usize) -> Option<(&[u8], &[u8])> {
    bytes.split_at_checked(size)
}

fn jpeg<'a>(mut rest: &'a [u8], blocks: &mut Blocks<'a>) {
    for _ in 0..MOST {
        let [0xff, marker, tail @ ..] = rest else { return };
        match marker {
            // A filler before a marker.
            0xff => {
                rest = &rest[1..];
                continue;
            }
            // Pixels begin, or the file ends.
            0xda | 0xd9 => return,
            0x01 | 0xd0..=0xd8 => {
                rest = tail;
                continue;
            }
            _ => {}
        }
        let [high, low, ..] = tail else { return };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some((segment, next)) = split(tail, length).filter(|_| length >= 2) else { return };
        let body = &segment[2..];
        if *marker == 0xe1 {
            if let Some(tiff) = body.strip_prefix(b"Exif\0\0") {
                blocks.exif.get_or_insert(tiff);
            } else if let Some(packet) = body.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0") {
                blocks.xmp.get_or_insert(packet);
            }
        }
        if *marker == 0xed
            && let Some(resources) = body.strip_prefix(b"Photoshop 3.0\0")
            && let Some(records) = photoshop(resources)
        {
            blocks.iptc.get_or_insert(records);
        }
        rest = next;
    }
}

/// The IPTC records among Photoshop's image resources.
pub fn photoshop(mut rest: &[u8]) -> Option<&[u8]> {
    for _ in 0..MOST {
        let tail = rest.strip_prefix(b"8BIM")?;
        let [high, low, name, ..] = tail else { return None };
        let kind = u16::from_be_bytes([*high, *low]);
        // The name with its length is filled up to an even number of bytes.
        let name = (usize::from(*name) + 1).next_multiple_of(2);
        let (_, tail) = split(tail, 2 + name)?;
        let (length, tail) = tail.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (body, _) = split(tail, length)?;
        if kind == 0x0404 {
            return Some(body);
        }
        rest = tail.get(length.next_multiple_of(2)..)?;
    }
    None
}

fn png<'a>(mut rest: &'a [u8], blocks: &mut Blocks<'a>) {
    for _ in 0..MOST {
        let Some((length, tail)) = rest.split_first_chunk::<4>() else { return };
        let Some((kind, tail)) = tail.split_first_chunk::<4>() else { return };
        let Ok(length) = usize::try_from(u32::from_be_bytes(*length)) else { return };
        let Some((body, tail)) = split(tail, length) else { return };
        match kind {
            b"eXIf" => {
                blocks.exif.get_or_insert(body);
            }
            b"iTXt" => {
                // Not compressed; no language, no translated keyword.
                if let Some(packet) = body.strip_prefix(b"XML:com.adobe.xmp\0\0\0\0\0") {
                    blocks.xmp.get_or_insert(packet);
                }
            }
            b"IEND" => return,
            _ => {}
        }
        let Some(next) = tail.get(4..) else { return };
        rest = next;
    }
}

fn webp<'a>(mut rest: &'a [u8], blocks: &mut Blocks<'a>) {
    for _ in 0..MOST {
        let Some((kind, tail)) = rest.split_first_chunk::<4>() else { return };
        let Some((length, tail)) = tail.split_first_chunk::<4>() else { return };
        let Ok(length) = usize::try_from(u32::from_le_bytes(*length)) else { return };
        let Some((body, _)) = split(tail, length) else { return };
        match kind {
            b"EXIF" => {
                blocks.exif.get_or_insert(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
            }
            b"XMP " => {
                blocks.xmp.get_or_insert(body);
            }
            _ => {}
        }
        let Some(next) = tail.get(length.next_multiple_of(2)..) else { return };
        rest = next;
    }
}
