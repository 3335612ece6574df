//! What was made.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::Kind;

/// The pictures of one file and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the bytes turned out to be.
    pub kind: Kind,
    /// What was learnt about the original.
    pub facts: Facts,
    /// Largest first, no two of the same size; fewer than asked for where the original is small.
    pub pictures: Vec<Picture>,
}

/// What was learnt about the original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Width in pixels as a person sees it (orientation applied); the size a drawing gives itself
    /// and a page in points.
    pub width: u32,
    /// Height in pixels, likewise.
    pub height: u32,
    /// Whether anything can be seen through it: at least one pixel, not just an alpha channel.
    pub has_alpha: bool,
    /// The colour there is most of, as `#rrggbb`.
    pub dominant: String,
    /// Light artwork on transparent ground, which a page had better show on dark.
    pub is_light: bool,
}

/// One picture, waiting in the folder the caller gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// What its bytes are.
    pub content_type: ContentType,
    /// Where it is; the name has no extension.
    pub path: PathBuf,
    /// Its length in bytes.
    pub len: u64,
}

/// What pictures are encoded as. Previews are JPEG where opaque and PNG where not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// `image/jpeg`
    Jpeg,
    /// `image/png`
    Png,
    /// `image/webp`, lossless
    Webp,
}

impl ContentType {
    /// The media type, for a header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// The usual file name extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}
