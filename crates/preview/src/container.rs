//! Which container a film lies in: it decides what `ffmpeg` may take the bytes for.

use serde::{Deserialize, Serialize};

/// A container whose reader reads this one file and nothing else. Playlists and the like, whose readers open other
/// files and addresses, are not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Container {
    /// MP4, QuickTime and their kin.
    Mov,
    /// A still picture in the same boxes.
    Avif,
    /// Matroska and WebM.
    Matroska,
    Avi,
    Mpegts,
    /// MPEG program streams.
    Mpeg,
    Flv,
    Ogg,
    Asf,
}

/// Length of a packet of a transport stream.
const PACKET: usize = 188;

impl Container {
    /// By the first bytes; `None` for whatever is not one of these.
    pub(crate) fn sniff(start: &[u8]) -> Option<Self> {
        match start {
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => by_brand(brand),
            [0, _, _, _, b'm', b'o', b'o', b'v', ..] | [0, 0, 0, 8, b'w', b'i', b'd', b'e', ..] => Some(Self::Mov),
            [_, _, _, _, b'm', b'd', b'a', b't', ..] => Some(Self::Mov),
            [0x1a, 0x45, 0xdf, 0xa3, ..] => Some(Self::Matroska),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => Some(Self::Avi),
            [0, 0, 1, 0xba, ..] => Some(Self::Mpeg),
            [b'F', b'L', b'V', 1, ..] => Some(Self::Flv),
            [b'O', b'g', b'g', b'S', 0, ..] => Some(Self::Ogg),
            [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, ..] => Some(Self::Asf),
            _ => (0..3).all(|packet| start.get(packet * PACKET) == Some(&0x47)).then_some(Self::Mpegts),
        }
    }

    /// The one reader that `ffmpeg` is told to use.
    pub(crate) fn demuxer(self) -> &'static str {
        match self {
            Self::Mov | Self::Avif => "mov",
            Self::Matroska => "matroska",
            Self::Avi => "avi",
            Self::Mpegts => "mpegts",
            Self::Mpeg => "mpeg",
            Self::Flv => "flv",
            Self::Ogg => "ogg",
            Self::Asf => "asf",
        }
    }
}

/// HEIC lies in the same boxes, but in tiles which no reader puts together for us; it is left to its icon.
fn by_brand(brand: &[u8]) -> Option<Container> {
    match brand.first_chunk()? {
        b"avif" | b"avis" => Some(Container::Avif),
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" | b"jpeg" => {
            // A general brand first; one of those that follow it may say more.
            let others = brand.get(8..64).unwrap_or_default();
            others.chunks_exact(4).any(|other| other == b"avif").then_some(Container::Avif)
        }
        b"jp2 " | b"jpx " | b"jpm " | b"crx " => None,
        _ => Some(Container::Mov),
    }
}
