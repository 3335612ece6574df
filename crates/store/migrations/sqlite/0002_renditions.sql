-- Pictures that are made when somebody asks for them: previews with a watermark over them, and files in other formats.
-- The text of this file is the same for both engines but for the column types (see tests/schema.rs).

-- A preview with words across it; `mark` is the hash of the words.
CREATE TABLE marked_previews (
    version_id INTEGER NOT NULL REFERENCES asset_versions (id),
    mark TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    blob_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (version_id, mark, width)
) STRICT;

-- A version in another format, as wide as it is or narrower.
CREATE TABLE renditions (
    version_id INTEGER NOT NULL REFERENCES asset_versions (id),
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    blob_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (version_id, format, width),
    CONSTRAINT renditions_format CHECK (format IN ('jpeg', 'png', 'webp'))
) STRICT;
