-- Pictures that are made when somebody asks for them: previews with a watermark over them, and files in other formats.
-- The text of this file is the same for both engines but for the column types (see tests/schema.rs).

-- A preview with words across it; `mark` is the hash of the words.
CREATE TABLE marked_previews (
    version_id BIGINT NOT NULL REFERENCES asset_versions (id),
    mark TEXT COLLATE "C" NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    content_type TEXT COLLATE "C" NOT NULL,
    blob_key TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (version_id, mark, width)
);

-- A version in another format, as wide as it is or narrower.
CREATE TABLE renditions (
    version_id BIGINT NOT NULL REFERENCES asset_versions (id),
    format TEXT COLLATE "C" NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    blob_key TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (version_id, format, width),
    CONSTRAINT renditions_format CHECK (format IN ('jpeg', 'png', 'webp'))
);
