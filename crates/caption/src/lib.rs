//! What a picture says of itself: title, description, credit, licence, tags and the day it was made, as cameras and picture
//! desks write them into JPEG, PNG, WebP and TIFF files: EXIF, IPTC and XMP.
//!
//! The files are strangers': whatever is broken, contradictory or without end says nothing, and nothing is followed twice. This
//! crate owns reading; it refuses to decide what is believed, and to know where a picture was made: that a file tells it is
//! said, what it tells is never read.

mod container;
mod exif;
mod iptc;
mod xmp;

/// How much of a file's beginning is worth handing in: what cameras and picture desks write stands before the pixels.
pub const HEAD: usize = 1 << 20;

/// What a picture says of itself. Texts are as they stand in the file; empty where it says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What it is called.
    pub title: String,
    /// What is to be seen.
    pub description: String,
    /// Who made it, or whom to name.
    pub credit: String,
    /// Whose it is, and how it may be used.
    pub licence: String,
    /// Words it is filed under.
    pub tags: Vec<String>,
    /// The day it was made, as `2026-05-03`.
    pub made_on: String,
    /// Whether it tells where it was made.
    pub has_position: bool,
}

/// Reads what the beginning of a file says. What is no picture, or says nothing, gives an empty caption.
pub fn read(head: &[u8]) -> Caption {
    let blocks = container::blocks(&head[..head.len().min(HEAD)]);
    let mut caption = Caption::default();
    // The younger a standard, the more people have looked after what it says.
    if let Some(packet) = blocks.xmp {
        caption.add(xmp::read(packet));
    }
    if let Some(records) = blocks.iptc {
        caption.add(iptc::read(records));
    }
    if let Some(tiff) = blocks.exif {
        caption.add(exif::read(tiff));
    }
    caption
}

impl Caption {
    /// Takes over what is not said yet.
    fn add(&mut self, other: Caption) {
        let texts = [
            (&mut self.title, other.title),
            (&mut self.description, other.description),
            (&mut self.credit, other.credit),
            (&mut self.licence, other.licence),
            (&mut self.made_on, other.made_on),
        ];
        for (mine, theirs) in texts {
            if mine.is_empty() {
                *mine = theirs;
            }
        }
        if self.tags.is_empty() {
            self.tags = other.tags;
        }
        self.has_position |= other.has_position;
    }
}

/// A text as it is taken over: trimmed, without what is no text. Some cameras fill the place with a row of blanks or zeros.
fn clean(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    text.trim().to_owned()
}

/// A day out of `2026:05:03 10:11:12`, `2026-05-03T10:11:12` or `20260503`; empty where there is none.
fn day(text: &str) -> String {
    let digits: Vec<u32> =
        text.chars().take(10).filter(|c| !matches!(c, ':' | '-' | '/')).map_while(|c| c.to_digit(10)).take(8).collect();
    let [a, b, c, d, e, f, g, h] = digits[..] else { return String::new() };
    let (year, month, day) = (a * 1000 + b * 100 + c * 10 + d, e * 10 + f, g * 10 + h);
    let is_one = year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day);
    if is_one { format!("{year:04}-{month:02}-{day:02}") } else { String::new() }
}

/// The most tags that are read.
const MOST_TAGS: usize = 100;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A TIFF block of big-endian bytes with these ASCII tags, and a pointer to a position where `position` says so.
    fn tiff(texts: &[(u16, &str)], position: bool) -> Vec<u8> {
        let count = texts.len() + usize::from(position);
        let mut entries = Vec::new();
        let mut values = Vec::new();
        let values_at = 8 + 2 + count * 12 + 4;
        for (tag, text) in texts {
            let at = values_at + values.len();
            values.extend_from_slice(text.as_bytes());
            values.extend_from_slice(&[0, 0, 0, 0]);
            entries.extend_from_slice(&tag.to_be_bytes());
            entries.extend_from_slice(&2u16.to_be_bytes());
            entries.extend_from_slice(&u32::try_from(text.len() + 4).unwrap().to_be_bytes());
            entries.extend_from_slice(&u32::try_from(at).unwrap().to_be_bytes());
        }
        if position {
            let at = values_at + values.len();
            values.extend_from_slice(&[0, 1, 0, 2, 0, 5, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]);
            entries.extend_from_slice(&0x8825u16.to_be_bytes());
            entries.extend_from_slice(&4u16.to_be_bytes());
            entries.extend_from_slice(&1u32.to_be_bytes());
            entries.extend_from_slice(&u32::try_from(at).unwrap().to_be_bytes());
        }
        let mut block = b"MM\0\x2a\0\0\0\x08".to_vec();
        block.extend_from_slice(&u16::try_from(count).unwrap().to_be_bytes());
        block.extend(entries);
        block.extend_from_slice(&[0; 4]);
        block.extend(values);
        block
    }

    fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], body].concat()
    }

    fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
        [&[0xff, 0xd8][..], &segments.concat(), &[0xff, 0xda, 0, 2, 1, 2, 3]].concat()
    }

    fn dataset(record: u8, number: u8, text: &[u8]) -> Vec<u8> {
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        [&[0x1c, record, number], &length[..], text].concat()
    }

    fn photoshop(records: &[u8]) -> Vec<u8> {
        let length = u32::try_from(records.len()).unwrap().to_be_bytes();
        let pad = vec![0; records.len() % 2];
        [b"Photoshop 3.0\0", &b"8BIM\x04\x04\0\0"[..], &length, records, &pad].concat()
    }

    const PACKET: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
        photoshop:Credit="Agence Bleue" photoshop:DateCreated="2026-05-03T10:11:12">
        <dc:title><rdf:Alt><rdf:li xml:lang="de">Der Leuchtturm</rdf:li><rdf:li xml:lang="x-default">The lighthouse</rdf:li></rdf:Alt></dc:title>
        <dc:description><rdf:Alt><rdf:li xml:lang="x-default">At &lt;dawn&gt;</rdf:li></rdf:Alt></dc:description>
        <dc:creator><rdf:Seq><rdf:li>Ines Tamm</rdf:li></rdf:Seq></dc:creator>
        <dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>منارة</rdf:li></rdf:Bag></dc:subject>
        <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt></xmpRights:UsageTerms>
        <exif:GPSLatitude>52,30.5N</exif:GPSLatitude>
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

    fn xmp_segment() -> Vec<u8> {
        segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", PACKET.as_bytes()].concat())
    }

    #[test]
    fn a_photograph_says_by_exif_who_made_it_and_when() {
        let block = tiff(&[(0x010e, "A quay"), (0x013b, "Ines Tamm"), (0x8298, "© 2026 Ines Tamm")], false);
        let caption = read(&jpeg(&[segment(0xe1, &[b"Exif\0\0", &block[..]].concat())]));
        assert_eq!(
            (&*caption.description, &*caption.credit, &*caption.licence),
            ("A quay", "Ines Tamm", "© 2026 Ines Tamm")
        );
        assert!(!caption.has_position && caption.title.is_empty());
        assert_eq!(read(&block), caption);
    }

    #[test]
    fn that_a_file_tells_where_it_was_made_is_known_and_where_is_not() {
        let block = tiff(&[(0x010e, "A quay")], true);
        let caption = read(&block);
        assert!(caption.has_position);
        assert_eq!(caption, Caption { has_position: true, description: "A quay".into(), ..Caption::default() });
        assert!(read(&jpeg(&[xmp_segment()])).has_position);
    }

    #[test]
    fn a_picture_desk_says_by_iptc_what_is_to_be_seen() {
        let records = [
            dataset(1, 90, b"\x1b%G"),
            dataset(2, 5, "Crêpes".as_bytes()),
            dataset(2, 120, b"On the quay"),
            dataset(2, 80, b"Ines Tamm"),
            dataset(2, 116, b"All rights reserved"),
            dataset(2, 25, b"food"),
            dataset(2, 25, b"quay"),
            dataset(2, 55, b"20260503"),
        ]
        .concat();
        let caption = read(&jpeg(&[segment(0xed, &photoshop(&records))]));
        assert_eq!((&*caption.title, &*caption.description), ("Crêpes", "On the quay"));
        assert_eq!(
            (&*caption.credit, &*caption.licence, &*caption.made_on),
            ("Ines Tamm", "All rights reserved", "2026-05-03")
        );
        assert_eq!(caption.tags, ["food", "quay"]);
        let latin = read(&jpeg(&[segment(0xed, &photoshop(&dataset(2, 5, b"Cr\xeapes")))]));
        assert_eq!(latin.title, "Crêpes");
    }

    #[test]
    fn xmp_says_more_and_counts_first() {
        let iptc = photoshop(&[dataset(2, 5, b"Old title"), dataset(2, 105, b"x")].concat());
        let caption = read(&jpeg(&[segment(0xed, &iptc), xmp_segment()]));
        assert_eq!((&*caption.title, &*caption.description), ("The lighthouse", "At <dawn>"));
        assert_eq!((&*caption.credit, &*caption.licence), ("Ines Tamm / Agence Bleue", "CC BY 4.0"));
        assert_eq!(caption.made_on, "2026-05-03");
        assert_eq!(caption.tags, ["sea", "منارة"]);
    }

    #[test]
    fn png_and_webp_say_it_in_their_own_chunks() {
        let chunk = |kind: &[u8; 4], body: &[u8]| {
            let length = u32::try_from(body.len()).unwrap().to_be_bytes();
            [&length[..], kind, body, &[0; 4]].concat()
        };
        let text = [b"XML:com.adobe.xmp\0\0\0\0\0", PACKET.as_bytes()].concat();
        let exif = tiff(&[(0x8298, "mine")], false);
        let png =
            [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &[0; 13]), &chunk(b"eXIf", &exif), &chunk(b"iTXt", &text)]
                .concat();
        assert_eq!(read(&png).title, "The lighthouse");
        let riff = |kind: &[u8; 4], body: &[u8]| {
            let length = u32::try_from(body.len()).unwrap().to_le_bytes();
            [kind, &length[..], body, &vec![0; body.len() % 2]].concat()
        };
        let webp = [
            &b"RIFF\xff\xff\0\0WEBP"[..],
            &riff(b"VP8X", &[0; 10]),
            &riff(b"XMP ", PACKET.as_bytes()),
            &riff(b"EXIF", &exif),
        ]
        .concat();
        assert_eq!((&*read(&webp).title, &*read(&webp).licence), ("The lighthouse", "CC BY 4.0"));
    }

    #[test]
    fn what_is_no_picture_says_nothing() {
        for bytes in [&b""[..], b"<svg/>", b"\xff\xd8", b"%PDF-1.7", b"MM\0\x2a\xff\xff\xff\xff", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(read(bytes), Caption::default());
        }
        // Nobody's XML has a document type here, and nothing is expanded.
        let bomb = "<x:xmpmeta><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>&b;</x:xmpmeta>";
        assert_eq!(
            read(&jpeg(&[segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", bomb.as_bytes()].concat())])),
            Caption::default()
        );
        let deep = format!("<x:xmpmeta>{}", "<a>".repeat(15_000));
        read(&jpeg(&[segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", deep.as_bytes()].concat())]));
        assert_eq!(day("0000-00-00"), "");
        assert_eq!(day("2026"), "");
        assert_eq!(day("2026-05"), "");
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), start in 0usize..5) {
            let starts: [&[u8]; 5] = [b"", b"\xff\xd8\xff\xe1", b"MM\0\x2a", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"];
            read(&[starts[start], &bytes].concat());
        }

        #[test]
        fn nothing_that_is_damaged_breaks_it(at in 0usize..4_000, to in any::<u8>()) {
            let block = tiff(&[(0x010e, "A quay"), (0x8769, "abcd")], true);
            let iptc = photoshop(&dataset(2, 5, b"Old title"));
            let mut file = jpeg(&[segment(0xe1, &[b"Exif\0\0", &block[..]].concat()), segment(0xed, &iptc), xmp_segment()]);
            let at = at % file.len();
            file[at] = to;
            read(&file);
        }
    }
}
