use std::fmt;

/// A raster preview.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its address.
    pub src: String,
    /// Its other sizes, for `srcset`; empty where there is one only.
    pub srcset: String,
    /// How wide it is shown, for `sizes`.
    pub sizes: &'static str,
    /// The colour there is most of in it, `#rrggbb`, shown until it has come; only of opaque pictures.
    pub tone: Option<String>,
    /// Its width in pixels, of the preview rather than of the original.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// What lies behind it.
    pub ground: Ground,
}

/// What lies behind a picture, so that it can be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// An opaque picture (photographs): it may fill its frame.
    Photo,
    /// Something opaque that wants to be seen whole, such as a page.
    Plain,
    /// Transparent: a checkerboard.
    Checker,
    /// Transparent and nearly white: a dark ground.
    Dark,
}

impl fmt::Display for Ground {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Ground::Photo => "photo",
            Ground::Plain => "plain",
            Ground::Checker => "checker",
            Ground::Dark => "dark",
        })
    }
}

/// What stands for an asset: its preview or the icon of its type.
#[derive(Debug, Clone)]
pub struct Thumb {
    /// The preview, where there is one.
    pub picture: Option<Picture>,
    /// The icon otherwise.
    pub icon: FileIcon,
}

impl Thumb {
    /// Class of the ground: the picture's, or that of an icon.
    pub fn ground(&self) -> String {
        self.picture.as_ref().map_or_else(|| "icon".into(), |picture| picture.ground.to_string())
    }

    /// Width through height in twentieths, from 8 (0.4) to 60 (3.0), as the class `ar-…` of the stylesheet,
    /// which is how a picture's own proportion reaches the layout without an inline style.
    pub fn proportion(&self) -> u32 {
        let (width, height) = self.picture.as_ref().map_or((4, 3), |p| (p.width.max(1), p.height.max(1)));
        let twentieths = (u64::from(width) * 20 + u64::from(height) / 2) / u64::from(height);
        // Even numbers only, which halves the rules in the stylesheet.
        u32::try_from(twentieths.clamp(8, 60)).unwrap_or(60) / 2 * 2
    }

    /// Whether it is a photograph, which may be cropped.
    pub(crate) fn is_photo(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| picture.ground == Ground::Photo)
    }
}

/// Icons for files that have no preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileIcon {
    /// Text and office documents.
    Document,
    /// PDF.
    Pdf,
    /// Still pictures.
    Image,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// Typefaces.
    Font,
    /// ZIP and its kin.
    Archive,
    /// Spreadsheets and data sets.
    Table,
    /// Program text, markup, JSON.
    Code,
    /// Everything else.
    Generic,
}

impl FileIcon {
    /// The icon for a content type such as `application/pdf`, parameters ignored.
    pub fn for_content_type(content_type: &str) -> FileIcon {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let (family, kind) = essence.split_once('/').unwrap_or((essence.as_str(), ""));
        let has = |words: &[&str]| words.iter().any(|word| kind.contains(word));
        match family {
            "image" => FileIcon::Image,
            "audio" => FileIcon::Audio,
            "video" => FileIcon::Video,
            "font" => FileIcon::Font,
            _ if has(&["pdf"]) => FileIcon::Pdf,
            _ if has(&["font"]) => FileIcon::Font,
            _ if has(&["csv", "spreadsheet", "excel", "tab-separated", "parquet", "sqlite"]) => FileIcon::Table,
            _ if has(&["zip", "tar", "compressed", "rar", "7z", "bzip"]) => FileIcon::Archive,
            _ if has(&["json", "xml", "javascript", "html", "css", "yaml", "toml", "x-sh", "wasm"])
                && !has(&["officedocument"]) =>
            {
                FileIcon::Code
            }
            "text" => FileIcon::Document,
            _ if has(&["word", "document", "presentation", "powerpoint", "rtf", "epub"]) => FileIcon::Document,
            _ => FileIcon::Generic,
        }
    }

    /// Its name, as the template of the icons knows it.
    pub fn name(&self) -> &'static str {
        match self {
            FileIcon::Document => "document",
            FileIcon::Pdf => "pdf",
            FileIcon::Image => "image",
            FileIcon::Audio => "audio",
            FileIcon::Video => "video",
            FileIcon::Font => "font",
            FileIcon::Archive => "archive",
            FileIcon::Table => "table",
            FileIcon::Code => "code",
            FileIcon::Generic => "generic",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn office_formats_are_documents_and_tables_though_they_are_xml() {
        let icon = FileIcon::for_content_type;
        assert_eq!(icon("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), FileIcon::Table);
        assert_eq!(icon("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), FileIcon::Document);
        assert_eq!(icon("application/ld+json; charset=utf-8"), FileIcon::Code);
        assert_eq!(icon("application/octet-stream"), FileIcon::Generic);
        assert_eq!(icon(""), FileIcon::Generic);
    }

    #[test]
    fn extreme_proportions_stay_within_the_stylesheets_classes() {
        let proportion = |width, height| {
            let picture = Picture {
                src: String::new(),
                srcset: String::new(),
                sizes: "",
                tone: None,
                width,
                height,
                ground: Ground::Photo,
            };
            Thumb { picture: Some(picture), icon: FileIcon::Image }.proportion()
        };
        assert_eq!(proportion(1, 60_000), 8);
        assert_eq!(proportion(u32::MAX, 1), 60);
        assert_eq!(proportion(3000, 2000), 30);
        assert_eq!(proportion(0, 0), 20);
    }
}
