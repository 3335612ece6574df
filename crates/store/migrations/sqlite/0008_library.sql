-- The library at the desk: what an asset says of itself, the way back for what was deleted, and uploads that may break off.

-- A list of texts as JSON.
ALTER TABLE assets ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
-- The day it was made, as `2026-05-03`; empty where nobody knows.
ALTER TABLE assets ADD COLUMN made_on TEXT NOT NULL DEFAULT '';
ALTER TABLE assets ADD COLUMN deleted_by INTEGER REFERENCES users (id);
CREATE INDEX assets_in_trash ON assets (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- Who brought a version; none where it came by the command line, or before this was kept.
ALTER TABLE asset_versions ADD COLUMN user_id INTEGER REFERENCES users (id);
-- Whether the file itself tells where it was made. That it does is kept; where that was is not.
ALTER TABLE asset_versions ADD COLUMN has_position INTEGER NOT NULL DEFAULT 0 CHECK (has_position IN (0, 1));

-- An upload under way. Its bytes lie in parts until the last one is there; then in one file, whose key, checksums and size are
-- known; then in an asset. `path` is the folders that it was dropped with, with slashes between them.
CREATE TABLE uploads (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    filename TEXT NOT NULL,
    path TEXT NOT NULL,
    folder_id INTEGER,
    duplicates TEXT NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    blob_key TEXT,
    sha256 TEXT,
    crc32 INTEGER,
    asset_id INTEGER,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    CONSTRAINT uploads_duplicates CHECK (duplicates IN ('keep', 'skip', 'ask')),
    CONSTRAINT uploads_received CHECK (received >= 0 AND received <= size)
) STRICT;
CREATE INDEX uploads_by_user ON uploads (user_id, id);
CREATE INDEX uploads_by_end ON uploads (expires_at);

CREATE TABLE upload_parts (
    upload_id INTEGER NOT NULL,
    start INTEGER NOT NULL,
    size INTEGER NOT NULL,
    blob_key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    crc32 INTEGER NOT NULL,
    PRIMARY KEY (upload_id, start)
) STRICT;
