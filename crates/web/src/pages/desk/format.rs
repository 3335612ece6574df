//! Types of files as people say them.

/// A type of files in a word; one that has none is told by its type alone.
pub(super) fn format_of(content_type: &str) -> String {
    let word = match content_type {
        "image/svg+xml" => "SVG",
        "text/plain" => "Text",
        "audio/mpeg" => "MP3",
        "video/quicktime" => "QuickTime",
        "application/postscript" => "EPS",
        "application/octet-stream" => "Other files",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "PowerPoint",
        other => {
            let word = other.rsplit('/').next().unwrap_or(other);
            return word.strip_prefix("x-").unwrap_or(word).to_uppercase();
        }
    };
    word.to_owned()
}
