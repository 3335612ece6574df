//! What a file is, going by its bytes and nothing else.

use serde::{Deserialize, Serialize};

use crate::container::Container;

/// The kinds of file that have previews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG, of an animation the default picture.
    Png,
    /// GIF, of an animation the first frame.
    Gif,
    /// WebP, of an animation the first frame.
    Webp,
    /// TIFF, of several pages the first.
    Tiff,
    /// AVIF, of a sequence the first frame. Read where `ffmpeg` is.
    Avif,
    /// SVG as text; compressed SVG is not accepted.
    Svg,
    /// PDF, the first page.
    Pdf,
    /// A typeface: TrueType, OpenType, a collection of them, WOFF or WOFF2.
    Font,
    /// A film in a container that is known. Read where `ffmpeg` is.
    Video,
}

impl Kind {
    /// How many bytes from the start [`sniff`](Self::sniff) wants to see: drawings may open with long comments.
    pub const SNIFF_LEN: usize = 16 * 1024;

    /// Whether it has pixels of its own, so that a width and a height in pixels say something about it.
    pub fn has_pixels(self) -> bool {
        !matches!(self, Self::Svg | Self::Pdf | Self::Font)
    }

    /// What the first bytes say, never what a name says. `None` if they are of no kind that has previews.
    pub fn sniff(start: &[u8]) -> Option<Self> {
        match start {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some(Self::Tiff),
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            _ if opens_with_font(start) => Some(Self::Font),
            _ => match Container::sniff(start) {
                Some(Container::Avif) => Some(Self::Avif),
                Some(_) => Some(Self::Video),
                None => opens_with_svg(&text(start)).then_some(Self::Svg),
            },
        }
    }

    /// Whether there are bytes of several kinds among those of this one, which a content type tells apart.
    pub fn media_type(self, start: &[u8]) -> Option<&'static str> {
        Some(match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Tiff => "image/tiff",
            Self::Avif => "image/avif",
            Self::Svg => "image/svg+xml",
            Self::Pdf => "application/pdf",
            Self::Font => match start {
                [b'O', b'T', b'T', b'O', ..] => "font/otf",
                [b't', b't', b'c', b'f', ..] => "font/collection",
                [b'w', b'O', b'F', b'F', ..] => "font/woff",
                [b'w', b'O', b'F', b'2', ..] => "font/woff2",
                _ => "font/ttf",
            },
            // A container holds sound alone as well; only its name tells.
            Self::Video => return None,
        })
    }
}

/// The signature of a font file and, where that is nothing but small numbers, a first table that could be one.
fn opens_with_font(start: &[u8]) -> bool {
    match start {
        [b'w', b'O', b'F', b'F' | b'2', flavour @ ..] => {
            flavour.starts_with(&[0, 1, 0, 0])
                || flavour.starts_with(b"OTTO")
                || flavour.starts_with(b"ttcf")
                || flavour.starts_with(b"true")
        }
        [b't', b't', b'c', b'f', 0, 1 | 2, 0, 0, ..] => true,
        [b'O', b'T', b'T', b'O', rest @ ..] | [0, 1, 0, 0, rest @ ..] | [b't', b'r', b'u', b'e', rest @ ..] => {
            let tables = rest.first_chunk().map_or(0, |count| u16::from_be_bytes(*count));
            let tag = rest.get(8..12).unwrap_or_default();
            (1..=256).contains(&tables) && tag.len() == 4 && tag.iter().all(|b| (0x20..0x7f).contains(b))
        }
        _ => false,
    }
}

/// Text in whatever encoding its byte order mark gives, UTF-8 without one; unreadable bytes become U+FFFD.
pub(crate) fn text(bytes: &[u8]) -> String {
    let utf16 = |read: fn([u8; 2]) -> u16, rest: &[u8]| {
        let units = rest.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xff, 0xfe, rest @ ..] => utf16(u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => utf16(u16::from_be_bytes, rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Whether the first element is `svg`, whatever prolog, comments and document type stand before it.
/// A web page with a drawing inside is not a drawing.
fn opens_with_svg(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(after) = after_misc(rest) {
        rest = after.trim_start();
    }
    let Some(tag) = rest.strip_prefix('<') else { return false };
    let Some(end) = tag.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/') else { return false };
    let name = &tag[..end];
    name == "svg" || name.strip_suffix(":svg").is_some_and(is_prefix)
}

fn is_prefix(prefix: &str) -> bool {
    !prefix.is_empty() && prefix.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// What follows one comment, processing instruction or document type, if the text opens with one.
fn after_misc(text: &str) -> Option<&str> {
    let after = |opening: &str, closing: &str| {
        let inside = text.strip_prefix(opening)?;
        Some(&inside[inside.find(closing)? + closing.len()..])
    };
    after("<!--", "-->").or_else(|| after("<?", "?>")).or_else(|| after_doctype(text))
}

/// A document type ends at the first `>` outside quotes, comments and its bracketed part.
fn after_doctype(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix("<!DOCTYPE")?;
    let mut brackets = 0_usize;
    loop {
        let at = rest.find(['"', '\'', '[', ']', '>', '<'])?;
        let found = rest.as_bytes()[at];
        if rest[at..].starts_with("<!--") {
            let comment = &rest[at + 4..];
            rest = &comment[comment.find("-->")? + 3..];
            continue;
        }
        rest = &rest[at + 1..];
        match found {
            b'"' | b'\'' => rest = &rest[rest.find(char::from(found))? + 1..],
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            b'>' if brackets == 0 => return Some(rest),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magic_bytes_decide() {
        assert_eq!(Kind::sniff(b"\xff\xd8\xff\xe0"), Some(Kind::Jpeg));
        assert_eq!(Kind::sniff(b"\x89PNG\r\n\x1a\n"), Some(Kind::Png));
        assert_eq!(Kind::sniff(b"GIF89a=/*"), Some(Kind::Gif));
        assert_eq!(Kind::sniff(b"RIFF\0\0\0\0WEBPVP8 "), Some(Kind::Webp));
    }

    #[test]
    fn documents_typefaces_and_films_are_told_by_their_bytes() {
        assert_eq!(Kind::sniff(b"II*\0\x08\0\0\0"), Some(Kind::Tiff));
        assert_eq!(Kind::sniff(b"MM\0*\0\0\0\x08"), Some(Kind::Tiff));
        assert_eq!(Kind::sniff(b"%PDF-1.7\n"), Some(Kind::Pdf));
        assert_eq!(Kind::sniff(b"\0\x01\0\0\0\x0f\0\x80\0\x03\0\x70GDEF"), Some(Kind::Font));
        assert_eq!(Kind::sniff(b"OTTO\0\x0f\0\x80\0\x03\0\x70CFF "), Some(Kind::Font));
        assert_eq!(Kind::sniff(b"wOF2\0\x01\0\0"), Some(Kind::Font));
        assert_eq!(Kind::sniff(b"ttcf\0\x01\0\0"), Some(Kind::Font));
        assert_eq!(Kind::sniff(b"\0\0\0\x20ftypisom\0\0\x02\0"), Some(Kind::Video));
        assert_eq!(Kind::sniff(b"\0\0\0\x20ftypavif\0\0\0\0"), Some(Kind::Avif));
        assert_eq!(Kind::sniff(b"\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), None, "small numbers are no typeface");
        assert_eq!(Kind::sniff(b"#EXTM3U\nhttp://example.org/x.ts\n"), None, "a playlist is nothing");
        assert_eq!(Kind::sniff(b"ffconcat version 1.0\nfile /etc/passwd\n"), None, "nor is this one");
    }

    #[test]
    fn what_is_none_of_these_is_nothing() {
        for bytes in [&b""[..], b"RIFF\0\0\0\0WAVE", b"\x1f\x8b\x08", b"%PDX-1.7", b"GIF", b"<", b"<!--", b"<?xml"] {
            assert_eq!(Kind::sniff(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn a_drawing_may_have_anything_lawful_before_its_first_element() {
        let long = format!("<!-- {} --><svg/>", "x".repeat(9000));
        for text in [
            "<svg>",
            "  \n<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<?xml version=\"1.0\"?><!-- > <html> --><svg\n>",
            "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"a>b\"><svg>",
            "<!DOCTYPE svg [ <!ENTITY a \"]>\"> <!-- ' --> <!ENTITY b 'x'> ]>\n<svg>",
            "<svg:svg xmlns:svg='http://www.w3.org/2000/svg'>",
            long.as_str(),
        ] {
            assert_eq!(Kind::sniff(text.as_bytes()), Some(Kind::Svg), "{text}");
        }
    }

    #[test]
    fn a_drawing_may_be_marked_utf_8_or_utf_16() {
        assert_eq!(Kind::sniff("\u{feff}<svg/>".as_bytes()), Some(Kind::Svg));
        let little: Vec<u8> = "\u{feff}<svg/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}<svg/>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(Kind::sniff(&little), Some(Kind::Svg));
        assert_eq!(Kind::sniff(&big), Some(Kind::Svg));
    }

    #[test]
    fn a_page_with_a_drawing_inside_is_no_drawing() {
        for text in
            ["<html><svg></svg>", "<!DOCTYPE html><svg-page>", "text <svg>", "<svgz>", "<:svg>", "<!-- <svg> -->"]
        {
            assert_eq!(Kind::sniff(text.as_bytes()), None, "{text}");
        }
    }
}
