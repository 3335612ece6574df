//! What kind of thing an asset is, as people sort by it.

use crate::words::spelled;

/// A kind of asset, told by what its bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssetKind {
    /// A picture of pixels.
    Image,
    /// A drawing that scales.
    Vector,
    /// Something to read, also a table or slides.
    Document,
    /// A film.
    Video,
    /// Something to listen to.
    Audio,
    /// A typeface.
    Font,
    /// Files packed into one.
    Archive,
    /// Anything else.
    Other,
}

spelled!(AssetKind {
    Image = "image",
    Vector = "vector",
    Document = "document",
    Video = "video",
    Audio = "audio",
    Font = "font",
    Archive = "archive",
    Other = "other",
});

/// A pattern of content types: the whole of one, or its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Exactly this content type.
    Is(&'static str),
    /// Every content type that begins so.
    Begins(&'static str),
}

use Pattern::{Begins, Is};

impl AssetKind {
    /// Which content types are of which kind; the first that fits counts, and where none does it is [`AssetKind::Other`].
    /// A table, so that the records can sort by the same rule.
    pub const PATTERNS: &'static [(Pattern, AssetKind)] = &[
        (Is("image/svg+xml"), AssetKind::Vector),
        (Is("image/x-eps"), AssetKind::Vector),
        (Is("application/postscript"), AssetKind::Vector),
        (Is("application/illustrator"), AssetKind::Vector),
        (Is("application/vnd.adobe.illustrator"), AssetKind::Vector),
        (Begins("image/"), AssetKind::Image),
        (Begins("video/"), AssetKind::Video),
        (Begins("audio/"), AssetKind::Audio),
        (Begins("font/"), AssetKind::Font),
        (Begins("application/font-"), AssetKind::Font),
        (Begins("application/x-font-"), AssetKind::Font),
        (Is("application/vnd.ms-fontobject"), AssetKind::Font),
        (Is("application/zip"), AssetKind::Archive),
        (Is("application/x-zip-compressed"), AssetKind::Archive),
        (Is("application/x-tar"), AssetKind::Archive),
        (Is("application/gzip"), AssetKind::Archive),
        (Is("application/x-gzip"), AssetKind::Archive),
        (Is("application/x-bzip2"), AssetKind::Archive),
        (Is("application/x-xz"), AssetKind::Archive),
        (Is("application/zstd"), AssetKind::Archive),
        (Is("application/x-7z-compressed"), AssetKind::Archive),
        (Is("application/vnd.rar"), AssetKind::Archive),
        (Is("application/x-rar-compressed"), AssetKind::Archive),
        (Begins("text/"), AssetKind::Document),
        (Is("application/pdf"), AssetKind::Document),
        (Is("application/rtf"), AssetKind::Document),
        (Is("application/msword"), AssetKind::Document),
        (Is("application/epub+zip"), AssetKind::Document),
        (Begins("application/vnd.ms-excel"), AssetKind::Document),
        (Begins("application/vnd.ms-powerpoint"), AssetKind::Document),
        (Begins("application/vnd.ms-word"), AssetKind::Document),
        (Begins("application/vnd.openxmlformats-officedocument"), AssetKind::Document),
        (Begins("application/vnd.oasis.opendocument"), AssetKind::Document),
        (Begins("application/vnd.apple."), AssetKind::Document),
    ];

    /// The kind of what has this content type.
    pub fn of_content_type(content_type: &str) -> Self {
        let fits = |pattern: &Pattern| match pattern {
            Is(whole) => content_type == *whole,
            Begins(beginning) => content_type.starts_with(beginning),
        };
        Self::PATTERNS.iter().find(|(pattern, _)| fits(pattern)).map_or(AssetKind::Other, |(_, kind)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_content_type_says_what_kind_of_thing_it_is() {
        for (content_type, kind) in [
            ("image/jpeg", AssetKind::Image),
            ("image/svg+xml", AssetKind::Vector),
            ("application/pdf", AssetKind::Document),
            ("text/csv", AssetKind::Document),
            ("video/mp4", AssetKind::Video),
            ("font/woff2", AssetKind::Font),
            ("application/zip", AssetKind::Archive),
            ("application/octet-stream", AssetKind::Other),
            ("", AssetKind::Other),
        ] {
            assert_eq!(AssetKind::of_content_type(content_type), kind, "{content_type}");
        }
    }
}
